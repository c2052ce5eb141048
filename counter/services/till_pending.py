"""What of the day waits for somebody: charges in doubt, papers in doubt, money in suspense."""

from dataclasses import dataclass
from datetime import date

from counter.domain.accounts import suspense_due
from counter.domain.payment import OPEN, PaymentState, TerminalPayment
from counter.domain.printing import JobState, PrintJob
from counter.services.ports import Store


@dataclass(frozen=True, slots=True)
class Suspended:
    """Money whose place is not known yet: above zero it is missing, below zero it was too much."""

    account: str
    amount: int
    due: date
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits. `charges` nobody knows the outcome of, `unclaimed` were approved and are no sale yet."""

    charges: tuple[TerminalPayment, ...] = ()
    unclaimed: tuple[TerminalPayment, ...] = ()
    papers: tuple[PrintJob, ...] = ()
    suspended: tuple[Suspended, ...] = ()

    def __len__(self) -> int:
        return len(self.charges) + len(self.unclaimed) + len(self.papers) + len(self.suspended)


def pending(store: Store, counter: str, today: date) -> Pending:
    """What waits at this counter; suspense is the whole office's."""
    with store.read() as uow:
        charges = [p for p in uow.payments.in_state(*OPEN) if p.counter == counter]
        unclaimed = [p for p in uow.payments.in_state(PaymentState.APPROVED) if p.counter == counter]
        papers = uow.jobs.in_state(JobState.UNCONFIRMED)
    return Pending(tuple(charges), tuple(unclaimed), tuple(papers), tuple(_suspended(store, today)))


def _suspended(store: Store, today: date) -> list[Suspended]:
    found = []
    for account, amount in sorted(store.balances().items()):
        due = suspense_due(account)
        if due is not None and amount:
            found.append(Suspended(account, amount, due, due < today))
    return found
