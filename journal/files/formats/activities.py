"""Which activity of the journal a device's or an app's word for a sport means, in the languages of their exports."""

import re
import unicodedata
from functools import cache

from journal.vocabulary import Activity

# The beginnings of words, without accents; the first line that fits counts. English; German; French; Spanish; Italian;
# Portuguese; Dutch; of Japanese any part of a word. A word of two parts must stand as a whole.
_WORDS = [
    (
        Activity.OTHER,
        "water ski|wake|kite|surf|sail|row boat|wheelchair|stair|elliptical|golf|skate|skating|"
        "treppen|ellipt|voile|vela|horse|paddl|stand up|canoe|kayak|raft|warm up|cool ?down|mind|"
        "breath|meditation|flexibility|preparation",
    ),
    (
        Activity.RACKET,
        "tennis|table tennis|badminton|squash|padel|paddle tennis|pickle|racket|racquet|tischtennis|"
        "federball|raqueta|pala|tenis|tafeltennis|ping pong",
    ),
    (
        Activity.TEAM_SPORT,
        "soccer|football|futbol|futebol|fussball|calcio|voetbal|basket|volley|handball|hockey|"
        "rugby|cricket|baseball|softball|lacrosse|water polo|wasserball|american football|"
        "australian football|futsal|team|ultimate|korfbal|curling|balon|pallacanestro|pallavolo|basquete|eishockey",
    ),
    (
        Activity.SKI,
        "ski|snowboard|cross country ski|alpine|alpinski|rollski|nordic|backcountry|langlauf|esqui|sci|roller ski|"
        "telemark|snow sport",
    ),
    (
        Activity.ROW,
        "row|indoor row|rudern|ruder|aviron|rameur|remo|rowing|canottaggio|vogatore|roei",
    ),
    (
        Activity.CYCLE,
        "cycl|bik|ride|ebike|e bike|mountain bik|gravel|velo|rad|fahrrad|mountainbike|spin|"
        "spinning|cyclisme|vtt|ciclis|bici|bicicl|pedal|fiets|wielren|hand cycl|handcycl|mtb|bmx|"
        "peloton|rennrad|ergometer|virtualride|ebikeride|vae|ritje|cykling|sykling|kolarstw|rower",
    ),
    (
        Activity.SWIM,
        "swim|lap swim|open water|pool|schwimm|bahnschwimm|freiwasser|natation|nage|natacion|nado|"
        "nadar|nuot|natacao|zwem|snorkel|aqua|svomning|simning|plywan",
    ),
    (
        Activity.STRENGTH,
        "strength|weight|functional strength|traditional strength|resistance|powerlift|lift|kraft|"
        "gewicht|muscul|renforcement|fuerza|pesas|peso|poids|pesi|forza|forca|treino de forca|kracht|barbell|"
        "gym|bodybuilding|core|kettlebell|calisthenic|styrke|trening silow",
    ),
    (
        Activity.HIIT,
        "hiit|high intensity|crossfit|cross training|interval|circuit|bootcamp|tabata|amrap|emom|"
        "jump rope|jumping rope|metcon|mixed cardio|intervall",
    ),
    (
        Activity.YOGA,
        "yoga|ioga|joga|pilates|stretch|tai chi|barre|mobility|dehnen|etirement|estiramiento|gymnastik",
    ),
    (
        Activity.MARTIAL_ARTS,
        "martial|box|kickbox|judo|karate|wrestl|mixed martial|mma|taekwondo|jiu|fenc|kampf|boxen|"
        "combat|ringen|muay|aikido|arts martiaux|art martial|artes? marcia|arti marziali|vechtsport",
    ),
    (
        Activity.DANCE,
        "danc|tanz|danse|baile|danza|danca|dans|zumba|ballet|social dance",
    ),
    (
        Activity.CLIMB,
        "climb|rock climb|indoor climb|boulder|kletter|escalad|grimp|arrampic|klim",
    ),
    (
        Activity.HIKE,
        "hik|mountaineer|trek|wander|randonn|senderismo|excursion|montan|escursion|trilha|"
        "hiken|berg|alpinism|snowshoe|schneeschuh|sneeuwschoen|ciaspol|ruck|wedrowk",
    ),
    (
        Activity.RUN,
        "run|jog|trail run|treadmill|track run|lauf|laufband|joggen|course|courir|footing|trail|"
        "tapis|carrera|correr|trote|cinta|corsa|corrida|esteira|hardlo|hardlop|loopband|virtual run|"
        "virtualrun|marathon|strassenlauf|ultralauf|trailrun|bahnlauf|lob$|lobetur|loping|lopning|bieg",
    ),
    (
        Activity.WALK,
        "walk|paseo|geh|spazier|spazieren|march|marche|promenade|camin|andar|passeggi|cammin|wandel|"
        "lopen|gehen|dog walk|nordic walk|spacer",
    ),
]
_JAPANESE = {
    Activity.OTHER: "サーフ|ゴルフ|スケート|セーリング|カヌー|カヤック|階段|エリプティカル|乗馬|瞑想|呼吸",
    Activity.RACKET: "テニス|バドミントン|卓球|スカッシュ|パデル",
    Activity.TEAM_SPORT: "サッカー|フットサル|野球|バスケ|バレーボール|ハンドボール|ホッケー|ラグビー|ソフトボール",
    Activity.SKI: "スキー|スノーボード",
    Activity.ROW: "ローイング|ボート漕ぎ",
    Activity.CYCLE: "サイクリング|サイクル|自転車|バイク|ライド",
    Activity.SWIM: "スイミング|スイム|水泳|プール",
    Activity.STRENGTH: "筋力|筋トレ|ウエイト|ウェイト|ストレングス",
    Activity.HIIT: "高強度|クロスフィット|インターバル|サーキット",
    Activity.YOGA: "ヨガ|ピラティス|ストレッチ|太極拳",
    Activity.MARTIAL_ARTS: "格闘|ボクシング|柔道|空手|武道|レスリング",
    Activity.DANCE: "ダンス|バレエ",
    Activity.CLIMB: "クライミング|ボルダリング",
    Activity.HIKE: "ハイキング|登山|トレッキング",
    Activity.RUN: "ランニング|ラン|ジョギング|トレッドミル",
    Activity.WALK: "ウォーキング|ウォーク|散歩|歩行",
}
# Phrases whose parts would mislead, and numbers: Strava writes its own into GPX.
_PHRASES = {
    "nordic walk": Activity.WALK, "nordic walking": Activity.WALK, "stand up paddling": Activity.OTHER,
    "horseback ride": Activity.OTHER, "horseback riding": Activity.OTHER, "ice skate": Activity.OTHER,
    "floor climbing": Activity.OTHER, "stair climbing": Activity.OTHER, "open water swimming": Activity.SWIM,
    "trail": Activity.RUN, "cardio": Activity.OTHER, "paddle": Activity.OTHER, "padel": Activity.RACKET,
    "walking": Activity.WALK, "course a pied": Activity.RUN, "course": Activity.RUN, "workout": Activity.OTHER,
    "carrera de montana": Activity.RUN, "corrida em trilha": Activity.RUN, "corrida de trilha": Activity.RUN,
    # On snow-shoes, not with rackets.
    "raquettes": Activity.HIKE, "raquette a neige": Activity.HIKE, "raquettes a neige": Activity.HIKE,
    "raquetas": Activity.HIKE, "raquetas de nieve": Activity.HIKE, "jazda na rowerze": Activity.CYCLE,
    "marche sportive": Activity.WALK, "ski de fond": Activity.SKI, "table tennis": Activity.RACKET,
    "ice hockey": Activity.TEAM_SPORT, "water polo": Activity.TEAM_SPORT, "wandelen": Activity.WALK,
    # Samsung's
    "1001": Activity.WALK, "1002": Activity.RUN, "11007": Activity.CYCLE, "13001": Activity.HIKE,
    "13004": Activity.CYCLE, "15003": Activity.CYCLE, "14001": Activity.SWIM, "15005": Activity.RUN,
    "15004": Activity.ROW, "15002": Activity.STRENGTH, "10007": Activity.HIIT, "12001": Activity.DANCE,
    "8002": Activity.DANCE, "9001": Activity.YOGA, "9002": Activity.YOGA, "10001": Activity.YOGA,
    "7002": Activity.MARTIAL_ARTS, "7003": Activity.MARTIAL_ARTS, "13002": Activity.CLIMB,
    "16001": Activity.SKI, "16002": Activity.SKI, "16007": Activity.SKI, "4003": Activity.TEAM_SPORT,
    "4004": Activity.TEAM_SPORT, "4005": Activity.TEAM_SPORT, "5001": Activity.TEAM_SPORT,
    "6001": Activity.RACKET, "6002": Activity.RACKET, "6003": Activity.RACKET, "6004": Activity.RACKET,
    # Strava's
    "1": Activity.CYCLE, "4": Activity.HIKE, "9": Activity.RUN, "10": Activity.WALK, "16": Activity.SWIM,
}  # fmt: skip


_ACCENTS = re.compile("[\u0300-\u036f]")
_ONE_LETTER = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ı": "i"})


def plain_word(text: str) -> str:
    """A word as it is looked up: small letters without accents, camel case and marks as spaces. Other scripts stay."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.removeprefix("HKWorkoutActivityType"))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", apart.lower().translate(_ONE_LETTER)))
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare)))


@cache
def _patterns() -> list[tuple[Activity, re.Pattern[str]]]:
    return [(activity, re.compile(rf"\b(?:{words})|{_JAPANESE.get(activity, '$.')}")) for activity, words in _WORDS]


@cache
def known_activity(text: str) -> Activity | None:
    """The Activity that a word means; None when it is not known here."""
    word = plain_word(text[:100])
    if word in _PHRASES:
        return _PHRASES[word]
    return next((activity for activity, pattern in _patterns() if pattern.search(word)), None)


def activity_of(text: str | None) -> Activity:
    """The Activity that a word means; without a word, or with one that is not known here, `other`."""
    return (known_activity(text) if text else None) or Activity.OTHER
