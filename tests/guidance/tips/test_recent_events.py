"""What the last days hold, word by word: a journal that just brings it, and one a step beyond its line."""

import pytest

from guidance.tips.recent_events import happened
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, drink, episode, journal, night, session

NIGHT = AT.replace(hour=2)  # the night to this morning


def wine(units, *days):
    """Wine of so many units (10 ml of pure alcohol each, 12 %) on each of these days ago."""
    return [drink(AT - n * DAY, round(units * 10 / 0.12) + 1, "wine") for n in days]


def cramps(*moments):
    return [episode(at) for at in moments]


LAST = AT - 2 * HOUR  # the start of an hour's session
# Word, lists that bring it, lists a step beyond.
EACH = [
    ("twitch_during_session", {"sessions": session(LAST), "episodes": episode(LAST + HOUR, kind="twitch")},
     {"sessions": session(LAST), "episodes": episode(LAST + HOUR + MINUTE, kind="twitch")}),
    ("twitch_during_session", {"sessions": session(LAST), "episodes": episode(LAST, kind="twitch")},
     {"sessions": session(LAST), "episodes": episode(LAST - MINUTE, kind="twitch")}),
    ("twitch_during_session", {"sessions": session(LAST), "episodes": episode(LAST, kind="twitch")},
     {"sessions": session(LAST), "episodes": episode(LAST, kind="cramp")}),
    ("twinge_this_week", {"episodes": episode(AT - 7 * DAY)}, {"episodes": episode(AT - 7 * DAY - MINUTE)}),
    ("cramps_return", {"episodes": cramps(AT, AT - DAY, AT - 28 * DAY)}, {"episodes": cramps(AT, AT - 28 * DAY)}),
    ("cramps_return", {"episodes": cramps(AT, AT - DAY, AT - 28 * DAY)},
     {"episodes": cramps(AT, AT - DAY, AT - 28 * DAY - MINUTE)}),
    ("tic", {"episodes": episode(AT - 7 * DAY, kind="tic")}, {"episodes": episode(AT - 8 * DAY, kind="tic")}),
    ("leg_jerk", {"episodes": episode(kind="leg_jerk")}, {"episodes": episode(kind="tremor")}),
    ("cannot_hold", {"episodes": episode(kind="twitch", signs=["cannot_hold_back"])},
     {"episodes": episode(kind="twitch", signs=["pale"])}),
    ("cannot_hold", {"episodes": episode(kind="tic", body_part="face")},
     {"episodes": episode(kind="twitch", body_part="face")}),
    ("cannot_hold", {"episodes": episode(kind="tic", several_muscles=True)}, {"episodes": episode(kind="tic")}),
    ("night_cramp", {"episodes": episode(NIGHT)}, {"episodes": episode(NIGHT, kind="twitch")}),
    ("night_cramp", {"episodes": episode(AT.replace(hour=5, minute=59))}, {"episodes": episode(AT.replace(hour=6))}),
    ("night_cramp", {"episodes": episode(AT.replace(hour=22) - DAY)},
     {"episodes": episode(AT.replace(hour=21, minute=59) - DAY)}),
    ("jaw", {"episodes": episode(kind="tic", body_part="jaw")}, {"episodes": episode(kind="twitch", body_part="jaw")}),
    ("jaw", {"episodes": episode(NIGHT, kind="twitch", body_part="jaw")},
     {"episodes": episode(NIGHT, kind="twitch", body_part="neck")}),
    ("woken_by_legs", {"nights": [night(TODAY - n * DAY, woken_by_legs=True) for n in (0, 5, 13)]},
     {"nights": [night(TODAY - n * DAY, woken_by_legs=True) for n in (0, 5, 14)]}),
    ("woken_by_legs", {"nights": [night(TODAY - n * DAY, woken_by_legs=True) for n in range(3)]},
     {"nights": [night(TODAY - n * DAY, woken_by_legs=None) for n in range(3)]}),
    # 30 units in seven days, told for two weeks after.
    ("heavy_drinking", {"drinks": wine(4.3, *range(7))}, {"drinks": wine(4.2, *range(7))}),
    ("heavy_drinking", {"drinks": wine(6, 8, 9, 10, 13, 14)}, {"drinks": wine(6, 9, 10, 11, 13, 15)}),
    ("heavy_drinking", {"drinks": wine(15, 0, 6)}, {"drinks": wine(15, 0, 7)}),
]  # fmt: skip


@pytest.mark.parametrize(("word", "lists", "beyond"), EACH)
def test_each_word_has_its_line(word, lists, beyond):
    assert word in set(happened(journal(**lists), AT, {}))
    assert word not in set(happened(journal(**beyond), AT, {}))
