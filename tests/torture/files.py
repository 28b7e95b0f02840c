"""Journal files that were bent: each is taken whole or refused with a sentence, and the same file twice adds nothing."""

import io
import json
from uuid import uuid4

from journal.models import KINDS
from tests.journals import example
from tests.journals import run as a_run
from tests.torture.found import Found

FILES = 600
VALUES = [
    None, True, False, 0, -1, 1, 1.5, 1e308, 10**30, "", " ", "x" * 3000, "\x00", "😀", [], {}, [None], [[]], "NaN", "2026-02-30",
    "2026-06-18", "2026-06-18T10:00:00", "2026-06-18T10:00:00+00:00", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "9999-12-31", "0001-01-01", "UTC", "run", "water", "calf", "left",
]  # fmt: skip


def run(site, rng, share):
    found = Found("files")
    for _ in range(max(10, round(FILES * share))):
        _bring(site, rng, found)
    return found


def _bring(site, rng, found):
    person = site.person()
    browser = site.browser(person)
    data = _bent(_journal(), rng)
    before = _count(person)
    answer = found.answer(browser.post("/settings/import/", {"file": _file(data), "do": "import"}))
    added = _count(person) - before
    if "errsum" in answer.body or "refused" in answer.body:
        whole = "errsum" not in answer.body
        found.wrong("doubled", 0 if whole else added, f"refused, and {added} were added: {data[:200]!r}")
    if added:
        again = _count(person)
        found.answer(browser.post("/settings/import/", {"file": _file(data), "do": "import"}))
        found.wrong("doubled", _count(person) - again, f"the same file added more: {data[:200]!r}")
        for url in ("/", "/week/", "/guidance/", "/summary/", "/settings/export/"):
            found.answer(browser.get(url))


def _journal():
    episode = {"id": str(uuid4()), "started_at": "2026-06-18T10:00:00+02:00", "kind": "cramp", "body_part": "calf",
               "signs": ["sweating"], "relief": [{"method": "stretch", "helped": "yes"}], "note": "here"}  # fmt: skip
    return example(
        sessions=[a_run(), a_run()], episodes=[episode],
        drinks=[{"id": str(uuid4()), "at": "2026-06-18T11:00:00+02:00", "ml": 300, "kind": "water"}],
        nights=[{"id": str(uuid4()), "date": "2026-06-18", "hours": 7.5}],
        days=[{"id": str(uuid4()), "date": "2026-06-18", "stress": 4}],
    )  # fmt: skip


def _bent(document, rng):
    """The bytes of a document with one to three places changed, and sometimes of its text."""
    for _ in range(rng.randint(0, 3)):
        holder, key = rng.choice(_places(document))
        match rng.randint(0, 4):
            case 0 if isinstance(holder, dict):
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[f"{key}x"] = rng.choice(VALUES)
            case 2 if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                holder[key] = rng.choice(VALUES)
    data = bytearray(json.dumps(document).encode())
    if rng.random() < 0.3:
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _places(value):
    """Every (holder, key) inside a document."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    here = [(value, key) for key in list(keys)]
    return here + [place for key in list(keys) for place in _places(value[key])]


def _file(data):
    file = io.BytesIO(data)
    file.name = "journal.json"
    return file


def _count(person):
    return sum(model.objects.of(person).count() for model in KINDS.values())
