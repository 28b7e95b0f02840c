"""Entries by programs: put whole, got, listed with cursors, deleted; and what is refused, with what would be right."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from journal.calendar import HOUR
from journal.models import KINDS, Drink, Session
from journal.recording.session_drink import drink_id, middle
from tests import factories
from tests.journals import example, run
from tests.programs import Program
from tests.queries import captured

RUN = {"started_at": "2026-06-18T17:30:00+02:00", "duration_min": 50, "activity": "run", "effort": 6}
# A value of every kind, as the format has it.
VALUES = {
    "sessions": RUN,
    "drinks": {"at": "2026-06-18T17:30:00+02:00", "ml": 500, "kind": "water"},
    "nights": {"date": "2026-06-18", "hours": 7.5},
    "days": {"date": "2026-06-18", "stress": 4},
    "episodes": {"started_at": "2026-06-18T17:30:00+02:00", "kind": "cramp", "body_part": "calf", "signs": []},
    "experiments": {"cause": "poor_warmup", "started_on": "2026-06-18", "planned_sessions": 12, "assignments": []},
    "answers": {"flag": "RF05", "answer": "better", "at": "2026-06-18T17:30:00+02:00"},
    "set_aside": {"cause": "heat", "at": "2026-06-18T17:30:00+02:00"},
    "intentions": {"tip": "warmup_more", "started_on": "2026-06-18"},
}


@pytest.fixture
def program(person):
    return Program(person)


def key_of(kind):
    return "heat" if kind == "set_aside" else str(uuid4())


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_of_every_kind_is_put_got_listed_and_deleted(kind, program, person):
    path = f"{kind}/{key_of(kind)}"
    made = program.put(path, VALUES[kind])
    assert (made.status_code, made.json()["open_flags"]) == (201, [])
    entry = made.json()["entry"]
    assert {name: entry[name] for name in VALUES[kind]} == VALUES[kind]
    got = program.get(path)
    assert (got.json(), got["ETag"]) == (entry, made["ETag"])
    listed = program.get(kind).json()
    assert (listed["entries"], listed["next"]) == ([entry], None)
    assert [f'"{digest}"' for digest in listed["digests"].values()] == [made["ETag"]]
    assert program.delete(path).status_code == 200
    assert program.get(path).status_code == 404
    assert not KINDS[kind].objects.of(person).exists()


def test_an_id_in_capitals_as_apple_writes_it_is_the_same_id(program, person):
    key = uuid4()
    made = program.put(f"drinks/{str(key).upper()}", VALUES["drinks"] | {"id": str(key).upper()})
    assert (made.status_code, made.json()["entry"]["id"]) == (201, str(key))
    assert program.get(f"drinks/{key}").json() == program.get(f"drinks/{str(key).upper()}").json()
    assert program.delete(f"drinks/{str(key).upper()}").status_code == 200


def test_a_put_replaces_the_whole_entry_and_a_missing_key_is_null(program):
    path = f"sessions/{uuid4()}"
    made = program.put(path, RUN | {"warm_up_min": 10, "note": "with the dog"})
    again = program.put(path, RUN | {"effort": None}, If_Match=made["ETag"])
    assert again.status_code == 200
    entry = again.json()["entry"]
    assert [entry[name] for name in ("warm_up_min", "note", "effort")] == [None, None, None]
    assert entry["duration_min"] == 50


@pytest.mark.parametrize("match", [None, '"0123456789abcdef"', "*"])
def test_an_entry_that_is_there_is_replaced_only_with_its_digest(match, program, person):
    path = f"drinks/{uuid4()}"
    first = program.put(path, VALUES["drinks"])
    refused = program.put(path, VALUES["drinks"] | {"ml": 20}, **({"If_Match": match} if match else {}))
    assert (refused.status_code, refused["Content-Type"]) == (412, "application/problem+json")
    assert refused["ETag"] == first["ETag"]
    assert person.drinks.get().ml == 500
    assert program.put(path, VALUES["drinks"] | {"ml": 20}, If_Match=f"W/{first['ETag']}").status_code == 200


def test_a_digest_of_an_entry_that_was_deleted_makes_no_new_one(program, person):
    path = f"drinks/{uuid4()}"
    first = program.put(path, VALUES["drinks"])
    program.delete(path)
    assert program.put(path, VALUES["drinks"], If_Match=first["ETag"]).status_code == 412
    assert not person.drinks.exists()


def test_a_delete_with_an_old_digest_deletes_nothing(program, person):
    path = f"drinks/{uuid4()}"
    first = program.put(path, VALUES["drinks"])
    program.put(path, VALUES["drinks"] | {"ml": 20}, If_Match=first["ETag"])
    assert program.delete(path, If_Match=first["ETag"]).status_code == 412
    assert person.drinks.exists()


def test_the_drink_of_a_sessions_own_form_goes_where_its_session_goes_and_no_other_drink(program, person):
    path = f"sessions/{uuid4()}"
    first = program.put(path, RUN)
    session = person.sessions.get()
    own = factories.drink(person, middle(session), id=drink_id(session))
    other = factories.drink(person, middle(session))
    program.put(path, RUN | {"started_at": "2026-06-18T15:30:00+02:00"}, If_Match=first["ETag"])
    assert person.drinks.get(id=own.id).at == own.at - 2 * HOUR
    program.delete(path)
    assert list(person.drinks.all()) == [other]


REFUSED = [
    ("sessions", {"duration_min": "long"}, 422, "duration_min", "a whole number from 1 to 1440"),
    ("sessions", {"effort": 11}, 422, "effort", "a whole number from 0 to 10"),
    ("sessions", {"effrot": 5}, 422, "effrot", "one of the keys id, started_at"),
    ("sessions", {"started_at": "2026-06-18T17:30"}, 422, "started_at", "a time with an offset"),
    ("sessions", {"started_at": "2036-06-18T17:30:00Z"}, 422, "started_at", "a time up to now"),
    ("sessions", {"quiet_after": True, "aftermath": 5}, 422, "aftermath", "0 or missing when quiet_after is true"),
    ("sessions", {"id": str(uuid4())}, 422, "id", "as in the address"),
    ("episodes", {"ended_at": "2026-06-18T10:00:00Z"}, 422, "ended_at", "not before started_at"),
    ("episodes", {"signs": ["sleepy"]}, 422, "signs[0]", "one of hungry"),
    ("episodes", {"relief": [{"method": "ice", "helped": "maybe"}]}, 422, "relief[0].helped", "one of yes, partly, no"),
    ("drinks", {"kind": None}, 422, "kind", "given"),
    ("days", {"dairy": "yes"}, 422, "dairy", "true, false or missing"),
    ("nights", {"hours": True}, 422, "hours", "a number from 0 to 24"),
    ("intentions", {"tip": "x y"}, 422, "tip", "a tip's id"),
    ("answers", {"at": None}, 422, "at", "given"),
    ("experiments", {"cause": "magic"}, 422, "cause", "one of "),
]


@pytest.mark.parametrize(("kind", "wrong", "status", "field", "expected"), REFUSED)
def test_what_does_not_fit_is_refused_by_field_with_what_would_be_right(
    kind, wrong, status, field, expected, program, person
):
    answer = program.put(f"{kind}/{uuid4()}", VALUES[kind] | wrong)
    said = answer.json()
    assert (answer.status_code, said["status"], said["field"]) == (status, status, field)
    assert answer["Content-Type"] == "application/problem+json"
    assert expected in said["expected"]
    assert field in said["detail"]
    assert not re.search("None|True|False", said["detail"])
    assert not KINDS[kind].objects.of(person).exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"\xff", 400), (b'{"ml": 1, "ml": 2}', 400), (b'{"ml": NaN}', 400),
        (b"[" * 100_000, 400), (b"[]", 422), (b'"water"', 422), (b"null", 422), (b" " * 2_200_000, 413),
    ],
)  # fmt: skip
def test_a_body_that_is_no_entry_is_a_problem(body, status, program):
    answer = program.put(f"drinks/{uuid4()}", body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


TWICE = [
    ("nights", "date", {}),
    ("days", "date", {}),
    ("drinks", "source_id", {"source": "fit", "source_id": "7"}),
    ("experiments", "cause", {}),
    ("answers", "at", {}),
]


@pytest.mark.parametrize(("kind", "field", "more"), TWICE)
def test_what_only_one_entry_may_have_is_refused_for_a_second(kind, field, more, program, person):
    first = f"{kind}/{uuid4()}"
    made = program.put(first, VALUES[kind] | more)
    second = program.put(f"{kind}/{uuid4()}", VALUES[kind] | more)
    assert (second.status_code, second.json()["field"]) == (409, field)
    assert KINDS[kind].objects.of(person).count() == 1
    assert program.put(first, VALUES[kind] | more, If_Match=made["ETag"]).status_code == 200


def test_a_long_list_goes_on_with_its_cursor(program, person):
    at = timezone.now() - HOUR
    made = {str(factories.drink(person, at - timedelta(minutes=n // 2)).id) for n in range(7)}
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = program.get("drinks", {"limit": 3} | ({"cursor": cursor} if cursor else {})).json()
        seen += page["entries"]
        cursor = page["next"]
    assert {entry["id"] for entry in seen} == made
    assert len(seen) == 7
    assert [entry["at"] for entry in seen] == sorted((entry["at"] for entry in seen), reverse=True)


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"cursor": "x"}, "cursor"), ({"limit": 0}, "limit"), ({"limit": "x"}, "limit"), ({"limit": ""}, "limit")],
)
def test_a_list_says_what_is_wrong_with_how_it_was_asked(asked, field, program):
    answer = program.get("drinks", asked)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert answer.json()["value"] == f"'{asked[field]}'"
    assert answer.json()["detail"] == f"{field}: '{asked[field]}' does not fit; it must be {answer.json()['expected']}"


@pytest.mark.parametrize("path", ["sessions?limit=20", "week", "guidance", "cramp"])
def test_no_address_makes_more_queries_as_the_journal_grows(path, program, person):
    def asked():
        program.get(path)
        with captured() as queries:
            program.get(path)
        return len(queries)

    factories.session(person, timezone.now() - HOUR)
    few = asked()
    for n in range(30):
        factories.session(person, timezone.now() - n * HOUR)
    person.touch()
    assert asked() == few


def test_what_did_not_change_is_not_sent_again(program, person):
    factories.drink(person)
    first = program.get("drinks")
    same = program.get("drinks", If_None_Match=first["ETag"])
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    with person.writing():
        Drink.objects.of(person).update(ml=20)
    after = program.get("drinks", If_None_Match=first["ETag"])
    assert (after.status_code, after.json()["entries"][0]["ml"]) == (200, 20)


def test_a_star_means_whatever_is_there(program, person):
    path = f"drinks/{uuid4()}"
    assert program.put(path, VALUES["drinks"], If_Match="*").status_code == 412
    program.put(path, VALUES["drinks"])
    assert program.get(path, If_None_Match="*").status_code == 304
    assert program.delete(path, If_Match="*").status_code == 200
    assert program.delete(path, If_Match="*").status_code == 404


def test_a_write_is_always_answered_whole(program):
    path = f"drinks/{uuid4()}"
    tag = program.put(path, VALUES["drinks"])["ETag"]
    assert program.get(path, If_None_Match=tag).status_code == 304
    assert program.put(path, VALUES["drinks"], If_Match=tag, If_None_Match=tag).status_code == 200


def test_answers_are_kept_by_nobody_and_for_one_person(program):
    answer = program.get("sessions")
    assert {"private", "no-cache"} <= set(answer["Cache-Control"].replace(" ", "").split(","))
    assert "Authorization" in answer["Vary"]
    assert not answer.cookies


def test_a_write_is_answered_with_the_open_red_flags_and_their_first_line(program):
    now = timezone.now()
    value = {"started_at": (now - HOUR).isoformat(), "kind": "cramp", "body_part": "chest", "signs": ["chest_pressure"]}
    flags = program.put(f"episodes/{uuid4()}", value).json()["open_flags"]
    assert [flag["urgency"] for flag in flags][:1] == ["emergency_now"]
    assert all(flag["first_line"] and flag["name"] for flag in flags)
    later = program.put(f"drinks/{uuid4()}", VALUES["drinks"]).json()["open_flags"]
    assert later == flags


def test_a_put_raises_the_journal_version_once(program, person):
    before = person.journal_version
    program.put(f"drinks/{uuid4()}", VALUES["drinks"])
    person.refresh_from_db()
    assert person.journal_version == before + 1


def test_the_week_is_told_in_numbers_and_a_gap_is_null(program, person):
    factories.session(person, timezone.now() - HOUR, effort=None)
    weeks = program.get("week").json()["weeks"]
    assert len(weeks) == 9
    assert [weeks[-1][name] for name in ("sessions", "load", "sleep_hours", "fluid_ml")] == [1, None, None, None]
    assert program.get("week", {"date": "2036-01-01"}).json()["field"] == "date"
    assert program.get("week", {"date": "soon"}).status_code == 422


def test_a_file_comes_in_and_is_taken_back(program, person):
    content = json.dumps(example(sessions=[run(id=str(uuid4()))])).encode()

    def send(**query):
        return program.client.post(
            "/api/v1/imports", {"file": SimpleUploadedFile("journal.json", content)}, query_params=query
        )

    tried = send(dry_run="true")
    assert (tried.status_code, tried.json()["id"], person.sessions.count()) == (200, None, 0)
    assert tried.json()["counts"]["sessions"]["added"] == 1
    made = send()
    assert (made.status_code, person.sessions.count()) == (201, 1)
    assert send().json()["counts"]["sessions"] == {"added": 0, "filled": 0, "there": 1, "refused": []}
    [told] = program.get("imports").json()["imports"]
    assert (told["id"], told["name"]) == (made.json()["id"], "journal.json")
    assert program.delete(f"imports/{told['id']}").json()["gone"] == {"sessions": 1}
    assert not Session.objects.of(person).exists()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.json", b"{}", 400), ("a.gpx", b"<gpx/>", 400), ("a.csv", b"when,what\n1,2\n", 422), ("a.fit", b"", 400)],
)
def test_a_file_that_cannot_be_read_is_named(name, content, status, program):
    answer = program.client.post("/api/v1/imports", {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"].startswith(name) or status == 400


def test_no_file_is_a_problem_that_names_it(program):
    answer = program.client.post("/api/v1/imports", {})
    assert (answer.status_code, answer.json()["field"]) == (422, "file")
