"""The journal as tidy tables for the analysis.

Columns and types are the same for an empty journal. Moments are `datetime64[us, UTC]`, dates are naive midnights
(`datetime64[us]`), numbers and booleans are pandas' nullable types, words are strings. A list of words is one
string with spaces: "" is the answer "none", missing is not recorded. `date` is the person's own date of the moment,
`night` of a session the date of the last night before it.
The muscles of a session are those it worked, said or usual: see `journal.measures.worked`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.calendar import UP_FROM, Calendar
from journal.measures.drink_contents import alcohol_units, caffeine_mg
from journal.measures.one_session import ended_at, load_of
from journal.measures.usual import usual_before
from journal.measures.worked import with_muscles
from journal.row import Row, is_nap, typed

MOMENT = "datetime64[us, UTC]"
DATE = "datetime64[us]"
WORD = "string"
WHOLE = "Int64"
NUMBER = "Float64"
YES_NO = "boolean"

COLUMNS: dict[str, dict[str, str]] = {
    "sessions": {
        "started_at": MOMENT, "duration_min": WHOLE, "activity": WORD, "effort": WHOLE, "muscles": WORD,
        "distance_km": NUMBER, "warm_up_min": WHOLE, "warm_up_kinds": WORD, "stretch_after_min": WHOLE,
        "massage_after": YES_NO, "air": WORD, "temperature_c": NUMBER, "humidity_pct": WHOLE, "sweat": WORD,
        "salt_marks": YES_NO, "hours_since_meal": NUMBER, "carbs_during_g": WHOLE, "weight_before_kg": NUMBER,
        "weight_after_kg": NUMBER, "felt_drained": YES_NO, "event": YES_NO, "quiet_after": YES_NO, "aftermath": WHOLE,
    },
    "drinks": {"at": MOMENT, "ml": WHOLE, "kind": WORD},
    "nights": {
        "date": DATE, "hours": NUMBER, "quality": WHOLE, "leg_jerks": YES_NO, "woken_by_legs": YES_NO,
        "urge_to_move": YES_NO,
    },
    "days": {
        "date": DATE, "stress": WHOLE, "event_day": YES_NO, "physical_job_load": WHOLE,
        "magnesium_servings": WHOLE, "fruit_veg_portions": WHOLE, "dairy": YES_NO, "fish": YES_NO, "sweets": YES_NO,
        "salty": YES_NO, "processed": YES_NO, "daylight": YES_NO, "chilled": YES_NO, "chemical_contact": YES_NO,
        "unwell": YES_NO,
    },
    "episodes": {
        "started_at": MOMENT, "ended_at": MOMENT, "ongoing": YES_NO, "kind": WORD, "body_part": WORD,
        "side": WORD, "strength": WHOLE, "pain": WHOLE, "several_muscles": YES_NO, "signs": WORD,
    },
}  # fmt: skip
# Columns that are worked out from each row.
DERIVED: dict[str, dict[str, tuple[Callable[[Row], Any], str]]] = {
    "sessions": {"ended_at": (ended_at, MOMENT), "load": (load_of, WHOLE)},
    "drinks": {"caffeine_mg": (caffeine_mg, NUMBER), "alcohol_units": (alcohol_units, NUMBER)},
    "nights": {"nap": (is_nap, YES_NO)},
}
# Tables whose moment has a person's date beside it.
_DATED = {"sessions": "started_at", "drinks": "at", "episodes": "started_at"}


@dataclass(frozen=True)
class Frames:
    """One DataFrame a kind of entry, rows oldest first, with the person's row and calendar beside them."""

    person: Row
    calendar: Calendar
    sessions: pd.DataFrame
    drinks: pd.DataFrame
    nights: pd.DataFrame
    days: pd.DataFrame
    episodes: pd.DataFrame


def tables(journal: Any) -> Frames:
    """The Frames of a Journal."""
    calendar = journal.calendar
    rows = {kind: getattr(journal, kind) for kind in COLUMNS}
    rows["sessions"] = with_muscles(rows["sessions"], journal.person)
    made: dict[str, Any] = {kind: _table(kind, rows[kind], calendar) for kind in COLUMNS}
    made["drinks"]["usual_caffeine_mg"] = _usual_caffeine(made["drinks"])
    made["days"]["usual_stress"] = _usual_stress(made["days"])
    return Frames(person=journal.person, calendar=calendar, **made)


