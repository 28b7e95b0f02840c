"""A new token: what it is called, and what it may do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from journal.forms.widgets import Choices
from journal.models import Scope

SCOPE_HELP = {
    Scope.LOG: gettext_lazy("For a shortcut or a watch. Whoever finds it can add entries, and read none."),
    Scope.READ: gettext_lazy("For a chart or a backup of your own."),
    Scope.ALL: gettext_lazy("Whoever finds it can do with your entries what you can. Settings are closed to it."),
}


class TokenForm(forms.Form):
    """For one program on one device, so that each can be revoked alone."""

    name = forms.CharField(
        max_length=60,
        label=gettext_lazy("Which program, on which device"),
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give it a name such as “Shortcut on my phone”.")},
    )
    scope = forms.ChoiceField(
        choices=Scope.choices, initial=Scope.LOG, widget=Choices(SCOPE_HELP), label=gettext_lazy("What it may do")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", "use_required_attribute": False, **kwargs})
