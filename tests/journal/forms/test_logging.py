"""Logging, the front door: what a person taps and types, and what is stored."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.calendar import DAY
from journal.models import Day, Drink, Episode, Night, Session
from journal.recording.session_drink import drink_id, middle
from journal.views.saving import day_url
from tests import factories
from tests.paths import ROOT

HOUR = timedelta(hours=1)
RUN = {"activity": "run", "duration_min": "50", "effort": "7"}


def new_id(page):
    """The id that a form carries."""
    return re.search(r'name="id" value="([0-9a-f-]{36})"', page.content.decode())[1]


def flat(answer):
    """The page in one line, however its templates break theirs."""
    return re.sub(r"\s+", " ", answer.content.decode())


def post(client, url, **data):
    """Open the form as a person does, then send it with its id."""
    return client.post(url, {"id": new_id(client.get(url))} | data)


def day_of(session):
    """The page of the day a session began on: soon after midnight that is yesterday's."""
    calendar = session.person.calendar
    return day_url(calendar, calendar.date_of(session.started_at))


# Sessions


def test_three_answers_log_a_session(mine, person):
    answer = post(mine, "/log/session/", **RUN)
    session = Session.objects.get()
    assert (answer.status_code, answer.url) == (302, day_of(session))
    assert (session.person, session.activity, session.duration_min, session.effort) == (person, "run", 50, 7)
    assert abs(session.ended_at - timezone.now()) < timedelta(seconds=30)


def test_what_was_not_answered_is_not_recorded(mine):
    post(mine, "/log/session/", **RUN)
    session = Session.objects.values().get()
    said = {"id", "person_id", "demo", "started_at", "duration_min", "activity", "effort"}
    assert {name: value for name, value in session.items() if name not in said and value is not None} == {}


def test_none_is_an_answer_and_differs_from_nothing_said(mine):
    post(mine, "/log/session/", **RUN, warm_up_min="0", stretch_after_min="0", salt_marks="false", hours_since_meal="0")
    session = Session.objects.get()
    found = (session.warm_up_min, session.stretch_after_min, session.salt_marks, session.hours_since_meal)
    assert found == (0, 0, False, 0)


def test_another_number_wins_over_the_pills(mine):
    post(mine, "/log/session/", **RUN, duration_min_other="83", warm_up_min="5", warm_up_min_other="7")
    assert Session.objects.values_list("duration_min", "warm_up_min").get() == (83, 7)


def test_one_hour_ago_counts_back_from_the_end(mine):
    post(mine, "/log/session/", **RUN, ended="hour")
    assert abs(timezone.now() - HOUR - Session.objects.get().ended_at) < timedelta(seconds=30)


@pytest.mark.parametrize("typed", ["2026-06-18T17:30", "2026-06-18 17:30", "2026-06-18T17:30:00"])
def test_an_earlier_start_is_read_on_the_persons_clock(mine, typed):
    post(mine, "/log/session/", **RUN, ended="earlier", started_at=typed)
    assert Session.objects.get().started_at == factories.moment("2026-06-18 15:30")


@pytest.mark.parametrize(
    ("answer", "stored", "leads_to"),
    [
        ("0", (0, True), ""),
        ("2", (2, None), "/log/twinge/"),
        ("5", (5, None), "/log/twinge/"),
        ("8", (8, None), "/log/twinge/"),
        ("", (None, None), ""),
    ],
)
def test_what_followed_is_a_grade_and_only_nothing_is_a_recorded_calm(mine, answer, stored, leads_to):
    saved = post(mine, "/log/session/", **RUN, aftermath=answer)
    session = Session.objects.get()
    assert (session.aftermath, session.quiet_after) == stored
    assert saved.url.split("?")[0] == (leads_to or day_of(session))


def test_a_grade_from_a_file_shows_as_the_nearest_answer_and_keeps_its_value(mine, person):
    session = factories.session(person, aftermath=3, effort=4)
    page = flat(mine.get(f"/session/{session.id}/"))
    assert re.search(r'name="aftermath" value="2" id="[^"]+" checked', page)
    mine.post(f"/session/{session.id}/", RUN | {"aftermath": "2", "started_at": "2026-06-18T17:30", "effort": "6"})
    assert Session.objects.values_list("aftermath", "effort").get() == (3, 6)


