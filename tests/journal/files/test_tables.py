"""Exports of accounts and apps: their tables in many languages, JSON, and Apple's XML."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from journal.files.document import BadFile
from journal.files.formats import cells
from journal.files.formats.mapping import own_mapping
from journal.files.found import OneFile
from journal.files.reading import read_file
from journal.models import Drink, Night, Session
from tests.journal.files.test_formats import REAL, RUN, found, gpx, real, zipped
from tests.journal.files.test_imports import command


def rows(content, name="a.csv"):
    content = content.encode() if isinstance(content, str) else content
    return [row.values for row in found(content, name).rows]


def only(content, *names, name="a.csv"):
    (row,) = rows(content, name)
    return tuple(str(row.get(key)) for key in names)


STRAVA = {
    "en": ("Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,Elapsed Time,"
           "<span class=\"x\">Moving Time</span>,Distance,Perceived Exertion,Weather Temperature,Humidity",
           '1,"Sep 20, 2026, 2:12:12 PM",Lunch,Run,1900,5.20,activities/1.fit.gz,1900.0,1800.0,5200.5,6.0,18.5,0.65'),
    "de": ("Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Verstrichene Zeit,Distanz,Dateiname,"
           "Verstrichene Zeit,Bewegungszeit,Distanz,Gefühlte Anstrengung,Wettertemperatur,Luftfeuchtigkeit",
           '1,"20.09.2026, 14:12:12",Mittag,Lauf,1900,"5,20",activities/1.fit.gz,"1900,0","1800,0","5200,5","6,0","18,5","0,65"'),
    "fr": ("ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Temps écoulé,Distance,Nom du fichier,"
           "Temps écoulé,Temps de déplacement,Distance,Effort perçu,Température météo,Humidité",
           '1,"20 sept. 2026, 14:12:12",Midi,Course à pied,1900,"5,20",activities/1.fit.gz,"1900,0","1800,0","5200,5","6,0","18,5","0,65"'),
    "es": ("ID de actividad,Fecha de la actividad,Nombre de la actividad,Tipo de actividad,Tiempo transcurrido,Distancia,"
           "Nombre de archivo,Tiempo transcurrido,Tiempo en movimiento,Distancia,Esfuerzo percibido,Temperatura ambiente,Humedad",
           '1,"20 sept 2026, 14:12:12",Mediodía,Carrera,1900,"5,20",activities/1.fit.gz,"1900,0","1800,0","5200,5","6,0","18,5","0,65"'),
    "it": ("ID attività,Data dell'attività,Nome dell'attività,Tipo di attività,Tempo trascorso,Distanza,Nome file,"
           "Tempo trascorso,Tempo in movimento,Distanza,Sforzo percepito,Temperatura meteo,Umidità",
           '1,"20 set 2026, 14:12:12",Pranzo,Corsa,1900,"5,20",activities/1.fit.gz,"1900,0","1800,0","5200,5","6,0","18,5","0,65"'),
    "pt": ("ID da atividade,Data da atividade,Nome da atividade,Tipo de atividade,Tempo decorrido,Distância,Nome do arquivo,"
           "Tempo decorrido,Tempo de movimentação,Distância,Esforço percebido,Temperatura do clima,Umidade",
           '1,"20 de set. de 2026, 14:12:12",Almoço,Corrida,1900,"5,20",activities/1.fit.gz,"1900,0","1800,0","5200,5","6,0","18,5","0,65"'),
}  # fmt: skip
STRAVA_RUN = ("2026-09-20 14:12:12+00:00", "30", "run", "5.2", "6", "18.5", "65", "strava", "1")
ASKED = "started_at duration_min activity distance_km effort temperature_c humidity_pct source source_id".split()


@pytest.mark.parametrize("language", STRAVA)
def test_a_strava_account_is_read_in_its_language(language):
    header, row = STRAVA[language]
    told = only(f"{header}\n{row}\n", *ASKED)
    assert told == STRAVA_RUN


def test_files_beside_a_strava_table_are_not_told_twice():
    header, row = STRAVA["en"]
    archive = zipped(
        {"activities/1.fit.gz": b"not read", "activities.csv": f"{header}\n{row}\n", "activities/2.gpx": RUN}
    )
    assert [row["source"] for row in rows(archive, "export.zip")] == ["strava", "gpx"]


@real
@pytest.mark.parametrize("n", range(3))
def test_every_known_header_of_strava_is_found_by_name(n):
    headers = [
        names
        for title, names in json.loads((REAL / "HEADERS.json").read_text()).items()
        if title.startswith("Strava bulk")
    ]
    header = headers[n]
    told = {
        "Activity ID": "7",
        "Activity Date": "Sep 20, 2026, 2:12:12 PM",
        "Activity Type": "Ride",
        "Perceived Exertion": "7",
    }
    times = {"Elapsed Time": "3700", "Moving Time": "3600"}
    seen, line = set(), []
    for name in header:
        line.append(
            told.get(name)
            or times.get(name)
            or ("20.1" if name == "Distance" and name not in seen else "20100" if name == "Distance" else "")
        )
        seen.add(name)
    text = (
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in header)
        + "\n"
        + ",".join(f'"{cell}"' for cell in line)
    )
    assert only(text, *ASKED[:5]) == ("2026-09-20 14:12:12+00:00", "60", "cycle", "20.1", "7")


GARMIN = {
    "de": ("Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit", "Laufen,2026-06-18 18:15:00,false,Abend,5.23,300,00:30:12"),
    "es": ("Tipo de actividad,Fecha,Favorito,Título,Distancia,Calorías,Tiempo", 'Carrera,2026-06-18 18:15:00,false,Tarde,"5,23",300,00:30:12'),
    "fr": ("Type d'activité,Date,Favori,Titre,Distance,Calories,Durée", 'Course à pied,2026-06-18 18:15:00,false,Soir,"5,23",300,00:30:12'),
}  # fmt: skip


@pytest.mark.parametrize("language", GARMIN)
def test_garmins_table_is_read_in_its_language(language):
    assert only("\n".join(GARMIN[language]), *ASKED[:4]) == ("2026-06-18 18:15:00", "30", "run", "5.23")


def test_a_garmin_table_in_english_does_not_say_km_or_miles():
    text = "Activity Type,Date,Favorite,Title,Distance,Calories,Time\nRunning,2026-06-18 18:15:00,false,x,5.23,300,00:30:12"
    result = found(text.encode(), "Activities.csv")
    assert "distance_km" not in result.rows[0].values
    assert "distances are left out" in result.remarks[0]


def test_sets_of_one_workout_are_one_session():
    strong = (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps\n"
        + "2026-06-18 18:15:00,A,45m,Squat,1,60,5\n" * 5
    )
    assert only(strong, *ASKED[:3]) == ("2026-06-18 18:15:00", "45", "strength")
    french = (
        "title,start_time,end_time,exercise_title,set_index\n"
        + 'A,"18 juin 2026, 18:15","18 juin 2026, 19:15",Squat,1\n' * 3
    )
    assert only(french, *ASKED[:3]) == ("2026-06-18 18:15:00", "60", "strength")


FRENCH = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
DUTCH = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()
MONTHS = [
    (name, n)
    for names in (FRENCH, DUTCH, "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez".split())
    for n, name in enumerate(names, 1)
]


@pytest.mark.parametrize(("name", "number"), MONTHS)
def test_every_month_of_a_language_is_known(name, number):
    assert cells.day(f"8 {name} 2026, 16:50") == date(2026, number, 8)


COLUMNS = [
    (["4,1", "12,75"], True), (["1,006", "2,500"], False), (["1,006", "5.23"], False), (["5.23"], False),
    (["1,006", "4,1"], True), (["1.006,5"], True), (["1,006.5"], False), ([], False), (["1.006,50", "1.500"], True),
]  # fmt: skip


@pytest.mark.parametrize(("column", "comma"), COLUMNS)
def test_a_comma_is_decided_for_a_whole_column(column, comma):
    assert cells.comma_is_decimal(column) == comma


DATES = [
    (["12/01/2026", "13/01/2026"], True),
    (["12/01/2026", "01/13/2026"], False),
    (["12/01/2026"], None),
    (["12.01.2026"], True),
]


@pytest.mark.parametrize(("column", "first"), DATES)
def test_day_and_month_are_decided_for_a_whole_column(column, first):
    assert cells.day_comes_first(column) == first


MOMENTS = {
    "2026-06-18T18:15:00.000-07:00": datetime(2026, 6, 19, 1, 15, tzinfo=UTC),
    "2026-06-18T18:15:00Z": datetime(2026, 6, 18, 18, 15, tzinfo=UTC),
    "2026-06-18 18:15": datetime(2026, 6, 18, 18, 15),
    "18. 06. 2026 18:15": datetime(2026, 6, 18, 18, 15),
    "Jun 18, 2026, 12:15:00 AM": datetime(2026, 6, 18, 0, 15),
    "18 Jun 2026": datetime(2026, 6, 18),
    "18-Jun-26": datetime(2026, 6, 18),
    "18:15 18/06/2026": datetime(2026, 6, 18, 18, 15),
    "18:15 18-06-2026": datetime(2026, 6, 18, 18, 15),
    "18:15 April 18, 2026": datetime(2026, 4, 18, 18, 15),
    "18 juin 2026 18 h 15": datetime(2026, 6, 18, 18, 15),
    "18.06.2026 18:15 MESZ": datetime(2026, 6, 18, 18, 15),
    "2026-06-18 18:15 UTC+5:30": datetime(2026, 6, 18, 12, 45, tzinfo=UTC),
    "2026-06-18 25:10": None,
    "9999999999999 Jun 18": None,
    "nothing": None,
    "2026-13-45 10:00": None,
}  # fmt: skip


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_read(text):
    assert cells.moment(text) == MOMENTS[text]


NUMBERS = [
    ("1’200", False, 1200), ("1'200.5", False, 1200.5), ("1 200,5", True, 1200.5), ("1,23E+05", True, 123000),
    ("−5", False, -5), (".5", False, 0.5), ("5.2 km", False, 5.2), ("62'15", False, 62), ("km", False, None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "comma", "number"), NUMBERS)
def test_a_number_is_read(cell, comma, number):
    assert cells.number(cell, comma) == number


@pytest.mark.parametrize("offset", ["+0200", "+02:00", "UTC+2", "GMT+02:00", "UTC+0200"])
def test_an_offset_of_its_own_column(offset):
    assert cells.moment("2026-06-18 18:15", offset=offset) == datetime(2026, 6, 18, 16, 15, tzinfo=UTC)


LENGTHS = [
    ("1:02:03", "s", 3723),
    ("45:12", "s", 2712),
    ("7:35", "h", 27300),
    ("1h 30m", "s", 5400),
    ("45", "min", 2700),
    ("90", "s", 90),
    ("1e400", "s", None),
    ("5 km", "s", None),
    ("1 sa 2 dk", "s", 3720),
    ("1800000 ms", "s", 1800),
]


@pytest.mark.parametrize(("text", "unit", "length"), LENGTHS)
def test_a_length_of_time_is_read(text, unit, length):
    assert cells.seconds(text, unit) == length


def test_whoop_belongs_to_the_day_of_waking_and_the_newest_cycle_has_no_end():
    text = (
        "Cycle start time,Cycle end time,Cycle timezone,Sleep onset,Wake onset,Asleep duration (min),Nap\n"
        "2026-07-21 23:25:47,,UTC-07:00,2026-07-21 23:25:47,2026-07-22 07:48:14,308,false\n"
        "2026-07-21 23:25:47,,UTC-07:00,2026-07-22 14:00:00,2026-07-22 14:30:00,30,true\n"
    )
    assert [(row["date"], row["hours"], row.get("kind")) for row in rows(text)] == [
        (date(2026, 7, 22), 5.13, None),
        (date(2026, 7, 22), 0.5, "nap"),
    ]


@real
def test_what_real_tables_hold():
    counts = {path: len(rows((REAL / path).read_bytes(), path)) for path in TABLES}
    assert counts == TABLES


TABLES = {
    "whoop/sleeps.csv": 6, "whoop/workouts.csv": 4, "withings/sleep.csv": 6, "oura/oura_trends.csv": 3,
    "apple_health/export_small.xml": 1, "pmdata/p01/fitbit/exercise.json": 190, "pmdata/p01/fitbit/sleep.json": 155,
    "pmdata/p01/pmsys/srpe.csv": 34, "pmdata/p01/pmsys/wellness.csv": 138,
}  # fmt: skip


def test_samsung_has_a_line_before_its_header_and_a_comma_after_each_row():
    text = (
        "com.samsung.shealth.exercise,6,3\ncom.samsung.health.exercise.start_time,com.samsung.health.exercise.exercise_type,"
        "com.samsung.health.exercise.duration,com.samsung.health.exercise.datauuid\n2026-06-18 18:15:00.000,1002,1800000,ab,\n"
    )
    for encoding in ("utf-8-sig", "utf-16"):
        assert only(text.encode(encoding), *ASKED[:3], "source_id") == ("2026-06-18 18:15:00+00:00", "30", "run", "ab")


def test_garmins_account_tells_of_sessions_nights_and_drinks():
    activity = {
        "activityId": 1,
        "activityType": "running",
        "beginTimestamp": 1781806500000,
        "duration": 1800000.0,
        "distance": 520000.0,
    }
    night = {
        "calendarDate": "2026-06-18",
        "sleepStartTimestampGMT": "x",
        "deepSleepSeconds": 3600,
        "lightSleepSeconds": 18000,
        "remSleepSeconds": 3600,
    }
    drink = {
        "valueInML": 250.0,
        "timestampLocal": "2026-06-18T10:00:00.0",
        "activityId": None,
        "estimatedSweatLossInML": None,
    }
    assert only(json.dumps([{"summarizedActivitiesExport": [activity]}]), *ASKED[1:4], name="a.json") == (
        "30",
        "run",
        "5.2",
    )
    assert only(json.dumps([night]), "date", "hours", name="b.json") == ("2026-06-18", "7.0")
    assert only(json.dumps([drink]), "at", "ml", "kind", name="c.json") == ("2026-06-18 10:00:00", "250", "water")


APPLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [ <!ELEMENT HealthData (broken> ]>
<HealthData locale="en_US"><Record type="HKQuantityTypeIdentifierHeartRate" value="\x0b72"/>
<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" value="HKCategoryValueSleepAnalysisAsleepCore"
 startDate="2026-06-17 23:00:00 +0200" endDate="2026-06-18 03:00:00 +0200"/>
<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" value="HKCategoryValueSleepAnalysisAsleepREM"
 startDate="2026-06-18 02:00:00 +0200" endDate="2026-06-18 06:00:00 +0200"/>
<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Phone" value="HKCategoryValueSleepAnalysisInBed"
 startDate="2026-06-17 21:00:00 +0200" endDate="2026-06-18 08:00:00 +0200"/>
<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" value="HKCategoryValueSleepAnalysisAsleepCore"
 startDate="2026-06-18 14:00:00 +0200" endDate="2026-06-18 14:40:00 +0200"/>
<Record type="HKQuantityTypeIdentifierDietaryWater" unit="fl_oz_us" value="8" startDate="2026-06-18 10:00:00 +0200"/>
<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30.4" durationUnit="min"
 startDate="2026-06-18 18:15:00 +0200" endDate="2026-06-18 18:50:00 +0200"><WorkoutStatistics
 type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="5.2" unit="km"/></Workout>
<Record type="HKQuantityTypeIdentifierWorkoutEffortScore" value="6" startDate="2026-06-18 18:15:00 +0200"/>
</HealthData>"""


