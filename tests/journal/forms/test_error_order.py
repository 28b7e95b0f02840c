"""The summary of errors names them in the order in which the page asks."""

import re

import pytest
from django.urls import reverse

from tests import factories

PAGES = [
    ("session_new", ()), ("twinge_new", ()), ("drink_new", ()), ("sleep_new", ()), ("checkin_new", ()),
    ("settings_part", ("units",)), ("settings_part", ("about-you",)), ("settings_part", ("safety",)),
]  # fmt: skip
NAMES = re.compile(r'<(?:input|select|textarea)\b[^>]*\bname="([a-z_0-9-]+)"')
KEPT = re.compile("csrf|_token|^id$|whose|next|INITIAL|TOTAL|MIN_NUM|MAX_NUM|made|shown")


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_errors_stand_in_the_order_of_the_page(mine, person, name, args):
    in_order(mine, reverse(name, args=args))


def test_so_they_do_where_a_session_is_repeated_and_where_three_questions_come_first(mine, person):
    session = factories.session(person)
    in_order(mine, reverse("session_new") + f"?like={session.id}")
    person.questions = ["air", "stress", "warm_up_min"]
    person.save()
    in_order(mine, reverse("session_new"))
    in_order(mine, reverse("session_new") + f"?like={session.id}")
    in_order(mine, reverse("session", args=[session.id]))


def in_order(mine, address):
    asked = set(NAMES.findall(mine.get(address).content.decode()))
    sent = {field: "neither this nor that" for field in asked if not KEPT.search(field)}
    page = mine.post(address, sent).content.decode()
    summary, form = re.search(r"data-error-summary.*?<ul>(.*?)</ul>(.*)", page, re.S).groups()
    places = [form.find(f'id="{link}"') for link in re.findall(r'href="#([^"]+)"', summary)]
    assert len(places) > 0
    assert -1 not in places
    assert places == sorted(places)
