"""What a version would have meant for what was sold: past items asked again, without anything personal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from counter.domain.tariff_version import PastSale
from counter.errors import UsageError
from counter.services.ports import Store
from counter.services.tariff_shelf import TariffShelf
from tariffs.quoting import OptionValue, QuoteRequest
from tariffs.regions import by_code
from tariffs.schema import Table
from tariffs.simulate import PastItem, Progress, Simulation, simulate

VALUED = frozenset({"external_quote", "external_reference", "discount"})
"""Options that have a value: the sale keeps it in its fee lines."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it, and how many items could not be asked again because their lines do not tell a value."""

    result: Simulation
    left_out: int


class TariffTrial:
    """Tries tables on the office's past sales."""

    def __init__(self, store: Store, shelf: TariffShelf) -> None:
        self._store = store
        self._shelf = shelf
        self._left_out = 0
        self._names: dict[str, Mapping[str, str]] = {}

    def count(self) -> int:
        """How many items there are to try on."""
        with self._store.read() as uow:
            return uow.tariffs.sold_items()

    def run(self, table: Table, progress: Progress | None = None, *, show: int = 10) -> Trial:
        """Price every item of the table's services again. UsageError tariff-faults comes from unsound tables."""
        self._left_out = 0
        items = self._items(frozenset(table.services))
        result = simulate(items, self._shelf.force.lately(), (table,), show=show, progress=progress)
        return Trial(result, self._left_out)

    def _items(self, services: frozenset[str]) -> Iterator[PastItem]:
        with self._store.read() as uow:
            for sale in uow.tariffs.past_sales():
                if sale.service not in services:
                    continue
                options = self._options(sale)
                if options is None:
                    self._left_out += 1
                else:
                    yield PastItem(sale.key, request_of(sale, options), sale.total)

    def _options(self, sale: PastSale) -> Mapping[str, OptionValue] | None:
        """What was asked for, with the platform's price and the discount as the lines tell them; None if they do not.

        A platform's price is no tariff's to change: it is asked again as it was quoted, and what a table adds is anew.
        """
        options: dict[str, OptionValue] = dict.fromkeys(sale.options, True)
        if "external_quote" in options:
            quoted = next((amount for code, amount, _ in sale.fees if code == "external-quote"), None)
            if quoted is None:
                return None
            options |= {"external_quote": quoted, "external_reference": "-"}
        if "discount" in options:
            codes = [self._discount(sale.tariff, text) for code, _, text in sale.fees if code == "discount"]
            if not codes or "" in codes:
                return None
            options["discount"] = "+".join(codes)
        return options

    def _discount(self, tariff: str, text: str) -> str:
        """The discount whose line this is; "" where its table is not here any more."""
        if tariff not in self._names:
            try:
                known = self._shelf.get(tariff).table.discounts
            except UsageError:
                known = ()
            self._names[tariff] = {each.name["en"]: each.code for each in known}
        named = [name for name in self._names[tariff] if text.startswith(f"{name} ")]
        return self._names[tariff][max(named, key=len)] if named else ""


def request_of(sale: PastSale, options: Mapping[str, OptionValue]) -> QuoteRequest:
    """The tariff question of a past item. A place that is none was a zone, such as local."""
    is_place = by_code(sale.destination) is not None
    return QuoteRequest(
        service=sale.service,
        origin=sale.origin,
        on=date.fromisoformat(sale.business_date),
        weight_g=sale.weight_g,
        destination=sale.destination if is_place else None,
        zone=None if is_place else sale.destination or None,
        size_mm=sale.size_mm,
        declared=sale.declared,
        options=options,
    )
