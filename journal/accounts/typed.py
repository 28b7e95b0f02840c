"""What somebody typed into a form that could not be taken: it goes along inside the next page and is sent once more.

Signed out meanwhile, a page that was too old, a full disk: nothing of it is kept on the server. A form says whose it
is, so what one person typed is never shown to, or saved for, another who signs in on the same machine.
"""

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac

from journal.accounts.tries import device
from journal.models import Person

# The addresses whose forms are kept: those where somebody types what is about to be saved.
KEPT = {
    "session_new", "twinge_new", "drink_new", "sleep_new", "checkin_new", "session", "twinge", "drink", "sleep",
    "checkin", "session_fill", "day_fill", "cramp_eased", "settings_part", "medicines", "welcome", "time_zones",
    "new_email", "summary", "summary_pdf", "shared_summaries", "trial_new", "trials_together", "trial_draw",
    "trial_did", "reminders", "muscles_of", "import_columns",
}  # fmt: skip
# Those that save nothing: what they make is not made unseen.
_ONLY_SHOWN = {"summary", "summary_pdf", "shared_summaries"}
WHOSE = "whose"  # the hidden field that says who the form was made for
MOST = 40_000  # characters of a form; the largest of ours, filled to its limits, has about 10,000
_SALT = "journal.typed"
_GOOD_FOR = 24 * 60 * 60  # seconds
_NEVER = ("csrf", "pass")  # parts of names of fields that are left out


def whose(person_pk: int) -> str:
    """The text that says in a form who it was made for; nobody can make that of somebody else."""
    return salted_hmac(_SALT, str(person_pk)).hexdigest()[:20]


@dataclass(frozen=True)
class Typed:
    """A form as it was sent. `asks`: it is sent again only when the person, who sees what it says, presses a button."""

    path: str  # with its query
    name: str  # of the address
    words: dict[str, str]  # of the address
    body: str  # the fields, as a form sends them
    asks: bool

    @classmethod
    def of(cls, request: HttpRequest, asks: bool = False) -> Self | None:
        """What a request has sent, or None for an address whose forms are not kept, and for what is too long."""
        found = request.resolver_match
        if request.method != "POST" or not found or found.url_name not in KEPT:
            return None
        fields = request.POST.copy()
        for name in [name for name in fields if any(part in name.lower() for part in _NEVER)]:
            del fields[name]
        body = fields.urlencode()
        if not body or len(body) > MOST:
            return None
        words = {name: str(value) for name, value in found.kwargs.items()}
        asks = asks or WHOSE not in fields or found.url_name in _ONLY_SHOWN
        return cls(request.get_full_path(), found.url_name, words, body, asks)

    @property
    def fields(self) -> QueryDict:
        return QueryDict(self.body)

    @property
    def inputs(self) -> list[tuple[str, str]]:
        """(name, value) of each hidden input that sends it again."""
        return [(name, value) for name, values in self.fields.lists() for value in values]

    @property
    def signed(self) -> str:
        """The text that a page carries along; `read` reads it."""
        return signing.dumps([self.path, self.name, self.words, self.body, self.asks], salt=_SALT, compress=True)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What a page carried along, or None when that is broken or older than a day."""
        try:
            return cls(*signing.loads(text, salt=_SALT, max_age=_GOOD_FOR))
        except signing.BadSignature:
            return None

    def is_of(self, request: HttpRequest, account: Any) -> bool:
        """Whether it was typed by this Person, as far as the form or else the browser tells."""
        if said := self.fields.get(WHOSE):
            return constant_time_compare(said, whose(account.pk))
        return settings.DEVICE_COOKIE_NAME not in request.COOKIES or bool(device(request, account.email or ""))


def said_by(request: HttpRequest, account: Person) -> bool:
    """Whether the form that a request sent says that it was made for this Person."""
    return constant_time_compare(request.POST.get(WHOSE, ""), whose(account.pk))