def test_a_drink_during_the_session_is_a_drink_of_its_own(mine):
    form_id = new_id(mine.get("/log/session/"))
    for _tap in range(2):
        mine.post("/log/session/", RUN | {"id": form_id, "fluid_ml": "500", "fluid_kind": "electrolyte"})
    session, drink = Session.objects.get(), Drink.objects.get()
    assert (drink.ml, drink.kind, session.started_at < drink.at < session.ended_at) == (500, "electrolyte", True)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("duration_min", "5000", "Minutes: enter 1 to 1,440. You typed 5000."),
        ("duration_min", "0", "Minutes: enter 1 to 1,440. You typed 0."),
        ("duration_min", "an hour", "Minutes: enter 1 to 1,440. You typed an hour."),
        ("duration_min", "", "Enter how many minutes it took, 1 to 1,440."),
        ("effort", "", "Choose how hard it was."),
        ("effort", "11", "Effort: enter 0 to 10. You typed 11."),
        ("activity", "", "Choose what you did."),
        ("warm_up_min_other", "181", "Warm-up, minutes: enter 0 to 180. You typed 181."),
        ("temperature_c", "56", "Air temperature: enter -40 to 55 °C. You typed 56."),
        ("distance_km", "0", "Distance: enter more than 0, at most 100,000 km. You typed 0."),
        ("hours_since_meal", "nan", "Hours from the last meal to the start: enter 0 to 48 h. You typed nan."),
        ("weight_before_kg", "19,9", "Weight before: enter 20 to 400 kg. You typed 19,9."),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_would_be_right(mine, field, typed, sentence):
    answer = post(mine, "/log/session/", **RUN | {field: typed, "note": "legs like wood"})
    page = flat(answer)
    assert (answer.status_code, Session.objects.count()) == (200, 0)
    assert page.count(sentence) == 2  # in the summary and at the field
    assert "<title>Error: " in page
    assert "legs like wood" in page
    assert not typed or typed in page


def test_a_session_that_has_not_ended_yet_is_refused(mine):
    soon = timezone.localtime(timezone.now() - timedelta(minutes=10), timezone=mine_zone())
    answer = post(mine, "/log/session/", **RUN, ended="earlier", started_at=f"{soon:%Y-%m-%dT%H:%M}")
    assert "which has not come yet" in answer.content.decode()
    assert not Session.objects.exists()


def test_a_start_in_the_future_is_refused(mine):
    answer = post(mine, "/log/session/", **RUN, ended="earlier", started_at="2199-01-01T10:00")
    assert "Started at: 2199-01-01 10:00 has not come yet. Enter a time up to now." in answer.content.decode()


@pytest.mark.parametrize(
    "typed", ["yesterday", "2026-06-18", "18.06.2026 17:30", "0001-01-01T00:00", "2026-06-18T17:30Z"]
)
def test_what_is_no_time_is_refused(mine, typed):
    page = flat(post(mine, "/log/session/", **RUN, ended="earlier", started_at=typed))
    assert f"Started at: enter a date and a time such as 2026-06-18 17:30. You typed {typed}." in page


def test_a_time_the_clocks_skipped_is_refused(mine):
    answer = post(mine, "/log/session/", **RUN, ended="earlier", started_at="2026-03-29T02:30")
    assert "your clock went forward over it" in answer.content.decode()


def mine_zone():
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (RUN, "<b>Run, 50 min, effort 7 of 10</b><br>Load 350 min × effort"),
        ({"activity": "swim", "duration_min": "5000"}, "<b>Swim</b>"),
        ({"duration_min": "90", "effort": "0"}, "<b>1 h 30, effort 0 of 10</b><br>Load 0 min × effort"),
        ({}, ""),
    ],
)
def test_the_save_bar_tells_what_would_be_saved(mine, sent, said):
    assert mine.post("/log/session/summary/", sent).content.decode().strip() == said
    assert not Session.objects.exists()


# Once only


def test_two_taps_and_back_and_again_make_one_entry(mine):
    form_id = new_id(mine.get("/log/session/"))
    for _tap in range(3):
        assert mine.post("/log/session/", RUN | {"id": form_id}).status_code == 302
    assert Session.objects.count() == 1


