"""The pages of a workbench: each cell's text can be typed there, changed, taken away, or is refused with its place."""

from fractions import Fraction

import pytest

from tariffs.editing import EditError
from tariffs.pages.changes import OTHER, levels
from tariffs.pages.entering import with_text
from tariffs.pages.labels import hint, label
from tariffs.pages.rows import with_row_after, without_row_at
from tariffs.pages.showing import Page, pages
from tariffs.pages.zoning import zone_of
from tariffs.schema import Discount, Table
from tariffs.structure import faults
from tests.tariffs.tables import shipped, table

PARCEL, STAMPS = "CN-ordinary-parcel-2026", "CN-letter-2026"
VARIED = (PARCEL, STAMPS, "US-priority-2025", "DE-paket-2kg-2025", "IN-speed-post-2025", "ZA-parcel-2024")


def page(of: Table, name: str) -> Page:
    return next(each for each in pages(of) if each.name == name)


def text_at(of: Table, place: str) -> str:
    return next(
        text
        for each in pages(of)
        for row in each.rows
        for at, text in zip(row.places, row.texts, strict=True)
        if at == place
    )


@pytest.mark.parametrize("name", VARIED)
def test_what_a_cell_shows_can_be_typed_there_and_changes_nothing(name: str) -> None:
    one = shipped(name)
    for each in pages(one):
        for row in each.rows[:40]:
            assert len(row.places) == len(row.texts) == len(each.heads)
            for place, text in list(zip(row.places, row.texts, strict=True))[:12]:
                if place:
                    assert with_text(one, place, text) == one, place


CHANGES = [
    ("bands[1].price[2]", "8.80"),
    ("bands[2].upto_g", "25000"),
    ("bands[1].first_g", "500"),
    ("fees[1].percent", "0.5"),
    ("fees[1].minimum", "1.00"),
    ("fees[1].maximum", "500.00"),
    ("fees[1].max_declared", "2000.00"),
    ("fees[2].amount", "3.50"),
    ("fees[2].destinations", "CN-GD CN-BJ"),
    ("fees[2].when.weight_over_g", "10000"),
    ("fees[2].name.en", "Return receipt"),
    ("discounts[1].multiplier", "0.75"),
    ("discounts[1].scope", "total"),
    ("discounts[1].single", "no"),
    ("formats[1].side_mm", "1200"),
    ("zones.routes[CN-BJ][CN-GD]", "6"),
    ("zones.routes[CN-CQ][CN-GD]", "5"),
    ("volumetric.divisor", "5000"),
    ("tax.percent", "9"),
    ("rounding.unit", "0.10"),
    ("source", "Notice 12 of 2027"),
]


@pytest.mark.parametrize(("place", "text"), CHANGES)
def test_everything_can_be_changed_where_it_stands(place: str, text: str) -> None:
    before = shipped(PARCEL)
    after = with_text(before, place, text)
    assert text_at(after, place) == text
    assert after != before
    assert faults(after) == ()
    again = with_text(after, place, text_at(before, place))
    assert again == before or place.startswith("zones")  # the order within a zone is not kept
    assert pages(again) == pages(before)


def test_a_place_moves_from_zone_to_zone_and_out_of_all() -> None:
    parcel = shipped(PARCEL)
    there = zone_of(parcel, "CN-BJ", "CN-GD")
    moved = with_text(parcel, "zones.routes[CN-BJ][CN-GD]", "1")
    assert zone_of(moved, "CN-BJ", "CN-GD") == "1" != there
    assert [zone for zone, places in moved.zones.routes["CN-BJ"].items() if "CN-GD" in places] == ["1"]
    gone = with_text(moved, "zones.routes[CN-BJ][CN-GD]", "")
    assert zone_of(gone, "CN-BJ", "CN-GD") == ""
    abroad = shipped("JP-ems-2022")
    assert zone_of(with_text(abroad, "zones.destinations[FR]", "1"), None, "FR") == "1"


def test_a_row_with_a_step_width_gets_step_prices_and_loses_them_with_it() -> None:
    stepped = with_text(table(), "bands[1].step_g", "500")
    assert stepped.bands[0].step == (0, 0)
    assert with_text(stepped, "bands[1].step_g", "") == table()


