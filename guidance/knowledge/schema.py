"""What `knowledge.json` may hold: every key, and the module that reads it.

`Annotated[str, "library/cause"]` is a text that `guidance/library/cause.py` reads. A test refuses a file with a key
that is not named here or that is missing, and a key that its module does not read.
"""

from typing import Annotated, Literal, NotRequired, TypedDict

Ids = list[str]
Urgency = Literal["emergency_now", "same_day", "book_visit", "info"]
Grade = Literal["strong", "moderate", "weak", "plausible-only", "contradicted"]
Support = Literal["yes", "partly", "no", "untested"]


class Document(TypedDict):
    title: Annotated[str, "knowledge/load"]
    sections: Annotated[list[str], "library/sources"]


class Claim(TypedDict):
    id: Annotated[str, "knowledge/load"]
    document: Annotated[str, "knowledge/load"]
    section: Annotated[str, "knowledge/citations"]
    kind: Annotated[str, "library/cause"]
    text: Annotated[str, "knowledge/citations"]


class Rule(TypedDict):
    """`numbers`: of its line, read by `line("rule", "number")`, and blanks of `line` and `said`."""

    id: Annotated[str, "knowledge/load"]
    level: Annotated[Literal["exposed", "watch", "episode_only", "information", "-"], "library/cause"]
    basis: Annotated[str, "causes/rule_texts"]
    refs: Annotated[Ids, "library/cause"]
    numbers: Annotated[dict[str, float], "causes/thresholds"]
    line: Annotated[str, "causes/rule_texts"]
    said: NotRequired[Annotated[str, "causes/rule_texts"]]
    said_of_plan: NotRequired[Annotated[str, "planning/page"]]


class Exposure(TypedDict):
    rules: Annotated[list[Rule], "knowledge/load"]


class Evidence(TypedDict):
    grade: Annotated[str, "knowledge/citations"]
    summary: Annotated[str, "library/cause"]
    refs: Annotated[Ids, "library/cause"]
    per_kind: Annotated[dict[str, str], "library/cause"]


class ToLog(TypedDict):
    """What to log, and the name of the page where that is done; None where it is asked on the same page."""

    text: Annotated[str, "causes/labels"]
    form: Annotated[str | None, "causes/labels"]


class Plan(TypedDict):
    tips: Annotated[dict[str, Ids], "planning/page"]
    missing: NotRequired[Annotated[ToLog, "planning/page"]]


class BothArms(TypedDict):
    """Both arms of a trial, where it is harmless to set both: see `guidance.trials.safety.BothArms`.

    `name`, `thing`: of such a trial, where they are others than those of one that only sets `do`.

    `asks`: what must be known of a planned session before the coin falls. With an effort from `effort_from` on, over
    `minutes_over`, an activity, an event or an air that is named the coin steps aside, and `outside` says what to do.
    """

    name: NotRequired[Annotated[str, "trials/switches"]]
    thing: NotRequired[Annotated[str, "trials/switches"]]
    do: Annotated[str, "trials/safety"]
    minutes: NotRequired[Annotated[int, "trials/safety"]]
    steps: Annotated[list[str], "trials/running_page"]
    usual: Annotated[str, "trials/running_page"]
    usual_steps: Annotated[list[str], "trials/running_page"]
    asks: Annotated[list[str], "trials/safety"]
    effort_from: NotRequired[Annotated[int, "trials/safety"]]
    minutes_over: NotRequired[Annotated[int, "trials/safety"]]
    activities: Annotated[list[str], "trials/safety"]
    event: Annotated[bool, "trials/safety"]
    air: Annotated[list[str], "trials/safety"]
    outside: Annotated[str, "trials/views"]
    not_for: Annotated[Ids, "trials/safety"]
    safety: Annotated[list[str], "trials/plan_page"]
    refs: Annotated[Ids, "trials/plan_page"]


class Trial(TypedDict):
    """A cause that a person can take away for one session: see `guidance.trials.switches.Switch`."""

    name: Annotated[str, "trials/running_page"]
    thing: Annotated[str, "trials/plan_page"]
    do: Annotated[str, "trials/running_page"]
    steps: Annotated[list[str], "trials/switches"]
    flip: Annotated[str, "trials/plan_page"]
    tips: Annotated[Ids, "trials/switches"]
    action: Annotated[str, "trials/switches"]
    per_session: Annotated[bool, "trials/switches"]
    both: NotRequired[Annotated[BothArms, "trials/switches"]]


