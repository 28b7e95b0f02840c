"""A word as it may have been written: in capitals or not, with its accents or without them."""

import re
from collections import defaultdict
from functools import cache
from unicodedata import normalize

_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))  # the blocks of letters with accents
_MARK = "[\u0300-\u036f]"  # an accent that was typed as a character of its own


def written_alike(word: str) -> str:
    """The pattern that finds a word however it was written: "cafe" also finds "Café"; "%" and "_" are themselves.

    For SQLite and PostgreSQL. It names capitals: not every database folds those of all alphabets.
    """
    return "".join(_letter(character) for character in normalize("NFC", word) if not re.match(_MARK, character))


def _letter(character: str) -> str:
    if not character.isalpha():
        return re.escape(character)
    plain = _plain(character)
    either = {way for letter in (character, plain) for way in (letter, letter.lower(), letter.upper()) if len(way) == 1}
    return f"[{''.join(sorted(either))}{_with_accents().get(plain.lower(), '')}]{_MARK}*"


def _plain(letter: str) -> str:
    """A letter without its accents; one that is put together of other things is left whole."""
    parts = normalize("NFD", letter)
    return parts[0] if all(re.match(_MARK, mark) for mark in parts[1:]) else letter


@cache
def _with_accents() -> dict[str, str]:
    """{letter: all letters that are it with an accent}: "e" -> "ÈÉÊ..."."""
    found: dict[str, str] = defaultdict(str)
    for letter in map(chr, _LATIN):
        if (plain := _plain(letter)) != letter:
            found[plain.lower()] += letter
    return dict(found)
