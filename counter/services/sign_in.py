"""Signing in with a PIN, and what happens when it is wrong."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from counter.domain.journal import Actor, NewEntry
from counter.domain.staff import SignInGuard, StaffMember
from counter.errors import Refused
from counter.services.identifiers import new_action_id
from counter.services.office_day import OfficeDay
from counter.services.ports import Clock, Store

TRIES = 5
LOCK = timedelta(minutes=30)

_MEMORY_KIB = 19 * 1024
_PASSES = 2


def hash_pin(pin: str) -> str:
    """The argon2id hash of a PIN (about 19 MiB, two passes: OWASP's smallest advised)."""
    # Deferred: the library loads a compiled part that only signing in needs.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=1).hash(pin)


class SignIn:
    """Checks PINs; five wrong ones lock a member for thirty minutes, over restarts and clock changes."""

    def __init__(self, store: Store, clock: Clock, day: OfficeDay) -> None:
        self._store = store
        self._clock = clock
        self._day = day

    def members(self) -> Sequence[StaffMember]:
        """Who may sign in."""
        with self._store.read() as uow:
            return [m for m in uow.staff.members() if m.active]

    def verify(self, staff_id: str, pin: str) -> StaffMember:
        """The member whose PIN this is. Refused: unknown-staff, pin-locked, pin-wrong (which counts)."""
        with self._store.write() as uow:
            member, guard = uow.staff.get(staff_id), uow.staff.guard(staff_id)
            if member is None or not member.active:
                raise Refused("unknown-staff", "There is no such member of staff.", "Choose a name from the list.")
            now = self._clock.now()
            self._refuse_while_locked(guard, now)
            right = _matches(member.pin_hash, pin)
            uow.staff.set_guard(staff_id, SignInGuard() if right else _after_wrong(guard, now))
            uow.commit()
        if not right:
            raise _wrong_pin(TRIES - guard.failures - 1)
        return member

    def sign_in(self, staff_id: str, pin: str) -> StaffMember:
        """Verify, begin the day if need be, and write the sign-in down."""
        member = self.verify(staff_id, pin)
        self._day.begin()
        self._note(member, "sign-in")
        return member

    def sign_out(self, member: StaffMember) -> None:
        """Write the sign-out down."""
        self._note(member, "sign-out")

    def _note(self, member: StaffMember, kind: str) -> None:
        at = self._clock.now().isoformat(timespec="seconds")
        entry = NewEntry(new_action_id(), kind, Actor("person", member.staff_id), self._day.today, at, {})
        with self._store.write() as uow:
            uow.journal.append(entry)
            uow.commit()

    @staticmethod
    def _refuse_while_locked(guard: SignInGuard, now: datetime) -> None:
        if not guard.locked_until:
            return
        until = datetime.fromisoformat(guard.locked_until)
        # A clock set back must not shorten the wait, and one set far back must not make it endless.
        if now < until:
            raise Refused(
                "pin-locked",
                "Too many wrong PINs: locked until {until}.",
                "Wait, or ask a supervisor to sign in.",
                until=until.strftime("%H:%M"),
            )


def _matches(pin_hash: str, pin: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def _after_wrong(guard: SignInGuard, now: datetime) -> SignInGuard:
    failures = guard.failures + 1
    if failures < TRIES:
        return SignInGuard(failures)
    return SignInGuard(0, (now + LOCK).isoformat())


def _wrong_pin(left: int) -> Refused:
    if left <= 0:
        return Refused("pin-locked", "Too many wrong PINs: locked for 30 minutes.", "Ask a supervisor to sign in.")
    return Refused("pin-wrong", "The PIN is wrong.", "Try again; {left} tries are left.", left=left)
