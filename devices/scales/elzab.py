r"""ELZAB CAT27: a line with a stability letter.

Line: 9600 8N1, unasked. Frame, 11 bytes: ESC, `S` stable or `U` not, sign or space, weight in 6 with its point,
CR LF. The weight is in kg.

Source: ELZAB CAT27 manual p. 24.

>>> read_elzab(b"\x1bS 13.045\r\n", None).grams
13045
>>> read_elzab(b"\x1bU 13.045\r\n", None).state
<State.MOTION: 'motion'>
"""

import re

from devices.scales.protocol import ScaleProtocol
from devices.scales.reading import Reading, State
from devices.scales.saying import NO_FRAME, said, shown, weighed
from devices.wires import LineSettings

_FRAME = re.compile(rb"\x1b([SU])([ +\-][ 0-9.]{6})\r\n")


def read_elzab(frame: bytes, unit: str | None) -> Reading:
    """Read a frame; without a configured unit it is kg."""
    match = _FRAME.fullmatch(frame)
    if match is None:
        return said(frame, State.UNKNOWN, NO_FRAME)
    text = match[2].decode("ascii")
    if match[1] == b"U":
        return said(frame, State.MOTION, text=shown(text), unit=unit or "kg")
    return weighed(frame, text, unit or "kg")


ELZAB = ScaleProtocol(
    name="elzab",
    title="ELZAB CAT27",
    settings=LineSettings(9600, 8, "N"),
    pattern=_FRAME,
    read=read_elzab,
    samples=(b"\x1bS 13.045\r\n",),
    fixed=True,
    aliases=("elzab-cat27",),
)
