"""How much was drunk, in ml. Five amounts go by the name of fluid; each has one definition.

- around a session (`around_session`; the measure `fluid_24h_ml`): from 24 h before its start to its end, every drink;
- during a session (the measure `fluid_during_ml`): from its start to its end, every drink;
- up to a moment (`day_up_to`): the 24 h before it, every drink
  (`guidance.rewind` goes on to the 24 h before those, and so on, each without its first moment);
- of a date, as pages show it (`journal.reading.drinks.fluid_by_date`): every drink of the person's own day;
- before a unit that is compared (`journal.measures.before`, there by the name of `fluid_24h_ml`): the 24 h up to a
  session's start or a rest day's morning, without coffee and alcohol, because they are causes of their own.

Nothing logged is "not recorded", never 0. Windows are (first, last) moments, both counted in.
"""

from datetime import datetime

from journal.calendar import DAY
from journal.measures.one_session import ended_at
from journal.row import Row


def total_ml(drinks: list[Row]) -> int:
    """The ml of drink rows."""
    return sum(drink["ml"] for drink in drinks)


def around_session(session: Row) -> tuple[datetime, datetime]:
    """The window that a session's drinks are counted in: the 24 h before its start, and its length."""
    return session["started_at"] - DAY, ended_at(session)


def day_up_to(drinks: list[Row], moment: datetime) -> list[Row]:
    """The drink rows of the 24 h up to a moment."""
    return [drink for drink in drinks if moment - DAY <= drink["at"] <= moment]
