"""A person who travels: each entry has the day and the clock of the zone in force at its time, wherever it is shown."""

import json

import pytest
from django.core.management import call_command

from journal.calendar import Calendar
from journal.files.document import BadFile, dump, parse
from journal.files.transfer import export_journal
from journal.measures.dates import with_entries
from journal.measures.tables import tables
from journal.models import Profile
from journal.recording import moves as stored
from tests import factories
from tests.guidance_rows import drink, journal, person, session
from tests.journals import example, run

# Landed in Tokyo on 18 June, 18:00 there, 11:00 in Oslo.
TO_TOKYO = {"from": "2026-06-18T18:00:00+09:00", "time_zone": "Asia/Tokyo"}
AT_HOME, ABROAD = "2026-06-18T08:00:00+02:00", "2026-06-19T00:30:00+09:00"


def a_journey(**lists):
    return example(**lists) | {"person": {"time_zone": "Europe/Oslo", "moves": [TO_TOKYO]}}


def test_an_export_tells_each_time_by_the_clock_of_its_place():
    sent = a_journey(sessions=[run(started_at=AT_HOME), run(started_at=ABROAD)])
    told = dump(parse(json.dumps(sent).encode()))
    assert [row["started_at"] for row in told["sessions"]] == [AT_HOME, ABROAD]
    assert told["person"]["moves"] == [TO_TOKYO]


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        ("Tokyo", "person.moves: 'Tokyo' does not fit; it must be a list"),
        ([{"from": "2026-06-18T18:00:00+09:00"}], "person.moves[0].time_zone: null does not fit; it must be given"),
        ([TO_TOKYO | {"from": "2026-06-18T18:00"}], "person.moves[0].from: '2026-06-18T18:00' does not fit; it must be a time"),
        ([TO_TOKYO | {"time_zone": "Tokyo"}], "person.moves[0].time_zone: 'Tokyo' does not fit; it must be an IANA time zone"),
        ([TO_TOKYO | {"time_zone": "localtime"}], "person.moves[0].time_zone: 'localtime' does not fit"),
        ([TO_TOKYO | {"time_zone": ["Asia/Tokyo"]}], "person.moves[0].time_zone: ['Asia/Tokyo'] does not fit"),
        ([TO_TOKYO | {"until": AT_HOME}], "person.moves[0].until: 'until' does not fit; it must be one of the keys from, time_zone"),
        ([TO_TOKYO] * 201, "person.moves: 201 does not fit; it must be a list of at most 200"),
        ([TO_TOKYO, TO_TOKYO], "person.moves[1].from: '2026-06-18T09:00:00+00:00' does not fit; it must be later than"),
    ],
)  # fmt: skip
def test_a_move_that_cannot_be_read_is_named(moves, sentence):
    sent = a_journey() | {"person": {"time_zone": "Europe/Oslo", "moves": moves}}
    with pytest.raises(BadFile) as refused:
        parse(json.dumps(sent).encode())
    assert sentence in str(refused.value)


@pytest.fixture
def traveller(person):
    person.time_zone, person.moves = "Europe/Oslo", [TO_TOKYO]
    person.save()
    return person


def test_pages_show_each_entry_on_the_day_and_by_the_clock_of_its_place(mine, traveller):
    factories.drink(traveller, factories.moment("2026-06-18 08:59"), ml=111)  # Oslo, 10:59
    late = factories.drink(traveller, factories.moment("2026-06-18 15:30"), ml=222)  # Tokyo, the 19th, 00:30
    eighteenth, nineteenth = (mine.get(f"/day/2026-06-{day}/").content.decode() for day in (18, 19))
    assert ("111 ml" in eighteenth, "10:59" in eighteenth, "222 ml" in eighteenth) == (True, True, False)
    assert ("222 ml" in nineteenth, "00:30" in nineteenth, "111 ml" in nineteenth) == (True, True, False)
    assert 'value="2026-06-19T00:30"' in mine.get(f"/drink/{late.id}/").content.decode()


