"""A cramp at this moment: the clock, the steps, when to call for help, and what is kept once it has eased."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from guidance.cramp import page as cramp
from guidance.cramp import steps as relief
from guidance.cramp.figures import FIGURES
from guidance.flags.registry import open_flags
from guidance.knowledge.citations import supported
from guidance.knowledge.load import by_id, cautions, load, naming, relief_steps
from guidance.knowledge.texts import numbers_of
from journal.models import Episode
from journal.recording import cramp_clock
from journal.recording.cramp_clock import Bout
from journal.vocabulary import ReliefMethod
from tests import factories, guidance_rows
from tests.paths import ROOT

EMERGENCY_NUMBER = numbers_of(None)["emergency_number"]

STEPS, HELP, EASED, CLOCK = "/cramp/", "/cramp/help/", "/cramp/eased/", "/cramp/clock/"
NOT_THE_ADVICE_LINE = "your local health advice line"


@pytest.fixture
def anybody(db):
    """A browser in which nobody is signed in."""
    return Client()


def begun(client, minutes, **fields):
    """Let the client's clock have started so many minutes ago."""
    bout = Bout(timezone.now() - timedelta(minutes=minutes), **fields)
    client.cookies[cramp_clock.COOKIE] = cramp_clock.signed(bout)
    return bout


def eased(client, minutes=4, **fields):
    """Let it have begun so many minutes ago and ease now."""
    return begun(client, minutes, ended=timezone.now(), **fields)


