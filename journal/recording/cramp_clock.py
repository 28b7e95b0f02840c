"""A cramp of this moment, before it is an entry: when it began and eased by the server's clock, in a signed cookie.

So it needs no account, and locking or closing the phone loses nothing. The cookie holds no name and no free text. A
bout that a signed-in person began is nobody else's on the same browser; one begun signed out becomes theirs who signs
in.
"""

import uuid
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpResponse

from journal.calendar import DAY, MINUTE
from journal.models import Person
from journal.reading.request import JournalRequest
from journal.row import Row
from journal.vocabulary import EpisodeKind

COOKIE = "cramp"
_SALT = "journal.bouts"
# What the steps are for, and the kind of episode it is in the journal.
BOUT_KINDS = {
    "cramp": EpisodeKind.CRAMP,
    "twitch": EpisodeKind.TWITCH,
    "tremor": EpisodeKind.TREMOR,
    "night": EpisodeKind.CRAMP,
}
# How many minutes ago it can be said to have begun.
AGO_MIN = (0, 5, 10, 30)


@dataclass(frozen=True)
class Bout:
    """One bout. `part`: a BodyPart word, "" when it is another or not asked; only a cramp of the day is asked for one.

    `signs`: those ticked, None when not asked. `methods`: ways of relief whose steps were shown, in that order.
    `has_help`: the person said so on the help screen. `owner`: the id of the person signed in, None for nobody.
    """

    began: datetime
    ended: datetime | None = None
    kind: str = "cramp"
    part: str = "calf"
    signs: tuple[str, ...] | None = None
    methods: tuple[str, ...] = ()
    has_help: bool = False
    owner: int | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)  # of the entry it becomes, so that sending twice makes one

    def minutes(self, at: datetime) -> float:
        """How long it has lasted at a moment, in minutes."""
        return (max((self.ended or at) - self.began, 0 * MINUTE)) / MINUTE

    @property
    def episode_kind(self) -> str:
        return BOUT_KINDS[self.kind]

    @property
    def body_part(self) -> str:
        """The BodyPart word, or "" where the person has yet to say it."""
        return self.part if self.kind == "cramp" else ""

    def showing(self, methods: tuple[str, ...]) -> "Bout":
        """The bout after a step with these ways of relief was shown."""
        return replace(self, methods=tuple(dict.fromkeys([*self.methods, *methods])))


def signed(bout: Bout) -> str:
    """The bout as the text that a cookie or a form keeps."""
    plain = asdict(bout) | {"began": bout.began.timestamp(), "id": str(bout.id)}
    return signing.dumps(plain | {"ended": bout.ended and bout.ended.timestamp()}, salt=_SALT, compress=True)


def unsigned(text: str, account: AnonymousUser | Person, at: datetime) -> Bout | None:
    """The Bout of a signed text: None when it is forged, began over 24 h before `at`, or is another person's."""
    try:
        plain = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    bout = _from_plain(plain)
    return bout if bout.owner in (None, account.pk) and at - bout.began < DAY else None


def _from_plain(plain: Row) -> Bout:
    def moment(stamp: float | None) -> datetime | None:
        return None if stamp is None else datetime.fromtimestamp(stamp, UTC)

    signs = plain["signs"]
    return Bout(
        **plain
        | {"began": moment(plain["began"]), "ended": moment(plain["ended"]), "id": uuid.UUID(plain["id"])}
        | {"signs": signs if signs is None else tuple(signs), "methods": tuple(plain["methods"])}
    )


def bout_of(request: JournalRequest, at: datetime) -> Bout | None:
    """The browser's Bout, or None."""
    return unsigned(request.COOKIES.get(COOKIE, ""), request.user, at)


def keep_bout(response: HttpResponse, request: JournalRequest, bout: Bout) -> None:
    """Let the browser keep the bout for 24 h, as the signed-in person's own."""
    response.set_cookie(
        COOKIE,
        signed(replace(bout, owner=request.user.pk)),
        max_age=DAY,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
