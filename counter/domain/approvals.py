"""What needs a second person, who that may be, and an approval bound to one act.

Defaults follow the list of what a supervisor may approve; which of them an office asks for is configuration, but for
those that move money or show people's data.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from counter.domain.roles import Action, why_not
from counter.domain.staff import StaffMember
from counter.errors import UsageError

Value = str | int | bool | None
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """One act that may need a second person.

    `needed`: asked for at this office. `fixed`: no configuration may turn it off. `on_paper`: both names print.
    """

    code: str
    text: Text
    needed: bool = True
    fixed: bool = False
    on_paper: bool = False


_RULES = (
    ApprovalRule("O01", {"zh": "易腐、贵重物品或特殊包装", "en": "perishables, valuables, odd packing"}),
    ApprovalRule(
        "O02", {"zh": "按配置限寄的物品（酒、液体、粉末、药品、植物）", "en": "goods limited by configuration"}
    ),
    ApprovalRule("O03", {"zh": "锂电池由航空改陆运", "en": "lithium from air to surface"}, on_paper=True),
    ApprovalRule(
        "O04", {"zh": "单件不可分割物品超出境限值", "en": "one indivisible item over the value limit"}, on_paper=True
    ),
    ApprovalRule("O05", {"zh": "手工录入重量", "en": "manual weight"}, on_paper=True),
    ApprovalRule("O06", {"zh": "手工录入证件", "en": "manual entry of identity"}),
    ApprovalRule(
        "O07", {"zh": "出具收据后作废、退款", "en": "void or refund after the receipt"}, fixed=True, on_paper=True
    ),
    ApprovalRule("O08", {"zh": "长短款入账", "en": "booking a short or over"}, fixed=True, on_paper=True),
    ApprovalRule("O09", {"zh": "重新打开已结班次", "en": "reopening a closed shift"}, fixed=True, on_paper=True),
    ApprovalRule("O10", {"zh": "保价超过限额", "en": "insured value over the limit"}, on_paper=True),
    ApprovalRule("O11", {"zh": "查看隐去的个人信息", "en": "unmasking personal data"}, fixed=True),
    ApprovalRule("O13", {"zh": "逾期理赔（通融）", "en": "a late claim, as goodwill"}, on_paper=True),
)

ACT_OF_ACTION: Mapping[Action, str] = {
    Action.MANUAL_WEIGHT: "O05",
    Action.MANUAL_ID: "O06",
    Action.VOID: "O07",
    Action.REFUND: "O07",
    Action.WITHDRAW: "O07",
    Action.BOOK_DIFFERENCE: "O08",
    Action.TILL_REOPEN: "O09",
    Action.UNMASK: "O11",
}
"""The act that is approved when an action needs a second person."""


@dataclass(frozen=True, slots=True)
class Approvals:
    """The acts of this office that need a second person."""

    rules: Mapping[str, ApprovalRule] = field(default_factory=lambda: {rule.code: rule for rule in _RULES})

    def configured(self, needed: Mapping[str, bool]) -> "Approvals":
        """Return these approvals with some turned on or off; raises UsageError for an unknown or fixed one."""
        changed = dict(self.rules)
        for code, is_needed in needed.items():
            rule = self.rule(code)
            if rule.fixed and not is_needed:
                raise UsageError(
                    "approval-fixed", "{act} always needs a second person", "Leave it out of the settings.", act=code
                )
            changed[code] = replace(rule, needed=is_needed)
        return Approvals(changed)

    def rule(self, code: str) -> ApprovalRule:
        """Return the rule of an act; raises UsageError for an unknown code."""
        if code not in self.rules:
            known = ", ".join(self.rules)
            raise UsageError(
                "unknown-act", "There is no act {act} to approve", "Use one of {known}.", act=code, known=known
            )
        return self.rules[code]

    def needs_second_person(self, code: str) -> bool:
        """Return whether this office asks a second person for an act."""
        return self.rule(code).needed


@dataclass(frozen=True, slots=True)
class Act:
    """The one thing to approve: its code, the action id, whose sale it is, and the values before and after."""

    code: str
    action_id: str
    sale_by: str = ""
    subject: str = ""
    before: Mapping[str, Value] = field(default_factory=dict)
    after: Mapping[str, Value] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of everything approved, so that another item or value is another act."""
        told = [self.code, self.action_id, self.sale_by, self.subject, dict(self.before), dict(self.after)]
        line = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Approval:
    """A second person's yes to one act; `at` is an ISO time. It is good once, for exactly that act."""

    code: str
    action_id: str
    digest: str
    requester: str
    approver: str
    reason: str
    at: str

    def covers(self, act: Act) -> bool:
        """Return whether this is the approval of that act with those values."""
        return (self.code, self.action_id, self.digest) == (act.code, act.action_id, act.digest)


def may_approve(requester: StaffMember, approver: StaffMember, act: Act, on: date) -> str | None:
    """Return the code of what keeps `approver` from approving `act` for `requester` on a day, or None.

    Codes: same-person, own-sale, and for the approver inactive, unknown-role, role-forbids, not-trained. Nobody
    approves what they asked for themselves, or anything of a sale they made, whoever asks.
    """
    if approver.staff_id == requester.staff_id:
        return "same-person"
    if act.sale_by and approver.staff_id == act.sale_by:
        return "own-sale"
    return why_not(approver, Action.APPROVE, on)


def approve(
    requester: StaffMember, approver: StaffMember, act: Act, *, reason: str, at: str, on: date
) -> Approval | str:
    """Return the approval of an act, or the code of what forbids it (those of may_approve, and reason-missing)."""
    denied = may_approve(requester, approver, act, on) or (None if reason.strip() else "reason-missing")
    if denied is not None:
        return denied
    return Approval(act.code, act.action_id, act.digest, requester.staff_id, approver.staff_id, reason.strip(), at)
