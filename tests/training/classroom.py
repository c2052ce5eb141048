"""A practice office in a test's hands: what a clerk would do at the screen, done by the same services."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from counter.domain.parties import Party
from counter.domain.sale import Sale
from counter.domain.staff import StaffMember
from counter.services import acts
from counter.services.acceptance import ItemRequest
from counter.services.approving import ApprovalNeeded
from counter.services.correcting import Asked
from counter.services.desk import Desk
from counter.services.identifiers import new_action_id
from counter.services.refusing import RefusalRequest
from counter.services.training.practice import Practice, Progress
from counter.services.weighing import manual_weight
from tests.support import SENDER, parcel, settle_request

PATIENCE_S = 20


@dataclass(frozen=True)
class Classroom:
    """The office and whoever practises in it."""

    desk: Desk
    practice: Practice

    @property
    def clerk(self) -> StaffMember:
        return self._member("liqiang")

    def start(self, code: str) -> Progress:
        return self.practice.start(code, self.clerk)

    def sell(self, *items: ItemRequest, cash: int = 50_000) -> Sale:
        request = settle_request(*(_by_me(item) for item in items or (parcel(),)), cash=cash, clerk="liqiang")
        sale = self.desk.checkout.settle(request, self.clerk).sale
        self.desk.spool.wake()
        return sale

    def sell_by_hand(self, grams: int) -> Sale:
        action = new_action_id()
        approving = self.desk.trust.approving
        approving.grant(acts.weight(action, grams), self.clerk, "zz-trainer", "0000", "scale dead")
        weight = manual_weight(grams, reason="scale dead", entered_by="liqiang", approved_by="zz-trainer")
        item = _by_me(parcel(weight=weight))
        request = settle_request(item, cash=50_000, clerk="liqiang", action_id=action)
        sale = self.desk.checkout.settle(request, self.clerk).sale
        self.desk.spool.wake()
        return sale

    def refuse(self, code: str) -> None:
        request = RefusalRequest(new_action_id(), code, "衣服", "香蕉水", Party(SENDER.name, SENDER.phone, ""))
        self.desk.trust.refusing.refuse(request, self.clerk)
        self.desk.spool.wake()

    def void(self, action_id: str) -> None:
        """As the search screen does: tried, approved by the practice supervisor, and done."""
        assert self.desk.money is not None
        asked = Asked(new_action_id(), self.clerk, "C01 the customer's wish")
        try:
            self.desk.money.corrections.void(asked, action_id)
        except ApprovalNeeded as needed:
            grant = self.desk.trust.approving.grant
            grant(needed.wanted, self.clerk, "zz-trainer", "0000", asked.reason)
            self.desk.money.corrections.void(asked, action_id)
        self.desk.spool.wake()

    def sale_of(self, mail_number: str) -> Sale:
        with self.desk.store.read() as uow:
            found = uow.sales.item(mail_number)
        assert found is not None
        return found[0]

    def look(self) -> Progress:
        progress = self.practice.look()
        assert progress is not None
        return progress

    def until_seen(self, holds: Callable[[Progress], bool], what: str) -> Progress:
        """Papers come from a thread of their own: look until they are there."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            progress = self.look()
            if holds(progress):
                return progress
            time.sleep(0.02)
        raise AssertionError(f"never: {what}; {self.look()}")

    def _member(self, staff_id: str) -> StaffMember:
        return next(m for m in self.desk.sign_in.members() if m.staff_id == staff_id)


def _by_me(item: ItemRequest) -> ItemRequest:
    assert item.inspection is not None
    return replace(item, inspection=replace(item.inspection, inspector="liqiang"))
