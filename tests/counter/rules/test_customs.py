from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from counter.errors import Refused
from counter.rules.customs import CustomsForm, CustomsLine, Declaration, SdrRate, customs_form, gaps

TODAY = date(2026, 11, 22)
# A round figure for the arithmetic, not a published rate: 300 SDR are 3000 CNY.
RATE = SdrRate(Decimal(10), date(2026, 11, 1), date(2026, 11, 30), "test")
LINE = CustomsLine("茶叶", 2, 500, 12000, "CNY", "090210", "CN")
COMPLETE = Declaration(
    "gift", True, "李雷", "北京市东城区", "13912345678", "A. Tanaka", "Tokyo", "+81312345678", "JP", 700, (LINE,)
)


@pytest.mark.parametrize(("value_fen", "form"), [(299_999, CustomsForm.CN22), (300_000, CustomsForm.CN23)])
def test_letter_post_below_300_sdr_takes_the_small_form(value_fen: int, form: CustomsForm) -> None:
    assert customs_form(parcel=False, value_fen=value_fen, rates=[RATE], on=TODAY) is form


def test_a_parcel_takes_the_large_form_whatever_the_rate() -> None:
    assert customs_form(parcel=True, value_fen=1, rates=[], on=TODAY) is CustomsForm.CN23


@pytest.mark.parametrize(
    "rates", [[], [replace(RATE, valid_to=date(2026, 11, 21))], [replace(RATE, valid_from=date(2026, 11, 23))]]
)
def test_without_a_rate_in_force_it_is_refused_and_never_guessed(rates: list[SdrRate]) -> None:
    with pytest.raises(Refused, match="sdr-rate-missing"):
        customs_form(parcel=False, value_fen=1, rates=rates, on=TODAY)


def test_the_newest_rate_in_force_counts() -> None:
    newer = replace(RATE, cny_per_sdr=Decimal("9.5"), valid_from=date(2026, 11, 20))
    assert customs_form(parcel=False, value_fen=290_000, rates=[RATE, newer], on=TODAY) is CustomsForm.CN23


def test_complete_data_have_no_gap() -> None:
    assert gaps(COMPLETE) == ()
    assert gaps(replace(COMPLETE, commercial=False, lines=(replace(LINE, hs_code="", origin=""),))) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sender_name": " "}, "sender_name"),
        ({"recipient_phone": ""}, "recipient_phone"),
        ({"category": "things"}, "category"),
        ({"destination": "Japan"}, "destination"),
        ({"gross_weight_g": 499}, "gross_weight_g"),
        ({"lines": ()}, "lines"),
        ({"lines": (replace(LINE, description=""),)}, "description"),
        ({"lines": (replace(LINE, quantity=0),)}, "quantity"),
        ({"lines": (replace(LINE, value=0),)}, "value"),
        ({"lines": (replace(LINE, currency="yuan"),)}, "currency"),
        ({"lines": (replace(LINE, hs_code="0902"),)}, "hs_code"),
        ({"lines": (replace(LINE, hs_code=""),)}, "hs_code"),
        ({"lines": (replace(LINE, origin=""),)}, "origin"),
        ({"lines": (replace(LINE, origin="China"),)}, "origin"),
    ],
)
def test_each_gap_is_named(change: dict[str, object], field: str) -> None:
    found = gaps(replace(COMPLETE, **change))  # type: ignore[arg-type]
    assert [gap.field for gap in found] == [field]
    assert found[0].text["zh"]
    assert found[0].text["en"]
