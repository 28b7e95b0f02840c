"""Which number a time zone stands for; a zone whose number was not looked up has none."""

import pytest

from journal.emergency_numbers import emergency_number_in


@pytest.mark.parametrize(
    ("zone", "number"),
    [
        ("Europe/Berlin", "112"),
        ("Atlantic/Canary", "112"),
        ("Asia/Kolkata", "112"),
        ("Asia/Calcutta", "112"),  # its old name, which browsers still give
        ("Europe/Istanbul", "112"),
        ("Europe/Dublin", "112 or 999"),
        ("Africa/Johannesburg", "112 or 10177"),
        ("Europe/London", "999"),
        ("America/New_York", "911"),
        ("US/Pacific", "911"),
        ("America/Toronto", "911"),
        ("America/Mexico_City", "911"),
        ("Australia/Sydney", "000"),
        ("Pacific/Auckland", "111"),
        ("Asia/Tokyo", "119"),
        ("Asia/Seoul", "119"),
        ("Asia/Shanghai", "120"),
        ("America/Sao_Paulo", "192"),
        ("America/Argentina/Buenos_Aires", "107 or 911"),
        ("America/Santiago", "131"),
        ("America/Bogota", "123"),
        ("Asia/Jerusalem", "101"),
        ("Asia/Dubai", "998"),
        # not looked up, or no country's: nothing is guessed
        ("Europe/Oslo", None),
        ("Atlantic/Jan_Mayen", None),
        ("Antarctica/South_Pole", None),
        ("Asia/Hong_Kong", None),
        ("UTC", None),
        ("Etc/GMT+5", None),
        (None, None),
    ],
)
def test_the_number_of_a_zone(zone, number):
    assert emergency_number_in(zone) == number
