"""The mappings that ship with Twinge. Names of columns are patterns of what `header_word` makes of them."""

from functools import cache

from django.utils.translation import gettext as _

from journal.files.formats.mapping import Column, Mapping

_ACT = (
    "(?:activity|aktivitats|aktivitat|activite|actividad|attivita|atividade|activiteit|activiteits|aktywnosci"
    "|aktivitets|aktivitet|アクティビティ(?:の)?|アクティビティー)"
)
_OF = "(?:der |des |de |di |dell? |da |do |d |van |van de )?(?:l |la )?"
_TYPE = rf"{_ACT} ?(?:type|typ|art|种类|種類|タイプ)|(?:type|typ|art|tipo|soort|rodzaj) {_OF}{_ACT}"
_MOVING = (
    r"moving time|bewegungszeit|zeit in bewegung|(?:temps|duree) (?:de deplacement|en mouvement)|tiempo en movimiento"
    r"|tempo (?:in|di|em|de) mov\w+|beweg\w*tijd|beweegtijd|czas ruchu|移動時間"
)
_ELAPSED = (
    "elapsed time|verstrichene zeit|(?:temps|duree) ecoulee?|tiempo transcurrido|tempo trascorso"
    "|tempo (?:de|trans)corrido|(?:verstreken|verlopen) tijd|uplyniety czas|calkowity czas|経過時間"
)
_EFFORT = (
    "perceived exertion|(?:gefuhlte|wahrgenommene|empfundene|subjektive) (?:anstrengung|belastung)"
    "|effort (?:percu|ressenti)|esfuerzo percibido|sforzo percepito|esforco percebido"
    "|(?:ervaren|waargenomen|gevoelde) inspanning|odczuwalny wysilek|(?:自覚|主観)的?運動強度|運動強度"
)
_WEATHER = (
    r"weather temperature|wettertemperatur|temperatura (?:meteo\w*|ambiente|do (?:clima|tempo)|del (?:tiempo|clima))"
    r"|temperature (?:meteo\w*|exterieure)|weertemperatuur|temperatuur (?:van het )?weer|天気の気温|気温"
)
_HUMIDITY = (
    "humidity|luftfeuchtigkeit|feuchtigkeit|humidite|humedad|umidita|umidade|(?:lucht)?vochtigheid|wilgotnosc|湿度"
)
_DISTANCE = "distance|distanz|entfernung|strecke|distancia|distanza|afstand|dystans|距離"
_DATE = "date|datum|fecha|data|日付|日時"


@cache
def _strava() -> Mapping:
    """The account's export: headers in the account's language, five names twice, times in UTC."""
    return Mapping(
        "Strava", "sessions", "strava", utc=True, needs=("id", "start", "activity", "duration"),
        columns={
            "id": (Column(rf"(?:{_ACT} ?)?id|id {_OF}{_ACT}|identyfikator {_ACT}"),),
            "start": (Column(rf"(?:{_ACT} ?)?(?:{_DATE}|日)|(?:{_DATE}) {_OF}{_ACT}"),),
            "activity": (Column(f"{_TYPE}|type"),),
            "duration": (Column(_MOVING, "s", -1), Column(_ELAPSED, "s", -1)),
            # The first is in km or miles, the second in metres.
            "distance": (Column(_DISTANCE, "m", 1), Column(_DISTANCE, "km")),
            "effort": (Column(_EFFORT),),
            "temperature": (Column(_WEATHER),),
            "humidity": (Column(_HUMIDITY),),
        },
    )  # fmt: skip


@cache
def _strava_list() -> Mapping:
    """The list of an account's activities as its page gives it; `raw` is seconds and metres in every language."""
    return Mapping(
        "Strava", "sessions", "strava", utc=True, tried=False, needs=("id", "start", "duration"),
        columns={
            "id": (Column("id"),), "start": (Column("start time"),), "activity": (Column("type|display type"),),
            "duration": (Column("moving time raw", "s"), Column("elapsed time raw", "s")),
            "distance": (Column("distance raw", "m"),),
        },
    )  # fmt: skip


@cache
def _garmin(metric: bool) -> Mapping:
    """Activities.csv of Garmin Connect. Only one in English can be of an account in miles, and does not say so."""
    return Mapping(
        "Garmin", "sessions", "garmin", needs=("activity", "start", "duration", *(["mark"] if metric else [])),
        columns={
            "activity": (Column(_TYPE),),
            "start": (Column(_DATE),),
            "duration": (
                Column(r"time|zeit|tiempo|temps|duree|tempo|tijd|czas|タイム|時間"
                       r"|total time|gesamtzeit|tiempo total|temps total|tempo totale?|totale tijd", "s"),
                Column(_ELAPSED, "s"), Column(_MOVING, "s"),
            ),
            "distance": (Column(_DISTANCE if metric else "$.", "garmin"),),
            "mark": (Column(
                r"titel|titulo|titre|titolo|tytul|タイトル|favorit|favorito|favori|preferito|favoriet|ulubion\w*|お気に入り"
            ),),
        },
        remarks=() if metric else (_("distances are left out: the file does not say whether they are km or miles"),),
    )  # fmt: skip


