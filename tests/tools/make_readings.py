"""Make counter/domain/readings.txt again from pypinyin: `python -m tests.tools.make_readings`."""

from collections.abc import Iterator
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).parents[2] / "counter" / "domain" / "readings.txt"
HEAD = """\
# How Han characters are read, without tones: the syllable, the characters whose commonest reading it is, and those
# that have it besides.
# Source: pypinyin (MIT licence, (c) mozillazg), its table of single characters.
"""
BLOCKS = (range(0x4E00, 0xA000), range(0x3400, 0x4DC0))


def readings(char: str) -> list[str]:
    """What the library says of one character, the commonest reading first."""
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return list(dict.fromkeys(reading for reading in found[0] if reading)) if found else []


def lines() -> Iterator[str]:
    """The table, a syllable a line."""
    common: dict[str, str] = {}
    rare: dict[str, str] = {}
    for block in BLOCKS:
        for code in block:
            for place, syllable in enumerate(readings(chr(code))):
                table = rare if place else common
                table[syllable] = table.get(syllable, "") + chr(code)
    for syllable in sorted({*common, *rare}):
        yield f"{syllable}\t{common.get(syllable, '')}\t{rare.get(syllable, '')}\n"


if __name__ == "__main__":
    TARGET.write_text(HEAD + "".join(lines()), encoding="utf-8")
