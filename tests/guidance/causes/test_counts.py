"""Sessions with and without a cause, and how many of each a twinge followed."""

from guidance.analysis.analysis import advise
from guidance.causes.counts import Comparison, Side
from journal.public import last_typed_on
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, aside, day, drink, episode, journal, night, session


def compared(cause, at=AT, **lists):
    return next(c for c in advise(journal(**lists), at).analysis.causes if c.id == cause).compared


def run(days_ago, **said):
    return session(AT - days_ago * DAY, **said)


def after(days_ago, hours=3):
    return episode(AT - days_ago * DAY + hours * HOUR)


def test_counts_by_hand():
    short = [run(n, warm_up_min=2) for n in (20, 18, 16)]
    long = [run(n, warm_up_min=10) for n in (14, 12)]
    blank = [run(10)]
    open_end = [run(0.02, warm_up_min=2)]  # today, nothing said since
    found = compared(
        "poor_warmup",
        sessions=[*short, *long, *blank, *open_end],
        episodes=[after(20), after(18), after(14), after(10)],
    )
    assert found == Comparison(Side(3, 2), Side(2, 1), outcome_unknown=1, exposure_unknown=1)
    assert found.more_needed == 3


def test_a_recorded_zero_is_a_calm_session_and_silence_is_not():
    assert compared("poor_warmup", sessions=session(warm_up_min=0, quiet_after=True)).with_cause == Side(1, 0)
    silent = compared("poor_warmup", sessions=session(warm_up_min=0))
    assert (silent.with_cause, silent.outcome_unknown) == (Side(), 1)


def test_two_twinges_after_one_session_count_once():
    found = compared("poor_warmup", sessions=run(3, warm_up_min=0), episodes=[after(3, 2), after(3, 4)])
    assert found.with_cause == Side(1, 1)


def test_only_the_two_years_before_the_newest_session_count():
    sessions = [run(n, warm_up_min=0, quiet_after=True) for n in (900, 730, 5, 0.2)]
    assert compared("poor_warmup", sessions=sessions).with_cause == Side(3, 0)


def test_what_comes_after_the_moment_is_not_looked_at():
    lists = {"sessions": [run(3, warm_up_min=0), run(1, warm_up_min=0)], "episodes": [after(1)]}
    assert compared("poor_warmup", **lists).with_cause == Side(2, 1)
    assert compared("poor_warmup", AT - 2 * DAY, **lists) == Comparison(outcome_unknown=1)


def test_nothing_of_any_kind_is_looked_at_before_it_happened():
    later = AT + 3 * DAY
    lists = {
        "sessions": session(later, effort=9),
        "drinks": drink(later, 900, "coffee"),
        "nights": night(later.date(), 4.0),
        "days": day(later.date(), stress=9),
        "episodes": episode(later, pain=9, relief=[{"method": "ice", "helped": "yes"}]),
        "set_aside": aside("heat", later),
    }
    assert advise(journal(**lists), AT) == advise(journal(), AT)


def test_a_drink_taken_because_of_the_cramp_is_not_its_cause():
    """A cramp after the session: what was drunk during the session counts, what came after does not."""
    sweaty = session(AT - 5 * HOUR, sweat="heavy", duration_min=90)
    water = drink(AT - 5 * HOUR)
    relief = drink(AT - 3 * HOUR, kind="electrolyte")
    cramp = episode(AT - 3 * HOUR - 20 * MINUTE)
    found = compared("electrolyte_loss", sessions=sweaty, drinks=[water, relief], episodes=cramp)
    assert found.with_cause == Side(1, 1)
    calm = compared("electrolyte_loss", sessions=sweaty | {"quiet_after": True}, drinks=[water])
    assert calm.with_cause == Side(1, 0)


def test_a_drink_after_the_session_counts_for_neither_kind_of_session():
    """Otherwise calm sessions would have more time to be salted than those a cramp cut short."""
    sweaty = session(AT - 5 * HOUR, sweat="heavy", quiet_after=True)
    later = drink(AT - 3 * HOUR, kind="electrolyte")
    found = compared("electrolyte_loss", sessions=sweaty, drinks=[drink(AT - 5 * HOUR), later])
    assert found.with_cause == Side(1, 0)


def test_stress_counts_from_the_day_before_alone():
    """A check-in has no clock: the rating of the day itself may have been given after the twinge."""
    lists = {"sessions": run(1), "episodes": after(1)}
    that_day = compared("stress", days=[day(TODAY - DAY, stress=9)], **lists)
    day_before = compared("stress", days=[day(TODAY - 2 * DAY, stress=9), day(TODAY - DAY, stress=1)], **lists)
    assert day_before.with_cause == Side(1, 1)
    assert that_day == Comparison(exposure_unknown=1)


def test_chance_alone_makes_no_difference_between_stressed_and_calm_days():
    """Two stressed days, two calm ones, a twinge after every third session: the shares must come out alike."""
    days = [day(TODAY - n * DAY, stress=8 if n % 4 < 2 else 2) for n in range(63)]
    sessions = [run(n) for n in range(1, 61)]
    found = compared("stress", sessions=sessions, days=days, episodes=[after(n) for n in range(1, 61, 3)])
    assert (found.with_cause, found.without) == (Side(30, 10), Side(30, 10))


def test_all_is_too_early_in_an_empty_journal():
    for cause in advise(journal(), AT).analysis.causes:
        assert (cause.level, cause.compared, cause.compared.more_needed) == ("too_early", Comparison(), 5)


def test_the_newest_entry_of_any_kind_tells_that_the_person_was_there():
    assert last_typed_on(journal()) is None
    assert last_typed_on(journal(sessions=run(4), days=day(TODAY - DAY))) == TODAY - DAY
    assert last_typed_on(journal(drinks=drink(AT), days=day(TODAY - DAY))) == TODAY
