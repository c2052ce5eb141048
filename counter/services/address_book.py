"""The address book: parties of past acceptances, offered again by telephone, its last four digits, name or initials.

Parties rest encrypted and are found by keyed digests only, each kind of call under a purpose of its own. A keyed digest
finds what is equal and nothing else, so a beginning of a name or of a number finds nobody: an index of beginnings would
tell whoever has the database, and no key, which people begin alike. What is told without the key is only which parties
share four digits or initials, not which digits or initials. Contents and values are never kept here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from counter.domain.initials import initials
from counter.domain.parties import Party
from counter.domain.sale import Sale
from counter.domain.sanitise import ascii_digits, clean_text
from counter.services.ports import Sealer, Store
from tariffs.places import ISO_COUNTRIES, country_of

OFFERED = 9
"""Parties that one call brings at most: as many as there are digits to choose by."""

_NAME = re.compile(r"[㐀-鿿·]{2,12}|[a-z][a-z'.-]*(?: [a-z][a-z'.-]*)+")
_INITIALS = re.compile(r"[a-z]{2,8}")
_FULL_PHONE = 7
_LAST = 4


class CallBy(Enum):
    """What a party is called up by; the value is the purpose of its digests."""

    PHONE = "contact-phone"
    LAST_DIGITS = "contact-last4"
    NAME = "contact-name"
    INITIALS = "contact-initials"


@dataclass(frozen=True, slots=True)
class Call:
    """One way to call up parties, cleaned as it is indexed."""

    by: CallBy
    text: str


def call_of(line: str) -> Call | None:
    """What a line calls up while it holds nothing else: a telephone, four digits, a name, initials; None otherwise."""
    plain = ascii_digits(clean_text(line)).strip().casefold()
    digits = plain_phone(plain)
    if digits and not re.sub(r"[\d\s()+-]", "", plain):
        if len(digits) == _LAST:
            return Call(CallBy.LAST_DIGITS, digits)
        return Call(CallBy.PHONE, digits) if len(digits) >= _FULL_PHONE else None
    if _INITIALS.fullmatch(plain):
        return Call(CallBy.INITIALS, plain)
    return Call(CallBy.NAME, plain) if _NAME.fullmatch(plain) else None


def plain_phone(phone: str) -> str:
    """A telephone number's digits alone, without the country's own prefix."""
    digits = "".join(c for c in ascii_digits(clean_text(phone)) if c.isdigit())
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)


class AddressBook:
    """Learns the parties of sales and offers them again; what it holds of people goes when retention says so."""

    def __init__(self, store: Store, sealer: Sealer, home: str) -> None:
        self._store = store
        self._sealer = sealer
        self._home = country_of(home)

    def offered(self, call: Call) -> Sequence[Party]:
        """Whom a call brings, the latest used first."""
        with self._store.read() as uow:
            return uow.contacts.of_digest(self._digest(call), OFFERED)

    def learn(self, sale: Sale) -> None:
        """Keep every whole party of a sale, or that it was used again. Raises StorageTrouble."""
        parties = dict.fromkeys(self._parties(sale))
        if not parties:
            return
        with self._store.write() as uow:
            for party, abroad in parties:
                contact_id = self._sealer.digest("contact", "|".join((party.name, party.phone, party.address)))
                digests = sorted({self._digest(call) for call in calls_for(party)})
                uow.contacts.keep(contact_id, party, digests, sale.business_date, abroad=abroad)
            uow.commit()

    def _parties(self, sale: Sale) -> Iterator[tuple[Party, bool]]:
        for item in sale.items:
            country = country_of(item.destination)
            abroad = country in ISO_COUNTRIES and country != self._home
            # A recipient's place may have been typed beside the address: it belongs to the party from now on.
            for party in (item.sender, replace(item.recipient, region=item.recipient.region or item.destination)):
                if party.name and party.phone and party.address:
                    yield party, abroad

    def _digest(self, call: Call) -> str:
        return self._sealer.digest(call.by.value, call.text)


def calls_for(party: Party) -> Iterator[Call]:
    """Every way in which a party can be called up."""
    digits = plain_phone(party.phone)
    if len(digits) >= _FULL_PHONE:
        yield Call(CallBy.PHONE, digits)
        yield Call(CallBy.LAST_DIGITS, digits[-_LAST:])
    yield Call(CallBy.NAME, clean_text(party.name).casefold())
    for letters in initials(party.name):
        yield Call(CallBy.INITIALS, letters)
