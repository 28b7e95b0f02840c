"""From a database with data at every earlier migration to the newest: nothing lost, every key what it must be."""

import uuid
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from journal.accounts.encrypted import decrypt
from journal.models import KINDS, Import, ImportedRow, Profile

TABLES = (*KINDS.values(), Import, ImportedRow)

AT = datetime(2026, 6, 18, 17, 30, tzinfo=UTC)
ENTRIES = {
    "Session": {"started_at": AT, "duration_min": 50, "activity": "run"},
    "Drink": {"at": AT, "ml": 300, "kind": "water"},
    "Night": {"date": date(2026, 6, 18), "hours": 7},
    "Day": {"date": date(2026, 6, 18), "stress": 4},
    "Episode": {"started_at": AT, "kind": "cramp", "body_part": "calf"},
    "Experiment": {"cause": "poor_warmup", "started_on": date(2026, 6, 1), "planned_sessions": 16, "assignments": []},
    "Answer": {"flag": "RF05", "answer": "better", "at": AT},
    "Intention": {"tip": "warmup_more", "started_on": date(2026, 6, 1)},
    "SetAside": {"cause": "caffeine", "at": AT},
}
EARLIER = [
    "0001_journal_tables",
    "0002_person_hides_counts",
    "0003_keys_of_person_and_id",
    "0004_experiments_are_trials",
]
BEFORE_LOWER_CASE = "0005_account_and_profile_apart"
RENAMED = {"Experiment": "Trial"}
# What stood in the row of the account before it had a table of its own.
SETTINGS = {
    "time_zone": "Asia/Tokyo", "units": "imperial", "day_starts_at": 3, "weight_kg": 70.5, "conditions": ["asthma"],
    "medicines": [], "theme": "dark", "journal_version": 12,
}  # fmt: skip


@pytest.fixture
def scratch(tmp_path, django_db_setup, django_db_blocker, settings):
    """A new, empty database of the kind under test, as a connection: the only one, accounts and journals in it."""
    settings.DATABASE_ROUTERS = []
    with django_db_blocker.unblock(), new_database(tmp_path) as database:
        yield database


@contextmanager
def new_database(tmp_path):
    settings = connection.settings_dict | {"NAME": str(tmp_path / "scratch.sqlite3"), "TEST": {}}
    if connection.vendor == "postgresql":
        settings["NAME"] = f"scratch_{uuid.uuid4().hex}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{settings["NAME"]}"')
    connections.databases["scratch"] = settings
    try:
        yield connections["scratch"]
    finally:
        connections["scratch"].close()
        del connections["scratch"], connections.databases["scratch"]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{settings["NAME"]}"')


def migrate(database, name=None):
    """Bring the journal's tables to a migration, by default the newest; gives the models of that moment."""
    executor = MigrationExecutor(database)
    leaf = [("journal", name)] if name else executor.loader.graph.leaf_nodes("journal")
    executor.migrate(leaf)
    return executor.loader.project_state(leaf).apps


def fill(apps):
    """Two people with an entry of every kind; gives {model name: ids}."""
    people = [
        apps.get_model("journal", "Person").objects.using("scratch").create(name=name, **SETTINGS)
        for name in ("one", "two")
    ]
    known = {model._meta.object_name: model for model in apps.get_app_config("journal").get_models()}
    return {
        name: {
            known.get(name, known.get(RENAMED.get(name))).objects.using("scratch").create(person=person, **values).id
            for person in people
        }
        for name, values in ENTRIES.items()
    }


def primary_key(database, table):
    with database.cursor() as cursor:
        return set(database.introspection.get_primary_key_columns(cursor, table) or ())


def refers_to(database, table):
    with database.cursor() as cursor:
        return {column: other for column, (_id, other) in database.introspection.get_relations(cursor, table).items()}


