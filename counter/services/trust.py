"""The services that keep acceptance honest, as commands and screens find them."""

from dataclasses import dataclass

from counter.services.address_book import AddressBook
from counter.services.agreeing import Agreeing
from counter.services.approving import Approving
from counter.services.notices import NoticeRecord
from counter.services.refusing import Refusing
from counter.services.registering import Registering


@dataclass(frozen=True, slots=True)
class Trust:
    """Second persons, real names, refusals, notices and known parties of one counter."""

    approving: Approving
    registering: Registering
    refusing: Refusing
    notices: NoticeRecord
    agreeing: Agreeing
    book: AddressBook
