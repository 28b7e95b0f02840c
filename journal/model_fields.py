"""Model fields of the journal format: each takes its words and limits from `vocabulary`.

Every field may be null, which means "not recorded", unless `required`.
"""

from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.db import models
from django.db.models import Q

from journal.vocabulary import ABOVE_ZERO, LIMITS


def whole(name, *, required=False):
    """A whole number within LIMITS[name]."""
    low, high = LIMITS[name]
    return models.SmallIntegerField(
        null=not required, blank=not required, validators=[MinValueValidator(low), MaxValueValidator(high)]
    )


def number(name, *, required=False):
    """A number within LIMITS[name], kept as a double so that files come back unchanged."""
    low, high = LIMITS[name]
    return models.FloatField(
        null=not required, blank=not required, validators=[MinValueValidator(low), MaxValueValidator(high)]
    )


def word(choices, *, required=False):
    """One word of a closed list."""
    return models.CharField(max_length=20, choices=choices, null=not required, blank=not required)


def yes_no():
    """True, False or not recorded."""
    return models.BooleanField(null=True, blank=True)


def words(choices):
    """A list of words of a closed list; `[]` is an answer ("none of these"), null is not."""
    field = models.JSONField(null=True, blank=True)
    field.words = choices.values
    return field


def records():
    """A list of small objects whose keys the file reader knows."""
    return models.JSONField(null=True, blank=True)


def text(length):
    """Free text."""
    return models.CharField(
        max_length=length,
        null=True,
        blank=True,
        validators=[MaxLengthValidator(length), ProhibitNullCharactersValidator()],
    )


def within(table, *names):
    """One check constraint for each number: the database keeps to LIMITS, too."""
    return [_within(table, name) for name in names]


def _within(table, name):
    low, high = LIMITS[name]
    above = {f"{name}__gt": low} if name in ABOVE_ZERO else {f"{name}__gte": low}
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**above, **{f"{name}__lte": high}), name=f"{table}_{name}_within"
    )


def one_of(table, name, choices):
    """A check constraint: the word is one of the list, or not recorded."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__in": choices.values}), name=f"{table}_{name}_known"
    )
