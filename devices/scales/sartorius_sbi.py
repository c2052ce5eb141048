r"""Sartorius SBI: balances that answer in 16 or 22 characters.

Line: 1200 7O1. Ask: ESC `P`. Answer, 16 bytes with CR LF: sign, space, value right-justified in 8, space, unit in 3;
in the 22-byte form six characters of identification stand before it. A weight without a unit is not stable. Instead of
a weight: H overload, L underload, C calibration, `Err nnn`.

Source: Sartorius GC803S p. 57, FB p. 66, LE p. 51-52.

>>> read_sbi(b"+   123.56 g  \r\n", None).grams
124
>>> read_sbi(b"+   123.56    \r\n", None).state
<State.MOTION: 'motion'>
"""

import re

from devices.scales.framing import LINE
from devices.scales.protocol import Ask, ScaleProtocol
from devices.scales.reading import Reading, State
from devices.scales.saying import NO_FRAME, said, shown, weighed
from devices.scales.units import unit_named
from devices.wires import LineSettings

_WEIGHT = re.compile(r"([+\- ]) ([ 0-9.]{8}) (.{3})")
_CODES = {
    "H": (State.OVER, ""),
    "HH": (State.OVER, ""),
    "L": (State.UNDER, ""),
    "LL": (State.UNDER, ""),
    "C": (State.ERROR, "calibrating"),
}
_BODY, _LONG = 14, 20


def read_sbi(frame: bytes, _unit: str | None) -> Reading:
    """Read a line; it names its unit."""
    line = frame[:-2].decode("ascii", "replace")
    if len(line) not in (_BODY, _LONG):
        return said(frame, State.UNKNOWN, NO_FRAME)
    body = line[-_BODY:]
    code = body.strip(" -")
    if code in _CODES:
        state, detail = _CODES[code]
        return said(frame, state, detail)
    if code.startswith("Err"):
        return said(frame, State.ERROR, code.lower())
    match = _WEIGHT.fullmatch(body)
    if match is None or not match[2].strip():
        return said(frame, State.UNKNOWN, NO_FRAME)
    text = match[1] + match[2]
    if not match[3].strip():
        return said(frame, State.MOTION, text=shown(text))
    return weighed(frame, text, unit_named(match[3]))


SARTORIUS_SBI = ScaleProtocol(
    name="sartorius-sbi",
    title="Sartorius SBI",
    settings=LineSettings(1200, 7, "O"),
    pattern=LINE,
    read=read_sbi,
    samples=(b"+   123.56 g  \r\n", b"Stat       H        \r\n", b"N     +   123.56 g  \r\n"),
    ask=(Ask(b"\x1bP\r\n"),),
    aliases=("sartorius", "sbi"),
)
