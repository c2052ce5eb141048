"""Supplies: sold with the parcels or alone, counted down in the sale's transaction, never below zero."""

import json
from pathlib import Path

import pytest

from counter.bootstrap.core import Core
from counter.config_supplies import FILE, load_supplies
from counter.domain.correction import RefundLine
from counter.domain.sale import Tender
from counter.domain.staff import StaffMember
from counter.domain.supplies import SupplyAsked
from counter.errors import CounterError, Refused, UsageError
from counter.services.acceptance import SettleRequest
from counter.services.audit import verify
from counter.services.checkout import Settled
from counter.services.correcting import Asked
from counter.services.identifiers import new_action_id
from counter.services.paper import snapshot_of
from receipts.snapshots import Receipt, Refund
from tests.counter.services.people import CLERK, SUPERVISOR, approved, member, sell
from tests.support import PARCEL


@pytest.fixture
def clerk(core: Core) -> StaffMember:
    core.day.begin()
    for code in ("BOX1", "BAG1"):
        core.stock.take_in(new_action_id(), code, 10, member(core, SUPERVISOR), "delivery")
    return member(core, CLERK)


def _sell(core: Core, *supplies: SupplyAsked, cash: int, parcels: int = 0, action: str = "") -> Settled:
    request = SettleRequest(
        action or new_action_id(), CLERK, (PARCEL,) * parcels, (Tender("cash", cash),), supplies=supplies
    )
    return core.checkout.settle(request, member(core, CLERK))


def _asked(core: Core) -> Asked:
    return Asked(new_action_id(), member(core, CLERK), "wrong box")


def test_a_box_and_a_parcel_are_one_sale_with_one_receipt(core: Core, clerk: StaffMember) -> None:
    settled = _sell(core, SupplyAsked("BOX1", 2, 1000), SupplyAsked("BAG1", 1), cash=5000, parcels=1)
    sale = settled.sale
    assert (sale.total, sale.change) == (2100 + 1000 + 100, 1800)
    assert core.store.balances() == {
        "cash:02": 3200, "postage:300": -2100, "supplies:BOX1": -1000, "supplies:BAG1": -100,
    }  # fmt: skip
    assert core.supplies.in_stock()["BOX1"] == 8
    assert core.supplies.in_stock()["BAG1"] == 9
    with core.store.read() as uow:
        found = uow.sales.find(sale.action_id)
        receipt = snapshot_of(next(j for j in uow.jobs.of_sale(sale.action_id) if j.document == "receipt"))
        assert [m.change for m in uow.stock.of_action(sale.action_id)] == [-1, -2]
    assert found is not None
    assert [i.supply for i in found.items] == ["", "BOX1", "BAG1"]
    assert isinstance(receipt, Receipt)
    assert [(i.total, i.weight_text) for i in receipt.items][1:] == [(1000, ""), (100, "")]
    assert receipt.items[1].tariff_notice["en"] == "sample price"
    assert receipt.items[1].fees[0].text["en"] == "2 x 5.00"
    assert verify(core.store).ok


def test_supplies_alone_need_no_parcel_and_repeat_once(core: Core, clerk: StaffMember) -> None:
    action = new_action_id()
    first = _sell(core, SupplyAsked("BOX1", 1), cash=500, action=action)
    again = _sell(core, SupplyAsked("BOX1", 1), cash=500, action=action)
    assert again.repeated
    assert again.sale == first.sale
    assert core.supplies.in_stock()["BOX1"] == 9
    with pytest.raises(Refused, match="action-reused"):
        _sell(core, SupplyAsked("BOX1", 2), cash=1000, action=action)
    entry = next(e for e in core.store.entries("02") if e.action_id == action)
    assert json.loads(entry.payload)["notices"]["flagged"] is False


def test_nothing_is_sold_below_zero_and_nothing_of_it_is_booked(core: Core, clerk: StaffMember) -> None:
    with pytest.raises(Refused, match="stock-short"):
        _sell(core, SupplyAsked("BAG1", 1), SupplyAsked("BOX1", 6), SupplyAsked("BOX1", 5), cash=9000, parcels=1)
    with pytest.raises(Refused, match="stock-short"):
        core.supplies.check(SupplyAsked("BOX1", 11))
    assert core.store.balances() == {}
    assert core.supplies.in_stock() == dict.fromkeys(core.supplies.in_stock(), 0) | {"BOX1": 10, "BAG1": 10}
    with core.store.read() as uow:
        assert uow.numbers.blocks()[0].next_serial == uow.numbers.blocks()[0].first


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (SupplyAsked("NONE", 1), "supply-unknown"),
        (SupplyAsked("BOX1", 0), "quantity-wrong"),
        (SupplyAsked("BOX1", -1), "quantity-wrong"),
        (SupplyAsked("BOX1", 1000), "quantity-wrong"),
        (SupplyAsked("BOX1", 1, 499), "fee-changed"),
    ],
)
def test_what_cannot_be_sold_is_refused(core: Core, clerk: StaffMember, asked: SupplyAsked, code: str) -> None:
    with pytest.raises(CounterError, match=code):
        _sell(core, asked, cash=500)