class Words(TypedDict, total=False):
    """Words of a person's last entries, by kind."""

    rules: Annotated[Ids, "tips/eligibility"]
    exposed: Annotated[Ids, "tips/eligibility"]
    happened: Annotated[Ids, "tips/eligibility"]
    conditions: Annotated[Ids, "tips/eligibility"]
    signs: Annotated[Ids, "tips/eligibility"]


class Tip(TypedDict):
    """`text` may hold numbers of a person; where it does, `general`, or else `name`, says the same without them."""

    id: Annotated[str, "knowledge/load"]
    name: Annotated[str, "tips/names"]
    general: NotRequired[Annotated[str, "tips/names"]]
    text: Annotated[str, "tips/choose"]
    not_for: Annotated[Ids, "tips/eligibility"]
    cautions: Annotated[Ids, "tips/eligibility"]
    claims: Annotated[Ids, "tips/choose"]
    outside_support: Annotated[Support, "tips/choose"]
    refs: Annotated[Ids, "tips/choose"]
    fits: NotRequired[Annotated[Words, "tips/eligibility"]]
    fits_not: NotRequired[Annotated[Words, "tips/eligibility"]]
    at_limits: NotRequired[Annotated[dict[str, float], "tips/eligibility"]]
    more_to_drink: NotRequired[Annotated[bool, "tips/eligibility"]]
    pressing: NotRequired[Annotated[bool, "tips/choose"]]
    for_the_moment: NotRequired[Annotated[bool, "analysis/answer"]]
    for_plan: NotRequired[Annotated[str, "planning/page"]]


class Finding(TypedDict):
    """What followed sessions with a cause and without it, in one sentence: with both counts, and without any.

    `thing`: what the cause is called inside a sentence.
    """

    counted: Annotated[str, "causes/labels"]
    plain: Annotated[str, "causes/labels"]
    thing: Annotated[str, "causes/labels"]


class Axis(TypedDict):
    """The number of a cause over time: its name, how it is written, and whether a lower one is more of the cause."""

    label: Annotated[str, "library/history"]
    tick: Annotated[str, "library/history"]
    less: Annotated[bool, "library/history"]


class Cause(TypedDict):
    """`sides`, `finding`: sessions with it and without it, of a cause that is counted. `begins`: its own threshold in
    words."""

    id: Annotated[str, "knowledge/load"]
    name: Annotated[str, "library/cause"]
    mode: Annotated[Literal["measured", "asked", "diet", "red_flag_only", "guard"], "knowledge/load"]
    episode_kinds: Annotated[list[str], "library/cause"]
    claims: Annotated[Ids, "library/cause"]
    exposure: Annotated[Exposure, "knowledge/load"]
    evidence: Annotated[Evidence, "library/cause"]
    sides: NotRequired[Annotated[list[str], "causes/labels"]]
    finding: NotRequired[Annotated[Finding, "causes/labels"]]
    axis: NotRequired[Annotated[Axis, "library/history"]]
    to_log: NotRequired[Annotated[ToLog, "causes/labels"]]
    begins: NotRequired[Annotated[str, "evidence/wording"]]
    plan: NotRequired[Annotated[Plan, "planning/page"]]
    trial: NotRequired[Annotated[Trial, "trials/switches"]]
    tips: Annotated[list[Tip], "knowledge/load"]
    note: Annotated[str, "library/cause"]


class Caution(TypedDict):
    id: Annotated[str, "knowledge/load"]
    text: Annotated[str, "tips/choose"]
    sentence: NotRequired[Annotated[str, "tips/eligibility"]]
    conditions: NotRequired[Annotated[Ids, "tips/eligibility"]]
    medicines: NotRequired[Annotated[Ids, "tips/eligibility"]]
    signs: NotRequired[Annotated[Ids, "tips/eligibility"]]
    under_18: NotRequired[Annotated[bool, "tips/eligibility"]]


class Explainer(TypedDict):
    id: Annotated[str, "library/sources"]
    title: Annotated[str, "library/sources"]
    text: Annotated[str, "library/sources"]
    claims: Annotated[Ids, "library/sources"]
    refs: Annotated[Ids, "library/sources"]


