"""The texts a customer is shown and given, by version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counter.errors import UsageError
from counter.rules.model import Notice


@dataclass(frozen=True, slots=True)
class Notices:
    """All versions of all texts: terms, prohibited, compensation-universal, compensation-contract."""

    all: tuple[Notice, ...]

    def current(self, notice_id: str, on: date) -> Notice:
        """Return the version of a text in force on a day; raises UsageError where there is none."""
        found = [n for n in self.all if n.id == notice_id and n.valid_from <= on]
        if not found:
            raise UsageError(
                "no-notice", "There is no text {id} in force", "Add one to the notices, with its date.", id=notice_id
            )
        return max(found, key=lambda n: n.valid_from)

    def terms(self, on: date) -> Notice:
        """Return the terms of posting in force on a day."""
        return self.current("terms", on)

    def prohibited(self, on: date) -> Notice:
        """Return the summary of the prohibited list in force on a day."""
        return self.current("prohibited", on)

    def compensation(self, on: date, *, universal: bool) -> Notice:
        """Return the compensation rule in force on a day.

        `universal`: letters, printed matter to 5 kg, parcels to 10 kg (Postal Law of China, articles 15 and 45);
        EMS, courier products and heavier parcels follow their contract.
        """
        return self.current("compensation-universal" if universal else "compensation-contract", on)

    def shown_before_acceptance(self, on: date, *, universal: bool) -> Sequence[Notice]:
        """Return what must be shown before acceptance, in order (Postal Law of China, article 47)."""
        return (self.terms(on), self.prohibited(on), self.compensation(on, universal=universal))
