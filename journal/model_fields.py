"""Model fields of the journal format: each takes its words and limits from `vocabulary`.

Every field may be null, which means "not recorded", unless `required`.
"""

from typing import Any

from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.db import models
from django.db.models import Q

from journal.vocabulary import ABOVE_ZERO, LIMITS


def whole(name: str, *, required: bool = False) -> "models.SmallIntegerField[Any, Any]":
    """A whole number within LIMITS[name]."""
    low, high = LIMITS[name]
    return models.SmallIntegerField(
        null=not required, blank=not required, validators=[MinValueValidator(low), MaxValueValidator(high)]
    )


def number(name: str, *, required: bool = False) -> "models.FloatField[Any, Any]":
    """A number within LIMITS[name], kept as a double so that files come back unchanged."""
    low, high = LIMITS[name]
    return models.FloatField(
        null=not required, blank=not required, validators=[MinValueValidator(low), MaxValueValidator(high)]
    )


def word(choices: type[models.TextChoices], *, required: bool = False) -> "models.CharField[Any, Any]":
    """One word of a closed list."""
    return models.CharField(max_length=20, choices=choices, null=not required, blank=not required)


def yes_no() -> "models.BooleanField[Any, Any]":
    """True, False or not recorded."""
    return models.BooleanField(null=True, blank=True)


def words(choices: type[models.TextChoices]) -> "models.JSONField[Any, Any]":
    """A list of words of a closed list; `[]` is an answer ("none of these"), null is not."""
    field = models.JSONField(null=True, blank=True)
    field.words = choices.values  # type: ignore[attr-defined]
    return field


def words_by(keys: type[models.TextChoices], choices: type[models.TextChoices]) -> "models.JSONField[Any, Any]":
    """An object of lists: words of one closed list by a word of another."""
    field = words(choices)
    field.keys = keys.values  # type: ignore[attr-defined]
    return field


def records() -> "models.JSONField[Any, Any]":
    """A list of small objects whose keys the file reader knows."""
    return models.JSONField(null=True, blank=True)


def text(length: int) -> "models.CharField[Any, Any]":
    """Free text."""
    return models.CharField(
        max_length=length,
        null=True,
        blank=True,
        validators=[MaxLengthValidator(length), ProhibitNullCharactersValidator()],
    )


def within(table: str, *names: str) -> list[models.BaseConstraint]:
    """One check constraint for each number: the database keeps to LIMITS, too."""
    return [_within(table, name) for name in names]


def _within(table: str, name: str) -> models.BaseConstraint:
    low, high = LIMITS[name]
    above = {f"{name}__gt": low} if name in ABOVE_ZERO else {f"{name}__gte": low}
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**above, **{f"{name}__lte": high}), name=f"{table}_{name}_within"
    )


def one_of(table: str, name: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """A check constraint: the word is one of the list, or not recorded."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__in": choices.values}), name=f"{table}_{name}_known"
    )