class Correction(TypedDict):
    """`app_says_instead`: only where it speaks to people."""

    id: Annotated[str, "knowledge/load"]
    problem: Annotated[str, "knowledge/citations"]
    app_says_instead: NotRequired[Annotated[str, "knowledge/citations"]]
    claims: Annotated[Ids, "knowledge/load"]
    refs: Annotated[Ids, "library/sources"]


class Conflict(TypedDict):
    id: Annotated[str, "library/sources"]
    topic: Annotated[str, "library/sources"]
    between: Annotated[Ids, "library/sources"]
    resolution: Annotated[str, "library/sources"]


class FirstLook(TypedDict):
    id: Annotated[str, "cramp/steps"]
    first: Annotated[str, "knowledge/texts"]
    rest: Annotated[str, "knowledge/texts"]
    tell: Annotated[str, "cramp/steps"]
    claims: Annotated[Ids, "knowledge/load"]
    refs: Annotated[Ids, "library/sources"]


class Painkiller(TypedDict):
    text: Annotated[str, "analysis/relief_counts"]
    short: Annotated[str, "analysis/relief_counts"]
    claims: Annotated[Ids, "analysis/relief_counts"]
    refs: Annotated[Ids, "library/sources"]


class WithConditions(TypedDict):
    """What the rest of a step says to somebody who noted one of the conditions; "{conditions}" names them."""

    conditions: Annotated[list[str], "cramp/steps"]
    text: Annotated[str, "cramp/steps"]


class Step(TypedDict):
    id: Annotated[str, "cramp/steps"]
    stage: Annotated[Literal["during", "always", "after", "sugar", "rest"], "cramp/steps"]
    when: Annotated[str, "cramp/steps"]
    first: Annotated[str, "cramp/steps"]
    rest: Annotated[str, "cramp/steps"]
    not_for: Annotated[Ids, "cramp/steps"]
    cautions: Annotated[Ids, "cramp/steps"]
    methods: Annotated[list[str], "cramp/steps"]
    sugar: Annotated[bool, "cramp/steps"]
    offline: Annotated[bool, "cramp/steps"]
    claims: Annotated[Ids, "cramp/steps"]
    support: Annotated[Support, "cramp/steps"]
    refs: Annotated[Ids, "library/sources"]
    asks: NotRequired[Annotated[Literal["yes_or_no", "signs"], "cramp/steps"]]
    by_part: NotRequired[Annotated[dict[str, str], "cramp/steps"]]
    with_conditions: NotRequired[Annotated[WithConditions, "cramp/steps"]]
    call: NotRequired[Annotated[Literal["emergency_number", "advice_line"], "cramp/steps"]]


class MixedEvidence(TypedDict):
    text: Annotated[str, "cramp/steps"]
    refs: Annotated[Ids, "cramp/steps"]


class Relief(TypedDict):
    before: Annotated[FirstLook, "cramp/steps"]
    painkiller: Annotated[Painkiller, "analysis/relief_counts"]
    cramp: Annotated[list[Step], "knowledge/load"]
    twitch: Annotated[list[Step], "knowledge/load"]
    tremor: Annotated[list[Step], "knowledge/load"]
    night: Annotated[list[Step], "knowledge/load"]
    mixed_evidence: Annotated[MixedEvidence, "cramp/steps"]


class Way(TypedDict):
    """A red flag that is met in another way than usual: what differs then."""

    to: Annotated[Urgency, "flags/registry"]
    first: Annotated[str, "flags/registry"]
    wording: NotRequired[Annotated[str, "flags/registry"]]
    answers: Annotated[list[str], "flags/registry"]


class RedFlag(TypedDict):
    """`in_list`: its wording where nobody's numbers are told. `covered_by`: the flag that says more of the same."""

    id: Annotated[str, "knowledge/load"]
    heading: Annotated[str, "flags/registry"]
    urgency: Annotated[Urgency, "flags/registry"]
    upgrade: NotRequired[Annotated[Way, "flags/registry"]]
    milder: NotRequired[Annotated[Way, "flags/registry"]]
    first: NotRequired[Annotated[str, "flags/registry"]]
    wording: Annotated[str, "flags/registry"]
    in_list: NotRequired[Annotated[str, "library/signs"]]
    claims: Annotated[Ids, "flags/registry"]
    refs: Annotated[Ids, "flags/registry"]
    outside: Annotated[bool, "flags/cards"]
    answers: Annotated[list[str], "flags/registry"]
    question: NotRequired[Annotated[str, "flags/reasons"]]
    covered_by: NotRequired[Annotated[str, "flags/registry"]]


