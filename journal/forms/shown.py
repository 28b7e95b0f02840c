"""What the page of a form showed: a save writes only what was changed on it, the rest may have changed elsewhere."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing

_SALT = "journal.settings"


def shown_input(values: Mapping[str, Any]) -> str:
    """The hidden input with what a page shows, by the names of its columns."""
    return forms.HiddenInput().render("shown", signing.dumps(dict(values), salt=_SALT))


def shown_before(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a form that was sent showed; nothing when that is not known."""
    try:
        return dict(signing.loads(data.get("shown", ""), salt=_SALT))
    except signing.BadSignature:
        return {}
