"""The sample office's people, and counts of money."""

from collections.abc import Callable
from typing import TypeVar

from counter.bootstrap.core import Core
from counter.domain.sale import Tender
from counter.domain.staff import StaffMember
from counter.services.acceptance import ItemRequest, SettleRequest
from counter.services.approving import ApprovalNeeded
from counter.services.checkout import Settled
from counter.services.identifiers import new_action_id
from counter.services.permission import second_person
from tests.support import parcel

T = TypeVar("T")

CLERK, OTHER, SUPERVISOR = "zhangmin", "liqiang", "wangfang"


def member(core: Core, staff_id: str) -> StaffMember:
    return next(m for m in core.sign_in.members() if m.staff_id == staff_id)


def pieces(amount: int) -> dict[int, int]:
    """An amount in the fewest notes and coins."""
    counts = {}
    for worth in (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 2, 1):
        counts[worth], amount = divmod(amount, worth)
    return counts


def sell(core: Core, *tenders: Tender, who: str = CLERK, item: ItemRequest | None = None, action: str = "") -> Settled:
    """One parcel at 21.00, paid in cash unless said otherwise."""
    paid = tenders or (Tender("cash", 2100),)
    request = SettleRequest(action or new_action_id(), who, (item or parcel(),), paid)
    return core.checkout.settle(request, member(core, who))


def approved(
    core: Core, act: Callable[[], T], *, by: str = SUPERVISOR, who: str = CLERK, reason: str = "r", approval: str = ""
) -> T:
    """Do an act; when it asks for a second person, somebody says yes to exactly that. No PIN is hashed for it."""
    try:
        return act()
    except ApprovalNeeded as needed:
        at, on = core.clock.now().isoformat(timespec="seconds"), core.day.today
        given = second_person(member(core, who), member(core, by), needed.wanted, reason=reason, at=at, on=on)
        with core.store.write() as uow:
            uow.approvals.add(approval or new_action_id(), given)
            uow.commit()
        return act()
