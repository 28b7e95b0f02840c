"""An import beside the journal: again adds nothing, what was typed stays, and all of it can be taken back."""

import json
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from journal.calendar import DAY, MINUTE, SECOND
from journal.files.carry import switch_to, undo_import
from journal.files.document import BadFile, dump, parse
from journal.files.formats.mapping import Column, mapping_text
from journal.files.found import Found, FoundRow
from journal.files.transfer import bring, export_journal
from journal.models import KINDS, Import, ImportedRow, Night, SavedMapping, Session
from tests import docs, factories
from tests.journal.files.test_formats import REAL, RUN, SWIM, found, gpx, real, tcx, zipped
from tests.test_isolation import everything_of

START = datetime(2026, 6, 18, 16, 15, tzinfo=UTC)


def a_run(source="fit", **values):
    row = {"started_at": START, "duration_min": 30, "activity": "run", "source": source, "source_id": source}
    return FoundRow("sessions", f"a.{source}", row | values)


def a_night(source, hours, **values):
    row = {"date": START.date(), "hours": hours, "source": source, "source_id": source}
    return FoundRow("nights", f"{source}.csv", row | values)


def come(person, *rows):
    plan, made = bring(person, Found(rows=list(rows)), "a.file", timezone.now())
    return {kind: (c.added, c.filled, c.there, len(c.refused)) for kind, c in plan.counts.items()}, made


def test_the_same_again_adds_nothing(person):
    assert come(person, a_run())[0] == {"sessions": (1, 0, 0, 0)}
    before = everything_of(person)
    counts, made = come(person, a_run())
    assert (counts, made) == ({"sessions": (0, 0, 1, 0)}, None)
    assert {k: v for k, v in everything_of(person).items() if k != "person"} == {
        k: v for k, v in before.items() if k != "person"
    }


def test_two_sources_of_one_session_are_one_whichever_comes_first(person, stranger):
    ride = a_run("gpx", started_at=START + 110 * SECOND, duration_min=90, activity="walk")
    for who, order in ((person, [a_run(), ride]), (stranger, [ride, a_run()])):
        for row in order:
            come(who, row)
        session = Session.objects.of(who).get()
        assert (session.source, session.duration_min, session.activity) == ("fit", 30, "run")
        assert ImportedRow.objects.of(who).count() == 2


@pytest.mark.parametrize("other", [{"started_at": START + 3 * MINUTE}, {"activity": "cycle"}])
def test_what_begins_later_or_is_something_else_is_another_session(other, person):
    come(person, a_run(), a_run("gpx", **other))
    assert Session.objects.of(person).count() == 2


def test_a_walk_and_the_run_right_after_it_of_one_watch_are_two(person):
    walk = a_run(activity="walk", duration_min=1, source_id="walk")
    come(person, walk, a_run(started_at=START + 80 * SECOND))
    assert Session.objects.of(person).count() == 2


def test_a_typed_session_stays_and_only_its_blanks_are_filled(person):
    typed = factories.session(person, START, duration_min=45, activity="run", distance_km=None, effort=6)
    counts, made = come(person, a_run(distance_km=5.2, effort=9))
    assert counts == {"sessions": (0, 1, 0, 0)}
    typed.refresh_from_db()
    assert (typed.duration_min, typed.effort, typed.distance_km, typed.source) == (45, 6, 5.2, typed.source)
    undo_import(person, made)
    typed.refresh_from_db()
    assert (typed.distance_km, typed.effort) == (None, 6)


def test_an_imported_session_says_nothing_of_what_came_after(person):
    come(person, a_run())
    session = Session.objects.of(person).get()
    assert (session.quiet_after, session.aftermath, session.effort) == (None, None, None)


def test_an_edited_session_is_never_replaced_by_a_better_source(person):
    come(person, a_run("gpx"))
    Session.objects.of(person).update(duration_min=33)
    assert come(person, a_run("fit"))[0] == {"sessions": (0, 0, 1, 0)}
    assert Session.objects.of(person).get().duration_min == 33


def test_undo_takes_all_of_it_out_but_what_was_edited_since_which_is_named(person):
    _counts, made = come(person, a_run(), a_run("gpx", started_at=START + DAY))
    Session.objects.of(person).filter(source="gpx").update(effort=7)
    undone = undo_import(person, made)
    assert undone.stay == ["Run, Friday 19 June 2026"]
    assert [session.source for session in Session.objects.of(person)] == ["gpx"]
    assert (Import.objects.count(), ImportedRow.objects.count()) == (0, 0)


def test_undoing_the_source_that_is_shown_puts_the_next_in_its_place(person):
    come(person, a_run("gpx", duration_min=31))
    _counts, made = come(person, a_run("fit"))
    session = Session.objects.of(person).get()
    undo_import(person, made)
    after = Session.objects.of(person).get()
    assert (after.id, after.source, after.duration_min) == (session.id, "gpx", 31)