class ChecklistItem(TypedDict):
    id: Annotated[str, "library/sources"]
    text: Annotated[str, "library/sources"]
    claims: Annotated[Ids, "library/sources"]
    cause: Annotated[str, "tips/checklist"]


class Checklist(TypedDict):
    id: Annotated[str, "library/sources"]
    text: Annotated[str, "library/sources"]
    claims: Annotated[Ids, "library/sources"]
    items: Annotated[list[ChecklistItem], "tips/checklist"]


class Said(TypedDict):
    text: Annotated[str, "flags/cards"]


class SupportLabels(TypedDict):
    tip: Annotated[dict[Support, str], "knowledge/citations"]
    step: Annotated[dict[Support, str], "cramp/steps"]


class NobodyKnown(TypedDict):
    """Words for whom to call where the person's number is not known."""

    emergency_number: Annotated[str, "knowledge/texts"]
    advice_line: Annotated[str, "knowledge/texts"]


class Rules(TypedDict):
    evidence_labels: Annotated[dict[Grade, str], "knowledge/citations"]
    support_labels: Annotated[SupportLabels, "knowledge/citations"]
    basis_labels: Annotated[dict[str, str], "causes/rule_texts"]
    urgency_labels: Annotated[dict[Urgency, str], "flags/cards"]
    level_labels: Annotated[dict[str, str], "library/cause"]
    nobody_known: Annotated[NobodyKnown, "knowledge/texts"]
    adults_only: Annotated[str, "overview/page"]
    even_if_passed: Annotated[dict[Urgency, Said], "flags/cards"]
    asked: Annotated[Said, "flags/cards"]


class Reference(TypedDict):
    id: Annotated[str, "knowledge/citations"]
    title: Annotated[str, "knowledge/citations"]
    publisher: Annotated[str, "knowledge/citations"]
    year: Annotated[int | str, "knowledge/citations"]
    address: Annotated[str, "knowledge/citations"]


class Question(TypedDict):
    """What a red flag asks first, and the form and field that answer it."""

    id: Annotated[str, "knowledge/load"]
    text: Annotated[str, "flags/cards"]
    form: Annotated[str | None, "flags/cards"]
    field: Annotated[str | None, "flags/cards"]


class OneVoice(TypedDict):
    """While a flag is open at an urgency, no page says a text that `does` what the flag `forbids`; "all" forbids every
    text. `instead`: said in place of a text whose drinks alone are forbidden."""

    does: Annotated[dict[str, Ids], "flags/one_voice"]
    forbids: Annotated[dict[str, dict[Urgency, list[str]]], "flags/one_voice"]
    instead: Annotated[dict[str, str], "flags/one_voice"]


class SourcedText(TypedDict):
    """A text with what it rests on. `numbers`: of blanks that it says in the reader's units."""

    text: Annotated[str, "howto/page"]
    claims: Annotated[Ids, "howto/page"]
    refs: Annotated[Ids, "howto/page"]
    numbers: NotRequired[Annotated[dict[str, float], "howto/page"]]


class Picture(TypedDict):
    """`drawing`: a symbol of static/img/figures.svg."""

    drawing: Annotated[str, "howto/page"]
    alt: Annotated[str, "howto/page"]


class Food(TypedDict):
    """`amount`: in the unit of its part."""

    name: Annotated[str, "howto/page"]
    portion: Annotated[str, "howto/page"]
    amount: Annotated[float, "howto/page"]


class Part(TypedDict):
    """One part of a how-to page. `tip`: where its cautions rule that out, the part is left out."""

    id: Annotated[str, "howto/page"]
    title: Annotated[str, "howto/page"]
    lines: Annotated[list[SourcedText], "howto/page"]
    tip: NotRequired[Annotated[str, "howto/page"]]
    time: NotRequired[Annotated[str, "howto/page"]]
    picture: NotRequired[Annotated[Picture, "howto/page"]]
    stop_if: NotRequired[Annotated[SourcedText, "howto/page"]]
    foods: NotRequired[Annotated[list[Food], "howto/page"]]
    unit: NotRequired[Annotated[str, "howto/page"]]


