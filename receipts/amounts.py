"""Money, weights and sizes as they print."""

_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3, "JOD": 3, "OMR": 3, "TND": 3}
_SIGNS = {"CNY": "￥"}


def shown(minor: int, currency: str = "CNY") -> str:
    """An amount in minor units as paper shows it: ￥12.30, -￥0.05, JPY 1,200 (ISO 4217 digits)."""
    return f"{'-' if minor < 0 else ''}{_SIGNS.get(currency, currency + ' ')}{plain(abs(minor), currency)}"


def plain(minor: int, currency: str = "CNY") -> str:
    """An amount in minor units without its currency: 1,234.50."""
    digits = _MINOR_DIGITS.get(currency, 2)
    if not digits:
        return f"{minor:,}"
    whole, rest = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole:,}.{rest:0{digits}d}"


def grams(weight_g: int) -> str:
    """A weight in grams as paper shows it."""
    return f"{weight_g:,} g"


def size(size_mm: tuple[int, int, int]) -> str:
    """Length, width and height in millimetres."""
    return "x".join(str(side) for side in size_mm) + " mm"