def test_apples_export_is_read_through_its_broken_dtd(person, tmp_path):
    (tmp_path / "export.zip").write_bytes(zipped({"apple_health_export/export.xml": APPLE}))
    command(tmp_path / "export.zip")
    session, drink = Session.objects.get(), Drink.objects.get()
    assert (session.duration_min, session.distance_km, session.effort, session.activity) == (30, 5.2, 6, "run")
    assert (drink.ml, drink.kind) == (237, "water")
    assert sorted(Night.objects.values_list("date", "hours", "kind"), key=lambda row: -row[1]) == [
        (date(2026, 6, 18), 7.0, None),
        (date(2026, 6, 18), 0.67, "nap"),
    ]


MAPPING = {
    "format": "twinge-mapping", "name": "My app", "kind": "sessions", "activity": "run",
    "columns": {"start_date": "Tag", "start_time": "Uhrzeit", "duration": {"column": "Länge (min)", "unit": "min"}, "effort": "Härte"},
}  # fmt: skip
OWN = "Tag;Uhrzeit;Länge (min);Härte\n18.06.2026;18:15;30,5;6\n20.06.2026;07:00;;5\n"


def test_any_table_is_read_by_a_mapping_that_is_shared_as_json(person, tmp_path):
    (tmp_path / "own.csv").write_bytes(OWN.encode("cp1252"))
    (tmp_path / "map.json").write_text(json.dumps(MAPPING))
    out, err = command(tmp_path / "own.csv", mapping=tmp_path / "map.json")
    assert "sessions: 1 added, 0 filled, 0 already there, 1 refused" in out
    assert "own.csv, row 3: start or length is missing" in err
    session = Session.objects.get()
    assert (session.started_at, session.duration_min, session.effort) == (
        datetime(2026, 6, 18, 16, 15, tzinfo=UTC),
        30,
        6,
    )


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "[]",
        '{"format": "twinge-mapping"}',
        json.dumps(MAPPING | {"kind": "moons"}),
        json.dumps(MAPPING | {"columns": {"start": 3}}),
    ],
)
def test_a_mapping_that_is_none_is_refused_in_one_sentence(said, person, tmp_path):
    (tmp_path / "own.csv").write_text(OWN)
    (tmp_path / "map.json").write_text(said)
    with pytest.raises(CommandError, match="this is no mapping"):
        command(tmp_path / "own.csv", mapping=tmp_path / "map.json")


