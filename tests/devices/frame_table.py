"""The frames of scale_frames.csv: each with its source, its meaning, and what it must decode to."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Frame:
    """One row of the table."""

    protocol: str
    data: bytes
    kind: str
    value: str
    unit: str
    meaning: str
    state: str
    text: str
    grams: int | None
    net: bool | None

    @property
    def number(self) -> Decimal | None:
        """The weight that the source says the frame means."""
        return Decimal(self.value) if self.value else None


def load_frames() -> list[Frame]:
    """All rows, refused sources included."""
    path = Path(__file__).with_name("scale_frames.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [_frame(row) for row in csv.DictReader(file)]


def _frame(row: dict[str, str]) -> Frame:
    return Frame(
        protocol=row["protocol"],
        data=bytes.fromhex(row["hex"]),
        kind=row["kind"],
        value=row["value"],
        unit=row["unit"],
        meaning=row["meaning"],
        state=row["state"],
        text=row["text"],
        grams=int(row["grams"]) if row["grams"] else None,
        net={"net": True, "gross": False}.get(row["net"]),
    )


FRAMES = load_frames()
TRUSTED = [frame for frame in FRAMES if frame.state != "refused"]