def test_a_tax_and_a_volumetric_rule_come_and_go() -> None:
    taxed = with_text(with_text(table(), "tax.percent", "9"), "tax.name.en", "GST")
    assert taxed.tax is not None
    assert (taxed.tax.percent, taxed.tax.name["en"]) == (Fraction(9), "GST")
    assert with_text(taxed, "tax.percent", "") == table()
    ruled = with_text(with_text(table(), "volumetric.divisor", "6000"), "volumetric.trigger", "side")
    assert with_text(ruled, "volumetric.divisor", "") == table()


WRONG = [
    ("bands[1].price[2]", "much", "wrong-cell"),
    ("bands[9].price[1]", "1", "no-row"),
    ("bands[1].price[9]", "1", "no-zone"),
    ("bands[1].upto_g", "1.5", "wrong-cell"),
    ("fees[1].percent", "1 %", "wrong-cell"),
    ("fees[1].percent", "-1", "negative"),
    ("fees[1].minimum", "n/a", "wrong-value"),
    ("fees[1].kind", "per-mille", "wrong-value"),
    ("fees[1].code", "", "missing"),
    ("fees[9].percent", "1", "no-row"),
    ("discounts[1].multiplier", "1.2", "multiplier"),
    ("discounts[1].multiplier", "", "missing"),
    ("discounts[1].scope", "half", "wrong-value"),
    ("discounts[1].single", "maybe", "wrong-cell"),
    ("zones.routes[CN-BJ][CN-GD]", "9", "unknown-zone"),
    ("zones.by", "moon", "wrong-value"),
    ("tax.percent", "x", "wrong-cell"),
    ("id", "other", "fixed"),
    ("valid_from", "2027-01-01", "fixed"),
    ("nothing[1].there", "1", "fixed"),
]


@pytest.mark.parametrize(("place", "text", "code"), WRONG)
def test_what_cannot_stand_there_is_refused_with_its_place(place: str, text: str, code: str) -> None:
    with pytest.raises(EditError) as caught:
        with_text(shipped(PARCEL), place, text)
    assert caught.value.code == code
    for language in ("zh", "en"):
        assert caught.value.message[language].startswith(place)
        assert caught.value.advice[language]


@pytest.mark.parametrize("name", ["prices", "fees", "discounts", "limits"])
def test_rows_come_and_go(name: str) -> None:
    before = shipped(PARCEL)
    longer = with_row_after(before, name, 0)
    assert len(page(longer, name).rows) > len(page(before, name).rows)
    assert without_row_at(longer, name, 1) == before
    codes = [each.code for each in longer.fees] + [each.code for each in longer.discounts]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", ["fees", "discounts", "limits"])
def test_a_page_without_rows_gets_its_first(name: str) -> None:
    assert faults(with_row_after(table(), name, 0)) == ()
    assert len(page(with_row_after(table(), name, 0), name).rows) == 1


def test_changes_are_told_by_how_much() -> None:
    before = shipped(PARCEL)
    after = with_text(with_text(before, "bands[1].price[1]", "5.20"), "discounts[1].multiplier", "0.7")
    after = with_text(after, "fees[1].minimum", "1.00")
    told = {each.name: levels(each, old) for each, old in zip(pages(after), pages(before), strict=True)}
    assert told["prices"][0][:2] == (1, 0)
    assert told["discounts"][0][0] == -2
    assert OTHER in told["fees"][0]
    assert not any(any(row) for row in told["zones"])


def test_columns_have_names_and_hints_in_both_languages() -> None:
    assert label("percent")["zh"] == "百分比"
    assert label("unheard-of")["en"] == "unheard-of"
    said = hint("multiplier")
    assert said is not None and "0.8" in said["en"]
    assert hint("unheard-of") is None


def test_a_new_discount_is_none_until_its_multiplier_is_typed() -> None:
    new = with_row_after(table(), "discounts", 0).discounts[0]
    assert new == Discount(new.code, new.name, Fraction(1))
