"""Forms are the only way in from a page; they return finished types and keep what was typed."""

from journal.forms.day import DayForm
from journal.forms.drink import DrinkForm
from journal.forms.eased import EasedForm
from journal.forms.episode import EpisodeForm
from journal.forms.medicine import medicine_forms
from journal.forms.night import NightForm
from journal.forms.session import SessionForm
from journal.forms.settings import WelcomeForm

__all__ = [
    "DayForm",
    "DrinkForm",
    "EasedForm",
    "EpisodeForm",
    "NightForm",
    "SessionForm",
    "WelcomeForm",
    "medicine_forms",
]
