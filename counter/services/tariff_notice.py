"""The tariff of the day for the idle second screen: a few everyday prices, each asked of the tariff in force."""

from collections.abc import Iterator
from datetime import date

from counter.services.display_feed import Notice, NoticeLine, Text
from counter.services.pricing import Pricing
from tariffs.money import format_minor
from tariffs.quoting import Quote, QuoteRequest, Refusal
from tariffs.weights import format_grams

_SHOWN = (("307", (1000, 3000, 5000)), ("300", (1000, 5000)), ("100", (20,)), ("110", (100,)))
"""Everyday services, and weights in grams that stand for them."""

_LETTERS = frozenset({"100", "110"})

_TITLE: Text = {"zh": "今日资费（举例）", "en": "Tariff of the day (examples)"}


def tariff_of_the_day(pricing: Pricing, on: date) -> Notice | None:
    """Prices from this office on a day, with the tariffs' names, dates and notices; None where none is in force.

    Parcels are priced within the office's own region and letters non-locally; what has no published price is left out.
    """
    quotes = list(_quotes(pricing, on))
    if not quotes:
        return None
    lines = tuple(_line(grams, quote) for grams, quote in quotes)
    version = ", ".join(sorted({f"{quote.tariff} ({quote.valid_from.isoformat()})" for _, quote in quotes}))
    return Notice("tariff-of-the-day", _TITLE, version, lines, kind="tariff")


def _quotes(pricing: Pricing, on: date) -> Iterator[tuple[int, Quote]]:
    for service, weights in _SHOWN:
        for grams in weights:
            answer = _ask(pricing, service, grams, on)
            if isinstance(answer, Quote):
                yield grams, answer


def _ask(pricing: Pricing, service: str, grams: int, on: date) -> Quote | Refusal:
    is_letter = service in _LETTERS
    return pricing.catalogue.quote(
        QuoteRequest(
            service=service,
            origin=pricing.origin,
            on=on,
            weight_g=grams,
            zone="nonlocal" if is_letter else None,
            destination=None if is_letter else pricing.origin,
        )
    )


def _line(grams: int, quote: Quote) -> NoticeLine:
    amount = format_minor(quote.total, quote.currency)
    text = {lang: f"{quote.service_name[lang]} {format_grams(grams)}  {amount}" for lang in ("zh", "en")}
    return NoticeLine(text, dict(quote.notice))
