"""Files of watches: what each tells, and what is refused in one sentence."""

import gzip
import io
import os
import random
import time
import zipfile
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from journal.files.document import BadFile
from journal.files.formats import fit
from journal.files.formats.activities import activity_of
from journal.files.formats.mapping import own_mapping
from journal.files.found import OneFile
from journal.files.reading import read_file
from journal.files.transfer import bring
from tests.journal.files import fit_files
from tests.journal.files.fit_files import ACTIVITY, AT, lap, record, session
from tests.paths import SHARED

REAL = SHARED / "data"
real = pytest.mark.skipif(not REAL.exists(), reason="the real files in ../shared/data are not here")


def found(content, name="a.file"):
    return read_file(OneFile(name, io.BytesIO(content)), len(content), timezone.now())


def told(content, name="a.file"):
    """(start, minutes, activity) of each session in a file."""
    rows = [row.values for row in found(content, name).rows]
    return [(row["started_at"].isoformat(), row["duration_min"], str(row["activity"])) for row in rows]


def gpx(points, kind="running", before="", name="trk"):
    times = "".join(f"<trkpt lat='1' lon='1'><time>{at}</time></trkpt>" for at in points)
    return f"{before}<gpx><metadata><time>2026-06-30T00:00:00Z</time></metadata><{name}><type>{kind}</type><trkseg>{times}</trkseg></{name}></gpx>".encode()


def tcx(laps, sport="Running"):
    parts = "".join(
        f"<Lap StartTime='{start}'><TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>500</DistanceMeters></Lap>"
        for start, seconds in laps
    )
    return (
        f"<TrainingCenterDatabase><Activities><Activity Sport='{sport}'><Id>x</Id>{parts}</Activity></Activities>"
        "<Author><Build><Time>2000-01-01T00:00:00Z</Time></Build></Author></TrainingCenterDatabase>"
    ).encode()


# The real files: {path: sessions found as (start, minutes, activity), or a part of the sentence that refuses it}.
FILES = {
    "fit/20170518-191602-1740899583.fit": [("2017-05-18T16:37:30+00:00", 28, "row")],
    "fit/2020-06-01-16-52-40.fit": [("2020-06-01T14:52:40+00:00", 2, "cycle")],
    "fit/6471559601_ACTIVITY.fit": [
        ("2021-03-22T10:48:16+00:00", 1, "run"),
        ("2021-03-22T10:48:52+00:00", 1, "row"),
    ],
    "fit/compressed-speed-distance.fit": "start_time: 17217864 is no date",
    "fit/elemnt-bolt-no-application-id-inside-developer-data-id.fit": [("2017-08-21T08:18:00+00:00", 2, "cycle")],
    "fit/event_timestamp.fit": [("2017-06-13T13:42:30+00:00", 73, "swim")],
    "fit/garmin-edge-820-bike.fit": [("2017-06-12T16:10:15+00:00", 1, "cycle")],
    "fit/garmin-fenix-5-run.fit": [("2017-06-11T14:34:09+00:00", 1, "run")],
    "fit/garmin-fenix-5-walk.fit": [("2017-06-11T14:32:51+00:00", 1, "walk")],
    "fit/strava-android-app-201.10-b1218918.fit": [("2021-09-27T14:13:10+00:00", 59, "run")],
    "tcx/activity_5039744860.tcx": [("2020-06-01T14:52:40+00:00", 2, "cycle")],
    "gpx/activity_5039744860.gpx": [("2020-06-01T14:52:40+00:00", 2, "cycle")],
    "gpx/track-with-empty-segment.gpx": [("2013-07-06T17:26:26+00:00", 1, "other")],
    "gpx/track-with-less-sec-time.gpx": [("2015-12-11T14:43:13+00:00", 1, "run")],
    "gpx/custom_schema_locations.gpx": "no track with times",
    "gpx/track-with-extremes.gpx": "no track with times",
    "gpx/unicode_with_bom.gpx": "no track with times",
}