def test_a_drinks_two_taps_make_one_drink_and_the_next_page_makes_another(mine):
    for taps in (2, 1):
        form_id = new_id(mine.get("/"))
        for _tap in range(taps):
            mine.post("/log/quick/", {"id": form_id, "preset": "water-250"})
    assert list(Drink.objects.values_list("ml", "kind")) == [(250, "water")] * 2


def test_a_strangers_id_makes_an_entry_of_ones_own(mine, person, stranger):
    theirs = factories.session(stranger, effort=1)
    mine.post("/log/session/", RUN | {"id": str(theirs.id)})
    assert [Session.objects.of(each).get(id=theirs.id).effort for each in (stranger, person)] == [1, 7]


def test_an_entry_keeps_its_id_whatever_is_posted(mine, person, stranger):
    own, theirs = factories.session(person), factories.session(stranger, effort=1)
    mine.post(f"/session/{own.id}/", RUN | {"id": str(theirs.id), "started_at": "2026-06-18T17:30"})
    assert Session.objects.get(id=theirs.id).effort == 1
    assert Session.objects.get(id=own.id).effort == 7


# Repeat


def chosen(page):
    """{name: value} of what is chosen when the page is opened, without "Not said"."""
    found = re.findall(r'name="(\w+)" value="([^"]*)" id="[^"]*" checked', page)
    return {name: value for name, value in found if value}


def test_a_repeat_fills_in_what_it_is_and_nothing_that_happened(mine, person):
    last = factories.session(
        person, warm_up_min=3, stretch_after_min=5, massage_after=True, effort=9, quiet_after=True, air="hot",
        sweat="heavy", hours_since_meal=5, muscles=["calf"], distance_km=8, note="tired",
    )  # fmt: skip
    page = flat(mine.get(f"/log/session/?like={last.id}"))
    told = {"activity": "run", "ended": "now", "fluid_kind": "water", "muscles": "calf"}
    assert chosen(page) == told
    typed = dict(re.findall(r'name="(\w+)_other" id="\w+" value="([^"]+)"', page))
    assert (typed, "tired" in page) == ({"duration_min": "50"}, False)


def usual_runs(person, **last):
    """Three runs of 45 minutes in the last days, all with the same warm-up, sweat and drink; `last`: of the newest."""
    days = [timezone.now() - n * DAY for n in (9, 6, 2)]
    same = {"duration_min": 45, "warm_up_min": 8, "sweat": "moderate", "muscles": ["calf"], "effort": 6}
    runs = [factories.session(person, at, **same | (last if at == days[-1] else {})) for at in days]
    for run in runs:
        factories.drink(person, middle(run), id=drink_id(run), ml=500)
    person.touch()
    return runs


def test_what_is_usual_is_one_tap_and_never_chosen_already(mine, person):
    runs = usual_runs(person)
    for address in ("/log/session/", "/log/session/?usual=run", f"/log/session/?like={runs[-1].id}"):
        page = flat(mine.get(address))
        offered = re.findall(r'name="(\w+)" value="(\w+)" id="usual-\w+">.*?</svg>([^<]+)</span>', page)
        assert [(name, value) for name, value, _label in offered] == [
            ("warm_up_min", "8"), ("fluid_ml", "500"), ("sweat", "moderate"),
        ]  # fmt: skip
        assert [label.strip() for _name, _value, label in offered] == [
            "Warm-up, usual: 8 min", "Drinks, usual: 500 ml", "Sweat, usual: moderate",
        ]  # fmt: skip
        assert not {"warm_up_min", "fluid_ml", "sweat", "effort", "aftermath"} & set(chosen(page))


def test_fewer_than_three_answers_are_no_habit(mine, person):
    usual_runs(person, warm_up_min=None, sweat="light")
    page = flat(mine.get("/log/session/?usual=run"))
    assert 'id="usual-warm_up_min"' not in page
    assert 'id="usual-sweat"' in page  # two of three


