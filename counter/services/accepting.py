"""An acceptance in progress: what is typed, what it means, what it costs, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counter.domain.approvals import Approval
from counter.domain.inspection import Inspection
from counter.domain.sale import Tender
from counter.domain.staff import StaffMember
from counter.domain.weight import Weight
from counter.errors import CounterError, Term, UsageError
from counter.rules.book import RuleBook
from counter.services import entries
from counter.services.acceptance import ItemRequest, SettleRequest
from counter.services.completeness import Missing, Step, first_missing
from counter.services.drafts import Draft, Fields
from counter.services.entries import Understood
from counter.services.goods_typed import goods_typed
from counter.services.identifiers import new_action_id
from counter.services.inspecting import ALLOWED, Inspecting, Question
from counter.services.item_form import ItemForm, from_text, to_text
from counter.services.office_day import OfficeDay
from counter.services.ports import Clock
from counter.services.pricing import Pricing
from counter.services.routes import route_to
from tariffs import regions
from tariffs.listing import Offer, OptionInfo, ServiceInfo, ranked
from tariffs.places import country_of
from tariffs.quoting import OptionValue, Quote, QuoteRequest, Refusal
from tariffs.regions import Region

QUOTED = Term("platform price")


@dataclass(frozen=True, slots=True)
class BasketLine:
    """An item that waits in the basket, priced as the customer saw it."""

    form: ItemForm
    request: ItemRequest
    quote: Quote


@dataclass(frozen=True, slots=True)
class Desktop:
    """What an acceptance needs of the counter."""

    pricing: Pricing
    rules: RuleBook
    day: OfficeDay
    clock: Clock


class Accepting:
    """One settlement being prepared: the item at hand and those in the basket; its action id is made when it begins."""

    def __init__(self, desktop: Desktop, clerk: StaffMember) -> None:
        self._desktop = desktop
        self.clerk = clerk
        self.action_id = new_action_id()
        self.basket: tuple[BasketLine, ...] = ()
        self.form = ItemForm()
        self._services = {s.code: s for s in desktop.pricing.services()}
        self._work_out(self.form)

    @property
    def goes_abroad(self) -> bool:
        """Whether the destination is another country."""
        home = country_of(self._desktop.pricing.origin)
        return self.destination is not None and country_of(self.destination.code) != home

    @property
    def destination_doubtful(self) -> bool:
        """Whether the address speaks for another place than its postcode, and nothing was typed to settle it."""
        return not self.form.destination.strip() and self.recipient.region_doubtful

    def change(self, **typed: object) -> None:
        """Take over what was typed; all that follows from it is worked out anew."""
        self._work_out(replace(self.form, **typed))  # type: ignore[arg-type]

    def reprice(self) -> None:
        """Work every fee out anew, in the basket and at hand: what is in force changed since they were seen."""
        lines, at_hand = self.basket, self.form
        self.basket = ()
        for line in lines:
            self._work_out(line.form)
            if self.quote is None:
                self.basket = (*self.basket, line)
            else:
                request = replace(line.request, expected_total=self.quote.total)
                self.basket = (*self.basket, BasketLine(line.form, request, self.quote))
        self._work_out(at_hand)

    def weigh(self, weight: Weight) -> bool:
        """Take over a weight; whether it is another one than before."""
        before = self.form.weight
        if before is not None and (before.kind, before.grams) == (weight.kind, weight.grams):
            return False
        self.change(weight=weight)
        return True

    def take_external(self, service: str, amount: str, reference: str) -> None:
        """Take over the price that an outside platform gave for a service. UsageError for what is no amount."""
        entries.money(amount, self._desktop.pricing.service(service).currency, QUOTED)
        self.change(service=service, external={"service": service, "amount": amount, "reference": reference})

    def toggle(self, letter: str) -> OptionInfo | None:
        """Turn an option of the chosen service on or off by its letter; None when it has none of that letter."""
        option = next((o for o in self.options if o.letter == letter and o.kind == "flag"), None)
        if option is not None:
            chosen: dict[str, OptionValue] = dict(self.form.options)
            chosen[option.name] = not chosen.get(option.name)
            self.change(options=chosen)
        return option

    def choose(self, number: int) -> Refusal | None:
        """Choose the service on this line of the list, from 1; the reason when it cannot carry the item."""
        if not 1 <= number <= len(self.offers):
            return None
        result = self.offers[number - 1].result
        if isinstance(result, Refusal):
            return result
        self.change(service=result.service)
        return None

    def allow(self, question: Question, approval: Approval | None = None) -> None:
        """Answer the inspection's question with "within the limits", as a supervisor approved where that is needed."""
        approved = dict(self.form.approved)
        if approval is not None:
            approved[question.code] = f"{approval.code} {approval.approver}"
        self.change(looks=self.inspecting.answered(ALLOWED), approved=approved)

    @property
    def service(self) -> ServiceInfo | None:
        """The service chosen, or proposed."""
        return self._services.get(self.quote.service if self.quote else self.form.service)

    @property
    def services(self) -> Mapping[str, ServiceInfo]:
        """All services of this office by code."""
        return self._services

    @property
    def options(self) -> tuple[OptionInfo, ...]:
        """The options that the service at hand offers."""
        return self.service.options if self.service else ()

    @property
    def is_letter(self) -> bool:
        """Whether the item's contents are its sender's secret."""
        return self.service is not None and not self.service.needs_contents

    @property
    def is_registered(self) -> bool:
        """Whether the item gets a number and a signature, by its service or by option."""
        return self.service is not None and (
            self.service.registered_by_default or bool(self.form.options.get("registered"))
        )

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of the basket, and of the item at hand where it has one."""
        return (*(line.quote for line in self.basket), *((self.quote,) if self.quote else ()))

    @property
    def total(self) -> int:
        """The sum due for all items in minor units."""
        return sum(q.total for q in self.quotes)

    @property
    def currency(self) -> str:
        """The currency of the fees."""
        return self.quotes[0].currency if self.quotes else "CNY"

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to lose."""
        return not self.basket and self.form.is_blank

    def missing(self) -> Missing | None:
        """The first thing that keeps the item at hand from being paid."""
        return first_missing(self)

    def pack(self) -> None:
        """Put the item at hand into the basket and begin the next, from the same sender; raises what is missing."""
        missing = self.missing()
        if missing is not None:
            raise missing.error
        assert self.quote is not None  # missing() says so otherwise
        self.basket = (*self.basket, BasketLine(self.form, self.request(), self.quote))
        self._work_out(ItemForm(sender=self.form.sender))

    def request(self) -> ItemRequest:
        """The item at hand as it will be sold."""
        form, quote = self.form, self.quote
        if form.weight is None or quote is None:
            raise UsageError("no-items", "There is nothing to settle.", "Accept an item first.")
        return ItemRequest(
            service=quote.service,
            weight=form.weight,
            sender=self.sender.party,
            recipient=self.recipient.party,
            destination=self.destination.code if self.destination else None,
            size_mm=self.size_mm,
            contents="" if self.is_letter else form.contents,
            declared=self.declared,
            options=self._options_of(quote.service),
            inspection=None if self.is_letter else self._inspection(),
            expected_total=quote.total,
            goods={} if self.is_letter else goods_typed(form.goods),
        )

    def settlement(self, tendered: int) -> SettleRequest:
        """All items with one cash payment; nothing typed means the exact sum."""
        items = tuple(line.request for line in self.basket)
        if not (self.basket and self.form.is_blank):
            items = (*items, self.request())
        tenders = (Tender("cash", tendered or self.total),) if self.total else ()
        return SettleRequest(self.action_id, self.clerk.staff_id, items, tenders)

    def draft(self) -> Draft:
        """All of it, to be saved."""
        fields: Fields = {
            "item": to_text(self.form),
            "basket": [to_text(line.form) for line in self.basket],
        }
        return Draft(self.action_id, self.clerk.staff_id, fields)

    def restore(self, draft: Draft) -> None:
        """Take up a saved acceptance under its own action id. An item that can no longer be priced stays at hand."""
        self.action_id = draft.action_id
        waiting = [from_text(t) for t in _texts(draft.fields.get("basket"))]
        at_hand = from_text(str(draft.fields["item"]))
        for position, form in enumerate(waiting):
            self._work_out(form)
            if self.missing() is not None:
                break
            self.basket = (*self.basket, BasketLine(form, self.request(), self.quotes[-1]))
            if position == len(waiting) - 1:
                self._work_out(at_hand)
        if not waiting:
            self._work_out(at_hand)

    def _work_out(self, form: ItemForm) -> None:
        before = self.form
        self.form = form
        self.fault: CounterError | None = None
        self.fault_step = Step.SERVICE
        if form.sender != before.sender or not hasattr(self, "sender"):
            self.sender = entries.understand(form.sender)
        if form.recipient != before.recipient or not hasattr(self, "recipient"):
            self.recipient = entries.understand(form.recipient)
        self.places, self.destination = _destination(form.destination, self.recipient)
        self.declared = self._parsed_declared(form.declared)
        self.size_mm = self._parsed_size(form.size)
        self._price()
        place = self.destination.code if self.destination else None
        route = route_to(place, form.options, self.service, self._desktop.pricing.origin)
        self.inspecting = Inspecting(self._desktop.rules, form.contents, form.looks, abroad=route.abroad, air=route.air)

    def _parsed_declared(self, text: str) -> int:
        try:
            return entries.money(text, "CNY", Term("declared value"))
        except CounterError as error:
            self.fault = error
            return 0

    def _parsed_size(self, text: str) -> tuple[int, int, int] | None:
        try:
            return entries.size_mm(text)
        except CounterError as error:
            self.fault, self.fault_step = error, Step.WEIGHT
            return None

    def _price(self) -> None:
        self.offers: tuple[Offer, ...] = ()
        self.quote: Quote | None = None
        if self.form.weight is None or self.destination is None:
            return
        asked = QuoteRequest(
            service="",
            origin=self._desktop.pricing.origin,
            on=self._desktop.day.today,
            weight_g=self.form.weight.grams,
            destination=self.destination.code,
            size_mm=self.size_mm,
            declared=self.declared,
            options=self.form.options,
        )
        offers = self._desktop.pricing.offers(asked)
        self.offers = self._fitting([self._external(asked, o.result) or o.result for o in offers])
        self.quote = self._chosen_quote()

    def _fitting(self, results: Sequence[Quote | Refusal]) -> tuple[Offer, ...]:
        return ranked([r for r in results if self._is_in_question(self._services[r.service])])

    def _external(self, asked: QuoteRequest, result: Quote | Refusal) -> Quote | Refusal | None:
        # A price that a platform gave belongs to one service only; the others would refuse it as an option.
        if result.service != self.form.external.get("service"):
            return None
        return self._desktop.pricing.catalogue.quote(
            replace(asked, service=result.service, options={**asked.options, **self._external_options()})
        )

    def _external_options(self) -> dict[str, OptionValue]:
        given = self.form.external
        if not given:
            return {}
        price = entries.money(given["amount"], self._desktop.pricing.service(given["service"]).currency, QUOTED)
        return {"external_quote": price, "external_reference": given["reference"]}

    def _is_in_question(self, service: ServiceInfo) -> bool:
        # Goods can't go as a letter, and a service that only goes abroad has nothing to say to a province.
        fits_contents = service.needs_contents or not self.form.contents.strip()
        return fits_contents and (service.international if self.goes_abroad else service.domestic)

    def _chosen_quote(self) -> Quote | None:
        quotes = [o.result for o in self.offers if isinstance(o.result, Quote)]
        if self.form.service:
            return next((q for q in quotes if q.service == self.form.service), None)
        return quotes[0] if quotes else None

    def _options_of(self, service: str) -> dict[str, OptionValue]:
        external = self._external_options() if self.form.external.get("service") == service else {}
        return {**self.form.options, **external}

    def _inspection(self) -> Inspection:
        at = self._desktop.clock.now().isoformat(timespec="seconds")
        return self.inspecting.passed(self.clerk.staff_id, self.clerk.name, at, self.form.approved)


def _destination(typed: str, recipient: Understood) -> tuple[tuple[Region, ...], Region | None]:
    if typed.strip():
        places = regions.find(typed)
        return places, places[0] if places else None
    known = regions.by_code(recipient.region) if recipient.region else None
    return (), known


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else []
