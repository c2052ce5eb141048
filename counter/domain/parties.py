"""Sender and recipient as the clerk typed them, sanitised at this edge."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A person or firm with a telephone and an address; `region` is a region code where it is known."""

    name: str
    phone: str
    address: str
    region: str = ""
    postcode: str = ""
