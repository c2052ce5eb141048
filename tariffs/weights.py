"""Weights in whole grams, and how they are written."""


def format_grams(grams: int) -> str:
    """A weight as people say it: 500 g, 1 kg, 1.25 kg. Exact: no digit is lost."""
    if grams < 1000:
        return f"{grams} g"
    whole, part = divmod(grams, 1000)
    return f"{whole} kg" if not part else f"{whole}.{part:03d}".rstrip("0") + " kg"
