"""The mappings that ship with Twinge. Names of columns are patterns of what `header_word` makes of them."""

from functools import cache

from django.utils.translation import gettext as _

from journal.files.formats.mapping import Column, Mapping

_ACT = "(?:activity|aktivitats|aktivitat|activite|actividad|attivita|atividade|activiteit|activiteits)"


_OF = "(?:der |de |di |dell? |da |d |van )?(?:l |la )?"
_MOVING = (
    r"moving time|bewegungszeit|zeit in bewegung|(?:temps|duree) (?:de deplacement|en mouvement)|tiempo en movimiento"
    r"|tempo (?:in|di|em|de) mov\w+|beweg\w*tijd|beweegtijd"
)
_ELAPSED = (
    "elapsed time|verstrichene zeit|temps ecoule|duree ecoulee|tiempo transcurrido|tempo trascorso|tempo decorrido"
    "|verstreken tijd|verlopen tijd"
)
_EFFORT = (
    "perceived exertion|(?:gefuhlte|wahrgenommene|empfundene) (?:anstrengung|belastung)|effort (?:percu|ressenti)"
    "|esfuerzo percibido|sforzo percepito|esforco percebido|(?:ervaren|waargenomen|gevoelde) inspanning"
)
_WEATHER = (
    r"weather temperature|wettertemperatur|temperatura (?:meteo\w*|ambiente|do clima|del tiempo)"
    r"|temperature (?:meteo\w*|exterieure)|weertemperatuur"
)
_HUMIDITY = "humidity|luftfeuchtigkeit|feuchtigkeit|humidite|humedad|umidita|umidade|luchtvochtigheid"
_DISTANCE = "distance|distanz|distancia|distanza|afstand"


@cache
def _strava() -> Mapping:
    """The account's export: headers in the account's language, five names twice, times in UTC."""
    return Mapping(
        "Strava", "sessions", "strava", utc=True, needs=("id", "start", "activity", "duration"),
        columns={
            "id": (Column(rf"{_ACT} id|id {_OF}{_ACT}"),),
            "start": (Column(rf"{_ACT} ?(?:date|datum)|(?:date|datum|fecha|data) {_OF}{_ACT}"),),
            "activity": (Column(rf"{_ACT} ?(?:type|art|typ)|(?:type|art|tipo) {_OF}{_ACT}"),),
            "duration": (Column(_MOVING, "s", -1), Column(_ELAPSED, "s", -1)),
            # The first is in km or miles, the second in metres.
            "distance": (Column(_DISTANCE, "m", 1), Column(_DISTANCE, "km")),
            "effort": (Column(_EFFORT),),
            "temperature": (Column(_WEATHER),),
            "humidity": (Column(_HUMIDITY),),
        },
    )  # fmt: skip


@cache
def _garmin(metric: bool) -> Mapping:
    """Activities.csv of Garmin Connect. Only one in English can be of an account in miles, and does not say so."""
    english = r"distance" if metric else "$"
    return Mapping(
        "Garmin", "sessions", "garmin", needs=("activity", "start", "duration", *(["mark"] if metric else [])),
        columns={
            "activity": (Column(rf"{_ACT} ?(?:type|typ)|type d activite|tipo (?:de|di) {_ACT}"),),
            "start": (Column(r"date|datum|fecha|data"),),
            "duration": (Column(r"time|zeit|tiempo|temps|duree|tempo|tijd", "s"),),
            "distance": (Column(rf"distanz|distancia|distanza|afstand|{english}", "garmin"),),
            "mark": (Column(r"titel|titulo|titre|titolo|favorit|favorito|favori|preferito|favoriet"),),
        },
        remarks=() if metric else (_("distances are left out: the file does not say whether they are km or miles"),),
    )  # fmt: skip


def shipped() -> list[Mapping]:
    """All of them, those that need more columns before those that need fewer."""
    return [_strava(), *_watches(), *_sleep(), *_gym(), _garmin(True), _garmin(False), *_studies()]


