"""The last session and the latest day in plain values, for tips and for the words on the page."""

from django.utils.translation import gettext as _

from guidance.exposures import Body
from guidance.tips import Facts, doing, muscles_in_words
from journal.door import DAY, MINUTE, shift, vocabulary

CAFFEINATED = ("coffee", "black_tea", "energy_drink", "soft_drink")
LOW_SUGAR_SIGNS = {"hungry", "sweating", "pale", "racing_heart", "dizzy", "tingling_lips"}
NIGHT_FROM, NIGHT_TO = 22, 6  # o'clock: what counts as a night episode, our line
NIGHT_REACH = 7 * DAY
TOO_FAST_ML_H = 1000  # over this in a session of an hour or more is too much [R46] [R47]


def values_of(measures, unit):
    """{measure: number or None} of one unit."""
    return {name: _plain(values[unit]) for name, values in measures.items()}


def _plain(value):
    value = float(value)
    if value != value:
        return None
    return int(value) if value.is_integer() else value


def gather(journal, at, exposed, rules, session, day):
    """The Facts of a journal. `session` and `day`: values of the last session and of the latest day (see values_of)."""
    person = journal.person
    last = journal.sessions[-1] if journal.sessions else None
    episodes = [e for e in journal.episodes if e["ongoing"] or at - e["started_at"] <= DAY]
    return Facts(
        exposed=exposed,
        rules=rules,
        numbers=_numbers(journal, at, last, session, day),
        body=Body.of(person, at.year),
        conditions=frozenset(person["conditions"] or ()),
        medicines=frozenset(medicine.get("kind") for medicine in person["medicines"] or ()),
        signs=frozenset(sign for episode in episodes for sign in episode["signs"] or ()),
        happened=frozenset(_happened(journal, at, last, episodes)),
        poured_ml=sum(drink["ml"] for drink in journal.drinks if at - drink["at"] <= DAY),
        too_fast=(session.get("fluid_during_ml_h") or 0) > TOO_FAST_ML_H and session["minutes"] >= 60,
        gained=_gained(session),
        imperial=person["units"] == "imperial",
    )


def _gained(session):
    before, after = session.get("weight_before_kg"), session.get("weight_after_kg")
    return None not in (before, after) and after > before


def _numbers(journal, at, last, session, day):
    """The numbers of knowledge.json's placeholders, None where not recorded."""
    woken, nights = _woken(journal, at)
    longest = session.get("longest_30d_min")
    return {
        "rpe": session.get("effort"),
        "activity": last and doing(last["activity"]),
        "muscles": muscles_in_words(last and last["muscles"]),
        "duration_min": session.get("minutes"),
        "jump_pct": longest and round((session["minutes"] / longest - 1) * 100),
        "limit_min": longest and int(longest * 11 // 10),
        "gap_days": session.get("gap_days"),
        "warmup_min": session.get("warm_up_min"),
        "fluid_24h": session.get("fluid_24h_ml"),
        "fluid_session_ml_h": session.get("fluid_during_ml_h"),
        "temp_c": session.get("temperature_c"),
        "hours_since_meal": session.get("hours_since_meal"),
        "stress": max(
            (rating for rating in (day.get("stress"), day.get("stress_before")) if rating is not None), default=None
        ),
        "sleep_h": day.get("sleep_h"),
        "caffeine_mg": day.get("caffeine_24h_mg"),
        "drink": _usual_caffeine(journal.drinks, at),
        "event": _("a competition") if session.get("event") else _("a competition or exam"),
        "n_nights": woken,
        "days": nights,
    }


def _usual_caffeine(drinks, at):
    """The drink with caffeine taken most often in the last 28 days, in lower case, or None."""
    taken = [drink["kind"] for drink in drinks if drink["kind"] in CAFFEINATED and at - drink["at"] <= 28 * DAY]
    if not taken:
        return None
    return str(vocabulary.DrinkKind(max(CAFFEINATED, key=taken.count)).label).lower()


def _woken(journal, at):
    """(nights woken by the legs, nights logged) of the last 14."""
    first = shift(journal.calendar.date_of(at), -13)
    nights = [night for night in journal.nights if night["date"] >= first]
    return sum(night["woken_by_legs"] is True for night in nights), len(nights)


def _happened(journal, at, last, episodes):
    """Words for what the entries hold, as tips ask for it (see Facts)."""
    if last and any(_during(episode, last) for episode in journal.episodes):
        yield "twitch_during_session"
    if any(e["kind"] == "tremor" and len(LOW_SUGAR_SIGNS & set(e["signs"] or ())) >= 2 for e in episodes):
        yield "low_sugar_signs"
    if any(_at_night(e, journal.calendar) for e in journal.episodes if at - e["started_at"] <= NIGHT_REACH):
        yield "night_episode"
    if _woken(journal, at)[0] >= 3:
        yield "woken_by_legs"


def _during(episode, session):
    end = session["started_at"] + session["duration_min"] * MINUTE
    return episode["kind"] == "twitch" and session["started_at"] <= episode["started_at"] <= end


def _at_night(episode, calendar):
    hour = calendar.local(episode["started_at"]).hour
    return episode["kind"] == "leg_jerk" or (episode["kind"] == "cramp" and not NIGHT_TO <= hour < NIGHT_FROM)
