"""A long run of damaged streams through every decoder: python -m tests.devices.scale_campaign --seconds 60.

Each trial is a stream of good frames of one random weight with one damaged frame in the middle. A wrong price is a
STABLE or ZERO reading of any other weight. On a line with parity a byte with a damaged bit arrives as NUL, as the
driver hands it over.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable

from devices.scales.protocol import ScaleProtocol
from devices.scales.protocols import PROTOCOLS
from devices.scales.reading import State
from devices.scales.session import ScaleSession
from devices.sim.scale_pan import Display
from devices.sim.scale_voices import PROTOCOLS_SPOKEN, voice_of

PRICED = (State.STABLE, State.ZERO)
Fault = Callable[[bytes, random.Random], bytes]


def _lost(frame: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(frame))
    return frame[:at] + frame[at + 1 :]


def _doubled(frame: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(frame))
    return frame[: at + 1] + frame[at:]


def _cut(frame: bytes, dice: random.Random) -> bytes:
    return frame[: dice.randrange(len(frame))]


def _headless(frame: bytes, dice: random.Random) -> bytes:
    return frame[dice.randrange(1, len(frame)) :]


def _noise(frame: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(frame))
    return frame[:at] + dice.randbytes(dice.randrange(1, 9)) + frame[at:]


def _bit(frame: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(frame))
    return frame[:at] + bytes([frame[at] ^ (1 << dice.randrange(8))]) + frame[at + 1 :]


def _parity(frame: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(frame))
    return frame[:at] + b"\0" + frame[at + 1 :]


FAULTS: dict[str, Fault] = {
    "lost": _lost,
    "doubled": _doubled,
    "cut": _cut,
    "headless": _headless,
    "noise": _noise,
    "bit": _bit,
}


def trial(protocol: ScaleProtocol, fault: Fault, dice: random.Random) -> bool:
    """Whether one damaged frame among good ones made a wrong price."""
    load = dice.randrange(20, 30_000)
    voice = voice_of(protocol.name)
    ask = protocol.ask[-1].send if protocol.ask else b""
    display = Display(State.STABLE, load)
    good = voice.stream(display) if voice.stream else voice.answer(ask, display)
    now = [0.0]

    def clock() -> float:
        now[0] += 0.15
        return now[0]

    session = ScaleSession(protocol, unit="kg", clock=clock)
    does = _parity if fault is _bit and protocol.settings.parity != "N" else fault
    readings = session.feed(good * 6 + does(good, dice) + good * 6) + session.silence()
    return any(reading.state in PRICED and reading.grams != load for reading in readings)


def rounds(number: int, dice: random.Random) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Trials and wrong prices by protocol and fault, after so many rounds of each fault in each protocol."""
    tried: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    spoken = [PROTOCOLS[name] for name in sorted(PROTOCOLS_SPOKEN) if not PROTOCOLS[name].report_size]
    for _ in range(number):
        for protocol in spoken:
            for name, fault in FAULTS.items():
                tried[protocol.name, name] += 1
                wrong[protocol.name, name] += trial(protocol, fault, dice)
    return tried, wrong


def campaign(seconds: float, seed: int) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Trials and wrong prices by protocol and fault, until the time is over."""
    dice = random.Random(seed)
    tried: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        more_tried, more_wrong = rounds(1, dice)
        tried += more_tried
        wrong += more_wrong
    return tried, wrong


def main() -> int:
    """Print the table; 1 if there was a wrong price."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    tried, wrong = campaign(given.seconds, given.seed)
    for (protocol, fault), count in sorted(tried.items()):
        number = wrong[protocol, fault]
        bound = f"rate below {3 / count:.1e} at 95 %" if not number else f"rate {number / count:.1e}"
        print(f"{protocol:18} {fault:9} {count:7} trials {number:5} wrong  {bound}")
    print(f"{sum(tried.values())} trials, {sum(wrong.values())} wrong prices")
    return 1 if sum(wrong.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
