"""Exports of apps in the language of the account: headers, months, decimal commas, lengths of time, words for sports."""

import csv
import io

import pytest

from journal.files.formats.cells import LANGUAGES, moment, months, plain_word, seconds
from tests.journal.files.test_formats import found


def table(header, *rows, separator=","):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def one(content, name="a.csv"):
    """(start or date, minutes or hours, activity, km) of the only row of a file."""
    [row] = [row.values for row in found(content, name).rows]
    when = row.get("started_at") or row["date"]
    return when.isoformat()[:16], row.get("duration_min") or row["hours"], row.get("activity"), row.get("distance_km")


# Strava: the names of (id, date, name, type, elapsed, distance, moving), the moment, the word for a run
STRAVA = {
    "en": ("Activity ID|Activity Date|Activity Name|Activity Type|Elapsed Time|Distance|Moving Time", "Sep 20, 2026, 2:12:12 PM", "Run"),
    "de": ("Aktivitäts-ID|Aktivitätsdatum|Name der Aktivität|Aktivitätsart|Verstrichene Zeit|Distanz|Bewegungszeit", "20.09.2026, 14:12:12", "Laufen"),
    "fr": ("ID de l’activité|Date de l'activité|Nom de l'activité|Type d'activité|Temps écoulé|Distance|Durée de déplacement", "20 sept. 2026 à 14:12:12", "Course à pied"),
    "es": ("ID de actividad|Fecha de la actividad|Nombre de la actividad|Tipo de actividad|Tiempo transcurrido|Distancia|Tiempo en movimiento", "20 sept 2026, 14:12:12", "Carrera"),
    "it": ("ID attività|Data dell'attività|Nome dell'attività|Tipo di attività|Tempo trascorso|Distanza|Tempo in movimento", "20 set 2026, 14:12:12", "Corsa"),
    "pt": ("ID da atividade|Data da atividade|Nome da atividade|Tipo de atividade|Tempo decorrido|Distância|Tempo de movimentação", "20 de set. de 2026, 14:12:12", "Corrida"),
    "nl": ("Activiteits-ID|Datum van activiteit|Naam activiteit|Activiteitstype|Verstreken tijd|Afstand|Beweegtijd", "20 sep. 2026 14:12:12", "Hardloopsessie"),
    "ja": ("アクティビティID|アクティビティ日|アクティビティ名|アクティビティタイプ|経過時間|距離|移動時間", "2026/09/20 14:12:12", "ラン"),
    "pl": ("Identyfikator aktywności|Data aktywności|Nazwa aktywności|Rodzaj aktywności|Upłynięty czas|Dystans|Czas ruchu", "20 wrz 2026, 14:12:12", "Run"),
}  # fmt: skip


@pytest.mark.parametrize("language", STRAVA)
def test_strava_in_a_language(language):
    names, at, run = STRAVA[language]
    ident, when, name, kind, elapsed, distance, moving = names.split("|")
    km = "5.23" if language in ("en", "ja") else "5,23"
    header = [ident, when, name, kind, elapsed, distance, elapsed, moving, distance]
    row = ["17", at, "At noon,\nwith friends", run, "1900", km, "1900.0", "1802.0", "5230.0"]
    assert one(table(header, row)) == ("2026-09-20T14:12", 30, "run", 5.23)


GARMIN = {
    "de": ("Aktivitätstyp|Datum|Favorit|Titel|Distanz|Kalorien|Zeit", "Laufen", "5,23"),
    "es": ("Tipo de actividad|Fecha|Favorito|Título|Distancia|Calorías|Tiempo", "Carrera", "5,23"),
    "fr": ("Type d'activité|Date|Favori|Titre|Distance|Calories|Durée", "Course à pied", "5,23"),
    "it": ("Tipo di attività|Data|Preferito|Titolo|Distanza|Calorie|Tempo", "Corsa", "5,23"),
    "pt": ("Tipo de atividade|Data|Favorito|Título|Distância|Calorias|Tempo", "Corrida", "5,23"),
    "nl": ("Activiteittype|Datum|Favoriet|Titel|Afstand|Calorieën|Tijd", "Hardlopen", "5,23"),
    "ja": ("アクティビティタイプ|日付|お気に入り|タイトル|距離|カロリー|タイム", "ランニング", "5.23"),
}


