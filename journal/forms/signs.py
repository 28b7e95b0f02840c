"""What came with it: `[]` is "none of these", None is "not asked"."""

from django import forms
from django.utils.translation import gettext_lazy

from journal.vocabulary import SIGN_GROUPS, Sign

NONE_OF_THESE = "none_of_these"


class SignPicker(forms.CheckboxSelectMultiple):
    """Checkboxes in groups: the common ones in view, the rest folded."""

    template_name = "widgets/signs.html"


class SignsField(forms.MultipleChoiceField):
    widget = SignPicker()

    def __init__(self, **kwargs):
        groups = [(heading, [(word, Sign(word).label) for word in group]) for heading, group in SIGN_GROUPS]
        groups[0][1].append((NONE_OF_THESE, gettext_lazy("None of these")))
        super().__init__(choices=groups, required=False, **kwargs)

    def prepare_value(self, value):
        return [NONE_OF_THESE] if value == [] else value

    def clean(self, value):
        """A sign ticked wins over "none of these"; nothing ticked is nothing said."""
        ticked = super().clean(value)
        signs = [word for word in ticked if word != NONE_OF_THESE]
        return signs if ticked else None
