"""The thread from what guidance found to what the person does: how pages of the journal say it.

The journal does not know guidance: settings name the one function that makes a Thread (`THREAD`), and every page works
without it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from journal.reading.request import JournalRequest

SCRIPTED = "js"  # the cookie of a browser that runs the script, and so asks for the thread after the page


@dataclass(frozen=True)
class DrawnArm:
    """What a coin said for the next session: of which trial and position, its letter, and the arm in a few words."""

    trial: UUID
    position: int
    letter: str
    title: str


@dataclass(frozen=True)
class Thread:
    """One thing to do and why, the same on every page.

    `cause`: its id, "" for none; `tag`: what kind of thing it is; `title`: what to do; `text`: what the entries say of
    the cause; `url`: where it leads; `icon`: its icon; `drawn`: the arms of the coins that wait for the next session;
    `cautions`: whom the tip is not for.
    """

    cause: str
    tag: str
    title: str
    text: str
    url: str
    icon: str
    drawn: tuple[DrawnArm, ...] = ()
    cautions: tuple[str, ...] = ()


def thread_of(request: JournalRequest) -> Thread | None:
    """The Thread of the signed-in person at this moment, None where there is none."""
    found: Thread | None = import_string(settings.THREAD)(request) if settings.THREAD else None
    return found


def is_scripted(request: JournalRequest) -> bool:
    """Whether the browser runs the script: it said so with the page before."""
    return SCRIPTED in request.COOKIES


def thread_at_once(request: JournalRequest) -> Thread | None:
    """The Thread for a browser that runs no script; with the script it is asked for once the page is there."""
    return None if is_scripted(request) else thread_of(request)
