"""The personal evidence on the guidance page: groups, ranges and the sentences beside the fixed words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.analysis.analysis import CauseAdvice
from guidance.causes.counts import Comparison, Side, Tangle
from guidance.evidence.weigh import Evidence
from guidance.evidence.wording import needed, sentences, share_range
from guidance.overview.page import cause_view
from tests import factories
from tests.guidance_rows import DAY, HOUR, person


def cause(level="likely", tangled=(), sides=((12, 7), (15, 2)), **found):
    evidence = Evidence(level, 0.9, more_needed=3, **found)
    compared = Comparison(*(Side(*side) for side in sides))
    return CauseAdvice("poor_warmup", "Too little warm-up", "measured", "weak", (), evidence=evidence,
                       compared=compared, tangled=tangled)  # fmt: skip


def test_the_range_of_a_share_is_wilsons():
    assert [round(value, 3) for value in share_range(Side(12, 7))] == [0.320, 0.583, 0.807]
    assert share_range(Side()) is None


def test_a_row_draws_its_range_and_says_it():
    row = cause_view(cause(), body=None, person=person(), counts=True).rows[0]
    assert row.text == "7 of 12 sessions"
    assert (row.interval.low, row.interval.share, row.interval.high) == ("32.0%", "58.3%", "80.7%")
    assert row.interval.text == "Plausible range: 32 to 81 of 100 sessions."


def test_tangled_causes_are_named_and_touching_ranges_told():
    said = sentences(cause(tangled=(Tangle("no_post_stretch", 9, 12),)), imperial=False)
    assert said == (
        "The ranges still touch, so this is not settled.",
        "9 of the 12 sessions with it also had “No stretching after the session”, so the two are tangled.",
        "What would change this: calm sessions with it, or twinges without it. Only a trial confirms.",
    )


def test_ranges_apart_are_not_called_unsettled():
    [change] = sentences(cause(sides=((40, 30), (40, 3))), imperial=False)
    assert change.startswith("What would change this")


def test_a_cause_that_begins_elsewhere_for_this_person_says_where():
    said = sentences(cause(coding="own", start=-9.0), imperial=False)
    assert "In your entries it shows most with a warm-up under 9 min." in said
    assert not any("shows most" in sentence for sentence in sentences(cause(coding="cut", start=-5.0), imperial=False))


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "About 1 more session or day needed"), (12, "About 12 more sessions or days needed")],
)
def test_what_is_missing_is_a_number(n, words):
    assert words in needed(Evidence(more_needed=n, twinges_needed=0))
    early = cause("too_early")
    assert sentences(early, imperial=False) == (needed(early.evidence),)


def test_without_twinges_it_is_said_that_these_are_missing_and_not_sessions():
    found = Evidence(more_needed=2, twinges_needed=2)
    assert "it takes twinges after 2 more sessions or days" in needed(found)


@pytest.mark.parametrize(("sides", "told"), [(((12, 1), (0, 0)), True), (((12, 1), (9, 1)), False)])
def test_alike_is_said_of_two_sides(sides, told):
    said = sentences(cause("no_sign", sides=sides), imperial=False)
    assert any("Sessions of one kind only" in sentence for sentence in said) == told


def test_a_likely_cause_stands_out_on_the_page(mine, person):
    now = timezone.now()
    for n in range(2, 62):
        short = n % 2 == 0
        factories.session(person, now - n * DAY, warm_up_min=0 if short else 12, quiet_after=None if short else True)
        if short and n % 3:
            factories.episode(person, now - n * DAY + 2 * HOUR)
    person.touch()
    page = mine.get(reverse("guidance")).content.decode()
    assert page.index("Stands out") < page.index(">Too little warm-up</h3>")
    assert '<span class="conf__w">Likely</span>' in page
    assert "Plausible range" in page
