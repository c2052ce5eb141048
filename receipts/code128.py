"""Code 128 as bar and space widths (ISO/IEC 15417): sets B and C, chosen for the shortest symbol.

The same plan of sets gives the bytes of a printer's own barcode command (GS k, function B).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

QUIET_MODULES = 10
"""The white that must stay on either side, in modules."""

# The widths of the 107 symbols, bar first, in the order of their values (ISO/IEC 15417:2007, table 1).
_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131
113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211
241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214
211232 2331112
"""
_SYMBOLS = _TABLE.split()
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
_STOP = 106
_DIGITS = re.compile("[0-9]+")
_MODULES, _STOP_MODULES = 11, 13


def encodable(data: str) -> bool:
    """Whether every character is in set B: printable ASCII."""
    return bool(data) and data.isascii() and data.isprintable()


@lru_cache(maxsize=512)
def widths(data: str) -> tuple[int, ...]:
    """The widths in modules, bar and space in turn, without quiet zones. Raises ValueError outside printable ASCII."""
    values = list(_values(data))
    check = (values[0] + sum(at * value for at, value in enumerate(values))) % 103
    return tuple(int(width) for value in (*values, check, _STOP) for width in _SYMBOLS[value])


def modules(data: str) -> int:
    """The width of the symbol in modules, without quiet zones."""
    symbols = sum(1 + len(text) // (2 if code_set == "C" else 1) for code_set, text in runs(data))
    return _MODULES * (symbols + 1) + _STOP_MODULES


def escpos_data(data: str) -> bytes:
    """The data of GS k 73: the same sets written as {B and {C, pairs of set C as one byte each, { doubled."""
    out = bytearray()
    for code_set, text in runs(data):
        out += b"{" + code_set.encode("ascii")
        if code_set == "C":
            out += bytes(int(text[at : at + 2]) for at in range(0, len(text), 2))
        else:
            out += text.replace("{", "{{").encode("ascii")
    return bytes(out)


@lru_cache(maxsize=512)
def runs(data: str) -> tuple[tuple[str, str], ...]:
    """The data cut into runs of set B and set C; digits go to C in even runs of four or more (six inside text)."""
    if not encodable(data):
        raise ValueError("Code 128 here takes printable ASCII only")
    return tuple(_runs(data))


def _runs(data: str) -> Iterator[tuple[str, str]]:
    pending = ""
    at = 0
    while at < len(data):
        digits = _digits_at(data, at)
        at_edge = at == 0 or at + digits == len(data)
        if digits < (4 if at_edge else 6):
            step = max(digits, 1)
            pending += data[at : at + step]
            at += step
            continue
        if digits % 2:
            pending += data[at]
            at, digits = at + 1, digits - 1
        if pending:
            yield "B", pending
            pending = ""
        yield "C", data[at : at + digits]
        at += digits
    if pending:
        yield "B", pending


def _digits_at(data: str, start: int) -> int:
    found = _DIGITS.match(data, start)
    return found.end() - start if found else 0


def _values(data: str) -> Iterator[int]:
    codes = _START
    for code_set, text in runs(data):
        yield codes[code_set]
        codes = _SWITCH
        if code_set == "C":
            yield from (int(text[at : at + 2]) for at in range(0, len(text), 2))
        else:
            yield from (ord(char) - 32 for char in text)
