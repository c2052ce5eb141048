"""What a version would have meant for what was sold: past items asked again, without anything personal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counter.domain.tariff_version import PastSale
from counter.services.ports import Store
from counter.services.tariff_shelf import TariffShelf
from tariffs.quoting import QuoteRequest
from tariffs.regions import by_code
from tariffs.schema import Table
from tariffs.simulate import PastItem, Progress, Simulation, simulate

VALUED = frozenset({"external_quote", "external_reference", "discount"})
"""Options whose value is not kept with a sale: items that had one cannot be asked again."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it, and how many items could not be asked again."""

    result: Simulation
    left_out: int


class TariffTrial:
    """Tries tables on the office's past sales."""

    def __init__(self, store: Store, shelf: TariffShelf) -> None:
        self._store = store
        self._shelf = shelf
        self._left_out = 0

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
                if VALUED.isdisjoint(sale.options):
                    yield PastItem(sale.key, request_of(sale), sale.total)
                else:
                    self._left_out += 1


def request_of(sale: PastSale) -> QuoteRequest:
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
        options=dict.fromkeys(sale.options, True),
    )
