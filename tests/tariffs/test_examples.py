"""Worked examples of others come out right, to the minor unit."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tariffs.catalogue import Catalogue
from tariffs.quoting import Quote, QuoteRequest


def _examples() -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / "examples.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@pytest.mark.parametrize("row", _examples(), ids=lambda row: f"{row['id']}-{row['service']}")
def test_a_published_example(row: dict[str, str]) -> None:
    request = QuoteRequest(
        service=row["service"],
        origin=row["origin"],
        on=date.fromisoformat(row["on"]),
        weight_g=int(row["weight_g"]),
        destination=row["destination"] or None,
        zone=row["zone"] or None,
        options=dict.fromkeys(row["options"].split(), True),
    )
    quote = Catalogue.shipped().quote(request)
    assert isinstance(quote, Quote), quote
    assert (quote.total, quote.currency) == (int(row["total"]), row["currency"])
    assert sum(line.amount for line in quote.lines) == quote.total
