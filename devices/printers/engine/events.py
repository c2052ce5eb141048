"""What happens at a printer besides ink: pulses, questions, cuts, and bytes it does not understand.

`offset` counts the bytes fed since the interpreter was made, and names the first byte of the command.
"""

from dataclasses import dataclass
from enum import Enum


class Query(Enum):
    """The kinds of status request."""

    REAL_TIME = "DLE EOT"
    QUEUED = "GS r"
    AUTOMATIC = "GS a"
    PROCESS_ID = "GS ( H"


@dataclass(frozen=True, slots=True)
class DrawerPulse:
    """The drawer connector was pulsed: pin 2 or 5, times in milliseconds."""

    pin: int
    on_ms: int
    off_ms: int
    offset: int
    real_time: bool = False


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """The host asked; `n` is the question's number, `payload` the process id of GS ( H."""

    query: Query
    n: int
    offset: int
    payload: bytes = b""


@dataclass(frozen=True, slots=True)
class Cut:
    """The paper was cut, wholly or leaving a point."""

    partial: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Recover:
    """DLE ENQ: the host asks to go on after an error; `clear` drops what was buffered."""

    clear: bool
    offset: int


@dataclass(frozen=True, slots=True)
class ClearBuffers:
    """DLE DC4 8: the host asks to drop everything that is not printed yet."""

    offset: int


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Bytes for the pole display behind the printer (after ESC = 2)."""

    data: bytes
    offset: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that this printer does not understand or will not do, with the reason."""

    data: bytes
    offset: int
    reason: str


Event = DrawerPulse | StatusRequest | Cut | Recover | ClearBuffers | PassedOn | Unknown
