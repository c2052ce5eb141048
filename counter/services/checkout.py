"""Settling a sale: sale, items, postings, journal entry and print jobs in one transaction, once for each action id."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from counter.config import Config
from counter.domain.roles import Action
from counter.domain.sale import FeeCharged, Sale, SoldItem
from counter.domain.staff import StaffMember
from counter.errors import Refused, StorageTrouble, UsageError
from counter.services import intake, tenders, till_gate
from counter.services.acceptance import SettleRequest
from counter.services.booking import change_due
from counter.services.customs_booking import CustomsBooking
from counter.services.hub import Hub
from counter.services.identifiers import is_action_id
from counter.services.judging import Case, Judging
from counter.services.notices import NoticeRecord
from counter.services.numbering import is_recorded, number_for
from counter.services.office_day import OfficeDay
from counter.services.paper import Paper
from counter.services.permission import require
from counter.services.ports import Clock, Sealer, Store, UnitOfWork
from counter.services.pricing import Pricing
from counter.services.request_digest import request_digest
from counter.services.sale_entry import sale_entry
from counter.services.settled import Settled, already, look_up
from counter.services.supplies import Supplies
from tariffs.quoting import Quote

__all__ = ["Checkout", "Settled"]


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
            return look_up(self._store, request.action_id, digest, error)

    def _digest(self, request: SettleRequest) -> str:
        return request_digest(request, lambda number: self._sealer.digest("identity-number", number))

    def _settle_once(self, request: SettleRequest, digest: str, clerk: StaffMember) -> Settled:
        # The day may have to begin, which is a transaction of its own: before this one, not within it.
        today = self._day.today
        with self._store.write() as uow:
            # A repeat is answered before anything is judged again: a tariff may have changed since.
            done = already(uow, request.action_id, digest)
            if done is not None:
                return done
            self._require_rights(request, clerk, today)
            sale = self._book(uow, request, digest, clerk)
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

    def _priced(self, uow: UnitOfWork, request: SettleRequest, today: date) -> list[Quote]:
        if not request.items and not request.supplies:
            raise UsageError("no-items", "There is nothing to settle.", "Accept an item first.")
        for item in request.items:
            intake.check_item(item, self._pricing.service(item.service))
        return [self._pricing.price(item, today, uow) for item in request.items]

    def _book(self, uow: UnitOfWork, request: SettleRequest, digest: str, clerk: StaffMember) -> Sale:
        today, now = self._day.today, self._clock.now()
        items = self._items(uow, request, clerk, now)
        items = (*items, *self._supplies.lines(request.supplies, request.action_id, after=len(items)))
        currency = items[0].currency
        total = sum(i.total for i in items)
        change = change_due(total, request.tenders, currency)
        till_gate.admit(uow, clerk.staff_id, today, now)
        tenders.admit(uow, request.action_id, request.tenders, today, currency)
        sale = Sale(
            action_id=request.action_id,
            counter=self._config.counter,
            clerk=clerk.staff_id,
            business_date=today.isoformat(),
            at=now.isoformat(timespec="seconds"),
            items=items,
            tenders=request.tenders,
            total=total,
            change=change,
            currency=currency,
            request_digest=digest,
        )
        shown = request.shown or tuple(self.on_second_screen())
        entry = uow.journal.append(sale_entry(sale, today, self._notices.of(sale, shown, today), self._sealer))
        sale = replace(sale, journal_seq=entry.seq, journal_hash=entry.hash)
        uow.sales.add(sale)
        self._supplies.take(uow, sale)
        return sale

    def _items(
        self, uow: UnitOfWork, request: SettleRequest, clerk: StaffMember, now: datetime
    ) -> tuple[SoldItem, ...]:
        today = self._day.today
        quotes = self._priced(uow, request, today)
        sold = []
        for n, (item, quote) in enumerate(zip(request.items, quotes, strict=True), start=1):
            service, item_id = self._pricing.service(item.service), f"{request.action_id}/{n}"
            case = Case(request.action_id, item_id, item, service, clerk, today, now)
            sold.append(self._sold(uow, case, quote))
        return tuple(sold)

    def _sold(self, uow: UnitOfWork, case: Case, quote: Quote) -> SoldItem:
        item, service = case.item, case.service
        judged = self._judging.judge(uow, case)
        return SoldItem(
            item_id=case.item_id,
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
            registered=is_recorded(service, item),
            goods=service.needs_contents,
            identity=judged.identity,
            regime=judged.regime,
            second_person=judged.second_person,
        )
