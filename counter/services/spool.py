"""The print spool: jobs committed with their sale, sent one by one, and never believed without an answer."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from counter.domain.journal import SYSTEM, NewEntry
from counter.domain.printing import JobState, PrintJob
from counter.errors import Refused
from counter.services.identifiers import new_action_id
from counter.services.office_day import OfficeDay
from counter.services.paper import snapshot_of
from counter.services.ports import Clock, Store
from devices.link import DeviceStatus
from devices.printers.capabilities import Capabilities
from devices.printers.outcome import SendOutcome, Sent
from receipts.blocks import Mark
from receipts.documents import build
from receipts.render import to_escpos

Changed = Callable[[PrintJob], None]

# What certainly did not print goes back to the queue and waits for its printer; it can't double anything.
_STATES = {
    Sent.CONFIRMED: JobState.CONFIRMED,
    Sent.UNCONFIRMED: JobState.UNCONFIRMED,
    Sent.FAILED: JobState.QUEUED,
}

RETRY_SECONDS = 1.0


class Printer(Protocol):
    """A printer that takes a whole job and tells what became of it."""

    @property
    def capabilities(self) -> Capabilities: ...
    def send(self, job: bytes) -> SendOutcome: ...
    def poll(self) -> DeviceStatus: ...
    def mark_doubtful(self) -> None: ...


class Spool:
    """Sends queued jobs, one thread a printer; a dead printer holds up its own papers only, and nothing else.

    A job that certainly did not print waits for its printer; a job nobody knows about is the clerk's to decide:
    `in_hand` when the paper is there, or a marked copy.
    """

    def __init__(
        self, store: Store, printers: Mapping[str, Printer], clock: Clock, day: OfficeDay, changed: Changed
    ) -> None:
        self._store = store
        self._printers = printers
        self._clock = clock
        self._day = day
        self._changed = changed
        self._references: dict[str, str] = {}
        self._wakes: list[threading.Event] = []
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Settle what a crash left in the air, then begin to print."""
        self.recover()
        for name, roles in self._roles_by_printer().items():
            wake = threading.Event()
            thread = threading.Thread(target=self._run, args=(roles, wake), name=f"spool-{name}", daemon=True)
            self._wakes.append(wake)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """End after the jobs at hand."""
        self._ending.set()
        self.wake()
        for thread in self._threads:
            thread.join(timeout=5)

    def wake(self) -> None:
        """Look for jobs now."""
        for wake in self._wakes:
            wake.set()

    def recover(self) -> Sequence[PrintJob]:
        """Jobs found half-sent after a restart become unconfirmed, in the system's name."""
        with self._store.write() as uow:
            lost = uow.jobs.in_state(JobState.SENDING)
            for job in lost:
                uow.jobs.move(job.job_id, JobState.UNCONFIRMED, "restart")
            if lost:
                payload = {"jobs": [j.job_id for j in lost]}
                at = self._clock.now().isoformat(timespec="seconds")
                uow.journal.append(NewEntry(new_action_id(), "print-recovered", SYSTEM, self._day.today, at, payload))
            uow.commit()
        for role in {job.role for job in lost} & set(self._printers):
            # Half a job may stand in the printer: the next one must begin on its own paper.
            self._printers[role].mark_doubtful()
        return lost

    def print_next(self, roles: Sequence[str]) -> Sent | None:
        """Send the first queued job of these roles; None when none waits."""
        with self._store.write() as uow:
            job = uow.jobs.next_queued(roles)
            if job is None:
                return None
            uow.jobs.move(job.job_id, JobState.SENDING, tried=True)
            uow.commit()
        outcome = self._send(job)
        self._finish(job, outcome)
        return outcome.sent

    def printed_late(self, reference: str) -> None:
        """The printer says that a job in doubt is on paper after all (paper was put in)."""
        job_id = self._references.pop(reference, "")
        if not job_id:
            return
        with self._store.write() as uow:
            job = uow.jobs.get(job_id)
            if job is None or job.state is not JobState.UNCONFIRMED:
                return
            uow.jobs.move(job_id, JobState.CONFIRMED)
            uow.commit()
        self._changed(replace(job, state=JobState.CONFIRMED, problem=""))

    def in_hand(self, job_id: str) -> None:
        """The clerk holds the paper: the job is done. Refused when the job is not in doubt."""
        with self._store.write() as uow:
            job = uow.jobs.get(job_id)
            if job is None or job.state is not JobState.UNCONFIRMED:
                raise Refused(
                    "job-state",
                    "This print job cannot be changed now.",
                    "Look at the list of jobs again; it has moved on.",
                )
            uow.jobs.move(job_id, JobState.IN_HAND, job.problem)
            uow.commit()

    def waiting(self) -> tuple[int, int]:
        """(jobs that wait or are being sent, jobs that need the clerk)."""
        with self._store.read() as uow:
            count = uow.jobs.count
            return count(JobState.QUEUED) + count(JobState.SENDING), count(JobState.UNCONFIRMED)

    def _roles_by_printer(self) -> Mapping[str, Sequence[str]]:
        roles: dict[int, list[str]] = {}
        for role, printer in self._printers.items():
            roles.setdefault(id(printer), []).append(role)
        return {found[0]: found for found in roles.values()}

    def _send(self, job: PrintJob) -> SendOutcome:
        printer = self._printers[job.role]
        document = build(snapshot_of(job), Mark(copy_number=job.copy_number))
        return printer.send(to_escpos(document, printer.capabilities))

    def _finish(self, job: PrintJob, outcome: SendOutcome) -> None:
        state = _STATES[outcome.sent]
        problem = outcome.problem.value if outcome.problem else ""
        if state is JobState.UNCONFIRMED and outcome.reference:
            self._references[outcome.reference] = job.job_id
        with self._store.write() as uow:
            uow.jobs.move(job.job_id, state, problem)
            uow.commit()
        self._changed(replace(job, state=state, problem=problem))

    def _run(self, roles: Sequence[str], wake: threading.Event) -> None:
        while not self._ending.is_set():
            wake.clear()
            sent = self.print_next(roles)
            if sent is None or sent is Sent.FAILED:
                self._printers[roles[0]].poll()
                wake.wait(RETRY_SECONDS)
