from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from counter.domain.approvals import ACT_OF_ACTION, Act, Approval, Approvals, approve, may_approve
from counter.domain.roles import MATRIX, Permission
from counter.domain.staff import StaffMember
from counter.errors import UsageError

TODAY = date(2026, 11, 22)
CLERK = StaffMember("c1", "李", "clerk", "", "2026-01-01")
CHIEF = StaffMember("s1", "王", "supervisor", "", "2026-01-01")
ACT = Act("O05", "id-1", "c1", "parcel 3", {"weight_g": 900}, {"weight_g": 1200})
CODES = ["O01", "O02", "O03", "O04", "O05", "O06", "O07", "O08", "O09", "O10", "O11", "O13"]


def test_every_act_of_the_list_is_there_and_asked_for_by_default() -> None:
    approvals = Approvals()
    assert list(approvals.rules) == CODES
    assert all(approvals.needs_second_person(code) for code in CODES)
    assert all(rule.text["zh"] and rule.text["en"] for rule in approvals.rules.values())


def test_configuration_turns_an_act_off_but_never_a_fixed_one() -> None:
    approvals = Approvals().configured({"O05": False, "O07": True})
    assert not approvals.needs_second_person("O05")
    for code in ("O07", "O08", "O09", "O11"):
        with pytest.raises(UsageError, match="approval-fixed"):
            Approvals().configured({code: False})
    with pytest.raises(UsageError, match="unknown-act"):
        Approvals().configured({"O12": True})


# Requester, approver and seller each in every constellation that matters; None: the approval is given.
def expected(requester: StaffMember, approver: StaffMember, seller: str) -> str | None:
    if requester.staff_id == approver.staff_id:
        return "same-person"
    if seller == approver.staff_id:
        return "own-sale"
    if not approver.active:
        return "inactive"
    if approver.role not in {"clerk", "supervisor", "auditor", "installer"}:
        return "unknown-role"
    if approver.role != "supervisor":
        return "role-forbids"
    return None if approver.trained_on == "2026-01-01" else "not-trained"


APPROVERS = [
    StaffMember(staff_id, "王", role, "", trained_on, active)
    for staff_id, role, trained_on, active in product(
        ["c1", "s1"],
        ["clerk", "supervisor", "auditor", "installer", "boss"],
        ["2026-01-01", "", "2026-11-23"],
        [True, False],
    )
]


@pytest.mark.parametrize("approver", APPROVERS, ids=str)
@pytest.mark.parametrize("seller", ["", "c1", "s1", "x9"])
def test_who_may_approve_what(approver: StaffMember, seller: str) -> None:
    for code in CODES:
        denied = may_approve(CLERK, approver, replace(ACT, code=code, sale_by=seller), TODAY)
        assert denied == expected(CLERK, approver, seller)


def test_every_action_that_needs_two_people_has_an_act_to_approve() -> None:
    needing = {action for (_, action), cell in MATRIX.items() if cell is Permission.WITH_SECOND_PERSON}
    assert needing == set(ACT_OF_ACTION)
    assert set(ACT_OF_ACTION.values()) <= set(CODES)


def test_a_supervisor_never_approves_their_own_request_or_sale() -> None:
    assert may_approve(CHIEF, CHIEF, ACT, TODAY) == "same-person"
    other = replace(CHIEF, staff_id="s2")
    assert may_approve(other, CHIEF, replace(ACT, sale_by="s1"), TODAY) == "own-sale"


def test_an_approval_names_both_and_needs_a_reason() -> None:
    given = approve(CLERK, CHIEF, ACT, reason=" 秤坏了 ", at="2026-11-22T10:00:00+08:00", on=TODAY)
    assert isinstance(given, Approval)
    assert (given.requester, given.approver, given.reason) == ("c1", "s1", "秤坏了")
    assert approve(CLERK, CHIEF, ACT, reason=" ", at="", on=TODAY) == "reason-missing"
    assert approve(CLERK, CLERK, ACT, reason="x", at="", on=TODAY) == "same-person"


@pytest.mark.parametrize(
    "other",
    [
        replace(ACT, code="O06"),
        replace(ACT, action_id="id-2"),
        replace(ACT, subject="parcel 4"),
        replace(ACT, sale_by="c2"),
        replace(ACT, before={"weight_g": 901}),
        replace(ACT, after={"weight_g": 1201}),
        replace(ACT, after={"weight_g": "1200"}),
    ],
)
def test_an_approval_is_good_for_that_act_alone(other: Act) -> None:
    given = approve(CLERK, CHIEF, ACT, reason="秤坏了", at="", on=TODAY)
    assert isinstance(given, Approval)
    assert given.covers(ACT)
    assert not given.covers(other)
