"""Mail-number blocks, acceptances in progress and staff in tables."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from counter.domain.numbers import NumberBlock
from counter.domain.staff import SignInGuard, StaffMember
from counter.storage.locks import NUMBERS, hold
from counter.storage.prepared import Prepared
from counter.storage.tables import draft, number_block, staff
from counter.storage.vault import Vault

_BLOCK = [number_block.c[name] for name in NumberBlock.__slots__]

_OPEN_BLOCKS = Prepared(
    select(*_BLOCK).where(
        number_block.c.kind == bindparam("kind"),
        number_block.c.next_serial <= number_block.c.last,
        (number_block.c.counter == "") | (number_block.c.counter == bindparam("counter")),
    )
)
_USE_NUMBER = Prepared(
    update(number_block).where(number_block.c.block_id == bindparam("block")).values(next_serial=bindparam("following"))
)
_SAVE_DRAFT = Prepared(
    update(draft)
    .where(draft.c.action_id == bindparam("action"))
    .values({name: bindparam(f"new_{name}") for name in ("counter", "clerk", "at", "body")})
)
_ADD_DRAFT = Prepared(insert(draft))
_DELETE_DRAFT = Prepared(delete(draft).where(draft.c.action_id == bindparam("action")))


class SqlNumbers:
    """Number blocks within one transaction, as one counter may use them: its own, and those that all share."""

    def __init__(self, connection: Connection, counter: str) -> None:
        self._connection = connection
        self._counter = counter

    def take(self, kind: str) -> str | None:
        """Take the next number of a kind, or None when every block of it is empty."""
        # Held before the row is read: a block that another counter is emptying would seem full, and the next unseen.
        hold(self._connection, NUMBERS)
        rows = _OPEN_BLOCKS.rows(self._connection, kind=kind, counter=self._counter)
        if not rows:
            return None
        # This counter's own blocks before those that all share, each kind in the order of its ids.
        block = min((NumberBlock(*row) for row in rows), key=lambda b: (b.counter == "", b.block_id))
        _USE_NUMBER.change(self._connection, block=block.block_id, following=block.next_serial + 1)
        return block.number(block.next_serial)

    def hold(self) -> None:
        """Keep others from taking or loading numbers until this transaction ends."""
        hold(self._connection, NUMBERS)

    def cut(self, kind: str, count: int, block_id: str, counter: str) -> NumberBlock | None:
        """Cut so many numbers in a row off a shared block, as a block for another counter; None if none has them."""
        self.hold()
        shared = (b for b in self.blocks() if b.kind == kind and b.counter == "" and b.left >= count)
        block = next(shared, None)
        if block is None:
            return None
        last = block.next_serial + count - 1
        cut = NumberBlock(
            block_id, kind, block.prefix, block.country, block.next_serial, last, block.next_serial, counter
        )
        self._connection.execute(
            update(number_block).where(number_block.c.block_id == block.block_id).values(next_serial=last + 1)
        )
        self.add_block(cut)
        return cut

    def add_block(self, block: NumberBlock) -> None:
        """Load a block."""
        self._connection.execute(insert(number_block), [{n: getattr(block, n) for n in block.__slots__}])

    def blocks(self) -> Sequence[NumberBlock]:
        """All blocks, used up or not."""
        rows = self._connection.execute(select(*_BLOCK).order_by(number_block.c.block_id))
        return [NumberBlock(*row) for row in rows]


class SqlDrafts:
    """Acceptances in progress within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def save(self, action_id: str, counter: str, clerk: str, at: str, text: str) -> None:
        """Keep the newest state of an acceptance."""
        body = self._vault.seal("draft", action_id, "body", text)
        values = {"counter": counter, "clerk": clerk, "at": at, "body": body}
        new = {f"new_{name}": value for name, value in values.items()}
        if not _SAVE_DRAFT.change(self._connection, action=action_id, **new):
            _ADD_DRAFT.change(self._connection, action_id=action_id, **values)

    def of_counter(self, counter: str) -> Sequence[tuple[str, str, str]]:
        """(action id, clerk, text) of a counter's unfinished acceptances, oldest first."""
        rows = self._connection.execute(select(draft).where(draft.c.counter == counter).order_by(draft.c.at))
        return [(r.action_id, r.clerk, self._vault.open("draft", r.action_id, "body", r.body)) for r in rows]

    def delete(self, action_id: str) -> None:
        """Forget one; harmless when it is gone."""
        _DELETE_DRAFT.change(self._connection, action=action_id)


class SqlStaff:
    """Staff within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def members(self) -> Sequence[StaffMember]:
        """All members by id."""
        rows = self._connection.execute(select(staff).order_by(staff.c.staff_id))
        return [StaffMember(r.staff_id, r.name, r.role, r.pin_hash, r.trained_on, bool(r.active)) for r in rows]

    def get(self, staff_id: str) -> StaffMember | None:
        """One member."""
        return next((m for m in self.members() if m.staff_id == staff_id), None)

    def save(self, member: StaffMember) -> None:
        """Add a member, or write the newest state of one."""
        values = {n: getattr(member, n) for n in member.__slots__} | {"active": int(member.active)}
        done = self._connection.execute(update(staff).where(staff.c.staff_id == member.staff_id).values(values))
        if done.rowcount == 0:
            self._connection.execute(insert(staff), [values | {"failures": 0, "locked_until": ""}])

    def guard(self, staff_id: str) -> SignInGuard:
        """How often this member's PIN was wrong."""
        row = self._connection.execute(
            select(staff.c.failures, staff.c.locked_until, staff.c.pin_watch).where(staff.c.staff_id == staff_id)
        ).first()
        return SignInGuard() if row is None else SignInGuard(row.failures, row.locked_until, row.pin_watch)

    def set_guard(self, staff_id: str, guard: SignInGuard) -> None:
        """Keep how often this member's PIN was wrong."""
        values = {"failures": guard.failures, "locked_until": guard.locked_until, "pin_watch": guard.watch}
        self._connection.execute(update(staff).where(staff.c.staff_id == staff_id).values(values))
