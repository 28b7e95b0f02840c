"""The last session and the latest day in plain values, for tips and for the words on the page."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from guidance.causes.registry import Body
from guidance.causes.thresholds import NEW_MEDICINE_DAYS, SPIKE_PERCENT
from guidance.tips.choose import Facts, doing, muscles_in_words
from guidance.tips.recent_events import happened, is_near, woken
from journal.public import (
    CAFFEINE_MG_PER_240_ML,
    DAY,
    NERVE_SIGNS,
    REPEATS,
    USUAL_DAYS,
    BodyPart,
    DrinkKind,
    Journal,
    MedicineKind,
    Row,
    Span,
    caffeine_mg,
    day_up_to,
    format_count,
    format_place,
    shift,
    total_ml,
)


def values_of(measures: Any, unit: int) -> dict[str, Any]:
    """{measure: number or None} of one unit."""
    return {name: _plain(values[unit]) for name, values in measures.items()}


def _plain(value: float) -> float | None:
    value = float(value)
    if value != value:
        return None
    return int(value) if value.is_integer() else value


def gather(
    journal: Journal, at: datetime, exposed: tuple[str, ...], rules: frozenset[str], session: Row, day: dict[str, Any]
) -> Facts:
    """The Facts of a journal. `session` and `day`: values of the last session and of the latest day (see values_of)."""
    person = journal.person
    last = journal.sessions[-1] if journal.sessions else None
    return Facts(
        exposed=exposed,
        rules=rules,
        aside=tuple(row["cause"] for row in journal.set_aside),
        numbers=_numbers(journal, at, last, session, day),
        own=_own_numbers(journal, at, day),
        body=Body.of(person, at.year),
        conditions=frozenset(person["conditions"] or ()),
        medicines=frozenset(medicine.get("kind") for medicine in person["medicines"] or ()),
        signs=_signs(journal, at, DAY),
        signs_week=_signs(journal, at, 7 * DAY),
        happened=frozenset(happened(journal, at, day)),
        poured_ml=total_ml(day_up_to(journal.drinks, at)),
        imperial=person["units"] == "imperial",
    )


def _signs(journal: Journal, at: datetime, reach: Span) -> frozenset[str]:
    """Signs of the episodes that began within `reach`, or that are going on."""
    near = [row for row in journal.episodes if is_near(row, at, reach)]
    return frozenset(sign for row in near for sign in row["signs"] or ())


def _numbers(journal: Journal, at: datetime, last: Row | None, session: Row, day: dict[str, Any]) -> dict[str, Any]:
    """The numbers of knowledge.json's placeholders, None where not recorded."""
    woken_nights, nights = woken(journal, at)
    return _of_session(last, session) | {
        "stress": max(
            (rating for rating in (day.get("stress"), day.get("stress_before")) if rating is not None), default=None
        ),
        "sleep_h": day.get("sleep_h"),
        "caffeine_mg": day.get("caffeine_24h_mg"),
        "alcohol_units_7d": _one_decimal(day.get("alcohol_7d_units")),
        "mg_days": _magnesium_days(day),
        "k_portions": _one_decimal(day.get("fruit_veg_portions_7d")),
        "drink": _usual_caffeine(journal.drinks, at),
        "event": _("a competition") if session.get("event") else _("a competition or exam"),
        "medicine": _medicine(journal.person["medicines"] or (), journal.calendar.date_of(at)),
        "n_nights": woken_nights,
        "days": nights,
    }


def _of_session(last: Row | None, session: Row) -> dict[str, Any]:
    longest = session.get("longest_30d_min")
    return {
        "rpe": session.get("effort"),
        "activity": last and doing(last["activity"]),
        "muscles": muscles_in_words(last["muscles"] if last else None),
        "duration_min": session.get("minutes"),
        "jump_pct": longest and round((session["minutes"] / longest - 1) * 100),
        "limit_min": longest and int(longest * SPIKE_PERCENT // 100),
        "gap_days": session.get("gap_days"),
        "warmup_min": session.get("warm_up_min"),
        "fluid_24h": session.get("fluid_24h_ml"),
        "fluid_session_ml_h": session.get("fluid_during_ml_h"),
        "temp_c": session.get("temperature_c"),
        "hours_since_meal": session.get("hours_since_meal"),
    }


def _own_numbers(journal: Journal, at: datetime, day: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """{tip: numbers} where a placeholder means something else than in other tips."""
    shoulder = {"body_part": _part("shoulder"), "n_episodes": day.get("shoulder_twitches_14d"), "days": REPEATS // DAY}
    nerve = [
        e
        for e in journal.episodes
        if at - e["started_at"] <= REPEATS and set(NERVE_SIGNS).intersection(e["signs"] or ())
    ]
    twitches = [e for e in nerve if e["kind"] == "twitch"]
    return {
        "k_test": shoulder,
        "nerve_watch": {"side": format_place(twitches[-1]["body_part"], twitches[-1]["side"]) if twitches else None},
        "nerve_doctor": {"body_part": _part(nerve[-1]["body_part"]) if nerve else None},
    }


def _part(word: str) -> str:
    return str(BodyPart(word).label).lower()


def _one_decimal(value: float | None) -> str | None:
    """2.3333 -> "2.3", 2 -> "2", None -> None."""
    return value if value is None else format_count(value, 1 if value % 1 else 0)


def _magnesium_days(day: dict[str, Any]) -> dict[str, Any] | None:
    """Days with magnesium foods among the answered ones of the last seven, or None."""
    rich, logged = day.get("magnesium_servings_days_7d"), day.get("magnesium_servings_logged_7d")
    return {"n": rich, "logged": logged} if logged else None


def _medicine(medicines: list[Row] | tuple[Any, ...], today: date) -> str | None:
    """What to call the medicine that may go with twinges: one that is new, or one of a known kind."""
    first, last = shift(today, -NEW_MEDICINE_DAYS).isoformat(), today.isoformat()
    begun = [m for m in medicines if first <= (m.get("started_on") or "") <= last]
    known = [m for m in medicines if m.get("kind") not in (None, "other")]
    found = max(begun, key=lambda m: m["started_on"], default=known[0] if known else {})
    return found.get("name") or _kind(found.get("kind"))


def _kind(kind: str | None) -> str | None:
    return str(MedicineKind(kind).label) if kind else None


def _usual_caffeine(drinks: list[Row], at: datetime) -> str | None:
    """The drink with caffeine taken most often in the last 28 days, in lower case, or None."""
    taken = [drink["kind"] for drink in drinks if caffeine_mg(drink) and at - drink["at"] <= USUAL_DAYS * DAY]
    if not taken:
        return None
    return str(DrinkKind(max(CAFFEINE_MG_PER_240_ML, key=taken.count)).label).lower()
