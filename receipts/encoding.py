"""The one way text becomes a printer's bytes: strict GBK between FS & and FS ., and one allow-list of characters.

Nothing that a customer typed can reach the printer as a command: of all control characters only LF passes, and the
result of `encoded` holds bytes 0x20-0x7E and GBK pairs only. What GBK lacks (rare characters of names) is not
encoded at all: such a line is drawn, see receipts.drawing.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from receipts.hanfont import han_font

KANJI_ON = b"\x1c&"
KANJI_OFF = b"\x1c."

UNPRINTABLE = "〓"
"""The geta mark of Chinese and Japanese printers: here stood a character that no font at hand can draw."""

_KEPT_SPACE = "\u3000"
_TO_BLANK = frozenset("\t\v\f\r\x85\u2028\u2029\u2800")
_NOTHING_TO_SEE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# Everyday text: ASCII, Han characters and full-width punctuation, in which there is nothing to drop or to compose.
_PLAIN = re.compile("[ -~\u3000-\u3020\u3400-\u9fff\uff01-\uff5e\uffe5]*").fullmatch
_ACCENTED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")


class Line(NamedTuple):
    """One printable line: its characters, its columns, and its bytes, None when it must be drawn."""

    text: str
    columns: int
    data: bytes | None


def clean(text: str) -> str:
    """The text with only printable characters and LF, in NFC, and ¥ (U+00A5) as ￥, which Chinese printers have.

    Dropped: ESC and all of C0, DEL, C1, bidi controls, zero-width and other format characters, variation selectors,
    lone surrogates. Tabs and line separators become a blank. Unassigned code points stay: new Han characters of
    names are unassigned to an older Unicode table.
    """
    if _PLAIN(text):
        return text
    kept = "".join(_kept(char) for char in text)
    return unicodedata.normalize("NFC", kept).replace("\u00a5", "￥")


def _kept(char: str) -> str:
    if char == "\n" or char == _KEPT_SPACE:
        return char
    category = unicodedata.category(char)
    if char in _TO_BLANK or category == "Zs":
        return " "
    if category in {"Cc", "Cf", "Cs"} or char in _NOTHING_TO_SEE:
        return ""
    code = ord(char)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF or 0x180B <= code <= 0x180F
    return "" if selector or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else char


def one_line(text: str) -> str:
    """The cleaned text with its line ends as blanks: a name cannot add a line to a receipt."""
    return clean(text).replace("\n", " ")


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """The cleaned text with 〓 for each character that neither the printer nor the font at hand can show."""
    kept = clean(text)
    if kept.isascii():
        return kept
    return "".join(char if char == "\n" or drawable(char) else UNPRINTABLE for char in kept)


@lru_cache(maxsize=8192)
def drawable(char: str) -> bool:
    """Whether the Han font of the installation has the character."""
    return han_font().glyph(ord(char)) != 0


@lru_cache(maxsize=16384)
def encoded(text: str) -> Line:
    """One line of any text as the printer takes it: cleaned, replaced, counted in columns, and encoded.

    Line ends in it become blanks. A GBK pair takes two columns, whatever Unicode says of its width.
    """
    if _PLAIN(text):
        try:
            plain = text.encode("gbk")
        except UnicodeEncodeError:
            return _other(text)
        return Line(text, len(plain), plain if text.isascii() else KANJI_ON + plain + KANJI_OFF)
    return _other(text)


def _other(text: str) -> Line:
    kept = printable(text).replace("\n", " ")
    if kept.isascii():
        return Line(kept, len(kept), kept.encode("ascii"))
    try:
        pairs = _gbk(kept)
    except UnicodeEncodeError:
        return Line(kept, sum(char_columns(char) for char in kept), None)
    return Line(kept, len(pairs), KANJI_ON + pairs + KANJI_OFF)


def _gbk(text: str) -> bytes:
    """The pairs of a text. GBK has a few letters with accents, as wide as a Han character: words are drawn instead."""
    accented = _ACCENTED.search(text)
    if accented:
        raise UnicodeEncodeError("gbk", text, accented.start(), accented.end(), "a letter of a word")
    return text.encode("gbk")


def columns(text: str) -> int:
    """How many printer columns a text takes on one line."""
    return encoded(text).columns


@lru_cache(maxsize=8192)
def char_columns(char: str) -> int:
    """The columns of one character: by GBK where it has one, else by its East-Asian width (UAX #11)."""
    if char.isascii():
        return 1
    try:
        return len(_gbk(char))
    except UnicodeEncodeError:
        return 2 if unicodedata.east_asian_width(char) in "WF" else 1
