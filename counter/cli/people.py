"""Who a command acts for: a clerk, and where it needs one a second person, each with their PIN."""

import argparse
import getpass
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.bootstrap.core import Core
    from counter.domain.staff import StaffMember

PIN = "COUNTER_PIN"
APPROVER_PIN = "COUNTER_APPROVER_PIN"


def add_clerk(parser: argparse.ArgumentParser) -> None:
    """The option that names the clerk."""
    parser.add_argument(
        "--clerk", required=True, metavar="ID", help=f"who does it; the PIN is asked, or read from {PIN}"
    )


def add_approver(parser: argparse.ArgumentParser) -> None:
    """The options of a second person's approval."""
    parser.add_argument(
        "--approver", metavar="ID", help=f"who approves it; the PIN is asked, or read from {APPROVER_PIN}"
    )
    parser.add_argument("--reason", default="", help="why; it is printed and kept")


def clerk_of(args: argparse.Namespace, core: "Core") -> "StaffMember":
    """The clerk, their PIN checked. Refused pin-wrong, pin-locked."""
    return _verified(core, args.clerk, PIN)


def approver_of(args: argparse.Namespace, core: "Core") -> "StaffMember | None":
    """The second person, their PIN checked for this one act; None when nobody was named."""
    return _verified(core, args.approver, APPROVER_PIN) if args.approver else None


def _verified(core: "Core", staff_id: str, variable: str) -> "StaffMember":
    pin = os.environ.get(variable) or getpass.getpass(f"PIN ({staff_id}): ")
    return core.sign_in.verify(staff_id, pin)
