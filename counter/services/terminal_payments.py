"""Charges on an external terminal: written down before it is asked, looked up when in doubt, never charged twice."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from counter.domain import accounts
from counter.domain.journal import SYSTEM, Actor, Json, NewEntry
from counter.domain.ledger import Posting
from counter.domain.payment import OPEN, PaymentState, TerminalPayment
from counter.domain.roles import Action
from counter.domain.sale import Tender
from counter.domain.staff import StaffMember
from counter.domain.tender import EXTERNAL, KINDS
from counter.errors import DeviceTrouble, Refused, UsageError
from counter.services import permission, tenders
from counter.services.identifiers import new_action_id
from counter.services.office_day import OfficeDay
from counter.services.ports import Clock, Store, UnitOfWork
from counter.services.till_closing import SUSPENSE_DAYS, due_from


@dataclass(frozen=True, slots=True)
class TerminalAnswer:
    """What a terminal says of a charge: approved with its reference, declined, or unknown."""

    state: PaymentState
    reference: str = ""


class Terminal(Protocol):
    """An external terminal that knows charges by the id they were asked with. DeviceTrouble: nobody knows."""

    def charge(self, payment_id: str, kind: str, amount: int) -> TerminalAnswer: ...
    def look_up(self, payment_id: str) -> TerminalAnswer: ...


class TerminalPayments:
    """One counter's charges. Without a terminal on a wire the clerk works one by hand and says what it showed."""

    def __init__(self, counter: str, store: Store, clock: Clock, day: OfficeDay, terminal: Terminal | None) -> None:
        self._counter = counter
        self._store = store
        self._clock = clock
        self._day = day
        self._terminal = terminal

    def charge(self, payment_id: str, sale: str, kind: str, amount: int, clerk: StaffMember) -> TerminalPayment:
        """Charge once. A charge of this sale that stands already is returned; one in doubt refuses a second.

        Refused payment-open. UsageError tender-unknown, tender-amount.
        """
        permission.require(clerk, Action.SETTLE, self._day.today)
        if kind not in EXTERNAL:
            raise UsageError(
                "tender-unknown", "There is no payment by {kind}.", "Use one of {kinds}.", kind=kind,
                kinds=", ".join(EXTERNAL),
            )  # fmt: skip
        if amount <= 0:
            raise UsageError("tender-amount", "A payment must be above zero.", "Leave out what was not paid.")
        asked = TerminalPayment(
            payment_id, sale, self._counter, kind, amount, PaymentState.ASKED, "", clerk.staff_id, self._at()
        )
        standing = self._begin(asked)
        if standing is not None or self._terminal is None:
            return standing or asked
        return self._ask(asked, look_up=False)

    def look_up(self, payment_id: str) -> TerminalPayment:
        """Ask the terminal what became of a charge. Refused payment-settled when it is known already."""
        payment = self._open_charge(payment_id)
        if self._terminal is None:
            raise Refused(
                "terminal-by-hand",
                "This terminal can't be asked.",
                "Read the terminal's own list, and enter what it says.",
            )
        return self._ask(payment, look_up=True)

    def resolve(self, payment_id: str, clerk: StaffMember, *, approved: bool, reference: str = "") -> TerminalPayment:
        """Enter what the terminal's own list says of a charge in doubt. UsageError tender-reference.

        Refused reference-used: a wrong number is found now, while it can still be read again.
        """
        payment = self._open_charge(payment_id)
        if approved:
            tenders.check_reference(Tender(payment.kind, payment.amount, reference.strip()))
            with self._store.read() as uow:
                tenders.refuse_used(uow, payment.kind, reference.strip(), self._day.today)
        state = PaymentState.APPROVED if approved else PaymentState.DECLINED
        return self._answered(payment, TerminalAnswer(state, reference.strip()), Actor("person", clerk.staff_id))

    def give_back(self, payment_id: str, clerk: StaffMember) -> TerminalPayment:
        """Enter that an approved charge was refunded on the terminal before it became a sale.

        Refused payment-settled.
        """
        permission.require(clerk, Action.SETTLE, self._day.today)
        with self._store.write() as uow:
            payment = uow.payments.get(payment_id)
            if payment is None or payment.state is not PaymentState.APPROVED:
                raise _settled()
            uow.payments.move(payment_id, PaymentState.DECLINED, payment.reference)
            facts: dict[str, Json] = {
                "payment": payment_id, "amount": payment.amount, "reference": payment.reference,
            }  # fmt: skip
            actor = Actor("person", clerk.staff_id)
            uow.journal.append(
                NewEntry(new_action_id(), "terminal-refunded", actor, self._day.today, self._at(), facts)
            )
            uow.commit()
        return replace(payment, state=PaymentState.DECLINED)

    def of_sale(self, sale: str) -> tuple[TerminalPayment, ...]:
        """The charges made for a sale, whatever came of them."""
        with self._store.read() as uow:
            return tuple(uow.payments.of_sale(sale))

    def in_doubt(self) -> tuple[TerminalPayment, ...]:
        """Charges that nobody knows the outcome of."""
        with self._store.read() as uow:
            return tuple(uow.payments.in_state(*OPEN))

    def _begin(self, asked: TerminalPayment) -> TerminalPayment | None:
        with self._store.write() as uow:
            for earlier in uow.payments.of_sale(asked.sale_action_id):
                if earlier.state in OPEN:
                    raise Refused(
                        "payment-open",
                        "The terminal was asked for this sale, and nobody knows the outcome.",
                        "Look the payment up; don't charge again.",
                    )
                same = (earlier.kind, earlier.amount) == (asked.kind, asked.amount)
                if earlier.payment_id == asked.payment_id or (same and earlier.state is PaymentState.APPROVED):
                    return earlier
            uow.payments.add(asked)
            facts: dict[str, Json] = {"sale": asked.sale_action_id, "kind": asked.kind, "amount": asked.amount}
            actor = Actor("person", asked.clerk)
            uow.journal.append(NewEntry(asked.payment_id, "terminal-asked", actor, self._day.today, asked.at, facts))
            uow.commit()
        return None

    def _ask(self, payment: TerminalPayment, *, look_up: bool) -> TerminalPayment:
        assert self._terminal is not None
        try:
            if look_up:
                answer = self._terminal.look_up(payment.payment_id)
            else:
                answer = self._terminal.charge(payment.payment_id, payment.kind, payment.amount)
        except DeviceTrouble:
            answer = TerminalAnswer(PaymentState.UNKNOWN)
        return self._answered(payment, answer, SYSTEM)

    def _answered(self, payment: TerminalPayment, answer: TerminalAnswer, actor: Actor) -> TerminalPayment:
        with self._store.write() as uow:
            uow.payments.move(payment.payment_id, answer.state, answer.reference)
            facts: dict[str, Json] = {
                "payment": payment.payment_id, "state": answer.state.value, "reference": answer.reference,
            }  # fmt: skip
            uow.journal.append(NewEntry(new_action_id(), "terminal-answer", actor, self._day.today, self._at(), facts))
            uow.commit()
        return replace(payment, state=answer.state, reference=answer.reference)

    def _open_charge(self, payment_id: str) -> TerminalPayment:
        with self._store.read() as uow:
            payment = uow.payments.get(payment_id)
        if payment is None or payment.state not in OPEN:
            raise _settled()
        return payment

    def _at(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


def _settled() -> Refused:
    return Refused("payment-settled", "This payment is not in doubt.", "Look at the list of payments again.")


def suspend_unclaimed(uow: UnitOfWork, today: date, at: str) -> None:
    """Book charges that were approved and never became a sale into suspense: the money came, its sale did not."""
    for payment in uow.payments.in_state(PaymentState.APPROVED):
        uow.payments.move(payment.payment_id, PaymentState.UNCLAIMED, payment.reference)
        account = accounts.suspense(due_from(today), payment.payment_id)
        facts: dict[str, Json] = {
            "payment": payment.payment_id, "sale": payment.sale_action_id, "reference": payment.reference,
            "days": SUSPENSE_DAYS,
        }  # fmt: skip
        postings = (Posting(KINDS[payment.kind].account, payment.amount), Posting(account, -payment.amount))
        uow.journal.append(NewEntry(new_action_id(), "payment-unclaimed", SYSTEM, today, at, facts, postings))