@real
@pytest.mark.parametrize("path", FILES)
def test_a_real_file_gives_its_sessions_or_its_reason(path):
    content = (REAL / path).read_bytes()
    if isinstance(FILES[path], str):
        with pytest.raises(BadFile, match=FILES[path]):
            found(content)
    else:
        assert told(content) == FILES[path]
        assert told(gzip.compress(content), "a.fit.gz") == FILES[path]


@real
def test_a_fit_file_cut_off_early_is_rebuilt_from_its_records():
    content = (REAL / "fit/event_timestamp.fit").read_bytes()
    assert told(content[:60_000])[0][::2] == ("2017-06-13T13:42:30+00:00", "swim")


@real
def test_two_fit_files_chained_in_one_are_two_sessions():
    one, two = ((REAL / f"fit/garmin-fenix-5-{name}.fit").read_bytes() for name in ("run", "walk"))
    assert [activity for _start, _minutes, activity in told(one + two)] == ["run", "walk"]


@real
def test_a_fit_file_tells_of_distance_and_temperature_but_nothing_of_what_came_after():
    row = found((REAL / "fit/elemnt-bolt-no-application-id-inside-developer-data-id.fit").read_bytes()).rows[0].values
    assert (row["distance_km"], row["temperature_c"]) == (0.964, 20)
    assert not {"quiet_after", "aftermath", "effort"} & set(row)


def test_a_gpx_track_runs_from_its_first_point_to_its_last_whatever_the_metadata_says():
    points = ["2026-06-18T17:30:00+01:15", "2026-06-18T16:45:00Z"]
    assert told(gpx(points)) == [("2026-06-18T16:15:00+00:00", 30, "run")]
    assert told(b"\xef\xbb\xbf          " + gpx(points)) == told(gpx(points))
    assert told(gpx(points).replace(b"<type>", b"<x:any/><type>")) == told(gpx(points))


def test_a_tcx_activity_needs_no_position_and_ignores_the_time_of_its_program():
    laps = [("2026-06-18T16:15:00Z", 600), ("2026-06-18T16:30:00Z", 900.4)]
    assert told(tcx(laps)) == [("2026-06-18T16:15:00+00:00", 25, "run")]
    assert found(tcx(laps)).rows[0].values["distance_km"] == 1.0


