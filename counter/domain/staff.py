"""People who work at the counter."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One who can sign in; `trained_on` is an ISO date or empty, `role` one of the office's roles."""

    staff_id: str
    name: str
    role: str
    pin_hash: str
    trained_on: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class SignInGuard:
    """How often a PIN was wrong in a row, and until when (ISO time) no PIN is tried."""

    failures: int = 0
    locked_until: str = ""
