"""The print spool's rows; what a document says is encrypted, because it says who sent what to whom."""

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from counter.domain.printing import JobState, PrintJob
from counter.storage.locks import SPOOL, hold
from counter.storage.prepared import Prepared, Row
from counter.storage.tables import print_job
from counter.storage.vault import Vault

_JOB = select(*(print_job.c[name] for name in PrintJob.__slots__)).order_by(print_job.c.position)
_MINE = print_job.c.counter == bindparam("counter")
_STATE = print_job.c.state == bindparam("state")

_GET = Prepared(_JOB.where(print_job.c.job_id == bindparam("job")))
_OF_SALE = Prepared(_JOB.where(print_job.c.action_id == bindparam("action")))
_IN_STATE = Prepared(_JOB.where(_MINE, _STATE).limit(bindparam("most")))
_COUNT = Prepared(select(func.count()).select_from(print_job).where(_MINE, _STATE))
_LAST_POSITION = Prepared(select(func.coalesce(func.max(print_job.c.position), 0)))
_ADD = Prepared(insert(print_job))
_MOVE = Prepared(
    update(print_job)
    .where(print_job.c.job_id == bindparam("job"))
    .values(
        state=bindparam("new_state"),
        problem=bindparam("new_problem"),
        attempts=print_job.c.attempts + bindparam("tries"),
    )
)
_ASSIGN = Prepared(update(print_job).where(print_job.c.job_id == bindparam("job")).values(role=bindparam("new_role")))


@cache
def _first_of(roles: int) -> Prepared:
    """The first job in a state that is for one of so many roles."""
    theirs = or_(*(print_job.c.role == bindparam(f"role_{n}") for n in range(roles)))
    return Prepared(_JOB.where(_MINE, _STATE, theirs).limit(1))


class SqlPrintJobs:
    """One counter's print jobs within one transaction: no counter prints another's papers."""

    def __init__(self, connection: Connection, vault: Vault, counter: str) -> None:
        self._connection = connection
        self._vault = vault
        self._counter = counter

    def add(self, jobs: Iterable[PrintJob]) -> None:
        """Queue jobs behind all others, in their order."""
        hold(self._connection, SPOOL)
        ((last,),) = _LAST_POSITION.rows(self._connection)
        _ADD.add(self._connection, [self._row(job, last + n) for n, job in enumerate(jobs, start=1)])

    def next_queued(self, roles: Sequence[str]) -> PrintJob | None:
        """The first job of these printer roles that waits."""
        if not roles:
            return None
        theirs = {f"role_{n}": role for n, role in enumerate(roles)}
        waits = {"counter": self._counter, "state": JobState.QUEUED.value}
        row = _first_of(len(roles)).first(self._connection, **waits, **theirs)
        return None if row is None else self._job(row)

    def get(self, job_id: str) -> PrintJob | None:
        """One job."""
        row = _GET.first(self._connection, job=job_id)
        return None if row is None else self._job(row)

    def of_sale(self, action_id: str) -> Sequence[PrintJob]:
        """The jobs of one settlement, in order."""
        return [self._job(row) for row in _OF_SALE.rows(self._connection, action=action_id)]

    def in_state(self, state: JobState, limit: int = 100) -> Sequence[PrintJob]:
        """Jobs in a state, oldest first."""
        rows = _IN_STATE.rows(self._connection, counter=self._counter, state=state.value, most=limit)
        return [self._job(row) for row in rows]

    def count(self, state: JobState) -> int:
        """How many jobs are in a state."""
        ((count,),) = _COUNT.rows(self._connection, counter=self._counter, state=state.value)
        return int(count)

    def move(self, job_id: str, state: JobState, problem: str = "", *, tried: bool = False) -> None:
        """Put a job into a state, with what stands in its way; `tried` counts an attempt."""
        _MOVE.change(self._connection, job=job_id, new_state=state.value, new_problem=problem, tries=int(tried))

    def assign(self, job_id: str, role: str) -> None:
        """Give a job to another role's printer."""
        _ASSIGN.change(self._connection, job=job_id, new_role=role)

    def _row(self, job: PrintJob, position: int) -> dict[str, object]:
        plain = {name: getattr(job, name) for name in job.__slots__}
        sealed = self._vault.seal("print_job", job.job_id, "snapshot", job.snapshot)
        return plain | {"state": job.state.value, "snapshot": sealed, "position": position, "counter": self._counter}

    def _job(self, row: Row) -> PrintJob:
        kept = dict(zip(PrintJob.__slots__, row, strict=True))
        snapshot = self._vault.open("print_job", kept["job_id"], "snapshot", kept["snapshot"])
        return PrintJob(**(kept | {"state": JobState(kept["state"]), "snapshot": snapshot}))
