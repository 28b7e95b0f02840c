"""The guidance page, red flags on every page, where statements come from, and the steps for a cramp."""

import re
from collections import defaultdict

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from guidance.analysis.analysis import advise
from guidance.knowledge.load import by_id, load, shown_causes
from guidance.knowledge.texts import numbers_of
from guidance.tips.checklist import checklist
from journal.calendar import DAY, HOUR, shift
from journal.models import Answer, SetAside
from tests import factories
from tests.guidance_rows import AT, journal, session
from tests.queries import captured

EMERGENCY_NUMBER = numbers_of(None)["emergency_number"]

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


def cause_page(client, cause):
    return text_of(client.get(reverse("cause", args=[cause])))


def test_without_a_finding_it_says_what_came_in_what_is_missing_and_what_to_do(mine, short_warm_up):
    page = guidance(mine)
    assert "No answer yet. 2 sessions and 1 twinge came in so far." in page
    assert "Comparing begins with 8 such sessions and 2 twinges." in page
    assert re.search(r"<b>Sessions we can compare</b><span>2 of 8</span>", page)
    missing = page[page.index('id="h-miss"') :]
    assert missing.index("6 more sessions") < missing.index("1 more twinge, if it comes")
    assert "An example, not your entries" in page
    assert "You warmed up 3 min." in page
    assert "With it, a twinge followed 1 of 1 session so far. Not enough entries yet." in page
    assert "Warm-up 3 min; we count under 5 min (our threshold, adapted from a published one)." in page
    assert "helped 1 of 1" in page
    assert "No warning signs." in page


def test_old_sessions_without_an_answer_are_not_awaited_any_more(mine, person):
    for n in range(9):
        factories.session(person, ago(days=40 + n), source="fit")
    page = guidance(mine)
    assert "No answer yet. 9 sessions and 0 twinges came in so far." in page
    assert page.index("8 more sessions") < page.index("2 more twinges, if they come")


def test_where_enough_came_in_to_begin_it_is_not_said_what_that_takes(mine, person):
    for n in range(9):
        factories.session(person, ago(days=2 * n + 3), quiet_after=n > 1 or None)
    for n in (0, 1):
        factories.episode(person, ago(days=2 * n + 3, hours=-2))
    page = guidance(mine)
    assert "9 sessions and 2 twinges came in so far." in page
    assert "Comparing begins with" not in page


def test_the_page_of_a_cause_sets_entries_beside_documents(mine, short_warm_up):
    page = cause_page(mine, "poor_warmup")
    assert "it takes a twinge after 1 more session or day, beside calm ones." in page
    assert "Warm-up 3 min; we count under 5 min (our threshold, adapted from a published one)." in page
    assert "1 of 1 session" in page
    assert "A warm-up of insufficient quality." in page
    assert "Doc 1: Why do muscles twitch after training?" in page
    assert "Sounds reasonable, not tested" in page
    assert "You warmed up 3 min." in page


def test_an_empty_journal_is_told_what_to_log(mine):
    page = guidance(mine)
    assert "Nothing to compare yet: log a session and what followed it." in page
    assert "Not answered is not “no”." in page
    assert "Log the minutes of warm-up." in page
    assert f'href="{reverse("session_new")}"' in page
    assert "Weaker signs" not in page


def test_research_that_disagrees_is_said(mine, person):
    factories.session(person, stretch_after_min=0)
    assert "Research says otherwise" in cause_page(mine, "no_post_stretch")


def test_a_statement_never_stands_without_its_correction(mine):
    page = cause_page(mine, "caffeine")
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
    assert "Set aside as not relevant" in page
    assert "Relevant to me again" in cause_page(mine, "poor_warmup")
    assert "You warmed up 3 min." not in page
    assert mine.post(reverse("bring_back", args=["poor_warmup"])).status_code == 303
    assert 'id="c-poor_warmup"' in guidance(mine)
    assert not SetAside.objects.of(person).exists()


