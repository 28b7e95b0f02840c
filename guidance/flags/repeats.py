"""Rules over days: what comes again and again. How often is our line unless a source is named."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from guidance.causes.registry import Body
from guidance.causes.thresholds import HIGH_STRESS, is_spike
from guidance.flags import reasons
from guidance.flags.acute import chest
from guidance.flags.cases import DAY, LOOK_BACK, Case, Found, Met, Rows, ids, met_by
from guidance.flags.low_sugar import low_sugar
from journal.public import (
    HOUR,
    NERVE_SIGNS,
    WARM_UP_MIN,
    Row,
    Span,
    around_session,
    ended_at,
    format_place,
    link_episodes,
    total_ml,
)

TWO_WEEKS, FOUR_WEEKS = 14 * DAY, 28 * DAY
NIGHTS, RESTLESS_NIGHTS = 14, 3  # broken nights of 14 that are worth a visit [R99]
THREE_MONTHS_DAYS = 91  # for eyelids [R23]
# A longer pause ends what "has gone on": our line. Eyelids come and go.
PAUSE, EYELID_PAUSE = 14 * DAY, 31 * DAY
CRAMP_LINK, TREMOR_LINK = 6 * HOUR, 6 * HOUR  # how long after training it still belongs to it [R04] [R29]
HIGH_DAYS = 10
SPIKE_REACH = 30 * DAY  # that the longest session of the activity is looked for in [R32]


def left_shoulder(rows: Rows) -> Met | None:
    found = [c for c in rows.cases_within(TWO_WEEKS, "twitch") if (c.part, c.row["side"]) == ("shoulder", "left")]
    if len(found) < 3 or any(chest(case) for case in rows.cases_within(DAY)):
        return None
    return _met(found, reasons.on_days(found), n_episodes=len(found), days=TWO_WEEKS // DAY)


def prepared_yet_cramping(rows: Rows) -> Met | None:
    """Three cramps within 6 h of sessions in 28 days, two of those sessions prepared. Unknown is not prepared."""
    cramps = rows.cases_within(FOUR_WEEKS, "cramp")
    if len(cramps) < 3:
        return None
    linked = dict(zip(ids(cramps), link_episodes(rows.sessions, [case.row for case in cramps]), strict=True))
    sessions = {session["id"]: session for session in rows.sessions}
    followed = [(case, sessions[linked[case.row["id"]]]) for case in cramps if linked[case.row["id"]]]
    followed = [(case, session) for case, session in followed if case.start <= ended_at(session) + CRAMP_LINK]
    prepared = {session["id"] for _case, session in followed if _prepared(session, rows)}
    if len(followed) < 3 or len(prepared) < 2:
        return None
    told = _(
        "In %(n)s of these sessions you warmed up %(min)s min or more, drank "
        "enough and did not suddenly train more."
    ) % {
        "n": len(prepared), "min": WARM_UP_MIN,
    }  # fmt: skip
    found = [case for case, _session in followed]
    return _met(found, reasons.sentences(reasons.times(found, FOUR_WEEKS // DAY), told), n_episodes=len(found))


def _prepared(session: Row, rows: Rows) -> bool:
    """Warm-up, drinks and load as the prevention checklist has them, all three known."""
    warm = session["warm_up_min"] is not None and session["warm_up_min"] >= WARM_UP_MIN
    return warm and _no_jump(session, rows) and _drank_enough(session, rows)


def _no_jump(session: Row, rows: Rows) -> bool:
    earlier = [
        other["duration_min"]
        for other in rows.sessions
        if other["activity"] == session["activity"]
        and session["started_at"] - SPIKE_REACH <= other["started_at"] < session["started_at"]
    ]
    return bool(earlier) and not is_spike(session["duration_min"], max(earlier))


def _drank_enough(session: Row, rows: Rows) -> bool:
    drinks = rows.drinks_between(*around_session(session))
    return total_ml(drinks) >= Body.of(rows.person, rows.at.year).fluid_target_ml


def lasting_weakness(rows: Rows) -> Met | None:
    """Weakness that stays or a thinner muscle, once and whatever the kind [S048]; a stiff one and such on two days."""
    cases = rows.cases_within(FOUR_WEEKS)
    found = [case for case in cases if case.any_of("weak_lasting wasting")]
    others = [
        case for case in cases if case.kind == "twitch" and case.any_of("stiff_rigid tripping swallowing_trouble")
    ]
    if not found and len(_dates(others)) < 2:
        return None
    found = found or others
    named = "weak_lasting wasting stiff_rigid tripping swallowing_trouble"
    return _met(found, reasons.sentences(reasons.on_days(found), reasons.signs(found[-1], named)))


def lasting_twitch(rows: Rows) -> Met | None:
    """One place for two weeks on five days or more, or two places on two days each within two weeks."""
    twitches = rows.cases_within(LOOK_BACK, "twitch")
    runs = [_run(cases, rows.at, PAUSE) for cases in _by_part(twitches).values()]
    lasting = [run for run in runs if len(_dates(run)) >= 5 and _span(run) >= TWO_WEEKS // DAY]
    if lasting:
        longest = max(lasting, key=_span)
        told = reasons.sentences(_place(longest), reasons.on_days(longest))
        return _met(longest, told, days=_span(longest))
    recent = _by_part(rows.cases_within(TWO_WEEKS, "twitch"))
    places = [cases for cases in recent.values() if len(_dates(cases)) >= 2]
    if len(places) < 2:
        return None
    found = sorted((case for cases in places for case in cases), key=lambda case: case.start)
    told = " ".join(reasons.sentences(_place(cases), reasons.on_days(cases)) for cases in places)
    return _met(found, told, days=_span(found) or 1)


def low_sugar_again(rows: Rows) -> Met | None:
    met = met_by((case, low_sugar(case)) for case in rows.cases_within(FOUR_WEEKS))
    if met is None or len(met.episodes) < 2:
        return None
    low = set(met.episodes)
    found = [case for case in rows.cases if case.row["id"] in low]
    return _met(found, reasons.times(found, FOUR_WEEKS // DAY))


def restless_nights(rows: Rows) -> Met | None:
    """Woken by the legs, or an urge to move them, on three of 14 nights; or very drowsy after a night of leg jerks."""
    nights = rows.nights(NIGHTS)
    woken = [night for night in nights if night["woken_by_legs"]]
    urge = [night for night in nights if night["urge_to_move"]]
    often = next((found for found in (woken, urge) if len(found) >= RESTLESS_NIGHTS), None)
    broken = often or _sleepy_after(rows, nights)
    if not broken:
        return None
    told = _("Woken by your legs: %(woken)s; an urge to move: %(urge)s; nights logged: %(logged)s of %(days)s.") % {
        "woken": len(woken), "urge": len(urge), "logged": len(nights), "days": NIGHTS,
    }  # fmt: skip
    last = rows.calendar.start_of(broken[-1]["date"])
    return Met(told, last, numbers={"n_nights": len(broken), "days": len(nights)})


def _sleepy_after(rows: Rows, nights: list[Row]) -> list[Row]:
    """Nights with leg jerks before a day on which an episode came with being very drowsy."""
    drowsy = {case.date for case in rows.cases_within(TWO_WEEKS) if case.any_of("drowsy")}
    return [night for night in nights if night["leg_jerks"] and night["date"] in drowsy]


def night_cramps(rows: Rows) -> Met | None:
    """Cramps on three of 14 nights, or one at night with numbness or swelling."""
    cramps = [case for case in rows.cases_within(TWO_WEEKS, "cramp") if case.night]
    marked = [case for case in cramps if case.any_of("numbness tight_swollen_muscle one_leg_swollen")]
    nights = {case.night for case in cramps}
    if len(nights) >= 3:
        told = _("Cramps on %(n)s of the last %(days)s nights.") % {"n": len(nights), "days": NIGHTS}
        return _met(cramps, told)
    if not marked:
        return None
    told = reasons.signs(marked[-1], "numbness tight_swollen_muscle one_leg_swollen")
    return _met(marked, reasons.sentences(_("A cramp at night."), told))


def jumping_together(case: Case) -> Found | None:
    """Several muscles in one tic, or a movement that cannot be held back anywhere but in an eyelid."""
    several = case.kind == "tic" and case.row["several_muscles"] is True
    held = case.any_of("cannot_hold_back") and case.part != "eyelid"
    if not several and not held:
        return None
    told = _("Several muscle groups at once.") if several else reasons.signs(case, "cannot_hold_back")
    return Found(reasons.sentences(reasons.logged(case), told))


def face_or_head(rows: Rows) -> Met | None:
    """Nose, face, head or neck on five days of 14 or for two weeks; an eyelid for three months, or both eyes."""
    cases = rows.cases_within(LOOK_BACK, "twitch tremor tic")
    face = [case for case in cases if case.part in ("nose", "face", "head", "neck")]
    recent = [case for case in face if rows.at - case.end <= TWO_WEEKS]
    run = _run(face, rows.at, PAUSE)
    if len(_dates(recent)) >= 5:
        return _met(recent, reasons.on_days(recent))
    if len(_dates(run)) >= 3 and _span(run) >= TWO_WEEKS // DAY:
        return _met(run, reasons.sentences(reasons.on_days(run), _over(run)))
    return _eyelid(rows, [case for case in cases if case.part == "eyelid"])


def _eyelid(rows: Rows, cases: list[Case]) -> Met | None:
    """Both eyes shut has no word of its own: an eyelid on both sides stands for it."""
    both = [case for case in cases if case.row["side"] == "both" and rows.at - case.end <= TWO_WEEKS]
    if both:
        return _met(both, reasons.logged(both[-1]))
    run = _run(cases, rows.at, EYELID_PAUSE)
    if _span(run) <= THREE_MONTHS_DAYS:
        return None
    return _met(run, reasons.sentences(reasons.on_days(run), _over(run)))


def nerve_signs(rows: Rows) -> Met | None:
    """Numbness, tingling or shooting pain with weakness that stays, or three times in one spot in 14 days."""
    named = " ".join(NERVE_SIGNS)
    cases = [case for case in rows.cases_within(TWO_WEEKS) if case.any_of(named)]
    weak = [case for case in cases if case.any_of("weak_lasting")]
    if weak:
        return _met(weak, reasons.signs(weak[-1], f"{named} weak_lasting"))
    spots: dict[tuple[str, str | None], list[Case]] = {}
    for case in cases:
        spots.setdefault((case.part, case.row["side"]), []).append(case)
    found: list[Case] = max(spots.values(), key=len, default=[])
    if len(found) < 3:
        return None
    told = reasons.sentences(_place(found), reasons.times(found, TWO_WEEKS // DAY), reasons.signs(found[-1], named))
    return _met(found, told)


def stress_stays(rows: Rows) -> Met | None:
    high = [day for day in rows.days(14) if day["stress"] is not None and day["stress"] >= HIGH_STRESS]
    if len(high) < HIGH_DAYS:
        return None
    told = _("Stress was %(line)s or more on %(n)s of 14 days.") % {"line": HIGH_STRESS, "n": len(high)}
    return Met(told, rows.calendar.start_of(high[-1]["date"]))


def growing_tremor(rows: Rows) -> Met | None:
    """Shaking away from training on 8 of 28 days, or on more days each week for three weeks.

    Whether it limits daily life is not in the journal.
    """
    tremors = [case for case in rows.cases_within(FOUR_WEEKS, "tremor") if not case.sessions_within(TREMOR_LINK)]
    weeks = [len(_dates([c for c in tremors if (rows.at - c.start) // (7 * DAY) == ago])) for ago in (2, 1, 0)]
    rising = 1 <= weeks[0] < weeks[1] < weeks[2]
    if len(_dates(tremors)) < 8 and not rising:
        return None
    told = _("In the last three weeks: %(weeks)s days.") % {"weeks": ", ".join(map(str, weeks))} if rising else ""
    return _met(tremors, reasons.sentences(reasons.on_days(tremors), told))


def _met(cases: list[Case], told: str, **numbers: int | str) -> Met:
    return Met(told, cases[-1].start, ids(cases), numbers=numbers)


def _dates(cases: list[Case]) -> set[date]:
    return {case.date for case in cases}


def _span(cases: list[Case]) -> int:
    """Days from the first to the last; 0 for none."""
    return (cases[-1].date - cases[0].date).days if cases else 0


def _by_part(cases: list[Case]) -> dict[str, list[Case]]:
    parts: dict[str, list[Case]] = {}
    for case in cases:
        parts.setdefault(case.part, []).append(case)
    return parts


def _run(cases: list[Case], at: datetime, pause: Span) -> list[Case]:
    """The last cases that no pause longer than `pause` parts, up to `at`."""
    run: list[Case] = []
    later = at
    for case in reversed(cases):
        if later - case.end > pause:
            break
        run.insert(0, case)
        later = case.start
    return run


def _place(cases: list[Case]) -> str:
    return _("%(place)s:") % {"place": format_place(cases[0].part, None).capitalize()}


def _over(cases: list[Case]) -> str:
    return _("Over %(n)s days.") % {"n": _span(cases)}
