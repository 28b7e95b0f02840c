"""Laws of the personal evidence: what must hold for any journal."""

import json
import random
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.analysis.analysis import advise
from guidance.evidence.levels import ORDER
from guidance.management.commands.guide import line
from journal.files.document import dump, parse
from journal.files.transfer import export_journal, import_journal
from journal.reading.rows import read
from tests.examples import examples
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, day, drink, episode, journal, night, session
from tests.journals import documents

seeds = st.integers(0, 2**32)
some, many = examples(8), examples(25)


def weighed(mine, at=AT):
    """{cause id: Evidence} of a journal."""
    return {cause.id: cause.evidence for cause in advise(mine, at).analysis.causes}


def rich(seed, days=70):
    """Ten weeks of a person who logs most things; sometimes two sessions at one moment. Odd seeds have graded answers."""
    rng, graded = random.Random(seed), seed % 2
    maybe = lambda value: None if rng.random() < 0.2 else value  # noqa: E731
    lists = {"sessions": [], "drinks": [], "nights": [], "days": [], "episodes": []}
    for n in range(1, days):
        evening, date = AT - n * DAY, TODAY - n * DAY
        if rng.random() < 0.6:
            lists["sessions"] += [
                session(
                    evening,
                    effort=maybe(rng.randint(2, 9)),
                    warm_up_min=maybe(rng.choice([0, 5, 10, 15])),
                    stretch_after_min=maybe(rng.choice([0, 5])),
                    air=maybe(rng.choice(["cold", "mild", "hot"])),
                    sweat=maybe(rng.choice(["none", "moderate", "heavy"])),
                    hours_since_meal=maybe(rng.choice([1.5, 3, 6])),
                    aftermath=maybe(rng.choice([0, 2, 5, 8])) if graded else None,
                )
                for _ in range(rng.choice([1, 1, 1, 2]))
            ]
        if rng.random() < 0.3:
            lists["episodes"].append(episode(evening + rng.randint(-10, 10) * HOUR))
        for hour in range(rng.randint(0, 4)):
            kind = rng.choice(["water", "coffee", "beer", "electrolyte"])
            lists["drinks"].append(drink(evening - hour * HOUR, rng.choice([200, 500]), kind))
        if rng.random() < 0.8:
            lists["nights"].append(night(date, rng.uniform(5, 9)))
        if rng.random() < 0.8:
            lists["days"].append(day(date, stress=rng.randint(0, 10), magnesium_servings=rng.randint(0, 5)))
    return journal(**lists)


@some
@given(seeds)
def test_the_same_entries_give_the_same_answer(seed):
    assert weighed(rich(seed)) == weighed(rich(seed))


@some
@given(seeds)
def test_ids_and_the_order_of_entries_change_nothing(seed):
    mine, rng = rich(seed), random.Random(seed)
    rename = lambda rows: [row | {"id": UUID(int=rng.getrandbits(128), version=4)} for row in rows]  # noqa: E731
    shuffled = {
        kind: sorted(rename(getattr(mine, kind)), key=lambda row, when=when: (row[when], row["id"]))
        for kind, when in {"sessions": "started_at", "episodes": "started_at", "drinks": "at"}.items()
    }
    assert weighed(replace(mine, **shuffled)) == weighed(mine)


@some
@given(seeds, st.integers(800, 3000))
def test_an_entry_before_the_two_years_changes_nothing(seed, days_ago):
    mine, long_ago = rich(seed), AT - days_ago * DAY
    more = replace(
        mine,
        sessions=[session(long_ago, warm_up_min=0, effort=9), *mine.sessions],
        drinks=[drink(long_ago), *mine.drinks],
        nights=[night(long_ago.date(), 3.0), *mine.nights],
        days=[day(long_ago.date(), stress=10), *mine.days],
        episodes=[episode(long_ago + HOUR), *mine.episodes],
    )
    assert weighed(more) == weighed(mine)


@some
@given(seeds)
def test_an_entry_later_than_the_moment_changes_nothing(seed):
    mine, later = rich(seed), AT + 2 * DAY
    more = replace(mine, sessions=[*mine.sessions, session(later)], episodes=[*mine.episodes, episode(later + HOUR)])
    assert weighed(more) == weighed(mine)


@pytest.mark.django_db
def test_an_export_imported_twice_changes_nothing(person):
    import_journal(person, rich(seed=1))
    once = weighed(read(person))
    import_journal(person, parse(json.dumps(dump(export_journal(person))).encode()))
    assert weighed(read(person)) == once


# Only what came before


def spaced(seed):
    """Sessions three weeks apart, each with drinks before it, a check-in of the day before and its own answer."""
    rng = random.Random(seed)
    lists = {"sessions": [], "drinks": [], "days": [], "episodes": []}
    for n in range(30):
        start = AT - (3 + 21 * n) * DAY - 8 * HOUR
        twinged = rng.random() < 0.4
        answer = {"aftermath": rng.choice([0, 2, 5, 8])} if seed % 2 else {"quiet_after": not twinged or None}
        lists["sessions"].append(session(start, sweat=rng.choice(["light", "heavy"]), **answer))
        lists["episodes"] += [episode(start + 3 * HOUR)] if twinged else []
        lists["days"].append(day((start - DAY).date(), stress=rng.randint(0, 10)))
        for _ in range(rng.randint(0, 6)):
            kind = rng.choice(["water", "coffee", "beer"])
            lists["drinks"].append(drink(start - rng.randint(1, 47) * HOUR, rng.choice([300, 600]), kind))
    return lists