def test_set_aside_and_bring_back_with_htmx(mine, short_warm_up):
    part = text_of(mine.post(reverse("set_aside", args=["poor_warmup"]), **HTMX))
    assert part.lstrip().startswith('<div id="findings">')
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
    assert "A cramp that has lasted an hour needs" in page
    assert "cramp, left calf" in page
    assert "Cramp longer than 10 minutes" not in page  # the hour says it
    assert "Worth trying next" not in page
    assert "Tips, findings and trials are put away." in page
    assert "No warning signs" not in page
    assert not re.search(r'class="(dot|conf|since|answer)', page)
    assert mine.get(reverse("guidance_tip")).status_code == 204


@pytest.mark.parametrize("name", ["today", "week", "guidance", "signs", "sources", "session_new"])
def test_an_open_flag_is_on_every_page(mine, emergency, name):
    assert f'href="{reverse("guidance")}#flag-RF05"' in text_of(mine.get(reverse(name)))


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["plain", "htmx"])
def test_an_answer_closes_the_flag(mine, person, emergency, extra):
    sure = {"answer": "have_help", "confirm": "yes"}
    response = mine.post(reverse("flag_answer", args=["RF05"]), sure, **extra)
    assert response.status_code == (200 if extra else 303)
    assert Answer.objects.of(person).values_list("flag", "answer").get() == ("RF05", "have_help")
    page = guidance(mine)
    assert 'id="flag-RF05"' not in page
    assert 'id="flag-RF04"' in page  # the 10 minutes were not answered
    assert '#flag-RF05"' not in text_of(mine.get(reverse("today")))


def test_an_emergency_is_not_answered_away_by_one_tap(mine, person, emergency):
    page = text_of(mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "better"}))
    assert not Answer.objects.of(person).exists()
    assert page.index('href="tel:112"') < page.index('value="have_help"') < page.index('value="better"')
    assert 'name="confirm" value="yes"' in page
    assert 'id="flag-RF05"' in guidance(mine)


def test_a_calmer_flag_is_answered_at_once(mine, person):
    factories.episode(person, ago(minutes=70), kind="twitch", signs=["weak_lasting"])
    assert mine.post(reverse("flag_answer", args=["RF08"]), {"answer": "checked"}).status_code == 303
    assert Answer.objects.of(person).values_list("flag", "answer").get() == ("RF08", "checked")
    assert 'id="flag-RF08"' not in guidance(mine)


def test_an_answer_can_be_undone(mine, person, emergency):
    mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "better", "confirm": "yes"})
    page = guidance(mine)
    assert "Noted: Spasm for an hour. I feel better." in page
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    mine.post(reverse("undo"), {"token": token})
    assert 'id="flag-RF05"' in guidance(mine)


def test_the_same_answer_twice_is_kept_once(mine, person, emergency):
    for _tap in range(2):
        assert (
            mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "better", "confirm": "yes"}).status_code == 303
        )
    assert Answer.objects.of(person).count() == 1


def test_a_wrong_answer_is_refused(mine, person, emergency):
    assert mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "maybe"}).status_code == 400
    assert mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "booked", "confirm": "yes"}).status_code == 400
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
    assert tip.lstrip().startswith('<a class="thread')
    assert "You warmed up 3 min." in tip
    assert reverse("cause", args=["poor_warmup"]) in tip


@pytest.fixture
def going_on(person, short_warm_up):
    """A cramp that began 3 minutes ago."""
    return factories.episode(person, ago(minutes=3), ongoing=True)


def test_while_a_twinge_goes_on_relief_comes_instead_of_tips(mine, going_on):
    for page in (guidance(mine), text_of(mine.get(reverse("guidance_tip"), **HTMX))):
        assert f'href="{reverse("cramp")}"' in page
        assert "You warmed up 3 min." not in page
    going_on.ongoing, going_on.ended_at = False, timezone.now()
    going_on.save()
    assert "You warmed up 3 min." in guidance(mine)


def test_a_twinge_somebody_forgot_to_end_does_not_hide_tips(mine, person, short_warm_up):
    factories.episode(person, ago(hours=25), kind="twitch", ongoing=True)
    assert "You warmed up 3 min." in guidance(mine)


