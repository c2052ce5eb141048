"""At every break of every shipped table the gram decides: the limit itself, one more, one less."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from tariffs.catalogue import Catalogue
from tariffs.pricing import Ready
from tests.tariffs import naive

FURTHER_STEPS = 3
"""How many steps beyond the first weight are looked at in each band."""


def _all_ready() -> list[Ready]:
    catalogue = Catalogue.shipped()
    found = [catalogue.ready(version.id) for version in catalogue.versions()]
    return [ready for ready in found if ready is not None and ready.table.bands]


def _breaks(ready: Ready) -> Iterator[int]:
    floor = 0
    for band in ready.table.bands:
        start = floor if band.carry or not band.first_g else band.first_g
        if band.step_g:
            yield from (start + steps * band.step_g for steps in range(FURTHER_STEPS + 1))
        if band.upto_g is not None:
            yield band.upto_g
            floor = band.upto_g


@pytest.mark.parametrize("ready", _all_ready(), ids=lambda ready: ready.table.id)
def test_the_gram_decides_at_every_break(ready: Ready) -> None:
    for limit in _breaks(ready):
        for grams in (limit - 1, limit, limit + 1):
            if grams > 0:
                _agrees(ready, grams)


def _agrees(ready: Ready, grams: int) -> None:
    for number, column in enumerate(ready.columns):
        expected = naive.price(ready.table, number, grams)
        segment = column.segment(grams)
        if expected is None:
            assert segment is None or not segment.available, (column.name, grams)
            continue
        assert segment is not None
        assert segment.available, (column.name, grams)
        lines, exact = segment.price(grams)
        assert exact == expected, (column.name, grams)
        assert sum(Fraction(line.quantity) * Fraction(line.unit_amount) for line in lines) == exact


def test_a_cliff_re_rates_the_whole_weight() -> None:
    ready = Catalogue.shipped().ready("CN-ordinary-parcel-2026")
    assert ready is not None
    prices = [segment.price(grams)[1] for grams in (10_000, 10_001, 20_000, 20_001)
              if (segment := ready.columns[0].segment(grams))]  # fmt: skip
    assert prices == [500 + 9 * 100, 500 + 10 * 200, 500 + 19 * 200, 500 + 20 * 300]


def test_a_marginal_tier_keeps_what_came_before() -> None:
    ready = Catalogue.shipped().ready("CN-letter-2026")
    assert ready is not None
    local = ready.columns[0]
    assert [local.segment(grams).price(grams)[1] for grams in (100, 101, 200, 201)] == [400, 520, 520, 640]  # type: ignore[union-attr]
