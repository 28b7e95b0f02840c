"""Every pair of writes of one person at the same moment."""

from itertools import combinations_with_replacement
from threading import Barrier, Thread
from uuid import uuid4

from django.urls import reverse

from journal.models import KINDS, Drink, Profile
from tests.test_isolation import everything_of
from tests.test_journal_version import WRITES, one_of_each
from tests.torture.found import Found

NEW = {"quick": "drinks", "session_new": "sessions", "twinge_new": "episodes", "drink_new": "drinks",
       "sleep_new": "nights", "checkin_new": "days"}  # fmt: skip
# Those that a test of the version has apart, as far as they need no page before them.
MORE = {
    "demo_start": (lambda kept: reverse("demo_start"), {}),
    "demo_remove": (lambda kept: reverse("demo_remove"), {}),
    "trial_new": (lambda kept: reverse("trial_new", args=["stress"]), {"sessions": "24"}),
    "delete_account": (lambda kept: reverse("delete_account"), {}),
}


def run(site, rng, share):
    found, writes = Found("races"), WRITES | MORE
    pairs = list(combinations_with_replacement(writes, 2))
    if share < 1:
        pairs = rng.sample(pairs, max(5, round(len(pairs) * share)))
    for pair in pairs:
        _race(site, found, [(name, *writes[name]) for name in pair])
    return found


def _race(site, found, writes):
    person = site.person()
    kept, twin = one_of_each(person), str(uuid4())
    version = Profile.objects.get(pk=person.pk).journal_version
    before = everything_of(person)
    browsers, together = [site.browser(person) for _ in writes], Barrier(len(writes))
    answers = [None] * len(writes)

    def send(n, address, data):
        together.wait()
        answers[n] = found.answer(browsers[n].post(address, data))

    threads = []
    for n, (name, address, data) in enumerate(writes):
        data = dict(data(kept) if callable(data) else data)
        if name in NEW or name == "trial_new":
            data["id"] = twin if writes[0][0] == writes[1][0] else str(uuid4())
        threads.append(Thread(target=send, args=(n, address(kept), data)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _check(found, person, kept, [name for name, *_more in writes], answers, version, before)


def _check(found, person, kept, names, answers, version, before):
    said = " and ".join(names)
    profile = Profile.objects.filter(pk=person.pk).first()
    left = profile is None
    if "delete_account" in names:
        rows = sum(model.objects.of(person).count() for model in KINDS.values())
        found.wrong("doubled", rows if left else 0, f"{said}: rows of somebody who has left")
        return
    after = everything_of(person)
    for name, answer in zip(names, answers, strict=True):
        if name in NEW and answer.is_saved:
            more = len(after[NEW[name]]) - len(before[NEW[name]])
            gone = sum(other in ("entry_delete", "undo") for other in names) if NEW[name] == "drinks" else 0
            found.wrong("lost", 1 - more - gone, f"{said}: {name} was acknowledged, and is not there")
        if name in NEW and names[0] == names[1]:
            found.wrong(
                "doubled", len(after[NEW[name]]) - len(before[NEW[name]]) - 1, f"{said}: sent twice, there twice"
            )
    if "entry_delete" in names and answers[names.index("entry_delete")].is_saved:
        back = Drink.objects.of(person).filter(id=kept["drink"].id).count()
        found.wrong("lost", back, f"{said}: what was deleted is there")
    changed = any(after[kind] != before[kind] for kind in KINDS)
    found.wrong("lost", int(changed and profile.journal_version == version), f"{said}: the version was not raised")
