"""Programs of a person's own, as tests send their requests."""

import json

from django.test import Client

from journal.accounts.tokens import make_token
from tests import factories


class Program:
    """Speaks to /api/v1 with a token of a person's."""

    def __init__(self, person, scope="all"):
        self.token = make_token(factories.account_of(person), "a watch", scope)
        self.client = Client(headers={"Authorization": f"Bearer {self.token}"})

    def get(self, path, data=None, **headers):
        return self.client.get(f"/api/v1/{path}", data, headers=_named(headers))

    def put(self, path, value, **headers):
        body = value if isinstance(value, bytes | str) else json.dumps(value)
        return self.client.put(f"/api/v1/{path}", body, content_type="application/json", headers=_named(headers))

    def post(self, path, value, **headers):
        return self.client.post(f"/api/v1/{path}", value, content_type="application/json", headers=_named(headers))

    def delete(self, path, **headers):
        return self.client.delete(f"/api/v1/{path}", headers=_named(headers))

    def log(self, text, **headers):
        return self.post("log", {"text": text}, **headers)


def _named(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}
