"""No page looks into a text: with every sentence of the knowledge base put in other words, every page opens."""

import json
import re
from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from guidance.cramp.page import CRAMP_KINDS
from guidance.cramp.steps import PARTS, TRACKS
from guidance.knowledge import load
from journal.calendar import MINUTE
from journal.recording import cramp_clock, demo
from tests import factories
from tests.guidance_prose import reworded

NEVER = re.compile("First look|Stop\\.|Chest pain|Warm up before|Do not recommend|Prevention checklist")


def _other(number):
    """Other words for a text, with the same blanks in it and without a full stop or a colon."""
    return lambda text: " ".join([f"lorem {next(number)} ipsum", *re.findall(r"{\w+}", text)])


@pytest.fixture
def other_words(monkeypatch, tmp_path):
    """A language whose knowledge base says everything in other words."""
    said = reworded(load.load(), _other(count()))
    titles = {new["title"]: old["title"] for old, new in zip(load.load()["documents"], said["documents"], strict=True)}
    old = {title: new for new, title in titles.items()}
    for new, known in zip(said["claims"], load.load()["claims"], strict=True):
        new["document"] = old[known["document"]]
    (tmp_path / "knowledge.ia.json").write_text(json.dumps(said))
    monkeypatch.setattr(load, "FILE", tmp_path / "knowledge.json")
    with translation.override("ia"):
        yield


def _addresses():
    """Every page of guidance that can be opened by its name alone, and one of each kind that needs more."""
    for claim in load.by_id("claims"):
        yield reverse("source", args=[claim])
    for cause in load.by_id("causes"):
        yield reverse("cause", args=[cause])
    for known in load.load()["how_to"]:
        yield reverse("how_to", args=[known["id"]])
    for name in (
        "how_tos",
        "guidance",
        "signs",
        "sources",
        "before_training",
        "trials",
        "summary",
        "week",
        "cramp_help",
        "offline",
    ):
        yield reverse(name)
    yield f"{reverse('before_training')}?activity=run&duration_min=90&effort=8&hours_since_meal=6&air=hot"
    for kind in CRAMP_KINDS:
        for track in ("", *TRACKS):
            yield from (f"{reverse('cramp')}?kind={kind}&track={track}&step={step}" for step in range(1, 10))
    yield from (f"{reverse('cramp')}?kind=cramp&part={part}&step=2" for part in PARTS)


def test_every_page_opens_in_other_words(mine, person, other_words):
    demo.start(person, timezone.now())
    factories.episode(person, signs=["dark_urine", "one_leg_swollen", "warm"], pain=9)
    shown = ""
    for address in _addresses():
        answer = mine.get(address)
        assert answer.status_code == 200, address
        shown += answer.content.decode()
    assert "lorem" in shown
    assert NEVER.findall(shown) == []


@pytest.mark.parametrize("minutes", [1, 15, 70])
def test_help_for_a_cramp_opens_in_other_words(client, db, minutes, other_words):
    now = timezone.now()
    client.cookies[cramp_clock.COOKIE] = cramp_clock.signed(cramp_clock.Bout(now - minutes * MINUTE))
    for name in ("cramp", "cramp_help"):
        assert "lorem" in client.get(reverse(name)).content.decode()
