"""Amounts as a customer reads them: digits only, the sign of the currency apart."""

EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "ISK": 0, "BHD": 3, "KWD": 3, "TND": 3}
SYMBOLS = {"CNY": "¥", "JPY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "INR": "₹", "ZAR": "R", "KRW": "₩"}


def amount_text(minor: int, currency: str) -> str:
    """The digits of an amount in minor units: 1800 CNY is "18.00" (digits after the point by ISO 4217)."""
    exponent = EXPONENTS.get(currency, 2)
    sign = "-" if minor < 0 else ""
    digits = str(abs(minor)).rjust(exponent + 1, "0")
    return sign + (f"{digits[:-exponent]}.{digits[-exponent:]}" if exponent else digits)


def symbol_of(currency: str) -> str:
    """The sign people know a currency by, or its code."""
    return SYMBOLS.get(currency, currency)