afterwards = st.tuples(
    st.integers(0, 29), st.integers(1, 360), st.sampled_from(["water", "coffee", "beer", "electrolyte"])
)


@some
@given(seeds, st.lists(afterwards, max_size=40))
def test_a_drink_after_a_session_changes_nothing(seed, drunk):
    """Whatever was drunk because of a twinge, or after none, until midnight; outcomes are the person's own answers."""
    lists = spaced(seed)
    ends = [row["started_at"] + HOUR for row in lists["sessions"]]
    more = lists["drinks"] + [drink(ends[n] + minutes * MINUTE, 400, kind) for n, minutes, kind in drunk]
    assert weighed(journal(**lists | {"drinks": more})) == weighed(journal(**lists))
    one, other = (advise(journal(**lists | {"drinks": rows}), AT).analysis for rows in (more, lists["drinks"]))
    assert {c.id: c.compared for c in one.causes} == {c.id: c.compared for c in other.causes}


@some
@given(seeds, st.lists(st.tuples(st.integers(0, 29), st.integers(0, 10)), max_size=30))
def test_a_stress_rating_of_the_day_itself_changes_nothing(seed, rated):
    """It has no clock, so it may have been given after the twinge."""
    lists = spaced(seed)
    dates = [row["started_at"].date() for row in lists["sessions"]]
    more = lists["days"] + [day(dates[n], stress=stress) for n, stress in dict(rated).items()]
    assert weighed(journal(**lists | {"days": more})) == weighed(journal(**lists))


# One cause alone: nothing but the warm-up is ever recorded, and it is short or long.

slots = st.dictionaries(st.integers(1, 60), st.tuples(st.booleans(), st.booleans()), min_size=16, max_size=50)


def one_cause(kept):
    """A journal of sessions two days apart: {how many pairs of days ago: (short warm-up, twinged)}."""
    when = {n: AT - 2 * n * DAY for n in kept}
    return journal(
        sessions=[
            session(when[n], warm_up_min=2 if short else 12, quiet_after=None if twinged else True)
            for n, (short, twinged) in kept.items()
        ],
        episodes=[episode(when[n] + 3 * HOUR) for n, (_short, twinged) in kept.items() if twinged],
    )


def short_warmup(kept):
    return weighed(one_cause(kept))["poor_warmup"].probability


@many
@given(slots, st.integers(61, 70))
def test_one_more_exposed_session_moves_the_probability_its_own_way(kept, n):
    before = short_warmup(kept)
    calm, twinged = (short_warmup(kept | {n: (True, followed)}) for followed in (False, True))
    if before is not None:
        assert calm <= before + 1e-9
        assert twinged >= before - 1e-9
    elif calm is not None and twinged is not None:
        assert calm <= twinged


# Graded answers, of one cause alone

TWINGE = 11  # above every grade
graded = st.dictionaries(
    st.integers(1, 60),
    st.tuples(st.booleans(), st.sampled_from([0, 2, 5, 8, TWINGE]), st.booleans()),
    min_size=16,
    max_size=50,
)


def graded_cause(kept):
    """The probability of a short warm-up: {how many pairs of days ago: (short, level, whether a twinge has a grade)}."""
    when = {n: AT - 2 * n * DAY for n in kept}
    sessions = [
        session(
            when[n],
            warm_up_min=2 if short else 12,
            aftermath=(8 if also_graded else None) if level == TWINGE else level,
        )
        for n, (short, level, also_graded) in kept.items()
    ]
    twinges = [episode(when[n] + 3 * HOUR) for n, (_short, level, _also) in kept.items() if level == TWINGE]
    return weighed(journal(sessions=sessions, episodes=twinges))["poor_warmup"].probability


@many
@given(graded, st.data())
def test_a_higher_grade_moves_the_probability_its_own_way(kept, data):
    """But for a hundredth: a grade that stands apart from others tells more sharply what they told before."""
    n = data.draw(st.sampled_from(sorted(kept)))
    short, level, also = kept[n]
    higher = data.draw(st.sampled_from([grade for grade in (0, 2, 5, 8) if grade >= min(level, 8)]))
    before, after = graded_cause(kept), graded_cause(kept | {n: (short, max(level, higher), also)})
    if before is not None and after is not None:
        assert (after - before) * (1 if short else -1) >= -0.01


# Nothing and anything


def test_a_journal_with_nothing_recorded_is_too_early_for_every_cause():
    bare = [session(AT - n * DAY) for n in range(1, 60)]
    for mine in (journal(), journal(sessions=bare), journal(sessions=bare, episodes=[episode(AT - 5 * DAY + MINUTE)])):
        assert {evidence.level for evidence in weighed(mine).values()} == {"too_early"}


def sound(mine, at):
    """Every number is one, within its range, and the words fit the numbers."""
    text = line({}, mine, at)
    for cause in json.loads(text, parse_constant=pytest.fail)["causes"]:
        assert cause["level"] in ORDER
        assert cause["probability"] is None or 0 <= cause["probability"] <= 1
        assert (cause["risk_ratio"] is None) == (cause["level"] == "too_early")
        assert (cause["more_needed"] > 0) == (cause["level"] == "too_early")
        if ratio := cause["risk_ratio"]:
            assert 0 < ratio["low"] <= ratio["median"] <= ratio["high"]


@many
@given(documents)
def test_any_journal_of_the_format_is_weighed_without_a_crash(document):
    mine = parse(json.dumps(document).encode())
    sound(mine, mine.exported_at or AT)


@some
@given(seeds)
def test_any_full_journal_is_weighed_soundly(seed):
    sound(rich(seed), AT)
    sound(rich(seed), AT - timedelta(days=seed % 60))
