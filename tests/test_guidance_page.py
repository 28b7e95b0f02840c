"""The guidance page, red flags on every page, where statements come from, and the steps for a cramp."""

from collections import defaultdict

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.knowledge import by_id, load
from guidance.red_flags import NAMED_FOR_A_CONDITION, heading
from journal.calendar import DAY, HOUR
from journal.models import Answer, SetAside
from tests import factories

HTMX = {"headers": {"HX-Request": "true"}}


def ago(**kwargs):
    from datetime import timedelta

    return timezone.now() - timedelta(**kwargs)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def guidance(client):
    return text_of(client.get(reverse("guidance")))


@pytest.fixture
def short_warm_up(person):
    """Two runs: one after a short warm-up with a cramp, one after a long one and calm."""
    factories.session(person, ago(days=4), warm_up_min=10, effort=5)
    last = factories.session(person, ago(hours=30), warm_up_min=3, effort=5)
    factories.episode(person, ago(hours=28), relief=[{"method": "stretch", "helped": "yes"}])
    factories.drink(person)
    return last


@pytest.fixture
def emergency(person):
    """A cramp that is still going on after 70 minutes."""
    return factories.episode(person, ago(minutes=70), ongoing=True)


def test_the_page_sets_entries_beside_documents(mine, short_warm_up):
    page = guidance(mine)
    assert "About 8 more sessions or days needed, at your own rate." in page
    assert "Warm-up 3 min; the line is under 5 min (our line, adapted from a published one)." in page
    assert "1 of 1 session" in page
    assert "A warm-up of insufficient quality." in page
    assert "Doc 1: Why do muscles twitch after training?" in page
    assert "Sounds reasonable, not tested" in page
    assert "Not enough entries yet" in page
    assert "You warmed up 3 min." in page
    assert "helped 1 of 1" in page
    assert "No red flags in your entries." in page


def test_an_empty_journal_is_told_what_to_log(mine):
    page = guidance(mine)
    assert "A blank is not a no." in page
    assert "Log the minutes of warm-up." in page
    assert f'href="{reverse("session_new")}"' in page
    assert "Stands out" not in page


def test_research_that_disagrees_is_said(mine, person):
    factories.session(person, stretch_after_min=0)
    assert "Research says otherwise" in guidance(mine)


def test_a_statement_never_stands_without_its_correction(mine):
    page = guidance(mine)
    assert by_id("claims")["A43"]["text"] in page  # coffee and magnesium
    assert by_id("corrections")["U10"]["app_says_instead"] in page


def test_a_stranger_sees_nothing_of_mine(theirs, short_warm_up, emergency):
    page = guidance(theirs)
    assert "Warm-up 3 min" not in page
    assert "flag--now" not in page
    assert theirs.get(reverse("guidance_tip")).status_code == 204


def test_signed_out_there_is_no_guidance(client):
    for name in ("guidance", "guidance_tip"):
        assert client.get(reverse(name)).status_code == 302


def test_a_new_entry_is_seen_at_once(mine, person, short_warm_up):
    guidance(mine)
    factories.session(person, ago(hours=1), warm_up_min=12)
    person.touch()
    assert "Warm-up 3 min; the line" not in guidance(mine)


def test_set_aside_and_bring_back_without_javascript(mine, person, short_warm_up):
    response = mine.post(reverse("set_aside", args=["poor_warmup"]))
    assert (response.status_code, response["Location"]) == (303, reverse("guidance"))
    page = guidance(mine)
    assert 'id="c-poor_warmup"' not in page
    assert "You said: not relevant" in page
    assert "You warmed up 3 min." not in page
    assert mine.post(reverse("bring_back", args=["poor_warmup"])).status_code == 303
    assert 'id="c-poor_warmup"' in guidance(mine)
    assert not SetAside.objects.of(person).exists()


def test_set_aside_and_bring_back_with_htmx(mine, short_warm_up):
    part = text_of(mine.post(reverse("set_aside", args=["poor_warmup"]), **HTMX))
    assert part.lstrip().startswith('<div class="cols cols--wide" id="findings">')
    assert 'id="c-poor_warmup"' not in part
    assert 'id="c-poor_warmup"' in text_of(mine.post(reverse("bring_back", args=["poor_warmup"]), **HTMX))


def test_what_a_stranger_sets_aside_stays_mine(mine, theirs, short_warm_up):
    theirs.post(reverse("set_aside", args=["poor_warmup"]))
    assert 'id="c-poor_warmup"' in guidance(mine)


