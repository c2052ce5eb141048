"""Payments: references, limits, terminals in doubt, monthly accounts that tie to the ledger."""

from datetime import date

import pytest

from counter.bootstrap.core import Core
from counter.domain.payment import MonthlyAccount, PaymentState
from counter.domain.sale import Tender
from counter.domain.staff import StaffMember
from counter.errors import CounterError, DeviceTrouble, Refused
from counter.services.audit import verify
from counter.services.identifiers import new_action_id
from counter.services.terminal_payments import TerminalAnswer, TerminalPayments
from tests.counter.services.people import CLERK, SUPERVISOR, member, pieces, sell


class FakeTerminal:
    """A terminal that takes the money and may lose its answer."""

    def __init__(self) -> None:
        self.charged: dict[str, int] = {}
        self.loses_answers = False
        self.declines = False

    def charge(self, payment_id: str, kind: str, amount: int) -> TerminalAnswer:
        if self.declines:
            return TerminalAnswer(PaymentState.DECLINED)
        assert payment_id not in self.charged, "charged twice"
        self.charged[payment_id] = amount
        if self.loses_answers:
            raise DeviceTrouble("terminal-lost", "lost", "-")
        return self.look_up(payment_id)

    def look_up(self, payment_id: str) -> TerminalAnswer:
        if payment_id in self.charged:
            return TerminalAnswer(PaymentState.APPROVED, f"R{payment_id[-4:]}")
        return TerminalAnswer(PaymentState.DECLINED)


@pytest.fixture
def clerk(core: Core) -> StaffMember:
    core.day.begin()
    return member(core, CLERK)


@pytest.fixture
def terminal() -> FakeTerminal:
    return FakeTerminal()


@pytest.fixture
def payments(core: Core, terminal: FakeTerminal) -> TerminalPayments:
    return TerminalPayments("02", core.store, core.clock, core.day, terminal)


@pytest.mark.parametrize(
    ("tender", "account"),
    [
        (Tender("cheque", 2100, "C1"), "clearing:cheque"),
        (Tender("stamps", 2100), "stamps:affixed"),
        (Tender("recipient", 2100), "transit:recipient-pays"),
        (Tender("third-party", 2100, "X"), "receivable:third-party"),
        (Tender("qr", 2100, "Q1"), "clearing:qr"),
    ],
)
def test_every_tender_has_its_account(core: Core, clerk: StaffMember, tender: Tender, account: str) -> None:
    sell(core, tender)
    assert core.store.balances() == {account: 2100, "postage:300": -2100}


def test_several_tenders_on_one_sale_and_change_from_cash_only(core: Core, clerk: StaffMember) -> None:
    settled = sell(core, Tender("cash", 1000), Tender("card", 1500, "T1"), Tender("stamps", 100))
    assert settled.sale.change == 500
    assert core.store.balances()["cash:02"] == 500
    with pytest.raises(Refused, match="change-not-cash"):
        sell(core, Tender("cash", 100), Tender("card", 2300, "T2"))


@pytest.mark.parametrize(
    "tender", [Tender("card", 2100), Tender("cheque", 2100), Tender("qr", 2100, "a\x1bb"), Tender("qr", 2100, "x" * 41)]
)
def test_a_payment_needs_its_reference(core: Core, clerk: StaffMember, tender: Tender) -> None:
    with pytest.raises(CounterError, match="tender-reference"):
        sell(core, tender)
    assert core.store.balances() == {}


def test_a_reference_pays_once(core: Core, clerk: StaffMember) -> None:
    sell(core, Tender("card", 2100, "T1"))
    with pytest.raises(Refused, match="reference-used"):
        sell(core, Tender("card", 2100, "T1"))
    sell(core, Tender("qr", 2100, "T1"))


