"""One definition of "with the cause": counts, dots, `guide`, evidence and the doctor's summary say the same."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guidance.analysis.analysis import advise, in_order
from guidance.analysis.now import analysis_of
from guidance.causes.counts import Side, session_outcomes
from guidance.evidence.levels import more_needed
from guidance.evidence.rows import twinged
from guidance.evidence.wording import reasons
from guidance.management.commands.guide import line
from guidance.summary.comparison_table import circumstances
from journal.files.transfer import import_journal
from journal.public import Outcome
from tests.examples import examples
from tests.guidance.evidence.test_evidence_laws import rich
from tests.guidance_rows import AT, DAY, HOUR, TODAY, day, episode, journal, session

some = examples(8)


@some
@given(st.integers(0, 2**32))
def test_analysis_guide_and_summary_count_alike(seed):
    mine = in_order(rich(seed))
    told = {cause["id"]: cause for cause in json.loads(line({}, mine, AT))["causes"]}
    followed = dict(zip((row["id"] for row in mine.sessions), session_outcomes(mine), strict=True))
    summary = {one.cause: (one.with_it, one.without) for one in circumstances(mine, followed, AT)}
    for cause in advise(mine, AT).analysis.causes:
        sides = cause.compared.with_cause, cause.compared.without
        assert (Side(**told[cause.id]["with"]), Side(**told[cause.id]["without"])) == sides
        assert summary.get(cause.id, (Side(), Side())) == sides
        assert told[cause.id]["more_needed"] == cause.evidence.more_needed
        for side, units in zip(sides, cause.evidence.sides, strict=True):
            assert units >= side.sessions  # rest days are units, too
            if side.dots:
                tally = [side.dots.count(kind) for kind in ("on", "half", "")]
                assert tally == [side.episodes, side.felt, side.sessions - side.episodes - side.felt]


@some
@given(st.integers(0, 2**32))
def test_counts_are_those_of_the_documents_line(seed):
    """Counted again in plain Python: what was recorded before each session, and the line alone."""
    mine = in_order(rich(seed))
    slept = {row["date"]: row["hours"] for row in mine.nights}
    stressed = {row["date"]: row["stress"] for row in mine.days}
    dose = {
        "poor_warmup": lambda row: row["warm_up_min"] is not None and 5 - row["warm_up_min"],
        "muscle_fatigue": lambda row: row["effort"] is not None and row["effort"] - 6.5,
        "poor_sleep": lambda row: (hours := slept.get(row["started_at"].date())) is not None and 7 - hours,
        "stress": lambda row: (s := stressed.get(row["started_at"].date() - timedelta(days=1))) is not None and s - 6.5,
    }
    pairs = list(zip(mine.sessions, session_outcomes(mine), strict=True))
    found = {cause.id: cause.compared for cause in advise(mine, AT).analysis.causes}
    for cause, of in dose.items():
        for side, there in ((found[cause].with_cause, True), (found[cause].without, False)):
            on_it = [
                outcome
                for row, outcome in pairs
                if outcome.known and (value := of(row)) is not False and (value > 0) is there
            ]
            assert side == Side(len(on_it), on_it.count(Outcome.TWINGE), on_it.count(Outcome.FELT)), cause


def own_threshold():
    """No warm-up under the documents' 5 minutes; those under 9 are mostly followed by a twinge, all others by none."""
    minutes = [7, 10, 20, 8, 14, 8, 12, 7] * 6
    when = [AT - 2 * (n + 1) * DAY for n in range(len(minutes))]
    sessions = [session(at, warm_up_min=m) for at, m in zip(when, minutes, strict=True)]
    twinges = [episode(at + 2 * HOUR) for n, (at, m) in enumerate(zip(when, minutes, strict=True)) if m < 9 and n % 7]
    return journal(sessions=sessions, episodes=twinges, days=day(TODAY))


def test_a_threshold_of_ones_own_carries_the_word_and_has_its_own_counts():
    found = next(cause for cause in advise(own_threshold(), AT).analysis.causes if cause.id == "poor_warmup")
    assert (found.compared.with_cause.sessions, found.compared.without.sessions) == (0, 48)
    assert (found.level, found.evidence.coding, found.evidence.more_needed) == ("likely", "own", 0)
    there, not_there = found.evidence.at_start
    assert (there.sessions, not_there.sessions, not_there.episodes) == (24, 24, 0)
    assert there.episodes == len(own_threshold().episodes)
    told = next(c for c in json.loads(line({}, own_threshold(), AT))["causes"] if c["id"] == "poor_warmup")
    assert told["at_own_threshold"]["with"] == {"sessions": 24, "episodes": there.episodes, "felt": 0}


def test_what_is_missing_is_missing_at_the_documents_line():
    mine = journal(
        sessions=[session(AT - n * DAY, warm_up_min=2 if n < 4 else 10) for n in range(1, 21)],
        episodes=[episode(AT - n * DAY + HOUR) for n in (2, 9, 15)],
        days=day(TODAY),
    )
    found = next(cause for cause in advise(mine, AT).analysis.causes if cause.id == "poor_warmup")
    assert (found.level, found.evidence.sides) == ("too_early", (3, 17))
    assert found.evidence.more_needed == more_needed((3, 17), 20, 3)


@pytest.mark.django_db
def test_the_page_of_a_cause_shows_the_counts_of_the_analysis(mine, person):
    import_journal(person, rich(seed=3))
    found = [cause for cause in analysis_of(person, timezone.now()).causes if cause.is_counted]
    assert len(found) > 10
    for cause in found:
        page = mine.get(reverse("cause", args=[cause.id])).content.decode()
        for side in (cause.compared.with_cause, cause.compared.without):
            assert not side.sessions or twinged(side) in page, cause.id
            for kind, count in Counter(side.dots).items():
                assert page.count(f'class="dot{kind and " dot--"}{kind}"') >= count, cause.id


def test_the_page_says_what_a_threshold_of_ones_own_counts():
    cause = next(cause for cause in advise(own_threshold(), AT).analysis.causes if cause.id == "poor_warmup")
    said = " ".join(reason.text for reason in reasons(cause, imperial=False))
    there, others = cause.evidence.at_start
    assert "a warm-up under " in said
    assert f"twinges followed {there.episodes} of 24 sessions, and 0 of the {others.sessions} others." in said