def shipped() -> list[Mapping]:
    """All of them, those that need more columns before those that need fewer."""
    strava, garmin = (_strava(), _strava_list()), (_garmin(True), _garmin(False))
    return [*_samsung(), *strava, *_watches(), *_sleep(), *_gym(), *garmin, *_studies()]


# WHOOP heads its columns in the language of the account, too.
_WORKOUT = (
    "workout {} time|{} des trainings|hora de {} del entrenamiento|heure de {} de l entrainement"
    "|hora de {} do treino|ora di {} (?:dell )?allenamento"
)
_CYCLE_ZONE = (
    "cycle timezone|zeitzone des zyklus|zona horaria del ciclo|fuseau horaire du cycle"
    "|fuso (?:horario|orario) d(?:o|el) ciclo"
)


@cache
def _watches() -> list[Mapping]:
    return [
        Mapping(
            "WHOOP", "sessions", "whoop", needs=("start", "activity"),
            columns={
                "start": (Column(_WORKOUT.format("start", "startzeit", "inicio", "debut", "inicio", "inizio")),),
                "end": (Column(_WORKOUT.format("end", "endzeit", "finalizacion", "fin", "(?:fim|termino)", "fine")),),
                "duration": (Column("(?:duration|dauer|duracion|duree|duracao|durata|duur) min", "min"),),
                "activity": (Column(rf"activity name|(?:name|nombre|nom|nome|naam) {_OF}{_ACT}"),),
                "offset": (Column(_CYCLE_ZONE),),
            },
        ),
        Mapping(
            "WHOOP", "nights", "whoop", needs=("start", "wake", "hours"),
            columns={
                "start": (Column("sleep onset|beginn des schlafs|inicio del sueno|premiers signes de sommeil"
                                 "|inicio do sono|inizio (?:del )?sonno"),),
                "wake": (Column("wake onset|beginn des aufwachens|inicio de la vigilia|premiers signes de reveil"
                                "|inicio da vigilia|inizio (?:della )?veglia"),),
                "hours": (Column("asleep duration min|schlafdauer min|duracion del sueno min|duree du sommeil min"
                                 "|duracao do sono min|durata (?:del )?sonno min", "min"),),
                "nap": (Column("nap|nickerchen|siesta|sieste|sesta|pisolino|dutje"),),
            },
        ),
        Mapping(
            "Withings", "sessions", "withings", needs=("start", "end", "activity"), tried=False,
            columns={"start": (Column(_FROM),), "end": (Column(_TO),), "activity": (Column(_TYPE),)},
        ),
        Mapping(
            "Fitbit", "sessions", "fitbit", needs=("start", "end", "activity", "id"), tried=False, utc=True,
            columns={
                "id": (Column("exercise id"),), "start": (Column("exercise start"),), "end": (Column("exercise end"),),
                "activity": (Column("activity name"),),
            },
        ),
        Mapping(
            "Fitbit", "nights", "fitbit", needs=("start", "wake", "hours"), tried=False,
            columns={
                "start": (Column("start time"),), "wake": (Column("end time"),),
                "hours": (Column("minutes asleep", "min"),),
            },
        ),
        Mapping(
            "Fitbit", "nights", "fitbit", needs=("id", "wake", "hours"), tried=False, utc=True,
            columns={
                "id": (Column("sleep id"),), "wake": (Column("sleep end"),), "ahead": (Column("end utc offset"),),
                "hours": (Column("minutes asleep", "min"),),
            },
        ),
    ]  # fmt: skip


# One-letter words: Withings heads its columns "from" and "to" in the language of the account.
_FROM = "from|von|de|desde|da|dal|van|od|開始|開始日時|自"
_TO = "to|bis|a|hasta|al?|tot|naar|ate|para|do|終了|終了日時|至"


@cache
def _samsung() -> list[Mapping]:
    """A table of Samsung's says in its first line what it holds: caffeine, too, has an amount."""
    known: dict[str, tuple[Column, ...]] = {"start": (Column("start time"),), "id": (Column("datauuid"),)}
    end = {"wake": (Column("end time"),), "ahead": (Column("time offset"),)}
    return [
        Mapping(
            "Samsung Health", "sessions", "samsung", needs=("start", "activity", "duration"), tried=False, utc=True,
            columns=known | {
                "duration": (Column("duration", "ms"),),
                "end": (Column("end time"),), "activity": (Column("exercise type"),),
                "distance": (Column("distance", "m"),),
            },
        ),
        Mapping(
            "Samsung Health", "nights", "samsung", needs=("start", "hours", "wake"), tried=False, utc=True,
            columns=known | end | {"hours": (Column("sleep duration", "min"),)},
        ),
        Mapping(
            "Samsung Health", "drinks", "samsung", needs=("start", "amount", "id"), about="water", tried=False,
            utc=True, columns=known | {"amount": (Column("amount", "ml"),)},
        ),
    ]  # fmt: skip


