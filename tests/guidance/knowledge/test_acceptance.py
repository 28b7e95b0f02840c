"""Every row of the acceptance list: what covers a claim of the two documents exists and shows on a page."""

import json
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from guidance.analysis.analysis import advise
from guidance.causes.registry import CAUSES
from guidance.cramp import page as cramp
from guidance.cramp.steps import TRACKS
from guidance.flags.registry import RULES
from guidance.knowledge.load import by_id, load, naming, prevention_items, relief_steps, tips
from guidance.overview.page import guidance_page
from guidance.tips.names import general_text
from guidance.trials.better_page import Worth
from journal.calendar import MINUTE
from journal.recording import cramp_clock
from tests.guidance.flags.test_every_red_flag import EACH
from tests.guidance.tips.test_tips import TIPS
from tests.guidance_prose import DOCUMENTS_SAY
from tests.guidance_rows import AT, HOUR, episode, journal

# The acceptance list: {claim: what covers it, "kind:id"}.
ROWS = json.loads(Path(__file__).with_name("acceptance.json").read_text())
NO_CLAIM = "A107"  # it only points to further material


def text_of(answer):
    """A page as a visitor reads it."""
    assert answer.status_code == 200
    return plain(answer.content.decode())


def plain(html):
    """What stands on a page without its marks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


@cache
def page(address):
    """The text of a public page."""
    return text_of(Client().get(address))


@cache
def relief_screens():
    """The text of every screen that somebody with a cramp, a twitch, shaking or a bad night can see."""
    return " ".join(map(_screens_of, cramp.CRAMP_KINDS))


def _screens(kind):
    client, now = Client(), timezone.now()
    for track in ("", *TRACKS):
        for step in range(1, 10):
            yield client.get("/cramp/", {"kind": kind, "track": track, "step": step})
    client.cookies[cramp_clock.COOKIE] = cramp_clock.signed(cramp_clock.Bout(now - MINUTE, ended=now, kind=kind))
    yield client.get("/cramp/eased/")


def words_of(text):
    """The longest stretch of a text between placeholders, which stands on pages as it is."""
    return max(re.split(r"{\w+}", text), key=len).strip()


def on_the_page_of_its_cause(text, claims, cause):
    shown = page(f"/guidance/causes/{cause}/")
    return text in shown and all(by_id("claims")[claim]["section"] in shown for claim in claims)


def cause(name):
    known = by_id("causes")[name]
    return name in CAUSES and on_the_page_of_its_cause(known["name"], known["claims"], name)


def tip(name):
    known, found = tips()[name]
    return on_the_page_of_its_cause(words_of(general_text(found)), found["claims"], known["id"])


def red_flag(name):
    known, shown = by_id("red_flags")[name], page("/guidance/signs/")
    pieces = [known["heading"], *re.split(r"{\w+}", known.get("in_list", known["wording"]))]
    return name in RULES and all(piece.strip() in shown for piece in pieces)


def explainer(name):
    return by_id("explainers")[name]["text"] in page("/guidance/sources/")


def correction(name):
    known = by_id("corrections")[name]
    shown = [page(f"/guidance/sources/{claim}/") for claim in known["claims"]]
    return all(known["problem"] in text and DOCUMENTS_SAY[name] not in text for text in shown)


def conflict(name):
    known, shown = by_id("conflicts")[name], page("/guidance/sources/")
    body = shown[shown.index("Where they disagree With each other") :]
    notes = [entry["problem"] for claim in known["between"] for entry in naming(claim)["corrections"]]
    texts = [by_id("claims")[claim]["text"] for claim in known["between"]]
    return all(text in body for text in (known["resolution"], *texts, *notes))


def prevention(name):
    known = next(item for item in prevention_items() if item["id"] == name)
    text = known["text"]
    return text[:1].upper() + text[1:] in page("/guidance/sources/")


def relief(name):
    step = next(step for step in relief_steps() if step["id"] == name)
    return words_of(step["first"]) in relief_screens()


SHOWN = {
    "cause": cause, "tip": tip, "red_flag": red_flag, "explainer": explainer, "correction": correction,
    "conflict": conflict, "prevention": prevention, "relief": relief,
}  # fmt: skip


def test_the_list_holds_every_claim_and_leaves_none_uncovered():
    assert set(ROWS) == set(by_id("claims"))
    assert [claim for claim, covered in ROWS.items() if not covered] == [NO_CLAIM]


@pytest.mark.parametrize("claim", [claim for claim in ROWS if claim != NO_CLAIM])
def test_what_covers_a_claim_exists_and_shows(claim, db):
    missing = [covered for covered in ROWS[claim] if not SHOWN[covered.split(":")[0]](covered.split(":")[1])]
    assert missing == []


@pytest.mark.parametrize("claim", [claim for claim in ROWS if claim != NO_CLAIM])
def test_what_covers_a_claim_names_it_or_is_named_with_it(claim):
    """Both ways: what the list names is in the knowledge base, and what names the claim there exists."""
    named = {entry["id"] for entries in naming(claim).values() for entry in entries}
    assert named & {covered.split(":")[1] for covered in ROWS[claim]}


def test_nothing_in_the_app_names_a_claim_that_does_not_exist():
    parts = [*load()["causes"], *load()["red_flags"], *load()["explainers"], *load()["corrections"]]
    parts += [found for _cause, found in tips().values()] + relief_steps() + prevention_items()
    named = {claim for part in parts for claim in part["claims"]}
    named |= {claim for known in load()["conflicts"] for claim in known["between"]}
    assert named <= set(by_id("claims"))


@pytest.mark.parametrize("document", [1, 2])
def test_the_sources_list_every_claim_under_its_document_and_section(document, db):
    shown, known = page("/guidance/sources/"), load()["documents"][document - 1]
    body = shown[shown.index(f"Doc {document}: {known['title']}") :]
    places = [
        body.index(f"{claim['text']} ({claim['id']})")
        for claim in load()["claims"]
        if claim["document"] == known["title"]
    ]
    assert places == sorted(places)
    assert all(section in body for section in known["sections"])


@cache
def _scene(place):
    """What the person of a journal of TIPS or EACH reads in Guidance, what of it in its list of other causes, and the
    {claim: texts} of its tips and flags."""
    lists = dict(_journals()[place])
    entries = journal(lists.pop("who", None), **lists)
    advice = advise(entries, AT)
    shown = guidance_page(advice, entries, lambda cause: Worth(""))
    others = render_to_string("guidance/overview/_others.html", {"groups": shown.groups()})
    read = plain(render_to_string("guidance/overview/_findings.html", {"page": shown, "others": others}))
    told = [*((flag.claims, flag.wording) for flag in advice.flags), *((tip.claims, tip.text) for tip in advice.tips)]
    return read, "" if shown.put_away else plain(others), _by_claim(told)


def _by_claim(told):
    found = {}
    for claims, text in told:
        for claim in claims:
            found.setdefault(claim, set()).add(text)
    return found


@cache
def _journals():
    """{(tip or flag, "meets" or "near"): a journal that meets it, or all but does}."""
    of_tips = {name: (meets, near) for name, (meets, _text, near) in TIPS.items()}
    of_flags = {name: (meets, near[0]) for name, (_urgency, [meets, *_more], near) in EACH.items()}
    pairs = of_tips | of_flags
    return {(name, side): lists for name, both in pairs.items() for side, lists in zip(SIDES, both, strict=True)}


SIDES = ("meets", "near")


def changes_guidance(claim, name):
    """Whether the page of the journal that meets a tip or flag holds a text of the claim that the other's does not."""
    (read, _causes, told), (other, _others, _told) = (_scene((name, side)) for side in SIDES)
    return any(text in read and text not in other for text in told.get(claim, ()))