@pytest.mark.parametrize("earlier", EARLIER)
def test_data_of_every_earlier_migration_comes_along(earlier, scratch, monkeypatch):
    monkeypatch.setenv("NO_BACKUP", "1")
    ids = fill(migrate(scratch, earlier))
    apps = migrate(scratch)
    for name, known in ids.items():
        kept = list(apps.get_model("journal", RENAMED.get(name, name)).objects.using("scratch").all())
        assert len({(entry.person_id, entry.id) for entry in kept}) == 2, name
        assert {entry.id for entry in kept} == known or name == "SetAside"
        for column, value in ENTRIES[name].items():
            assert [getattr(entry, column) for entry in kept] == [value, value]
    people = apps.get_model("journal", "Person").objects.using("scratch").values_list("pk", "name")
    assert sorted(name for _pk, name in people) == ["one", "two"]
    profiles = apps.get_model("journal", "Profile").objects.using("scratch")
    assert {profile["person_id"] for profile in profiles.values()} == {pk for pk, _name in people}
    assert [{name: row[name] for name in SETTINGS} for row in profiles.values()] == [SETTINGS, SETTINGS]
    for model in TABLES:
        assert primary_key(scratch, model._meta.db_table) == {"person_id", "id"}, model
        assert refers_to(scratch, model._meta.db_table) == {"person_id": "journal_profile"}, model
    assert primary_key(scratch, "journal_profile") == {"person_id"}


def test_a_journal_is_not_migrated_without_a_backup_of_today(scratch, tmp_path, settings):
    settings.BACKUP_DIR = tmp_path / "backups"
    fill(migrate(scratch, "0002_person_hides_counts"))
    with pytest.raises(CommandError, match="no backup of today"):
        migrate(scratch)


def test_every_key_is_there_in_the_database(db):
    """Django's own migration leaves these tables on PostgreSQL without any."""
    for model in TABLES:
        assert primary_key(connection, model._meta.db_table) == {"person_id", "id"}, model


def test_no_foreign_key_points_at_an_entry(db):
    tables = {model._meta.db_table for model in TABLES}
    with connection.cursor() as cursor:
        targets = {
            table
            for name in connection.introspection.table_names(cursor)
            for _column, table in connection.introspection.get_relations(cursor, name).values()
        }
    assert targets & tables == set()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own law of partitions")