def zipped(files, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


RUN = gpx(["2026-06-18T16:15:00Z", "2026-06-18T16:45:00Z"])
SWIM = tcx([("2026-06-19T16:15:00Z", 600)], "Swimming")


def test_a_zip_is_read_with_its_folders_its_packed_files_and_a_zip_inside():
    inner = zipped({"swim.tcx": SWIM})
    content = zipped({"../../etc/run.gpx.gz": gzip.compress(RUN), "more/inner.zip": inner, "a.jpg": b"\xff\xd8\xff"})
    assert sorted(activity for *_rest, activity in told(content)) == ["run", "swim"]
    assert found(content).remarks == ["1 other file was not read"]


def test_a_broken_file_among_others_is_named_and_the_others_come_in():
    result = found(zipped({"good.gpx": RUN, "bad.gpx": RUN[:-20]}))
    assert len(result.rows) == 1
    assert [refusal.text for refusal in result.refused] == ["bad.gpx: line 1: this is not whole XML: unclosed token"]


BOMB = zipped({"a.gpx": b"<gpx>" + b" " * 200_000_000})
BAD = {
    "nothing": (b"", "the file is empty"),
    "86 KB of nothing": (bytes(86_000), "none of the formats"),
    "a picture": (b"\xff\xd8\xff" * 100, "none of the formats"),
    "a FIT header and no more": (b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT\x00\x00", "holds no session"),
    "half of an XML file": (RUN[:-20], "this is not whole XML"),
    "an entity": (b'<!DOCTYPE a [<!ENTITY x "y">]><gpx>&x;</gpx>', "document type or entities"),
    "a file from elsewhere": (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><gpx/>', "document type or entities"),
    "nested XML": (b"<gpx>" + b"<a>" * 5000, "more than 60 deep"),
    "a route": (gpx([], name="rte"), "no track with times"),
    "a course": (b"<TrainingCenterDatabase><Courses/></TrainingCenterDatabase>", "no activity"),
    "a zip of nothing": (zipped({}), "none of the formats"),
    "half of a zip": (zipped({"a.gpx": RUN})[:-30], "cannot be unpacked"),
    "half of a gz": (gzip.compress(RUN)[:-30], "cannot be unpacked"),
    "three zips deep": (zipped({"a.zip": zipped({"b.zip": zipped({"a.gpx": RUN})})}), "a zip in a zip in a zip"),
    "a bomb": (BOMB, "unpacks to far more"),
    "1,001 columns": (b",".join(b"c%d" % n for n in range(1001)) + b"\n1,2\n", "the table has 1001 columns"),
    "unknown letters": (b'<?xml version="1.0" encoding="nonsense"?><gpx/>', "XML"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_one_sentence(content, sentence):
    with pytest.raises(BadFile, match=sentence) as error:
        found(content)
    assert "\n" not in str(error.value)


def samples():
    yield from [RUN, SWIM, zipped({"a.gpx": RUN, "b.tcx": SWIM}), gzip.compress(RUN)]
    yield b'Activity ID,Activity Date,Activity Type,Moving Time\n1,"Sep 20, 2026, 2:12:12 PM","Run\n2",1900\n'
    yield b"from,to,light (s),deep (s),rem (s)\n2026-09-19T23:10:00+02:00,2026-09-20T07:00:00+02:00,14400,7200,3600\n"
    yield (
        b"<HealthData><Record type='HKQuantityTypeIdentifierDietaryWater' unit='mL' value='250' "
        b"startDate='2026-06-18 10:00:00 +0200' endDate='2026-06-18 10:00:00 +0200'/><Record "
        b"type='HKCategoryTypeIdentifierSleepAnalysis' value='HKCategoryValueSleepAnalysisAsleepCore' "
        b"startDate='2026-06-17 23:00:00 +0200' endDate='2026-06-18 06:00:00 +0200'/><Workout duration='30' "
        b"workoutActivityType='HKWorkoutActivityTypeRunning' startDate='2026-06-18 18:15:00 +0200'/></HealthData>"
    )
    yield b'[{"logId": 1, "dateOfSleep": "2019-11-07", "minutesAsleep": 70, "mainSleep": false}]'
    if REAL.exists():
        for path in ("fit/garmin-fenix-5-walk.fit", "fit/6471559601_ACTIVITY.fit", "gpx/cerknicko-jezero.gpx"):
            yield (REAL / path).read_bytes()


def mutated(content, chance):
    """The file with some bytes changed, cut, doubled or left out."""
    data = bytearray(content)
    for _ in range(chance.choice([1, 3, 20])):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 200)]
            case 2:
                data[at:at] = data[at : at + chance.randrange(1, 200)]
            case 3:
                del data[at:]
        data = data or bytearray(b"x")
    return bytes(data)


def test_no_broken_file_ends_in_a_traceback_or_hangs(person):
    """MUTATED=250 tries the whole 2,000; `make torture` does it by browser."""
    sentences = []
    chance = random.Random(int(os.environ.get("SEED", "20260618")))
    for content in samples():
        for _ in range(int(os.environ.get("MUTATED", "25"))):
            began = time.monotonic()
            try:
                held = found(mutated(content, chance), chance.choice(["a.csv", "a.json", "a.zip"]))
                bring(person, held, "a.file", timezone.now(), dry_run=True)
            except BadFile as bad:
                sentences.append(str(bad))
            assert time.monotonic() - began < 5
    assert [sentence for sentence in sentences if not sentence or "\n" in sentence] == []


WORDS = {
    "run": "running Run VirtualRun trail_running Laufen Laufband Trailrun Course_à_pied Carrera Corsa Corrida Hardlopen "
    "HKWorkoutActivityTypeRunning treadmill_running 9",
    "cycle": "cycling Ride EBikeRide Biking Radfahren Vélo Ciclismo Fietsen mountain_biking indoor_cycling Spinning 1",
    "swim": "swimming Swim lap_swimming Schwimmen Natation Natación Nuoto Natação Zwemmen open_water_swimming",
    "walk": "walking Walk Gehen Marche Caminar Camminata Wandelen HKWorkoutActivityTypeWalking Spaziergang",
    "hike": "hiking Hike Wandern Randonnée Senderismo Wanderung mountaineering",
    "strength": "strength_training WeightTraining Krafttraining Musculation HKWorkoutActivityTypeTraditionalStrengthTraining "
    "functional_strength_training Fuerza",
    "hiit": "hiit HighIntensityIntervalTraining Crossfit HKWorkoutActivityTypeHighIntensityIntervalTraining",
    "row": "rowing Rowing indoor_rowing Rudern Aviron VirtualRow Remo",
    "team_sport": "Baloncesto Pallacanestro Eishockey soccer Football Fußball basketball Handball volleyball rugby Ice_Hockey american_football",
    "racket": "Tenis Ping-pong Tafeltennis tennis table_tennis Badminton padel squash Pickleball Tischtennis",
    "ski": "Rollski Alpinski cross_country_skiing AlpineSki NordicSki snowboarding BackcountrySki Skilanglauf",
    "climb": "rock_climbing RockClimbing Bouldering Klettern Escalade",
    "yoga": "Yoga pilates", "dance": "Dance dance Tanzen", "martial_arts": "Arts_martiaux Artes_marciales Vechtsport boxing mixed_martial_arts Kickboxing Judo",
    "other": "generic Kitesurf Golf unheard_of transition Workout",
}  # fmt: skip


@pytest.mark.parametrize(("activity", "word"), [(a, w) for a, words in WORDS.items() for w in words.split()])
def test_a_word_for_a_sport_means_an_activity(activity, word):
    assert activity_of(word) == activity


def test_a_moment_is_utc_where_a_file_says_none():
    points = ["2026-06-18T16:15:00", "2026-06-18T16:45:00"]
    assert found(gpx(points)).rows[0].values["started_at"] == datetime(2026, 6, 18, 16, 15, tzinfo=UTC)


def test_xml_is_known_in_utf_16_with_any_prefix_and_behind_a_long_document_type():
    run = RUN.decode()
    assert told(f'<?xml version="1.0" encoding="utf-16"?>{run}'.encode("utf-16")) == told(RUN)
    assert told(run.replace("<gpx>", "<x:gpx>").replace("</gpx>", "</x:gpx>").encode()) == told(RUN)
    workout = "startDate='2026-06-18 18:15:00 +0200' endDate='2026-06-18 18:45:00 +0200' duration='30'"
    health = "<?xml version='1.0'?><!DOCTYPE HealthData [" + "<!ELEMENT a ANY>" * 1000
    health += f"]><HealthData><Workout workoutActivityType='HKWorkoutActivityTypeRunning' {workout}/></HealthData>"
    assert told(health.encode()) == [("2026-06-18T18:15:00+02:00", 30, "run")]
    both = zipped({"apple_health_export/export.xml": health, "workout-routes/route_2026-06-18.gpx": RUN})
    assert len(told(both)) == 1


def test_an_activity_without_laps_begins_when_its_name_says():
    content = tcx([]).replace(b"<Id>x</Id>", b"<Id>2026-06-18T16:15:00.000Z</Id>")
    assert found(content).rows[0].values["started_at"].isoformat() == "2026-06-18T16:15:00+00:00"


@real
def test_a_fit_file_of_something_else_is_no_refusal_among_others():
    walk = (REAL / "fit/garmin-fenix-5-walk.fit").read_bytes()
    settings = fit_of(kind=2)
    with pytest.raises(BadFile, match="holds no session; it is one of settings"):
        found(settings)
    both = found(zipped({"walk.fit": walk, "settings.fit": settings}))
    assert (len(both.rows), both.refused, both.remarks) == (1, [], ["1 other file was not read"])


def fit_of(kind):
    """A FIT file that says of which kind it is, and no more."""
    message = bytes([0x40, 0, 0, 0, 0, 1, 0, 1, 0, 0x00, kind])
    return bytes([12, 16, 0, 0]) + len(message).to_bytes(4, "little") + b".FIT" + message + b"\0\0"


@real
@pytest.mark.parametrize(
    ("session", "seconds"),
    [
        ({"total_timer_time": 600.0, "total_elapsed_time": 2_400_000.0}, 600),
        ({"total_timer_time": 4560.0, "total_elapsed_time": 600.0}, 600),
        ({"total_timer_time": None, "total_elapsed_time": 600.0}, 600),
        ({"total_timer_time": 0.0, "total_elapsed_time": None}, None),
    ],
)
def test_the_length_of_a_fit_session_is_what_can_be_true(session, seconds):
    assert fit._length(session) == seconds


NOT_SAID = (1 << 8) - 1  # what FIT writes for a sport that is not said
FITS = {
    "laps and no session": ([lap(AT), lap(AT + 600)], [(20, "run")]),
    "laps and points": ([record(AT), lap(AT), record(AT + 1260)], [(21, "run")]),
    "no sport": ([session(sport=NOT_SAID)], [(30, "other")]),
    "a sport that is new": ([session(sport=251)], [(30, "other")]),
    "several sessions": ([session(sport=5), session(AT + 1800, 60, sport=3), session(AT + 1860, 3600, sport=2)],
                         [(30, "swim"), (60, "cycle")]),
    "no length, but points": ([record(AT), record(AT + 600), session(seconds=0)], [(10, "run")]),
}  # fmt: skip


@pytest.mark.parametrize(("messages", "sessions"), FITS.values(), ids=FITS)
def test_a_fit_file_of_its_kind(messages, sessions):
    assert [(minutes, sport) for _start, minutes, sport in told(fit_files.fit(ACTIVITY, *messages))] == sessions


FULL = "<trk><trkseg><trkpt lat='1' lon='1'><time>{}</time></trkpt><trkpt lat='1' lon='1'><time>{}</time></trkpt></trkseg></trk>"
SEEN = FULL.format("2026-06-18T16:15:00Z", "2026-06-18T16:45:00Z")


def test_a_track_without_points_is_none_and_a_clock_that_was_never_set_is_no_date():
    both = found(f"<gpx><trk><trkseg/></trk>{SEEN}</gpx>".encode())
    assert (len(both.rows), both.refused) == (1, [])
    with pytest.raises(BadFile, match="no track with times"):
        found(f"<gpx>{FULL.format('1970-01-01T00:00:10Z', '1970-01-01T01:00:00Z')}</gpx>".encode())


def test_routes_and_courses_among_others_are_just_not_read():
    plans = {
        "route.gpx": "<gpx><rte/></gpx>",
        "course.tcx": b"<TrainingCenterDatabase><Courses/></TrainingCenterDatabase>",
    }
    both = found(zipped({"run.gpx": RUN, **plans}))
    assert (len(both.rows), both.refused, both.remarks) == (1, [], ["2 other files were not read"])


def test_a_long_remark_before_the_first_element_hides_no_format():
    assert told(f"<!-- {'x' * 9000} --><gpx>{SEEN}</gpx>".encode()) == told(f"<gpx>{SEEN}</gpx>".encode())


def test_a_lap_with_a_decimal_comma():
    assert told(tcx([("2026-06-18T16:15:00Z", "600,4")]))[0][1] == 10


def test_clocks_without_a_date_are_of_the_day_in_the_name_of_the_file():
    mine = own_mapping(
        '{"format": "twinge-mapping", "name": "My app", "kind": "drinks", "columns": {"start": "Time", "amount": {"column": "Drunk", "unit": "ml"}}}'
    )
    content = b"Time,Drunk\n07:30,250\n"
    [drink] = read_file(OneFile("log_2026-06-18.csv", io.BytesIO(content)), len(content), timezone.now(), own=mine).rows
    assert drink.values["at"] == datetime(2026, 6, 18, 7, 30)


@pytest.mark.parametrize(("tenfold", "effort"), [(70, 7), (0, None), (255, None)])
def test_how_hard_it_felt_is_what_the_watch_was_told(tenfold, effort):
    number, fields = session()
    content = fit_files.fit(ACTIVITY, (number, [*fields, (193, fit_files.BYTE, tenfold)]))
    assert found(content).rows[0].values.get("effort") == effort
