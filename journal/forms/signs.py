"""What came with it: `[]` is "none of these", None is "not asked"."""

from typing import Any

from django.utils.translation import gettext_lazy

from journal.forms.fields import NONE_OF_THESE, WordsOrNoneField
from journal.forms.widgets import Checkboxes
from journal.vocabulary import SIGN_GROUPS, Sign


class SignPicker(Checkboxes):
    """Checkboxes in groups: the common ones in view, the rest folded."""

    template_name = "widgets/signs.html"


class SignsField(WordsOrNoneField):
    def __init__(self, **kwargs: Any) -> None:
        groups = [(heading, [(word, Sign(word).label) for word in group]) for heading, group in SIGN_GROUPS]
        groups[0][1].append((NONE_OF_THESE, gettext_lazy("None of these")))
        super().__init__(choices=groups, widget=SignPicker(), **kwargs)
