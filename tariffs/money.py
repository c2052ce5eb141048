"""Amounts of money as integers of the smallest unit: how they are written, and how they are read from a person."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

_WHOLE = ("JPY", "KRW", "ISK", "VND", "CLP", "PYG", "UGX", "XAF", "XOF", "XPF")
_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
DECIMALS = dict.fromkeys(_WHOLE, 0) | dict.fromkeys(_THOUSANDTHS, 3)
"""Digits after the point, by currency (ISO 4217). A currency that is not listed has two."""

SIGNS = {"CNY": "元", "JPY": "日元", "ISK": "克朗", "EUR": "欧元", "USD": "美元", "INR": "卢比", "ZAR": "兰特"}
"""The unit's name in Chinese; a currency that is not listed is named by its code."""

CENTS = tuple(f".{cents:02d}" for cents in range(100))
"""The cents of an amount, written out: nearly every amount of every quote has two decimals."""

_MARKS = {"CNY": "¥￥元", "JPY": "¥￥円", "EUR": "€", "USD": "$", "INR": "₹", "ZAR": "R"}
_PLAIN = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|-?\.\d+")


class MoneyError(ValueError):
    """A text that is no amount. `code`: empty, not-a-number, too-fine, negative, too-large."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text!r}")
        self.code = code
        self.text = text


def decimals(currency: str) -> int:
    """Digits after the point of an amount in this currency."""
    return DECIMALS.get(currency, 2)


def format_minor(amount: int, currency: str) -> str:
    """An amount of minor units as plain digits: 123456 CNY is 1234.56, 1450 JPY is 1450. No sign of the currency."""
    places = DECIMALS.get(currency, 2)
    if places == 2 and amount >= 0:
        return f"{amount // 100}{CENTS[amount % 100]}"
    if not places:
        return str(amount)
    unit = 10**places
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), unit)
    return f"{sign}{whole}.{part:0{places}d}"


def format_exact(amount: int | Fraction, currency: str) -> str:
    """Like `format_minor`, with as many further digits as an amount finer than a minor unit needs."""
    if isinstance(amount, int) or amount.denominator == 1:
        return format_minor(int(amount), currency)
    exact = Decimal(amount.numerator) / Decimal(amount.denominator) / 10 ** decimals(currency)
    return format(exact.normalize(), "f")


def parse_money(text: str, currency: str, *, limit: int = 10**12) -> int:
    """Read what a person typed as an amount: minor units.

    Full-width digits, a currency sign and thousands commas are understood; `1e5`, `1_000`, a sign, or more digits
    than the currency has are refused. Raises MoneyError.
    """
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    plain = plain.strip(unicodedata.normalize("NFKC", _MARKS.get(currency, ""))).strip()
    if not plain:
        raise MoneyError("empty", text)
    if not plain.isascii() or not _PLAIN.fullmatch(plain):
        raise MoneyError("not-a-number", text)
    if plain.startswith("-"):
        raise MoneyError("negative", text)
    whole, _, part = plain.replace(",", "").partition(".")
    places = decimals(currency)
    if len(part.rstrip("0")) > places:
        raise MoneyError("too-fine", text)
    if len(whole) > len(str(limit)):
        raise MoneyError("too-large", text)
    amount = int((whole or "0") + part[:places].ljust(places, "0"))
    if amount > limit:
        raise MoneyError("too-large", text)
    return amount
