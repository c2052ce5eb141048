"""Fees after acceptance, from the tariffs: withdrawal and change of address."""

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.sale import SoldItem
from counter.errors import Refused
from tariffs.catalogue import Catalogue
from tariffs.places import ISO_COUNTRIES, country_of

HMT = ("HK", "MO", "TW")

_CODES = {"domestic": "domestic-withdraw-or-change-addressee", "hmt": "hmt-withdraw-or-change-addressee",
          "abroad": "abroad-withdraw-or-change-addressee"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaterFee:
    """One fee in minor units, with its name."""

    code: str
    amount: int
    text: Mapping[str, str]


class LaterFees:
    """Looks fees up in the tariffs of the office's post."""

    def __init__(self, catalogue: Catalogue, origin: str) -> None:
        self._catalogue = catalogue
        self._origin = origin

    def withdrawal_or_change(self, item: SoldItem) -> LaterFee:
        """The fee for giving an item back or sending it elsewhere. Refused no-fee when no table has it.

        Source: the special rates of China Post, 3.00 within the country.
        """
        code = _CODES[self._reach(item.destination)]
        for fee in self._catalogue.other_fees(self._origin):
            if fee.code == code and isinstance(fee.amount, int):
                return LaterFee(code, fee.amount, dict(fee.name))
        raise Refused("no-fee", "No tariff names a fee for this.", "Ask whoever keeps the tariffs to add it.")

    def _reach(self, destination: str) -> str:
        country = country_of(destination) if destination else country_of(self._origin)
        if country in HMT:
            return "hmt"
        # A destination that is no place is a zone of the country's own letters or parcels.
        home = country == country_of(self._origin) or country not in ISO_COUNTRIES
        return "domestic" if home else "abroad"