def test_four_taps_from_today_log_a_usual_session(mine, person):
    usual_runs(person)
    link = re.search(r'href="(/log/session/\?usual=run)"', mine.get("/").content.decode())[1]  # tap 1
    page = flat(mine.get(link))
    others = re.findall(r'name="(\w+_other)" id="\w+" value="([^"]*)"', page)
    form_id = re.search(r'name="id" value="([0-9a-f-]{36})"', page)[1]
    sent = chosen(page) | dict(others) | {"id": form_id, "effort": "6", "aftermath": "0"}  # taps 2, 3, 4
    mine.post(link, sent)
    new = Session.objects.get(id=form_id)
    assert (new.activity, new.duration_min, new.muscles, new.effort, new.quiet_after) == ("run", 45, ["calf"], 6, True)
    assert (new.warm_up_min, new.sweat) == (None, None)
    again = flat(mine.get(link))
    form_id = re.search(r'name="id" value="([0-9a-f-]{36})"', again)[1]
    hour = {"ended": "hour", "warm_up_min": "8", "sweat": "moderate"}  # one tap each
    mine.post(link, sent | {"id": form_id} | hour)
    assert Session.objects.filter(id=form_id).values_list("warm_up_min", "sweat").get() == (8, "moderate")


def test_an_activity_of_no_session_is_no_usual_one(mine, person):
    assert not chosen(flat(mine.get("/log/session/?usual=ski"))).get("activity")


def test_a_strangers_session_cannot_be_repeated(mine, stranger):
    assert mine.get(f"/log/session/?like={factories.session(stranger).id}").status_code == 404


# Twitches and cramps


def test_kind_and_place_log_a_cramp_now(mine, person):
    post(mine, "/log/twinge/", kind="cramp", place="calf-left")
    episode = Episode.objects.get()
    assert (episode.kind, episode.body_part, episode.side) == ("cramp", "calf", "left")
    assert abs(episode.started_at - timezone.now()) < timedelta(seconds=30)
    assert (episode.ended_at, episode.ongoing, episode.signs, episode.relief, episode.pain) == (None,) * 5


@pytest.mark.parametrize(
    ("began", "expected"),
    [("during", "17:55"), ("hour_after", "18:50"), ("night", "00:00")],
)
def test_the_time_can_be_said_by_the_session(mine, person, began, expected):
    session = factories.session(person, factories.moment("2026-06-18 15:30"))
    mine.post(f"/log/twinge/?session={session.id}", {"kind": "twitch", "place": "eyelid", "began": began})
    episode = Episode.objects.get()
    local = person.calendar.local(episode.started_at)
    night = began == "night"
    assert f"{local - 2 * HOUR if night else local:%H:%M}" == expected
    assert local.date() == date(2026, 6, 19 if night else 18)


def test_how_long_it_lasted_gives_its_end(mine):
    post(mine, "/log/twinge/", kind="cramp", place="calf-left", began="at", started_at="2026-06-18T18:00", lasted="5")
    episode = Episode.objects.get()
    assert (episode.ended_at - episode.started_at, episode.ongoing) == (timedelta(minutes=5), None)


def test_one_that_has_just_ended_began_earlier(mine):
    post(mine, "/log/twinge/", kind="cramp", place="calf-left", began="now", lasted="10")
    episode = Episode.objects.get()
    assert abs(episode.ended_at - timezone.now()) < timedelta(seconds=30)
    assert episode.ended_at - episode.started_at == timedelta(minutes=10)


def test_still_going_has_no_end(mine):
    post(mine, "/log/twinge/", kind="cramp", place="calf-left", lasted="going")
    assert Episode.objects.values_list("ongoing", "ended_at").get() == (True, None)


@pytest.mark.parametrize(
    ("ticked", "stored"),
    [
        ([], None),
        (["none_of_these"], []),
        (["pale", "dizzy"], ["pale", "dizzy"]),
        (["none_of_these", "pale"], ["pale"]),
    ],
)
def test_none_of_these_signs_differs_from_not_asked(mine, ticked, stored):
    post(mine, "/log/twinge/", kind="cramp", place="calf-left", signs=ticked)
    assert Episode.objects.get().signs == stored


