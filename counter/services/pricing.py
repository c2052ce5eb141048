"""An item's fee from the tariff in force: the one place where a quote is asked for a sale."""

from datetime import date

from counter.errors import CounterError, Refused, UsageError
from counter.services.acceptance import ItemRequest, quote_request
from counter.services.ports import UnitOfWork
from counter.services.tariff_force import TariffsInForce
from tariffs.catalogue import Catalogue
from tariffs.listing import Offer, ServiceInfo
from tariffs.money import format_minor
from tariffs.quoting import Quote, QuoteRequest, Refusal


class Pricing:
    """Quotes for one office: its region is every item's origin. With `force`, what was published here counts too."""

    def __init__(self, catalogue: Catalogue, origin: str, force: TariffsInForce | None = None) -> None:
        self._force = force
        self._catalogue = catalogue
        self.origin = origin
        self._services = {s.code: s for s in catalogue.services(origin)}

    @property
    def catalogue(self) -> Catalogue:
        """The tariffs as they were within the last seconds."""
        return self._known(self._catalogue if self._force is None else self._force.lately())

    def services(self) -> tuple[ServiceInfo, ...]:
        """What this office can sell."""
        self._known(self.catalogue)
        return tuple(self._services.values())

    def service(self, code: str) -> ServiceInfo:
        """One service. UsageError when the office has no such code."""
        found = self._services.get(code)
        if found is None:
            raise UsageError(
                "unknown-service",
                "There is no service {service} here.",
                "counter tariff list names the services and their options.",
                service=code,
            )
        return found

    def price(self, item: ItemRequest, on: date, uow: UnitOfWork | None = None) -> Quote:
        """The item's fee by what is in force at this moment, in the transaction of `uow` if it is given.

        Refused with the tariff's reason, or fee-changed when it is not what the customer saw.
        """
        catalogue = self.catalogue if self._force is None else self._known(self._force.now(uow))
        answer = catalogue.quote(quote_request(item, self.origin, on))
        if isinstance(answer, Refusal):
            raise as_error(answer)
        if item.expected_total is not None and item.expected_total != answer.total:
            raise Refused(
                "fee-changed",
                "The fee is {now} now, the customer saw {seen}.",
                "Show the new fee to the customer, then confirm again.",
                now=format_minor(answer.total, answer.currency),
                seen=format_minor(item.expected_total, answer.currency),
            )
        return answer

    def offers(self, request: QuoteRequest) -> tuple[Offer, ...]:
        """Every service for one item, cheapest first, refusals last."""
        return self.catalogue.quote_all(request)

    def _known(self, catalogue: Catalogue) -> Catalogue:
        if catalogue is not self._catalogue:
            self._catalogue = catalogue
            self._services = {s.code: s for s in catalogue.services(self.origin)}
        return catalogue


def as_error(refusal: Refusal) -> CounterError:
    """A tariff's refusal as an error of the counter; its texts carry both languages as they came."""
    return Refused(refusal.code, "{text}", "{advice_text}", text=refusal.message, advice_text=refusal.advice)
