"""What came before a twinge: two days, each line beside the person's usual, and a place to fill in what is missing."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.knowledge.load import by_id
from guidance.rewind.lines import CLAIMS, SESSION_LINES
from guidance.rewind.page import rewind
from guidance.rewind.usual_range import HOURS, MINUTES, compared
from journal.models import Day, Drink, Night, Session
from journal.words import format_sessions as so_many_sessions
from tests import factories
from tests import guidance_rows as rows
from tests.factories import moment
from tests.guidance_rows import AT, DAY, HOUR, TODAY, journal
from tests.queries import captured

EARLIER = [rows.session(AT - n * DAY, warm_up_min=m) for n, m in enumerate([8, 8, 10, 12, 12], start=4)]


def lines_of(span):
    return {line.name: line for part in (*span.sessions, span.day) for line in part.lines}


def said(before, span=0, at=AT, **twinge):
    """{name: (value, how it compares)} of one of the two spans before a twinge."""
    page = rewind(before, rows.episode(at, **twinge))
    return {name: (line.value, line.compared) for name, line in lines_of(page.spans[span]).items()}


@pytest.mark.parametrize(
    ("value", "earlier", "sentence"),
    [
        (3, [8, 8, 10, 12, 12], "Less than usual: usually 8 to 12 min, over 5 sessions."),
        (8, [8, 8, 10, 12, 12], "As usual: 8 to 12 min, over 5 sessions."),
        (13, [8, 8, 10, 12, 12], "More than usual: usually 8 to 12 min, over 5 sessions."),
        (0, [0, 0, 0, 0, 0, 5], "As usual: 0 min, over 6 sessions."),
        (8, [8.4] * 5, "As usual: 8 min, over 5 sessions."),
        (None, [8, 8, 10, 12, 12], "Usually 8 to 12 min, over 5 sessions."),
        (3, [8, 8, 10, 12], "1 more entry will show what is usual for you."),
        (None, [], "5 more entries will show what is usual for you."),
    ],
)
def test_a_number_beside_the_usual(value, earlier, sentence):
    assert compared(value, earlier, MINUTES, so_many_sessions) == sentence


def test_hours_are_said_as_hours():
    assert HOURS.span(6.5, 7.25) == "6 h 30 to 7 h 15"


def test_a_short_warm_up_stands_beside_the_usual_one():
    before = journal(sessions=[*EARLIER, rows.session(AT - HOUR, warm_up_min=3)])
    assert said(before)["Warm-up"] == ("3 min", "Less than usual: usually 8 to 12 min, over 5 sessions.")


def test_what_is_usual_ends_where_the_two_days_begin_and_reaches_56_days_back():
    others = [rows.session(AT - n * DAY, warm_up_min=60) for n in (1.5, 58.5, 70)]
    before = journal(sessions=[*EARLIER, *others, rows.session(AT - HOUR, warm_up_min=3)])
    assert said(before)["Warm-up"][1] == "Less than usual: usually 8 to 12 min, over 5 sessions."


def test_all_that_the_documents_name_is_there():
    lines = said(journal(sessions=rows.session(AT - HOUR, activity="strength")))
    assert set(lines) == {
        "Length", "Muscles worked", "Effort", "Warm-up", "Stretching afterwards", "From the last meal to the start",
        "Heat", "Drinks", "Caffeine", "Alcohol", "Sleep, Thursday", "Stress, Thursday",
    }  # fmt: skip
    assert {value for name, (value, _compared) in lines.items() if name != "Length"} == {"not recorded"}


def test_each_of_the_two_days_has_its_own_entries():
    before = journal(
        drinks=[rows.drink(AT - 2 * HOUR, 300, "coffee"), rows.drink(AT - 30 * HOUR, 500, "beer")],
        nights=[rows.night(TODAY, 7), rows.night(TODAY - DAY, 6.5)],
        days=[rows.day(TODAY, stress=4), rows.day(TODAY - DAY, stress=8)],
    )
    first, second = said(before), said(before, span=1)
    values = [[lines[name][0] for name in lines] for lines in (first, second)]
    assert values == [
        ["300 ml", "120 mg", "0 UK units", "7 h", "4 of 10"],
        ["500 ml", "0 mg", "2.5 UK units", "6 h 30", "8 of 10"],
    ]


def test_what_came_after_the_twinge_did_not_come_before_it():
    before = journal(
        sessions=[rows.session(AT - HOUR / 2, stretch_after_min=10), rows.session(AT + HOUR)],
        drinks=rows.drink(AT + HOUR),
    )
    page = rewind(before, rows.episode(AT))
    assert [part.when for part in page.spans[0].sessions] == ["Thursday 18 June, 19:30"]
    assert "Stretching afterwards" not in lines_of(page.spans[0])
    assert lines_of(page.spans[0])["Drinks"].value == "not recorded"


def test_the_night_that_a_twinge_came_in_is_not_over():
    before = journal(nights=[rows.night(TODAY, 8), rows.night(TODAY - DAY, 5)])
    assert said(before, at=AT.replace(hour=3))["Sleep, Wednesday"][0] == "5 h"
    assert said(before, at=AT.replace(hour=6))["Sleep, Thursday"][0] == "8 h"


def test_drinks_are_compared_with_the_same_24_hours_of_earlier_days():
    before = journal(drinks=[rows.drink(AT - n * DAY - HOUR, 1000 + 100 * n) for n in (0, 2, 3, 4, 5, 6)])
    assert said(before)["Drinks"][1] == (
        "Less than usual: usually 1,300 to 1,500 ml, over 5 days. "
        "Adults’ target: about 1,600 ml a day (our threshold, adapted from a published one)."
    )


@pytest.mark.parametrize("who", [{"conditions": ["fluid_limit"]}, {"conditions": ["pregnant"]}, {"birth_year": 2012}])
def test_no_target_for_whom_it_does_not_fit(who):
    assert "target" not in said(journal(rows.person(**who), drinks=rows.drink()))["Drinks"][1]


def test_the_muscle_of_the_twinge_among_those_worked():
    earlier = [rows.session(AT - n * DAY, muscles=["calf"] if n < 6 else ["chest"]) for n in range(3, 10)]
    before = journal(sessions=[*earlier, rows.session(AT - HOUR, muscles=["calf", "shin"])])
    assert said(before)["Muscles worked"] == (
        "Calf, Shin",
        "Your calf is among them. It was worked in 3 of 7 sessions before.",
    )
    assert said(before, body_part="chest")["Muscles worked"][1].startswith("Your chest is not among them.")
    assert said(before, body_part="whole_body")["Muscles worked"][1] == ""


def test_heat_beside_earlier_sessions():
    earlier = [rows.session(AT - n * DAY, air="hot" if n == 4 else "mild") for n in range(3, 8)]
    before = journal(sessions=[*earlier, rows.session(AT - HOUR, temperature_c=36, humidity_pct=60)])
    assert said(before)["Heat"] == ("hot, 36 °C", "Hot in 1 of 5 sessions before.")


def test_imperial_units_for_whom_they_are():
    assert said(journal(rows.person(units="imperial"), drinks=rows.drink(ml=500)))["Drinks"][0] == "17 fl oz"


def test_every_claim_belongs_to_a_cause_of_its_line():
    causes = {
        "effort": "muscle_fatigue", "warm_up_min": "poor_warmup", "stretch_after_min": "no_post_stretch",
        "hours_since_meal": "low_fuel", "length": "load_spike", "muscles": "muscle_fatigue", "heat": "heat",
        "fluid": "low_fluids", "caffeine": "caffeine", "alcohol": "alcohol", "sleep": "poor_sleep", "stress": "stress",
    }  # fmt: skip
    claims = CLAIMS | {line[0]: line[3] for line in SESSION_LINES}
    assert {name for name, claim in claims.items() if claim not in by_id("causes")[causes[name]]["claims"]} == set()


# Through the front door
@pytest.fixture
def run(person):
    return factories.session(person, moment("2026-06-18 16:00"), note="keep me", distance_km=10)


@pytest.fixture
def cramp(person, run):
    return factories.episode(person, moment("2026-06-18 17:00"))


def page_of(client, cramp):
    response = client.get(reverse("twinge_before", args=[cramp.id]))
    assert response.status_code == 200
    return shown_of(response)


def shown_of(response):
    """The page, without what keeps a value on one line."""
    return unescape(response.content.decode()).replace('<span class="together">', "")


def ask(client, cramp, what):
    """The address behind "Fill it in" of a line."""
    return re.search(rf'href="([^"]+)"[^>]*>Fill it in<span class="vh">: {what}<', page_of(client, cramp))[1]


def test_the_page_says_what_came_before_and_not_why(mine, cramp):
    page = page_of(mine, cramp)
    assert "Cramp, left calf, Thursday 18 June, 19:00." in page
    assert "Warm-up: not recorded" in page
    assert f'href="{reverse("source", args=["A17"])}"' in page
    text = re.sub(r"<[^>]+>", " ", page).lower()
    assert not re.search(r"\b(because|caused|due to|led to this)\b", text)


def test_nobody_else_sees_what_came_before(theirs, client, cramp):
    assert theirs.get(reverse("twinge_before", args=[cramp.id])).status_code == 404
    assert theirs.get(reverse("twinge_before", args=[uuid4()])).status_code == 404
    assert client.get(reverse("twinge_before", args=[cramp.id])).status_code == 302


def test_a_missing_warm_up_is_filled_in_and_leads_back(mine, cramp, run):
    address = ask(mine, cramp, "Warm-up")
    response = mine.post(address, {f"{run.id}-warm_up_min": "8"})
    assert (response.status_code, response["Location"]) == (302, reverse("twinge_before", args=[cramp.id]))
    assert "Warm-up: 8 min" in page_of(mine, cramp)
    run.refresh_from_db()
    assert (run.warm_up_min, run.note, run.distance_km, run.effort) == (8, "keep me", 10, 6)


@pytest.mark.parametrize(
    ("line", "field", "answer", "shown"),
    [
        ("Stretching afterwards", "stretch_after_min", "5", "Stretching afterwards: 5 min"),
        ("From the last meal to the start", "hours_since_meal", "2,5", "From the last meal to the start: 2 h 30"),
        ("Heat", "air", "warm", "Heat: warm"),
        ("Muscles worked", "muscles", ["calf", "shin"], "Muscles worked: Calf, Shin"),
    ],
)
def test_what_else_a_session_lacks(mine, cramp, run, line, field, answer, shown):
    mine.post(ask(mine, cramp, line), {f"{run.id}-{field}": answer})
    assert shown in page_of(mine, cramp)


def test_stress_joins_the_check_in_that_is_there(mine, person, cramp):
    factories.day(person, date(2026, 6, 18), stress=None, unwell=True)
    mine.post(ask(mine, cramp, "Stress, Thursday"), {"2026-06-18-stress": "7"})
    assert Day.objects.of(person).values_list("stress", "unwell").get() == (7, True)
    assert "Stress, Thursday: 7 of 10" in page_of(mine, cramp)


def test_a_night_that_is_not_there_is_made_and_can_be_undone(mine, person, cramp):
    form = mine.get(ask(mine, cramp, "Sleep, Thursday"))
    entry_id = form.context["form"].initial["id"]
    answer = {"2026-06-18-hours": "6:30", "2026-06-18-id": entry_id}
    page = shown_of(mine.post(ask(mine, cramp, "Sleep, Thursday"), answer, follow=True))
    assert "Sleep, Thursday: 6 h 30" in page
    assert Night.objects.of(person).get().id == entry_id
    mine.post(reverse("undo"), {"token": re.search(r'name="token" value="([^"]+)"', page)[1]})
    assert not Night.objects.of(person).exists()


def test_a_drink_is_logged_and_leads_back(mine, person, cramp):
    address = ask(mine, cramp, "Drinks")
    response = mine.post(address, {"ml": "250", "kind": "water", "when": "earlier", "at": "2026-06-18T18:00"})
    assert response["Location"] == reverse("twinge_before", args=[cramp.id])
    assert "Drinks: 250 ml" in page_of(mine, cramp)


@pytest.mark.parametrize("answer", [{}, {"warm_up_min": ""}, {"warm_up_min": "500"}])
def test_no_answer_or_a_bad_one_saves_nothing(mine, cramp, run, answer):
    response = mine.post(ask(mine, cramp, "Warm-up"), {f"{run.id}-{name}": text for name, text in answer.items()})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Session.objects.get(id=run.id).warm_up_min is None


def test_the_question_opens_on_the_page_with_htmx(mine, cramp):
    fragment = mine.get(ask(mine, cramp, "Warm-up"), headers={"HX-Request": "true"}).content.decode()
    assert "<form" in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_nobody_is_sent_to_a_place_that_is_not_ours(mine, run, place):
    address = reverse("session_fill", args=[run.id, "warm_up_min"])
    response = mine.post(f"{address}?next={place}", {f"{run.id}-warm_up_min": "8"})
    assert response["Location"] == reverse("day", args=["2026-06-18"])


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("day_fill", ["2026-06-18", "note"]),
        ("day_fill", ["2190-01-01", "stress"]),
        ("day_fill", ["yesterday", "stress"]),
    ],
)
def test_there_is_no_such_question(mine, name, args):
    assert mine.get(reverse(name, args=args)).status_code == 404


def test_a_session_has_no_other_questions(mine, run):
    assert mine.get(reverse("session_fill", args=[run.id, "note"])).status_code == 404


def test_it_is_a_tap_away_from_wherever_a_twinge_is_shown(mine, person, cramp):
    now = factories.episode(person, timezone.now())
    for address, twinge in [
        (reverse("today"), now),
        (reverse("day", args=["2026-06-18"]), cramp),
        (reverse("entries", args=["twinges"]), cramp),
        (reverse("twinge", args=[cramp.id]), cramp),
    ]:
        page = mine.get(address, follow=True).content.decode()
        assert f'href="{reverse("twinge_before", args=[twinge.id])}"' in page, address


def test_it_is_offered_after_saving_a_twinge(mine, person):
    page = mine.post(reverse("twinge_new"), {"kind": "cramp", "place": "calf-left", "began": "now"}, follow=True)
    link = f'Saved: Cramp, left calf. <a href="{reverse("twinge_before", args=[person.episodes.get().id])}">'
    assert link in page.content.decode()


def test_a_long_journal_costs_no_more_queries(mine, person, cramp, run, django_assert_num_queries):

    def fill(weeks):
        at = [cramp.started_at - timedelta(weeks=n) for n in weeks]
        Session.objects.bulk_create([Session(person=person, started_at=t, activity="run", duration_min=50) for t in at])
        Drink.objects.bulk_create([Drink(person=person, at=t, ml=300, kind="water") for t in at])
        Night.objects.bulk_create([Night(person=person, date=t.date(), hours=7) for t in at])
        Day.objects.bulk_create([Day(person=person, date=t.date(), stress=4) for t in at])

    fill(range(1, 53))
    page_of(mine, cramp)  # the flags for a visit are kept from here on
    with captured() as queries:
        page_of(mine, cramp)
    fill(range(53, 521))
    with django_assert_num_queries(len(queries)):
        page_of(mine, cramp)
