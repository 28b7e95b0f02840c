"""Which muscles an activity works for this person, in the settings; and what is told where a session does not say."""

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.fields import WordsField
from journal.forms.shown import shown_before, shown_input
from journal.measures.worked import usual_muscles
from journal.models import Profile
from journal.vocabulary import Activity, BodyPart

# What a session works: parts with a muscle that is trained, and the whole body.
NOT_TRAINED = {BodyPart.HEAD, BodyPart.EYELID, BodyPart.NOSE, BodyPart.JAW, BodyPart.FACE}
MUSCLES = [(part.value, part.label) for part in BodyPart if part not in NOT_TRAINED]

NOT_CHOSEN = gettext_lazy("Nothing ticked: those usual for the activity count.")


class MusclesForm(forms.Form):
    """The muscles of one activity; none ticked is "none in particular"."""

    muscles = WordsField(MUSCLES, label=gettext_lazy("Muscles mainly worked"))

    def __init__(self, data: QueryDict | None, person: Profile, activity: str) -> None:
        self.activity = activity
        usual = usual_muscles(activity, person.activity_muscles)
        super().__init__(data, auto_id="%s", initial={"muscles": usual})

    @property
    def stamp(self) -> str:
        """The hidden input with what the form shows."""
        return shown_input(self.initial)

    def _meant(self, person: Profile) -> set[str]:
        """The muscles that count now, with what was ticked or unticked on the page."""
        ticked = set(self.cleaned_data["muscles"] or ())
        now = set(usual_muscles(self.activity, person.activity_muscles) or ())
        shown = shown_before(self.data)
        before = set(shown["muscles"] or ()) if "muscles" in shown else now
        return now - (before - ticked) | (ticked - before)

    def save(self, person: Profile, usual: bool) -> None:
        """Keep the answer; `usual`: those of the table count again."""
        with person.writing():
            person.refresh_from_db(fields=["activity_muscles"])
            ticked = self._meant(person)
            own = {name: parts for name, parts in (person.activity_muscles or {}).items() if name != self.activity}
            if not usual and ticked != set(usual_muscles(self.activity, None) or ()):
                own[self.activity] = [part for part in BodyPart.values if part in ticked]
            person.activity_muscles = own or None
            person.save(update_fields=["activity_muscles"])


def parts_in_words(parts: list[str] | None) -> str:
    """ "Shin, Calf", or that no muscles are known."""
    return ", ".join(str(BodyPart(part).label) for part in parts or ()) or _("not known")


def help_with_muscles(activity: str | None, person: Profile) -> str:
    """What counts for a session of an activity (None: not chosen) with nothing ticked, and where to correct that."""
    if activity not in Activity.values:
        said, link, url = str(NOT_CHOSEN), _("Which are they?"), reverse("activity_muscles")
    else:
        parts = parts_in_words(usual_muscles(activity, person.activity_muscles))
        said = _("Nothing ticked: as usual for the activity, %(parts)s.") % {"parts": parts}
        link, url = _("Correct that"), reverse("muscles_of", args=[activity])
    return format_html('{} <a class="linkish" href="{}">{}</a>', said, url, link)
