"""A table made ready to quote: immutable, shared, and exact until its one final rounding."""

from collections.abc import Sequence
from dataclasses import dataclass

from tariffs import refusals
from tariffs.adjustments import DiscountBook, Sum, reduced, rounded, taxed
from tariffs.document import content_hash
from tariffs.fee_kinds import Item
from tariffs.fees import DECLARED, FeeBook, book
from tariffs.grid import Column, columns
from tariffs.measures import girth, misfit
from tariffs.places import PlaceSet
from tariffs.postage import platform_price, postage
from tariffs.problems import Text, both
from tariffs.quoting import Quote, QuoteRequest, Refusal
from tariffs.schema import Format, Table
from tariffs.zoning import BY_OPTION, FindZone, finder

ENGINE_OPTIONS = frozenset({"discount", "external_quote", "external_reference"})
"""Options that carry a value for the engine itself rather than name a fee."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A compiled table. `silent` are the options it takes without a fee of their own."""

    table: Table
    hash: str
    find_zone: FindZone
    columns: tuple[Column, ...]
    fees: FeeBook
    discounts: DiscountBook
    silent: frozenset[str]
    base_format: Format
    formats: tuple[Format, ...]
    origins: PlaceSet
    destinations: PlaceSet
    except_destinations: PlaceSet
    inferred: frozenset[tuple[str, str | None]]
    inferred_notice: Text

    def covers(self, request: QuoteRequest) -> bool:
        """Whether the table is for this route. A zone named without a destination must be one of its zones."""
        if request.origin not in self.origins:
            return False
        place = request.destination
        if place is None:
            return request.zone is None or request.zone in self.table.zones.names
        return place in self.destinations and place not in self.except_destinations

    def takes_options(self, wanted: frozenset[str]) -> bool:
        """Whether this variant of the service is the one that the options choose."""
        scope = self.table.scope
        return wanted.issuperset(scope.with_options) and wanted.isdisjoint(scope.without_options)

    def quote(
        self, request: QuoteRequest, wanted: frozenset[str], name: Text, defaults: frozenset[str]
    ) -> Quote | Refusal:
        """Price an item that the table covers: `wanted` are its options, `defaults` come with the service."""
        number = self.find_zone(request)
        if isinstance(number, Refusal):
            return number
        column = self.columns[number]
        unfit = misfit(self._format(wanted | defaults) if self.formats else self.base_format, request)
        if unfit is not None:
            return self._or_other_format(unfit, request)
        price = (platform_price if self.table.external else postage)(self.table, column, request)
        if isinstance(price, Refusal):
            return price
        asked = wanted - self.silent | defaults if wanted else defaults
        so_far = self._with_extras(request, asked, price.grams, (price.lines, price.exact))
        if isinstance(so_far, Refusal):
            return so_far
        lines, total = rounded(self.table, taxed(self.table, so_far))
        table = self.table
        return Quote(
            table.id, self.hash, table.name, self._notice(request), table.valid_from, request.service, name,
            column.name, price.grams, table.currency, total, lines, table.delivery_days.get(column.name),
        )  # fmt: skip

    def _format(self, wanted: frozenset[str]) -> Format:
        return next((form for form in self.formats if form.option in wanted), self.base_format)

    def _or_other_format(self, unfit: Refusal, request: QuoteRequest) -> Refusal:
        for form in self.formats:
            if misfit(form, request) is None:
                return refusals.with_format(unfit, self.fees.label(form.option))
        return unfit

    def _with_extras(self, request: QuoteRequest, asked: frozenset[str], grams: int, so_far: Sum) -> Sum | Refusal:
        """Discounts on the postage, then fees, then discounts on the total."""
        applied = self.discounts.chosen(request) if "discount" in request.options else ()
        if isinstance(applied, Refusal):
            return applied
        if applied:
            so_far = reduced(applied, "postage", so_far)
        if request.declared:
            asked |= {DECLARED}
        if asked or self.fees.always:
            around = girth(request.size_mm) if request.size_mm and not self.fees.everywhere else 0
            due = self.fees.charges(asked, request, Item(grams, around, request.declared))
            if isinstance(due, Refusal):
                return due
            lines, exact = so_far
            for line, amount in due:
                lines, exact = (*lines, line), exact + amount
            so_far = lines, exact
        return reduced(applied, "total", so_far) if applied else so_far

    def _notice(self, request: QuoteRequest) -> Text:
        if self.inferred and request.zone is None and (request.origin, request.destination) in self.inferred:
            return self.inferred_notice
        return self.table.notice


def make_ready(table: Table) -> Ready:
    """Compile a table whose structure is sound (tariffs.structure)."""
    scope = table.scope
    fees = book(table)
    formats = tuple(form for form in table.formats if form.option)
    silent = {*scope.with_options, *scope.accepts, *(form.option for form in formats)} - fees.options
    return Ready(
        table=table,
        hash=content_hash(table),
        find_zone=finder(table.zones),
        columns=columns(table),
        fees=fees,
        discounts=DiscountBook(table),
        silent=ENGINE_OPTIONS.union(silent, BY_OPTION.get(table.zones.by, ())),
        base_format=next((form for form in table.formats if not form.option), Format()),
        formats=formats,
        origins=PlaceSet(scope.origins),
        destinations=PlaceSet(scope.destinations),
        except_destinations=PlaceSet(scope.except_destinations),
        inferred=frozenset(_inferred(table)),
        inferred_notice=_add_inferred(table.notice),
    )


def _inferred(table: Table) -> Sequence[tuple[str, str]]:
    rows = table.zones.inferred.items()
    return [(origin, place) for origin, zones in rows for places in zones.values() for place in places]


def _add_inferred(notice: Text) -> Text:
    return both(
        f"{notice.get('zh', '')}；本路线由反向路线推定".lstrip("；"),
        f"{notice.get('en', '')}; this route is inferred from the opposite one".lstrip("; "),
    )
