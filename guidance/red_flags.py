"""Red flags: signs in the entries that mean "get help", as pure rules over plain rows. One entry is enough.

Triggers, urgencies and words are those of knowledge.json; a rule here is one entry in RULES under the flag's id. A flag
is open at a moment when an episode of the last 24 h meets its rule and the person has not answered it since that
episode began. An episode counts from its end, or up to the moment while it is going on, or else from its start.
Entries after the moment are not looked at. What was not recorded never opens a flag.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from guidance.knowledge import URGENCIES, by_id
from journal.door import DAY, HOUR, MINUTE, is_hot

REACH = DAY  # how far back an episode opens a flag
EMERGENCY_NUMBER = "112"
ADVICE_LINE = "your local health advice line"
# When the first is open, people are not shown the second: it says less of the same.
COVERED_BY = {"RF04": "RF05", "RF11": "RF12"}
# Their names in knowledge.json are conditions, and nothing is diagnosed here.
NAMED_FOR_A_CONDITION = {"RF12", "RF14", "RF22"}


class Met(IntEnum):
    """Whether a rule is met, and whether it is met in the way that makes the flag an emergency."""

    NO = 0
    YES = 1
    WORSE = 2


@dataclass(frozen=True)
class Flag:
    """An open flag: `urgency` after any upgrade, `wording` filled in, ids of `episodes`, oldest first, and of `claims`.

    `at`: when the newest of the episodes began.
    """

    id: str
    name: str
    urgency: str
    wording: str
    episodes: tuple
    claims: tuple
    at: datetime

    @property
    def is_now(self):
        return self.urgency == "emergency_now"


@dataclass(frozen=True)
class Case:
    """One episode as the rules see it: its row, when it ended as far as known at `at`, and the sessions before."""

    row: dict
    at: datetime
    sessions: tuple

    @property
    def start(self):
        return self.row["started_at"]

    @property
    def end(self):
        """The end, `at` while it is going on, or the start when no end was recorded."""
        if self.row["ended_at"] is not None:
            return min(self.row["ended_at"], self.at)
        return self.at if self.row["ongoing"] else self.start

    @property
    def minutes(self):
        """How long it lasted so far, in minutes; None when no end was recorded."""
        timed = self.row["ended_at"] is not None or self.row["ongoing"]
        return (self.end - self.start) / MINUTE if timed else None

    def any_of(self, words):
        return self.count_of(words) > 0

    def count_of(self, words):
        return len(set(words.split()) & set(self.row["signs"] or ()))

    def pain_from(self, least):
        return self.row["pain"] is not None and self.row["pain"] >= least

    def sessions_within(self, span):
        """Sessions that overlap the episode or ended no more than `span` before it."""
        return [s for s in self.sessions if s["started_at"] <= self.end and self.start <= _end(s) + span]


def _end(session):
    return session["started_at"] + session["duration_min"] * MINUTE


def chest(case):
    spreading = case.row["body_part"] in ("jaw", "upper_arm", "upper_back") and case.pain_from(1)
    return case.any_of("chest_pain chest_pressure") or (spreading and case.any_of("breathless cold_sweat"))


def extreme_pain(case):
    return case.pain_from(9)


def cramp_from(least_min):
    """The rule for a cramp of so many minutes or more."""

    def rule(case):
        return case.row["kind"] == "cramp" and case.minutes is not None and case.minutes >= least_min

    return rule


def seizure(case):
    return case.any_of("seizure blackout collapsed")


def low_sugar(case):
    signs = case.count_of("hungry sweating pale racing_heart dizzy tingling_lips dilated_pupils")
    return signs >= 2 and (bool(case.sessions_within(2 * HOUR)) or _long_after_food(case))


def _long_after_food(case):
    """More than 4 h after the last meal, as the last session of the 24 h before tells it."""
    told = [
        session["started_at"] - session["hours_since_meal"] * HOUR
        for session in case.sessions
        if session["hours_since_meal"] is not None and case.start - DAY <= session["started_at"] <= case.start
    ]
    return bool(told) and case.start - told[-1] > 4 * HOUR


def severe_low_sugar(case):
    return low_sugar(case) and case.any_of("confusion drowsy slurred_speech seizure collapsed")


def heat_illness(case):
    hot = [s for s in case.sessions_within(DAY) if is_hot(s["air"], s["temperature_c"], s["humidity_pct"])]
    if not hot:
        return Met.NO
    if case.any_of("confusion collapsed seizure hot_not_sweating"):
        return Met.WORSE
    return Met(case.any_of("dizzy headache nausea vomiting fast_breathing"))


def cauda_equina(case):
    return case.any_of("bladder_bowel_change saddle_numbness weak_both_legs")


def muscle_breakdown(case):
    beyond_soreness = "tight_swollen_muscle one_leg_swollen weak_lasting weak_both_legs cannot_move"
    severe = case.any_of("dark_urine") or (case.pain_from(7) and case.any_of(beyond_soreness))
    return severe and bool(case.sessions_within(7 * DAY))


def swollen_leg(case):
    if not (case.any_of("one_leg_swollen") and case.any_of("warm red throbbing calf_pain")):
        return Met.NO
    return Met.WORSE if case.any_of("breathless chest_pain") else Met.YES


# Flag id of knowledge.json -> function(Case) giving True, False or a Met.
RULES = {
    "RF01": chest,
    "RF03": extreme_pain,
    "RF04": cramp_from(10),
    "RF05": cramp_from(60),
    "RF10": seizure,
    "RF11": low_sugar,
    "RF12": severe_low_sugar,
    "RF14": heat_illness,
    "RF22": cauda_equina,
    "RF23": muscle_breakdown,
    "RF24": swollen_leg,
}


def open_flags(journal, answers, at):
    """The Flags open at `at`, most urgent first.

    `journal` needs only its person, sessions and episodes; `answers`: rows with "flag" and "at".
    """
    return unanswered(met_flags(journal, at), answers, at)


def met_flags(journal, at):
    """The Flags whose rule is met at `at`, answered or not, most urgent first."""
    cases = _cases(journal, at)
    flags = [_flag(flag_id, rule, cases, journal.person) for flag_id, rule in RULES.items()]
    return sorted((flag for flag in flags if flag), key=lambda flag: (URGENCIES.index(flag.urgency), flag.id))


def unanswered(flags, answers, at):
    """The flags without an answer given from the start of their newest episode on."""
    last = {}
    for answer in answers:
        if answer["at"] <= at:
            last[answer["flag"]] = max(answer["at"], last.get(answer["flag"], answer["at"]))
    return [flag for flag in flags if flag.id not in last or last[flag.id] < flag.at]


def for_people(flags):
    """The flags a page shows: without those that another open one covers."""
    open_ids = {flag.id for flag in flags}
    return [flag for flag in flags if COVERED_BY.get(flag.id) not in open_ids]


def _cases(journal, at):
    sessions = tuple(session for session in journal.sessions if session["started_at"] <= at)
    cases = [Case(row, at, sessions) for row in journal.episodes if row["started_at"] <= at]
    return [case for case in cases if at - case.end <= REACH]


def _flag(flag_id, rule, cases, person):
    met = [(case, Met(rule(case))) for case in cases]
    met = [(case, how) for case, how in met if how]
    if not met:
        return None
    known = by_id("red_flags")[flag_id]
    worse = max(how for _case, how in met) is Met.WORSE
    return Flag(
        id=flag_id,
        name=heading(known),
        urgency=known["upgrade"]["to"] if worse else known["urgency"],
        wording=filled(known["wording"], person),
        episodes=tuple(case.row["id"] for case, _how in met),
        claims=tuple(known["claims"]),
        at=max(case.start for case, _how in met),
    )


def heading(known):
    """What a flag is called on a page: its name, or the beginning of what it says where the name is a condition."""
    if known["id"] in NAMED_FOR_A_CONDITION:
        return re.split(r"[:.]", known["wording"])[0]
    return known["name"]


def numbers_of(person):
    """{"emergency_number", "advice_line"} of a person's row, or what is usual; None when nobody is signed in."""
    own = person or {}
    return {
        "emergency_number": own.get("emergency_number") or EMERGENCY_NUMBER,
        "advice_line": own.get("advice_line") or ADVICE_LINE,
    }


def tel(number):
    """The tel: address of a number as somebody typed it, or None when it is no number."""
    digits = re.sub(r"[^\d+*#]", "", number)
    return f"tel:{digits}" if len(digits) > 1 else None


def filled(text, person):
    """A text of knowledge.json with the person's numbers in it."""
    return text.format_map(numbers_of(person))