def test_a_table_that_nobody_knows_says_its_columns(person, tmp_path):
    (tmp_path / "own.csv").write_text(OWN)
    with pytest.raises(CommandError, match="it needs a mapping of its columns: tag, uhrzeit, lange min, harte"):
        command(tmp_path / "own.csv", format="csv")


def test_an_unknown_json_in_an_archive_is_left_alone():
    archive = zipped(
        {"a.json": "[{}]", "b.csv": "x,y\n1,2\n", "run.gpx": gpx(["2026-06-18T16:15:00Z", "2026-06-18T16:45:00Z"])}
    )
    assert found(archive, "takeout.zip").remarks == ["2 other files were not read"]


GARMIN_TABLE = (
    "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit\nLaufen,2026-06-18 18:15:00,false,x,5.2,300,00:30:12\n"
)


@pytest.mark.parametrize(
    "text",
    [
        GARMIN_TABLE,
        "My export\n\n" + GARMIN_TABLE,
        "sep=;\n" + GARMIN_TABLE.replace(",", ";"),
        GARMIN_TABLE.replace(",", "|"),
        GARMIN_TABLE.replace("\n", "\r"),
    ],
)
def test_a_header_is_found_below_a_title_and_with_any_separator(text):
    assert only(text, *ASKED[:4]) == ("2026-06-18 18:15:00", "30", "run", "5.2")


