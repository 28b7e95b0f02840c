"""JSON of accounts: Fitbit, Google Fit (both in Takeout), Garmin and Oura. Known by the keys of their entries."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from journal.files.document import BadFile
from journal.files.formats.bout import kilometres, rating, session_row
from journal.files.formats.cells import moment
from journal.files.formats.moments import iso_moment, seconds_between
from journal.files.found import Find, Finds, FoundRow, OneFile, Refusal
from journal.row import Row

MOST_BYTES = 128 * 1024**2
SAMPLES = 100  # entries that are looked at for what they are: the first can be a day on which nothing was measured


def read(file: OneFile) -> Finds | None:
    """The entries of a file of one of these accounts; None when it is none. Raises BadFile."""
    data = file.stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadFile(_("%(file)s: JSON may have %(most)s MB at most") % {"file": file.name, "most": MOST_BYTES >> 20})
    try:
        entries = _entries(json.loads(data))
    except (ValueError, RecursionError):
        return None
    samples = [set(entry) for entry in entries[:SAMPLES] if isinstance(entry, dict)]
    reader = next((reader for keys, reader in _READERS if any(keys <= sample for sample in samples)), None)
    return _read(file.name, entries, reader) if reader else None


def _entries(document: Any) -> list[Any]:
    """The list of entries; Garmin's lie in `summarizedActivitiesExport` of the first."""
    if isinstance(document, dict):
        of_oura = [entry for key in ("sleep", "data") for entry in _list(document, key) if isinstance(entry, dict)]
        return of_oura or [document]
    if not isinstance(document, list):
        return []
    if document and isinstance(document[0], dict) and "summarizedActivitiesExport" in document[0]:
        return [entry for part in document for entry in _list(part, "summarizedActivitiesExport")]
    return document


def _list(of: Any, key: str) -> list[Any]:
    """The list that stands under a key of an object; [] without one."""
    found = of.get(key) if isinstance(of, dict) else None
    return found if isinstance(found, list) else []


def _read(name: str, entries: list[Any], reader: Callable[[str, Row], Find | None]) -> Iterator[Find]:
    for n, entry in enumerate(entries, 1):
        place = _("%(file)s, entry %(n)s") % {"file": name, "n": n}
        try:
            found = reader(place, entry)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            why = {"place": place, "why": str(error)[:60]}
            yield Refusal("files", _("%(place)s: %(why)s is missing or not as it must be") % why)
            continue
        if found:
            yield found


def _fitbit_sleep(place: str, entry: Row) -> Find | None:
    values = {
        "date": date.fromisoformat(entry["dateOfSleep"]),
        "hours": round(float(entry["minutesAsleep"]) / 60, 2),
        "kind": None if entry.get("mainSleep", True) else "nap",
    }
    return _row("nights", place, "fitbit", entry["logId"], values)


def _fitbit_exercise(place: str, entry: Row) -> Find | None:
    start = moment(entry["startTime"], day_first=False)
    if start is None:
        raise ValueError(f"startTime {entry['startTime']!r}")
    length = float(entry.get("activeDuration") or entry["duration"]) / 1000
    return session_row(place, "fitbit", start, length, str(entry.get("activityName")), str(entry["logId"]))


def _garmin_activity(place: str, entry: Row) -> Find | None:
    start = datetime.fromtimestamp(float(entry.get("beginTimestamp") or entry["startTimeGmt"]) / 1000, UTC)
    kind = entry.get("activityType") or entry.get("sportType")
    metres = float(entry["distance"]) / 100 if entry.get("distance") else None  # it is in cm
    return session_row(
        place, "garmin", start, float(entry["duration"]) / 1000, str(kind), str(entry["activityId"]),
        distance_km=kilometres(metres), effort=rating(float(entry.get("workoutRpe") or 0)),
    )  # fmt: skip


def _google_fit(place: str, entry: Row) -> Find | None:
    start, end = (iso_moment(str(entry[name])) for name in ("startTime", "endTime"))
    if start is None or end is None:
        raise ValueError(f"startTime {entry['startTime']!r}")
    length = float(str(entry.get("duration", "")).removesuffix("s") or seconds_between(start, end))
    word = str(entry["fitnessActivity"])
    if word.startswith("sleep"):
        values = {"date": end, "hours": round(length / 3600, 2)}
        return _row("nights", place, "google_fit", entry["startTime"], values)
    totals = {total.get("metricName"): total.get("floatValue") for total in entry.get("aggregate") or []}
    metres = totals.get("com.google.distance.delta")
    return session_row(place, "google_fit", start, length, word, distance_km=kilometres(metres))


def _oura_sleep(place: str, entry: Row) -> Find | None:
    asleep = entry.get("total_sleep_duration", entry.get("total"))
    if not asleep or entry.get("type") == "deleted":
        return None
    is_nap = entry.get("type") in ("late_nap", "rest", "nap") or entry.get("is_longest") == 0
    values = {
        "date": date.fromisoformat(str(entry["bedtime_end"])[:10]), "hours": round(float(asleep) / 3600, 2),
        "kind": "nap" if is_nap else None,
    }  # fmt: skip
    return _row("nights", place, "oura", entry.get("id") or entry["bedtime_end"], values)


def _garmin_sleep(place: str, entry: Row) -> Find | None:
    stages = [entry.get(f"{stage}SleepSeconds") for stage in ("deep", "light", "rem")]
    if not any(stages):
        return None  # a day without a sleep
    hours = round(sum(stage or 0 for stage in stages) / 3600, 2)
    return _row(
        "nights",
        place,
        "garmin",
        entry["calendarDate"],
        {"date": date.fromisoformat(entry["calendarDate"]), "hours": hours},
    )


def _garmin_drink(place: str, entry: Row) -> Find | None:
    ml = round(float(entry.get("valueInML") or 0))
    text = entry.get("timestampLocal") or entry.get("persistedTimestampGMT") or ""
    at = moment(str(text), utc="timestampLocal" not in entry)
    if ml <= 0 or at is None:
        return None  # sweat that was estimated, or something taken back
    mark = entry.get("uuid") or f"{at.isoformat()} {ml}"
    return _row("drinks", place, "garmin", mark, {"at": at, "ml": ml, "kind": "water"})


def _row(kind: str, place: str, source: str, mark: Any, values: Row) -> FoundRow:
    known = {name: value for name, value in values.items() if value is not None}
    return FoundRow(kind, place, known | {"source": source, "source_id": str(mark)[:200]})


_READERS: list[tuple[set[str], Callable[[str, Row], Find | None]]] = [
    ({"dateOfSleep", "minutesAsleep", "logId"}, _fitbit_sleep),
    ({"logId", "activityName", "startTime", "duration"}, _fitbit_exercise),
    ({"activityId", "duration", "beginTimestamp"}, _garmin_activity),
    ({"calendarDate", "sleepStartTimestampGMT"}, _garmin_sleep),
    ({"valueInML"}, _garmin_drink),
    ({"fitnessActivity", "startTime", "endTime"}, _google_fit),
    ({"bedtime_end", "bedtime_start"}, _oura_sleep),
]
