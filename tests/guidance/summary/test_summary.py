"""The doctor's summary: right counts of the days asked for, nothing private in addresses, always one A4 page."""

import re
import sys
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.causes.counts import Side
from guidance.flags.registry import RULES, open_flags
from guidance.statistics.intervals import newcombe, wilson
from guidance.summary.comparison_table import Circumstance, CircumstanceLine, circumstances, line
from guidance.summary.drawings import figures, strand
from guidance.summary.facts import stretch
from guidance.summary.form import QUESTION_LENGTH
from guidance.summary.page import summary_journal, summary_page
from guidance.summary.pdf import NoPango, pdf_of, summary_document
from guidance.turns import MOST_LONG, TooBusy, few_at_once
from journal.calendar import shift
from journal.files.transfer import import_journal
from journal.recording import demo
from journal.vocabulary import BodyPart, Condition, EpisodeKind, Helped, ReliefMethod, Sign
from journal.vocabulary import Side as BodySide
from tests import factories
from tests.guidance.flags.test_pages_see_every_flag import FARTHEST
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, answer, day, drink, episode, journal, night, session
from tests.guidance_rows import person as row_of_person

FIRST = TODAY - 55 * DAY
NOTHING = "not recorded"


def page(who=None, first=FIRST, last=TODAY, at=AT, **lists):
    """The SummaryPage of rows; `options` of the page go by name."""
    options = {name: lists.pop(name) for name in ("question", "notes", "demo") if name in lists}
    return summary_page(journal(who, **lists), first, last, at, **options)


def facts(**lists):
    return dict(page(**lists).facts)


# The counts


def test_an_empty_journal_says_what_is_not_recorded():
    assert facts() == {
        "Episodes": "none logged",
        "Where": "none logged",
        "After a session": "no session logged",
        "Course": "Sessions up to 21 May: nothing known. Since then: nothing known.",
        "Pain, 0 to 10": NOTHING,
        "Length": NOTHING,
        "Signs with it": NOTHING,
        "Red flags met": f"none of the {len(RULES)} that the journal checks",
        "Tried against it": NOTHING,
        "Conditions": NOTHING,
        "Medicines": NOTHING,
    }
    assert page().complete == (
        "Of 56 days, logged on: sessions 0, sleep 0, drinks 0, check-ins 0. Nothing logged on 56."
    )
    assert (page().circumstances, page().latest) == ((), ())


def test_each_zone_is_named_with_the_moment_it_began():
    moves = [
        {"from": "2026-01-10T10:00:00+00:00", "time_zone": "America/Denver"},
        {"from": "2026-05-10T09:00:00+00:00", "time_zone": "Asia/Tokyo"},
        {"from": "2026-06-17T22:00:00+00:00", "time_zone": "America/New_York"},
    ]
    traveller = row_of_person(time_zone="Europe/Oslo", moves=moves)
    zones = "America/Denver, Asia/Tokyo from 10 May 2026 18:00, America/New York from 17 June 2026 18:00"
    assert page(traveller).printed == f"Made 18 June 2026, 16:00, times of {zones}. Entered by the patient."
    moves += [{"from": f"2026-06-18T0{hour}:00:00+00:00", "time_zone": "UTC"} for hour in range(9)]
    assert "UTC from 18 June 2026 00:00 and 8 more. Entered" in page(traveller).printed


def test_every_line_counts_the_days_asked_for_and_says_what_is_missing():
    run, calm = session(AT - 20 * DAY), session(AT - 10 * DAY, quiet_after=True)
    early, late = session(AT - 50 * DAY), session(AT - 100 * DAY)
    cramp = {"side": "left", "signs": ["pale"], "relief": [{"method": "stretch", "helped": "partly"}]}
    felt = [
        episode(AT - 20 * DAY + 2 * HOUR, pain=5, ended_at=AT - 20 * DAY + 2 * HOUR + 4 * MINUTE, **cramp),
        episode(AT - 30 * DAY, pain=6, side="left"),
        episode(AT - 5 * DAY, kind="twitch", body_part="eyelid", side="right", signs=[]),
        episode(AT - 100 * DAY + 2 * HOUR, kind="tremor", body_part="hand", pain=8),  # before these days
    ]
    who = row_of_person(
        conditions=["diabetes"], medicines=[{"name": "Atorva", "started_on": "2026-03-01"}, {"kind": "statin"}]
    )
    found = facts(
        who=who, sessions=[run, calm, early, late], episodes=felt, nights=[night(), night(TODAY - DAY)], days=day()
    )
    assert found == {
        "Episodes": "3: cramp 2, twitch 1. On 3 of 56 days.",
        "Where": "left calf 2, right eyelid 1",
        "After a session": "1 of 3 sessions. Episodes without a session in the 24 h before: 2.",
        "Course": "Sessions up to 21 May: after 0 of 1. Since then: after 1 of 2.",
        "Pain, 0 to 10": "Cramp: median 5.5, highest 6.",
        "Length": "Cramp: median 4 min, longest 4 min (recorded: 1 of 2).",
        "Signs with it": "pale 1 (not recorded: 1)",
        "Red flags met": f"none of the {len(RULES)} that the journal checks",
        "Tried against it": "Stretching helped 1 of 1, 1 of them a little",
        "Conditions": "Diabetes",
        "Medicines": "Atorva since March 2026, statin",
    }