def test_ids_that_a_spreadsheet_rounded_are_none_and_long_ones_are_cut():
    header = "Activity ID,Activity Date,Activity Type,Moving Time"
    lines = [f'{{id}},"Sep {day}, 2026, 2:12:12 PM",Run,1800' for day in (20, 21)]
    rounded = rows("\n".join([header, *(line.format(id="1.23457E+10") for line in lines)]))
    assert len({row["source_id"] for row in rounded}) == 2
    assert len(rows("\n".join([header, lines[0].format(id="7" * 300)]))[0]["source_id"]) == 200


def test_a_sleep_that_was_not_measured_or_deleted_is_none():
    header = "id;bedtime_end;bedtime_start;day;total_sleep_duration;type"
    night = "a;2026-06-18T07:00:00+02:00;2026-06-17T23:00:00+02:00;2026-06-18;{};{}"
    for seconds, kind in (("0", "long_sleep"), ("25200", "deleted")):
        with pytest.raises(BadFile, match="it holds no session, sleep, drink or check-in"):
            found("\n".join([header, night.format(seconds, kind)]).encode(), "sleep.csv")
    assert rows("\n".join([header, night.format("25200", "long_sleep")]))[0]["hours"] == 7


@pytest.mark.parametrize("said", [
    '{"sleep": 5}', '[{"summarizedActivitiesExport": 5}]', '[{"summarizedActivitiesExport": []}, 5]', "[[1]]",
])  # fmt: skip
def test_json_of_another_shape_is_no_accounts(said):
    with pytest.raises(BadFile, match="this is not a journal"):
        found(said.encode(), "a.json")


