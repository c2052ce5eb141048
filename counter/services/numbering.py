"""Which series a mail number comes from, and what to say when it is used up."""

from counter.errors import Refused
from counter.services.acceptance import ItemRequest
from counter.services.ports import UnitOfWork
from tariffs.listing import ServiceInfo

PARCEL = "parcel"
LETTER = "letter"
ABROAD = "abroad"


def series(service: ServiceInfo, item: ItemRequest) -> str:
    """The series of an item's number; empty for ordinary mail, which gets none."""
    registered = service.needs_contents or bool(item.options.get("registered"))
    if not registered:
        return ""
    if service.international:
        return ABROAD
    return PARCEL if service.needs_contents else LETTER


def number_for(uow: UnitOfWork, service: ServiceInfo, item: ItemRequest) -> str:
    """Take the item's mail number. Refused numbers-empty when its series is used up."""
    kind = series(service, item)
    if not kind:
        return ""
    number = uow.numbers.take(kind)
    if number is None:
        raise Refused(
            "numbers-empty",
            "The mail numbers for {kind} are used up.",
            "Load a new block of numbers before accepting more.",
            kind=kind,
        )
    return number
