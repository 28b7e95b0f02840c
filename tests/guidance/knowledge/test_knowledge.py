"""The knowledge base holds together, and the code names only what is in it."""

import re

import pytest

from guidance.causes.registry import CAUSES, RULE_LEVELS, Body
from guidance.causes.thresholds import line
from guidance.flags.cases import ENDLESS_CRAMP_MIN, LONG_CRAMP_MIN
from guidance.flags.registry import RULES
from guidance.knowledge import load
from guidance.knowledge.texts import numbers_of, tel
from guidance.tips import choose
from guidance.trials.switches import switches
from journal import public, vocabulary
from journal.calendar import HOUR
from journal.measures import drinks
from journal.public import WARM_UP_MIN
from journal.vocabulary import Activity, Condition, MedicineKind, Sign
from tests.paths import ROOT, SHARED

DOCUMENTS = SHARED / "documents"
NAMES = {"document", "section", "sections", "title"}
CLAIMS = load.by_id("claims")
# What documents say about each other's text, or a step of relief, has its own place (see `naming`).
NOT_A_CLAIM = {"A107"}


@pytest.mark.parametrize("claim", sorted(set(CLAIMS) - NOT_A_CLAIM))
def test_every_claim_has_a_place_in_the_app(claim):
    assert any(load.naming(claim).values())


def test_every_tip_cause_flag_and_step_names_claims_that_exist():
    parts = [*load.load()["causes"], *load.load()["red_flags"], *load.load()["explainers"]]
    parts += [tip for _cause, tip in load.tips().values()] + load.relief_steps()
    assert {claim for part in parts for claim in part["claims"]} <= set(CLAIMS)


def test_every_claim_stands_in_a_section_of_its_document():
    sections = {document["title"]: document["sections"] for document in load.load()["documents"]}
    assert all(claim["section"] in sections[claim["document"]] for claim in CLAIMS.values())


def test_every_rule_of_the_knowledge_base_is_in_code_at_its_level_and_none_besides():
    for known in load.load()["causes"]:
        rules = {(rule["level"], rule["id"]) for rule in known["exposure"]["rules"] if rule["level"] in RULE_LEVELS}
        in_code = {(level, rule) for level in RULE_LEVELS for rule in getattr(CAUSES[known["id"]], level)}
        assert in_code == rules, known["id"]
    assert list(CAUSES) == [known["id"] for known in load.load()["causes"]]


def test_tables_about_tips_name_tips_that_exist():
    assert set(choose.DOING) == set(Activity.values)


def test_when_a_tip_fits_is_said_in_words_that_exist():
    rules = {rule["id"] for cause in load.load()["causes"] for rule in cause["exposure"]["rules"]}
    words = {"rules": rules, "exposed": set(CAUSES), "conditions": set(Condition.values), "signs": set(Sign.values)}
    words["happened"] = set(re.findall(r'"(\w+)"', (ROOT / "guidance/tips/recent_events.py").read_text()))
    for _cause, tip in load.tips().values():
        for kind, named in [*tip.get("fits", {}).items(), *tip.get("fits_not", {}).items()]:
            assert set(named) <= words[kind], tip["id"]
        assert all(hasattr(Body(), limit) for limit in tip.get("at_limits", {}))


def test_cautions_speak_the_words_of_the_journal_and_each_stands_beneath_a_tip_a_step_or_an_arm():
    known, words = load.by_id("cautions"), {"conditions": Condition, "medicines": MedicineKind, "signs": Sign}
    for caution in known.values():
        assert all(set(caution.get(kind, ())) <= set(choices.values) for kind, choices in words.items())
    steps = [step for step in load.relief_steps() if "not_for" in step]
    used = [
        id
        for entry in [*(tip for _cause, tip in load.tips().values()), *steps]
        for id in entry["not_for"] + entry["cautions"]
    ]
    used += [id for switch in switches().values() if switch.both for id in switch.both.not_for]
    assert set(used) | set(load.load()["no_more_to_drink"]) == set(known)


def test_tables_about_causes_and_flags_name_ones_that_exist():
    assert set(CAUSES) <= set(load.by_id("causes"))
    assert {flag.get("covered_by") for flag in load.load()["red_flags"]} <= {*RULES, None}
    assert {flag["urgency"] for flag in load.load()["red_flags"]} == set(load.URGENCIES)
    assert {cause["evidence"]["grade"] for cause in load.load()["causes"]} <= set(load.GRADES)