def test_the_first_entry_of_an_account_can_be_a_day_without_a_sleep():
    slept = {"calendarDate": "2026-06-18", "sleepStartTimestampGMT": "x", "deepSleepSeconds": 25200}
    text = json.dumps([{"calendarDate": "2026-06-17"}, slept])
    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert [row["hours"] for row in rows(content, "a.json")] == [7]


@pytest.mark.parametrize("mark", ["\\u0000", "\\ud800"])
def test_an_id_that_cannot_be_kept_refuses_its_row(mark, person, tmp_path):
    said = '[{"logId": "MARK", "dateOfSleep": "2026-06-18", "minutesAsleep": 400}]'
    (tmp_path / "sleep.json").write_text(said.replace("MARK", mark))
    out, err = command(tmp_path / "sleep.json")
    assert ("nights: 0 added" in out, "1 refused" in out, "source_id" in err) == (True, True, True)


def health(*elements):
    return f"<HealthData>{''.join(elements)}</HealthData>".encode()


def water(value, unit):
    return (f"<Record type='HKQuantityTypeIdentifierDietaryWater' unit='{unit}' value='{value}' "
            "startDate='2026-06-18 10:00:00 +0200'/>")  # fmt: skip


AMOUNTS = [("0.25", "L", 250), ("25", "cL", 250), ("2.5", "dL", 250), ("8", "fl_oz_us", 237), ("1", "cup_imp", 284), ("1", "pt_us", 473)]  # fmt: skip


