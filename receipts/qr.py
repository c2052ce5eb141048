"""QR symbols as rows of dark runs. The mask is fixed: choosing the best of eight costs more than the whole label."""

from functools import lru_cache

QUIET_MODULES = 4
"""The white that must stay on every side, in modules."""

_MASK = 2
# Bytes that a symbol of version 1, 2, ... holds at error correction M in byte mode (ISO/IEC 18004:2015, table 7).
_CAPACITY_M = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412)

Matrix = tuple[bytes, ...]
"""Rows of modules, one byte each: 1 is dark."""


def encodable(data: str) -> bool:
    """Whether the text fits a symbol that a label can carry."""
    return 0 < len(data.encode("utf-8")) <= _CAPACITY_M[-1]


def side_modules(data: str) -> int:
    """At most how many modules a side of the symbol has, without its quiet zone (numbers and capitals take fewer)."""
    size = len(data.encode("utf-8"))
    version = next(at for at, capacity in enumerate(_CAPACITY_M, 1) if size <= capacity)
    return 17 + 4 * version


@lru_cache(maxsize=256)
def matrix(data: str) -> Matrix:
    """The modules of the symbol, row by row. Raises ValueError when the text is too long for a label."""
    if not encodable(data):
        raise ValueError("this text does not fit a QR symbol on paper")
    # segno takes 0.05 s to import: only who draws a symbol pays for it
    import segno

    made = segno.make(data, error="m", mask=_MASK, boost_error=False, micro=False)
    return tuple(bytes(row) for row in made.matrix)