def _table(kind: str, rows: list[Row], calendar: Calendar) -> pd.DataFrame:
    columns = {name: _column([row[name] for row in rows], dtype) for name, dtype in COLUMNS[kind].items()}
    derived = {"typed": (typed, YES_NO), **DERIVED.get(kind, {})}
    columns |= {name: _column([of(row) for row in rows], dtype) for name, (of, dtype) in derived.items()}
    if moment := _DATED.get(kind):
        columns["date"] = dates_of(columns[moment], calendar)
    if kind == "sessions":
        columns["night"] = nights_before(columns["started_at"], calendar)
    return pd.DataFrame(columns)


def _usual_caffeine(drinks: pd.DataFrame) -> NDArray[Any]:
    """mg usual before each drink with caffeine, among those that hold some; NaN of other drinks."""
    times, mg = drinks["at"].to_numpy("datetime64[us]"), drinks["caffeine_mg"].to_numpy("float64")
    found, some = np.full(len(mg), np.nan), mg > 0
    found[some] = usual_before(times[some], mg[some])
    return found


def _usual_stress(days: pd.DataFrame) -> NDArray[Any]:
    """The stress usual before each day's check-in."""
    return usual_before(days["date"].to_numpy("datetime64[us]"), days["stress"].to_numpy("float64", na_value=np.nan))


def _column(values: list[Any], dtype: str) -> Any:
    """One column: `values` as the journal's rows hold them, None where nothing was recorded."""
    if dtype == WORD:
        words = [" ".join(value) if isinstance(value, list | tuple) else value for value in values]
        return pd.array(words, dtype=WORD)  # type: ignore[call-overload]
    if dtype == MOMENT:
        return pd.DatetimeIndex(pd.to_datetime(values, utc=True)).as_unit("us")
    if dtype == DATE:
        return pd.DatetimeIndex(np.array(values, dtype="datetime64[us]"))
    return pd.array(values, dtype=dtype)  # type: ignore[call-overload]


def dates_of(moments: Any, calendar: Calendar) -> Any:
    """The person's dates of a DatetimeIndex with a zone; a day begins at the person's own `day_starts_at` o'clock."""
    wall = _wall(moments, calendar)
    return (wall - pd.Timedelta(hours=calendar.day_starts_at)).normalize()


def nights_before(starts: Any, calendar: Calendar) -> Any:
    """`Calendar.night_before` of the starts of sessions."""
    return (_wall(starts, calendar) - pd.Timedelta(hours=UP_FROM)).normalize()


def _wall(moments: pd.DatetimeIndex, calendar: Calendar) -> pd.DatetimeIndex:
    """What the person's clock showed at each moment: all moments of a zone at once."""
    if not calendar.moved_at:
        return moments.tz_convert(calendar.zones[0]).tz_localize(None)
    stretch = np.searchsorted(moments_array(calendar.moved_at), moments.to_numpy("datetime64[us]"), side="right")
    shown = np.empty(len(moments), "datetime64[us]")
    for n in np.unique(stretch):
        here = moments[stretch == n].tz_convert(calendar.zones[n]).tz_localize(None)
        shown[stretch == n] = here.to_numpy("datetime64[us]")
    return pd.DatetimeIndex(shown)


def moments_array(moments: Iterable[datetime]) -> np.ndarray:
    """Aware moments as the tables hold them: datetime64[us] in UTC."""
    return np.array([moment.astimezone(UTC).replace(tzinfo=None) for moment in moments], "datetime64[us]")


def dates_array(midnights: np.ndarray) -> list[date]:
    """Dates of the tables as `datetime.date`."""
    return midnights.astype("datetime64[D]").tolist()


def midnight(date: date) -> np.datetime64:
    """A `datetime.date` as the tables hold it."""
    return np.datetime64(datetime(date.year, date.month, date.day), "us")  # noqa: DTZ001 - dates have no zone