@cache
def _sleep() -> list[Mapping]:
    return [
        Mapping(
            "Oura", "nights", "oura", needs=("hours", "wake"),
            columns={
                "date": (Column("date|day"),), "wake": (Column("bedtime end"),),
                "hours": (Column("total sleep duration", "s"),), "nap": (Column("type"),),
            },
        ),
        Mapping(
            "Oura", "sessions", "oura", needs=("start", "end", "activity", "mark"), tried=False,
            columns={
                "id": (Column("id"),), "start": (Column("start datetime"),), "end": (Column("end datetime"),),
                "activity": (Column("activity"),), "distance": (Column("distance", "m"),),
                "mark": (Column("intensity"),),
            },
        ),
        Mapping(
            "Withings", "nights", "withings", needs=("wake", "hours"),
            columns={
                "start": (Column(_FROM),), "wake": (Column(_TO),),
                "hours": (
                    Column(rf"(?:light|leicht\w*|leger|ligero|legg?ero|leve|licht\w*|lekki|浅い\w*){_S}", "s"),
                    Column(rf"(?:deep|tief\w*|profond[oa]?|profundo|diep\w*|gleboki|深い\w*){_S}", "s"),
                    Column(rf"(?:rem|paradoxal|mor|レム(?:睡眠)?){_S}", "s"),
                ),
            },
        ),
        Mapping(
            "Sleep Cycle", "nights", "sleep_cycle", needs=("wake", "hours"), tried=False,
            columns={
                "start": (Column(_BEGIN),), "wake": (Column(_END),),
                "hours": (Column(
                    r"time asleep(?: seconds)?|(?:schlafzeit|schlafdauer|zeit im schlaf)(?: \w+)?"
                    r"|(?:temps|duree) (?:de sommeil|endormie?)(?: \w+)?|tiempo (?:dormido|de sueno)(?: \w+)?"
                    r"|tempo (?:di sonno|addormentato|dormindo|de sono)(?: \w+)?|(?:slaaptijd|tijd in slaap)(?: \w+)?"
                    r"|睡眠時間(?: 秒)?", "s"),),
            },
        ),
        Mapping(
            "Sleep Cycle", "nights", "sleep_cycle", needs=("wake", "hours"), tried=False,
            columns={
                "start": (Column(_BEGIN),), "wake": (Column(_END),),
                "hours": (Column("time in bed|zeit im bett|(?:temps (?:passe )?|duree )au lit"
                                 "|tiempo en (?:la )?cama|tempo a letto|tempo na cama|tijd in bed|czas w lozku|就寝時間"
                                 "|ベッドに?いた時間", "h"),),
            },
            remarks=(_("the time in bed is taken as the sleep: this file knows no other"),),
        ),
        Mapping(
            "Sleep as Android", "nights", "csv", needs=("wake", "hours", "id"), tried=False,
            columns={"id": (Column("id"),), "start": (Column("from"),), "wake": (Column("to"),),
                     "hours": (Column("hours", "h"),)},
        ),
    ]  # fmt: skip


_S = "(?: s| sec| sek| seg| 秒)?"
_BEGIN = "start|going to bed|anfang|beginn|inicio|debut|inizio|begin|poczatek|開始"
_END = "end|ende|schluss|fin|final|fine|fim|termino|einde?|koniec|終了"


@cache
def _gym() -> list[Mapping]:
    return [
        Mapping(
            "Hevy", "sessions", "hevy", needs=("start", "end", "exercise"), grouped=True, activity="strength",
            tried=False,
            columns={
                "start": (Column("start time"),), "end": (Column("end time"),),
                "exercise": (Column("exercise title"),),
            },
        ),
        Mapping(
            "Strong", "sessions", "strong", needs=("start", "duration", "exercise"), grouped=True,
            activity="strength", tried=False,
            columns={
                "start": (Column(_DATE),),
                "duration": (Column(rf"(?:duration|workout duration|duree|(?:trainings|workout ?)?dauer|duracion|durata"
                                    rf"|duracao|(?:trainings)?duur|czas trwania|期間|所要?時間|時間){_S}", "s"),),
                "exercise": (Column(
                    r"exercise name|nom (?:de l |d )exercice|name der ubung|ubung\w*|nombre del? ejercicio"
                    r"|nome (?:dell |do |del )?e[sx]erci[cz]io|naam (?:van )?(?:de )?oefening|oefening\w*"
                    r"|nazwa cwiczenia|種目名?|エクササイズ名?"),),
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
