"""Settling a sale: sale, items, postings, journal entry and print jobs in one transaction, once for each action id."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import Enum

from counter.config import Config
from counter.domain.journal import Actor, Json, NewEntry, canonical
from counter.domain.parties import Party
from counter.domain.roles import Action
from counter.domain.sale import FeeCharged, Sale, SoldItem
from counter.domain.staff import StaffMember
from counter.errors import Refused, StorageTrouble, UsageError
from counter.services import intake, tenders, till_gate
from counter.services.acceptance import ItemRequest, SettleRequest
from counter.services.booking import change_due, sale_postings
from counter.services.customs_booking import CustomsBooking
from counter.services.hub import Hub
from counter.services.identifiers import is_action_id
from counter.services.judging import Case, Judging
from counter.services.notices import NoticeRecord
from counter.services.numbering import number_for
from counter.services.office_day import OfficeDay
from counter.services.paper import Paper
from counter.services.permission import require
from counter.services.ports import Clock, Sealer, Store, UnitOfWork
from counter.services.pricing import Pricing
from counter.services.supplies import Supplies
from tariffs.quoting import Quote


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a settlement; `repeated` when the same action had been booked before."""

    sale: Sale
    print_jobs: tuple[str, ...]
    repeated: bool = False


class Checkout:
    """Books sales. Nothing is booked twice, half, or before inspection passed."""

    def __init__(
        self,
        config: Config,
        store: Store,
        pricing: Pricing,
        paper: Paper,
        clock: Clock,
        day: OfficeDay,
        sealer: Sealer,
        judging: Judging,
        notices: NoticeRecord,
        supplies: Supplies | None = None,
    ) -> None:
        self._config = config
        self._store = store
        self._pricing = pricing
        self._paper = paper
        self._clock = clock
        self._day = day
        self._sealer = sealer
        self._judging = judging
        self._notices = notices
        self._customs = CustomsBooking(config, pricing)
        self._supplies = supplies or Supplies((), store, day)
        self.on_second_screen: Callable[[], Sequence[str]] = tuple
        """The notices that the second screen shows now, set by whoever starts one."""
        self.sold: Hub[Settled] = Hub()
        """Tells of each sale once it is in the journal, such as to the cash drawer; never of a repeat."""

    def settle(self, request: SettleRequest, clerk: StaffMember) -> Settled:
        """Book a settlement and queue its papers.

        The same action id with the same request returns the first result; with another request it is refused. After
        a commit without a clear answer the data are opened again and the action looked up before anything is said.
        """
        if not is_action_id(request.action_id):
            raise UsageError("action-id", "The action id is not a UUIDv7.", "Make one with: counter accept --example")
        request = replace(request, items=tuple(intake.cleaned(i) for i in request.items))
        settled = self._settle_or_look_up(request, self._digest(request), clerk)
        if not settled.repeated:
            self.sold.publish(settled)
        return settled

    def _settle_or_look_up(self, request: SettleRequest, digest: str, clerk: StaffMember) -> Settled:
        try:
            return self._settle_once(request, digest, clerk)
        except StorageTrouble as error:
            if error.code != "commit-unknown":
                raise
            return self._look_up(request, digest, error)

    def _digest(self, request: SettleRequest) -> str:
        # Under a key: an identity number could be guessed from a plain hash of everything beside it.
        return request_digest(request, lambda number: self._sealer.digest("identity-number", number))

    def _settle_once(self, request: SettleRequest, digest: str, clerk: StaffMember) -> Settled:
        # The day may have to begin, which is a transaction of its own: before this one, not within it.
        today = self._day.today
        with self._store.write() as uow:
            # A repeat is answered before anything is judged again: a tariff may have changed since.
            done = _already(uow, request.action_id, digest)
            if done is not None:
                return done
            self._require_rights(request, clerk, today)
            sale = self._book(uow, request, digest, self._priced(request, today), clerk)
            jobs = (*self._paper.jobs_of(sale, clerk), *self._customs.book(uow, request, sale))
            uow.jobs.add(jobs)
            uow.drafts.delete(request.action_id)
            uow.commit()
        return Settled(sale, tuple(j.job_id for j in jobs))

    def _require_rights(self, request: SettleRequest, clerk: StaffMember, today: date) -> None:
        if request.items:
            require(clerk, Action.ACCEPT, today)
        if request.supplies:
            self._supplies.require_right(clerk)
        require(clerk, Action.SETTLE, today)
        if request.clerk != clerk.staff_id:
            raise Refused(
                "other-clerk",
                "The request is {name}'s, another clerk is signed in.",
                "Each clerk settles what they accepted.",
                name=request.clerk,
            )

    def _priced(self, request: SettleRequest, today: date) -> list[Quote]:
        if not request.items and not request.supplies:
            raise UsageError("no-items", "There is nothing to settle.", "Accept an item first.")
        for item in request.items:
            intake.check_item(item, self._pricing.service(item.service))
        return [self._pricing.price(item, today) for item in request.items]

    def _book(
        self, uow: UnitOfWork, request: SettleRequest, digest: str, quotes: list[Quote], clerk: StaffMember
    ) -> Sale:
        items = tuple(
            self._sold(uow, request, n, item, quote, clerk)
            for n, (item, quote) in enumerate(zip(request.items, quotes, strict=True), start=1)
        )
        items = (*items, *self._supplies.lines(request.supplies, request.action_id, after=len(items)))
        currency = items[0].currency
        total = sum(i.total for i in items)
        change = change_due(total, request.tenders, currency)
        till_gate.admit(uow, clerk.staff_id, self._day.today, self._clock.now())
        tenders.admit(uow, request.action_id, request.tenders, self._day.today, currency)
        sale = Sale(
            action_id=request.action_id,
            counter=self._config.counter,
            clerk=clerk.staff_id,
            business_date=self._day.today.isoformat(),
            at=self._clock.now().isoformat(timespec="seconds"),
            items=items,
            tenders=request.tenders,
            total=total,
            change=change,
            currency=currency,
            request_digest=digest,
        )
        shown = request.shown or tuple(self.on_second_screen())
        entry = uow.journal.append(self._entry(sale, self._notices.of(sale, shown, self._day.today)))
        sale = replace(sale, journal_seq=entry.seq, journal_hash=entry.hash)
        uow.sales.add(sale)
        self._supplies.take(uow, sale)
        return sale

    def _sold(
        self, uow: UnitOfWork, request: SettleRequest, line: int, item: ItemRequest, quote: Quote, clerk: StaffMember
    ) -> SoldItem:
        service = self._pricing.service(item.service)
        item_id = f"{request.action_id}/{line}"
        judged = self._judging.judge(
            uow, Case(request.action_id, item_id, item, service, clerk, self._day.today, self._clock.now())
        )
        return SoldItem(
            item_id=item_id,
            mail_number=number_for(uow, service, item, self._config.office.region),
            service=item.service,
            service_name=dict(quote.service_name),
            zone=quote.zone,
            origin=self._config.office.region,
            destination=item.destination or item.zone or "",
            weight=replace(item.weight, approved_by=judged.approvals.get("O05", "")),
            chargeable_weight_g=quote.chargeable_weight_g,
            size_mm=item.size_mm,
            declared=item.declared,
            currency=quote.currency,
            total=quote.total,
            fees=tuple(FeeCharged(x.code, x.quantity, str(x.unit_amount), x.amount, dict(x.text)) for x in quote.lines),
            options=tuple(sorted(name for name, value in item.options.items() if value)),
            tariff_id=quote.tariff,
            tariff_hash=quote.tariff_hash,
            tariff_name=dict(quote.tariff_name),
            tariff_notice=dict(quote.notice),
            sender=item.sender,
            recipient=item.recipient,
            contents=item.contents,
            inspection=item.inspection,
            registered=bool(item.options.get("registered")) or service.needs_contents,
            goods=service.needs_contents,
            identity=judged.identity,
            regime=judged.regime,
            second_person=judged.second_person,
        )

    def _entry(self, sale: Sale, notices: Json) -> NewEntry:
        payload: dict[str, Json] = {
            "items": [self._item_payload(i) for i in sale.items],
            "tenders": [[t.kind, t.amount, t.reference] for t in sale.tenders],
            "total": sale.total,
            "change": sale.change,
            "currency": sale.currency,
            "request": sale.request_digest,
            "notices": notices,
        }
        return NewEntry(
            action_id=sale.action_id,
            kind="sale",
            actor=Actor("person", sale.clerk),
            business_date=self._day.today,
            at=sale.at,
            payload=payload,
            postings=sale_postings(sale.counter, sale.items, sale.tenders, sale.change),
        )

    def _item_payload(self, item: SoldItem) -> dict[str, Json]:
        # People stand in the journal as keyed digests only, so that they can be forgotten while the chain stays whole.
        parties = {"sender": item.sender, "recipient": item.recipient}
        weight = item.weight
        return {
            "mail_number": item.mail_number,
            "service": item.service,
            "zone": item.zone,
            "destination": item.destination,
            "weight": [weight.grams, weight.shown, weight.kind, weight.raw_hex, weight.reason, weight.approved_by],
            "chargeable_weight_g": item.chargeable_weight_g,
            "declared": item.declared,
            "total": item.total,
            "fees": [[f.code, f.quantity, f.unit_amount, f.amount] for f in item.fees],
            "tariff": [item.tariff_id, item.tariff_hash],
            "inspection": None if item.inspection is None else _plain(asdict(item.inspection)),
            "identity": item.identity,
            "regime": item.regime,
            "second_person": item.second_person,
            "people": {who: self._sealer.digest("party", _party_text(p)) for who, p in parties.items()},
        }

    def _look_up(self, request: SettleRequest, digest: str, error: StorageTrouble) -> Settled:
        try:
            self._store.reopen()
            with self._store.read() as uow:
                done = _already(uow, request.action_id, digest)
        except StorageTrouble as lost:
            raise _still_unknown() from lost
        if done is None:
            raise StorageTrouble(
                "not-booked",
                "The sale was not booked: the disk failed.",
                "Nothing was charged. Check the disk, then confirm again.",
            ) from error
        return replace(done, repeated=False)


