"""Lines that fit: one wrapping for rolls (counted in columns) and pages (measured in points)."""

import re
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]
"""The width of a text, in the unit of the limit it is compared with."""

_PIECES = re.compile(r" +|[!-~\u00a1-\u2e7f]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…,.;:?!)]}%")

_LONGEST_TAIL = 4


def wrap(text: str, limit: float, measure: Measure) -> list[str]:
    """The lines of `text`, none wider than `limit`; nothing is lost but the blanks at a break.

    Han text breaks anywhere except before closing punctuation; a word of letters breaks only when it is wider than
    a line itself. Always at least one line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if measure(paragraph) <= limit:
            lines.append(paragraph)
        else:
            lines.extend(_broken(paragraph, limit, measure))
    return lines


def _broken(text: str, limit: float, measure: Measure) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, limit, measure):
        if measure(line + piece) <= limit or not line:
            line += piece
            continue
        line, carried = _kept_back(line) if piece in _NOT_FIRST else (line, "")
        if line.strip():
            yield line.rstrip(" ")
        line = (carried + piece).lstrip(" ")
    if line.strip():
        yield line.rstrip(" ")


def _kept_back(line: str) -> tuple[str, str]:
    """The line without what must go with the punctuation after it, and that."""
    at = len(line) - 1
    while at > len(line) - _LONGEST_TAIL and line[at] in _NOT_FIRST:
        at -= 1
    whole_word = at < 1 or line[at] in _NOT_FIRST or line[at].isascii()
    return (line, "") if whole_word else (line[:at], line[at:])


def _pieces(text: str, limit: float, measure: Measure) -> Iterator[str]:
    for match in _PIECES.finditer(text):
        piece = match.group()
        if len(piece) > 1 and measure(piece) > limit:
            yield from piece
        else:
            yield piece


def widths(share: tuple[int, ...], total: int) -> list[int]:
    """`total` columns cut in proportion to `share`; the last takes what is left over."""
    whole = sum(share)
    parts = [total * part // whole for part in share[:-1]]
    return [*parts, total - sum(parts)]