@pytest.mark.parametrize(
    ("name", "arg"),
    [("set_aside", "moon"), ("bring_back", "moon"), ("set_aside", "overdrinking"), ("flag_answer", "RF99")],
)
def test_unknown_ids_are_not_found(mine, name, arg):
    assert mine.post(reverse(name, args=[arg]), {"answer": "better"}).status_code == 404
    assert mine.get(reverse("source", args=["Z1"])).status_code == 404


def test_an_emergency_comes_first_and_hides_tips(mine, short_warm_up, emergency):
    page = guidance(mine)
    assert 'role="alert"' in page
    assert 'href="tel:112"' in page
    assert "Still cramping after an hour" in page
    assert "cramp, left calf" in page
    assert "Cramp longer than 10 minutes" not in page  # the hour says it
    assert "Worth trying next" not in page
    assert page.index("flag--now") < page.index("A blank is not a no.")
    assert mine.get(reverse("guidance_tip")).status_code == 204


@pytest.mark.parametrize("name", ["today", "week", "guidance", "signs", "sources", "session_new"])
def test_an_open_flag_is_on_every_page(mine, emergency, name):
    assert f'href="{reverse("guidance")}#flag-RF05"' in text_of(mine.get(reverse(name)))


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["plain", "htmx"])
def test_an_answer_closes_the_flag(mine, person, emergency, extra):
    response = mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "have_help"}, **extra)
    assert response.status_code == (200 if extra else 303)
    assert Answer.objects.of(person).values_list("flag", "answer").get() == ("RF05", "have_help")
    page = guidance(mine)
    assert 'id="flag-RF05"' not in page
    assert 'id="flag-RF04"' in page  # the 10 minutes were not answered
    assert '#flag-RF05"' not in text_of(mine.get(reverse("today")))


def test_a_wrong_answer_is_refused(mine, person, emergency):
    assert mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "maybe"}).status_code == 400
    assert mine.post(reverse("flag_answer", args=["RF05"])).status_code == 400
    assert not Answer.objects.of(person).exists()


def test_a_strangers_answer_does_not_close_my_flag(mine, theirs, emergency):
    theirs.post(reverse("flag_answer", args=["RF05"]), {"answer": "better"})
    assert 'id="flag-RF05"' in guidance(mine)


def test_decisions_need_a_post(mine):
    for name, arg in (("set_aside", "heat"), ("bring_back", "heat"), ("flag_answer", "RF05")):
        assert mine.get(reverse(name, args=[arg])).status_code == 405


def test_the_tip_for_today(mine, short_warm_up):
    tip = text_of(mine.get(reverse("guidance_tip"), **HTMX))
    assert tip.startswith('<section class="sec tip"')
    assert "You warmed up 3 min." in tip
    assert reverse("source", args=["A17"]) in tip


def test_the_own_emergency_number_is_called(mine, person, emergency):
    person.emergency_number = "0 900-12"
    person.save()
    assert 'href="tel:090012"' in guidance(mine)


@pytest.mark.parametrize("entries", [1, 30])
def test_the_page_costs_the_same_queries_however_long_the_journal(mine, person, entries, django_assert_num_queries):
    for n in range(entries):
        factories.session(person, timezone.now() - (n + 1) * DAY, warm_up_min=3)
        factories.episode(person, timezone.now() - (n + 1) * DAY + 2 * HOUR)
        factories.drink(person, timezone.now() - n * DAY)
    with django_assert_num_queries(13):  # the person twice, sessions and episodes for flags, and nine kinds once
        guidance(mine)
    with django_assert_num_queries(4):  # the analysis is kept
        guidance(mine)


def test_red_flags_are_never_kept(mine, person, short_warm_up):
    guidance(mine)
    factories.episode(person, ago(minutes=5), pain=9)  # even without a new journal version
    assert 'id="flag-RF03"' in guidance(mine)


# Where statements come from


@pytest.mark.parametrize("name", ["signs", "sources", "cramp"])
def test_help_needs_no_account(client, db, name):
    assert client.get(reverse(name)).status_code == 200


def test_no_heading_is_a_diagnosis():
    assert {heading(by_id("red_flags")[flag]) for flag in NAMED_FOR_A_CONDITION} == {
        "Confusion or drowsiness with low-sugar signs",
        "Stop, cool down, lie down",
        "New bladder or bowel trouble, or numbness between the legs",
    }