def changes_relief(claim):
    """Whether the screens of some kinds of twinge show a step that rests on the claim, and those of others do not."""
    steps = [step for step in relief_steps() if claim in step["claims"] and step.get("first")]
    kinds = {kind for kind in cramp.CRAMP_KINDS if any(words_of(step["first"]) in _screens_of(kind) for step in steps)}
    return 0 < len(kinds) < len(cramp.CRAMP_KINDS)


@cache
def _screens_of(kind):
    return " ".join(text_of(answer) for answer in _screens(kind))


def changes_its_cause(claim):
    """Whether the line of a cause that names the claim differs between journals of its tips, on their pages."""
    for known in naming(claim)["causes"]:
        names = [tip["id"] for tip in known["tips"]]
        lines = {_line_of(known["name"], _scene((name, side))[1]) for name in names for side in SIDES}
        if len(lines) > 1:
            return True
    return False


def _line_of(name, others):
    """What follows a cause's name where it is listed."""
    return others.partition(name)[2][:80]


# What a twitch, tic or cramp is and what doctors call it: read on the page of sources, whatever is in a journal.
READ_BY_ALL = set("A2 A3 A4 A5 A6 A7 A15 A70 A89 A100 A107 B27 B28 B29 B30".split())
GOOD_FOOD = "A32"


@pytest.mark.parametrize("claim", sorted(set(ROWS) - READ_BY_ALL - {GOOD_FOOD}))
def test_a_journal_that_meets_a_claim_changes_what_its_person_reads(claim, db):
    named = naming(claim)
    entries = [entry["id"] for part in ("tips", "red_flags") for entry in named[part]]
    changed = any(changes_guidance(claim, name) for name in entries)
    assert changed or changes_relief(claim) or changes_its_cause(claim)


def test_food_and_habits_wait_where_a_sign_needs_help(db):
    """What A32 is corrected to: first the doctor, then food."""
    few_foods = dict(TIPS["mg_food"][0])
    help_first = few_foods | {"episodes": episode(AT - HOUR, kind="twitch", signs=["dark_urine"])}
    pages = []
    for lists in (few_foods, help_first):
        entries = journal(**lists)
        shown = guidance_page(advise(entries, AT), entries, lambda cause: Worth(""))
        pages.append(plain(render_to_string("guidance/overview/_findings.html", {"page": shown, "others": ""})))
    assert ["Magnesium foods on" in read for read in pages] == [True, False]
    assert "Go to emergency care now" in pages[1]
    assert "Warning signs come first" in page(f"/guidance/sources/{GOOD_FOOD}/")


@pytest.mark.parametrize("claim", sorted(READ_BY_ALL))
def test_a_claim_that_only_explains_is_read_with_what_speaks_against_it(claim, db):
    assert by_id("claims")[claim]["text"] in page("/guidance/sources/")
    shown = page(f"/guidance/sources/{claim}/")
    assert by_id("claims")[claim]["text"] in shown
    assert all(entry["problem"] in shown for entry in naming(claim)["corrections"])