@cache
def _watches() -> list[Mapping]:
    samsung: dict[str, tuple[Column, ...]] = {"start": (Column("start time"),), "id": (Column("datauuid"),)}
    return [
        Mapping(
            "WHOOP", "sessions", "whoop", needs=("start", "activity", "offset"),
            columns={
                "start": (Column("workout start time"),), "end": (Column("workout end time"),),
                "duration": (Column("duration min", "min"),), "activity": (Column("activity name"),),
                "offset": (Column("cycle timezone"),),
            },
        ),
        Mapping(
            "WHOOP", "nights", "whoop", needs=("start", "wake", "hours"),
            columns={
                "start": (Column("sleep onset"),), "wake": (Column("wake onset"),),
                "hours": (Column("asleep duration min", "min"),), "nap": (Column("nap"),),
            },
        ),
        Mapping(
            "Withings", "sessions", "withings", needs=("start", "end", "activity"), tried=False,
            columns={"start": (Column("from"),), "end": (Column("to"),), "activity": (Column("activity type"),)},
        ),
        Mapping(
            "Samsung Health", "sessions", "samsung", needs=("start", "activity", "duration"), tried=False, utc=True,
            columns=samsung | {
                "duration": (Column("duration", "ms"),),
                "end": (Column("end time"),), "activity": (Column("exercise type"),),
                "distance": (Column("distance", "m"),),
            },
        ),
        Mapping(
            "Samsung Health", "nights", "samsung", needs=("start", "hours", "wake"), tried=False, utc=True,
            columns=samsung | {
                "wake": (Column("end time"),), "ahead": (Column("time offset"),),
                "hours": (Column("sleep duration", "min"),),
            },
        ),
        Mapping(
            "Samsung Health", "drinks", "samsung", needs=("start", "amount", "id"), tried=False, utc=True,
            columns=samsung | {"amount": (Column("amount", "ml"),)},
        ),
    ]  # fmt: skip


@cache
def _sleep() -> list[Mapping]:
    return [
        Mapping(
            "Oura", "nights", "oura", needs=("hours", "wake"),
            columns={
                "date": (Column("date|day"),), "wake": (Column("bedtime end"),),
                "hours": (Column("total sleep duration", "s"),),
            },
        ),
        Mapping(
            "Withings", "nights", "withings", needs=("wake", "hours"),
            columns={
                "start": (Column("from"),), "wake": (Column("to"),),
                "hours": (Column("light s", "s"), Column("deep s", "s"), Column("rem s", "s")),
            },
        ),
        Mapping(
            "Sleep Cycle", "nights", "sleep_cycle", needs=("wake", "hours"), tried=False,
            columns={
                "start": (Column("start|going to bed"),), "wake": (Column("end|ende|fin|fine|fim|einde"),),
                "hours": (Column("time asleep seconds", "s"),),
            },
        ),
        Mapping(
            "Sleep Cycle", "nights", "sleep_cycle", needs=("wake", "hours"), tried=False,
            columns={
                "start": (Column("start|inicio|debut|inizio"),), "wake": (Column("end|ende|fin|fine|fim|einde"),),
                "hours": (Column("time in bed|zeit im bett|temps (?:passe )?au lit|tiempo en la? ?cama"
                                 "|tempo a letto|tempo na cama|tijd in bed", "h"),),
            },
            remarks=(_("the time in bed is taken as the sleep: this file knows no other"),),
        ),
        Mapping(
            "Sleep as Android", "nights", "csv", needs=("wake", "hours", "id"), tried=False,
            columns={"id": (Column("id"),), "start": (Column("from"),), "wake": (Column("to"),),
                     "hours": (Column("hours", "h"),)},
        ),
    ]  # fmt: skip


@cache
def _gym() -> list[Mapping]:
    return [
        Mapping(
            "Hevy", "sessions", "hevy", needs=("start", "end", "mark"), grouped=True, activity="strength", tried=False,
            columns={
                "start": (Column("start time"),), "end": (Column("end time"),), "mark": (Column("exercise title"),),
            },
        ),
        Mapping(
            "Strong", "sessions", "strong", needs=("start", "duration", "mark"), grouped=True, activity="strength",
            tried=False,
            columns={
                "start": (Column("date|datum|fecha|data"),),
                "duration": (Column("duration|workout duration|duree|dauer|duracion|durata|duracao|duur", "s"),),
                "mark": (Column(r"exercise name|nom de l exercice|name der ubung|ubung\w*|nombre del? ejercicio"
                                r"|nome (?:dell )?esercizio|nome do exercicio|naam (?:van )?oefening|oefening\w*"),),
            },
        ),
    ]  # fmt: skip


@cache
def _studies() -> list[Mapping]:
    return [
        Mapping(
            "PMData", "sessions", "csv", needs=("end", "duration", "effort"), utc=True,
            columns={
                "end": (Column("end date time"),), "duration": (Column("duration min", "min"),),
                "activity": (Column("activity names"),), "effort": (Column("perceived exertion"),),
            },
        ),
        Mapping(
            "PMData", "nights", "csv", needs=("date", "hours"), utc=True,
            columns={
                "date": (Column("effective time frame"),), "hours": (Column("sleep duration h", "h"),),
                "quality": (Column("sleep quality"),),
            },
        ),
    ]  # fmt: skip
