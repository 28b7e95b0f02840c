"""`manage.py guide`: guidance straight from journal files, or of a person, as JSON lines.

A file that cannot be read is named on standard error and the others are answered all the same; the status is then 1.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from guidance.analysis.analysis import CauseAdvice, advise
from guidance.analysis.relief_counts import caution_of
from guidance.flags.reasons import question
from guidance.flags.registry import Flag
from guidance.knowledge.load import by_id
from guidance.trials.results import TrialResult
from journal.public import (
    BadFile,
    Journal,
    Row,
    is_known_moment,
    parse_document,
    person_named,
    read,
    refuse_older_schema,
)


class Command(BaseCommand):
    help = "Guidance of journal files (no database needed) or of a person, one JSON line each."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="journals in the twinge-journal format")
        parser.add_argument("--person", metavar="NAME", help="a person of the database instead of files")
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="as of this moment, like 2026-06-18T20:00:00+02:00; by default a file's exported_at, now for a person",
        )

    def handle(self, *, files: list[str], person: str | None, at: str | None, **options: Any) -> None:
        if bool(files) == bool(person):
            raise CommandError("Give journal files, or --person NAME, and not both.")
        as_of = moment(at) if at else None
        if person:
            refuse_older_schema()
            self.stdout.write(of_person(person, as_of))
        elif refused := list(self.of_files(files, as_of)):
            raise CommandError("\n".join(refused))

    def of_files(self, files: list[str], at: datetime | None) -> Iterator[str]:
        """Print the line of each file that can be read; gives the sentences about the others."""
        for name in files:
            try:
                self.stdout.write(of_file(name, at))
            except CommandError as error:
                yield str(error)


def moment(text: str) -> datetime:
    """An aware moment from ISO 8601 text; CommandError otherwise."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not is_known_moment(found):
        raise CommandError(
            f"--at: {text!r} must be a time of the years 1901 to 2199 with its offset, like 2026-06-18T20:00:00+02:00."
        )
    return found


def of_file(name: str, at: datetime | None) -> str:
    """The line of one file; CommandError with one line when it cannot be read."""
    try:
        journal = parse_document(name)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}. It must be a file that can be read.") from None
    except BadFile as error:
        raise CommandError(f"{name}: {error}") from None
    return line({"file": name}, journal, at or journal.exported_at or timezone.now())


def of_person(name: str, at: datetime | None) -> str:
    """The line of one person of the database."""
    person = person_named(name)
    if person is None:
        raise CommandError(f"--person: {name!r} is nobody here; it must be the name or e-mail address of an account.")
    return line({"person": name}, read(person), at or timezone.now())


def line(whose: dict[str, str], journal: Journal, at: datetime) -> str:
    """One line of JSON: the guidance of a Journal at a moment."""
    advice = advise(journal, at)
    return json.dumps(
        {
            **whose,
            "at": journal.calendar.local(at).isoformat(),
            "red_flags": [_flag(flag) for flag in advice.flags],
            "asked": [_flag(flag) | {"question": question(flag, journal.calendar, at)} for flag in advice.asked],
            "causes": [_cause(cause, advice.analysis.aside) for cause in advice.analysis.causes],
            "sets": [asdict(found) for found in advice.analysis.sets],
            "tips": [asdict(tip) for tip in advice.tips],
            "relief": [
                {"method": r.method, "tried": r.tried, "helped": r.helped, "not_said": r.not_said}
                | ({"caution": caution_of(r.method)} if caution_of(r.method) else {})
                for r in advice.analysis.relief
            ],
            "trials": [_trial(trial) for trial in advice.analysis.trials],
        },
        ensure_ascii=False,
    )


def _flag(flag: Flag) -> dict[str, Sequence[str] | str]:
    return {
        "id": flag.id,
        "urgency": flag.urgency,
        "episodes": [str(episode) for episode in flag.episodes],
        "claims": flag.claims,
        "text": flag.wording,
        "because": flag.because,
        "asks": [by_id("questions")[ask.question]["text"] for ask in flag.asks],
        "refs": flag.refs,
    }


def _trial(trial: TrialResult) -> Row:
    return {
        "id": str(trial.id),
        "cause": trial.cause,
        "state": trial.state,
        "flips": len(trial.units),
        "do": asdict(trial.do),
        "usual": asdict(trial.usual),
        "probability": trial.probability,
        "prior": trial.prior,
        "largest": trial.largest,
    }


def _cause(cause: CauseAdvice, aside: tuple[str, ...]) -> Row:
    compared, evidence = cause.compared, cause.evidence
    return {
        "id": cause.id,
        "state": cause.state,
        "rules": cause.rules,
        "watch": cause.watch,
        "episode_only": cause.episode_only,
        "information": cause.information,
        "level": cause.level,
        "probability": evidence.probability,
        "risk_ratio": evidence.risk_ratio and asdict(evidence.risk_ratio),
        "with": asdict(compared.with_cause),
        "without": asdict(compared.without),
        "left_out": {"outcome_unknown": compared.outcome_unknown, "exposure_unknown": compared.exposure_unknown},
        "more_needed": evidence.more_needed,
        "avoidable": evidence.avoidable and asdict(evidence.avoidable),
        "coding": evidence.coding,
        "at_own_threshold": evidence.at_start
        and {side: asdict(counts) for side, counts in zip(("with", "without"), evidence.at_start, strict=True)},
        "tangled": [asdict(tangle) for tangle in cause.tangled],
        "grade": cause.grade,
        "claims": cause.claims,
        "set_aside": cause.id in aside,
    }
