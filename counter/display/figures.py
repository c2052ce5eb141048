"""The sign of a currency, which stands apart from the digits."""

SYMBOLS = {"CNY": "¥", "JPY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "INR": "₹", "ZAR": "R", "KRW": "₩"}


def symbol_of(currency: str) -> str:
    """The sign people know a currency by, or its code."""
    return SYMBOLS.get(currency, currency)
