"""Somebody else walks every address with a person's ids, looking and sending: nothing is seen, nothing changes."""

from tests import factories
from tests.test_isolation import PATTERNS, addresses, everything_of
from tests.test_journal_version import one_of_each
from tests.torture.found import Found

SECRET = "only for me"
LEAVES = {"account_logout", "delete_account"}  # walked last: they end the walk


def run(site, rng, share):
    found, person, stranger = Found("walk"), site.person(), site.person()
    ids = _entries(person)
    before, browser = everything_of(person), site.browser(stranger)
    for name in sorted(PATTERNS, key=lambda name: (name in LEAVES, name)):
        for url in addresses(name, ids):
            shown = [entry_id for entry_id in ids if str(entry_id) not in url]
            for ask in (browser.get, lambda url: browser.post(url, {})):
                _look(found, found.answer(ask(url)), shown)
            _look(found, found.answer(browser.post(url, {"id": ids, "session": ids, "like": ids})), [])
        for entry_id in ids:
            _look(found, found.answer(browser.get(f"{url}?like={entry_id}&session={entry_id}&id={entry_id}")), [])
    found.wrong("leaked", int(everything_of(person) != before), "somebody else has changed a journal")
    return found


def _entries(person):
    kept = one_of_each(person)
    noted = [
        factories.session(person, note=SECRET), factories.episode(person, note=SECRET),
        factories.night(person, factories.date(2026, 6, 17), note=SECRET),
        factories.day(person, factories.date(2026, 6, 17), note=SECRET),
    ]  # fmt: skip
    return [entry.id for entry in (*noted, *kept.values())]


def _look(found, answer, ids):
    seen = [text for text in (SECRET, *map(str, ids)) if text in answer.body]
    found.wrong("leaked", len(seen), f"{answer.asked} shows {seen}")
