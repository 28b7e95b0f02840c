"""The number to call in an emergency, by time zone: an ambulance's where a country has several.

112 is not right everywhere: New Zealand, Japan, China, Mexico, Argentina and Chile do not list it, and in South Korea
it reaches the police [S101]. So a zone whose number was not looked up has none here, and texts say so in words.
"""

from functools import cache
from importlib.resources import files

# Number -> ISO 3166 codes of countries: the members of the European Union [S102], the others one by one [S101].
_COUNTRIES = {
    "112": "AT BE BG HR CY CZ DK EE FI FR DE GR HU IT LV LT LU MT NL PL PT RO SK SI ES SE IN TR",
    "112 or 999": "IE",
    "112 or 10177": "ZA",
    "999": "GB",
    "911": "US CA MX",
    "000": "AU",
    "111": "NZ",
    "119": "JP KR",
    "120": "CN",
    "192": "BR",
    "107 or 911": "AR",
    "131": "CL",
    "123": "CO",
    "101": "IL",
    "998": "AE",
}
_NUMBERS = {country: number for number, countries in _COUNTRIES.items() for country in countries.split()}
# Old names of zones that the time zone database leads to another country's zone.
_ELSEWHERE = {"Atlantic/Jan_Mayen", "Antarctica/South_Pole"}


def emergency_number_in(zone: str) -> str | None:
    """The number (text) to call in an IANA time zone, such as "112" or "112 or 999"; None when it is not known."""
    return _NUMBERS.get(_country_of().get(zone) or "")


@cache
def _country_of() -> dict[str, str | None]:
    """{zone: ISO code of its country}, old names of zones included."""
    data = files("tzdata.zoneinfo")
    rows = [line.split("\t") for line in data.joinpath("zone.tab").read_text("utf-8").splitlines() if line[0] != "#"]
    countries = {zone: country for country, _place, zone, *_comment in rows}
    lines = [line.split() for line in data.joinpath("tzdata.zi").read_text("utf-8").splitlines()]
    links = {alias: zone for kind, zone, alias, *_rest in (line for line in lines if len(line) == 3) if kind == "L"}
    old = {alias: countries.get(zone) for alias, zone in links.items() if alias not in _ELSEWHERE}
    return old | countries
