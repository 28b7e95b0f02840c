"""Journal files in and out: nothing is lost, and a bad file changes nothing."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import SmallIntegerField
from hypothesis import HealthCheck, given

from journal.files import document
from journal.files.document import BadFile, dump, parse
from journal.files.transfer import export_journal, import_journal
from journal.models import KINDS, Day, Episode, Night, Person, Profile, Session
from journal.vocabulary import LIMITS
from tests import factories
from tests.examples import examples
from tests.journals import documents, example, meaning, run
from tests.paths import SHARED

REAL = SHARED / "data" / "journals"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the real journals are not beside this checkout")


def data(journal):
    return json.dumps(journal).encode()


# There and back


@given(documents)
def test_reading_and_writing_a_file_keeps_every_value(journal):
    assert meaning(dump(parse(data(journal)))) == meaning(journal)


@pytest.mark.django_db
@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents)
def test_an_export_imported_into_an_empty_account_and_exported_again_is_the_same_document(journal):
    exports = []
    for source in (lambda: data(journal), lambda: data(exports[0])):
        person = factories.person(f"keeper {Person.objects.count()}")
        import_journal(person, parse(source()))
        exports.append(json.loads(json.dumps(dump(export_journal(Profile.objects.get(pk=person.pk))))))
        person.delete()
    assert meaning(exports[0]) == meaning(journal)
    assert exports[0] | {"exported_at": 0} == exports[1] | {"exported_at": 0}


@needs_real
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["pmdata-p01", "pmdata-p07", "pmdata-p12"])
def test_a_real_journal_comes_out_as_it_went_in(name, capsys):
    path = REAL / f"{name}.json"
    call_command("import_journal", str(path), person=name, create=True)
    capsys.readouterr()
    call_command("export_journal", person=name)
    assert meaning(json.loads(capsys.readouterr().out)) == meaning(json.loads(path.read_text()))


# The command line


@pytest.fixture
def file(tmp_path):
    """Write a file, give its path."""

    def write(content, name="journal.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else data(content))
        return str(path)

    return write


def test_an_import_says_what_it_did_and_a_second_one_adds_nothing(file, person, capsys):
    path = file(example(sessions=[run(), run()]))
    call_command("import_journal", path, person="runner")
    assert "journal.json: sessions: 2 added, 0 filled, 0 already there, 0 refused" in capsys.readouterr().out
    call_command("import_journal", path, person="RUNNER@example.org")
    assert "journal.json: sessions: 0 added, 0 filled, 2 already there, 0 refused" in capsys.readouterr().out
    assert Session.objects.of(person).count() == 2


def test_a_dry_run_counts_and_changes_nothing(file, db, capsys):
    call_command("import_journal", file(example(sessions=[run()])), person="new", create=True, dry_run=True)
    assert "sessions: 1 added" in capsys.readouterr().out
    assert (Person.objects.count(), Session.objects.count()) == (0, 0)


def test_somebody_unknown_is_refused_unless_made(file, db):
    with pytest.raises(CommandError, match="nobody is called 'new'"):
        call_command("import_journal", file(example()), person="new")


def test_one_bad_file_of_two_changes_nothing(file, person):
    good, bad = file(example(sessions=[run()]), "good.json"), file(b"{", "bad.json")
    with pytest.raises(CommandError, match=r"bad\.json: this is not JSON: line 1, column 2"):
        call_command("import_journal", good, bad, person="runner")
    assert not Session.objects.exists()


def test_an_import_never_overwrites_what_is_there(file, person):
    session = factories.session(person, effort=3)
    call_command("import_journal", file(example(sessions=[run(id=str(session.id), effort=9)])), person="runner")
    assert Session.objects.get().effort == 3


def test_the_same_entry_of_a_source_is_there_already_under_another_id(file, person):
    for _time in range(2):
        call_command("import_journal", file(example(sessions=[run(source="fit", source_id="a1")])), person="runner")
    assert Session.objects.count() == 1


def test_a_night_on_a_date_that_has_one_is_refused_and_said(file, person, capsys):
    factories.night(person, date(2026, 6, 18), hours=6)
    night = {"id": "3f0c1c7e-8a52-4b55-9d0e-6f4f0c1b2a3d", "date": "2026-06-18", "hours": 8}
    call_command("import_journal", file(example(nights=[night])), person="runner")
    said = capsys.readouterr()
    assert "nights: 0 added, 0 filled, 0 already there, 1 refused" in said.out
    assert "2026-06-18 has another entry already" in said.err
    assert Night.objects.get().hours == 6


def test_settings_are_taken_over_by_an_empty_journal_only(file, person):
    path = file(example(sessions=[run()]) | {"person": {"time_zone": "Asia/Tokyo", "sex": "female"}})
    call_command("import_journal", path, person="runner")
    assert Profile.objects.values_list("time_zone", "sex").get() == ("Asia/Tokyo", "female")
    call_command("import_journal", file(example(sessions=[run()])), person="runner")
    assert Profile.objects.values_list("time_zone", "sex").get() == ("Asia/Tokyo", "female")


IN_TOKYO = {"person": {"time_zone": "Asia/Tokyo", "sex": "female"}}
TAKEN, KEPT = "person: settings of the file taken over", "person: settings kept, those of the file are not taken over"


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(("name", "entries", "said", "zone"), [
    ("newcomer", 0, TAKEN, "Asia/Tokyo"),
    ("runner", 0, TAKEN, "Asia/Tokyo"),
    ("runner", 1, KEPT, "Europe/Berlin"),
])  # fmt: skip
def test_what_becomes_of_the_settings_of_a_file_is_said(file, person, capsys, create, name, entries, said, zone):
    """With `--create` too, somebody who has entries keeps theirs."""
    if name == "newcomer" and not create:
        return
    for _entry in range(entries):
        factories.drink(person)
    call_command("import_journal", file(example(sessions=[run()]) | IN_TOKYO), person=name, create=create)
    assert said in capsys.readouterr().out
    assert Profile.objects.get(pk=Person.objects.named(name).pk).time_zone == zone


def test_demo_entries_never_leave(person, capsys):
    factories.session(person, demo=True)
    call_command("export_journal", person="runner")
    assert json.loads(capsys.readouterr().out)["sessions"] == []


def test_an_export_can_go_to_a_file(person, tmp_path):
    factories.session(person)
    call_command("export_journal", person="runner", output=tmp_path / "out.json")
    assert len(parse((tmp_path / "out.json").read_bytes()).sessions) == 1


def test_a_file_with_another_persons_id_comes_in_with_it(file, person, stranger):
    theirs = factories.session(stranger, effort=1)
    call_command("import_journal", file(example(sessions=[run(id=str(theirs.id), effort=9)])), person="runner")
    assert Session.objects.of(person).get(id=theirs.id).effort == 9
    assert Session.objects.of(stranger).get(id=theirs.id).effort == 1


# Bad files: one clear line each

ID = "3f0c1c7e-8a52-4b55-9d0e-6f4f0c1b2a3d"
NIGHT = {"id": ID, "date": "2026-06-18", "hours": 7}
EPISODE = {"id": ID, "started_at": "2026-06-18T18:00:00+02:00", "kind": "cramp", "body_part": "calf"}
BAD = {
    "empty": (b"", "the file is empty"),
    "not JSON": (b"date,effort\n", "this is not JSON: line 1, column 1"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "this is not JSON text in UTF-8"),
    "nested": (b"[" * 200_000, "nested too deeply"),
    "NaN": (b'{"format": NaN}', "NaN is not a number"),
    "a key twice": (b'{"format": 1, "format": 2}', "the key 'format' appears twice"),
    "a number of 9,000 digits": (b"1" * 9000, "this cannot be read as JSON"),
    "a list": ([], '"format" must be "twinge-journal"'),
    "another format": ({"format": "fit"}, '"format" must be "twinge-journal"'),
    "version 2": (example() | {"version": 2}, "version: 2 cannot be read here; it must be 1"),
    "unknown key on top": (example(steps=[]), "'steps' is not a key of a journal"),
    "no person": ({"format": "twinge-journal", "version": 1}, "person: null does not fit"),
    "unknown zone": (example() | {"person": {"time_zone": "Mars/Base"}}, "person.time_zone: 'Mars/Base' does not fit"),
    "a zone as a path": (example() | {"person": {"time_zone": "../etc/passwd"}}, "person.time_zone"),
    "an object for a list": (example(sessions={}), "sessions: {} does not fit; it must be a list"),
    "a text for an entry": (example(sessions=["run"]), "sessions[0]: 'run' does not fit; it must be an object"),
    "unknown key": (example(sessions=[run(heart=3)]), "sessions[0].heart: 'heart' does not fit; it must be one of the keys id,"),
    "unknown word": (example(sessions=[run(activity="chess")]), "sessions[0].activity: 'chess' does not fit; it must be one of run,"),
    "unknown sign": (example(episodes=[EPISODE | {"signs": ["pale", "blue"]}]), "episodes[0].signs[1]: 'blue' does not fit"),
    "unknown relief": (example(episodes=[EPISODE | {"relief": [{"method": "magic"}]}]), "episodes[0].relief[0].method: 'magic'"),
    "a sign twice": (example(episodes=[EPISODE | {"signs": ["pale", "pale"]}]), "episodes[0].signs[1]: 'pale' does not fit; it must be something the list"),
    "a relief twice": (example(episodes=[EPISODE | {"relief": [{"method": "ice"}, {"method": "ice"}]}]), "episodes[0].relief[1]: 'ice'"),
    "a list without end": (example(episodes=[EPISODE | {"signs": ["pale"] * 300_000}]), "episodes[0].signs: ['pale'] does not fit; it must be a list of at most 1000"),
    "entries without end": (example(drinks=[{}] * 100_001), "drinks: 100001 does not fit; it must be a list of at most 100000 entries"),
    "a key twice among many": (b"{%s}" % b",".join(b'"k%d":1' % (n % 150_000) for n in range(150_001)), "the key 'k0' appears twice in one object"),
    "a missing field": (example(drinks=[{"id": ID}]), "drinks[0].at: null does not fit; it must be given"),
    "text for a number": (example(sessions=[run(effort="7")]), "sessions[0].effort: '7' does not fit; it must be a whole number from 0 to 10"),
    "half for a whole": (example(sessions=[run(effort=6.5)]), "sessions[0].effort: 6.5"),
    "true for a number": (example(sessions=[run(effort=True)]), "sessions[0].effort: true"),
    "1 for true": (example(sessions=[run(salt_marks=1)]), "sessions[0].salt_marks: 1 does not fit; it must be true, false or missing"),
    "not whole": (example(sessions=[run(duration_min=45.5)]), "sessions[0].duration_min: 45.5 does not fit; it must be a whole number from 1 to 1440"),
    "too much": (example(sessions=[run(duration_min=1441)]), "sessions[0].duration_min: 1441 does not fit; it must be a whole number from 1 to 1440"),
    "infinite": (b'{"format": "twinge-journal", "version": 1, "person": {"time_zone": "UTC", "weight_kg": 1e999}}', "person.weight_kg: inf"),
    "no distance": (example(sessions=[run(distance_km=0)]), "sessions[0].distance_km: 0 does not fit; it must be a number above 0"),
    "no offset": (example(sessions=[run(started_at="2026-06-18T17:30:00")]), "it must be a time with an offset"),
    "no such day": (example(nights=[NIGHT | {"date": "2026-02-30"}]), "nights[0].date: '2026-02-30' does not fit; it must be a date"),
    "the year 9999": (example(sessions=[run(started_at="9999-12-31T23:59:00-11:00")]), "sessions[0].started_at"),
    "a NUL byte": (example(sessions=[run(note="a\x00b")]), "sessions[0].note: 'a\\x00b' does not fit; it must be text of at most 2000 characters"),
    "half a character": (b'{"format":"twinge-journal","version":1,"person":{"time_zone":"UTC","advice_line":"\\ud800"}}', "person.advice_line"),
    "a long note": (example(sessions=[run(note="x" * 2001)]), "text of at most 2000 characters"),
    "no UUID": (example(sessions=[run(id="1")]), "sessions[0].id: '1' does not fit; it must be a UUID"),
    "an id twice": (example(sessions=[run(id=ID), run(id=ID)]), f"sessions[1].id: '{ID}' does not fit; it must be something sessions[0] does not have"),
    "a date twice": (example(nights=[NIGHT, NIGHT | {"id": ID.replace("3", "4")}]), f"nights[1].date: '{NIGHT['date']}' does not fit"),
    "a source's id twice": (example(sessions=[run(source="fit", source_id="1"), run(source="fit", source_id="1")]), "sessions[1].source_id"),
    "an end before the start": (example(episodes=[EPISODE | {"ended_at": "2026-06-18T15:00:00+00:00"}]), "episodes[0].ended_at"),
    "going on and ended": (example(episodes=[EPISODE | {"ongoing": True, "ended_at": "2026-06-18T19:00:00+02:00"}]), "episodes[0].ongoing"),
    "calm and restless": (example(sessions=[run(quiet_after=True, aftermath=4)]), "sessions[0].aftermath: 4"),
    "unknown cause": (example(set_aside=[{"cause": "moon", "at": "2026-06-18T18:00:00Z"}]), "set_aside[0].cause: 'moon'"),
    "a line break in a word": (example(sessions=[run(activity="run\nrun")]), r"'run\nrun'"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_file_ends_in_one_clear_line_and_changes_nothing(content, sentence, file, person):
    with pytest.raises(CommandError) as error:
        call_command("import_journal", file(content), person="runner")
    line = str(error.value)
    assert sentence in line
    assert ("journal.json: " in line, "\n" in line, len(line) < 600) == (True, False, True)
    assert not any(model.objects.exists() for model in KINDS.values())


def test_a_file_of_200_mb_is_refused_before_it_is_read(person, tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as large:
        large.truncate(200_000_000)
    with pytest.raises(CommandError, match=r"large\.json: the file has 200\.0 MB; at most 33\.6 MB can be read"):
        call_command("import_journal", str(path), person="runner")


def test_a_file_that_is_not_there_is_said(person):
    with pytest.raises(CommandError, match=r"nowhere\.json: cannot be read: No such file"):
        call_command("import_journal", "nowhere.json", person="runner")


def test_a_bom_and_a_file_with_the_least_are_fine():
    journal = parse(b"\xef\xbb\xbf" + data(example()))
    assert (journal.person["time_zone"], journal.sessions, journal.exported_at) == ("Europe/Oslo", [], None)


def test_too_large_an_upload_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MAX_BYTES", 10)
    with pytest.raises(BadFile, match="at most"):
        parse(b" " * 11)


# Real journals, counted by hand from the files


@needs_real
@pytest.mark.django_db
def test_a_real_journal_imports_entry_by_entry(capsys):
    call_command("import_journal", str(REAL / "pmdata-p12.json"), person="p12", create=True)
    assert "sessions: 40 added, 0 filled, 0 already there, 0 refused" in capsys.readouterr().out
    person = Profile.objects.get()
    assert (person.time_zone, factories.account_of(person).has_usable_password()) == ("Europe/Oslo", False)
    assert {kind: model.objects.of(person).count() for kind, model in KINDS.items() if model.objects.exists()} == {
        "sessions": 40,
        "drinks": 1076,
        "nights": 83,
        "days": 83,
    }
    assert Day.objects.get(date=date(2020, 3, 27)).stress == 5
    assert not Episode.objects.exists()


def test_an_hour_of_24_is_the_next_days():
    drink = {
        "id": "6f0c6a52-6c0e-4c0b-8a4b-6d2f3e0a9b51",
        "at": "2026-06-17T24:30:00+02:00",
        "ml": 200,
        "kind": "coffee",
    }
    read = parse(json.dumps(example(drinks=[drink])).encode())
    assert read.drinks[0]["at"] == factories.moment("2026-06-17 22:30")


LEAST = {
    "sessions": run(), "drinks": {"id": ID, "at": "2026-06-17T12:00:00+02:00", "kind": "water", "ml": 1},
    "nights": {"id": ID, "date": "2026-06-17", "hours": 7}, "days": {"id": ID, "date": "2026-06-17"},
    "episodes": {"id": ID, "started_at": "2026-06-17T12:00:00+02:00", "kind": "cramp", "body_part": "calf"},
    "experiments": {
        "id": ID, "cause": "poor_warmup", "started_on": "2026-06-17", "planned_sessions": 16,
        "assignments": [{"position": 1.0, "arm": "do"}],
    },
}  # fmt: skip
WHOLE = [
    (kind, field.name) for kind in LEAST for field in KINDS[kind]._meta.fields if isinstance(field, SmallIntegerField)
]


@pytest.mark.parametrize(("kind", "name"), WHOLE)
def test_a_whole_number_may_be_written_with_a_decimal_of_zero(kind, name):
    high = LIMITS[name][1]
    said = example(**{kind: [LEAST[kind] | {name: float(high)}]})
    said["person"] |= {"birth_year": 1980.0, "day_starts_at": 4.0}
    read = parse(json.dumps(said).encode())
    [row] = getattr(read, kind)
    assert (row[name], type(row[name])) == (high, int)
    assert [type(read.person[own]) for own in ("birth_year", "day_starts_at")] == [int, int]
    assert all(type(turn["position"]) is int for turn in row.get("assignments") or [])


def test_line_breaks_of_a_note_count_once_and_are_kept_as_one_character():
    note = "\r\n".join("x" * 95 for _ in range(20)) + "y" * 81  # 2,000 with 19 breaks, 2,019 as Windows writes them
    for said, kept in ((note, note.replace("\r\n", "\n")), ("one\rtwo", "one\ntwo")):
        [row] = parse(json.dumps(example(sessions=[run(note=said)])).encode()).sessions
        assert row["note"] == kept
    with pytest.raises(BadFile, match="text of at most 2000 characters"):
        parse(json.dumps(example(sessions=[run(note=note + "z")])).encode())
