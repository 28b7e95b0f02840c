"""The guidance of the signed-in person at this moment: one object for a request, whatever asks first."""

from django.utils import timezone

from guidance.analysis.analysis import REACH, Advice, Analysis, analyse, up_to, with_flags
from guidance.cache import kept
from guidance.flags.open_flags import asked_now, flags_now
from guidance.flags.registry import Flag
from journal.public import Journal, RecentRows, read


class GuidanceNow:
    """Flags and advice, worked out when they are first looked at, and anew after a write.

    `recent`: the person's RecentRows, which pages share with it.
    """

    def __init__(self, recent: RecentRows):
        self.recent = recent
        self._made: dict[str, tuple] = {}  # name -> (journal version, value)

    @property
    def flags(self) -> list[Flag]:
        """The open Flags, most urgent first."""
        return self._once("flags", lambda: flags_now(self.recent))

    @property
    def asked(self) -> list[Flag]:
        """The alarms nobody answered in time, of which it is asked what became of them, newest first."""
        return self._once("asked", lambda: asked_now(self.recent, self.flags))

    @property
    def advice(self) -> Advice:
        """The Advice of this moment."""
        return self._once("advice", self._advise)

    def _advise(self):
        at, recent = timezone.now(), self.recent.journal()
        analysis = analysis_of(self.recent.person, at)
        return with_flags(analysis, self.flags, self.asked, recent.person, at, recent.episodes)

    def _once(self, name, make):
        version, value = self._made.get(name, (None, None))
        if version != self.recent.person.journal_version:
            value = make()
            self._made[name] = self.recent.person.journal_version, value
        return value


def analysis_of(person, at) -> Analysis:
    """The Analysis of a Person at a moment, made once per journal version, day and language."""
    return kept("analysis", person, at, lambda: analyse(up_to(rows_for(person, at), at), at))


def rows_for(person, at) -> Journal:
    """The rows the analysis can see: all, when the last two years hold no session.

    A trial starts from what the two years before it say, so with a trial they reach back further.
    """
    journal = read(person, since=at - REACH)
    if journal.experiments:
        journal = read(person, since=journal.calendar.start_of(journal.experiments[0]["started_on"]) - REACH)
    return journal if journal.sessions else read(person)
