"""Red flags: signs in the entries that mean "get help". One entry is enough.

Urgencies, words and fitting answers are those of knowledge.json; the rules, pure functions over plain rows, are in
this room. Each entry that meets an alarm (ALARMS) keeps its flag open until it is answered, for 14 days; after
that it is asked what became of it. What only asks for a visit (OTHERS) is open while its rule holds and the newest of
its entries has no answer. Entries after the moment are not looked at. What was not recorded never opens a flag.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from guidance.flags import acute, alone, circumstances, low_sugar, medicines, repeats, training, twitches
from guidance.flags.cases import (
    ENDLESS_CRAMP_MIN,
    LONG_CRAMP_MIN,
    Ask,
    Met,
    Rows,
    each_episode,
    each_with_signs,
    over_episodes,
)
from guidance.flags.one_voice import in_one_voice
from guidance.knowledge.load import URGENCIES, by_id
from guidance.knowledge.texts import filled
from journal.public import FlagAnswer, Journal, Row


@dataclass(frozen=True)
class Flag:
    """An open flag: `urgency` after any upgrade, `first`: what to do first, "" for a visit, `wording` filled in,
    `because`: what opened it, in numbers.

    `episodes`: ids, oldest first, and `claims`, `refs`: ids of knowledge.json. `at`: when the newest entry of those
    that opened it was made. `asks`: an Ask for each thing that was not recorded and counts as met. `answers`: the words
    of vocabulary.FlagAnswer that settle it. `until`: when an alarm nobody answered turns into a question, else None.
    """

    id: str
    name: str
    urgency: str
    first: str
    wording: str
    because: str
    episodes: tuple[UUID, ...]
    claims: tuple[str, ...]
    refs: tuple[str, ...]
    at: datetime
    asks: tuple[Ask, ...] = ()
    answers: tuple[str, ...] = ()
    until: datetime | None = None

    @property
    def is_now(self) -> bool:
        return self.urgency == "emergency_now"

    @property
    def is_urgent(self) -> bool:
        """Whether it means help today or now."""
        return self.urgency in ("emergency_now", "same_day")


# Flag id of knowledge.json -> function(Rows) giving a Met for each entry that means help now or today, oldest first.
ALARMS = {
    "RF01": each_with_signs(acute.chest),
    "RF03": each_episode(acute.extreme_pain),
    "RF04": each_episode(acute.cramp_from(LONG_CRAMP_MIN)),
    "RF05": each_episode(acute.cramp_from(ENDLESS_CRAMP_MIN)),
    "RF07": each_with_signs(acute.any_sign("face_droop one_sided_weakness slurred_speech cannot_move")),
    "RF10": each_with_signs(acute.any_sign("seizure blackout collapsed")),
    "RF11": each_with_signs(low_sugar.low_sugar),
    "RF12": each_with_signs(low_sugar.severe_low_sugar),
    "RF14": each_with_signs(circumstances.heat_illness),
    "RF15": each_with_signs(circumstances.too_much_water),
    "RF20": each_with_signs(acute.head_tremor),
    "RF22": each_with_signs(training.cauda_equina),
    "RF23": each_with_signs(training.muscle_breakdown),
    "RF24": each_with_signs(acute.clot),
    "RF25": acute.head_injury,
    "RF26": each_episode(circumstances.poisoning),
    "RF27": acute.dirty_wound,
    "RF28": each_with_signs(circumstances.too_cold),
    "RF29": each_with_signs(training.hard_swollen_muscle),
    "RF30": each_with_signs(training.fainting),
    "RF31": each_episode(training.sickle_trait),
    "RF32": each_with_signs(circumstances.after_drinking),
    "RF33": each_with_signs(acute.tingling),
    "RF38": each_with_signs(alone.confused),
    "RF39": each_with_signs(alone.sight_or_balance),
    "RF40": each_with_signs(alone.fever_and_stiff),
    "RF41": each_with_signs(alone.pregnancy),
    "RF42": each_with_signs(alone.locked_jaw),
    "RF43": each_with_signs(medicines.too_much_serotonin),
    "RF44": each_episode(medicines.new_statin),
}
# The others: function(Rows) giving the Met of what holds at the moment, or None.
OTHERS = {
    "RF02": repeats.left_shoulder,
    "RF06": repeats.prepared_yet_cramping,
    "RF08": repeats.lasting_weakness,
    "RF09": repeats.lasting_twitch,
    "RF13": repeats.low_sugar_again,
    "RF16": repeats.restless_nights,
    "RF17": repeats.night_cramps,
    "RF18": over_episodes(repeats.jumping_together, reach=repeats.TWO_WEEKS),
    "RF19": repeats.face_or_head,
    "RF21": repeats.nerve_signs,
    "RF34": twitches.new_medicine,
    "RF35": repeats.stress_stays,
    "RF36": repeats.growing_tremor,
    "RF37": over_episodes(twitches.painful_twitch),
    "RF45": over_episodes(medicines.new_stimulant, reach=repeats.TWO_WEEKS),
}
BOOKED, BETTER = FlagAnswer.BOOKED.value, FlagAnswer.BETTER.value
QUESTION = (FlagAnswer.CHECKED.value, BOOKED, BETTER)  # what became of it can be answered with
WAY = ("urgency", "first", "wording", "answers")
RULES = dict(sorted((ALARMS | OTHERS).items()))


def open_flags(journal: Journal, answers: Sequence[Row], at: datetime) -> Sequence[Flag]:
    """The Flags open at `at`, most urgent first. `answers`: rows with "flag", "answer" and "at"."""
    rows = Rows(journal, at)
    return as_shown([*open_of(alarms(rows, answers), at), *others(rows, answers)], journal.person)


def asked_flags(journal: Journal, answers: Sequence[Row], at: datetime) -> list[Flag]:
    """The alarms that are no longer counted on and that nobody answered: what became of them is asked, newest first."""
    return asked_of(alarms(Rows(journal, at), answers), at)


def as_shown(flags: Sequence[Flag], person: Row) -> Sequence[Flag]:
    """Open flags as they are shown: most urgent first, one that only informs gives way, all in one voice."""
    return in_one_voice(without_less(in_order(flags)), person)


def alarms(rows: Rows, answers: Sequence[Row]) -> "list[_Alarm]":
    """An _Alarm for each entry that no answer settles, by flag, oldest first; `answers` are read only if need be."""
    found = [(flag, met) for flag, rule in ALARMS.items() for met in rule(rows)]
    unsettled = [
        (flag, met)
        for flag, met in found
        if _words_between(answers, flag, met.at, rows.at).isdisjoint(way_of(flag, met)["answers"])
    ]
    return [_Alarm(flag, met, _is_answered(answers, flag, met, rows.at), rows.person) for flag, met in unsettled]


def _is_answered(answers: Sequence[Row], flag: str, met: Met, at: datetime) -> bool:
    """Whether it is not asked what became of an alarm: a visit is booked, or any answer came while it was open."""
    in_time = _words_between(answers, flag, met.at, min(met.until or at, at))
    return bool(in_time) or BOOKED in _words_between(answers, flag, met.at, at)


def to_the_question(flag: Flag) -> tuple[str, ...]:
    """The words that answer what became of an alarm; "better" only where it would have settled the alarm."""
    return tuple(word for word in QUESTION if word != BETTER or BETTER in flag.answers)


def _words_between(answers: Sequence[Row], flag: str, first: datetime, last: datetime) -> set[str]:
    """The words that a flag was answered with from a moment on, up to another."""
    return {answer["answer"] for answer in answers if answer["flag"] == flag and first <= answer["at"] <= last}


def open_of(alarms: "list[_Alarm]", at: datetime) -> list[Flag]:
    """The Flags of alarms (see `alarms`) that are open at a moment."""
    return merged(alarm for alarm in alarms if alarm.is_open(at))


def asked_of(alarms: "list[_Alarm]", at: datetime) -> list[Flag]:
    """The Flags of alarms that turned into a question, newest first.

    None of a flag that is open: that asks more than enough.
    """
    now_open = {alarm.flag for alarm in alarms if alarm.is_open(at)}
    past = [alarm for alarm in alarms if not alarm.is_open(at) and not alarm.answered]
    flags = merged(alarm for alarm in past if alarm.flag not in now_open)
    return sorted(flags, key=lambda flag: flag.at, reverse=True)


def others(rows: Rows, answers: Sequence[Row]) -> list[Flag]:
    """The Flags of rules that hold at the moment of the Rows and that no answer settles."""
    return [
        flag for flag in met_others(rows) if _words_between(answers, flag.id, flag.at, rows.at).isdisjoint(flag.answers)
    ]


def met_others(rows: Rows) -> list[Flag]:
    """The Flags of OTHERS that hold at the moment of the Rows, answered or not."""
    met = [(flag, rule(rows)) for flag, rule in OTHERS.items()]
    return [_flag(flag, found, rows.person) for flag, found in met if found]


def in_order(flags: Iterable[Flag]) -> list[Flag]:
    """Flags, the most urgent first."""
    return sorted(flags, key=lambda flag: (URGENCIES.index(flag.urgency), flag.id))


def without_less(flags: Sequence[Flag]) -> list[Flag]:
    """The open flags; one that only informs gives way to any other."""
    return [flag for flag in flags if flag.urgency != "info"] or list(flags)


def for_people(flags: Sequence[Flag]) -> list[Flag]:
    """The flags a page shows: without those that say less of the same than another open one."""
    open_ids, known = {flag.id for flag in flags}, by_id("red_flags")
    return [flag for flag in flags if known[flag.id].get("covered_by") not in open_ids]


@dataclass(frozen=True)
class _Alarm:
    """An entry that meets an alarm. `answered`: it is not asked what became of it, though the flag is not settled."""

    flag: str
    met: Met
    answered: bool
    person: Row

    def is_open(self, at: datetime) -> bool:
        """Whether it is still counted on at a moment, or already asked about."""
        return self.met.until is None or at <= self.met.until


def merged(alarms: Iterable[_Alarm]) -> list[Flag]:
    """One Flag for all alarms of the same flag."""
    found: dict[str, list[_Alarm]] = {}
    for alarm in alarms:
        found.setdefault(alarm.flag, []).append(alarm)
    return [_merged(same) for same in found.values()]


def _merged(alarms: list[_Alarm]) -> Flag:
    """The Flag of the alarms of one flag, oldest first: the newest of the most urgent says why."""
    flags = [_flag(alarm.flag, alarm.met, alarm.person) for alarm in alarms]
    worst = min(reversed(flags), key=lambda flag: URGENCIES.index(flag.urgency))
    episodes = tuple(dict.fromkeys(episode for flag in flags for episode in flag.episodes))
    until = max((flag.until for flag in flags if flag.until), default=None)
    return replace(worst, episodes=episodes, at=flags[-1].at, until=until)


def way_of(flag_id: str, met: Met) -> dict[str, str]:
    """In which way a flag of knowledge.json is met: its "urgency", "first", "wording" and "answers"."""
    known = by_id("red_flags")[flag_id]
    usual = {"first": "", **{name: known[name] for name in WAY if name in known}}
    other = known.get("upgrade") if met.worse else known.get("milder") if met.milder else None
    return usual | {name: other[name] for name in WAY if name in other} | {"urgency": other["to"]} if other else usual


def _flag(flag_id: str, met: Met, person: Row) -> Flag:
    known, way = by_id("red_flags")[flag_id], way_of(flag_id, met)
    return Flag(
        id=flag_id,
        name=known["heading"],
        urgency=way["urgency"],
        first=filled(way["first"], person),
        wording=filled(way["wording"], person, met.numbers),
        because=met.because,
        episodes=met.episodes,
        claims=tuple(known["claims"]),
        refs=tuple(known["refs"]),
        at=met.at,
        asks=met.asks,
        answers=tuple(way["answers"]),
        until=met.until,
    )
