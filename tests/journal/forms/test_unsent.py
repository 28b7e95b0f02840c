"""What a post leaves out is not emptied: a page of before an update does not have every field."""

import pytest
from django.urls import reverse

from journal.forms.settings import PARTS
from journal.models import Day, Drink, Episode, Night, Profile, Session
from tests.journal.forms.test_columns import Filled, full

KINDS = {"session": Session, "twinge": Episode, "drink": Drink, "sleep": Night, "checkin": Day}
# What makes another value of each kind, and its column.
ONE = {"session": ("effort", "3"), "twinge": ("pain", "3"), "drink": ("ml", "750"), "sleep": ("quality", "3"),
       "checkin": ("stress", "3")}  # fmt: skip


def stored(entry):
    return type(entry).objects.values().get()


def opened(mine, url):
    return Filled(mine.get(url).content.decode()).sent


@pytest.mark.parametrize("units", ["metric", "imperial"])
@pytest.mark.parametrize("kind", KINDS)
def test_only_what_was_sent_is_written_over_an_entry(mine, person, kind, units):
    Profile.objects.update(units=units)
    entry = full(person, KINDS[kind])
    before, url = stored(entry), reverse(kind, args=[entry.id])
    assert mine.post(url, {}).status_code == 302
    assert stored(entry) == before
    name, value = ONE[kind]
    assert mine.post(url, {name: value}).status_code == 302
    assert stored(entry) == before | {name: int(value)}


@pytest.mark.parametrize("units", ["metric", "imperial"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_not_sent_is_shown_as_stored_beside_an_error(mine, person, kind, units):
    Profile.objects.update(units=units)
    entry = full(person, KINDS[kind])
    url = reverse(kind, args=[entry.id])
    name, _value = ONE[kind]
    page = mine.post(url, {name: "none of these"})
    before, shown = opened(mine, url), Filled(page.content.decode()).sent
    ours = {"csrfmiddlewaretoken", name, f"{name}_other"}
    assert page.status_code == 200
    assert {key: shown.get(key) for key in before if key not in ours} == {
        key: value for key, value in before.items() if key not in ours
    }


@pytest.mark.parametrize(
    ("kind", "names"), [("session", ["muscles", "warm_up_kinds"]), ("twinge", ["signs"]), ("sleep", ["kind"])]
)
def test_what_was_unticked_is_emptied(mine, person, kind, names):
    entry = full(person, KINDS[kind])
    url = reverse(kind, args=[entry.id])
    sent = opened(mine, url)
    assert [sent[name][0] for name in names] == [""] * len(names)  # sent ahead of what is ticked
    assert all(len(sent[name]) > 1 for name in names)
    mine.post(url, sent | dict.fromkeys(names, ""))
    now = stored(entry)
    assert [now[name] for name in names] == [None] * len(names)


def test_settings_write_only_what_was_sent(mine, person):
    sent = {"units": "imperial", "week_starts_on": "sunday", "day_starts_at": "3", "time_zone": "Europe/Berlin",
            "theme": "dark", "hide_counts": "True", "emergency_number": "911", "advice_line": "555", "sex": "female",
            "birth_year": "1990", "weight_kg": "68.3", "conditions": ["pregnant", "diabetes"]}  # fmt: skip
    pages = [reverse("settings_part", args=[name]) for name in PARTS]
    for page in pages:
        mine.post(page, sent)
    before = Profile.objects.values().get()
    mine.post(pages[-1], {"theme": "light"})
    mine.post(pages[2], {"shown": opened(mine, pages[2])["shown"], "sex": "male"})
    after = Profile.objects.values().get()
    changes = {"theme": "light", "sex": "male", "journal_version": after["journal_version"]}
    assert after == before | changes


def test_a_medicine_keeps_what_was_not_sent_of_it(mine, person):
    person.medicines = [{"name": "Tablets", "kind": "statin", "started_on": "2026-06-01"}]
    person.save()
    count = {"medicine-TOTAL_FORMS": "1", "medicine-INITIAL_FORMS": "1"}
    mine.post(reverse("medicines"), count | {"medicine-0-name": "Other tablets"})
    person.refresh_from_db()
    assert person.medicines == [{"name": "Other tablets", "kind": "statin", "started_on": "2026-06-01"}]
