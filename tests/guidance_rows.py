"""Small journals in plain rows, for tests of rules that need no database."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from journal.reading.rows import PERSON_FIELDS, Journal, columns

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# A Thursday evening; the person's zone is UTC unless a test says otherwise.
AT = datetime(2026, 6, 18, 20, tzinfo=UTC)
TODAY = AT.date()
KINDS = ["sessions", "drinks", "nights", "days", "episodes", "answers", "set_aside"]


def person(**said):
    return dict.fromkeys(PERSON_FIELDS) | {"time_zone": "UTC"} | said


def row(kind, /, **said):
    """One row of a kind with everything else not recorded."""
    unknown = set(said) - set(columns(kind))
    assert not unknown, unknown
    return dict.fromkeys(columns(kind)) | ({"id": uuid4()} if "id" in columns(kind) else {}) | said


def session(started_at=AT - 2 * HOUR, **said):
    return row("sessions", **{"started_at": started_at, "duration_min": 60, "activity": "run"} | said)


def episode(started_at=AT - HOUR, **said):
    return row("episodes", **{"started_at": started_at, "kind": "cramp", "body_part": "calf"} | said)


def drink(at=AT - 3 * HOUR, ml=250, kind="water"):
    return row("drinks", at=at, ml=ml, kind=kind)


def drinks(total_ml, n=4, at=AT - 3 * HOUR, kind="water"):
    """So many ml in n drinks at one moment."""
    return [drink(at, total_ml // n, kind) for _ in range(n)]


def night(date=TODAY, hours=8.0, **said):
    return row("nights", date=date, hours=hours, **said)


def day(date=TODAY, **said):
    return row("days", date=date, **said)


def answer(flag, at=AT, word="better"):
    return row("answers", flag=flag, answer=word, at=at)


def aside(cause, at=AT - DAY):
    return row("set_aside", cause=cause, at=at)


def journal(who=None, **lists):
    """A Journal of lists of rows, each sorted by its time; a single row stands for a list of one."""
    when = {"sessions": "started_at", "episodes": "started_at", "nights": "date", "days": "date"}
    lists = {kind: rows if isinstance(rows, list) else [rows] for kind, rows in lists.items()}
    return Journal(
        who or person(), **{kind: sorted(rows, key=lambda r: r[when.get(kind, "at")]) for kind, rows in lists.items()}
    )