def test_a_session_that_nobody_answered_is_not_counted_as_calm():
    assert facts(sessions=session())["After a session"] == "Not known for 1 session."


def test_an_episode_the_day_after_the_last_one_still_follows_its_session():
    last = TODAY - 5 * DAY
    run = session(AT - 5 * DAY)
    followed = episode(AT - 5 * DAY + 20 * HOUR)
    found = dict(page(last=last, sessions=run, episodes=followed).facts)
    assert (found["Episodes"], found["After a session"]) == ("none logged", "1 of 1 session.")


def test_red_flags_of_these_days_with_their_answers():
    felt = [episode(AT - 9 * DAY, pain=9), episode(AT - 8 * DAY, pain=10), episode(AT - 30 * DAY, signs=["chest_pain"])]
    found = facts(episodes=felt, answers=answer("RF03", AT - 2 * DAY, "booked"))["Red flags met"]
    assert found == (
        "Chest pain or pressure (1 episode, last 19 May; not answered); "
        "Extreme pain (2 episodes, last 10 Jun; I have booked a visit)"
    )


def test_a_flag_of_an_episode_that_began_before_these_days_is_not_told():
    began = AT - 4 * DAY + 3 * HOUR + 30 * MINUTE
    over_midnight = episode(began, ended_at=began + HOUR, pain=9)
    assert "none of the" in facts(first=TODAY - 3 * DAY, episodes=over_midnight)["Red flags met"]
    assert "Extreme pain" in facts(first=TODAY - 4 * DAY, episodes=over_midnight)["Red flags met"]


@pytest.mark.parametrize("lists", FARTHEST.values(), ids=FARTHEST)
def test_a_flag_that_looks_back_for_months_is_told(mine, person, monkeypatch, lists):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    import_journal(person, journal(**lists))
    [flag] = open_flags(journal(**lists), (), AT)
    shown = mine.get(reverse("summary"), {"from": TODAY - 40 * DAY, "to": TODAY}).content.decode()
    assert flag.name in shown


# What was different


