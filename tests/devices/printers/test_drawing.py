"""The drawn dots: every character has ink of its own, inside its cell."""

import pytest

from devices.fonts import han_font_path
from devices.printers.engine.drawing import draw
from devices.printers.engine.paper import Paper, Run


def drawn(run: Run) -> tuple[tuple[int, int, int, int], int]:
    """The box and the number of black dots of one run."""
    image = draw(Paper(200, 100, (run,), (), ())).convert("L").point(lambda level: 255 - level)
    box = image.getbbox()
    assert box is not None
    return box, image.histogram()[255]


def test_the_font_is_installed() -> None:
    assert han_font_path().read_bytes()[:4] == b"OTTO"


@pytest.mark.parametrize("char", [*"WM@gjQ|_%,", "€", "中", "䶮", "，", "─", "│"])
def test_ink_stays_in_the_cell(char: str) -> None:
    cell = (24, 24) if ord(char) > 0x2FFF else (12, 24)
    (left, top, right, bottom), dots = drawn(Run(48, 24, char, cell))
    assert 48 <= left < right <= 48 + cell[0]
    assert 24 <= top < bottom <= 48
    assert dots >= 4


def test_different_characters_differ() -> None:
    pictures = {draw(Paper(24, 24, (Run(0, 0, char, (24, 24)),), (), ())).tobytes() for char in "未末土士己已巳日曰"}
    assert len(pictures) == 9


def test_bold_is_heavier_and_double_is_four_times_the_ink() -> None:
    plain, bold, double = (
        drawn(run)[1]
        for run in (
            Run(0, 0, "邮", (24, 24)),
            Run(0, 0, "邮", (24, 24), bold=True),
            Run(0, 0, "邮", (24, 24), (2, 2)),
        )
    )
    assert bold > plain * 1.2
    assert double == plain * 4


def test_reverse_is_the_opposite() -> None:
    _, plain = drawn(Run(0, 0, "邮A", (24, 24)))
    _, reverse = drawn(Run(0, 0, "邮A", (24, 24), reverse=True))
    assert plain + reverse == 2 * 24 * 24


def test_underline_runs_below_the_whole_run() -> None:
    (left, _, right, bottom), _ = drawn(Run(12, 0, "a b", (12, 24), underline=2))
    assert (left, right, bottom) == (12, 48, 24)
