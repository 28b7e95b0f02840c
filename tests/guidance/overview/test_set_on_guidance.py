"""Where no single cause is likely, Guidance begins with the set of which one is."""

from dataclasses import replace

from django.template.loader import render_to_string

from guidance.analysis.analysis import advise
from guidance.analysis.answer import Reader
from guidance.analysis.findings import tips_to_do
from guidance.analysis.thread import threads
from guidance.evidence.levels import NO_SIGN, TOO_EARLY
from guidance.evidence.weigh import Evidence
from guidance.overview.page import guidance_page
from guidance.trials.better_page import Worth
from guidance.trials.plan_page import BetterSwitch
from tests.guidance.evidence.test_sets import together
from tests.guidance.knowledge.test_acceptance import plain
from tests.guidance_rows import AT

WORTH_IT = Worth("")


def shown(worth=WORTH_IT, **hidden):
    entries = together()
    page = guidance_page(advise(entries, AT), entries, lambda cause: worth, **hidden)
    return page, plain(render_to_string("guidance/overview/_findings.html", {"page": page, "others": ""}))


def test_a_set_is_one_finding_with_a_row_for_each_mixture_and_one_word():
    page, read = shown()
    assert page.answer is None
    assert page.nothing_yet is None
    said = "".join(piece for piece, _is_count in page.set_answer.says)
    assert said == "One of these two raises your risk: short warm-ups, or no stretching afterwards."
    assert [(row.label, row.text) for row in page.set_answer.rows] == [
        ("Both together", "13 of 20 sessions"),
        ("Only short warm-ups", "no session yet"),
        ("Only no stretching afterwards", "no session yet"),
        ("None of them", "0 of 20 sessions"),
    ]
    assert page.set_answer.word == "Likely"
    assert page.set_answer.plan == "/trials/together/poor_warmup+no_post_stretch/"
    assert "Which of them it is, we cannot tell yet." in read


def test_coins_that_would_settle_nothing_are_not_offered_but_a_better_one_is():
    better = BetterSwitch(
        "caffeine", "Does no caffeine before help you?", "no caffeine", "46 of 100", "/trials/new/caffeine/"
    )
    _page, read = shown(Worth("Not worth starting: 6 of 100.", better))
    assert "See the plan" not in read
    assert read.index("Not worth starting: 6 of 100.") < read.index("Does no caffeine before help you?")
    assert "See the plan" in shown()[1]


def test_no_cause_of_the_set_stands_anywhere_else():
    page, _read = shown()
    causes = {cause for cause, _name in page.set_answer.causes}
    assert not causes & {sign.cause for sign in page.weaker}
    assert not causes & {line.cause for group in page.groups() for line in group.lines}


def test_without_counts_the_set_is_said_without_rows():
    page, _read = shown(counts=False)
    assert page.set_answer.rows == ()


def thread_and_things_to_do(advice, entries):
    page = guidance_page(advice, entries, lambda cause: WORTH_IT)
    return next(filter(None, threads(advice, Reader(entries.person, entries.calendar))), None), page


def test_other_pages_name_a_cause_of_the_set_in_the_words_of_the_set():
    entries = together()
    thread, page = thread_and_things_to_do(advise(entries, AT), entries)
    assert thread.cause in {cause for cause, _name in page.set_answer.causes}
    assert thread.text == "".join(piece for piece, _is_count in page.set_answer.says)


def test_what_the_entries_speak_against_is_worth_trying_on_no_page():
    entries = together()
    advice = advise(entries, AT)
    assert advice.tips

    def at_level(level):
        evidence = Evidence(level=level)
        causes = tuple(replace(cause, evidence=evidence) for cause in advice.analysis.causes)
        return replace(advice, analysis=replace(advice.analysis, causes=causes, sets=()))

    thread, page = thread_and_things_to_do(at_level(TOO_EARLY), entries)
    assert thread.title in {todo.title for todo in page.todos}
    assert len(page.todos) > 1
    thread, page = thread_and_things_to_do(at_level(NO_SIGN), entries)
    assert thread.title in {todo.title for todo in page.todos}
    cannot_wait, others = tips_to_do(at_level(NO_SIGN))
    assert (others, {todo.step.tip for todo in page.todos}) == ([], {tip.id for tip in cannot_wait})
