"""Blocks of mail numbers handed to an office, used once each, in order."""

from dataclasses import dataclass

from counter.domain.mailno import domestic_number, s10_number


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """Serials `first` to `last` inclusive of one series. `kind` says what they are for: parcel, letter, abroad.

    A domestic series has a two-letter prefix; an S10 series a service indicator and the country. `counter` names the
    one counter that may use the block (an offline one has its own), or is empty: all counters share it.
    """

    block_id: str
    kind: str
    prefix: str
    country: str
    first: int
    last: int
    next_serial: int
    counter: str = ""

    @property
    def left(self) -> int:
        """How many numbers the block still holds."""
        return self.last - self.next_serial + 1

    def number(self, serial: int) -> str:
        """The mail number of one serial of this block."""
        if self.country:
            return s10_number(self.prefix, serial, self.country)
        return domestic_number(self.prefix, serial)