@pytest.mark.parametrize(
    ("counts", "expected"),
    [  # Newcombe 1998, Stat Med 17:873, table II, method 10
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_intervals_are_the_published_ones(counts, expected):
    assert newcombe(*counts) == pytest.approx(expected, abs=0.00006)


def test_a_share_has_wilsons_interval():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.00006)  # Newcombe 1998, Stat Med 17:857
    assert wilson(0, 20)[0] == 0


def test_sessions_with_and_without_are_counted_in_these_days_alone():
    at = [AT - n * DAY for n in (2, 4, 6, 8, 90)]
    runs = [session(moment, warm_up_min=2 if n % 2 else 10, quiet_after=True) for n, moment in enumerate(at)]
    rows = journal(sessions=runs, episodes=episode(at[1] + 2 * HOUR))
    found = circumstances(rows, stretch(rows, FIRST, TODAY, AT).outcomes, AT)
    warm_up = next(one for one in found if one.cause == "poor_warmup")
    assert warm_up == Circumstance("poor_warmup", Side(2, 1), Side(2, 0))


def test_circumstances_stand_by_their_difference_and_those_with_too_few_last():
    at = [AT - n * DAY for n in range(2, 24, 2)]
    runs = [
        session(moment, warm_up_min=2 if n < 5 else 10, stretch_after_min=0 if n in (1, 5, 6, 7, 8) else 5)
        for n, moment in enumerate(at)
    ]
    rows = journal(
        sessions=[run | {"quiet_after": n > 3} for n, run in enumerate(runs)],
        episodes=[episode(moment + 2 * HOUR) for moment in at[:4]],
    )
    found = circumstances(rows, stretch(rows, FIRST, TODAY, AT).outcomes, AT)
    told = [one.difference for one in found if one.difference is not None]
    assert found[0].cause == "poor_warmup"
    assert told == sorted(told, reverse=True)
    assert len(told) >= 2
    assert [one.difference for one in found[len(told) :]] == [None] * (len(found) - len(told))


@pytest.mark.parametrize(
    ("with_it", "without", "expected"),
    [
        (Side(12, 7), Side(15, 2), ("7 of 12", "2 of 15", "+45 (+9 to +69)")),
        (Side(8, 3), Side(19, 6), ("3 of 8", "6 of 19", "+6 (−27 to +42)")),
        (Side(4, 4), Side(15, 2), ("4 of 4", "2 of 15", "too few")),
        (Side(0, 0), Side(15, 2), ("no session", "2 of 15", "too few")),
    ],
)
def test_a_line_has_counts_and_an_interval_or_says_too_few(with_it, without, expected):
    name = "Warm-up under 5 min"
    assert line(Circumstance("poor_warmup", with_it, without)) == CircumstanceLine(name, *expected)


# The drawings


def test_the_body_counts_each_place_once():
    felt = [episode(side="left"), episode(side="both"), episode(body_part="eyelid", side="right"), episode(side=None)]
    front, back = figures(felt)
    counts = [[shape.count for shape in figure.shapes if shape.count] for figure in (front, back)]
    assert counts == [[1], [2, 1]]


def test_days_without_an_effort_are_drawn_as_not_known():
    from journal.calendar import Calendar, days_from

    rows = [session(AT, effort=5), session(AT - DAY, effort=None)]
    drawn = strand(days_from(FIRST, 56), rows, [episode(AT)], Calendar.of("UTC"))
    assert [(bar.known, bar.height) for bar in drawn.bars] == [(False, 4), (True, 36)]
    assert (len(drawn.kinks), drawn.labels[0], drawn.labels[-1]) == (1, "24 Apr", "18 Jun")


# One page


PROSE = "The cramp in my left calf keeps coming back after hill runs, mostly in the evening and never at work. " * 3


def full_year():
    """A year in which everything there is was logged each week, with names and notes as long as they may be."""
    rows = {"sessions": [], "episodes": [], "nights": [], "days": [], "drinks": []}
    relief = [{"method": method, "helped": Helped.values[n % 3]} for n, method in enumerate(ReliefMethod.values)]
    for n in range(0, 366, 7):
        at = AT - n * DAY
        rows["sessions"].append(session(at, effort=9, activity="martial_arts", warm_up_min=n % 9, stretch_after_min=0))
        rows["nights"].append(night(TODAY - n * DAY, hours=5 + n % 4))
        rows["days"].append(day(TODAY - n * DAY, stress=n % 11))
        rows["drinks"] += [drink(at - hour * HOUR) for hour in (1, 3, 5)]
        for m, part in enumerate(BodyPart.values[n % 3 :: 3]):
            began = at + (m + 1) * MINUTE
            rows["episodes"].append(
                episode(
                    began, kind=EpisodeKind.values[m % 5], body_part=part, side=BodySide.values[m % 3], pain=m % 11,
                    ended_at=began + 75 * MINUTE if m % 2 else None, signs=Sign.values, relief=relief, note=PROSE * 20,
                )
            )  # fmt: skip
    months = [f"2026-{month:02}-01T00:00:00+00:00" for month in range(1, 7)]
    who = row_of_person(
        moves=[{"from": at, "time_zone": "America/Argentina/ComodRivadavia"} for at in months],
        birth_year=1991,
        sex="female",
        conditions=Condition.values,
        medicines=[
            {"name": "Hydrochlorothiazide-losartan retard 100 mg/25 mg", "kind": "other", "started_on": "2026-03-01"}
        ]
        * 20,
        time_zone="America/Argentina/ComodRivadavia",
    )
    return page(who, first=TODAY - 365 * DAY, question=PROSE[:QUESTION_LENGTH], notes=True, demo=True, **rows)


@pytest.fixture
def weasyprint():
    try:
        import weasyprint
    except OSError:
        pytest.skip("no Pango on this machine (see `make pango`)")
    return weasyprint


def test_a_full_journal_takes_one_page(weasyprint):
    full = full_year()
    assert [len(full.latest), len(full.circumstances)] == [5, 6]
    assert dict(full.facts)["Where"].endswith(" more")
    assert len(summary_document(full).pages) == 1


def test_an_empty_journal_takes_one_page(weasyprint):
    assert len(summary_document(page()).pages) == 1


# The page and its addresses


@pytest.fixture
def cramped(person):
    """A run of this morning with a cramp and a note."""
    factories.session(person, warm_up_min=3)
    return factories.episode(person, note="After the hill, left side.")


def show(client, name="summary", **data):
    return client.get(reverse(name), data)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_last_eight_weeks_without_notes_by_default(mine, person, cramped):
    shown = text_of(show(mine))
    today = person.calendar.date_of(timezone.now())
    assert f'value="{shift(today, -55)}"' in shown
    assert f'value="{today}"' in shown
    assert "56 days" in shown
    assert "The one episode" in shown
    assert "After the hill" not in shown
    assert "After the hill" in text_of(show(mine, notes="on"))


def test_a_stranger_sees_nothing_of_mine(theirs, cramped):
    assert "No episode was logged in these days." in text_of(show(theirs, notes="on"))


def test_the_last_day_alone_brings_the_eight_weeks_before_it(mine):
    assert "24 April to 18 June 2026, 56 days" in text_of(show(mine, to="2026-06-18"))


TOMORROW = date.today() + timedelta(days=2)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"from": "2026-06-18", "to": "2026-06-01"},
            "From: 18 June 2026 is after 1 June 2026. Enter a date up to the last day."),
        ({"to": "soon"}, "To: enter a date from 1901 on, such as 2026-06-18. You typed soon."),
        ({"from": ""}, "From: enter a date such as 2026-06-18."),
        ({"from": "0001-01-01"}, "From: enter a date from 1901 on, such as 2026-06-18. You typed 0001-01-01."),
        ({"to": str(TOMORROW)}, "has not come yet. Enter a date up to today."),
        ({"from": "2025-06-17", "to": "2026-06-18"},
            "From: 17 June 2025 to 18 June 2026 is 367 days. One page holds at most 366: enter a later date."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["summary", "summary_pdf"])