def test_after_undo_the_same_file_comes_in_again(person):
    undo_import(person, come(person, a_run())[1])
    assert come(person, a_run())[0] == {"sessions": (1, 0, 0, 0)}


def test_one_night_a_date_whatever_the_sources_say(person):
    counts, _made = come(person, a_night("withings", 8.9), a_night("oura", 7), a_night("csv", 3))
    assert counts == {"nights": (1, 0, 2, 0)}
    assert Night.objects.of(person).get().hours == 7


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"duration_min": 0}, "a.fit: duration_min: 0 does not fit"),
        ({"duration_min": 1860}, "was it left running for 31 h"),
        ({"started_at": timezone.now() + DAY}, "a time up to now"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_its_place_and_value(values, sentence, person):
    plan, _made = bring(person, Found(rows=[a_run(**values)]), "a.fit", timezone.now())
    assert sentence in plan.counts["sessions"].refused[0]
    assert not Session.objects.exists()


def test_a_value_that_does_not_fit_is_left_out_and_said(person):
    plan, _made = bring(person, Found(rows=[a_run(temperature_c=127)]), "a.fit", timezone.now())
    assert plan.remarks == ["left out: a.fit: temperature_c: 127 does not fit; it must be a number from -40 to 55"]
    assert Session.objects.get().temperature_c is None


def test_a_clock_without_a_zone_is_the_persons_own(person):
    come(person, a_run(started_at=datetime(2026, 6, 18, 18, 15)))
    assert Session.objects.get().started_at == START


# The command line


def command(*given, **options):
    out, err = StringIO(), StringIO()
    call_command("import_journal", *map(str, given), person="runner", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def archive(tmp_path):
    """A zip with a run and a swim, and a run of no length."""
    path = tmp_path / "watch.zip"
    path.write_bytes(zipped({"run.gpx": RUN, "swim.tcx": SWIM, "no.gpx": gpx(["2026-06-20T16:15:00Z"])}))
    return path


def test_a_zip_from_the_command_line_is_shown_brought_and_taken_back(archive, person):
    shown, _err = command(archive, dry_run=True)
    assert "watch.zip: sessions: 2 added, 0 filled, 0 already there, 1 refused" in shown
    assert "sessions: from 2026-06-18T18:15:00+02:00 to 2026-06-19T18:15:00+02:00" in shown
    assert not Session.objects.exists()
    said, refused = command(archive)
    assert "no.gpx: duration_min: 0 does not fit" in refused
    assert "0 added, 0 filled, 2 already there, 1 refused" in command(archive)[0]
    again, _err = command(undo=said.split("--undo ")[1].split()[0])
    assert "watch.zip: sessions: 2 taken out" in again
    assert not Session.objects.exists()


TOLD = [cells for cells in docs.table(docs.sections("imports.md")["Real files"]) if re.fullmatch(r"`[^`]+`", cells[0])]


@real
@pytest.mark.parametrize(("file", "added"), [(docs.words(name)[0], added) for name, _found, added, _why in TOLD])
def test_what_the_documentation_says_of_a_real_file_is_what_comes_in_once(file, added, person):
    try:
        held = found((REAL / file).read_bytes(), file.rpartition("/")[2])
    except BadFile:
        assert added == "0"
        return
    counts = bring(person, held, file, timezone.now())[0].counts.values()
    said = [int(number) for number in re.findall(r"\d+", added.partition("(")[0].replace(",", ""))]
    assert sum(count.added for count in counts) == (sum(said) if said else len_of(held))
    again, _made = bring(person, held, file, timezone.now())
    assert sum(count.added for count in again.counts.values()) == 0


def len_of(held):
    """How many entries a journal of our own holds: all of them come in."""
    return sum(len(getattr(held.journal, kind)) for kind in KINDS)


def test_an_import_of_a_stranger_cannot_be_taken_back(person, stranger):
    _counts, made = come(stranger, a_run())
    with pytest.raises(CommandError, match="there is no import"):
        command(undo=str(made.id))
    assert Session.objects.of(stranger).count() == 1


def test_an_import_is_taken_back_for_thirty_days(person):
    _counts, made = come(person, a_run())
    Import.objects.of(person).update(made_at=timezone.now() - 31 * DAY)
    with pytest.raises(CommandError, match="more than 30 days old"):
        command(undo=str(made.id))


def test_a_format_that_is_named_is_the_one_that_is_read(person, tmp_path):
    (tmp_path / "a.txt").write_bytes(RUN)
    with pytest.raises(CommandError, match="holds no activity"):
        command(tmp_path / "a.txt", format="tcx")
    with pytest.raises(CommandError, match="'xls' is not one of twinge-journal, fit"):
        command(tmp_path / "a.txt", format="xls")


def test_an_account_that_is_named_is_the_only_one_that_is_looked_for(person, tmp_path):
    (tmp_path / "a.csv").write_bytes(
        b"Activity Type,Date,Favorite,Title,Time\nRunning,2026-06-18 10:00,false,Me,00:30:00\n"
    )
    with pytest.raises(CommandError, match="it needs a mapping"):
        command(tmp_path / "a.csv", format="strava")
    assert "1 added" in command(tmp_path / "a.csv", format="garmin")[0]
    (tmp_path / "export.zip").write_bytes(zipped({"activities/1.gpx": RUN}))
    assert "1 added" in command(tmp_path / "export.zip", format="strava")[0]


def test_a_table_that_was_explained_by_browser_needs_no_mapping_at_the_command_line(person, tmp_path):
    said = {
        "name": "My app",
        "kind": "sessions",
        "columns": {"start": Column("tag"), "duration": Column("dauer", "min")},
    }
    SavedMapping.objects.create(person=person, name="My app", text=mapping_text(**said))
    (tmp_path / "own.csv").write_text("Tag,Dauer\n2026-06-18 10:00,30\n")
    assert "own.csv: sessions: 1 added" in command(tmp_path / "own.csv")[0]


def test_a_settings_zone_is_not_changed_by_the_zone_of_a_file(person, tmp_path):
    (tmp_path / "a.tcx").write_bytes(tcx([("2026-06-18T16:15:00Z", 600)]))
    command(tmp_path / "a.tcx", zone="Asia/Tokyo")
    person.refresh_from_db()
    assert person.time_zone == "Europe/Berlin"


def restored(person, stranger):
    """What one person typed, brought by another as a journal of ours: (the Import)."""
    factories.session(person, START, activity="run", duration_min=31, effort=7, aftermath=5, note="typed")
    factories.night(person, START.date(), hours=6, note="typed", quality=2)
    journal = parse(json.dumps(dump(export_journal(person))).encode())
    return bring(stranger, Found(journal=journal), "journal.json", timezone.now())[1]


def typed_by(person):
    """(minutes, effort, note, km) of the sessions and (hours, note) of the nights."""
    sessions = Session.objects.of(person).values_list("duration_min", "effort", "note", "distance_km")
    return [*sessions, *Night.objects.of(person).values_list("hours", "note")]


def test_what_was_typed_and_came_in_by_a_journal_of_ours_is_not_overwritten(person, stranger):
    restored(person, stranger)
    counts, made = come(stranger, a_run("strava", distance_km=5.0), a_night("oura", 7.5))
    assert counts == {"sessions": (0, 1, 0, 0), "nights": (0, 0, 1, 0)}
    assert typed_by(stranger) == [(31, 7, "typed", 5.0), (6, "typed")]
    told = ImportedRow.objects.of(stranger).get(source="oura")
    assert not switch_to(stranger, told.id)
    assert undo_import(stranger, made).stay == []
    assert typed_by(stranger) == [(31, 7, "typed", None), (6, "typed")]


def test_a_journal_of_ours_taken_back_leaves_what_other_files_told(person, stranger):
    first = restored(person, stranger)
    come(stranger, a_run("strava", distance_km=5.0), a_night("oura", 7.5))
    assert undo_import(stranger, first).stay == []
    assert typed_by(stranger) == [(30, None, None, 5.0), (7.5, None)]
    assert come(stranger, a_run("strava", distance_km=5.0), a_night("oura", 7.5))[1] is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_two_files_filled_in_is_taken_back_in_any_order(person, order):
    factories.session(person, START, activity="run", duration_min=31, effort=7)
    imports = [come(person, a_run("fit", distance_km=5.0))[1], come(person, a_run("strava", temperature_c=20.0))[1]]
    first, second = (imports[n] for n in order)
    assert undo_import(person, first).stay == []
    session = Session.objects.get()
    assert [session.distance_km, session.temperature_c] == [[None, 20], [5, None]][order[0]]
    assert undo_import(person, second).stay == []
    session.refresh_from_db()
    assert (session.distance_km, session.temperature_c, session.effort) == (None, None, 7)


def test_a_journal_of_ours_doubles_no_session_that_is_kept_beside_another(person, stranger):
    come(person, a_run("fit"))
    journal = parse(json.dumps(dump(export_journal(person))).encode())
    come(stranger, a_run("fit"))
    _counts, made = come(stranger, a_run("strava", duration_min=29))
    plan, _made = bring(stranger, Found(journal=journal), "journal.json", timezone.now())
    assert (plan.of("sessions").added, plan.of("sessions").there) == (0, 1)
    undo_import(stranger, made)
    assert Session.objects.of(stranger).get().source == "fit"
