"""One item's whole history, oldest first: acceptance, every paper, every correction, each with who and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter.domain.correction import Correction
from counter.domain.printing import PrintJob
from counter.domain.sale import Sale, SoldItem
from counter.errors import Refused
from counter.services.correcting import Open
from counter.services.corrections import current
from counter.services.ports import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an item. `what`: accepted, printed, or a kind of correction; money in minor units.

    `before` and `after` are personal data as JSON, empty where nothing of the kind changed or it was erased.
    """

    at: str
    what: str
    who: str
    counter: str
    seq: int
    amount: int = 0
    approver: str = ""
    reason: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """An item as it was accepted, as it reads now, what of its fee remains, and all that happened."""

    sale: Sale
    accepted: SoldItem
    now: SoldItem
    remains: int
    events: tuple[Event, ...]


class History:
    """Reads histories; changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, mail_number: str) -> ItemHistory:
        """The history of an item. Refused no-such-item."""
        with self._store.read() as uow:
            found = uow.sales.item(mail_number)
            if found is None:
                raise Refused(
                    "no-such-item", "There is no item {number} here.", "Check the mail number.", number=mail_number
                )
            sale, item = found
            corrections = tuple(uow.corrections.of_sale(sale.action_id))
            opened = Open(sale, corrections)
            mine = [c for c in corrections if c.item_id in ("", item.item_id)]
            events = [_accepted(sale, item), *(_corrected(c, item) for c in mine)]
            events += [_printed(j, sale) for j in _jobs(uow, sale, mine, mail_number)]
        order = sorted(events, key=lambda e: e.at)
        return ItemHistory(sale, item, current(opened, item), sum(opened.left(item).values()), tuple(order))


def _jobs(uow: UnitOfWork, sale: Sale, corrections: list[Correction], mail_number: str) -> list[PrintJob]:
    actions = [sale.action_id, *(c.action_id for c in corrections)]
    return [j for a in actions for j in uow.jobs.of_sale(a) if j.mail_number in ("", mail_number)]


def _accepted(sale: Sale, item: SoldItem) -> Event:
    facts = {"tariff": item.tariff_id, "tariff_hash": item.tariff_hash, "weight": item.weight.shown}
    return Event(sale.at, "accepted", sale.clerk, sale.counter, sale.journal_seq, item.total, facts=facts)


def _corrected(correction: Correction, item: SoldItem) -> Event:
    amount = -sum(x.amount for x in correction.lines if x.item_id == item.item_id)
    return Event(
        correction.at,
        correction.kind,
        correction.clerk,
        correction.counter,
        correction.seq,
        amount,
        correction.approver,
        correction.reason,
        before=correction.before,
        after=correction.after,
    )


def _printed(job: PrintJob, sale: Sale) -> Event:
    facts = {"document": job.document, "copy": str(job.copy_number), "state": job.state.value, "problem": job.problem}
    return Event(job.created_at, "printed", "", sale.counter, 0, facts=facts)
