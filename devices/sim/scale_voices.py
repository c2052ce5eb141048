"""How each scale talks: a display turned into the bytes of its protocol, and what it answers when asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from devices.sim import scale_answers as say
from devices.sim import scale_streams as stream
from devices.sim.scale_pan import Display

Answer = bytes | Callable[[Display], bytes]

_ACK = b"\x06"


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


_ECHO = {b"Ehello": b"\x02E\rhello", b"F": b""}

_VOICES: Mapping[str, Voice] = MappingProxyType(
    {
        "toledo8217": Voice({b"W": say.toledo, **_ECHO}),
        "toledo8217-ps60": Voice({b"W": say.ps60, **_ECHO}),
        "nci-scp01": Voice({b"W\r": say.scp01}),
        "nci-ecr": Voice({b"W\r": say.ecr}),
        "sma": Voice({b"\nW\r": say.sma}),
        "mt-sics": Voice({b"SI\r\n": say.sics}),
        "cas-enq": Voice({b"\x05": _ACK, b"\x11": say.cas}),
        "and-standard": Voice({b"Q\r\n": say.and_standard}),
        "sartorius-sbi": Voice({b"\x1bP\r\n": say.sbi}),
        "ohaus": Voice({b"IP\r\n": say.ohaus}),
        "dialog06": Voice(
            {
                b"\x04\x0201\x1b000001\x1b\x03": _ACK,
                b"\x04\x05": say.dialog06,
                b"\x04\x0208\x03": say.dialog06_status,
            }
        ),
        "toledo-continuous": Voice(stream=stream.toledo_continuous),
        "cas-22": Voice(stream=stream.cas_22),
        "generic-st": Voice(stream=stream.generic_st),
        "yaohua-tf0": Voice(stream=stream.yaohua_tf0),
        "yaohua-cont1": Voice(stream=stream.yaohua_cont1),
        "yaohua-cont2": Voice(stream=stream.yaohua_cont2),
        "yaohua-a12": Voice(stream=stream.yaohua_a12),
        "elzab": Voice(stream=stream.elzab),
        "cn-ff-bcd": Voice(stream=stream.cn_ff_bcd),
        "hid-pos": Voice(stream=stream.hid_report),
    }
)

PROTOCOLS_SPOKEN = frozenset({*_VOICES, "dibal-tisa"})


def voice_of(protocol: str) -> Voice:
    """A voice of its own for one simulated scale: some remember what they said.

    Raises:
        KeyError: nobody speaks that protocol.
    """
    return Voice({b"98000001\r\n": say.Tisa()}) if protocol == "dibal-tisa" else _VOICES[protocol]