def test_what_was_tried_is_kept_with_whether_it_helped(mine):
    post(
        mine, "/log/twinge/", kind="cramp", place="calf-left", relief_stretch="yes", relief_massage="no", relief_ice=""
    )
    assert Episode.objects.get().relief == [
        {"method": "stretch", "helped": "yes"},
        {"method": "massage", "helped": "no"},
    ]


def test_a_place_and_a_kind_are_needed(mine):
    page = flat(post(mine, "/log/twinge/", pain="4"))
    assert "Choose what it was most like." in page
    assert "Choose where it was, on the body or in the list." in page
    assert re.search(r'name="pain" value="4" id="pain_4" checked', page)


def test_map_list_and_usual_spots_are_one_set_of_inputs(mine, person):
    factories.episode(person, side="left")
    page = flat(mine.get("/log/twinge/"))
    assert page.count('id="p-calf-left"') == 1
    assert page.count('for="p-calf-left"') >= 2  # the map and the usual spot
    ids = set(re.findall(r'id="(p-[a-z_-]+)"', page))
    assert set(re.findall(r'for="(p-[a-z_-]+)"', page)) <= ids


# Drinks, sleep, check-in


def test_a_drink_needs_one_tap_and_can_be_undone(mine):
    mine.post("/log/quick/", {"id": new_id(mine.get("/")), "preset": "coffee-240"})
    page = flat(mine.get("/"))
    assert "Added 240 ml coffee." in page
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    mine.post("/undo/", {"token": token})
    assert not Drink.objects.exists()


def test_htmx_gets_today_at_once(mine):
    answer = mine.post("/log/quick/", {"id": str(uuid.uuid4()), "preset": "water-500"}, headers={"HX-Request": "true"})
    assert (answer.status_code, "500 ml" in answer.content.decode()) == (200, True)


def test_a_drink_can_be_set_back(mine):
    post(mine, "/log/drink/", ml_other="420", kind="juice", when="half_hour")
    drink = Drink.objects.get()
    assert (drink.ml, drink.kind) == (420, "juice")
    assert abs(timezone.now() - timedelta(minutes=30) - drink.at) < timedelta(seconds=30)


@pytest.mark.parametrize(
    ("typed", "hours"), [("7", 7), ("6.5", 6.5), ("6,5", 6.5), ("6:10", 6 + 10 / 60), ("6 h 10", 6 + 10 / 60)]
)
def test_sleep_needs_only_how_long(mine, person, typed, hours):
    post(mine, "/log/sleep/", hours_other=typed, date="2026-06-18")
    night = Night.objects.get()
    assert (night.hours, night.date, night.quality, night.leg_jerks) == (hours, date(2026, 6, 18), None, None)


def test_a_second_sleep_on_one_date_is_refused(mine, person):
    factories.night(person, date(2026, 6, 18))
    page = flat(mine.post("/log/sleep/", {"hours": "7", "date": "2026-06-18", "id": str(uuid.uuid4())}))
    assert "Your sleep of 2026-06-18 is logged already. Change that entry, or choose another date." in page
    assert Night.objects.count() == 1


def test_the_sleep_page_of_a_logged_night_leads_to_it(mine, person):
    night = factories.night(person, date(2026, 6, 18))
    assert mine.get("/log/sleep/?date=2026-06-18").url == f"/sleep/{night.id}/"


def test_sleep_of_tomorrow_is_refused(mine):
    page = flat(post(mine, "/log/sleep/", hours="7", date="2199-01-01"))
    assert "Date: enter a date up to today" in page


def test_a_check_in_takes_any_one_answer_but_not_none(mine):
    assert "Nothing is filled in yet." in post(mine, "/log/check-in/", date="2026-06-18").content.decode()
    post(mine, "/log/check-in/", date="2026-06-18", salty="false")
    assert Day.objects.values_list("salty", "stress").get() == (False, None)


# Change, delete, undo


