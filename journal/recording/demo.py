"""The demo journal: eight weeks of one made-up person, the same every time, with a plain pattern to discover.

Short warm-ups and high stress are often followed by a twitch or cramp, the rest is chance. Every entry is marked
`demo`, so that it can be removed at one tap and never leaves in an export.
"""

import random
import uuid
from datetime import date, datetime
from typing import Any

from journal.calendar import HOUR, MIDNIGHT, MINUTE, shift
from journal.files.transfer import is_empty
from journal.measures.one_session import WARM_UP_MIN
from journal.models import Day, Drink, Entry, Episode, Intention, Night, Profile, Session
from journal.vocabulary import Aftermath

WEEKS = 8
TRYING_DAYS = 10
_SEED = 7
# Weekday -> activity, usual start (hours after midnight), minutes, effort.
_PLAN = {0: ("strength", 18.0, 60, 7), 2: ("run", 17.5, 45, 6), 4: ("strength", 18.5, 55, 6), 6: ("run", 9.5, 70, 7)}
# What is said of a strength session; those of a run are worked out when it is read.
_MUSCLES = {"strength": ["thigh_front", "chest", "upper_back"]}


def start(person: Profile, now: datetime) -> bool:
    """Fill an empty journal with the demo, up to yesterday. Returns False, and does nothing, when it is not empty."""
    with person.writing():
        if not is_empty(person):
            return False
        made = _made_up(person, now)
        for model in (Session, Drink, Night, Day, Episode, Intention):
            of_model: list[Any] = [entry for entry in made if type(entry) is model]
            model.objects.bulk_create(of_model)
        _mark(person, True)
    return True


def _made_up(person: Profile, now: datetime) -> list[Entry]:
    """The entries of the demo."""
    rng = random.Random(_SEED)
    today = person.calendar.date_of(now)
    made: list[Entry] = []
    for n in range(WEEKS * 7, 0, -1):
        made += _day(person, rng, shift(today, -n))
    made += _newest_twinge(rng, made)
    tip = Intention(person=person, tip="warmup_more", started_on=shift(today, -TRYING_DAYS), demo=True)
    return [*made, _named(tip, rng)]


def _newest_twinge(rng: random.Random, made: list[Entry]) -> list[Entry]:
    """The newest session always had a short warm-up and a cramp after it, so that the first look shows one."""
    sessions = [entry for entry in made if type(entry) is Session]
    newest = max(sessions, key=lambda session: session.started_at)
    newest.warm_up_min, newest.quiet_after, newest.aftermath = 2, None, None
    if any(type(entry) is Episode and entry.started_at > newest.started_at for entry in made):
        return []
    return [_named(_episode(rng, newest, {"person": newest.person, "demo": True}), rng)]


def remove(person: Profile) -> None:
    """Take every demo entry out; what the person logged stays."""
    with person.writing():
        for model in Entry.__subclasses__():
            model.objects.of(person).filter(demo=True).delete()
        _mark(person, False)


def _mark(person: Profile, has_demo: bool) -> None:
    person.has_demo = has_demo
    person.save(update_fields=["has_demo"])


def _day(person: Profile, rng: random.Random, date: date) -> list[Entry]:
    """The entries of one made-up day."""
    midnight = person.calendar.clock(date, MIDNIGHT)
    common: dict[str, Any] = {"person": person, "demo": True}
    stress = min(10, max(0, round(rng.gauss(5 if date.weekday() < 5 else 3, 1.6))))
    made: list[Entry] = [
        Night(date=date, hours=round(rng.gauss(7.1, 0.7) * 4) / 4, quality=rng.choice([2, 3, 3, 4, 4, 5]), **common),
        Day(date=date, stress=stress, fruit_veg_portions=rng.randint(1, 5), **common),
    ]
    if rng.random() < 0.9:  # a day without drinks now and then: a gap is not a zero
        made += _drinks(rng, midnight, common)
    if date.weekday() in _PLAN and rng.random() < 0.92:
        made += _session(rng, midnight, stress, _PLAN[date.weekday()], common)
    return [_named(entry, rng) for entry in made]


def _named(entry: Entry, rng: random.Random) -> Entry:
    """The entry with an id of its own: the same demo for two people must not share ids."""
    seed = uuid.UUID(int=rng.getrandbits(128), version=4)
    entry.id = uuid.uuid5(seed, f"demo of {entry.person.pk}")
    return entry


def _drinks(rng: random.Random, midnight: datetime, common: dict[str, Any]) -> list[Entry]:
    hours = [
        (7.5, "coffee", 240),
        (10.5, "water", 300),
        (12.75, "water", 330),
        (15.5, "black_tea", 240),
        (20, "water", 400),
    ]
    return [
        Drink(
            at=midnight + hour * HOUR + rng.randint(-25, 25) * MINUTE,
            kind=kind,
            ml=ml + rng.choice([-50, 0, 0, 100]),
            **common,
        )
        for hour, kind, ml in hours
        if rng.random() < 0.92
    ]


def _session(
    rng: random.Random, midnight: datetime, stress: int, plan: tuple[str, float, int, int], common: dict[str, Any]
) -> list[Entry]:
    activity, hour, minutes, effort = plan
    session = Session(
        started_at=midnight + hour * HOUR + rng.randint(-20, 20) * MINUTE,
        activity=activity,
        muscles=_MUSCLES.get(activity),
        duration_min=minutes + rng.choice([-10, -5, 0, 0, 5, 10]),
        effort=min(10, max(3, effort + rng.choice([-1, 0, 0, 1]))),
        warm_up_min=rng.choice([0, 2, 3, 5, 8, 10, 10]) if rng.random() < 0.93 else None,
        stretch_after_min=rng.choice([0, 0, 5, 8]),
        sweat=rng.choice(["light", "moderate", "moderate", "heavy"]),
        air=rng.choice(["mild", "mild", "warm", "cold"]),
        hours_since_meal=rng.choice([1.5, 2, 2.5, 3, 4.5]),
        **common,
    )
    drink = Drink(at=session.started_at + 20 * MINUTE, kind="water", ml=rng.choice([300, 500, 500]), **common)
    risk = 0.08 + 0.42 * (session.warm_up_min is not None and session.warm_up_min < WARM_UP_MIN) + 0.22 * (stress >= 7)
    if rng.random() >= risk:
        session.quiet_after, session.aftermath = (True, Aftermath.NOTHING) if rng.random() < 0.85 else (None, None)
        return [session, drink]
    session.aftermath = rng.choice([Aftermath.A_LITTLE, Aftermath.SOME, Aftermath.SOME, Aftermath.A_LOT])
    return [session, drink, _episode(rng, session, common)]


def _episode(rng: random.Random, session: Session, common: dict[str, Any]) -> Episode:
    kind = rng.choice(["cramp", "cramp", "twitch"])
    begins = session.ended_at + rng.randint(5, 170) * MINUTE
    pain = rng.randint(3, 6) if kind == "cramp" else 0
    helped = rng.choice(["yes", "yes", "partly", "no"])
    return Episode(
        started_at=begins,
        ended_at=begins + rng.randint(1, 6) * MINUTE,
        kind=kind,
        body_part=rng.choice(["calf", "calf", "calf", "thigh_back", "foot"]),
        side=rng.choice(["left", "left", "right"]),
        pain=pain,
        signs=[],
        relief=[{"method": "stretch", "helped": helped}] if kind == "cramp" else None,
        **common,
    )
