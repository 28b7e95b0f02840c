"""A person's drinks, summed by their dates."""

from collections import Counter
from datetime import date

from journal.calendar import shift
from journal.models import Drink, Profile


def fluid_by_date(person: Profile, first: date, count: int = 1) -> Counter[date]:
    """{date: ml} of those of `count` dates from `first` on that have a drink, every kind counted; one query."""
    calendar, last = person.calendar, shift(first, count - 1)
    fluid: Counter[date] = Counter()
    for at, ml in Drink.objects.of(person).between(*calendar.span(first, last)).values_list("at", "ml"):
        if first <= (day := calendar.date_of(at)) <= last:
            fluid[day] += ml
    return fluid
