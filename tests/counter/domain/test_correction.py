"""What is kept of a payment, and the way back."""

import pytest

from counter.domain.correction import kept_of_tenders, same_tenders
from counter.domain.sale import Sale, Tender

SALE = Sale("a", "02", "c", "d", "t", (), (Tender("cash", 5000), Tender("card", 100, "T1")), 2100, 3000, "CNY", "x")


def test_change_is_not_kept() -> None:
    assert kept_of_tenders(SALE, ()) == {("cash", ""): 2000, ("card", "T1"): 100}


def test_what_is_not_cash_goes_back_first() -> None:
    kept = kept_of_tenders(SALE, ())
    assert same_tenders(50, kept) == (Tender("card", 50, "T1"),)
    assert same_tenders(101, kept) == (Tender("card", 100, "T1"), Tender("cash", 1))
    with pytest.raises(ValueError, match="more than"):
        same_tenders(2101, kept)
