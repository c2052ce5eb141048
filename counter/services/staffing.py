"""Who works at the counter: added, retired, given a PIN, each change written down with who made it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from counter.domain.journal import Actor, Json, NewEntry
from counter.domain.roles import Action, Role
from counter.domain.sanitise import ascii_digits, clean_text
from counter.domain.staff import SignInGuard, StaffMember
from counter.errors import Refused, UsageError
from counter.services.identifiers import new_action_id
from counter.services.office_day import OfficeDay
from counter.services.permission import require
from counter.services.ports import Clock, Store, UnitOfWork
from counter.services.sign_in import hash_pin

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
_PIN = re.compile(r"[0-9]{4,12}")
_ROW = "01234567890123456789"


class Staffing:
    """Keeps the list of staff. The first member of an empty office needs nobody's leave: somebody must begin."""

    def __init__(self, store: Store, clock: Clock, day: OfficeDay) -> None:
        self._store = store
        self._clock = clock
        self._day = day

    def members(self, by: StaffMember) -> Sequence[StaffMember]:
        """All members, retired ones too."""
        require(by, Action.STAFF_VIEW, self._day.today)
        with self._store.read() as uow:
            return uow.staff.members()

    def is_empty(self) -> bool:
        """Whether nobody works here yet."""
        with self._store.read() as uow:
            return not uow.staff.members()

    def add(self, by: StaffMember | None, staff_id: str, name: str, role: str, pin: str, trained_on: str = "") -> None:
        """Add a member; `trained_on` is an ISO date or empty, and who is not trained accepts nothing.

        UsageError staff-id, staff-role, staff-date, pin-simple, staff-exists; Refused role-forbids.
        """
        _check_new(staff_id, role, trained_on)
        member = StaffMember(staff_id, clean_text(name, max_length=40) or staff_id, role, _hashed(pin), trained_on)
        with self._store.write() as uow:
            # Whether the office is empty is asked where it is answered: two first members can't both come first.
            self._require_editor(uow, by)
            if by is None and role != Role.SUPERVISOR.value:
                raise UsageError("staff-role", "There is no role {role}.", "Add another supervisor first.", role=role)
            if uow.staff.get(staff_id) is not None:
                raise UsageError(
                    "staff-exists",
                    "There is a member of staff {id} already.",
                    "Choose another id; a retired one comes back with set-pin.",
                    id=staff_id,
                )
            uow.staff.save(member)
            self._note(uow, by, "add", {"staff": staff_id, "role": role, "trained_on": trained_on})
            uow.commit()

    def retire(self, by: StaffMember, staff_id: str) -> None:
        """Take a member out of service; the last supervisor stays. Refused unknown-staff, last-supervisor."""
        with self._store.write() as uow:
            self._require_editor(uow, by)
            member = _existing(uow, staff_id)
            others = [m for m in uow.staff.members() if m.active and m.staff_id != staff_id]
            if not any(m.role == Role.SUPERVISOR.value for m in others):
                raise Refused(
                    "last-supervisor",
                    "The office needs an active supervisor besides.",
                    "Add another supervisor first.",
                )
            uow.staff.save(replace(member, active=False))
            self._note(uow, by, "retire", {"staff": staff_id})
            uow.commit()

    def set_pin(self, by: StaffMember, staff_id: str, pin: str) -> None:
        """Give a member a new PIN: one's own, or anybody's as a supervisor, which brings a retired one back."""
        hashed = _hashed(pin)
        with self._store.write() as uow:
            if by.staff_id != staff_id:
                self._require_editor(uow, by)
            member = _existing(uow, staff_id)
            back = member.active or by.staff_id != staff_id
            uow.staff.save(replace(member, pin_hash=hashed, active=back))
            uow.staff.set_guard(staff_id, SignInGuard())
            self._note(uow, by, "set-pin", {"staff": staff_id})
            uow.commit()

    def _require_editor(self, uow: UnitOfWork, by: StaffMember | None) -> None:
        if by is not None:
            require(by, Action.STAFF_EDIT, self._clock.now().date())
        elif uow.staff.members():
            raise UsageError(
                "staff-by",
                "Nobody was named who does this.",
                "Name a member of staff with --by; their PIN is asked for.",
            )

    def _note(self, uow: UnitOfWork, by: StaffMember | None, what: str, facts: dict[str, Json]) -> None:
        actor = Actor("person", by.staff_id) if by else Actor("support", "first-member")
        now = self._clock.now()
        last = uow.journal.last_of(["day-open"])
        day = date.fromisoformat(last.business_date) if last else now.date()
        at = now.isoformat(timespec="seconds")
        uow.journal.append(NewEntry(new_action_id(), "staff", actor, day, at, {"what": what, **facts}))


def _check_new(staff_id: str, role: str, trained_on: str) -> None:
    if _ID.fullmatch(staff_id) is None:
        raise UsageError(
            "staff-id", "{id} is no id.", "Use letters, digits and hyphens, at most 32.", id=clean_text(staff_id)[:40]
        )
    roles = ", ".join(r.value for r in Role)
    if role not in {r.value for r in Role}:
        raise UsageError("staff-role", "There is no role {role}.", "Use one of {known}.", role=role, known=roles)
    try:
        date.fromisoformat(trained_on or "2000-01-01")
    except ValueError as error:
        raise UsageError("staff-date", "{day} is no date.", "Write it as YYYY-MM-DD.", day=trained_on[:20]) from error


def _hashed(pin: str) -> str:
    plain = ascii_digits(pin)
    if _PIN.fullmatch(plain) is None or len(set(plain)) == 1 or plain in _ROW or plain[::-1] in _ROW:
        raise UsageError(
            "pin-simple", "The PIN is too simple.", "Choose 4 to 12 digits, not all alike and not in a row."
        )
    return hash_pin(plain)


def _existing(uow: UnitOfWork, staff_id: str) -> StaffMember:
    member = uow.staff.get(staff_id)
    if member is None:
        raise Refused("unknown-staff", "There is no such member of staff.", "Choose a name from the list.")
    return member