def _still_unknown() -> StorageTrouble:
    return StorageTrouble(
        "commit-unknown",
        "The data can't be reached: nobody knows whether the sale was booked.",
        "Don't begin it anew. Confirm the same sale again when the data are back: it is booked once only.",
    )


def request_digest(request: SettleRequest, sealed: Callable[[str], str]) -> str:
    """SHA-256 over all that a settlement asks for, so that one id cannot mean two things.

    The times of inspection and identity are left out: a request sent again is the same request, whenever it arrives.
    An identity number goes in as `sealed` makes it.
    """
    items = tuple(_timeless(i, sealed) for i in request.items)
    body = asdict(replace(request, items=items, shown=()))
    # What was asked before supplies were sold here, and customs declared, must still be the same request.
    if not request.supplies:
        del body["supplies"]
    for item in body["items"]:
        if item["customs"] is None:
            del item["customs"]
    return hashlib.sha256(canonical({"request": _plain(body)}).encode()).hexdigest()


def _timeless(item: ItemRequest, sealed: Callable[[str], str]) -> ItemRequest:
    inspection = None if item.inspection is None else replace(item.inspection, at="")
    told = item.identity
    identity = None if told is None else replace(told, at="", number=sealed(told.number))
    goods = dict(sorted(item.goods.items()))
    return replace(item, options=dict(item.options), inspection=inspection, identity=identity, goods=goods)


def _already(uow: UnitOfWork, action_id: str, digest: str) -> Settled | None:
    """What this action did before; Refused when it did something else. The journal knows every action."""
    if uow.journal.find(action_id) is None:
        return None
    sale = uow.sales.find(action_id)
    if sale is None or sale.request_digest != digest:
        raise _other_body()
    return Settled(sale, tuple(j.job_id for j in uow.jobs.of_sale(action_id)), repeated=True)


def _other_body() -> Refused:
    return Refused(
        "action-reused",
        "This action id was used for another request.",
        "Nothing was booked. Make a new id for a new sale.",
    )


def _party_text(party: Party) -> str:
    return canonical({"party": _plain(asdict(party))})


def _plain(value: object) -> Json:
    """A dataclass's dictionary with tuples as lists, as the journal's payloads hold them."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(f"not for the journal: {type(value).__name__}")