def page(client, address=STEPS, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def kept(client, person=None):
    """The Bout in the client's cookie."""
    text = client.cookies[cramp_clock.COOKIE].value
    return cramp_clock.unsigned(text, person or AnonymousUser(), timezone.now())


def tap(client, do):
    return client.post(CLOCK, {"do": do})


# The clock
def test_the_first_look_starts_the_clock_and_shows_the_first_step(anybody):
    first = page(anybody)
    assert "Step 1 of 8" in first
    assert '<h1 id="step-h">Stop.</h1>' in first
    assert load()["relief"]["before"]["first"] in first
    cookie = anybody.cookies[cramp_clock.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 24 * 60 * 60)
    assert (timezone.now() - kept(anybody).began).total_seconds() < 5


def test_the_cookie_is_as_secure_as_the_session(anybody, settings):
    settings.SESSION_COOKIE_SECURE = True
    page(anybody)
    assert anybody.cookies[cramp_clock.COOKIE]["secure"] is True


def test_coming_back_goes_on_where_it_was(anybody):
    begun(anybody, 3.5)
    again = page(anybody, step="2")
    assert 'data-unit="60">3</b>' in again
    assert 'data-clock="210"' in again
    page(anybody)
    assert 3.5 <= kept(anybody).minutes(timezone.now()) < 4


@pytest.mark.parametrize("minutes", [0, 5, 10, 30])
def test_it_can_have_begun_earlier(anybody, minutes):
    page(anybody)
    assert tap(anybody, f"began-{minutes}")["Location"] == STEPS
    assert minutes <= kept(anybody).minutes(timezone.now()) < minutes + 0.1


@pytest.mark.parametrize(("minutes", "began"), [(0, 4), (30, 30)])
def test_a_page_of_before_it_eased_cannot_let_it_begin_after_that(mine, person, minutes, began):
    """ "Began just now" tapped in another tab, once it has eased."""
    eased(mine)
    tap(mine, f"began-{minutes}")
    bout = kept(mine, factories.account_of(person))
    assert began - 0.1 <= bout.minutes(timezone.now()) < began + 0.1
    saved = mine.post(reverse("cramp_eased"), {"kind": "cramp", "place": "calf-left", "bout": cramp_clock.signed(bout)})
    assert saved.status_code == 302
    assert Episode.objects.get().ended_at == bout.ended


def test_a_tap_that_waited_for_a_connection_counts_when_it_was_made(anybody):
    """By what the clock of the page showed then, whatever the clock of the phone says."""
    bout = begun(anybody, 90)
    began = int(bout.began.timestamp())
    assert f'data-began="{began}"' in page(anybody)
    anybody.post(CLOCK, {"do": "eased", "tapped": f"{began}+300"})
    assert kept(anybody).minutes(timezone.now()) == 5


@pytest.mark.parametrize("tapped", ["", "x", "1+300", "{began}", "{began}+999999", "{began}+-5", "{began}+٣"])
def test_what_no_clock_of_this_bout_showed_is_a_tap_of_now(anybody, tapped):
    began = int(begun(anybody, 4).began.timestamp())
    anybody.post(CLOCK, {"do": "eased", "tapped": tapped.format(began=began)})
    assert 4 <= kept(anybody).minutes(timezone.now()) < 4.1


def test_leaving_stops_the_clock(anybody):
    begun(anybody, 30)
    tap(anybody, "leave")
    assert 'data-clock="0"' in page(anybody)


def test_a_button_that_does_not_exist_changes_nothing(anybody):
    begun(anybody, 3)
    assert tap(anybody, "began-17").status_code == 400
    assert anybody.get(CLOCK).status_code == 405
    assert kept(anybody).minutes(timezone.now()) >= 3


@pytest.mark.parametrize("text", ["", "x", "WyJ4Il0:1abc:def", signing.dumps({"began": 0}, salt="another")])
def test_a_forged_cookie_is_no_clock(anybody, text):
    anybody.cookies[cramp_clock.COOKIE] = text
    assert 'data-clock="0"' in page(anybody)


def test_a_clock_of_yesterday_is_none(anybody):
    begun(anybody, 24 * 60 + 1)
    assert 'data-clock="0"' in page(anybody)


def test_a_persons_clock_is_nobody_elses_on_the_same_browser(mine, person, theirs, anybody):
    begun(mine, 20)
    page(mine)
    for other in (theirs, anybody):
        other.cookies[cramp_clock.COOKIE] = mine.cookies[cramp_clock.COOKIE].value
        assert 'data-clock="0"' in page(other)
    assert kept(mine, person).owner == person.pk


def test_who_signs_in_takes_the_clock_along(mine, person):
    begun(mine, 2)
    assert 'data-clock="120"' in page(mine)
    assert kept(mine, person).owner == person.pk


# The steps
@pytest.mark.parametrize("part", relief.PARTS)
def test_the_stretch_is_that_of_the_body_part(anybody, part):
    by_part = load()["relief"]["cramp"][1]["by_part"]
    shown = page(anybody, part=part, step="2")
    assert [name for name, text in by_part.items() if escape(text) in shown] == [part]
    assert kept(anybody).part == part
    assert by_part[part] in page(anybody, step="2")  # the cookie remembers


def test_of_another_part_it_says_what_holds_for_all(anybody):
    shown = page(anybody, part="other", step="2")
    assert "Stretch the muscle gently" in shown.split("</h1>")[0]


def test_a_step_with_a_movement_has_one_drawing_that_says_what_it_shows(anybody):
    symbols = (ROOT / "static/img/figures.svg").read_text()
    for part in relief.PARTS:
        shown = page(anybody, part=part, step="2")
        assert shown.count('class="fig"') == 1
        assert f"#f-{part}" in shown
        assert escape(str(FIGURES[part])) in shown
        assert f'id="f-{part}"' in symbols
    assert {f'id="f-{name}"' for name in FIGURES} <= set(re.findall(r'id="f-\w+"', symbols))
    assert 'class="fig"' not in page(anybody, part="other", step="2") + page(anybody, step="8")


def test_what_the_address_does_not_know_is_as_before(anybody):
    shown = page(anybody, kind="tic", part="ear", step="99", track="none")
    assert "Step 1 of 8" in shown
    assert (kept(anybody).kind, kept(anybody).part) == ("cramp", "calf")


@pytest.mark.parametrize("step", ["0", "11", "-1", "x", "²", "010" + "9" * 5000])
def test_a_step_that_is_none_is_the_first(anybody, step):
    assert "Step 1 of 8" in page(anybody, step=step)


def every_screen(client):
    """All that somebody can see who goes through everything."""
    for kind in cramp.CRAMP_KINDS:
        for track in ("", *relief.TRACKS):
            for step in range(1, 10):
                yield page(client, kind=kind, track=track, step=step)
        eased(client, kind=kind)
        yield page(client, EASED)
        client.cookies.clear()


def test_every_step_of_relief_is_on_some_screen(anybody):
    shown = "".join(every_screen(anybody))
    numbers = {"emergency_number": EMERGENCY_NUMBER, "advice_line": NOT_THE_ADVICE_LINE}
    texts = [step[part].format(**numbers) for step in relief_steps() for part in ("first", "rest")]
    assert [text for text in texts if escape(text) not in shown] == []
    text, references = relief.mixed_evidence()
    assert escape(text) in shown
    assert all(escape(reference.title) in shown for reference in references)


def test_every_step_names_its_claims_its_backing_and_what_speaks_against_it(anybody):
    for number, step in enumerate(relief.steps_of("cramp"), start=1):
        shown = page(anybody, step=str(number))
        assert reverse("source", args=[step["claims"][0]]) in shown
        assert supported(step["support"], of="step")[1:] in shown
        for claim in step["claims"]:
            assert all(escape(entry["problem"]) in shown for entry in naming(claim)["corrections"])
        assert all(
            word in shown for word in (caution["text"] for caution in cautions([*step["not_for"], *step["cautions"]]))
        )


def test_next_and_back_go_through_all_steps(anybody):
    seen, query = [], {}
    while query is not None and len(seen) < 20:
        found = anybody.get(STEPS, query).context["page"]
        seen.append(found.step.id)
        query = dict(pair.split("=") for pair in found.next[1:].split("&")) if found.next else None
    assert seen == [f"RC{n}" for n in range(1, 9)]
    assert anybody.get(STEPS + found.previous).context["page"].step.id == "RC7"


def test_ways_of_relief_are_words_of_the_journal():
    assert {method for step in relief_steps() for method in step.get("methods", ())} <= set(ReliefMethod.values)


# What a person's health rules out
@pytest.mark.parametrize(
    ("condition", "gone"),
    [("blood_thinners", "RC3"), ("poor_circulation", "RC7"), ("low_salt_diet", "RC6"), ("heart_failure", "RC6")],
)
def test_a_step_that_a_condition_rules_out_is_left_out(mine, person, condition, gone):
    person.conditions = [condition]
    person.save()
    shown = [mine.get(STEPS, {"step": n}).context["page"].step.id for n in range(1, 8)]
    assert shown == [f"RC{n}" for n in range(1, 9) if f"RC{n}" != gone]
    assert "1 step is left out because of what your settings say" in page(mine)


def test_with_diabetes_the_own_plan_stands_in_for_sugar(mine, person):
    person.conditions = ["diabetes"]
    person.save()
    plan = "check glucose before, during and after training and follow your own plan"
    asked = page(mine, step="4")
    assert plan in asked
    assert "Take fast sugar now" not in asked
    assert plan in page(mine, kind="tremor", track="sugar")


# Low sugar
@pytest.mark.parametrize(
    ("ticked", "step"),
    [(["hungry", "pale"], "RR2"), (["dizzy"], "RR4"), ([], "RR4"), (["hungry", "made_up"], "RR4")],
)
def test_shaking_asks_for_the_signs_of_low_sugar(anybody, ticked, step):
    asked = anybody.get(STEPS, {"kind": "tremor"}).context["page"]
    assert [word for word, _label, _ticked in asked.signs] == ["hungry", "sweating", "pale", "racing_heart", "dizzy"]
    answer = anybody.get(STEPS, {"kind": "tremor", "asked": "yes", "sign": ticked})
    assert answer.context["page"].step.id == step
    assert ("You ticked 1 of them" in answer.content.decode()) == (len(kept(anybody).signs) == 1)


def test_not_better_after_sugar_means_help(anybody):
    page(anybody, kind="tremor", asked="yes", sign=["hungry", "pale"])
    shown = page(anybody, kind="tremor", track="sugar", step="2")
    assert "Not better: repeat once and get help." in shown
    assert escape(f"call {EMERGENCY_NUMBER}.") in shown


def test_a_cramp_with_signs_of_low_sugar_leads_there_and_back(anybody):
    asked = anybody.get(STEPS, {"step": "4"}).context["page"]
    sugar = anybody.get(STEPS + asked.yes).context["page"]
    assert sugar.step.id == "RR2"
    last = anybody.get(STEPS + sugar.next).context["page"]
    assert last.step.id == "RR3"
    assert anybody.get(STEPS + last.next).context["page"].step.id == "RC5"
    assert anybody.get(STEPS + sugar.previous).context["page"].step.id == "RC4"
    assert kept(anybody).kind == "cramp"


# Calling for help
def test_the_way_to_help_is_on_every_step(anybody):
    for kind in cramp.CRAMP_KINDS:
        shown = page(anybody, kind=kind)
        assert f'href="{HELP}"' in shown


# What is in view at every step, by kind: a cramp's hour is no measure for shaking, nor low sugar's signs for a cramp.
ALWAYS_SAID = {
    "cramp": "Extreme pain, or still there after an hour",
    "night": "Extreme pain, or still there after an hour",
    "tremor": "Confused, very drowsy or not able to speak clearly",
    "twitch": "Sudden weakness, a drooping face or slurred speech",
}


@pytest.mark.parametrize("kind", cramp.CRAMP_KINDS)
def test_no_kind_shows_the_sentence_of_another(anybody, kind):
    shown = page(anybody, kind=kind)
    said = {sentence for sentence in ALWAYS_SAID.values() if sentence in shown}
    assert said == {ALWAYS_SAID[kind]}


@pytest.mark.parametrize(
    ("kind", "minutes", "calls", "by_itself"),
    [
        ("cramp", 9.9, False, False),
        ("cramp", 10, True, False),
        ("night", 10, True, False),
        ("twitch", 10, False, False),
        ("tremor", 61, False, False),
        ("cramp", 59.9, True, False),
        ("cramp", 60, False, True),
        ("night", 60, False, True),
    ],
)
def test_the_clock_calls_for_help_by_itself(anybody, kind, minutes, calls, by_itself):
    begun(anybody, minutes, kind=kind)
    shown = page(anybody, step="2")
    assert (by_id("red_flags")["RF04"]["heading"] in shown) == calls
    assert (by_id("conflicts")["C4"]["resolution"] in shown.replace("&#x27;", "'")) == calls
    assert ("Get medical help now" in shown) == by_itself


def test_its_thresholds_are_those_of_the_red_flags():
    at = timezone.now()
    for flag, minutes in (("RF04", cramp.LONG_CRAMP_MIN), ("RF05", cramp.ENDLESS_CRAMP_MIN)):
        for more in (-0.1, 0):
            began = at - timedelta(minutes=minutes + more)
            journal = guidance_rows.journal(episodes=[guidance_rows.episode(began, kind="cramp", ongoing=True)])
            assert (flag in [met.id for met in open_flags(journal, (), at)]) is (more == 0)


def test_the_persons_own_numbers_are_called(mine, person):
    person.emergency_number, person.advice_line = "113", "116117"
    person.save()
    begun(mine, 12)
    assert 'href="tel:116117"' in page(mine)
    begun(mine, 70)
    assert 'href="tel:113"' in page(mine)
    assert 'href="tel:113"' in page(mine, HELP)


def test_the_help_screen_tells_what_to_say(mine, person):
    person.conditions = ["blood_thinners"]
    person.save()
    begun(mine, 70, part="foot")
    shown = page(mine)
    assert "Cramp, foot, for 1 h 10." in shown
    assert "From my settings: Blood thinners." in shown
    assert "chest pain, confusion, fainting" in shown
    assert "Started" in shown


def test_extreme_pain_gets_help_at_once(anybody):
    shown = page(anybody, HELP)
    assert escape(by_id("red_flags")["RF03"]["wording"].format(emergency_number=EMERGENCY_NUMBER)) in shown
    assert f"<b>Call {escape(EMERGENCY_NUMBER)}.</b>" in shown
    assert "tel:" not in shown
    assert cramp_clock.COOKIE not in anybody.cookies


def test_who_has_help_can_go_back_to_the_steps(anybody):
    begun(anybody, 70)
    assert "Back to the steps" not in page(anybody)
    tap(anybody, "has-help")
    shown = page(anybody)
    assert "Step 1 of 8" in shown
    assert escape(by_id("red_flags")["RF05"]["wording"].format(emergency_number=EMERGENCY_NUMBER)) in shown


def test_the_page_comes_anew_when_help_is_due(anybody):
    begun(anybody, 9.5)
    shown = page(anybody)
    assert 'data-anew="30"' in shown or 'data-anew="29"' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert "http-equiv" not in page(anybody, kind="twitch")


# It has eased
def save(client, **answers):
    found = client.get(EASED)
    form = found.context["form"]
    fields = {"bout": found.context["token"], "id": form.initial["id"], "kind": "cramp", "place": "calf-left"}
    return fields | answers, client.post(EASED, fields | answers)


def test_easing_stops_the_clock(anybody):
    begun(anybody, 4)
    assert tap(anybody, "eased")["Location"] == EASED
    assert "It lasted 4 min" in page(anybody, EASED)
    ended = kept(anybody).ended
    tap(anybody, "eased")
    assert kept(anybody).ended == ended


def test_what_goes_on_is_not_saved_as_eased(mine, person):
    assert "Nothing has eased yet" in page(mine, EASED)
    bout = begun(mine, 4)
    assert "Nothing has eased yet" in page(mine, EASED)
    mine.post(EASED, {"bout": cramp_clock.signed(bout), "kind": "cramp", "place": "calf-left"})
    assert not person.episodes.exists()


def test_what_eased_is_saved_with_its_length_relief_and_pain(mine, person):
    begun(mine, 4)
    for step in ("1", "2", "3"):
        page(mine, step=step)
    tap(mine, "eased")
    bout = kept(mine, person)
    form = mine.get(EASED).context["form"]
    rows = form["relief"].field.widget.get_context("relief", None, {})["rows"]
    assert [row["label"] for row in rows] == ["Stretching", "Massage", "Rest", "Slow breathing"]
    assert (form["kind"].value(), form["place"].value(), form["pain"].value()) == ("cramp", "calf", None)
    _fields, answer = save(mine, pain="6", relief_stretch="yes", relief_massage="no")
    episode = person.episodes.get()
    assert (episode.started_at, episode.ended_at, episode.ongoing) == (bout.began, bout.ended, None)
    assert (episode.kind, episode.body_part, episode.side, episode.pain) == ("cramp", "calf", "left", 6)
    assert episode.relief == [{"method": "stretch", "helped": "yes"}, {"method": "massage", "helped": "no"}]
    assert "Saved: Cramp, left calf." in page(mine, answer["Location"])
    assert 'data-clock="0"' in page(mine)


def test_what_is_not_said_is_not_recorded(mine, person):
    eased(mine)
    save(mine, place="calf")
    episode = person.episodes.get()
    assert (episode.side, episode.pain, episode.relief, episode.signs) == (None, None, None, None)


def test_sending_twice_makes_one_entry(mine, person):
    eased(mine)
    fields, _answer = save(mine, pain="3")
    assert mine.post(EASED, fields).status_code == 302  # the clock is gone, the form still knows
    assert person.episodes.get().pain == 3


def test_a_bad_answer_is_refused_and_what_was_typed_is_kept(mine, person):
    eased(mine)
    _fields, answer = save(mine, pain="11", place="ear", relief_stretch="yes")
    assert set(answer.context["form"].errors) == {"pain", "place"}
    assert answer.context["form"]["relief"].value() == [{"method": "stretch", "helped": "yes"}]
    assert not person.episodes.exists()


def test_a_forged_form_saves_nothing(mine, person):
    mine.post(EASED, {"bout": "forged", "kind": "cramp", "place": "calf-left"})
    assert not person.episodes.exists()


def test_nobody_saves_another_persons_cramp(mine, theirs, person, stranger):
    eased(mine, owner=person.pk)
    fields, _answer = save(mine)
    theirs.post(EASED, fields | {"pain": "9"})
    assert not stranger.episodes.exists()
    assert person.episodes.get().pain is None


def test_shaking_is_saved_with_its_signs_and_asks_where(mine, person):
    page(mine, kind="tremor", asked="yes", sign=["hungry", "pale"])
    tap(mine, "eased")
    shown = mine.get(EASED)
    assert "With it, as you ticked: Hungry, Pale." in shown.content.decode()
    assert shown.context["form"]["place"].value() is None
    save(mine, kind="tremor", place="hand-both")
    assert person.episodes.get().signs == ["hungry", "pale"]


def test_a_long_one_raises_its_flag_as_any_entry_does(mine, person):
    eased(mine, 15)
    save(mine)
    assert "Cramp longer than 10 minutes" in page(mine, "/guidance/")


def test_details_can_be_added_at_once(mine, person):
    eased(mine)
    _fields, answer = save(mine, then="details")
    assert answer["Location"] == reverse("twinge", args=[person.episodes.get().id])


def test_what_was_logged_as_still_going_gets_its_end(mine, person):
    bout = begun(mine, 12, part="foot")
    page(mine)
    form = mine.get("/log/twinge/", {"cramp": "now"}).context["form"]
    assert (form["kind"].value(), form["place"].value(), form["lasted"].value()) == ("cramp", "foot", "going")
    local = person.calendar.local(bout.began)
    fields = {"kind": "cramp", "place": "foot-left", "began": "at", "started_at": f"{local:%Y-%m-%dT%H:%M}"}
    mine.post("/log/twinge/?cramp=now", fields | {"id": bout.id, "lasted": "going", "note": "in the pool"})
    assert person.episodes.get().ongoing is True
    tap(mine, "eased")
    shown = mine.get(EASED)
    assert shown.context["form"]["place"].value() == "foot-left"
    mine.post(EASED, {"bout": shown.context["token"], "kind": "cramp", "place": "foot-left", "pain": "5"})
    episode = Episode.objects.get()
    assert (episode.ongoing, episode.started_at, episode.pain, episode.note) == (None, bout.began, 5, "in the pool")
    assert episode.ended_at > episode.started_at


def test_it_can_be_back_or_a_new_one(anybody):
    first = eased(anybody, 4)
    shown = page(anybody)
    assert "You said that it has eased" in shown
    assert "Stop." in shown
    assert kept(anybody) == first  # looking at the steps loses nothing
    tap(anybody, "back")
    assert (kept(anybody).began, kept(anybody).ended) == (first.began, None)
    tap(anybody, "new")
    assert kept(anybody).id != first.id
    assert kept(anybody).minutes(timezone.now()) < 0.1


def test_signed_out_it_says_how_long_and_keeps_it_for_signing_in(anybody, person):
    eased(anybody, 65)
    shown = page(anybody, EASED)
    assert "It lasted 1 h 05" in shown
    assert f"/accounts/login/?next={EASED}" in shown
    assert anybody.post(EASED, {"kind": "cramp", "place": "calf-left"}).status_code == 200
    assert not Episode.objects.exists()
    answer = anybody.post(
        f"/accounts/login/?next={EASED}", {"login": "runner@example.org", "password": "a long passphrase"}
    )
    assert answer["Location"] == EASED
    assert "It lasted 1 h 05" in page(anybody, EASED)
    save(anybody)
    assert person.episodes.get().ended_at is not None


def test_an_entry_of_the_same_id_is_nobody_elses(mine, person, stranger):
    bout = eased(mine)
    factories.episode(stranger, id=bout.id, note="theirs")
    save(mine)
    assert stranger.episodes.get().note == "theirs"
    assert person.episodes.get().id == bout.id


@pytest.mark.parametrize("address", ["/accounts/login/", "/no/such/page/"])
def test_the_steps_are_one_tap_away_without_an_account(anybody, address):
    assert f'href="{STEPS}"' in anybody.get(address, follow=True).content.decode()


def test_the_steps_are_one_tap_away_from_today_and_from_an_error(mine):
    from django.template.loader import render_to_string

    assert f'href="{STEPS}"' in page(mine, "/")
    assert f'href="{STEPS}"' in render_to_string("500.html")


def test_nothing_of_it_is_stored_by_the_browser_or_asks_more_of_the_database(mine, person, django_assert_num_queries):
    factories.session(person)
    mine.get(STEPS)  # the flags for a visit are kept from here on
    with django_assert_num_queries(4):  # session, account, profile, and what is open on the bar
        answer = mine.get(STEPS)
    assert "no-store" in answer["Cache-Control"]


def test_somebody_with_an_ulcer_is_told_to_leave_ibuprofen_after_a_cramp(mine, person):
    general = "ask a pharmacist before ibuprofen"
    eased(mine)
    assert general in page(mine, EASED)
    person.conditions = ["stomach_ulcer", "epilepsy"]
    person.save()
    shown = page(mine, EASED)
    assert general not in shown
    assert "You noted: stomach ulcer. Take no ibuprofen" in shown
