"""What the browser's languages tell about where somebody is used to measure."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from journal.vocabulary import Units

# Unicode CLDR, supplementalData, measurementSystem type="US".
_US_UNITS = {"us", "lr", "mm"}


def units_of(request: HttpRequest) -> str:
    """The Units of the first language that names a region; metric where none does."""
    for language, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        region = language.split("-")[-1]
        if "-" in language and len(region) == 2:
            return Units.IMPERIAL if region in _US_UNITS else Units.METRIC
    return Units.METRIC
