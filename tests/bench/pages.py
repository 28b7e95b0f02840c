"""What is measured."""

import itertools
import uuid

# The same answers in the same minute would be asked about: each entry says something of its own.
_NUMBERS = itertools.count(1)
_DRINKS = itertools.cycle((kind, ml) for kind in ("water", "milk", "juice", "coffee") for ml in range(1, 4900))

PLAN = "activity=run&duration_min=50&effort=7"
PAGES = {
    "Today": "/",
    "Week": "/week/",
    "List of 40": "/entries/drinks/",
    "Session form": "/log/session/",
    "Guidance, kept": "/guidance/",
    "A cause": "/guidance/causes/poor_warmup/",
    "Sources": "/guidance/sources/",
    "Doctor's summary": "/summary/",
    "Its PDF": "/summary/pdf/",
    "Trial plan": "/trials/new/poor_warmup/",
    "Before you train": f"/guidance/before/?{PLAN}",
}
SLOW = {"Its PDF"}  # measured a few times only


def a_session():
    return {"id": str(uuid.uuid4()), "activity": "run", "duration_min": "50", "effort": "7", "aftermath": "0",
            "distance_km": f"{next(_NUMBERS)}.5"}  # fmt: skip


def a_drink():
    kind, ml = next(_DRINKS)
    return {"id": str(uuid.uuid4()), "ml_other": str(ml), "kind": kind, "when": "now"}


WRITES = {"Log a session": ("/log/session/", a_session), "Log a drink": ("/log/drink/", a_drink)}