@pytest.mark.parametrize(("value", "unit", "ml"), AMOUNTS)
def test_apples_water_is_read_in_its_unit(value, unit, ml):
    assert rows(health(water(value, unit)), "export.xml")[0]["ml"] == ml


@pytest.mark.parametrize(("value", "unit", "why"), [
    ("1", "bucket", "unit: 'bucket' does not fit; it must be one of mL, cL"), ("1e400", "mL", "amount is missing"), ("nan", "mL", "amount is missing"),
])  # fmt: skip
def test_an_amount_that_nobody_can_read_is_refused(value, unit, why):
    with pytest.raises(BadFile, match=why):
        found(health(water(value, unit)), "export.xml")


def test_time_in_bed_alone_is_told_as_what_it_is():
    in_bed = (
        "<Record type='HKCategoryTypeIdentifierSleepAnalysis' value='HKCategoryValueSleepAnalysisInBed' "
        "startDate='2026-06-17 23:00:00 +0200' endDate='2026-06-18 07:00:00 +0200'/>"
    )
    with pytest.raises(BadFile, match="time in bed is no sleep: 1 records were left out"):
        found(health(in_bed), "export.xml")


@pytest.mark.parametrize("year", ["0001", "1900", "9999"])
def test_a_year_that_no_page_knows_is_refused(year, person, tmp_path):
    moment = f"startDate='{year}-06-18 10:00:00 -0800'"
    run = f"<Workout workoutActivityType='HKWorkoutActivityTypeRunning' duration='30' {moment}/>"
    slept = f"<Record type='HKCategoryTypeIdentifierSleepAnalysis' value='Asleep' {moment} endDate='{year}-06-18 15:00:00 -0800'/>"  # fmt: skip
    (tmp_path / "export.xml").write_bytes(health(run, slept))
    out, _err = command(tmp_path / "export.xml")
    assert ("sessions: 0 added" in out, "nights: 0 added" in out, out.count("1 refused")) == (True, True, 2)


