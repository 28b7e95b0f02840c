"""While help is needed now or today, no page says a tip, a finding, a count or a coin: every page is walked."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.knowledge.load import tips
from journal.calendar import HOUR
from journal.models import Episode, Session, Trial
from journal.recording import demo
from tests import factories
from tests.test_isolation import PATTERNS, addresses

ALARMS = {
    "help now": {"signs": ["face_droop"]},
    "help today": {"signs": ["one_leg_swollen", "calf_pain"]},
}
COUNTS = r"\d+ of (?:your )?\d+ (?:session|time)|sessions with a\b|range:"
DRAWN = r'class="(?:dots|ev|iv|coin|conf|arm|thread|tip|answer)\b'
COINS = r"the coin|a coin|Coin:|[Tt]rials? (?:of|you|running)|Flip"
# What such words mean elsewhere: in the sentence that says what is put away, and in what was typed.
SAYS_SO = "Tips, findings and trials are put away."


@pytest.fixture
def full(person):
    """The demo journal with a coin that was flipped: there is a tip, a finding, a count and a trial to put away."""
    demo.start(person, timezone.now())
    person.refresh_from_db()
    rows = [{"position": 1, "arm": "do", "session": None, "followed": None}]
    factories.trial(person, "no_post_stretch", started_on=timezone.now().date(), assignments=rows)
    person.touch()
    return person


def everything(client, person):
    """(address, text of the main part) of every page that a look at any address of the project gives."""
    ids = [model.objects.of(person).values_list("id", flat=True)[0] for model in (Session, Episode, Trial)]
    for name in sorted(
        set(PATTERNS)
        - {"export_file", "export_table", "summary_pdf", "service_worker", "health", "account_logout", "api_document"}
    ):
        for address in addresses(name, ids):
            answer = client.get(address)
            if answer.status_code == 200:
                yield address, answer.content.decode()


def loud(page):
    """What a page says that an open alarm puts away."""
    main = page[page.index("<main") :] if "<main" in page else page
    spoken = unescape(main).replace(SAYS_SO, "")
    shown = re.sub(r"<[^>]+>", " ", spoken)
    shown = re.sub(r"\s+", " ", shown)
    named = {tip["name"] for _cause, tip in tips().values() if tip.get("name")} - {""}
    return [
        *re.findall(COUNTS, shown),
        *re.findall(DRAWN, spoken),
        *re.findall(COINS, shown),
        *[name for name in named if name in shown],
    ]


def test_without_an_alarm_there_is_something_to_put_away(mine, full):
    found = {address: loud(page) for address, page in everything(mine, full)}
    loud_pages = {address.split("/")[1] for address, words in found.items() if words}
    assert loud_pages >= {"week", "guidance", "trials", "summary"}


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_open_alarm_puts_tips_findings_counts_and_coins_away_on_every_page(mine, full, alarm):
    factories.episode(full, timezone.now() - HOUR, kind="twitch", body_part="foot", **ALARMS[alarm])
    full.touch()
    found = {address: words for address, page in everything(mine, full) if (words := loud(page))}
    assert found == {}


@pytest.mark.parametrize("alarm", ALARMS)
def test_so_it_does_on_the_first_day_with_the_example(mine, person, alarm):
    factories.session(person)
    assert loud(mine.get("/").content.decode()) != []
    factories.episode(person, timezone.now() - HOUR, kind="twitch", body_part="foot", **ALARMS[alarm])
    assert loud(mine.get("/").content.decode()) == []


@pytest.mark.parametrize("alarm", ALARMS)
def test_a_card_says_whom_to_call_then_how_to_correct_then_asks_in_two_steps(mine, person, alarm):
    entry = factories.episode(person, timezone.now() - HOUR, kind="twitch", **ALARMS[alarm])
    person.advice_line = "116 117"
    person.save(update_fields=["advice_line"])
    person.touch()
    page = mine.get(reverse("guidance")).content.decode()
    card = page[page.index('<section class="flag flag--') :]
    places = [card.index(mark) for mark in ("tel:", reverse("twinge", args=[entry.id]), 'name="answer"')]
    assert places == sorted(places)
    answer = re.search(r'action="([^"]+)"[^<]*<input[^>]+>.*?name="answer"\s+value="(\w+)"', card, re.S)
    first = mine.post(answer[1], {"answer": answer[2]})
    assert "Before this warning is put away" in first.content.decode()
    assert reverse("twinge", args=[entry.id]) in first.content.decode()
    assert f"#flag-{first.context['flag'].id}" in mine.get(reverse("today")).content.decode()
    mine.post(answer[1], {"answer": answer[2], "confirm": "yes"})
    assert f"#flag-{first.context['flag'].id}" not in mine.get(reverse("today")).content.decode()
