"""The print spool's rows; what a document says is encrypted, because it says who sent what to whom."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from counter.domain.printing import JobState, PrintJob
from counter.storage.locks import SPOOL, hold
from counter.storage.tables import print_job
from counter.storage.vault import Vault


class SqlPrintJobs:
    """One counter's print jobs within one transaction: no counter prints another's papers."""

    def __init__(self, connection: Connection, vault: Vault, counter: str) -> None:
        self._connection = connection
        self._vault = vault
        self._mine = print_job.c.counter == counter
        self._counter = counter

    def add(self, jobs: Iterable[PrintJob]) -> None:
        """Queue jobs behind all others, in their order."""
        hold(self._connection, SPOOL)
        last = self._connection.execute(select(func.max(print_job.c.position))).scalar() or 0
        rows = [self._row(job, last + n) for n, job in enumerate(jobs, start=1)]
        if rows:
            self._connection.execute(insert(print_job), rows)

    def next_queued(self, roles: Sequence[str]) -> PrintJob | None:
        """The first job of these printer roles that waits."""
        waits = self._mine & (print_job.c.state == JobState.QUEUED.value) & print_job.c.role.in_(roles)
        found = self._select(waits, 1)
        return found[0] if found else None

    def get(self, job_id: str) -> PrintJob | None:
        """One job."""
        row = self._connection.execute(select(print_job).where(print_job.c.job_id == job_id)).mappings().first()
        return None if row is None else self._job(row)

    def of_sale(self, action_id: str) -> Sequence[PrintJob]:
        """The jobs of one settlement, in order."""
        return self._select(print_job.c.action_id == action_id, None)

    def in_state(self, state: JobState, limit: int = 100) -> Sequence[PrintJob]:
        """Jobs in a state, oldest first."""
        return self._select(self._mine & (print_job.c.state == state.value), limit)

    def count(self, state: JobState) -> int:
        """How many jobs are in a state."""
        return self._connection.execute(
            select(func.count()).select_from(print_job).where(self._mine, print_job.c.state == state.value)
        ).scalar_one()

    def move(self, job_id: str, state: JobState, problem: str = "", *, tried: bool = False) -> None:
        """Put a job into a state, with what stands in its way; `tried` counts an attempt."""
        values = {"state": state.value, "problem": problem, "attempts": print_job.c.attempts + int(tried)}
        self._connection.execute(update(print_job).where(print_job.c.job_id == job_id).values(values))

    def assign(self, job_id: str, role: str) -> None:
        """Give a job to another role's printer."""
        self._connection.execute(update(print_job).where(print_job.c.job_id == job_id).values(role=role))

    def _select(self, condition: Any, limit: int | None) -> Sequence[PrintJob]:
        query = select(print_job).where(condition).order_by(print_job.c.position).limit(limit)
        return [self._job(row) for row in self._connection.execute(query).mappings()]

    def _row(self, job: PrintJob, position: int) -> dict[str, object]:
        plain = {name: getattr(job, name) for name in job.__slots__}
        sealed = self._vault.seal("print_job", job.job_id, "snapshot", job.snapshot)
        return plain | {"state": job.state.value, "snapshot": sealed, "position": position, "counter": self._counter}

    def _job(self, row: Mapping[Any, Any]) -> PrintJob:
        plain = {name: row[name] for name in PrintJob.__slots__}
        snapshot = self._vault.open("print_job", row["job_id"], "snapshot", row["snapshot"])
        return PrintJob(**(plain | {"state": JobState(row["state"]), "snapshot": snapshot}))
