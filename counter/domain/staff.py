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
    """How often a PIN was wrong in a row, and until when (ISO time, as it is told) no PIN is tried.

    `watch` is what each counter saw pass of the wait by its own monotonic clock; no wall clock shortens or prolongs it.
    """

    failures: int = 0
    locked_until: str = ""
    watch: str = ""
