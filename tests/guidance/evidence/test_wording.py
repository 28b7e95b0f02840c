"""The personal evidence in words: rows, ranges, and why a word is what it is."""

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.analysis.analysis import CauseAdvice
from guidance.causes.counts import Comparison, Side, Tangle
from guidance.evidence.effects import Range
from guidance.evidence.levels import STANDING
from guidance.evidence.rows import rows_of
from guidance.evidence.weigh import Evidence
from guidance.evidence.wording import needed, reasons, share_range
from tests import factories
from tests.guidance_rows import DAY, HOUR


def cause(level="likely", tangled=(), sides=((12, 7), (15, 2)), **found):
    evidence = Evidence(level, 0.9, more_needed=3, **found)
    compared = Comparison(*(Side(*side) for side in sides))
    return CauseAdvice("poor_warmup", "Too little warm-up", "measured", "weak", (), evidence=evidence,
                       compared=compared, tangled=tangled)  # fmt: skip


def test_the_range_of_a_share_is_wilsons():
    assert [round(value, 3) for value in share_range(Side(12, 7))] == [0.320, 0.583, 0.807]
    assert share_range(Side()) is None


def test_a_row_draws_its_range_and_says_it():
    row = rows_of("poor_warmup", cause().compared, ranges=True)[0]
    assert row.text == "7 of 12 sessions"
    assert (row.interval.low, row.interval.share, row.interval.high) == ("32.0%", "58.3%", "80.7%")
    assert row.interval.text == "The real share may lie between 32 and 81 of 100 sessions."


def texts(*args, **found):
    return [reason.text for reason in reasons(cause(*args, **found), imperial=False)]


def test_why_a_word_is_what_it_is():
    found = reasons(cause(tangled=(Tangle("no_post_stretch", 9, 12),)), imperial=False)
    assert [(reason.kind, reason.text) for reason in found] == [
        ("for", "7 of the 9 sessions with a twinge were ones with it."),
        ("against", "Only 9 sessions had a twinge: one more on the other side would change a lot."),
        ("against", "The two ranges still touch, so this is not settled."),
        (
            "beside",
            "9 of the 12 sessions with it also had “No stretching after the session”: we cannot tell the two apart.",
        ),
        ("more", "Calm sessions with it, or twinges without it, would change this. Only a trial confirms."),
    ]


def test_without_counts_no_twinge_is_counted():
    shown = reasons(cause(), imperial=False, counts=False)
    assert [reason.kind for reason in shown] == ["against", "more"]


def test_ranges_apart_and_many_twinges_leave_nothing_against_it():
    found = reasons(cause(sides=((40, 30), (40, 3))), imperial=False)
    assert [reason.kind for reason in found] == ["for", "more"]


def test_a_cause_that_begins_elsewhere_for_this_person_says_where():
    assert "In your entries it shows most with a warm-up under 9 min." in texts(coding="own", start=-9.0)
    assert not any("shows most" in text for text in texts(coding="cut", start=-5.0))


@pytest.mark.parametrize("level", ["confirmed", "likely", "possible", "no_sign", "opposite"])
def test_the_range_of_the_risk_is_said_from_possible_up(level):
    said = "With all other causes taken into account, twinges may come 0.9 to 3.4 times as often with it."
    assert (said in texts(level, risk_ratio=Range(0.94, 1.8, 3.36))) == (level in STANDING)


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "About 1 more session or day needed"), (12, "About 12 more sessions or days needed")],
)
def test_what_is_missing_is_a_number(n, words):
    assert words in needed(Evidence(more_needed=n, twinges_needed=0))
    assert reasons(cause("too_early"), imperial=False) == ()


def test_without_twinges_it_is_said_that_these_are_missing_and_not_sessions():
    found = Evidence(more_needed=2, twinges_needed=2)
    assert "it takes twinges after 2 more sessions or days" in needed(found)


@pytest.mark.parametrize(("sides", "told"), [(((12, 1), (0, 0)), True), (((12, 1), (9, 1)), False)])
def test_alike_is_said_of_two_sides(sides, told):
    assert any("of one kind only" in text for text in texts("no_sign", sides=sides)) == told


@pytest.fixture
def likely(person):
    """Sixty days in which twinges followed two of three sessions with a short warm-up and no other."""
    now = timezone.now()
    for n in range(2, 62):
        short = n % 2 == 0
        factories.session(person, now - n * DAY, warm_up_min=0 if short else 12, quiet_after=None if short else True)
        if short and n % 3:
            factories.episode(person, now - n * DAY + 2 * HOUR)
    person.touch()


def test_a_likely_cause_is_what_guidance_begins_with(mine, likely):
    page = mine.get(reverse("guidance")).content.decode()
    says = page[page.index('id="says"') : page.index("</h2>", page.index('id="says"'))]
    assert "<mark>20 of your 30</mark>" in says
    assert "<mark>0 of your 30</mark>" in says
    assert '<span class="conf__w">Likely</span>' in page
    assert "The real share" not in page  # ranges stand on the page of the cause
    assert "The real share" in mine.get(reverse("cause", args=["poor_warmup"])).content.decode()
