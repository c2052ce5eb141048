"""Amounts as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs.money import MoneyError, format_exact, format_minor, parse_money
from tariffs.rounding import MODES, round_to
from tariffs.weights import format_grams


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("12.5", "CNY", 1250),
        ("１２．５", "CNY", 1250),
        ("¥12", "CNY", 1200),
        ("￥1,234.50", "CNY", 123450),
        ("8元", "CNY", 800),
        (".5", "CNY", 50),
        ("0.500", "CNY", 50),
        ("1450", "JPY", 1450),
        ("€ 3.70", "EUR", 370),
        ("3。5", "CNY", 350),
    ],
)
def test_understood(typed: str, currency: str, minor: int) -> None:
    assert parse_money(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("1e5", "not-a-number"),
        ("1_000", "not-a-number"),
        ("12,34", "not-a-number"),
        ("-3", "negative"),
        ("1.234", "too-fine"),
        ("9" * 30, "too-large"),
        ("nan", "not-a-number"),
        ("十", "not-a-number"),
        ("٣", "not-a-number"),
        ("1.2.3", "not-a-number"),
        ("+5", "not-a-number"),
        ("0x10", "not-a-number"),
    ],
)
def test_refused(typed: str, code: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_money(typed, "CNY")
    assert caught.value.code == code


@given(st.integers(0, 10**11), st.sampled_from(["CNY", "JPY", "EUR"]))
def test_what_is_written_is_read(amount: int, currency: str) -> None:
    assert parse_money(format_minor(amount, currency), currency) == amount


def test_finer_than_a_minor_unit() -> None:
    assert format_exact(Fraction(1, 2), "CNY") == "0.005"
    assert format_exact(Fraction(10), "CNY") == "0.10"


@given(st.fractions(-1000, 1000), st.sampled_from(MODES), st.sampled_from([1, 5, 100]))
def test_rounding_goes_to_a_neighbour(amount: Fraction, mode: str, unit: int) -> None:
    rounded = round_to(amount, unit, mode)
    assert rounded % unit == 0
    assert abs(rounded - amount) < unit or rounded == amount
    if mode.startswith("half"):
        assert abs(rounded - amount) * 2 <= unit


def test_halves() -> None:
    half = Fraction(5, 2)
    assert [round_to(half, 1, mode) for mode in MODES] == [3, 2, 3, 2]
    assert [round_to(-half, 1, mode) for mode in MODES] == [-3, -2, -3, -2]


def test_weights() -> None:
    assert [format_grams(grams) for grams in (1, 999, 1000, 1250, 31500, 1001)] == [
        "1 g", "999 g", "1 kg", "1.25 kg", "31.5 kg", "1.001 kg"]  # fmt: skip