@pytest.mark.parametrize("model", [Profile, *TABLES])
def test_every_journal_table_can_be_spread_by_person(model, db):
    """PostgreSQL refuses it unless every unique key contains the person: the law of a table on many nodes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE spread (LIKE {table} INCLUDING ALL) PARTITION BY HASH (person_id)")


def test_addresses_come_into_lower_case(scratch, monkeypatch):
    monkeypatch.setenv("NO_BACKUP", "1")
    people = migrate(scratch, BEFORE_LOWER_CASE).get_model("journal", "Person").objects.using("scratch")
    for name, email in [("one", "Anna@Example.org"), ("two", "ben@example.org"), ("three", None)]:
        people.create(name=name, email=email)
    migrate(scratch)
    assert dict(people.values_list("name", "email")) == {
        "one": "anna@example.org",
        "two": "ben@example.org",
        "three": None,
    }


def test_addresses_that_collide_are_named_and_nothing_is_changed(scratch, monkeypatch):
    monkeypatch.setenv("NO_BACKUP", "1")
    people = migrate(scratch, BEFORE_LOWER_CASE).get_model("journal", "Person").objects.using("scratch")
    for name, email in [("one", "Anna@example.org"), ("two", "anna@example.org"), ("three", "Ben@example.org")]:
        people.create(name=name, email=email)
    with pytest.raises(CommandError, match=r"Anna@example\.org \(account 1\), anna@example\.org \(account 2\)"):
        migrate(scratch)
    assert people.get(name="three").email == "Ben@example.org"


def test_several_running_trials_and_answers_at_once_are_settled(scratch, monkeypatch, capsys):
    monkeypatch.setenv("NO_BACKUP", "1")
    apps = migrate(scratch, "0007_profile_moves")
    model = lambda name: apps.get_model("journal", name).objects.using("scratch")  # noqa: E731
    person = model("Profile").create(person_id=1)
    starts = [date(2026, 6, 9), date(2026, 6, 1), date(2026, 6, 5)]
    for started_on in starts:
        model("Trial").create(
            id=uuid.uuid4(),
            person=person,
            cause="poor_warmup",
            started_on=started_on,
            planned_sessions=12,
            assignments=[],
        )
    for _ in range(2):
        model("Answer").create(id=uuid.uuid4(), person=person, flag="RF05", answer="better", at=AT)
    migrate(scratch)
    kept = model("Trial").order_by("started_on").values_list("started_on", "ended_on")
    assert list(kept) == [(starts[1], None), (starts[2], starts[2]), (starts[0], starts[0])]
    assert model("Answer").count() == 1
    assert "an older one is running" in capsys.readouterr().out


def test_sessions_of_accounts_are_noted_as_devices(scratch):
    executor = MigrationExecutor(scratch)
    executor.migrate([("journal", "0017_person_activity_muscles"), ("sessions", "0001_initial")])
    apps = executor.loader.project_state(
        [("journal", "0017_person_activity_muscles"), ("sessions", "0001_initial")]
    ).apps
    people = apps.get_model("journal", "Person").objects.using("scratch")
    sessions = apps.get_model("sessions", "Session").objects.using("scratch")
    guest = people.create(name="guest", guest_until=AT)
    for key, held in {"mine": people.create(name="one").pk, "guests": guest.pk, "gone": 99, "nobody": None}.items():
        data = SessionStore().encode({SESSION_KEY: str(held)} if held else {})
        sessions.create(session_key=key, session_data=data, expire_date=datetime(2199, 1, 1, tzinfo=UTC))
    device = migrate(scratch).get_model("journal", "Device").objects.using("scratch")
    assert list(device.values_list("session_id", "account__name")) == [("mine", "one")]


def test_secrets_of_the_second_step_are_encrypted_and_come_back(scratch):
    executor = MigrationExecutor(scratch)
    before = [("journal", "0020_shared_summaries"), ("mfa", "0003_authenticator_type_uniq")]
    executor.migrate(before)
    apps = executor.loader.project_state(before).apps
    account = apps.get_model("journal", "Person").objects.using("scratch").create(name="one")
    factors = apps.get_model("mfa", "Authenticator").objects.using("scratch")
    kept = {"totp": {"secret": "ABCDEFGH"}, "recovery_codes": {"seed": "ab12", "used_mask": 5}}
    kept["webauthn"] = {"name": "Phone", "credential": {}}
    for kind, data in kept.items():
        factors.create(user_id=account.pk, type=kind, data=data)
    migrate(scratch)
    now = dict(factors.values_list("type", "data"))
    assert (now["webauthn"], now["recovery_codes"]["used_mask"]) == (kept["webauthn"], 5)
    assert decrypt(now["totp"]["secret"]) == "ABCDEFGH" != now["totp"]["secret"]
    migrate(scratch, "0020_shared_summaries")
    assert dict(factors.values_list("type", "data")) == kept


def test_addresses_of_messages_get_the_browser_that_was_used_last(scratch):
    apps = migrate(scratch, "0021_secrets_encrypted")
    model = lambda name, app="journal": apps.get_model(app, name).objects.using("scratch")  # noqa: E731
    here, gone = (model("Person").create(name=name) for name in ("here", "gone"))
    for key, used_at in {"old": AT, "new": AT + timedelta(days=1)}.items():
        model("Session", "sessions").create(session_key=key, session_data="", expire_date=AT)
        model("Device").create(account=here, session_id=key, signed_in_at=AT, used_at=used_at)
    for account in (here, gone):
        model("PushAddress").create(account=account, endpoint=f"https://push.example.com/{account.name}")
    addresses = migrate(scratch).get_model("journal", "PushAddress").objects.using("scratch")
    assert list(addresses.values_list("account__name", "device__session_id")) == [("here", "new")]
