"""A settlement is one transaction, once for each action id, and never before inspection passed."""

from dataclasses import replace
from typing import Self

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.bootstrap.core import Core
from counter.domain.inspection import Inspection
from counter.domain.sale import Tender
from counter.domain.staff import StaffMember
from counter.errors import CounterError, Refused, StorageTrouble, UsageError
from counter.services.audit import verify
from counter.services.checkout import Checkout
from tests.support import PASSED, RECIPIENT, parcel, settle_request


@pytest.fixture
def clerk(core: Core) -> StaffMember:
    core.day.begin()
    return next(m for m in core.sign_in.members() if m.staff_id == "zhangmin")


def _state(core: Core) -> tuple[object, ...]:
    verdict = verify(core.store)
    with core.store.read() as uow:
        blocks = [(b.block_id, b.next_serial) for b in uow.numbers.blocks()]
    return verdict.entries, verdict.heads, core.store.balances(), blocks


def test_the_same_total_in_ledger_journal_and_answer(core: Core, clerk: StaffMember) -> None:
    settled = core.checkout.settle(settle_request(cash=5000), clerk)
    assert (settled.sale.total, settled.sale.change) == (2100, 2900)
    assert core.store.balances() == {"cash:02": 2100, "postage:300": -2100}
    assert settled.sale.items[0].mail_number == "PA10000000001"
    assert len(settled.print_jobs) == 2
    assert verify(core.store).ok


def test_fifty_times_enter_is_one_sale(core: Core, clerk: StaffMember) -> None:
    request = settle_request()
    results = [core.checkout.settle(request, clerk) for _ in range(50)]
    assert len({r.sale.journal_seq for r in results}) == 1
    assert [r.repeated for r in results] == [False] + [True] * 49
    assert core.store.balances()["cash:02"] == 2100


def test_one_id_cannot_mean_two_things(core: Core, clerk: StaffMember) -> None:
    request = settle_request()
    core.checkout.settle(request, clerk)
    before = _state(core)
    with pytest.raises(Refused, match="action-reused"):
        core.checkout.settle(replace(request, items=(parcel(contents="书"),)), clerk)
    assert _state(core) == before


def test_several_items_take_a_number_each(core: Core, clerk: StaffMember) -> None:
    letter = replace(
        parcel(service="100", destination=None, zone="nonlocal", contents="", inspection=None),
        weight=replace(parcel().weight, grams=20, text="0.020"),
    )
    registered = replace(letter, options={"registered": True})
    settled = core.checkout.settle(settle_request(parcel(), letter, registered, cash=10_000), clerk)
    assert [i.mail_number for i in settled.sale.items] == ["PA10000000001", "", "XA20000000001"]
    assert settled.sale.total == 2100 + 120 + 420
    balances = core.store.balances()
    assert (balances["fee:registered"], balances["postage:100"]) == (-300, -240)
    assert sum(balances.values()) == 0


def test_ordinary_printed_matter_is_inspected_and_gets_no_number(core: Core, clerk: StaffMember) -> None:
    ordinary = replace(parcel(service="110", contents="书"), weight=replace(parcel().weight, grams=200, text="0.200"))
    registered = replace(ordinary, options={"registered": True})
    settled = core.checkout.settle(settle_request(ordinary, registered, cash=10_000), clerk)
    assert [(i.mail_number, i.registered) for i in settled.sale.items] == [("", False), ("XA20000000001", True)]
    with pytest.raises(Refused, match="not-inspected"):
        core.checkout.settle(settle_request(replace(ordinary, inspection=None), cash=10_000), clerk)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"inspection": None}, "not-inspected"),
        ({"inspection": replace(PASSED, result="refused")}, "not-inspected"),
        ({"inspection": Inspection("asked-to-open", "x", "t")}, "not-inspected"),
        ({"contents": " \x1b "}, "no-contents"),
        ({"recipient": replace(RECIPIENT, phone="")}, "party-incomplete"),
        ({"recipient": replace(RECIPIENT, name="名" * 200)}, "text-too-long"),
        ({"destination": "CN-ZZ"}, "no-route"),
        ({"expected_total": 2099}, "fee-changed"),
        ({"service": "999"}, "unknown-service"),
        ({"declared": 10_000_001}, "declared-too-high"),
        ({"weight": replace(parcel().weight, grams=50_001)}, "too-heavy"),
        ({"weight": replace(parcel().weight, grams=0)}, "no-weight"),
        ({"weight": replace(parcel().weight, kind="manual")}, "manual-weight"),
    ],
)
def test_what_may_not_be_sold_changes_nothing(
    core: Core, clerk: StaffMember, changes: dict[str, object], code: str
) -> None:
    before = _state(core)
    with pytest.raises(CounterError) as caught:
        core.checkout.settle(settle_request(parcel(**changes)), clerk)
    assert caught.value.code == code
    assert caught.value.message and caught.value.advice
    assert _state(core) == before


