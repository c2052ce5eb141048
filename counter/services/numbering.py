"""Which series a mail number comes from, and what to say when it is used up."""

from counter.errors import Refused, Term
from counter.services.acceptance import ItemRequest
from counter.services.ports import UnitOfWork
from tariffs.listing import RECORDED_GROUPS, ServiceInfo
from tariffs.places import country_of

PARCEL = "parcel"
LETTER = "letter"
ABROAD = "abroad"


def is_recorded(service: ServiceInfo, item: ItemRequest) -> bool:
    """Whether the item is a recorded one, by its service or by an option."""
    return service.records([name for name, value in item.options.items() if value])


def series(service: ServiceInfo, item: ItemRequest, origin: str) -> str:
    """The series of an item's number, by where it is accepted and goes; empty for ordinary mail, which gets none."""
    if not is_recorded(service, item):
        return ""
    if item.destination and country_of(item.destination) != country_of(origin):
        return ABROAD
    return PARCEL if service.group in RECORDED_GROUPS else LETTER


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