def test_dates_that_do_not_fit_are_refused_in_a_sentence(mine, given, expected, name):
    shown = text_of(show(mine, name, **given))
    assert expected in shown
    assert "<title>Error:" in shown
    assert '<article class="sheet' not in shown
    assert all(f'value="{value}"' in shown for value in given.values() if value)


def test_a_whole_year_fits(mine):
    assert "366 days" in text_of(show(mine, **{"from": "2025-06-18", "to": "2026-06-18"}))


def test_the_question_comes_by_post_alone_and_stays_nowhere(mine, person):
    shown = text_of(mine.post(reverse("summary"), {"question": "Is this <b>only</b> training?"}))
    assert "Is this &lt;b&gt;only&lt;/b&gt; training?" in shown.split('<article class="sheet')[1]
    assert "Is this" not in text_of(show(mine, question="Is this only training?")).split('<article class="sheet')[1]
    assert "Is this" not in text_of(show(mine))
    too_long = text_of(mine.post(reverse("summary"), {"question": "W" * (QUESTION_LENGTH + 1)}))
    assert "at most 240 characters" in too_long


@pytest.mark.parametrize("name", ["summary", "summary_pdf"])
def test_nothing_of_it_is_stored_by_a_browser(mine, cramped, name, weasyprint):
    assert "no-store" in show(mine, name)["Cache-Control"]


def test_the_pdf_is_a_file_of_its_own(mine, cramped, weasyprint):
    answer = mine.post(reverse("summary_pdf"), {"to": "2026-06-18", "question": "Only training?"})
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="twinge-2026-06-18.pdf"',
    )
    assert answer.content.startswith(b"%PDF")


class NoLibrary:
    """An import that fails as WeasyPrint's does where Pango is missing."""

    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


def test_without_pango_the_page_says_to_print_it(mine, cramped, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoLibrary(), *sys.meta_path])
    with pytest.raises(NoPango):
        pdf_of(page())
    shown = text_of(mine.post(reverse("summary_pdf"), {"question": "Only training?"}))
    assert "Print this page instead" in shown
    assert "Only training?" in shown.split('<article class="sheet')[1]


def test_a_demo_journal_says_so_on_the_sheet(mine, person):
    demo.start(person, timezone.now())
    assert "Demo journal: these entries are made up." in text_of(show(mine)).split('<article class="sheet')[1]


@pytest.mark.parametrize("name", ["guidance", "week"])
def test_there_is_a_way_to_it(mine, person, name):
    assert f'href="{reverse("summary")}' in text_of(show(mine, name))


