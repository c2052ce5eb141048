"""The table of readings against the library that it was made from."""

import random

from counter.domain.initials import initials
from counter.domain.readings import readings
from tests.tools.make_readings import readings as of_the_library


def test_the_table_says_what_the_library_says() -> None:
    chance = random.Random(20261122)
    sample = [chr(chance.randrange(0x4E00, 0xA000)) for _ in range(400)] + list("王芳李强重单曾解查仇长行")
    for char in sample:
        expected = of_the_library(char)
        assert readings(char)[:1] == tuple(expected[:1]), char
        assert set(readings(char)) == set(expected), char


def test_what_is_no_han_character_has_no_reading() -> None:
    assert readings("a") == readings("é") == readings("1") == ()


def test_every_reading_of_a_surname_counts() -> None:
    assert "wf" in initials("王芳")
    assert {"zl", "cl"} <= initials("曾李")