@pytest.mark.parametrize("language", GARMIN)
def test_garmin_in_a_language(language):
    names, run, km = GARMIN[language]
    row = [run, "2026-09-20 14:12:12", "false", "Berlin", km, "1,006", "00:30:02"]
    assert one(table(names.split("|"), row)) == ("2026-09-20T14:12", 30, "run", 5.23)


def test_garmin_in_brazil_says_the_time_as_a_whole():
    names = (
        "Tipo de atividade,Data,Favorito,Título,Distância,Calorias,Tempo total,Tempo em movimento,Tempo transcorrido"
    )
    row = [
        "Cardiovascular",
        "2026-09-20 14:12:12",
        "false",
        "Cardio",
        "0.00",
        "509",
        "01:07:05",
        "00:00:00",
        "01:07:36",
    ]
    assert one(table(names.split(","), row)) == ("2026-09-20T14:12", 67, "other", None)


def test_the_list_of_stravas_page():
    names = "id,name,type,display_type,start_time,distance,distance_raw,moving_time,moving_time_raw,elapsed_time_raw"
    row = ["17", "Pedal", "Ride", "Pedalada", "2026-09-20T14:12:12+0000", "5,23", "5230.0", "30:02", "1802", "1900"]
    assert one(table(names.split(","), row)) == ("2026-09-20T14:12", 30, "cycle", 5.23)


WHOOP = {  # of sleeps: zone, start, waking, length, nap; of workouts: zone, start, end, length, activity
    "en": ("Cycle timezone|Sleep onset|Wake onset|Asleep duration (min)|Nap",
           "Cycle timezone|Workout start time|Workout end time|Duration (min)|Activity name"),
    "de": ("Zeitzone des Zyklus|Beginn des Schlafs|Beginn des Aufwachens|Schlafdauer (Min.)|Nickerchen",
           "Zeitzone des Zyklus|Startzeit des Trainings|Endzeit des Trainings|Dauer (Min.)|Name der Aktivität"),
    "es": ("Zona horaria del ciclo|Inicio del sueño|Inicio de la vigilia|Duración del sueño (min)|Siesta",
           "Zona horaria del ciclo|Hora de inicio del entrenamiento|Hora de finalización del entrenamiento|Duración (min)|Nombre de la actividad"),
    "fr": ("Fuseau horaire du cycle|Premiers signes de sommeil|Premiers signes de réveil|Durée du sommeil (min)|Sieste",
           "Fuseau horaire du cycle|Heure de début de l'entraînement|Heure de fin de l’entraînement|Durée (min)|Nom de l'activité"),
    "pt": ("Fuso horário do ciclo|Início do sono|Início da vigília|Duração do sono (min)|Sesta",
           "Fuso horário do ciclo|Hora de início do treino|Hora de fim do treino|Duração (min)|Nome da atividade"),
}  # fmt: skip


@pytest.mark.parametrize("language", WHOOP)
def test_whoop_in_a_language(language):
    nights, workouts = (names.split("|") for names in WHOOP[language])
    row = ["UTC+02:00", "2026-09-19 23:10:00", "2026-09-20 07:00:00", "420", "false"]
    assert one(table(nights, row)) == ("2026-09-20", 7.0, None, None)
    row = ["UTCZ", "2026-09-20 14:12:12", "2026-09-20 14:42:12", "30", "Running"]
    assert one(table(workouts, row)) == ("2026-09-20T14:12", 30, "run", None)