BAD_MAPPINGS = [
    ({"columns": {"start": "S", "duration": {"column": "L", "unit": "minutes"}}}, "columns.duration.unit: 'minutes' does not fit; it must be one of s, min, h, ms"),
    ({"columns": {"start": {"column": "S", "nth": "x"}, "duration": "L"}}, "columns.start: "),
    ({"columns": ["S"]}, "columns: "),
    ({"columns": {"start": "S"}}, "it must be with one of duration, end"),
    ({"kind": [], "columns": {}}, "kind one of sessions"),
    ({"activity": "chess", "columns": {"start": "S", "duration": "L"}}, "activity: 'chess' does not fit"),
    ({"name": "a\0", "columns": {"start": "S", "duration": "L"}}, "name: "),
    ({"utc": "yes", "columns": {"start": "S", "duration": "L"}}, "utc: 'yes' does not fit; it must be true, false or missing"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "why"), BAD_MAPPINGS)
def test_what_is_wrong_with_a_mapping_is_named(said, why):
    with pytest.raises(BadFile) as bad:
        own_mapping(json.dumps({"format": "twinge-mapping", "name": "Mine", "kind": "sessions"} | said))
    assert why in str(bad.value)


def test_a_mapping_without_units_and_one_in_degrees_fahrenheit():
    columns = {"start": "S", "duration": "L", "distance": "D", "temperature": {"column": "T", "unit": "f"}}
    mine = own_mapping(json.dumps({"format": "twinge-mapping", "name": "M", "kind": "sessions", "columns": columns}))
    content = b"S,L,D,T\n2026-06-18 18:15,1800,5.2,77\n"
    [row] = read_file(OneFile("a.csv", io.BytesIO(content)), len(content), timezone.now(), own=mine).rows
    assert [row.values[name] for name in ("duration_min", "distance_km", "temperature_c")] == [30, 5.2, 25]


def test_fitbits_own_list_of_sleeps_stands_below_a_title():
    text = "Sleep\nStart Time,End Time,Minutes Asleep,Minutes Awake\n2026-06-17 11:10PM,2026-06-18 7:10AM,430,50\n"
    assert only(text, "date", "hours", "source") == ("2026-06-18", "7.17", "fitbit")


def test_a_start_can_be_a_date_with_its_time_in_another_column():
    columns = {"start": "Day", "start_time": "At", "duration": {"column": "Min", "unit": "min"}}
    mine = own_mapping(json.dumps({"format": "twinge-mapping", "name": "M", "kind": "sessions", "columns": columns}))
    content = b"Day,At,Min\n18/06/2026,18:15,30\n20/06/2026,x,30\n"
    told = read_file(OneFile("a.csv", io.BytesIO(content)), len(content), timezone.now(), own=mine).rows
    assert [row.values["started_at"] for row in told] == [datetime(2026, 6, 18, 18, 15), datetime(2026, 6, 20)]


ODD = [
    ("Start;End;Time in bed", "2026-06-17 23:00;2026-06-18 07:00;" + "9" * 400),
    ("Activity Type;Date;Title;Time", "Running;2026-06-18 18:15:00;x;1e400"),
    ("Activity Type;Date;Title;Time", "Running;2026-06-18 18:15:00;x;" + "9" * 30 + " h"),
    ("Workout start time;Workout end time;Activity name;Cycle timezone", "2026-06-18 18:15:00;1789913532;Running;"),
    ("Workout end time;Duration (min);Workout start time;Activity name", "1901-01-01 00:10:00;" + "9" * 9 + ";;Run"),
]


@pytest.mark.parametrize(("header", "row"), ODD)
def test_a_cell_that_no_number_or_moment_can_be_refuses_its_row(header, row, person, tmp_path):
    (tmp_path / "own.csv").write_text(f"{header}\n{row}\n")
    try:
        out, _err = command(tmp_path / "own.csv")
    except CommandError as refused:
        out = str(refused)
    assert "1 added" not in out
    assert not Session.objects.exists()
