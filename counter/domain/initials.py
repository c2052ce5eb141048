"""Pinyin initials of names: 王芳 is wf; every reading of a character counts, for surnames are often the rarer one."""

from itertools import product

from counter.domain.readings import readings
from counter.domain.sanitise import clean_text

MOST = 8
"""Readings of one name that are kept: a name of three characters hardly has more."""


def initials(name: str) -> frozenset[str]:
    """Return the initials that a name may be called up by, lower-case; of a Latin name those of its words."""
    line = clean_text(name).casefold()
    if line.isascii():
        letters = "".join(word[0] for word in line.split() if word[0].isalpha())
        return frozenset({letters} - {""})
    readings = [found for char in line if (found := _first_letters(char))]
    return frozenset("".join(way) for way in list(product(*readings))[:MOST]) - {""}


def _first_letters(char: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading[0] for reading in readings(char)))