def test_a_void_puts_back_and_a_refund_does_not(core: Core, clerk: StaffMember) -> None:
    corrections = core.money.corrections
    voided = _sell(core, SupplyAsked("BOX1", 2), SupplyAsked("BAG1", 1), cash=1100).sale
    asked = _asked(core)
    approved(core, lambda: corrections.void(asked, voided.action_id))
    assert (core.supplies.in_stock()["BOX1"], core.supplies.in_stock()["BAG1"]) == (10, 10)
    assert {a: n for a, n in core.store.balances().items() if n} == {}
    kept = _sell(core, SupplyAsked("BOX1", 2), SupplyAsked("BAG1", 1), cash=1100).sale
    with core.store.read() as uow:
        assert [m.kind for m in uow.stock.moves("BOX1")] == ["sale", "return", "sale", "intake"]
    part = _asked(core)
    line = next(i for i in kept.items if i.supply == "BOX1")
    approved(core, lambda: corrections.refund(part, kept.action_id, (RefundLine(line.item_id, "supplies", 500),)))
    assert core.supplies.in_stock()["BOX1"] == 8
    rest = _asked(core)
    approved(core, lambda: corrections.void(rest, kept.action_id))
    assert (core.supplies.in_stock()["BOX1"], core.supplies.in_stock()["BAG1"]) == (8, 10), "half a box comes not back"
    assert verify(core.store).ok
    told = [_refund(core, action.action_id).rows[0].text["en"] for action in (asked, part)]
    assert told == ["Box No. 1 53x29x37cm (back in stock)", "Box No. 1 53x29x37cm (not put back in stock)"]


def _refund(core: Core, action_id: str) -> Refund:
    with core.store.read() as uow:
        slip = snapshot_of(next(j for j in uow.jobs.of_sale(action_id) if j.document == "refund"))
    assert isinstance(slip, Refund)
    return slip


def test_intake_and_count_are_a_supervisors_with_entries(core: Core, clerk: StaffMember) -> None:
    keeper, stock = member(core, SUPERVISOR), core.stock
    with pytest.raises(Refused, match="role-forbids"):
        stock.take_in(new_action_id(), "TAPE", 5, clerk)
    with pytest.raises(UsageError, match="quantity-wrong"):
        stock.take_in(new_action_id(), "TAPE", 0, keeper)
    action = new_action_id()
    stock.take_in(action, "TAPE", 5, keeper, "by\x1b van")
    assert stock.take_in(action, "TAPE", 5, keeper, "by\x1b van").action_id == action
    with pytest.raises(Refused, match="reason-missing"):
        stock.count(new_action_id(), "TAPE", 4, keeper)
    entry = stock.count(new_action_id(), "TAPE", 4, keeper, "one torn")
    facts = json.loads(entry.payload)
    assert (facts["before"], facts["counted"], facts["difference"]) == (5, 4, -1)
    assert [(m.kind, m.change, m.after) for m in stock.moves("TAPE")] == [("count", -1, 4), ("intake", 5, 5)]
    tape = next(level for level in stock.levels() if level.supply.code == "TAPE")
    assert tape.is_low
    assert verify(core.store).ok


def test_past_sales_for_a_tariff_trial_hold_no_boxes(core: Core, clerk: StaffMember) -> None:
    sell(core)
    _sell(core, SupplyAsked("BOX1", 1), cash=500)
    with core.store.read() as uow:
        assert [s.service for s in uow.tariffs.past_sales()] == ["300"]


def test_a_price_list_is_read_or_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / FILE
    assert load_supplies(tmp_path, "CNY") == ()
    head = "code,name_zh,name_en,price\n"
    for bad, line in (
        ("code,price\nA,1\n", 1),
        (head + "A,甲,A,1\nB,乙,B,minus\n", 3),
        (head + "A,甲,A,0\n", 2),
        (head + "A=B,甲,A,1\n", 2),
        (head + "A,,,1\n", 2),
        (head + "A,甲,A,1\nA,甲,A,2\n", 1),
    ):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(UsageError, match="supplies-wrong") as caught:
            load_supplies(tmp_path, "CNY")
        assert caught.value.params["line"] == line, bad
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="supplies-wrong"):
        load_supplies(tmp_path, "CNY")
    file.write_text("\ufeff" + head + "a1,纸箱\x1b[2J,,１.50\n", encoding="utf-8")
    (supply,) = load_supplies(tmp_path, "CNY")
    assert (supply.code, supply.name, supply.price) == ("A1", {"zh": "纸箱[2J", "en": "纸箱[2J"}, 150)
