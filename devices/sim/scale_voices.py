"""How each scale talks: a display turned into the bytes of its protocol, and what it answers when asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from devices.scales.reading import State
from devices.sim.scale_pan import Display

Answer = bytes | Callable[[Display], bytes]


@dataclass(frozen=True, slots=True)
class Voice:
    """A protocol as the scale speaks it: answers by question, and frames each second where it talks unasked."""

    answers: Mapping[bytes, Answer] = field(default_factory=dict)
    stream: Callable[[Display], bytes] | None = None
    per_second: float = 10.0

    def answer(self, question: bytes, display: Display) -> bytes:
        """The answer to a question of the protocol."""
        answer = self.answers[question]
        return answer if isinstance(answer, bytes) else answer(display)


def kilograms(grams: int, width: int = 6) -> str:
    """Grams as kilograms with three decimals, zero-padded to `width` characters, without the sign."""
    whole, rest = divmod(abs(grams), 1000)
    return f"{whole}.{rest:03d}".rjust(width, "0")


def _toledo(display: Display) -> bytes:
    if display.state in (State.STABLE, State.ZERO):
        return b"\x02" + kilograms(display.grams).encode() + b"\r"
    bits = {State.MOTION: 0x41, State.OVER: 0x42, State.UNDER: 0x44, State.NEGATIVE: 0x44}.get(display.state, 0x40)
    return b"\x02?" + bytes([bits]) + b"\r"


VOICES: Mapping[str, Voice] = MappingProxyType({"toledo8217": Voice({b"W": _toledo})})
