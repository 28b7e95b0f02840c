"""Any journal that the format allows, for property tests."""

import uuid
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from journal import vocabulary as v
from journal.calendar import time_zones
from journal.vocabulary import LIMITS
from journal.words import one_line_break

ids = st.uuids(version=4).map(str)
notes = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
offsets = st.integers(-11 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
moments = st.builds(lambda instant, zone: instant.astimezone(zone).isoformat(), instants, offsets)
dates = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(date.isoformat)


def whole(name):
    return st.integers(*LIMITS[name])


def number(name):
    low, high = LIMITS[name]
    return st.integers(max(low, 1), high) | st.floats(low, high, exclude_min=True, allow_subnormal=False)


def word(choices):
    return st.sampled_from(choices.values)


def words(choices):
    return st.lists(word(choices), max_size=4, unique=True)


def record(required, **optional):
    """An object with its required keys and any of the optional ones; a key may hold null, which is the same as none."""
    return st.fixed_dictionaries(required, optional={key: value | st.none() for key, value in optional.items()})


def source():
    return {"source": st.sampled_from(["manual", "fit", "pmdata"]), "source_id": ids}


def _agree(session):
    """ "Nothing came after" and a restless aftermath contradict each other."""
    if session.get("quiet_after") and session.get("aftermath"):
        return session | {"aftermath": 0}
    return session


sessions = record(
    {"id": ids, "started_at": moments, "duration_min": whole("duration_min"), "activity": word(v.Activity)},
    effort=whole("effort"), muscles=words(v.BodyPart), distance_km=number("distance_km"),
    warm_up_min=whole("warm_up_min"), warm_up_kinds=words(v.WarmUpKind), stretch_after_min=whole("stretch_after_min"),
    massage_after=st.booleans(), air=word(v.Air), temperature_c=number("temperature_c"),
    humidity_pct=whole("humidity_pct"), sweat=word(v.Sweat), salt_marks=st.booleans(),
    hours_since_meal=number("hours_since_meal"), carbs_during_g=whole("carbs_during_g"),
    weight_before_kg=number("weight_before_kg"), weight_after_kg=number("weight_after_kg"), felt_drained=st.booleans(),
    event=st.booleans(), quiet_after=st.just(True), aftermath=whole("aftermath"), note=notes, **source(),
).map(_agree)  # fmt: skip
drinks = record({"id": ids, "at": moments, "ml": whole("ml"), "kind": word(v.DrinkKind)}, **source())
nights = record(
    {"id": ids, "date": dates, "hours": number("hours")},
    quality=whole("quality"), leg_jerks=st.booleans(), woken_by_legs=st.booleans(), urge_to_move=st.booleans(),
    note=notes, kind=word(v.SleepKind), **source(),
)  # fmt: skip
days = record(
    {"id": ids, "date": dates},
    stress=whole("stress"), event_day=st.booleans(), physical_job_load=whole("physical_job_load"),
    magnesium_servings=whole("magnesium_servings"), fruit_veg_portions=whole("fruit_veg_portions"),
    dairy=st.booleans(), fish=st.booleans(), sweets=st.booleans(), salty=st.booleans(), processed=st.booleans(),
    daylight=st.booleans(), chilled=st.booleans(), chemical_contact=st.booleans(), unwell=st.booleans(), note=notes,
)  # fmt: skip


def _end(episode, minutes):
    """Give an episode an end, or none while it goes on."""
    if episode.get("ongoing") or minutes is None:
        return episode
    return episode | {
        "ended_at": (datetime.fromisoformat(episode["started_at"]) + timedelta(minutes=minutes)).isoformat()
    }


reliefs = st.lists(
    record({"method": word(v.ReliefMethod)}, helped=word(v.Helped)), max_size=3, unique_by=lambda tried: tried["method"]
)
episodes = st.builds(
    _end,
    record(
        {"id": ids, "started_at": moments, "kind": word(v.EpisodeKind), "body_part": word(v.BodyPart)},
        ongoing=st.just(True), side=word(v.Side), strength=whole("strength"), pain=whole("pain"),
        several_muscles=st.booleans(), signs=words(v.Sign), relief=reliefs, note=notes, **source(),
    ),
    st.none() | st.integers(0, 300),
)  # fmt: skip
assignments = record({"position": st.integers(1, 60), "arm": word(v.Arm)}, session=ids, followed=st.booleans())
experiments = record(
    {
        "id": ids,
        "cause": st.sampled_from(v.cause_ids()),
        "started_on": dates,
        "planned_sessions": whole("planned_sessions"),
    },
    arms=word(v.Arms),
    smallest_effect=st.floats(*LIMITS["smallest_effect"]),
    assignments=st.lists(assignments, max_size=3),
)
answers = record({"id": ids, "flag": st.sampled_from(v.flag_ids()), "answer": word(v.FlagAnswer), "at": moments})
set_aside = record({"cause": st.sampled_from(v.cause_ids()), "at": moments})
intentions = record({"id": ids, "tip": st.sampled_from(["warmup_more", "salt_after"]), "started_on": dates})
zones = st.sampled_from(sorted(time_zones()))
past = st.datetimes(datetime(1990, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC))
moves = st.lists(st.tuples(past, zones), max_size=3, unique_by=lambda move: move[0]).map(
    lambda pairs: [{"from": at.isoformat(), "time_zone": zone} for at, zone in sorted(pairs)]
)
people = record(
    {"time_zone": zones},
    moves=moves,
    week_starts_on=word(v.WeekStart), day_starts_at=whole("day_starts_at"), units=word(v.Units), sex=word(v.Sex),
    birth_year=whole("birth_year"), weight_kg=number("weight_kg"), emergency_number=st.just("112"),
    advice_line=st.just("116 117"), conditions=words(v.Condition),
    activity_muscles=st.dictionaries(word(v.Activity), words(v.BodyPart), max_size=3),
    medicines=st.lists(record({}, name=st.just("Something"), kind=word(v.MedicineKind), started_on=dates), max_size=2),
)  # fmt: skip


def many(entries, key="id"):
    return st.lists(entries, max_size=3, unique_by=lambda entry: entry[key])


documents = st.fixed_dictionaries(
    {
        "format": st.just("twinge-journal"),
        "version": st.just(1),
        "exported_at": moments,
        "person": people,
        "sessions": many(sessions),
        "drinks": many(drinks),
        "nights": many(nights, "date"),
        "days": many(days, "date"),
        "episodes": many(episodes),
        "experiments": st.lists(experiments, max_size=3, unique_by=(lambda e: e["id"], lambda e: e["cause"])),
    },
    optional={"answers": many(answers), "set_aside": many(set_aside, "cause"), "intentions": many(intentions)},
)


def meaning(document):
    """A document without what does not matter: nulls, key order, the order of entries, the offset a time is told in,
    how a line break of a note is written."""
    lists = {
        kind: sorted((_plain(row) for row in rows), key=str)
        for kind, rows in document.items()
        if isinstance(rows, list)
    }
    empty = {kind: [] for kind in ("answers", "set_aside", "intentions")}
    return empty | lists | {"person": _plain(document["person"])}


def _plain(value):
    if isinstance(value, dict):
        if isinstance(value.get("note"), str):
            value = value | {"note": one_line_break(value["note"])}
        return {key: _plain(inner) for key, inner in sorted(value.items()) if inner is not None}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, str) and "T" in value and value[:4].isdigit():
        return datetime.fromisoformat(value).astimezone(UTC).isoformat()
    return value


def example(**lists):
    """A small journal document with these lists."""
    return {"format": "twinge-journal", "version": 1, "person": {"time_zone": "Europe/Oslo"}, **lists}


def run(**fields):
    """A session of a document."""
    return {
        "id": str(uuid.uuid4()),
        "started_at": "2026-06-18T17:30:00+02:00",
        "duration_min": 50,
        "activity": "run",
    } | fields
