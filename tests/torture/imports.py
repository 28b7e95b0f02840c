"""Files of watches, apps and accounts that were bent: shown or refused with a sentence, never a failure, never 5 seconds."""

import io

from tests.journal.files.test_formats import mutated, samples
from tests.torture.found import Found

FILES = 2000
SLOW = 5000  # ms
NAMES = ("a.csv", "a.json", "a.zip", "a.fit")


def run(site, rng, share):
    found, contents = Found("imports"), list(samples())
    person = site.person()
    browser = site.browser(person)
    for n in range(max(10, round(FILES * share))):
        if n % 50 == 49:
            person = site.person()
            browser = site.browser(person)
        file = io.BytesIO(mutated(rng.choice(contents), rng))
        file.name = rng.choice(NAMES)
        answer = found.answer(browser.post("/settings/import/", {"file": file, "do": "check"}))
        if answer.ms > SLOW:
            found.wrong("lost", 1, f"{answer.ms:.0f} ms for {file.getvalue()[:200]!r}")
        found.answer(browser.get("/settings/import/check/"))
        if rng.random() < 0.3:
            found.answer(browser.post("/settings/import/check/", {"do": "save"}))
    return found
