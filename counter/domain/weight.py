"""A weight that may price an item, with the proof of where it came from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """Grams with the text the scale displayed; `kind` is scale or manual.

    A manual weight names who typed it and why; a scale weight carries the raw frame in hex and the reading's sequence,
    and can be edited by nobody.
    """

    grams: int
    text: str
    unit: str
    kind: str
    raw_hex: str = ""
    seq: int = 0
    net: bool = False
    stability: str = ""
    reason: str = ""
    entered_by: str = ""
    approved_by: str = ""

    @property
    def shown(self) -> str:
        """The weight as it stands on screen and paper."""
        return f"{self.text} {self.unit}"