@pytest.mark.parametrize(
    ("tenders", "code"),
    [
        ((Tender("cash", 2099),), "payment-short"),
        ((), "payment-short"),
        ((Tender("cash", 0), Tender("cash", 2100)), "tender-amount"),
        ((Tender("card", 3000, "T1"),), "change-not-cash"),
        ((Tender("gold", 2100),), "tender-unknown"),
    ],
)
def test_payments_that_do_not_fit(core: Core, clerk: StaffMember, tenders: tuple[Tender, ...], code: str) -> None:
    before = _state(core)
    with pytest.raises(CounterError) as caught:
        core.checkout.settle(replace(settle_request(), tenders=tenders), clerk)
    assert caught.value.code == code
    assert _state(core) == before


def test_an_action_id_must_be_one(core: Core, clerk: StaffMember) -> None:
    with pytest.raises(UsageError, match="action-id"):
        core.checkout.settle(settle_request(action_id="1"), clerk)


def test_hostile_names_are_cleaned_not_kept(core: Core, clerk: StaffMember) -> None:
    hostile = replace(RECIPIENT, name="[b]李\x1bp\x00\u202e雷😀")
    settled = core.checkout.settle(settle_request(parcel(recipient=hostile)), clerk)
    assert settled.sale.items[0].recipient.name == "[b]李p雷😀"


class _DoubtfulUow:
    """A unit of work whose commit gives no clear answer, after or before it was made."""

    def __init__(self, inner: object, *, made: bool) -> None:
        self._inner = inner
        self._made = made

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def __enter__(self) -> Self:
        self._inner.__enter__()  # type: ignore[attr-defined]
        return self

    def __exit__(self, *error: object) -> None:
        self._inner.__exit__(*error)  # type: ignore[attr-defined]

    def commit(self) -> None:
        if self._made:
            self._inner.commit()  # type: ignore[attr-defined]
        raise StorageTrouble("commit-unknown", "The disk gave no clear answer to the booking.", "-")


class _DoubtfulStore:
    """The real store, doubtful at its first write."""

    def __init__(self, inner: object, *, made: bool) -> None:
        self._inner = inner
        self._made = made
        self._writes = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def write(self) -> object:
        self._writes += 1
        uow = self._inner.write()  # type: ignore[attr-defined]
        return _DoubtfulUow(uow, made=self._made) if self._writes == 1 else uow


def _doubtful(core: Core, *, made: bool) -> Checkout:
    store = _DoubtfulStore(core.store, made=made)
    return Checkout(
        core.config,
        store,  # type: ignore[arg-type]
        core.pricing,
        core.paper,
        core.clock,
        core.day,
        core.store.vault,
        core.judging,
        core.trust.notices,
    )


def test_a_doubtful_commit_that_was_made_is_found(core: Core, clerk: StaffMember) -> None:
    settled = _doubtful(core, made=True).settle(settle_request(), clerk)
    assert settled.sale.items[0].mail_number == "PA10000000001"
    assert core.store.balances()["cash:02"] == 2100


def test_a_doubtful_commit_that_was_not_made_says_so_and_can_be_repeated(core: Core, clerk: StaffMember) -> None:
    request, checkout = settle_request(), _doubtful(core, made=False)
    with pytest.raises(StorageTrouble, match="not-booked"):
        checkout.settle(request, clerk)
    assert core.store.balances() == {}
    assert not checkout.settle(request, clerk).repeated
    assert core.store.balances()["cash:02"] == 2100


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grams=st.integers(1, 50_000), extra=st.integers(0, 10_000), declared=st.integers(0, 200_000))
def test_every_sale_balances(core: Core, clerk: StaffMember, grams: int, extra: int, declared: int) -> None:
    item = parcel(weight=replace(parcel().weight, grams=grams), declared=declared)
    total = core.pricing.price(item, core.day.today).total
    before = core.store.balances().get("cash:02", 0)
    settled = core.checkout.settle(settle_request(item, cash=total + extra), clerk)
    assert (settled.sale.total, settled.sale.change) == (total, extra)
    assert core.store.balances()["cash:02"] - before == total
    assert sum(core.store.balances().values()) == 0
