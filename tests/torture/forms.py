"""Forms with values that nobody means: each gets a page, and the pages after it still work."""

from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse

from tests.journal.forms.test_columns import Filled
from tests.test_journal_version import WRITES, one_of_each
from tests.torture.found import Found

EACH = 60  # times a form is sent
NASTY = [
    "", " ", "0", "-1", "1", "1e309", "NaN", "٣", "１２", "²", "9" * 400, "1,200", "1.440", "10,5", "5 fl oz", "1 h 30",
    "\x00", "a\x00b", "😀" * 50, "<script>alert(1)</script>", "'; DROP TABLE x; --", "2026-02-30", "0001-01-01",
    "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59", "2026-03-29T02:30", "2026-10-25T02:30", "1900-01-01T00:00",
    "other", "now", "night", "calf", "none-left", "[]", "null", "None", "true", "x" * 5000, "\r\n" * 3000, "../../etc",
    "Africa/Abidjan", "localtime", "Factory", "../UTC", "11111111-1111-1111-1111-111111111111", "-0", "0x1f", "1_000",
    "∞", "1/2", "½", "24:61", "12345678901234567890",
]  # fmt: skip
AFTER = ["/", "/week/", "/guidance/", "/settings/", "/summary/", "/settings/export/", *(
    f"/entries/{kind}/" for kind in ("sessions", "twinges", "drinks", "nights", "days"))]  # fmt: skip


def run(site, rng, share):
    found = Found("forms")
    for name in sorted(set(WRITES) - {"import_file"}):
        person = site.person()
        kept, browser = one_of_each(person), site.browser(person)
        address, data = WRITES[name]
        url, posted = address(kept), data(kept) if callable(data) else data
        asked = browser.get(url)
        base = (Filled(asked.body).sent if asked.status == 200 else {}) | {key: [str(v)] for key, v in posted.items()}
        for _ in range(max(3, round(EACH * share))):
            found.answer(browser.post(url, _bent(base, rng)))
        for after in AFTER:
            found.answer(browser.get(after))
    _summaries(site, rng, share, found)
    return found


def _summaries(site, rng, share, found):
    """What stands in an address and is read from it."""
    browser = site.browser(site.person())
    for _ in range(max(3, round(EACH * share))):
        words = {
            name: rng.choice(NASTY)[:1000] for name in ("from", "to", "week", "date", "like", "before", "next", "zone")
        }
        for name in ("summary", "week", "session_new", "drink_new", "sleep_new", "today", "time_zones", "twinge_new"):
            found.answer(browser.get(f"{reverse(name)}?{urlencode(words)}"))
        found.answer(browser.get(f"/entries/drinks/?{urlencode(words)}"))


def _bent(base, rng):
    """The fields of a form with one to four values that nobody means, sometimes twice, sometimes gone."""
    bent = {name: list(values) for name, values in base.items()} | {"id": [str(uuid4())]}
    for name in rng.sample(sorted(bent), min(len(bent), rng.randint(1, 4))):
        match rng.randint(0, 9):
            case 0:
                del bent[name]
            case 1:
                bent[name] += [rng.choice(NASTY)]
            case _:
                bent[name] = [rng.choice(NASTY)]
    return bent