def test_a_charge_becomes_a_sale(core: Core, clerk: StaffMember, payments: TerminalPayments) -> None:
    sale = new_action_id()
    payment = payments.charge(new_action_id(), sale, "card", 2100, clerk)
    assert payment.state is PaymentState.APPROVED
    again = payments.charge(new_action_id(), sale, "card", 2100, clerk)
    assert again.payment_id == payment.payment_id
    sell(core, Tender("card", 2100, payment.reference), action=sale)
    assert core.store.balances()["clearing:card"] == 2100


def test_a_lost_answer_is_looked_up_and_never_charged_again(
    core: Core, clerk: StaffMember, payments: TerminalPayments, terminal: FakeTerminal
) -> None:
    terminal.loses_answers = True
    sale, payment_id = new_action_id(), new_action_id()
    assert payments.charge(payment_id, sale, "card", 2100, clerk).state is PaymentState.UNKNOWN
    with pytest.raises(Refused, match="payment-open"):
        payments.charge(new_action_id(), sale, "card", 2100, clerk)
    with pytest.raises(Refused, match="payment-open"):
        sell(core, Tender("cash", 2100), action=sale)
    assert [p.payment_id for p in payments.in_doubt()] == [payment_id]
    found = payments.look_up(payment_id)
    assert found.state is PaymentState.APPROVED
    assert terminal.charged == {payment_id: 2100}
    with pytest.raises(Refused, match="payment-settled"):
        payments.look_up(payment_id)
    with pytest.raises(Refused, match="payment-other"):
        sell(core, Tender("card", 2000, found.reference), Tender("cash", 100), action=sale)
    sell(core, Tender("card", 2100, found.reference), action=sale)


def test_a_declined_charge_may_be_tried_again(
    core: Core, clerk: StaffMember, payments: TerminalPayments, terminal: FakeTerminal
) -> None:
    sale = new_action_id()
    terminal.declines = True
    assert payments.charge(new_action_id(), sale, "card", 2100, clerk).state is PaymentState.DECLINED
    terminal.declines = False
    assert payments.charge(new_action_id(), sale, "card", 2100, clerk).state is PaymentState.APPROVED


def test_a_terminal_worked_by_hand(core: Core, clerk: StaffMember) -> None:
    sale, payment_id, by_hand = new_action_id(), new_action_id(), core.money.terminals
    by_hand.charge(payment_id, sale, "qr", 2100, clerk)
    with pytest.raises(Refused, match="terminal-by-hand"):
        by_hand.look_up(payment_id)
    with pytest.raises(CounterError, match="tender-reference"):
        by_hand.resolve(payment_id, clerk, approved=True)
    by_hand.resolve(payment_id, clerk, approved=True, reference="W7")
    sell(core, Tender("qr", 2100, "W7"), action=sale)
    assert core.store.balances()["clearing:qr"] == 2100


def test_pending_and_unclaimed_charges_at_a_close(
    core: Core, clerk: StaffMember, payments: TerminalPayments, terminal: FakeTerminal
) -> None:
    sell(core)
    payments.charge(new_action_id(), new_action_id(), "card", 700, clerk)
    terminal.loses_answers = True
    payments.charge(new_action_id(), new_action_id(), "card", 900, clerk)
    core.money.till_close.count(new_action_id(), clerk, pieces(2100))
    closed = core.money.till_close.close(new_action_id(), clerk)
    assert '"pending":900' in closed.entry.payload
    assert closed.figures.total == 2100
    ((account, amount, _),) = core.money.collecting.open_suspense(core.day.today)
    assert (account.startswith("suspense:2026-11-25:"), amount) == (True, -700)
    assert core.store.balances()["clearing:card"] == 700