def test_an_unchanged_form_changes_nothing(mine, person):
    imperial = dict.fromkeys(["distance_km", "weight_before_kg", "temperature_c"], 33.333333)
    person.units = "imperial"
    person.save()
    session = factories.session(person, factories.moment("2026-10-25 01:30:45"), **imperial)
    before = Session.objects.values().get()
    page = flat(mine.get(f"/session/{session.id}/"))
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)" id="[^"]*" checked', page))
    sent |= dict(re.findall(r'<input[^>]*type="(?:text|datetime-local)" name="(\w+)" value="([^"]*)"', page))
    sent |= dict(re.findall(r'name="(\w+_other)" id="\w+" value="([^"]*)"', page))
    assert mine.post(f"/session/{session.id}/", sent).status_code == 302
    assert Session.objects.values().get() == before


@pytest.mark.parametrize("seconds", [30, 256, 300, 3601])
def test_an_unchanged_twinge_keeps_its_end_to_the_second(mine, person, seconds):
    start = factories.moment("2026-06-18 15:30:17")
    ends = start + timedelta(seconds=seconds)
    episode = factories.episode(person, start, ended_at=ends, relief=[{"method": "ice"}], signs=[])
    before = Episode.objects.values().get()
    page = flat(mine.get(f"/twinge/{episode.id}/"))
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)" id="[^"]*" checked', page))
    sent |= dict(re.findall(r'name="(relief_\w+)" value="([^"]*)" checked', page))
    sent |= dict(re.findall(r'<input[^>]*type="datetime-local" name="(\w+)" value="([^"]*)"', page))
    sent |= dict(re.findall(r'name="(\w+_other)" id="\w+" value="([^"]*)"', page))
    assert mine.post(f"/twinge/{episode.id}/", sent).status_code == 302
    assert Episode.objects.values().get() == before


def test_an_odd_length_of_sleep_is_shown_by_the_clock_and_kept(mine, person):
    night = factories.night(person, date(2026, 6, 18), hours=6 + 10 / 60)
    page = flat(mine.get(f"/sleep/{night.id}/"))
    assert 'value="6:10"' in page
    mine.post(f"/sleep/{night.id}/", {"hours_other": "6:10", "date": "2026-06-18", "quality": "4"})
    assert Night.objects.values_list("hours", "quality").get() == (6 + 10 / 60, 4)


def test_saving_settings_moves_no_weight(mine, person):
    person.units, person.weight_kg = "imperial", 70.0
    person.save()
    page = flat(mine.get("/settings/about-you/"))
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)" id="[^"]*" checked', page))
    sent |= dict(re.findall(r'<input[^>]*type="(?:text|tel)" name="(\w+)" value="([^"]*)"', page))
    assert sent["weight_kg"] == "154.3"
    assert mine.post("/settings/about-you/", sent).status_code == 302
    person.refresh_from_db()
    assert (person.weight_kg, person.units) == (70.0, "imperial")


def test_a_change_can_be_undone(mine, person):
    drink = factories.drink(person, ml=300)
    mine.post(f"/drink/{drink.id}/", {"ml": "750", "kind": "water", "at": "2026-06-18T10:00"})
    assert Drink.objects.get().ml == 750
    token = re.search(r'name="token" value="([^"]+)"', mine.get("/").content.decode())[1]
    mine.post("/undo/", {"token": token})
    assert Drink.objects.values_list("ml", "at").get() == (300, drink.at)


@pytest.mark.parametrize("kind", ["session", "twinge", "drink", "sleep", "checkin"])
def test_what_is_deleted_comes_back_whole(mine, person, kind):
    make = {"session": factories.session, "twinge": factories.episode, "drink": factories.drink, "sleep": factories.night,
            "checkin": factories.day}[kind]  # fmt: skip
    entry = make(person)
    before = type(entry).objects.values().get()
    mine.post(f"/{kind}/{entry.id}/delete/")
    assert not type(entry).objects.exists()
    token = re.search(r'name="token" value="([^"]+)"', mine.get("/").content.decode())[1]
    mine.post("/undo/", {"token": token})
    assert type(entry).objects.values().get() == before


def test_a_strangers_undo_does_nothing(mine, theirs, person):
    drink = factories.drink(person)
    mine.post(f"/drink/{drink.id}/delete/")
    token = re.search(r'name="token" value="([^"]+)"', mine.get("/").content.decode())[1]
    theirs.post("/undo/", {"token": token})
    assert not Drink.objects.exists()


def test_today_tells_of_twinges_without_counting_them(mine, person):
    for n in (1, 2):
        factories.episode(person, timezone.now() - n * HOUR / 60)
    page = flat(mine.get("/"))
    assert ("Cramp logged." in page, "2 cramp" in page, "×2" in page) == (True, False, False)


def test_a_twinge_after_it_is_the_answer(mine, person):
    factories.session(person, timezone.now() - 26 * HOUR)
    factories.episode(person, timezone.now() - 24 * HOUR)
    assert "in the 24 hours after?" not in mine.get("/").content.decode()


# The database keeps the limits, too


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (factories.session, {"effort": 11}),
        (factories.session, {"duration_min": 0}),
        (factories.session, {"activity": "chess"}),
        (factories.session, {"quiet_after": True, "aftermath": 3}),
        (factories.session, {"distance_km": 0}),
        (factories.drink, {"ml": 5001}),
        (factories.night, {"hours": 24.5}),
        (factories.day, {"stress": -1}),
        (factories.episode, {"pain": 11}),
        (factories.episode, {"ended_at": factories.moment("2001-01-01 00:00")}),
        (factories.episode, {"ongoing": True, "ended_at": factories.moment("2190-01-01 00:00")}),
    ],
)
def test_the_database_refuses_what_the_forms_refuse(person, make, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(person, **fields)


def test_a_past_day_shows_its_entries_and_takes_more(mine, person, stranger):
    factories.session(person, factories.moment("2026-06-17 15:30"), activity="swim")
    factories.session(stranger, factories.moment("2026-06-17 15:30"), activity="climb")
    page = flat(mine.get("/day/2026-06-17/"))
    assert ("Swim, 50 min" in page, "Climb" in page, "/log/drink/?date=2026-06-17" in page) == (True, False, True)
    assert 'value="2026-06-17T12:00"' in mine.get("/log/drink/?date=2026-06-17").content.decode()


@pytest.mark.parametrize("day", ["2199-01-01", "yesterday", "2026-02-30"])
def test_a_day_that_is_not_there_is_404(mine, day):
    assert mine.get(f"/day/{day}/").status_code == 404


def test_a_line_break_of_a_note_counts_once_and_is_kept_as_one(mine, person):
    note = "\r\n".join(["x" * 94] * 21)  # 1,974 letters and 20 breaks
    said = {"kind": "cramp", "place": "calf", "began": "now", "note": note + "yyyyyy"}
    assert post(mine, "/log/twinge/", **said).status_code == 302
    kept = Episode.objects.get().note
    assert (len(kept), kept.count("\n"), "\r" in kept) == (2000, 20, False)
    assert "2000" in post(mine, "/log/twinge/", **said | {"note": f"{note}yyyyyyz"}).content.decode()


def test_the_form_of_a_twinge_names_the_place_and_what_will_be_saved(mine, person):
    factories.episode(person, body_part="calf", side="left")
    page = flat(mine.get("/log/twinge/"))
    assert page.index("Your usual spots") < page.index("Which was it most like?") < page.index('class="bm"')
    bar = page[page.index('class="savebar"') :]
    css = (ROOT / "static/css/twinge.css").read_text()
    for place in ("calf-left", "calf-both", "calf", "eyelid-right", "whole_body"):
        named = re.findall(rf'<span class="c-{place}">[^<]+</span>', page)
        assert len(named) == 2, place  # under the map and beside the button
        assert f"#p-{place}:checked" in css
    assert '<span class="k-cramp">Cramp</span>' in bar


def test_a_session_works_muscles_and_an_eyelid_of_a_file_stays(mine, person):
    page = mine.get("/log/session/").content.decode()
    offered = set(re.findall(r'name="muscles"\s+value="(\w+)"', page))
    assert not offered & {"head", "eyelid", "nose", "jaw", "face"}
    assert {"calf", "neck", "whole_body"} <= offered
    held = factories.session(person, muscles=["calf", "jaw"])
    kept = mine.get(f"/session/{held.id}/").content.decode()
    assert set(re.findall(r'name="muscles"\s+value="(\w+)"', kept)) == offered | {"jaw"}


def test_a_folded_group_says_its_date_in_words(mine):
    assert re.search(r'extra__value"> ?<span>18 June', flat(mine.get("/log/check-in/?date=2026-06-18")))