STRONG = {
    "en": ("Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps", "1h 2m"),
    "de": ("Datum;Workout-Name;Dauer;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.", "1 Std. 2 Min."),
    "fr": ("Date;Nom de l'entraînement;Durée;Nom de l'exercice;Ordre de la série;Poids;Réps", "1h 2m"),
    "es": ("Fecha;Nombre de entreno;Duración;Nombre del ejercicio;Orden;Peso;Reps", "1h 2min"),
    "it": ("Data;Nome allenamento;Durata;Nome esercizio;Ordine;Peso;Rip", "1 ora 2 min"),
    "pt": ("Data;Nome do treino;Duração;Nome do exercício;Ordem;Peso;Reps", "1h2m"),
    "nl": ("Datum;Naam training;Duur;Naam oefening;Volgorde;Gewicht;Herh.", "1u 2m"),
    "ja": ("日付,ワークアウト名,時間,種目名,セット,重量,回数", "1時間2分"),
}


@pytest.mark.parametrize("language", STRONG)
def test_strong_in_a_language_is_one_session_with_its_muscles(language):
    names, length = STRONG[language]
    separator = ";" if ";" in names else ","
    rows = [
        ["2026-09-20 18:05:00", "Push", length, name, "1", "60", "5"]
        for name in ("Bench Press (Barbell)", "Squat (Barbell)")
    ]
    content = table(names.split(separator), *rows, separator=separator)
    assert one(content) == ("2026-09-20T18:05", 62, "strength", None)
    assert found(content).rows[0].values["muscles"] == ["chest", "upper_arm", "thigh_front", "buttock"]
    assert any("read by its description" in remark for remark in found(content).remarks)


@pytest.mark.parametrize("at", ["8 Apr 2026, 16:50", "8 avr. 2026, 16:50", "8. Apr. 2026, 16:50", "8 abr 2026, 16:50", "8 apr 2026, 16:50", "8 de abr. de 2026, 16:50", "2026年4月8日 16:50", "8 kwi 2026, 16:50"])  # fmt: skip
def test_hevy_with_months_in_a_language(at):
    header = "title,start_time,end_time,description,exercise_title,set_index,weight_kg,reps".split(",")
    row = ["Legs", at, at.replace("16:50", "17:35"), "", "Squat", "0", "80", "5"]
    assert one(table(header, row)) == ("2026-04-08T16:50", 45, "strength", None)


WITHINGS = {
    "en": "from,to,light (s),deep (s),rem (s),awake (s),wake up",
    "de": "von,bis,leicht (s),tief (s),rem (s),wach (s),Aufwachen",
    "fr": "de,à,léger (s),profond (s),rem (s),éveillé (s),réveils",
    "es": "desde,hasta,ligero (s),profundo (s),rem (s),despierto (s),despertares",
    "it": "da,a,leggero (s),profondo (s),rem (s),sveglio (s),risvegli",
    "pt": "de,até,leve (s),profundo (s),rem (s),acordado (s),despertares",
    "nl": "van,tot,licht (s),diep (s),rem (s),wakker (s),ontwaken",
}


@pytest.mark.parametrize("language", WITHINGS)
def test_withings_in_a_language(language):
    row = ["2026-09-19T23:10:00+02:00", "2026-09-20T07:00:00+02:00", "14400", "7200", "3600", "600", "1"]
    assert one(table(WITHINGS[language].split(","), row)) == ("2026-09-20", 7.0, None, None)


SLEEP_CYCLE = {
    "en": "Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes",
    "de": "Anfang;Ende;Schlafqualität;Zeit im Bett;Wachphase;Schlafnotizen",
    "fr": "Début;Fin;Qualité du sommeil;Temps au lit;Réveil;Notes",
    "es": "Inicio;Fin;Calidad del sueño;Tiempo en la cama;Despertar;Notas",
    "it": "Inizio;Fine;Qualità del sonno;Tempo a letto;Risveglio;Note",
    "nl": "Begin;Einde;Slaapkwaliteit;Tijd in bed;Wakker;Notities",
}


@pytest.mark.parametrize("language", SLEEP_CYCLE)
def test_sleep_cycle_in_a_language(language):
    row = ["2026-09-19 23:10:00", "2026-09-20 07:40:00", "82%", "8:30", ":)", ""]
    content = table(SLEEP_CYCLE[language].split(";"), row, separator=";")
    assert one(content) == ("2026-09-20", 8.5, None, None)


