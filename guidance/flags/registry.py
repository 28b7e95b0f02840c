"""Red flags: signs in the entries that mean "get help". One entry is enough.

Triggers, urgencies and words are those of knowledge.json; the rules, pure functions over plain rows, are in
this room, one entry in RULES each. A flag is open at a moment when its rule is met by the entries of its own
window (an episode of the last 24 h, unless the rule says otherwise) and the person has not answered it since the newest
of those entries was made. Entries after the moment are not looked at. What was not recorded never opens a flag.
"""

from dataclasses import dataclass
from datetime import datetime

from guidance.flags import acute, alone, circumstances, low_sugar, medicines, repeats, training, twitches
from guidance.flags.cases import Rows, over_episodes
from guidance.knowledge.load import URGENCIES, by_id
from guidance.knowledge.texts import filled

# Answers that fit how urgent a flag is. To have booked a visit is no answer to an emergency.
ANSWERS = {"emergency_now": ("have_help", "better")}
OTHER_ANSWERS = ("booked", "checked", "better")


@dataclass(frozen=True)
class Flag:
    """An open flag: `urgency` after any upgrade, `first`: what to do first, "" for a visit, `wording` filled in,
    `because`: what opened it, in numbers.

    `episodes`: ids, oldest first, and `claims`, `refs`: ids of knowledge.json. `at`: when the newest entry of those
    that opened it was made. `asks`: an Ask for each thing that was not recorded and counts as met.
    """

    id: str
    name: str
    urgency: str
    first: str
    wording: str
    because: str
    episodes: tuple
    claims: tuple
    refs: tuple
    at: datetime
    asks: tuple = ()

    @property
    def is_now(self):
        return self.urgency == "emergency_now"

    @property
    def answers(self):
        """The words of vocabulary.FlagAnswer that fit."""
        return ANSWERS.get(self.urgency, OTHER_ANSWERS)


# Flag id of knowledge.json -> function(Rows) giving a Met or None.
RULES = {
    "RF01": over_episodes(acute.chest),
    "RF02": repeats.left_shoulder,
    "RF03": over_episodes(acute.extreme_pain),
    "RF04": over_episodes(acute.cramp_from(10)),
    "RF05": over_episodes(acute.cramp_from(60)),
    "RF06": repeats.prepared_yet_cramping,
    "RF07": over_episodes(acute.any_sign("face_droop one_sided_weakness slurred_speech cannot_move")),
    "RF08": repeats.lasting_weakness,
    "RF09": repeats.lasting_twitch,
    "RF10": over_episodes(acute.any_sign("seizure blackout collapsed")),
    "RF11": over_episodes(low_sugar.low_sugar),
    "RF12": over_episodes(low_sugar.severe_low_sugar),
    "RF13": repeats.low_sugar_again,
    "RF14": over_episodes(circumstances.heat_illness),
    "RF15": over_episodes(circumstances.too_much_water),
    "RF16": repeats.restless_nights,
    "RF17": repeats.night_cramps,
    "RF18": over_episodes(repeats.jumping_together, reach=repeats.TWO_WEEKS),
    "RF19": repeats.face_or_head,
    "RF20": over_episodes(acute.head_tremor),
    "RF21": repeats.nerve_signs,
    "RF22": over_episodes(training.cauda_equina),
    "RF23": over_episodes(training.muscle_breakdown),
    "RF24": over_episodes(acute.clot),
    "RF25": acute.head_injury,
    "RF26": over_episodes(circumstances.poisoning),
    "RF27": acute.dirty_wound,
    "RF28": over_episodes(circumstances.too_cold),
    "RF29": over_episodes(training.hard_swollen_muscle),
    "RF30": over_episodes(training.fainting),
    "RF31": over_episodes(training.sickle_trait),
    "RF32": over_episodes(circumstances.after_drinking),
    "RF33": over_episodes(acute.tingling),
    "RF34": twitches.new_medicine,
    "RF35": repeats.stress_stays,
    "RF36": repeats.growing_tremor,
    "RF37": over_episodes(twitches.painful_twitch),
    "RF38": over_episodes(alone.confused),
    "RF39": over_episodes(alone.sight_or_balance),
    "RF40": over_episodes(alone.fever_and_stiff),
    "RF41": over_episodes(alone.pregnancy),
    "RF42": over_episodes(alone.locked_jaw),
    "RF43": over_episodes(medicines.too_much_serotonin),
    "RF44": over_episodes(medicines.new_statin),
    "RF45": over_episodes(medicines.new_stimulant, reach=repeats.TWO_WEEKS),
}


def open_flags(journal, answers, at):
    """The Flags open at `at`, most urgent first. `answers`: rows with "flag", "answer" and "at"."""
    return without_less(unanswered(met_flags(journal, at), answers, at))


def met_flags(journal, at, flags=tuple(RULES)):
    """The Flags, of these ids, whose rule is met at `at`, answered or not, most urgent first."""
    rows = Rows(journal, at)
    met = [(flag, RULES[flag](rows)) for flag in flags]
    return in_order(_flag(flag, found, journal.person) for flag, found in met if found)


def in_order(flags):
    """Flags, the most urgent first."""
    return sorted(flags, key=lambda flag: (URGENCIES.index(flag.urgency), flag.id))


def unanswered(flags, answers, at):
    """The flags without a fitting answer given from their newest entry on."""
    given = [answer for answer in answers if answer["at"] <= at]
    return [flag for flag in flags if not any(_settles(answer, flag) for answer in given)]


def without_less(flags):
    """The open flags; one that only informs gives way to any other."""
    return [flag for flag in flags if flag.urgency != "info"] or list(flags)


def _settles(answer, flag):
    fits = not (flag.is_now and answer["answer"] == "booked")
    return answer["flag"] == flag.id and answer["at"] >= flag.at and fits


def for_people(flags):
    """The flags a page shows: without those that say less of the same than another open one."""
    open_ids, known = {flag.id for flag in flags}, by_id("red_flags")
    return [flag for flag in flags if known[flag.id].get("covered_by") not in open_ids]


def _flag(flag_id, met, person):
    known = by_id("red_flags")[flag_id]
    calm = {"to": known["urgency"], "first": known.get("first", "")}
    now = known["upgrade"] if met.worse and known["upgrade"] else calm
    return Flag(
        id=flag_id,
        name=known["heading"],
        urgency=now["to"],
        first=filled(now["first"], person),
        wording=filled(known["wording"], person, met.numbers),
        because=met.because,
        episodes=met.episodes,
        claims=tuple(known["claims"]),
        refs=tuple(known["refs"]),
        at=met.at,
        asks=met.asks,
    )