def test_a_monthly_account_has_a_limit_and_a_statement_that_ties(core: Core, clerk: StaffMember) -> None:
    accounts, boss = core.money.accounts, member(core, SUPERVISOR)
    with pytest.raises(Refused, match="role-forbids"):
        accounts.save(MonthlyAccount("K1", "某公司", 5000), clerk)
    accounts.save(MonthlyAccount("K1", "某公司", 5000), boss)
    for _ in range(2):
        sell(core, Tender("account", 2100, "K1"))
    with pytest.raises(Refused, match=r"account-limit.* would owe 63\.00 and may owe 50\.00 CNY"):
        sell(core, Tender("account", 2100, "K1"))
    with pytest.raises(Refused, match="account-unknown"):
        sell(core, Tender("account", 2100, "K2"))
    with pytest.raises(Refused, match="overpaid"):
        accounts.pay(new_action_id(), "K1", (Tender("cash", 4201),), clerk)
    action = new_action_id()
    for _ in range(2):
        accounts.pay(action, "K1", (Tender("cash", 4000),), clerk)
    statement = accounts.statement("K1", date(2026, 11, 1), date(2026, 11, 30))
    assert [x.amount for x in statement.lines] == [2100, 2100, -4000]
    assert statement.after == core.store.balances()["receivable:account:K1"] == 200
    assert accounts.statement("K1", date(2026, 12, 1), date(2026, 12, 31)).before == 200
    assert [(a.account_id, owed) for a, owed in accounts.all()] == [("K1", 200)]
    figures = core.money.till.reading()
    assert figures.total == 2 * 2100 + 4000 == sum(x.amount for x in figures.tenders)
    accounts.save(MonthlyAccount("K1", "某公司", 9000, active=False), boss)
    with pytest.raises(Refused, match="account-unknown"):
        sell(core, Tender("account", 2100, "K1"))
    assert "某公司" not in str([e.payload for e in core.store.entries("02")])


def test_what_is_collected_at_delivery(core: Core, clerk: StaffMember) -> None:
    collect = core.money.collecting.collect
    sell(core, Tender("recipient", 2100))
    collect(new_action_id(), "PA1", {"recipient-pays": 2100, "cash-on-delivery": 5000}, (Tender("cash", 8000),), clerk)
    books = core.store.balances()
    assert (books["transit:recipient-pays"], books["cod:payable"], books["cash:02"]) == (0, -5000, 7100)
    with pytest.raises(CounterError, match="collection-unknown"):
        collect(new_action_id(), "PA1", {"gift": 1}, (Tender("cash", 1),), clerk)
    with pytest.raises(Refused, match="payment-short"):
        collect(new_action_id(), "PA1", {"duty": 5}, (Tender("cash", 4),), clerk)
    assert verify(core.store).ok


def test_money_that_a_terminal_took_is_not_forgotten(
    core: Core, clerk: StaffMember, payments: TerminalPayments
) -> None:
    sale = new_action_id()
    payment = payments.charge(new_action_id(), sale, "card", 2100, clerk)
    with pytest.raises(Refused, match="payment-left-out"):
        sell(core, Tender("cash", 2100), action=sale)
    assert payments.of_sale(sale) == (payment,)
    assert payments.give_back(payment.payment_id, clerk).state is PaymentState.DECLINED
    with pytest.raises(Refused, match="payment-settled"):
        payments.give_back(payment.payment_id, clerk)
    sell(core, Tender("cash", 2100), action=sale)
    assert core.store.balances()["cash:02"] == 2100
    assert [e.kind for e in core.store.entries("02") if e.kind.startswith("terminal")] == [
        "terminal-asked", "terminal-answer", "terminal-refunded",
    ]  # fmt: skip


def test_a_used_reference_is_found_while_the_charge_is_still_in_doubt(core: Core, clerk: StaffMember) -> None:
    by_hand = TerminalPayments("02", core.store, core.clock, core.day, None)
    sell(core, Tender("card", 2100, "S1"))
    asked = by_hand.charge(new_action_id(), new_action_id(), "card", 2100, clerk)
    for wrong in ("S1", "", "a\x1bb"):
        with pytest.raises(CounterError, match=r"reference-used|tender-reference"):
            by_hand.resolve(asked.payment_id, clerk, approved=True, reference=wrong)
    assert by_hand.resolve(asked.payment_id, clerk, approved=True, reference=" S2 ").reference == "S2"
