"""What a counter does in a day, each step telling what was acknowledged by then."""

from collections.abc import Callable
from contextlib import suppress

from counter.bootstrap.core import Core
from counter.domain.journal import Entry
from counter.domain.staff import StaffMember
from counter.errors import Refused
from counter.services.acceptance import SettleRequest
from counter.services.drafts import Draft
from counter.services.identifiers import new_action_id
from counter.services.reprint import Reprint
from counter.services.spool import Spool
from devices.link import DeviceStatus, LinkState
from devices.printers.capabilities import Capabilities
from devices.printers.outcome import SendOutcome, Sent
from tests.counter.services.people import approved, pieces
from tests.faults.judge import Ack
from tests.support import parcel, settle_request

Told = Callable[[Ack], None]
ROLES = ("waybill", "receipt", "report")


class SurePrinter:
    """A printer that says of every job what it was made to say."""

    capabilities = Capabilities("simulated")

    def __init__(self, answer: Sent = Sent.CONFIRMED) -> None:
        self._answer = answer

    def send(self, job: bytes) -> SendOutcome:
        return SendOutcome(self._answer)

    def poll(self) -> DeviceStatus:
        return DeviceStatus("printer", LinkState.READY)

    def mark_doubtful(self) -> None: ...


def spool_of(core: Core, answer: Sent = Sent.CONFIRMED, printer: SurePrinter | None = None) -> Spool:
    """A spool that prints on such a printer."""
    printers = dict.fromkeys(ROLES, printer or SurePrinter(answer))
    return Spool(core.store, printers, core.clock, core.day, lambda job: None)


def whole_day(core: Core, clerk: StaffMember, boss: StaffMember, told: Told) -> None:
    """Every workflow once: sign-in, drafts, sales, papers, copies, the till from float to close."""
    _sign_in(core, told)
    till, close = core.money.till, core.money.till_close
    _entry(told, till.open(new_action_id(), clerk, 10_000))
    for n in range(3):
        request = settle_request(*[parcel()] * (n + 1), cash=10_000)
        _draft_and_sale(core, clerk, request, told)
    _papers(core, clerk, told)
    _entry(told, till.drop(new_action_id(), clerk, pieces(5_000)))
    _entry(told, till.print_x(new_action_id(), clerk))
    counted = close.count(new_action_id(), clerk, pieces(till.reading().expected_cash - 100))
    action, reason = new_action_id(), f"短款 {counted.difference}"
    closed = approved(core, lambda: close.close(action, clerk, keep=1_000, reason=reason))
    _entry(told, closed.entry)
    _entry(told, till.deposit(new_action_id(), boss, pieces(2_000), bank="工商银行", account="6222020200112233"))
    spool_of(core).recover()


def _entry(told: Told, entry: Entry) -> None:
    told(Ack("entry", entry.action_id))


def _sign_in(core: Core, told: Told) -> None:
    core.day.begin()
    core.sign_in.sign_in("zhangmin", "1111")
    for tries in (1, 2):
        with suppress(Refused):
            core.sign_in.verify("liqiang", "0000")
        told(Ack("guard", "liqiang", tries))


def _draft_and_sale(core: Core, clerk: StaffMember, request: SettleRequest, told: Told) -> None:
    for name in ("李", "李雷"):
        core.drafts.save(Draft(request.action_id, clerk.staff_id, {"recipient": name}))
        told(Ack("draft", request.action_id))
    settled = core.checkout.settle(request, clerk)
    told(Ack("entry", request.action_id))
    for job_id in settled.print_jobs:
        told(Ack("job", job_id, "queued"))
    core.checkout.settle(request, clerk)


def _papers(core: Core, clerk: StaffMember, told: Told) -> None:
    core.store.reopen()
    with core.store.read() as uow:
        sale = next(e for e in uow.journal.between(0) if e.kind == "sale")
        jobs = [j.job_id for j in uow.jobs.of_sale(sale.action_id)]
        booked = uow.sales.find(sale.action_id)
    assert booked is not None
    spool_of(core).print_next(ROLES)
    told(Ack("job", jobs[0], "confirmed"))
    spool_of(core, Sent.UNCONFIRMED).print_next(ROLES)
    told(Ack("job", jobs[1], "unconfirmed"))
    reprint = Reprint(core.store, core.clock, core.day)
    for copy in (
        reprint.queue_again(jobs[1], clerk),
        reprint.queue(booked.items[0].mail_number, "waybill", clerk),
    ):
        told(Ack("job", copy.job_id, "queued"))
