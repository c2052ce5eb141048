"""A second person's yes, given at the clerk's screen: one PIN, one act, good once."""

from collections.abc import Mapping

from counter.domain.approvals import Act, Approval, Approvals
from counter.domain.journal import Actor, Json, NewEntry
from counter.domain.staff import StaffMember
from counter.errors import Refused
from counter.services.identifiers import new_action_id
from counter.services.office_day import OfficeDay
from counter.services.permission import second_person
from counter.services.ports import Clock, Store, UnitOfWork
from counter.services.sign_in import SignIn

Text = Mapping[str, str]


class ApprovalNeeded(Refused):
    """Nobody approved it yet; `wanted` is exactly what a second person is to approve."""

    def __init__(self, wanted: Act, what: Text) -> None:
        super().__init__(
            "approval-needed",
            "A second person must approve this ({act}: {what}).",
            "Ask a supervisor to approve exactly this at this screen, with their PIN.",
            act=wanted.code,
            what=what,
        )
        self.wanted = wanted


class Approving:
    """Grants approvals, and uses them up."""

    def __init__(self, store: Store, clock: Clock, day: OfficeDay, sign_in: SignIn, approvals: Approvals) -> None:
        self._store = store
        self._clock = clock
        self._day = day
        self._sign_in = sign_in
        self.approvals = approvals

    def needed(self, code: str) -> bool:
        """Whether this office asks a second person for an act."""
        return self.approvals.needs_second_person(code)

    def grant(self, act: Act, requester: StaffMember, supervisor_id: str, pin: str, reason: str) -> Approval:
        """Check the supervisor's PIN for this one act, and keep their yes, in the journal too.

        Refused: pin-wrong (it counts), pin-locked, unknown-staff, approval-needed with what keeps this person from
        approving (same-person, own-sale, role-forbids, not-trained, inactive), reason-missing.
        """
        self.approvals.rule(act.code)
        supervisor = self._sign_in.verify(supervisor_id, pin)
        today, at = self._day.today, self._clock.now().isoformat(timespec="seconds")
        given = second_person(requester, supervisor, act, reason=reason, at=at, on=today)
        approval_id = new_action_id()
        facts: dict[str, Json] = {
            "act": act.code,
            "for": act.action_id,
            "digest": act.digest,
            "requester": given.requester,
            "reason": given.reason,
        }
        with self._store.write() as uow:
            uow.approvals.add(approval_id, given)
            entry = NewEntry(approval_id, "approval", Actor("person", given.approver), today, at, facts)
            uow.journal.append(entry)
            uow.commit()
        return given

    def use(self, uow: UnitOfWork, act: Act, requester: str, used_for: str) -> Approval | None:
        """Use the approval of exactly this act up; None where this office asks no second person for it.

        Refused approval-needed where nobody approved it, or the approval was used already.
        """
        if not self.needed(act.code):
            return None
        found = uow.approvals.unused(act.action_id, act.digest)
        # Asked for by somebody else, it was given to somebody else.
        if found is None or found[1].requester != requester or not found[1].covers(act):
            raise ApprovalNeeded(act, self.approvals.rule(act.code).text)
        uow.approvals.use(found[0], used_for, self._clock.now().isoformat(timespec="seconds"))
        return found[1]
