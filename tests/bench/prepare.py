"""Run with the code that is measured: makes its database and people, and prints what the other side needs to know.

One line of JSON: {"sessions": {person: the cookie of a signed-in browser}, "queries": {page: {person: how many}}}.
"""

import io
import json
import os
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings

from tests.bench import journals
from tests.bench.pages import PAGES, WRITES


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.ACCOUNT_RATE_LIMITS = {}  # as where it is served
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        for name, path in journals.write(Path(folder)).items():
            call_command("import_journal", path, person=name, create=True, stdout=io.StringIO())
    clients = {name: signed_in(name) for name in journals.PEOPLE}
    json.dump(
        {
            "sessions": {name: client.cookies["sessionid"].value for name, client in clients.items()},
            "queries": {
                **{title: {n: of_page(c, url) for n, c in clients.items()} for title, url in PAGES.items()},
                **{title: {n: of_write(c, *write) for n, c in clients.items()} for title, write in WRITES.items()},
            },
        },
        sys.stdout,
    )


def signed_in(name):
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(name=name), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def of_page(client, url):
    """How many queries the second view of a page makes, when what is kept is kept."""
    client.get(url)
    return counted(lambda: client.get(url), 200)


def of_write(client, url, fields):
    return counted(lambda: client.post(url, fields()), 302)


def counted(act, status):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        answer = act()
    assert answer.status_code == status, (answer.status_code, answer.content)
    return len(found)


if __name__ == "__main__":
    main()
