"""What the worker does with a file that takes too long for a page: read it, and bring what it holds."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from journal.calendar import Calendar, time_zones
from journal.files import document, waiting
from journal.files.document import BadFile
from journal.files.formats.mapping import Mapping, own_mapping
from journal.files.found import OneFile, Stopped, Watched
from journal.files.plan import outline_of
from journal.files.reading import NeedsMapping, read_file
from journal.files.transfer import any_plan, bring
from journal.files.waiting import Job, Seen, Waiting
from journal.hosting.worker import worker_runs
from journal.models import Profile, SavedMapping

LARGE = 2 * 1024 * 1024  # bytes of a file from which the worker reads it
SLOW = 512 * 1024  # bytes of a packed file or one of FIT, which take longer
LONG = 3.0  # seconds after which a page leaves it to the worker
MANY = 3000  # rows from which the worker looks at them and brings them: some thousand are written in a second
TOLD_EVERY = 0.5  # seconds

log = logging.getLogger("twinge.imports")


class TakesLong(Stopped):
    """A page has read for as long as a page may."""


class Dropped(Stopped):
    """The person said no, or brought another file, while this one was being read."""


def is_large(head: bytes, size: int) -> bool:
    """Whether the worker is to read a file of `size` bytes. A journal of our own is checked and shown at once."""
    if document.FORMAT.encode() in head:
        return False
    slow = head.startswith((b"PK", b"\x1f\x8b")) or head[8:12] == b".FIT"
    return size > LARGE or (slow and size > SLOW and worker_runs())


def saved_mappings(person: Profile) -> list[Mapping]:
    """The mappings that the person has said once."""
    return [own_mapping(text) for text in SavedMapping.objects.of(person).values_list("text", flat=True)]


def limited() -> Callable[[int], None]:
    """What a page is told while it reads: nothing, and after a while TakesLong is raised."""
    began = time.monotonic()

    def tick(_done: int) -> None:
        if time.monotonic() - began > LONG:
            raise TakesLong

    return tick


@task()
def read_upload(person_id: int, mark: str) -> None:
    """Read the file that waits, so that it can be shown."""
    _do(person_id, mark, _read)


@task()
def look_at_waiting(person_id: int, mark: str, zone: str) -> None:
    """Set what waits beside the journal, so that it can be shown. `zone`: as in `look_at`."""
    _do(person_id, mark, lambda person, job: _look(person, job, zone))


@task()
def save_waiting(person_id: int, mark: str, zone: str) -> None:
    """Bring what waits: the person has said yes. `zone`: of clocks without one; "" for the person's own."""
    _do(person_id, mark, lambda person, job: _save(person, job, zone))


def _do(person_id: int, mark: str, work: Callable[[Profile, Job], None]) -> None:
    """Do one job of a person; whatever goes wrong is said to them, and nothing is half saved."""
    person = Profile.objects.filter(pk=person_id).first()
    job = waiting.job_of(person) if person else None
    if not person or not job or job.mark != mark or not job.works:
        return
    try:
        work(person, job)
    except Dropped:
        return
    except NeedsMapping:
        waiting.begin(person, replace(job, doing="map"))
    except BadFile as bad:
        _fail(person, job, str(bad).removeprefix(f"{job.name}: "))
    except Exception as error:
        log.error("An import failed: %s", type(error).__name__)
        _fail(person, job, _("it could not be read or saved. Nothing was added. Try again, or with a part of it."))


def _fail(person: Profile, job: Job, why: str) -> None:
    if not _wanted(person, job):
        return
    waiting.drop(person.pk)
    waiting.begin(person, replace(job, doing="failed", said=why))


def _read(person: Profile, job: Job) -> None:
    with waiting.upload_path(person.pk).open("rb") as stream:
        watched = cast("BinaryIO", Watched(stream, _teller(person, job)))
        one, saved = OneFile(job.name, watched), saved_mappings(person)
        found = read_file(one, job.size, timezone.now(), saved=saved, clock=person.calendar)
    _still(person, job)
    waiting.keep(person, job.name, found)
    if not found.journal:
        waiting.keep_seen(person, look_at(person, waiting.Waiting(job.name, found), ""))


def look_at(person: Profile, waits: Waiting, zone: str) -> Seen:
    """What would become of what waits, for the page. `zone`: of clocks without one; "" for the person's own."""
    calendar = Calendar.of(zone) if zone in time_zones() else None
    plan = any_plan(person, waits.found, timezone.now(), calendar)
    outline = outline_of(plan, waits.found, calendar or person.calendar)
    return Seen(waits.name, zone, person.journal_version, len(waits.found.rows), outline)


def _look(person: Profile, job: Job, zone: str) -> None:
    waits = waiting.waiting(person, timezone.now())
    if waits is None:
        raise Dropped
    seen = look_at(person, waits, zone)
    _still(person, job)
    waiting.keep_seen(person, seen)
    waiting.end_job(person.pk)


def _teller(person: Profile, job: Job) -> Callable[[int], None]:
    """Keeps how many bytes were read, twice a second; raises Dropped when nobody wants it any more."""
    told = [0.0]

    def tick(done: int) -> None:
        if time.monotonic() - told[0] > TOLD_EVERY:
            told[0] = time.monotonic()
            _still(person, job)
            waiting.begin(person, replace(job, done=max(done, job.done)))

    return tick


def _still(person: Profile, job: Job) -> None:
    if not _wanted(person, job):
        raise Dropped


def _wanted(person: Profile, job: Job) -> bool:
    now = waiting.job_of(person)
    return now is not None and now.mark == job.mark


def _save(person: Profile, job: Job, zone: str) -> None:
    now = timezone.now()
    waits = waiting.waiting(person, now)
    if waits is None:
        raise Dropped
    calendar = Calendar.of(zone) if zone in time_zones() else None
    _plan, made = bring(person, waits.found, waits.name, now, calendar=calendar)
    waiting.drop(person.pk)
    waiting.begin(person, replace(job, doing="saved", said=str(made.id) if made else ""))