class Pace(TypedDict):
    """Of breathing: seconds in and out, minutes in all, and what the circle says meanwhile."""

    in_s: Annotated[int, "howto/page"]
    out_s: Annotated[int, "howto/page"]
    minutes: Annotated[int, "howto/page"]
    breathe_in: Annotated[str, "howto/page"]
    breathe_out: Annotated[str, "howto/page"]


class WarmUpPlan(TypedDict):
    activities: Annotated[list[str], "howto/warm_up"]
    easy: Annotated[SourcedText, "howto/warm_up"]
    moves: Annotated[SourcedText, "howto/warm_up"]


class WarmUpMore(SourcedText):
    """What is said to some activities besides."""

    activities: Annotated[list[str], "howto/warm_up"]


class WarmUpPlans(TypedDict):
    """`tip`: where its cautions rule that out, there is no plan."""

    tip: Annotated[str, "howto/page"]
    plans: Annotated[list[WarmUpPlan], "howto/warm_up"]
    more: Annotated[list[WarmUpMore], "howto/warm_up"]


class HowTo(TypedDict):
    """`tips`: those whose doing it shows. `with_conditions`: tips for those who noted one of their conditions."""

    id: Annotated[str, "howto/page"]
    title: Annotated[str, "howto/page"]
    tips: Annotated[Ids, "knowledge/load"]
    lead: Annotated[SourcedText, "howto/page"]
    lines: Annotated[list[SourcedText], "howto/page"]
    parts: NotRequired[Annotated[list[Part], "howto/page"]]
    pace: NotRequired[Annotated[Pace, "howto/page"]]
    warm_up: NotRequired[Annotated[WarmUpPlans, "howto/page"]]
    with_conditions: NotRequired[Annotated[Ids, "howto/page"]]
    why: Annotated[list[SourcedText], "howto/page"]


class KindQuestion(TypedDict):
    ask: Annotated[SourcedText, "howto/which_kind"]
    yes: Annotated[SourcedText, "howto/which_kind"]


class WhichKind(TypedDict):
    """Questions that tell kinds of twinge apart, one after the other, and what is left when none is answered yes."""

    id: Annotated[str, "knowledge/load"]
    questions: Annotated[list[KindQuestion], "howto/which_kind"]
    otherwise: Annotated[list[SourcedText], "howto/which_kind"]


class DoctorQuestion(SourcedText):
    """What to ask a doctor. `kinds`: of twinge logged, none for everybody; `medicines`: only for who takes some."""

    id: Annotated[str, "knowledge/load"]
    kinds: Annotated[list[str], "howto/doctor"]
    medicines: Annotated[bool, "howto/doctor"]


class Knowledge(TypedDict):
    disclaimer: Annotated[str, "overview/page"]
    documents: Annotated[list[Document], "knowledge/load"]
    claims: Annotated[list[Claim], "library/sources"]
    causes: Annotated[list[Cause], "knowledge/load"]
    cautions: Annotated[list[Caution], "knowledge/load"]
    no_more_to_drink: Annotated[Ids, "tips/eligibility"]
    explainers: Annotated[list[Explainer], "library/sources"]
    corrections: Annotated[list[Correction], "knowledge/load"]
    conflicts: Annotated[list[Conflict], "library/sources"]
    relief: Annotated[Relief, "cramp/steps"]
    red_flags: Annotated[list[RedFlag], "library/signs"]
    prevention_checklist: Annotated[Checklist, "tips/checklist"]
    rules: Annotated[Rules, "knowledge/citations"]
    references: Annotated[list[Reference], "knowledge/citations"]
    questions: Annotated[list[Question], "flags/cards"]
    one_voice: Annotated[OneVoice, "flags/one_voice"]
    how_to: Annotated[list[HowTo], "howto/page"]
    which_kind: Annotated[WhichKind, "howto/which_kind"]
    ask_the_doctor: Annotated[list[DoctorQuestion], "howto/doctor"]
    week_suggests: Annotated[dict[str, dict[str, str]], "tips/week"]
