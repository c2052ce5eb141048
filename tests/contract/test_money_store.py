"""Payments, accounts and corrections on every store; and the guards that no refund passes."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from counter.domain.correction import Correction, RefundLine
from counter.domain.payment import MonthlyAccount, PaymentState, TerminalPayment
from counter.domain.sale import Tender
from counter.errors import StorageTrouble
from counter.storage.store import SqlStore
from tests.contract.conftest import OpenStore
from tests.contract.facts import DAY, add_sale, block, entry

PAYMENT = TerminalPayment("p1", "s1", "01", "card", 2100, PaymentState.ASKED, "", "zhangmin", "t")


def _correct(store: SqlStore, action_id: str, amount: int, *, before: str = "", item: str = "a1/1") -> Correction:
    with store.write() as uow:
        made = uow.journal.append(entry(("postage:300", amount), ("cash:01", -amount), kind="refund"))
        correction = Correction(
            action_id, "refund", "a1", item, "PA10000000001", "01", made.seq, made.at, DAY.isoformat(), "zhangmin",
            "wangfang", "r", "digest", (RefundLine(item, "first-weight", amount),), (Tender("cash", amount),), before,
        )  # fmt: skip
        uow.corrections.hold("a1")
        uow.corrections.add(correction)
        uow.commit()
    return correction


def test_a_correction_comes_back_whole_and_people_are_not_readable(store: SqlStore) -> None:
    add_sale(store, "a1")
    one, two = _correct(store, "c1", 100, before='{"recipient":"李雷"}'), _correct(store, "c2", 200)
    with store.read() as uow:
        assert uow.corrections.of_sale("a1") == [one, two]
        assert uow.corrections.find("c2") == two
        assert uow.corrections.find("c3") is None
    with store.engine.connect() as connection:
        assert "李雷" not in str(connection.exec_driver_sql("SELECT * FROM correction").all())


def test_the_database_lets_no_more_back_than_was_paid(store: SqlStore) -> None:
    add_sale(store, "a1")
    _correct(store, "c1", 2000)
    with pytest.raises(StorageTrouble, match="storage-failed"):
        _correct(store, "c2", 101)
    _correct(store, "c3", 100)
    _correct(store, "c4", -50)
    _correct(store, "c5", 50)
    with pytest.raises(StorageTrouble, match="storage-failed"):
        _correct(store, "c6", 1)
    assert store.balances()["cash:01"] == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE correction SET reason = 'x'",
        "DELETE FROM correction",
        "UPDATE refund_line SET amount = 1",
        "DELETE FROM refund_line",
        "DELETE FROM tender_reference",
        "UPDATE tender_reference SET action_id = 'x'",
    ],
)
def test_corrections_are_append_only(store: SqlStore, statement: str) -> None:
    add_sale(store, "a1")
    _correct(store, "c1", 100)
    with store.write() as uow:
        uow.payments.use_reference("card", "T1", "2026-11-22", "a1")
        uow.commit()
    with store.engine.connect().execution_options(counter_write=True) as connection:
        with pytest.raises(DBAPIError, match="append-only"):
            connection.exec_driver_sql(statement)
        connection.rollback()
        connection.exec_driver_sql("UPDATE correction SET before = NULL, after = NULL")


def test_two_people_stand_in_a_correction(store: SqlStore) -> None:
    add_sale(store, "a1")
    with pytest.raises(StorageTrouble), store.write() as uow:  # noqa: PT012 - refused within the unit of work
        made = uow.journal.append(entry(kind="refund"))
        same = Correction("c1", "refund", "a1", "", "", "01", made.seq, "t", "d", "zhangmin", "zhangmin", "r", "x")
        uow.corrections.add(same)


def test_a_charge_moves_and_is_its_counters(open_store: OpenStore) -> None:
    with open_store("01").write() as uow:
        uow.payments.add(PAYMENT)
        uow.payments.move("p1", PaymentState.APPROVED, "R1")
        uow.commit()
    approved = replace(PAYMENT, state=PaymentState.APPROVED, reference="R1")
    with open_store("01").read() as uow:
        assert uow.payments.get("p1") == approved
        assert uow.payments.of_sale("s1") == [approved]
        assert uow.payments.in_state(PaymentState.APPROVED, PaymentState.ASKED) == [approved]
        assert uow.payments.get("p2") is None
    with open_store("02").read() as uow:
        assert uow.payments.in_state(PaymentState.APPROVED) == []


def test_a_reference_pays_once_a_day(store: SqlStore) -> None:
    with store.write() as uow:
        uow.payments.use_reference("card", "T1", "2026-11-22", "a1")
        uow.payments.use_reference("card", "T1", "2026-11-23", "a2")
        uow.payments.use_reference("qr", "T1", "2026-11-22", "a3")
        assert uow.payments.reference_user("card", "T1", "2026-11-22") == "a1"
        assert uow.payments.reference_user("card", "T2", "2026-11-22") is None
        uow.commit()
    with pytest.raises(StorageTrouble), store.write() as uow:
        uow.payments.use_reference("card", "T1", "2026-11-22", "a4")


def test_a_monthly_account_is_saved_over(store: SqlStore) -> None:
    account = MonthlyAccount("K1", "某公司", 5000)
    with store.write() as uow:
        uow.accounts.hold("K1")
        uow.accounts.save(account)
        uow.accounts.save(replace(account, credit_limit=7000, active=False))
        uow.commit()
    with store.read() as uow:
        assert uow.accounts.get("K1") == replace(account, credit_limit=7000, active=False)
        assert [a.account_id for a in uow.accounts.all()] == ["K1"]
        assert uow.accounts.get("K2") is None


def test_the_journal_is_read_in_parts(open_store: OpenStore) -> None:
    one, two = open_store("01"), open_store("02")
    days = (date(2026, 11, 22), date(2026, 11, 23))
    for store, counter in ((one, "01"), (two, "02")):
        for day in days:
            with store.write() as uow:
                uow.journal.append(replace(entry((f"cash:{counter}", 5), ("bank", -5), kind="a"), business_date=day))
                uow.journal.append(replace(entry(kind="b"), business_date=day))
                uow.commit()
    with one.read() as uow:
        assert [e.seq for e in uow.journal.between(1, 3)] == [2, 3]
        assert [e.seq for e in uow.journal.between(2)] == [3, 4]
        assert uow.journal.balance("bank") == -20
        assert uow.journal.balance("none") == 0
        assert [(e.counter, e.seq) for e in uow.journal.touching("bank")] == [
            ("01", 1),
            ("02", 1),
            ("01", 3),
            ("02", 3),
        ]
        last = uow.journal.last_of(["a"], until=2)
        assert last is not None
        assert last.seq == 1
    assert [(e.counter, e.seq) for e in one.days(days[1], days[1])] == [("01", 3), ("01", 4), ("02", 3), ("02", 4)]
    assert one.balances(until=days[0]) == {"cash:01": 5, "cash:02": 5, "bank": -10}
    assert one.ledger_sum() == 0


def test_numbers_are_cut_off_once(store: SqlStore) -> None:
    with store.write() as uow:
        uow.numbers.add_block(block(first=1, last=9))
        cut = uow.numbers.cut("parcel", 4, "cut", "offline:09")
        assert cut is not None
        assert (cut.first, cut.last, cut.counter) == (1, 4, "offline:09")
        assert uow.numbers.cut("parcel", 6, "more", "offline:09") is None
        assert uow.numbers.take("parcel") == "PA00000000005"
        uow.commit()