def test_what_is_typed_is_read_by_the_clock_of_its_place(mine, traveller):
    for at in ("2026-06-18T10:00", "2026-06-18T20:00"):
        mine.post("/log/drink/", {"ml": "250", "kind": "water", "when": "earlier", "at": at})
    stored = sorted(drink.at.isoformat()[:16] for drink in traveller.drinks.all())
    assert stored == ["2026-06-18T08:00", "2026-06-18T11:00"]
    refused = mine.post("/log/drink/", {"ml": "250", "kind": "water", "when": "earlier", "at": "2026-06-18T14:00"})
    assert "that time did not exist; your clock went forward over it" in refused.content.decode()


def test_a_journey_comes_in_with_its_file_and_leaves_with_it(db, tmp_path, capsys):
    sent = a_journey(sessions=[run(started_at=AT_HOME), run(started_at=ABROAD)])
    (tmp_path / "journal.json").write_text(json.dumps(sent))
    call_command("import_journal", tmp_path / "journal.json", "--person", "runner", "--create")
    capsys.readouterr()
    call_command("export_journal", "--person", "runner")
    told = json.loads(capsys.readouterr().out)
    assert told["person"]["moves"] == [TO_TOKYO]
    assert [row["started_at"] for row in told["sessions"]] == [AT_HOME, ABROAD]


def test_guidance_of_a_file_is_told_by_the_clock_of_its_moment(tmp_path, capsys):
    (tmp_path / "journal.json").write_text(json.dumps(a_journey(sessions=[run(started_at=AT_HOME)])))
    for at, told in (
        ("2026-06-18T06:30:00Z", "2026-06-18T08:30:00+02:00"),
        ("2026-06-18T12:00:00Z", "2026-06-18T21:00:00+09:00"),
    ):
        call_command("guide", tmp_path / "journal.json", "--at", at)
        assert json.loads(capsys.readouterr().out)["at"] == told


# From a journey that lies ahead of everybody who runs this.
TO_DENVER = {"from": "2126-06-01T00:00:00+00:00", "time_zone": "America/Denver"}


@pytest.mark.parametrize(
    ("at", "number"), [("2026-06-18T08:00", "112"), ("2026-06-19T08:00", "119"), ("2126-06-02T08:00", "911")]
)
def test_guide_names_the_number_of_the_zone_in_force_at_its_moment(at, number, tmp_path, capsys):
    long_cramp = {
        "id": "3f0c1c7e-8a52-4b55-9d0e-6f4f0c1b2a30", "kind": "cramp", "body_part": "calf",
        "started_at": f"{at[:10]}T05:00:00Z", "ended_at": f"{at[:10]}T06:30:00Z",
    }  # fmt: skip
    sent = a_journey(episodes=[long_cramp])
    sent["person"] = {"time_zone": "Europe/Berlin", "moves": [TO_TOKYO, TO_DENVER]}
    (tmp_path / "journal.json").write_text(json.dumps(sent))
    call_command("guide", tmp_path / "journal.json", "--at", f"{at}:00Z")
    told = json.loads(capsys.readouterr().out)["red_flags"]
    assert f"call {number}." in next(flag["text"] for flag in told if flag["id"] == "RF05")


def test_the_number_to_call_is_that_of_the_zone_in_force_now(mine, traveller):
    assert 'href="tel:119"' in mine.get("/guidance/signs/").content.decode()
    traveller.moves = [TO_TOKYO, TO_DENVER]  # has not come yet
    traveller.save()
    assert 'href="tel:119"' in mine.get("/guidance/signs/").content.decode()
    assert mine.get("/settings/export/").json()["person"]["moves"] == [TO_TOKYO]


