"""What many tests need: people, their signed-in clients, built static files."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import settings as hypothesis_settings

from tests import factories
from tests.queries import captured
from tests.served import served

# How many examples a law is tried on: `pytest --hypothesis-profile=nightly`. A law with a number of its own: tests/examples.py.
# No law is about time: a machine that does other work must fail none.
hypothesis_settings.register_profile("default", hypothesis_settings.get_profile("default"), deadline=None)
hypothesis_settings.register_profile("fast", max_examples=20, deadline=None)
hypothesis_settings.register_profile("nightly", max_examples=2000, deadline=None)


def pytest_collection_modifyitems(config, items):
    """Every test that uses the database may use both, where accounts have one of their own; PostgreSQL runs no others."""
    from django.db import connection

    uses_it = {item: item.get_closest_marker("django_db") or "db" in item.fixturenames for item in items}
    for item in filter(uses_it.get, items):
        asked = item.get_closest_marker("django_db")
        item.add_marker(
            pytest.mark.django_db(**(asked.kwargs if asked else {}) | {"databases": "__all__"}), append=False
        )
    if connection.vendor == "postgresql":  # the others give there what they give on SQLite
        config.hook.pytest_deselected(items=[item for item in items if not uses_it[item]])
        items[:] = filter(uses_it.get, items)


@pytest.fixture
def django_assert_num_queries():
    """As pytest-django's, over all databases."""

    @contextmanager
    def assert_queries(number):
        with captured() as queries:
            yield
        assert len(queries) == number, "\n".join(query["sql"] for query in queries)

    return assert_queries


@pytest.fixture(scope="session", autouse=True)
def static_files(tmp_path_factory):
    """Static files as production serves them: collected, hashed, compressed."""
    from django.conf import settings

    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    settings.SECURE_SSL_REDIRECT = False
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def site(static_files, tmp_path_factory):
    """The address of a Twinge for real browsers."""
    from django.conf import settings

    with served(tmp_path_factory.mktemp("site"), settings.STATIC_ROOT) as address:
        yield address


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Argon2 is slow on purpose; these tests are not about it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def fresh_caches():
    """Rate limits and kept analyses of one test are not the next one's."""
    yield
    from django.core.cache import caches

    caches["analysis"].clear()


@pytest.fixture
def person(db):
    """Somebody with an empty journal in Berlin, where the number to call is 112."""
    return factories.person("runner", "runner@example.org", "a long passphrase", time_zone="Europe/Berlin")


@pytest.fixture
def account(person):
    """The account of `person`: name, e-mail address, passphrase."""
    return factories.account_of(person)


@pytest.fixture
def stranger(db):
    """Somebody else."""
    return factories.person("stranger", "stranger@example.org", "another passphrase", time_zone="Europe/Oslo")


@pytest.fixture
def mine(person):
    """The person's own browser, without JavaScript."""
    return _client(person)


@pytest.fixture
def theirs(stranger):
    """The stranger's browser."""
    return _client(stranger)


def _client(person):
    client = Client()
    factories.sign_in(client, person)
    return client