def test_a_tip_tells_its_backing_whom_it_is_not_for_and_what_does_not_agree(mine, person):
    factories.session(person, ago(hours=3), sweat="heavy", duration_min=75)
    factories.drink(person, ago(hours=2))
    tip = text_of(mine.get(reverse("cause", args=["electrolyte_loss"])))
    assert "You sweated hard for 75 min on plain water" in tip
    thread = text_of(mine.get(reverse("guidance_tip"), **HTMX))
    assert "if any of these applies to you: high blood pressure; heart failure or heart disease;" in thread
    assert "Research outside our documents supports it in part" in tip
    assert by_id("references")["R10"]["address"] in tip
    assert "We read different things about salt. What we go by: little salt on ordinary days" in tip
    assert "On when to see a doctor" not in tip


def test_what_is_watched_is_told_apart_from_what_counts(mine, person):
    factories.day(person, timezone.localdate(), stress=2, event_day=True)
    page = cause_page(mine, "stress")
    assert re.search(r"Worth watching, not counted:</b>\s*A competition, an exam or the like", page)


def test_a_diet_cause_tells_on_how_many_days_it_rests_and_every_cause_what_was_read(mine, person):
    for n in range(5):
        factories.day(person, timezone.localdate() - n * DAY, magnesium_servings=1)
    page = cause_page(mine, "low_magnesium")
    assert "1.0 servings of magnesium foods a day" in page
    assert "Based on 5 of the last 7 days." in page
    assert all(by_id("references")[ref]["address"] in page for ref in ("R57", "R58", "R59"))


def test_the_checklist_of_preparing_is_worked_out_from_the_last_session():
    last = session(AT - 2 * HOUR, warm_up_min=8, effort=8, air="hot", duration_min=40, sweat="light")
    words = {item.text: item.word for item in checklist(advise(journal(sessions=last), AT).analysis.causes)}
    assert words == {
        "Warm-up of 5 minutes or more with movement": "yes",
        "Effort 6 or less, technique held, not drained": "no",
        "No sudden jump in one session": "not recorded",
        "Enough to drink the day before, sips on long sessions, not too much": "not recorded",
        "Drink or electrolytes after heavy sweating": "yes",
        "Not in the heat": "no",
        "Leg stretching (optional, evidence poor)": "not recorded",
        "Rest before the next hard session": "yes",
    }


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        ({"effort": 8, "muscles": ["calf"]}, ["calf"], "no"),
        ({"effort": 8, "muscles": ["calf"]}, ["chest"], "yes"),
        ({"effort": 6}, None, "yes"),
        ({"effort": 8}, ["calf"], "no"),  # of a run, so the usual ones count
        ({"effort": 8, "activity": "strength"}, ["calf"], "not recorded"),
        ({"effort": 8, "muscles": ["forearm"]}, None, "yes"),
        ({"muscles": ["calf"]}, ["calf"], "not recorded"),
    ],
)
def test_rest_that_nobody_can_tell_is_not_recorded(before, now, word):
    sessions = [session(AT - DAY, **before), session(AT - 2 * HOUR, effort=5, muscles=now)]
    items = checklist(advise(journal(sessions=sessions), AT).analysis.causes)
    assert items[-1].word == word


def test_the_checklist_stands_on_the_page(mine, short_warm_up):
    page = guidance(mine)
    assert "Warm-up of 5 minutes or more with movement: <b>no</b>" in page
    assert reverse("source", args=["B40"]) in page


def test_counts_of_twinges_can_be_hidden(mine, person, short_warm_up):
    shown = guidance(mine)
    person.hide_counts = True
    person.save()
    person.touch()
    hidden = guidance(mine)
    for said in ("2 sessions and 1 twinge", "1 of 1 session", 'class="dots"', "The same muscle, by chance?"):
        assert (said in shown, said in hidden) == (True, False), said
    assert "2 sessions since" in hidden
    assert "No answer yet: your entries are too few to compare." in hidden


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
    # The person twice, sessions and episodes for flags, nine kinds for the analysis and at most five for calm flags,
    # one for old alarms, one for what was typed since a session without an answer.
    assert 14 + 3 <= queries(mine, reverse("guidance")) <= 14 + 8
    with django_assert_num_queries(6):  # the analysis is kept
        guidance(mine)


