"""The one place where an exact amount becomes a whole one."""

from fractions import Fraction
from typing import Final

MODES: Final = ("half-up", "half-even", "up", "down")
"""half-up: a half goes away from zero. half-even: to the even neighbour. up: away from zero. down: towards it."""


def round_to(amount: int | Fraction, unit: int = 1, mode: str = "half-up") -> int:
    """Round an exact amount to a multiple of `unit`, by one of MODES. Raises KeyError on another mode."""
    if unit == 1 and isinstance(amount, int):
        return amount
    scaled = Fraction(amount) / unit
    whole, rest = divmod(abs(scaled), 1)
    up = {
        "half-up": rest * 2 >= 1,
        "half-even": rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    size = (int(whole) + up) * unit
    return -size if scaled < 0 else size