def test_a_flag_for_the_doctor_leads_to_it(mine, person):
    factories.episode(person, timezone.now() - HOUR, ended_at=timezone.now() - 45 * MINUTE)
    assert "Take a summary with you" in text_of(show(mine, "guidance"))


def test_only_what_the_days_need_is_read(person):
    last = TODAY - 300 * DAY
    at = [AT - n * DAY for n in (0, 297, 298, 300, 360, 478, 479)]
    for moment in at:
        factories.session(person, moment)
    read = summary_journal(person, last - 55 * DAY, last).sessions
    assert [row["started_at"] for row in read] == sorted(at[2:6])


@pytest.mark.parametrize("entries", [1, 30])
def test_it_costs_the_same_queries_however_long_the_journal(mine, person, entries, django_assert_num_queries):
    for n in range(entries):
        factories.session(person, timezone.now() - (n + 1) * DAY)
        factories.episode(person, timezone.now() - (n + 1) * DAY + 2 * HOUR)
        factories.drink(person, timezone.now() - n * DAY)
    show(mine)  # the flags for a visit are kept from here on
    with django_assert_num_queries(11):  # sign-in three times, once for flags, and seven kinds
        show(mine)


def test_the_sheet_draws_without_style_and_script(mine, cramped):
    sheet = text_of(show(mine)).split('<article class="sheet')[1].split("</article>")[0]
    assert not re.search(r"<script|<style|style=|<img|href=", sheet)


def test_letters_without_a_font_are_named_instead_of_printed_as_boxes(mine, cramped, weasyprint):
    letter = "\U00012300"  # cuneiform
    answer = show(mine, "summary_pdf", **{"question": ""})
    assert answer["Content-Type"] == "application/pdf"
    answer = mine.post(reverse("summary_pdf"), {"question": f"What is {letter}?"})
    if answer["Content-Type"] == "application/pdf":
        pytest.skip("this machine has a font even for cuneiform")
    assert f"these letters: {letter}." in " ".join(text_of(answer).split())
    assert "can install fonts-noto-core." in " ".join(text_of(answer).split())


LONG = {"from": "2026-01-01", "to": "2026-06-18"}


@pytest.mark.parametrize(
    ("name", "turns", "dates"), [("summary_pdf", "pdf_turn", {}), ("summary", "few_at_once", LONG)]
)
def test_while_others_make_theirs_none_is_waited_for_and_what_was_typed_stays(
    name, turns, dates, mine, cramped, monkeypatch
):
    @contextmanager
    def taken():
        raise TooBusy
        yield

    monkeypatch.setattr(f"guidance.summary.views.{turns}", taken)
    answer = mine.post(reverse(name), {"question": "Only training?", **dates})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    page = answer.content.decode()
    assert "Several summaries are being made just now" in page
    assert "Only training?" in page


def test_eight_weeks_are_never_sent_away(mine, cramped):
    with ExitStack() as held:
        for _ in range(MOST_LONG):
            held.enter_context(few_at_once())
        assert mine.get(reverse("summary")).status_code == 200
        assert mine.get(reverse("summary"), LONG).status_code == 503
    assert mine.get(reverse("summary"), LONG).status_code == 200


def test_a_person_makes_six_pdfs_a_minute_and_is_told_so(mine, cramped, monkeypatch):
    monkeypatch.setattr("guidance.summary.views.pdf_of", lambda page: b"%PDF")
    answers = [show(mine, "summary_pdf") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429]
    assert "wait a minute and send it again" in answers[-1].content.decode()


def test_an_alarm_of_years_ago_that_nobody_answered_stands_with_its_year(mine, person):
    long_ago = timezone.now() - timedelta(days=800)
    factories.episode(person, long_ago, kind="twitch", signs=["face_droop"])
    shown = mine.get(reverse("summary")).content.decode()
    assert "Sudden weakness or loss of movement (1 episode, last" in shown
    assert f"{long_ago.year}; not answered)" in shown


def test_nothing_is_compared_while_help_today_is_needed(mine, person):
    for n in range(2, 30):
        factories.session(person, timezone.now() - n * timedelta(days=1), warm_up_min=n % 9, quiet_after=True)
    assert "Nothing is compared while" not in text_of(show(mine))
    factories.episode(person, timezone.now() - timedelta(hours=1), signs=["face_droop"])
    page = text_of(show(mine))
    assert "Nothing is compared while a red flag asks for help today." in page
    assert "Difference per 100 sessions" not in page