def test_a_text_reads_well_with_a_number_to_call_and_with_words_for_it():
    """ "Call now: 112." and "Call now: your local emergency number, or your phone's emergency button." """
    told = [text for text in _texts(load.load()) if "{emergency_number}" in text]
    assert len(told) > 10
    assert [text for text in told if not re.search(r"[Cc]all( now:)? {emergency_number}([.;]|$)", text)] == []


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("112", "tel:112"),
        ("0 900-12", "tel:090012"),
        ("+1 (555) 123-4567", "tel:+15551234567"),
        ("112 or 999", "tel:112"),
        ("113 / 112", "tel:113"),
        ("Dr Ada 555", "tel:555"),
        (numbers_of(None)["emergency_number"], None),
        ("my doctor", None),
    ],
)
def test_a_number_is_dialled_as_typed_and_two_are_not_run_together(typed, address):
    assert tel(typed) == address


def test_each_way_of_a_flag_says_whom_to_call_and_no_other():
    """An emergency never sends people to an advice line, nor to a doctor today."""
    for flag in load.load()["red_flags"]:
        usual = {name: flag.get(name, "") for name in ("first", "wording")}
        ways = [(flag["urgency"], usual)]
        ways += [(way["to"], usual | way) for way in (flag.get("upgrade"), flag.get("milder")) if way]
        for urgency, way in ways:
            if urgency == "emergency_now":
                assert "{emergency_number}" in way["wording"], flag["id"]
                assert not re.search("advice_line|today", way["first"] + way["wording"]), flag["id"]
            if urgency == "same_day":
                assert re.search("today|now|advice_line|emergency_number", way["wording"] + way["first"]), flag["id"]


def test_every_correction_says_what_is_wrong_and_what_to_do_instead_and_nothing_to_developers():
    ours = re.compile(r"\bapp\b|knowledge|\bdo not repeat|wording|\broute\b|red flag", re.I)
    for entry in load.load()["corrections"]:
        assert entry["problem"], entry["id"]
        assert entry["app_says_instead"], entry["id"]
        assert not ours.search(entry["problem"] + entry["app_says_instead"]), entry["id"]
    for cause in load.load()["causes"]:
        assert not re.search(r"\bapp\b|\[R\d", f"{cause['note']} {cause['evidence']['summary']}"), cause["id"]


def test_a_claim_knows_its_document_and_who_uses_it():
    assert load.document_number(CLAIMS["A17"]) == 1
    assert load.document_number(CLAIMS["B41"]) == 2
    assert [cause["id"] for cause in load.naming("A17")["causes"]] == ["poor_warmup"]
    assert [flag["id"] for flag in load.naming("B58")["red_flags"]] == ["RF05"]
    assert [entry["id"] for entry in load.naming("A89")["corrections"]] == ["U14"]


def test_the_journal_knows_the_same_causes_and_flags():
    assert vocabulary.cause_ids() == list(CAUSES)
    assert vocabulary.flag_ids() == list(RULES)


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="the two documents are not beside this repository")
def test_no_sentence_of_the_documents_is_copied():
    written = {_plain(text) for text in _texts(load.load())}
    sentences = [
        _plain(sentence) for file in DOCUMENTS.glob("*.txt") for sentence in re.split(r"[.!?\n:;]+", file.read_text())
    ]
    long_ones = [sentence for sentence in sentences if len(sentence.split()) >= 8]
    assert len(long_ones) > 100
    assert [sentence for sentence in long_ones if any(f" {sentence} " in f" {text} " for text in written)] == []


def _plain(text):
    return " ".join(re.findall(r"[a-z']+", text.lower()))