@pytest.mark.parametrize(
    ("twinge", "calmed"),
    [
        ({"kind": "twitch", "pain": None}, True),
        ({"kind": "twitch", "pain": 3, "signs": []}, True),
        ({"kind": "twitch", "pain": 4}, False),
        ({"kind": "twitch", "signs": ["wasting"]}, False),
        ({"kind": "cramp", "pain": 2}, False),
    ],
)
def test_benign_twitches_get_the_documents_reassurance_with_the_signs_that_would_change_it(
    mine, person, twinge, calmed
):
    factories.episode(person, timezone.now() - HOUR, **twinge)
    page = text_of(mine.get(reverse("guidance")))
    assert (by_id("explainers")["E01"]["text"] in page) is calmed
    assert (by_id("corrections")["U02"]["app_says_instead"] in page) is calmed


def test_the_offline_page_speaks_from_the_knowledge_base(client, db):
    page = text_of(client.get(reverse("offline")))
    steps = {step["id"]: step["text"] for step in load()["relief"]["cramp"]}
    assert all(steps[step] in page for step in ("RC1", "RC2", "RC3", "RC5", "RC7", "RC9"))


def test_signs_are_all_listed(client, db):
    page = text_of(client.get(reverse("signs")))
    assert "these 11 signs" in page
    assert all(heading(flag) in page for flag in load()["red_flags"])
    assert 'href="tel:112"' in page


@pytest.mark.parametrize("claim", sorted(by_id("claims")))
def test_every_claim_has_its_page(claim):
    from guidance.source_pages import source_page

    page = source_page(claim, None)
    assert (page.claim.text, page.claim.section) == (by_id("claims")[claim]["text"], by_id("claims")[claim]["section"])


def test_a_claims_page_tells_document_section_grade_and_reading(client, db):
    page = text_of(client.get(reverse("source", args=["B39"])))
    assert "Doc 2 of 2" in page
    assert "Can they be avoided?" in page
    assert "Research says otherwise" in page
    assert by_id("corrections")["U26"]["problem"] in page
    assert by_id("corrections")["U26"]["app_says_instead"] not in page
    assert "read in a copy or report" in page or "read: abstract" in page
    assert by_id("corrections")["U26"]["document_says"] not in page


def test_contradicting_claims_are_shown_together(client, db):
    page = text_of(client.get(reverse("source", args=["A35"])))
    assert by_id("claims")["B46"]["text"] in page
    assert by_id("conflicts")["C1"]["resolution"] in page


def test_sources_hold_every_claim_and_explanation(client, db):
    page = text_of(client.get(reverse("sources")))
    assert all(reverse("source", args=[claim]) in page for claim in by_id("claims"))
    assert all(entry["title"] in page for entry in load()["explainers"])


# A cramp right now


def test_the_steps_for_a_cramp_in_their_order(client, db):
    first = text_of(client.get(reverse("cramp")))
    assert "First look: chest pain" in first
    assert "Step 1 of 10" in first
    second = text_of(client.get(reverse("cramp"), {"step": "2"}))
    assert "Stop. Take the weight off" in second
    last = text_of(client.get(reverse("cramp"), {"step": "10"}))
    assert "No hard effort until no sign of cramp" in last
    for page in (first, second, last):
        assert "emergency care now" in page
        assert reverse("twinge_new") in page


@pytest.mark.parametrize("step", ["0", "11", "-1", "x", "²", "010" + "9" * 5000])
def test_a_step_that_is_none_is_the_first(client, db, step):
    assert "Step 1 of 10" in text_of(client.get(reverse("cramp"), {"step": step}))


def test_the_steps_carry_the_persons_advice_line(mine, person):
    person.advice_line = "811"
    person.save()
    assert "call 811 or a doctor today" in text_of(mine.get(reverse("cramp"), {"step": "9"}))


def test_every_rule_has_its_words():
    from guidance.exposures import CAUSES, Body
    from guidance.page import SIDES, TO_LOG
    from guidance.rule_words import SAID, said

    rules = {(name, rule) for name, cause in CAUSES.items() for rule in (*cause.exposed, *cause.watch)}
    assert {rule for _cause, rule in rules} == set(SAID)
    assert set(SIDES) == set(TO_LOG) == set(CAUSES)
    for cause, rule in rules:
        for imperial in (False, True):
            assert said(cause, rule, defaultdict(lambda: 3), Body(), imperial).endswith(").")


def test_the_form_warns_of_extreme_pain_in_the_words_of_the_flag(mine, person):
    person.emergency_number = "999 (UK)"
    person.save()
    page = text_of(mine.get(reverse("twinge_new")))
    assert by_id("red_flags")["RF03"]["wording"].format(emergency_number="999 (UK)") in page
    assert 'href="tel:999"' in page
