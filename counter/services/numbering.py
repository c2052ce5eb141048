"""Which series a mail number comes from, and what to say when it is used up."""

from counter.errors import Refused, Term
from counter.services.acceptance import ItemRequest
from counter.services.ports import UnitOfWork
from tariffs.listing import ServiceInfo
from tariffs.places import country_of

PARCEL = "parcel"
LETTER = "letter"
ABROAD = "abroad"


def series(service: ServiceInfo, item: ItemRequest, origin: str) -> str:
    """The series of an item's number, by where it is accepted and goes; empty for ordinary mail, which gets none."""
    registered = service.needs_contents or bool(item.options.get("registered"))
    if not registered:
        return ""
    if item.destination and country_of(item.destination) != country_of(origin):
        return ABROAD
    return PARCEL if service.needs_contents else LETTER


def number_for(uow: UnitOfWork, service: ServiceInfo, item: ItemRequest, origin: str) -> str:
    """Take the item's mail number. Refused numbers-empty when its series is used up."""
    kind = series(service, item, origin)
    if not kind:
        return ""
    number = uow.numbers.take(kind)
    if number is None:
        raise Refused(
            "numbers-empty",
            "The mail numbers for {kind} are used up.",
            "Load a new block of numbers before accepting more.",
            kind=Term(kind),
        )
    return number
