"""A new cause takes the two steps that README names, and no page asks for a third."""

import json
from copy import deepcopy
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from guidance.causes.registry import CAUSES
from guidance.causes.rule_types import JUST, Cause, one
from guidance.causes.thresholds import line
from guidance.evidence.levels import TOO_EARLY
from guidance.knowledge import load
from tests import factories
from tests.guidance.knowledge.test_acceptance import text_of

DAY = timedelta(days=1)
# Step 1: what it says.
COUNTED = {
    "id": "long_session",
    "name": "Long sessions",
    "mode": "measured",
    "episode_kinds": ["twitch", "cramp"],
    "claims": ["B8"],
    "exposure": {
        "rules": [
            {
                "id": "session_long",
                "level": "exposed",
                "basis": "design_choice",
                "refs": [],
                "numbers": {"line": 90},
                "line": "{line:minutes} or more",
                "said": "It took {minutes:minutes}; we count {line:minutes}",
            }
        ]
    },
    "evidence": {"grade": "weak", "summary": "A made-up cause.", "refs": ["R33"], "per_kind": {"cramp": "weak"}},
    "sides": ["{session_long[line]:minutes} or more", "Shorter"],
    "finding": {
        "counted": "Twinges followed {with} long sessions, and {without} others.",
        "plain": "Twinges came more often after long sessions than after others.",
        "thing": "long sessions",
    },
    "axis": {"label": "minutes", "tick": "{n}", "less": False},
    "to_log": {"text": "how long a session was", "form": "session_new"},
    "begins": "sessions above {more:minutes}",
    "plan": {"tips": {"session_long": ["long_split"]}, "missing": {"text": "how long it will be", "form": None}},
    "trial": {
        "name": "Shorter sessions",
        "thing": "shorter sessions",
        "do": "Train for less than that",
        "steps": ["Try two shorter sessions"],
        "flip": "just before you start",
        "tips": ["long_split"],
        "action": "length",
        "per_session": True,
    },
    "tips": [
        {
            "id": "long_split",
            "name": "Split long sessions.",
            "text": "{activity} took {duration_min} min. Try two shorter sessions.",
            "not_for": [],
            "cautions": [],
            "claims": ["B8"],
            "outside_support": "untested",
            "refs": [],
            "fits": {"rules": ["session_long"]},
        }
    ],
    "note": "",
}
TOLD = COUNTED | {
    "exposure": {"rules": [COUNTED["exposure"]["rules"][0] | {"level": "watch"}]},
    "tips": [],
}
for optional in ("sides", "finding", "axis", "begins", "plan", "trial"):
    del TOLD[optional]
# Step 2: how it is worked out.
RULES = {"session_long": lambda m, body: m["minutes"] >= line("session_long")}
CASES = {
    "counted": (COUNTED, Cause(exposed=RULES)),
    "with a dose": (
        COUNTED,
        Cause(exposed=RULES, dose=lambda m, body: one(m["minutes"], line("session_long") - JUST)),
    ),
    "told": (TOLD, Cause(watch=RULES)),
}


@pytest.fixture(params=CASES)
def new_cause(request, monkeypatch, tmp_path):
    """A knowledge base and a registry with one cause more: its rules."""
    said, worked_out = CASES[request.param]
    known = deepcopy(load.load())
    known["causes"].append(said)
    # A language of its own, for what is kept of a knowledge base is kept for each language.
    language = f"x{list(CASES).index(request.param)}"
    (tmp_path / f"knowledge.{language}.json").write_text(json.dumps(known), encoding="utf-8")
    monkeypatch.setattr(load, "FILE", tmp_path / "knowledge.json")
    monkeypatch.setitem(CAUSES, "long_session", worked_out)
    with translation.override(language):
        yield worked_out


@pytest.fixture
def twinge(person):
    """The last of the twinges that followed every long session and no other, twelve of each kind."""
    for n in range(24):
        start, long = timezone.now() - (60 - 2 * n) * DAY, n % 2
        factories.session(person, start, duration_min=120 if long else 40, aftermath=None if long else 0)
        twinge = factories.episode(person, start + timedelta(hours=3)) if long else None
    return twinge


def test_every_page_opens_with_a_new_cause(new_cause, mine, person, twinge):
    pages = [reverse(name) for name in ("today", "guidance", "week", "before_training", "summary", "sources", "trials")]
    pages += [reverse("twinge_before", args=[twinge.id]), reverse("trial_new", args=["poor_warmup"])]
    pages += [reverse("source", args=["B8"]), f"{reverse('before_training')}?activity=run&duration_min=120&effort=5"]
    shown = {page: text_of(mine.get(page)) for page in [*pages, reverse("cause", args=["long_session"])]}
    assert "long sessions" in shown[reverse("guidance")].lower()
    assert "It took 2 h; we count 1 h 30 (our threshold)." in shown[reverse("cause", args=["long_session"])]
    assert "1 h 30 or more" in shown[reverse("cause", args=["long_session"])]
    assert "Long sessions" in shown[reverse("source", args=["B8"])]
    if new_cause.exposed:
        assert "Does shorter sessions help you?" in text_of(mine.get(reverse("trial_new", args=["long_session"])))
        assert "Try two shorter sessions." in shown[pages[-1]]
        assert "1 h 30 or more" in shown[reverse("summary")]


def test_its_evidence_reaches_a_level(new_cause, person, twinge):
    out = StringIO()
    call_command("guide", person="runner", stdout=out)
    found = next(cause for cause in json.loads(out.getvalue())["causes"] if cause["id"] == "long_session")
    assert (found["level"] != TOO_EARLY) == bool(new_cause.exposed)
    if new_cause.exposed:
        assert (found["with"], found["without"]) == (
            {"sessions": 12, "episodes": 12, "felt": 0},
            {"sessions": 12, "episodes": 0, "felt": 0},
        )
        assert found["level"] == "likely"


def test_it_can_be_set_aside_and_taken_to_another_journal(new_cause, mine, person, theirs):
    assert mine.post(reverse("set_aside", args=["long_session"])).status_code == 303
    file = StringIO(mine.get(reverse("export_file")).content.decode())
    file.name = "journal.json"
    theirs.post(reverse("import_file"), {"file": file, "do": "import"})
    assert "Long sessions" in text_of(theirs.get(reverse("guidance")))
    assert json.loads(theirs.get(reverse("export_file")).content)["set_aside"][0]["cause"] == "long_session"