def samsung(first, header, *rows):
    return f"{first}\n{header}\n".encode() + "".join(f"{row},\n" for row in rows).encode()


EXERCISE = samsung(
    "com.samsung.shealth.exercise,6312000,4",
    "live_data,com.samsung.health.exercise.start_time,com.samsung.health.exercise.exercise_type,"
    "com.samsung.health.exercise.duration,com.samsung.health.exercise.distance,com.samsung.health.exercise.time_offset,"
    "com.samsung.health.exercise.datauuid",
    ",2026-09-20 14:12:12.000,1002,1802000,5230.0,UTC+0200,abc",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_samsung_in_any_encoding(encoding):
    content = EXERCISE.decode().encode(encoding)
    assert one(content) == ("2026-09-20T14:12", 30, "run", 5.23)


def test_of_samsungs_amounts_only_water_is_a_drink():
    header = "start_time,amount,unit_amount,datauuid"
    row = "2026-09-20 14:12:12.000,250,250,abc"
    [drink] = found(samsung("com.samsung.health.water_intake,1,2", header, row)).rows
    assert (drink.values["ml"], drink.values["kind"]) == (250, "water")
    both = {"a.csv": samsung("com.samsung.health.caffeine_intake,1,2", header, row), "b.csv": EXERCISE}
    from tests.journal.files.test_formats import zipped

    assert [row.kind for row in found(zipped(both)).rows] == ["sessions"]


def test_takeout_of_google_fit_fitbit_and_oura():
    assert one(b'{"fitnessActivity":"running","startTime":"2026-09-20T14:12:12Z","endTime":"2026-09-20T14:42:12Z",'
               b'"duration":"1802s","aggregate":[{"metricName":"com.google.distance.delta","floatValue":5230.0}]}', "a.json"
               ) == ("2026-09-20T14:12", 30, "run", 5.23)  # fmt: skip
    assert one(b'{"sleep":[{"bedtime_start":"2026-09-19T23:00:00+02:00","bedtime_end":"2026-09-20T07:00:00+02:00",'
               b'"total_sleep_duration":25200,"type":"long_sleep"}]}', "oura.json") == ("2026-09-20", 7.0, None, None)  # fmt: skip
    header = "exercise_id,exercise_start,exercise_end,utc_offset,activity_name".split(",")
    row = ["1", "2026-09-20 14:12:12+0000", "2026-09-20 14:42:14+0000", "+02:00", "Run"]
    assert one(table(header, row)) == ("2026-09-20T14:12", 30, "run", None)


def test_months_are_known_in_every_language():
    from babel.dates import get_month_names

    for language in LANGUAGES:
        for width in ("abbreviated", "wide"):
            for n, name in get_month_names(width, "format", language).items():
                assert months()[plain_word(name)] == n, (language, name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026年9月20日 午後2:12:12", "2026-09-20T14:12:12"), ("2026. 9. 20. 오후 2:12:12", "2026-09-20T14:12:12"),
        ("mar. 20 oct. 2026 12:00", "2026-10-20T12:00:00"), ("20.9.2026 14.12", "2026-09-20T14:12:00"),
        ("Sep 20, 2026, 2:12:12\u202fPM", "2026-09-20T14:12:12"), ("2026-09-20 02:12:12 -0700", "2026-09-20T09:12:12+00:00"),
    ],
)  # fmt: skip
def test_a_moment_in_a_language(text, said):
    assert moment(text).isoformat() == said


@pytest.mark.parametrize(("text", "said"), [("1 Std 2 Min 3 Sek", 3723), ("2 heures 3 min", 7380), ("1h02", 3720), ("1時間2分3秒", 3723), ("90 s", 90), ("45 min", 2700), ("1 uur 2 minuten", 3720)])  # fmt: skip
def test_a_length_of_time_in_a_language(text, said):
    assert seconds(text, "s") == said
