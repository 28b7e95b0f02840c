"""Journals to measure with, as documents of the journal format: every version of Twinge can import them."""

import json
import random
import uuid
from datetime import UTC, datetime, timedelta

# How many days, and how many of each thing lie in them.
PEOPLE = {
    "month": {"days": 30, "sessions": 17, "drinks": 125, "twinges": 8},
    "year": {"days": 365, "sessions": 200, "drinks": 1500, "twinges": 100},
    "10 years": {"days": 3650, "sessions": 2000, "drinks": 15_000, "twinges": 1000},
}


def write(folder):
    """One file for each person of PEOPLE: {name: path}."""
    paths = {name: folder / f"{name.replace(' ', '-')}.json" for name in PEOPLE}
    for name, path in paths.items():
        path.write_text(json.dumps(journal(**PEOPLE[name])))
    return paths


def journal(days, sessions, drinks, twinges):
    """Entries spread evenly over the last `days` days, with a night and a check-in for each day."""
    rng, now = random.Random(1), datetime.now(UTC)
    new_id = lambda: str(uuid.UUID(int=rng.getrandbits(128), version=4))  # noqa: E731
    when = lambda n, of: now - (n + 0.5) / of * timedelta(days=days)  # noqa: E731
    dates = [(now - timedelta(days=n)).date().isoformat() for n in range(days)]
    return {
        "format": "twinge-journal",
        "version": 1,
        "person": {"time_zone": "UTC"},
        "sessions": [
            {"id": new_id(), "started_at": when(n, sessions).isoformat(), "duration_min": rng.randint(30, 90),
             "activity": "run", "effort": rng.randint(3, 9), "warm_up_min": rng.choice([0, 5, 10]),
             "quiet_after": rng.random() < 0.6 or None}
            for n in range(sessions)
        ],
        "drinks": [
            {"id": new_id(), "at": when(n, drinks).isoformat(), "ml": rng.choice([200, 300, 500]),
             "kind": rng.choice(["water", "coffee"])}
            for n in range(drinks)
        ],
        "episodes": [
            {"id": new_id(), "started_at": (when(n, twinges) + timedelta(hours=1)).isoformat(), "kind": "twitch",
             "body_part": "calf", "side": "left", "pain": 2}
            for n in range(1, twinges)
        ],
        "nights": [{"id": new_id(), "date": date, "hours": round(rng.uniform(5, 9), 2), "quality": 3} for date in dates],
        "days": [{"id": new_id(), "date": date, "stress": rng.randint(0, 9)} for date in dates],
        "experiments": [],
    }  # fmt: skip
