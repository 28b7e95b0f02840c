"""Sleeps out of files of others: the morning is that of the sleeper's clock, and a date can have several naps."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from journal.models import Day, Drink, ImportedRow, Night
from tests.journal.files.test_imports import command

OWN = {"format": "twinge-mapping", "name": "Mine", "kind": "nights", "columns": {
    "wake": "Wake", "hours": {"column": "Sleep", "unit": "h"}, "nap": "Nap",
}}  # fmt: skip
GOOGLE = {"fitnessActivity": "sleep", "startTime": "2026-06-17T14:00:00Z", "endTime": "2026-06-17T20:30:00Z"}
# Half past five of 18 June in Tokyo, as files write it.
WOKE_IN_TOKYO = {
    "Google Fit": ("sleep.json", json.dumps(GOOGLE), None),
    "UTC, said by its Z": ("own.csv", "Wake,Sleep,Nap\n2026-06-17T20:30:00Z,6.5,\n", OWN),
    "UTC, said by the mapping": ("own.csv", "Wake,Sleep,Nap\n2026-06-17 20:30,6.5,\n", OWN | {"utc": True}),
    "the sleeper's own clock": ("own.csv", "Wake,Sleep,Nap\n2026-06-18 05:30,6.5,\n", OWN),
    "with its offset": ("own.csv", "Wake,Sleep,Nap\n2026-06-18T05:30:00+09:00,6.5,\n", OWN),
    "a date alone": ("own.csv", "Wake,Sleep,Nap\n2026-06-18,6.5,\n", OWN | {"utc": True}),
    "Fitbit, with its offset": (
        "fitbit.csv", "sleep_id,sleep_end,end_utc_offset,minutes_asleep\n1,2026-06-17T20:30:00Z,+09:00,390\n", None),
    "Fitbit, without": (
        "fitbit.csv", "sleep_id,sleep_end,end_utc_offset,minutes_asleep\n1,2026-06-17T20:30:00Z,,390\n", None),
}  # fmt: skip


@pytest.mark.parametrize("day_starts_at", [0, 6])
@pytest.mark.parametrize("name", WOKE_IN_TOKYO)
def test_a_sleep_of_a_file_has_the_date_of_the_morning_on_the_sleepers_clock(name, day_starts_at, person, tmp_path):
    person.time_zone, person.day_starts_at = "Asia/Tokyo", day_starts_at
    person.save()
    _import(tmp_path, *WOKE_IN_TOKYO[name])
    assert [(night.date, night.hours) for night in Night.objects.all()] == [(date(2026, 6, 18), 6.5)]


def _import(tmp_path, file, content, mapping):
    (tmp_path / file).write_text(content)
    options = {}
    if mapping:
        (tmp_path / "mapping.json").write_text(json.dumps(mapping))
        options["mapping"] = tmp_path / "mapping.json"
    return command(tmp_path / file, **options)


def test_the_zone_that_is_chosen_for_a_file_says_its_mornings(mine, tmp_path):
    file = SimpleUploadedFile("sleep.json", json.dumps(GOOGLE).encode())
    mine.post("/settings/import/", {"file": file})
    shown = mine.get("/settings/import/check/?zone=Asia/Tokyo").content.decode()
    assert "18 June 2026" in shown
    assert "17 June 2026" not in shown
    assert '<option value="Asia/Tokyo" selected' in shown


WHOOP = (
    "Cycle start time,Cycle end time,Sleep onset,Wake onset,Asleep duration (min),Nap\n"
    "2026-06-18 01:00:00,2026-06-19 01:00:00,2026-06-18 01:00:00,2026-06-18 08:00:00,400,false\n"
    "2026-06-18 01:00:00,2026-06-19 01:00:00,2026-06-18 13:00:00,2026-06-18 13:30:00,30,true\n"
    "2026-06-18 01:00:00,2026-06-19 01:00:00,2026-06-18 17:00:00,2026-06-18 17:30:00,30,true\n"
)
NAPS = {
    "WHOOP": ("whoop.csv", WHOOP, None),
    "by their moments": (
        "own.csv", "Wake,Sleep,Nap\n2026-06-18 08:00,6.67,\n2026-06-18 13:30,0.5,nap\n2026-06-18 17:30,0.5,nap\n", OWN),
    "by their lengths": ("own.csv", "Wake,Sleep,Nap\n2026-06-18,6.67,\n2026-06-18,0.5,nap\n2026-06-18,0.7,nap\n", OWN),
    "two alike": ("own.csv", "Wake,Sleep,Nap\n2026-06-18,6.67,\n2026-06-18,0.5,nap\n2026-06-18,0.5,nap\n", OWN),
}  # fmt: skip


@pytest.mark.parametrize("name", NAPS)
def test_every_nap_of_a_date_comes_in_beside_the_night_and_once(name, person, tmp_path):
    for _twice in range(2):
        _import(tmp_path, *NAPS[name])
    assert sorted(night.kind or "night" for night in Night.objects.all()) == ["nap", "nap", "night"]


def test_a_check_in_told_in_utc_is_of_the_persons_own_day(person, tmp_path):
    person.time_zone, person.day_starts_at = "Asia/Tokyo", 6
    person.save()
    said = {"format": "twinge-mapping", "name": "Mine", "kind": "days", "columns": {"date": "At", "stress": "Stress"}}
    _import(tmp_path, "days.csv", "At,Stress\n2026-06-17T20:30:00Z,4\n2026-06-17T21:30:00Z,6\n", said)
    assert sorted((day.date.day, day.stress) for day in Day.objects.all()) == [(17, 4), (18, 6)]


@pytest.mark.parametrize("name", NAPS)
def test_a_nap_that_came_in_by_its_date_alone_is_not_doubled(name, person, tmp_path):
    """As an earlier version knew it: it took the first nap of a date and left out the others."""
    _import(tmp_path, *NAPS[name])
    first, second = Night.objects.filter(kind="nap").order_by("id")
    ImportedRow.objects.filter(entry_id=second.id).delete()
    second.delete()
    mark = f"{first.date} nap"
    ImportedRow.objects.filter(entry_id=first.id).update(source_id=mark)
    Night.objects.filter(id=first.id).update(source_id=mark)
    for _twice in range(2):
        _import(tmp_path, *NAPS[name])
        assert sorted(night.kind or "night" for night in Night.objects.all()) == ["nap", "nap", "night"]


def test_every_drink_of_a_moment_comes_in_and_once(person, tmp_path):
    said = OWN | {"kind": "drinks", "columns": {"start": "Day", "amount": {"column": "Drunk", "unit": "ml"}}}
    for _twice in range(2):
        _import(tmp_path, "drinks.csv", "Day,Drunk\n2026-06-18,250\n2026-06-18,250\n2026-06-18,500\n", said)
    assert sorted(Drink.objects.values_list("ml", flat=True)) == [250, 250, 500]
