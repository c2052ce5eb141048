"""How a Han character is read, without tones, from a table of 100 kB; a library for it takes 60 MB in every counter."""

from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("readings.txt")


@lru_cache(maxsize=8192)
def readings(char: str) -> tuple[str, ...]:
    """Every reading of one character, the commonest first; nothing for what is no Han character."""
    common, rare = [], []
    for syllable, usual, also in _table():
        if char in usual:
            common.append(syllable)
        elif char in also:
            rare.append(syllable)
    return (*common, *rare)


@cache
def _table() -> tuple[tuple[str, str, str], ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((syllable, usual, also) for syllable, usual, also in rows)
