"""Four writers, and a server that is killed under them: what it acknowledged is there, what is sent again is there once."""

import time
from itertools import count
from threading import Thread
from uuid import uuid4

from journal.models import Drink, Episode, Profile, Session
from tests.torture.found import Found

ROUNDS, WRITERS = 40, 4
# No two are alike: the same answers in the same minute are asked about.
FORMS = {
    "/log/drink/": lambda n: {"ml_other": str(100 + n), "kind": "water", "when": "now"},
    "/log/twinge/": lambda n: {"kind": "cramp", "place": "calf-left", "began": "now", "note": f"note {n}"},
    "/log/session/": lambda n: {
        "activity": "run", "ended": "now", "duration_min": "30", "effort": "5", "note": f"note {n}"},
    "/log/quick/": lambda n: {"preset": "water-250"},
}  # fmt: skip


def run(site, rng, share):
    found = Found("kills")
    for _ in range(max(2, round(ROUNDS * share))):
        _round(site, rng, found)
    return found


def _round(site, rng, found):
    person = site.person()
    saved, unsure, numbers = set(), [], count()
    writers = [
        Thread(target=_write, args=(site.browser(person), random_of(rng), numbers, found, saved, unsure))
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    time.sleep(rng.uniform(0.2, 1.0))
    site.kill()
    for writer in writers:
        writer.join()
    site.start()
    _send_again(site.browser(person), found, saved, unsure)
    _check(person, found, saved)


def random_of(rng):
    """A source of its own for a thread."""
    return type(rng)(rng.random())


def _write(browser, rng, numbers, found, saved, unsure):
    """Log until the line goes dead."""
    for n in numbers:
        url = rng.choice(list(FORMS))
        fields = FORMS[url](n) | {"id": str(uuid4())}
        answer = found.answer(browser.post(url, fields), may_die=True)
        if answer.is_saved:
            saved.add(fields["id"])
        elif answer.status == 0:
            unsure.append((url, fields))
            return
        else:
            found.wrong("lost", 1, f"{url} was not taken: {answer.status}")


def _send_again(browser, found, saved, unsure):
    for url, fields in unsure:
        if found.answer(browser.post(url, fields)).is_saved:
            saved.add(fields["id"])
        else:
            found.wrong("lost", 1, f"{url} was not taken when it was sent again")


def _check(person, found, saved):
    stored = [
        str(pk) for model in (Drink, Episode, Session) for pk in model.objects.of(person).values_list("id", flat=True)
    ]
    version = Profile.objects.get(pk=person.pk).journal_version
    found.wrong("lost", len(saved - set(stored)), "acknowledged, but not there after a kill")
    found.wrong("doubled", len(stored) - len(set(stored) | saved), "more entries than were sent")
    found.wrong("lost", len(stored) - version, "writes that did not raise the journal version")