def test_an_urgent_flag_is_never_kept(mine, person, short_warm_up):
    guidance(mine)
    factories.episode(person, ago(minutes=5), pain=9)  # even without a new journal version
    assert 'id="flag-RF03"' in guidance(mine)


@pytest.fixture
def stressed(person):
    """Ten days of high stress, up to today: worth a visit, and nothing more urgent."""
    today = person.calendar.date_of(timezone.now())
    for n in range(10):
        factories.day(person, shift(today, -n), stress=8)
    person.touch()


def test_a_flag_for_a_visit_is_counted_but_has_no_bar(mine, stressed):
    page = text_of(mine.get(reverse("today")))
    assert re.search(r'<span class="nav__count">\s*1<span', page)
    assert "flagline" not in page
    page = guidance(mine)
    assert "Worth a doctor’s visit" in page
    assert "Stress was 7 or more on 10 of 14 days." in page
    assert "Twitching eyes and muscles, NHS, 2023" in page
    assert 'value="booked"' in page
    assert 'href="tel:' not in page[page.index('id="flag-RF35"') : page.index('id="flag-RF35"') + 2000]


def test_a_flag_for_a_visit_goes_and_comes_with_the_entries(mine, person, stressed):
    assert 'id="flag-RF35"' in guidance(mine)
    person.days.order_by("date").first().delete()
    person.touch()
    assert 'id="flag-RF35"' not in guidance(mine)


def test_flags_for_a_visit_are_read_once_per_journal_version(mine, person, stressed):
    """The episodes of four months and of a year, nights, days and answers: after that, Today's own six queries."""
    mine.cookies["js"] = "1"  # Today asks for no analysis
    assert (queries(mine, "/"), queries(mine, "/")) == (13, 8)  # one of them: are these the first ten entries?


def test_an_answered_visit_stays_answered(mine, stressed):
    mine.post(reverse("flag_answer", args=["RF35"]), {"answer": "booked"})
    assert 'id="flag-RF35"' not in guidance(mine)


def queries(client, url):
    """How many queries a page makes; those that count what somebody asks for stand in a table of their own."""
    with captured() as found:
        assert client.get(url).status_code == 200
    return len([query for query in found if '"cache"' not in query["sql"] and "SAVEPOINT" not in query["sql"]])


# Where statements come from


@pytest.mark.parametrize("name", ["signs", "sources", "cramp"])
def test_help_needs_no_account(client, db, name):
    assert client.get(reverse(name)).status_code == 200


DIAGNOSES = "hypo hyper cauda compartment withdrawal poison stroke clot tetanus breakdown neurone illness".split()


@pytest.mark.parametrize("flag", sorted(by_id("red_flags")))
def test_no_heading_is_a_diagnosis(flag):
    assert not any(word in by_id("red_flags")[flag]["heading"].lower() for word in DIAGNOSES)


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


def test_with_a_visit_flag_nothing_is_called_harmless_but_the_signs_still_stand_there(mine, person):
    for days in (1, 3, 5):
        factories.episode(person, timezone.now() - days * DAY, kind="twitch", body_part="shoulder", pain=0)
    page = text_of(mine.get(reverse("guidance")))
    assert by_id("red_flags")["RF02"]["heading"] in page
    assert by_id("explainers")["E01"]["text"] not in page
    assert by_id("corrections")["U02"]["app_says_instead"] in page


def test_the_offline_page_speaks_from_the_knowledge_base(client, db):
    page = text_of(client.get(reverse("offline")))
    relief = load()["relief"]
    assert escape(relief["before"]["first"]) in page
    assert "Leave this step out with: blood thinners; leg swollen, warm or red;" in " ".join(page.split())
    steps = {step["id"]: step["first"] for step in load()["relief"]["cramp"]}
    assert all(steps[step] in page for step in ("RC1", "RC2", "RC3", "RC5", "RC7", "RC9"))
    assert "Not gone after 10 minutes: call your local health advice line" in page