# What is stored and cannot be read
BROKEN = [
    "", "Asia/Tokyo", 7, {}, {"from": 1}, [None, 7, "x", []], [{}], [{"from": 3, "time_zone": []}],
    [{"from": "soon", "time_zone": "UTC"}], [{"from": "2026-06-18T18:00", "time_zone": "UTC"}], [TO_TOKYO | {"time_zone": "Mars/Base"}],
]  # fmt: skip


@pytest.mark.parametrize("moves", BROKEN, ids=str)
def test_moves_that_cannot_be_read_are_left_out(moves, person, mine):
    person.moves = moves
    person.save()
    factories.session(person)
    for address in (
        "/",
        "/guidance/",
        "/settings/",
        "/settings/time-zones/",
        "/settings/export/",
        "/summary/",
        "/summary/pdf/",
    ):
        assert mine.get(address).status_code == 200, address
    assert Profile.objects.get().calendar == Calendar.of("Europe/Berlin")
    assert parse(json.dumps(dump(export_journal(person))).encode()).person["moves"] == []
    stored.move_on(person, factories.moment("2026-06-18 09:00"), "Asia/Tokyo")
    assert Profile.objects.get().zones == ["Europe/Berlin", "Asia/Tokyo"]


def test_what_can_be_read_of_stored_moves_counts_in_the_order_of_time(person):
    home = {"from": "2026-07-01T01:00:00+00:00", "time_zone": "Europe/Oslo"}
    person.moves = [home, None, TO_TOKYO | {"time_zone": "UTC"}, TO_TOKYO]
    assert person.zones == ["Europe/Berlin", "Asia/Tokyo", "Europe/Oslo"]
    assert len(parse(json.dumps(dump(export_journal(person))).encode()).person["moves"]) == 2


@pytest.mark.parametrize("zone", ["Mars/Base", "", "localtime", "/etc/passwd"])
def test_a_stored_zone_that_is_unknown_here_is_read_as_utc(zone, person, mine):
    Profile.objects.update(time_zone=zone)
    factories.session(person)
    for address in ("/", "/guidance/", "/settings/", "/settings/time-zones/", "/settings/export/"):
        assert mine.get(address).status_code == 200, address
    assert parse(mine.get("/settings/export/").content).person["time_zone"] == "UTC"
    call_command("guide", person="runner")


# Whole columns
def test_the_dates_of_a_column_are_those_of_each_moment():
    there = person(time_zone="Pacific/Auckland", day_starts_at=3, moves=[
        {"from": "2026-06-18T08:00:00+00:00", "time_zone": "Pacific/Honolulu"},
        {"from": "2026-10-25T00:30:00+00:00", "time_zone": "Europe/Oslo"},
    ])  # fmt: skip
    at = [factories.moment(f"2026-{month}-{day} {hour}:40") for month, day, hour in
          [("06", "17", "10"), ("06", "18", "07"), ("06", "18", "09"), ("10", "25", "00"), ("10", "25", "01"), ("12", "01", "02")]]  # fmt: skip
    shown = tables(journal(there, sessions=[session(moment) for moment in at])).sessions["date"]
    assert [stamp.date() for stamp in shown] == [journal(there).calendar.date_of(moment) for moment in at]


def test_a_date_that_came_twice_is_one_date_with_entries():
    there = person(
        time_zone="Pacific/Auckland", moves=[{"from": "2026-06-18T08:00:00+00:00", "time_zone": "Pacific/Honolulu"}]
    )
    at = ["2026-06-17 11:00", "2026-06-17 13:00", "2026-06-18 09:00", "2026-06-18 11:00"]  # the 17th, 18th, 17th, 18th
    frames = tables(
        journal(
            there,
            drinks=[drink(factories.moment(moment), ml) for moment, ml in zip(at, (100, 200, 300, 400), strict=True)],
        )
    )
    dates = with_entries(frames)
    assert [str(day)[:10] for day in dates] == ["2026-06-17", "2026-06-18"]
