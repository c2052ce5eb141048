"""What holds for any table and any item, tried on tables that are made up."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariffs.catalogue import Catalogue
from tariffs.check import check
from tariffs.checks.prices import falling_prices
from tariffs.document import content_hash, read_table, write_table
from tariffs.pricing import make_ready
from tariffs.quoting import OptionValue, Quote
from tariffs.schema import Band, Table, Zones
from tests.tariffs import naive
from tests.tariffs.tables import ask, shipped, table

PRICES = st.integers(0, 100_000) | st.integers(1, 10**6).filter(lambda n: n % 1000).map(lambda n: Fraction(n, 1000))
SHAPES = ("price", "first", "steps", "carry")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with one zone and up to five rows of any kind."""
    ceilings = sorted(draw(st.sets(st.integers(1, 60_000), min_size=1, max_size=5)))
    bands = [draw(_band(ceiling, number)) for number, ceiling in enumerate(ceilings)]
    if draw(st.booleans()):
        bands[-1] = replace(bands[-1], upto_g=None)
    return replace(table(), zones=Zones(), bands=tuple(bands))


@st.composite
def _band(draw: st.DrawFn, ceiling: int, number: int) -> Band:
    shape = draw(st.sampled_from(SHAPES[: 4 if number else 3]))
    price, step, step_g = draw(PRICES), draw(PRICES), draw(st.integers(100, 5000))
    if shape == "price":
        return Band(ceiling, (price,))
    if shape == "first":
        return Band(ceiling, (price,), draw(st.integers(1, 2000)), step_g, (step,))
    return Band(ceiling, (), 0, step_g, (step,), carry=shape == "carry")


@given(tables(), st.integers(1, 70_000))
@settings(max_examples=300, deadline=None)
def test_the_engine_agrees_with_the_plain_reading(made: Table, grams: int) -> None:
    segment = make_ready(made).columns[0].segment(grams)
    assert (None if segment is None else segment.price(grams)[1]) == naive.price(made, 0, grams)


@given(tables(), st.integers(1, 60_000), st.integers(1, 60_000))
@settings(max_examples=300, deadline=None)
def test_within_one_row_more_weight_never_costs_less(made: Table, one: int, other: int) -> None:
    column = make_ready(made).columns[0]
    lighter, heavier = column.segment(min(one, other)), column.segment(max(one, other))
    if lighter is not None and lighter is heavier:
        assert lighter.price(min(one, other))[1] <= lighter.price(max(one, other))[1]


@given(tables())
@settings(max_examples=200, deadline=None)
def test_a_table_survives_its_plain_data(made: Table) -> None:
    assert read_table(write_table(made)) == made
    assert content_hash(read_table(write_table(made))) == content_hash(made)


OPTIONS = st.dictionaries(
    st.sampled_from(["registered", "appointed", "advice_of_receipt", "air", "sal", "discount"]),
    st.sampled_from([True, False, "STUDENT_ID"]),
)


@given(
    st.sampled_from(["100", "200", "110", "210", "120", "300", "307", "150", "111", "240"]),
    st.integers(1, 51_000),
    st.sampled_from(["CN-GD", "CN-BJ", "HK", "TW", "JP", "AU", "BR"]),
    st.none() | st.tuples(*[st.integers(1, 1600)] * 3),
    st.integers(0, 3_000_000),
    OPTIONS,
)
@settings(max_examples=500, deadline=None)
def test_any_item(
    service: str,
    grams: int,
    to: str,
    size: tuple[int, int, int] | None,
    declared: int,
    options: dict[str, OptionValue],
) -> None:
    request = ask(service, grams, to=to, size_mm=size, declared=declared, options=options)
    answer = Catalogue.shipped().quote(request)
    assert Catalogue.shipped().quote(request) == answer
    turned = dict(reversed(options.items()))
    assert Catalogue.shipped().quote(replace(request, options=turned)) == answer
    if isinstance(answer, Quote):
        assert sum(line.amount for line in answer.lines) == answer.total >= 0
        assert answer.chargeable_weight_g >= grams or service != "300"


@given(st.integers(1, 10**7), st.integers(1, 100), st.sampled_from(["half-up", "half-even", "up", "down"]))
@settings(max_examples=200, deadline=None)
def test_lines_add_up_whatever_is_rounded(price: int, unit: int, mode: str) -> None:
    made = table(
        zones={},
        bands=[{"step_g": 7, "step": ["0.37"]}],
        tax={"name": {"zh": "税", "en": "Tax"}, "percent": "7.7"},
        rounding={"unit": unit, "mode": mode},
        fees=[
            {
                "code": "insurance",
                "name": {"zh": "保", "en": "I"},
                "option": "declared",
                "kind": "percent",
                "percent": "0.3",
            }
        ],
    )
    quote = make_ready(made).quote(
        ask("XX/parcel", 1 + price % 9999, declared=price), frozenset(), made.name, frozenset()
    )
    assert isinstance(quote, Quote)
    assert sum(line.amount for line in quote.lines) == quote.total
    assert quote.total % unit == 0


@pytest.mark.parametrize("version", Catalogue.shipped().versions(), ids=lambda version: version.id)
def test_shipped_prices_never_fall_and_no_table_has_errors(version: object) -> None:
    """If a published table ever falls, it has to say so (may_fall), and this test tells where."""
    made = shipped(version.id)  # type: ignore[attr-defined]
    assert list(falling_prices(made)) == []
    assert [problem for problem in check(made) if problem.severity == "error"] == []