def test_a_stranger_reads_words_for_the_number_and_no_link(client, db):
    page = text_of(client.get(reverse("signs")))
    assert f"<b>Call {escape(EMERGENCY_NUMBER)}.</b>" in page
    assert "tel:" not in page


def test_signs_are_all_listed(mine):
    page = text_of(mine.get(reverse("signs")))
    assert f"these {len(load()['red_flags'])} signs" in page
    assert "<b>Chest pain or pressure.</b> Chest pain or pressure, with" in page
    assert "If your left shoulder twitches 3 times or more in 14 days" in page
    assert "{" not in page[page.index("<main") :]
    order = [
        page.index(title)
        for title in ("Get help now", "See a doctor today", "Worth a doctor’s visit", "Worth watching")
    ]
    assert order == sorted(order)
    assert all(flag["heading"] in page for flag in load()["red_flags"])
    assert 'href="tel:112"' in page


def test_the_list_of_signs_tells_nothing_as_a_fact_about_its_reader(client, db):
    """What a card says of somebody's own entries reads "If ..." in the list."""
    facts = re.compile(r"\b(?:These|This|came back|keep waking you|has been|Your left)\b|^Check for|^Stop")
    for flag in load()["red_flags"]:
        told = flag.get("in_list", flag["wording"])
        assert not facts.search(told) or told.startswith("If "), flag["id"]
    page = text_of(client.get(reverse("signs")))
    assert "If your stress stays high" in page


@pytest.mark.parametrize("claim", sorted(by_id("claims")))
def test_every_claim_has_its_page(claim):
    from guidance.library.sources import source_page

    page = source_page(claim, None)
    assert (page.claim.text, page.claim.section) == (by_id("claims")[claim]["text"], by_id("claims")[claim]["section"])


def test_a_claims_page_tells_document_section_grade_and_reading(client, db):
    page = text_of(client.get(reverse("source", args=["B39"])))
    assert "Doc 2 of 2" in page
    assert "Can they be avoided?" in page
    assert "Research says otherwise" in page
    assert "Not supported for exercise cramps. Stretch afterwards if you like it" in page


def test_contradicting_claims_are_shown_together(client, db):
    page = text_of(client.get(reverse("source", args=["A35"])))
    assert by_id("claims")["B46"]["text"] in page
    assert by_id("conflicts")["C1"]["resolution"] in page


def test_sources_hold_every_claim_and_explanation(client, db):
    page = text_of(client.get(reverse("sources")))
    assert all(reverse("source", args=[claim]) in page for claim in by_id("claims"))
    assert all(entry["title"] in page for entry in load()["explainers"])


def test_every_rule_has_its_words():
    from guidance.causes.labels import sides, to_log
    from guidance.causes.registry import CAUSES, RULE_LEVELS, Body
    from guidance.causes.rule_texts import said

    shown = {known["id"]: CAUSES[known["id"]] for known in shown_causes()}
    rules = {(name, rule) for name, cause in shown.items() for level in RULE_LEVELS for rule in getattr(cause, level)}
    assert all(reverse(to_log(name)[1]) for name in shown)
    assert {name for name in CAUSES if sides(name)} == {name for name, cause in shown.items() if cause.exposed}
    for _cause, rule in rules:
        for value in (3, None):
            assert said(rule, defaultdict(lambda: value), Body(), imperial=True).endswith(").")  # noqa: B023


def test_what_was_not_recorded_is_never_said_as_zero():
    from guidance.causes.registry import Body
    from guidance.causes.rule_texts import said

    told = said("info", defaultdict(lambda: None, processed_days_7d=3), Body(), imperial=False)
    assert "processed food: 3, with sweets: not recorded, with salty food: not recorded" in told


def test_the_form_warns_of_extreme_pain_in_the_words_of_the_flag(mine, person):
    person.emergency_number = "999 (UK)"
    person.save()
    page = text_of(mine.get(reverse("twinge_new")))
    assert by_id("red_flags")["RF03"]["wording"].format(emergency_number="999 (UK)") in page
    assert 'href="tel:999"' in page
