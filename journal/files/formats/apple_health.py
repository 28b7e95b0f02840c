"""Apple Health's `export.xml`: workouts, sleep, drinks, in flat memory.

Sleep is the union of the asleep intervals of a source. Intervals less than three hours apart are one sleep; one that is
shorter than three hours and ends between 11 and 21 o'clock is a nap, our line. Time in bed is no sleep.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from journal.calendar import HOUR
from journal.files.document_values import BadValue
from journal.files.formats.bout import KM_OF, session_row
from journal.files.formats.cells import seconds
from journal.files.formats.moments import seconds_between
from journal.files.formats.xml_events import events
from journal.files.found import Finds, FoundRow, OneFile, Refusal
from journal.words import ML_PER_FL_OZ

_SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
_WATER = "HKQuantityTypeIdentifierDietaryWater"
_EFFORT = "HKQuantityTypeIdentifierWorkoutEffortScore"
_RECORDS = {_SLEEP, _WATER, _EFFORT}
_OF_WORKOUTS = {"Workout", "WorkoutStatistics"}
_ML = {
    "mL": 1.0, "cL": 10.0, "dL": 100.0, "L": 1000.0, "l": 1000.0, "fl_oz_us": ML_PER_FL_OZ, "fl_oz_imp": 28.4131,
    "fl_oz": ML_PER_FL_OZ, "cup_us": 236.588, "cup_imp": 284.131, "pt_us": 473.176, "pt_imp": 568.261,
}  # fmt: skip
SAME_SLEEP = 3 * HOUR
NAP_HOURS, NAP_FROM, NAP_TO = 3, 11, 21

Interval = tuple[datetime, datetime]


@dataclass
class _Export:
    """What is gathered while the file is read."""

    sleeps: dict[str, list[Interval]] = field(default_factory=lambda: defaultdict(list))  # by source
    efforts: dict[datetime, float] = field(default_factory=dict)  # by start
    workouts: list[FoundRow] = field(default_factory=list)


def read(file: OneFile) -> Finds:
    """The entries of an export. Raises BadFile."""
    export, distance, in_bed = _Export(), None, 0
    for what, name, values, _text in events(file, _is_wanted):
        if what == "start" and name == "Record" and values.get("type") == _SLEEP:
            in_bed += not _sleep(export, values)
        elif what == "start" and name == "Record":
            yield from _record(file.name, export, values)
        elif what == "start" and name == "Workout":
            workout, distance = values, None
        elif what == "start" and name == "WorkoutStatistics" and "Distance" in values.get("type", ""):
            distance = _km(values.get("sum"), values.get("unit"))
        elif what == "end" and name == "Workout":
            yield from _workout(file.name, export, workout, distance)
    yield from _with_efforts(export)
    for source, intervals in export.sleeps.items():
        yield from _nights(file.name, source, intervals)
    if in_bed and not export.sleeps:
        yield Refusal("nights", _("time in bed is no sleep: %(n)s records were left out") % {"n": in_bed})


def _is_wanted(name: str, values: dict[str, str]) -> bool:
    """Whether an element tells of a workout, of sleep or of water: one of hundreds does."""
    return name in _OF_WORKOUTS or (name == "Record" and values.get("type") in _RECORDS)


def _time(text: str | None) -> datetime | None:
    """ "2026-07-14 10:00:00 -0700" with its own offset, which says the date of waking."""
    try:
        return datetime.strptime(text or "", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _km(text: str | None, unit: str | None) -> float | None:
    value = _number(text)
    return round(value * KM_OF[unit], 3) or None if value is not None and unit in KM_OF else None


def _sleep(export: _Export, values: dict[str, str]) -> bool:
    """Keep an asleep interval; False for time in bed or awake."""
    start, end = _time(values.get("startDate")), _time(values.get("endDate"))
    if "Asleep" not in values.get("value", "") or not start or not end or end <= start:
        return False
    export.sleeps[values.get("sourceName", "")].append((start, end))
    return True


def _record(name: str, export: _Export, values: dict[str, str]) -> Finds:
    kind, at = values.get("type"), None
    if kind in (_WATER, _EFFORT):
        at, amount = _time(values.get("startDate")), _number(values.get("value"))
        place = _("%(file)s, %(at)s") % {"file": name, "at": values.get("startDate")}
        if at is None or amount is None:
            yield Refusal("drinks", _("%(place)s: time or amount is missing") % {"place": place})
        elif kind == _EFFORT:
            export.efforts[at] = amount
        elif (unit := values.get("unit", "")) not in _ML:
            yield Refusal("drinks", str(BadValue(f"{place}: unit", unit, _one_of_units())))
        elif (ml := round(amount * _ML[unit])) > 0:
            mark = f"{at.isoformat()} {ml} {values.get('sourceName', '')}"[:200]
            told = {"at": at, "ml": ml, "kind": "water", "source": "apple_health", "source_id": mark}
            yield FoundRow("drinks", place, told)


def _one_of_units() -> str:
    return _("one of %(words)s") % {"words": ", ".join(_ML)}


def _workout(name: str, export: _Export, values: dict[str, str], distance: float | None) -> Finds:
    start, end = _time(values.get("startDate")), _time(values.get("endDate"))
    place = _("%(file)s, workout of %(at)s") % {"file": name, "at": values.get("startDate")}
    if start is None:
        yield Refusal("sessions", _("%(place)s: startDate is missing") % {"place": place})
        return
    unit = {"min": "min", "s": "s", "hr": "h"}.get(values.get("durationUnit", "min"), "min")
    said = values.get("duration", "")
    length = seconds(said, unit, "," in said) or (seconds_between(start, end) if end else 0.0)
    distance = distance or _km(values.get("totalDistance"), values.get("totalDistanceUnit"))
    row = session_row(place, "apple_health", start, length, values.get("workoutActivityType"), distance_km=distance)
    export.workouts.append(row)
    yield from ()


def _with_efforts(export: _Export) -> Iterator[FoundRow]:
    """The workouts, each with the effort score that was given at its start."""
    for row in export.workouts:
        effort = export.efforts.get(row.values["started_at"])
        yield row if effort is None else FoundRow(row.kind, row.place, row.values | {"effort": round(effort)})


def _nights(name: str, source: str, intervals: list[Interval]) -> Iterator[FoundRow]:
    """One row for each sleep of a source."""
    for sleep in _sleeps(sorted(intervals)):
        wake = sleep[-1][1]
        hours = round(sum(seconds_between(*interval) for interval in sleep) / 3600, 2)
        is_nap = hours < NAP_HOURS and NAP_FROM <= wake.hour < NAP_TO
        place = _("%(file)s, sleep to %(at)s") % {"file": name, "at": wake.isoformat()}
        told = {"date": wake.date(), "hours": hours, "source": "apple_health"}
        mark = f"{sleep[0][0].isoformat()} {source}"[:200]
        yield FoundRow("nights", place, told | {"source_id": mark} | ({"kind": "nap"} if is_nap else {}))


def _sleeps(intervals: list[Interval]) -> Iterator[list[Interval]]:
    """Sorted intervals without overlaps, those of one sleep together."""
    sleep: list[Interval] = []
    for start, end in intervals:
        if sleep and start - sleep[-1][1] > SAME_SLEEP:
            yield sleep
            sleep = []
        if sleep and start <= sleep[-1][1]:
            sleep[-1] = (sleep[-1][0], max(end, sleep[-1][1]))
        else:
            sleep.append((start, end))
    if sleep:
        yield sleep
