"""A person's drinks, summed by their dates."""

from bisect import bisect_right
from collections import Counter
from datetime import date

from journal.calendar import days_from
from journal.models import Drink, Profile


def fluid_by_date(person: Profile, first: date, count: int = 1) -> Counter[date]:
    """{date: ml} of those of `count` dates from `first` on that have a drink, every kind counted; one query."""
    calendar, days = person.calendar, days_from(first, count)
    begins = [calendar.start_of(day) for day in days]
    fluid: Counter[date] = Counter()
    for at, ml in Drink.objects.of(person).between(*calendar.span(days[0], days[-1])).values_list("at", "ml"):
        fluid[days[bisect_right(begins, at) - 1]] += ml
    return fluid