def _texts(part):
    """Every string in a part of the file, but for the names of documents and sections."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from (text for key, inner in part.items() if key not in NAMES for text in _texts(inner))
    elif isinstance(part, list):
        yield from (text for inner in part for text in _texts(inner))


LINES_OF_THE_JOURNAL = {
    ("warmup_short", "line"): public.WARM_UP_MIN,
    ("effort_very_hard", "line"): public.HARD_EFFORT,
    ("same_muscle_48h", "line"): public.HARD_EFFORT,
    ("wbgt", "line_c"): public.HOT_INDEX_C,
    ("wbgt", "wbgt_line_c"): public.HOT_WBGT_C,
    ("sign_cluster", "line"): public.LEAST_LOW_SUGAR,
    ("caffeine_late", "hours"): drinks.EVENING / HOUR,
    ("caffeine_dose", "above_mg"): drinks.ABOVE_USUAL_MG,
}


@pytest.mark.parametrize(("rule", "name"), LINES_OF_THE_JOURNAL)
def test_a_line_that_the_journal_draws_is_that_of_the_knowledge_base(rule, name):
    assert load.rules()[rule]["numbers"][name] == LINES_OF_THE_JOURNAL[rule, name]


def test_a_text_that_names_a_limit_names_that_of_the_rules():
    tip, flags = load.tips()["caf_limit"][1], load.by_id("red_flags")
    assert tip["at_limits"]["caffeine_limit_mg"] == line("caffeine_day", "mg")
    assert f"{line('caffeine_day', 'mg')} mg" in tip["text"]
    limits = load.by_id("corrections")["U10"]["app_says_instead"]
    assert (
        f"{line('caffeine_day', 'mg')} mg caffeine a day, {line('caffeine_day', 'pregnant_mg')} in pregnancy" in limits
    )
    assert f"{LONG_CRAMP_MIN} minutes" in flags["RF04"]["wording"]
    assert "60 minutes" in flags["RF05"]["wording"] or "an hour" in flags["RF05"]["wording"]
    assert ENDLESS_CRAMP_MIN == 60


def test_rules_that_draw_the_same_line_draw_it_at_the_same_number():
    assert line("mg_low", "days") == line("k_low", "days") == line("few_dairy_fish", "days")
    assert line("sugar_rebound") == line("meal_gap")


def test_every_number_of_a_rule_is_read_by_the_rules_or_tied_to_the_journal():
    code = "".join(file.read_text() for file in (ROOT / "guidance/causes").glob("*.py"))
    same = {("k_low", "days"), ("few_dairy_fish", "days"), ("sugar_rebound", "line")}
    for rule, known in load.rules().items():
        for name in known["numbers"]:
            read = rf'line\("{rule}"\)' if name == "line" else rf'line\("{rule}", [^)]*"{name}"'
            assert re.search(read, code) or (rule, name) in LINES_OF_THE_JOURNAL or (rule, name) in same, (rule, name)


def test_five_minutes_of_warm_up_are_one_number_wherever_they_are_said():
    items = load.load()["prevention_checklist"]["items"]
    assert f"warm-up of {WARM_UP_MIN} minutes" in next(item["text"] for item in items if item["id"] == "P_warmup")


def test_a_citation_is_a_title_a_body_and_a_year_of_a_source_a_clinician_accepts():
    shown = {ref["id"]: f"{ref['title']}; {ref['publisher']}; {ref['year']}" for ref in load.load()["references"]}
    notes = re.compile(
        r"\b(?:cop(?:y|ies)|not (?:shown|seen)|as (?:reported|given)|reports? of|doaj|widget|excerpt)\b", re.I
    )
    assert {name: text for name, text in shown.items() if notes.search(text)} == {}
    hosts = {ref["id"]: ref["address"].split("/")[2] for ref in load.load()["references"]}
    poor = re.compile(
        r"^[\d.]+(?::\d+)?$|blogspot|answers\.com|patienttalk|notinline|britbrief|scribd|naulus|docslib|acemap|"
        r"abc4|orlandosentinel|healthclub|incentahealth|wordpress|docplayer|studylib"
    )
    assert {name: host for name, host in hosts.items() if poor.search(host)} == {}


def test_every_source_is_cited_and_every_citation_has_its_source():
    cited = set(_cited(load.load())) | {"S101", "S102"}  # these two stand behind the emergency numbers
    assert cited - set(CLAIMS) == set(load.by_id("references"))


def _cited(part):
    """Every id under a `refs` of a part of the file; some name a claim instead of a source."""
    if isinstance(part, dict):
        yield from part.get("refs", ())
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    yield from (ref for one in inner for ref in _cited(one))
