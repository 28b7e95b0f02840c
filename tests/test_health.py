"""For whoever watches the server."""

from django.db import OperationalError, connection


def test_health_is_ok_without_signing_in(client, db):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_says_when_the_database_does_not_answer(client, db, monkeypatch):
    def no_cursor():
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", no_cursor)
        assert client.get("/health/").status_code == 503
