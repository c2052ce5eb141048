"""Asking the table of roles, and binding a second person's yes to one act."""

from datetime import date

from counter.domain.approvals import Act, Approval, approve
from counter.domain.roles import Action, why_not
from counter.domain.staff import StaffMember
from counter.errors import Refused


def require(staff: StaffMember, action: Action, on: date) -> None:
    """Refused when a person may not do an action on a day: role-forbids, not-trained, inactive, unknown-role."""
    code = why_not(staff, action, on)
    if code is not None:
        raise Refused(
            code,
            "{name} may not do this ({action}).",
            "Ask somebody whose role allows it.",
            name=staff.name,
            action=action.value,
        )


def second_person(
    staff: StaffMember, approver: StaffMember | None, act: Act, *, reason: str, at: str, on: date
) -> Approval:
    """The approval of one act. Refused approval-needed, reason-missing, or with what keeps the second person from it.

    The approver's PIN was asked for this one act by the caller.
    """
    if not reason.strip():
        raise Refused("reason-missing", "A reason is missing.", "Say why; it is printed and kept.")
    if approver is None:
        raise Refused(
            "approval-needed",
            "A second person must approve this ({act}).",
            "Ask a supervisor to approve it with their PIN.",
            act=act.code,
        )
    answer = approve(staff, approver, act, reason=reason, at=at, on=on)
    if isinstance(answer, str):
        raise Refused(
            answer,
            "{name} may not approve this ({act}).",
            "Ask another supervisor: nobody approves what they asked for or sold themselves.",
            name=approver.name,
            act=act.code,
        )
    return answer
