r"""Dibal TISA: a price is sent, the weight comes back.

Line: 9600 8N1. Ask: `98`, price in 5, check character, CR LF (98000001 asks with price zero). Answer, 18 bytes: `99`,
S, weight in 5 with three decimals, E, amount in 6, check character, CR LF. S 0 is a correct weight; 1 means in motion,
negative, below the minimum, or not changed since the last answer: which of them is not said. The check character is the
XOR of the 15 before it. A weight that was read once answers S 1, with the same digits, until the pan has
changed: a session takes that as the same weight still lying there. Zeros with S 1 are a pan below the minimum.

Source: Dibal DPOS400 manual p. 19 and 32; sbzsystems c77 (the frame below).

>>> read_tisa(b"9900031600000004\r\n", None).grams
316
>>> read_tisa(b"9900031700000004\r\n", None).detail
'checksum'
"""

import re
from functools import reduce
from operator import xor

from devices.scales.protocol import Ask, ScaleProtocol
from devices.scales.reading import Reading, State
from devices.scales.saying import CHECKSUM, NO_FRAME, NOT_AGAIN, said, weighed, with_point
from devices.wires import LineSettings

_FRAME = re.compile(rb"99([01])([0-9]{5})([01])([0-9]{6})(.)\r\n", re.DOTALL)
_CHECK_AT = 15


def read_tisa(frame: bytes, _unit: str | None) -> Reading:
    """Read an answer; the weight is in kg."""
    match = _FRAME.fullmatch(frame)
    if match is None:
        return said(frame, State.UNKNOWN, NO_FRAME)
    if reduce(xor, frame[:_CHECK_AT]) != frame[_CHECK_AT]:
        return said(frame, State.ERROR, CHECKSUM)
    text = with_point(match[2].decode("ascii"), 3)
    if match[1] == b"1" and match[2] == b"00000":
        return said(frame, State.UNDER, "below-minimum-or-negative", unit="kg")
    if match[1] == b"1":
        return said(frame, State.UNKNOWN, NOT_AGAIN, text=text, unit="kg")
    return weighed(frame, text, "kg")


DIBAL_TISA = ScaleProtocol(
    name="dibal-tisa",
    title="Dibal TISA",
    settings=LineSettings(9600, 8, "N"),
    pattern=_FRAME,
    read=read_tisa,
    samples=(b"9900031600000004\r\n",),
    ask=(Ask(b"98000001\r\n"),),
    checked=True,
    fixed=True,
    aliases=("tisa",),
)
