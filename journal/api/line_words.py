"""How people say the words and numbers of a line, besides the words of the journal format."""

import re
from typing import Any

from django.db.models import Choices

from journal.forms.drink import PRESETS
from journal.vocabulary import Activity, BodyPart, DrinkKind, EpisodeKind

MINUTES, HOURS = r"minutes?|mins?|m", r"hours?|hrs?|h"
# As one tap on Today logs them.
CUP_ML, GLASS_ML = PRESETS["coffee-240"][1], PRESETS["water-250"][1]
BY_THE_CUP = (DrinkKind.COFFEE, DrinkKind.BLACK_TEA, DrinkKind.HERBAL_TEA)
BY_THE_GLASS = (DrinkKind.WATER, DrinkKind.ELECTROLYTE, DrinkKind.MILK, DrinkKind.JUICE, DrinkKind.SOFT_DRINK)
SAID: dict[type[Choices], dict[str, Any]] = {
    DrinkKind: {
        "tea": DrinkKind.BLACK_TEA, "teas": DrinkKind.BLACK_TEA, "sports drink": DrinkKind.ELECTROLYTE,
        "cola": DrinkKind.SOFT_DRINK, "orange juice": DrinkKind.JUICE, "apple juice": DrinkKind.JUICE,
    },
    EpisodeKind: {
        "cramping": EpisodeKind.CRAMP, "twitching": EpisodeKind.TWITCH, "trembling": EpisodeKind.TREMOR,
    },
    BodyPart: {
        "calves": BodyPart.CALF, "feet": BodyPart.FOOT, "toe": BodyPart.FOOT, "toes": BodyPart.FOOT,
        "hamstring": BodyPart.THIGH_BACK, "hamstrings": BodyPart.THIGH_BACK, "quad": BodyPart.THIGH_FRONT,
        "quads": BodyPart.THIGH_FRONT, "eye": BodyPart.EYELID,
    },
    Activity: {
        "ran": Activity.RUN, "running": Activity.RUN, "cycled": Activity.CYCLE, "cycling": Activity.CYCLE,
        "ride": Activity.CYCLE, "walked": Activity.WALK, "walking": Activity.WALK, "swam": Activity.SWIM,
        "swimming": Activity.SWIM, "hiked": Activity.HIKE, "hiking": Activity.HIKE, "rowed": Activity.ROW,
        "rowing": Activity.ROW, "climbed": Activity.CLIMB, "climbing": Activity.CLIMB, "skied": Activity.SKI,
        "skiing": Activity.SKI, "danced": Activity.DANCE, "dancing": Activity.DANCE,
        "strength training": Activity.STRENGTH,
    },
}  # fmt: skip
_COUNTS = dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
_DIGITS = [
    *((rf"(?<=\d){sign}", digits) for sign, digits in (("½", ".5"), ("¼", ".25"), ("¾", ".75"))),
    (r"½|\b1/2\b|\b(?:an? )?half(?: an?)?\b", "0.5"),
    (r"¼|\b1/4\b|\b(?:a )?quarter(?: of)? an?\b", "0.25"),
    (r"¾|\b3/4\b", "0.75"),
    (r"\bat noon\b", "at 12:00"),
    (r"\ban?\b", "1"),
    *((rf"\b{word}\b", str(number)) for word, number in _COUNTS.items()),
    (r"\b(\d+) and 0(\.\d+)", r"\1\2"),
]


def in_digits(text: str) -> str:
    """A line in lower case, numbers in digits, without signs between words: "Half a litre." is "0.5 litre"."""
    words = re.sub(r"[.,;:!](?=\s|$)|\bfl\. ", lambda sign: "fl " if sign[0].startswith("fl") else "", text.lower())
    for said, digits in _DIGITS:
        words = re.sub(said, digits, words)
    return " ".join(words.split())
