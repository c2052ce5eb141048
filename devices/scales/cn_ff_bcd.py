r"""FF and packed digits: the stream of many Chinese table scales.

Line: 9600 8N1, unasked. Frame, 5 bytes: FF, flags, then the digits as packed BCD, lowest pair first (a 6th byte, 0 kg
or 1 lb, is sent by some and ignored here: the unit is configured). Flags: bits 0-2 decimals plus one; 3-4 mode
(0 weighing, 1 counting, 2 percent); 5 negative; 6 stable; 7 overflow. There is neither a terminator nor a checksum:
the next FF, or silence, ends a frame.

Source: published layout (blog.gitcode.com, protocols of several electronic scales); Yousheng JCS-B manual p. 6.

>>> read_bcd(bytes.fromhex("ff44501200"), None).grams
1250
>>> read_bcd(bytes.fromhex("ff04501200"), None).state
<State.MOTION: 'motion'>
"""

import re

from devices.scales.protocol import ScaleProtocol
from devices.scales.reading import Reading, State
from devices.scales.saying import NO_FRAME, said, weighed, with_point
from devices.wires import LineSettings

_PAIR = rb"[\x00-\x09\x10-\x19\x20-\x29\x30-\x39\x40-\x49\x50-\x59\x60-\x69\x70-\x79\x80-\x89\x90-\x99]"
_BODY = rb"\xff[\x00-\xfe]" + _PAIR + rb"{3}[\x00\x01]?"
_FRAME = re.compile(_BODY + rb"(?=\xff)")
_AT_END = re.compile(_BODY + rb"\Z")
_NEGATIVE, _STABLE, _OVER, _MODE = 0x20, 0x40, 0x80, 0x18
_DIGITS = slice(2, 5)


def read_bcd(frame: bytes, unit: str | None) -> Reading:
    """Read a frame; without a configured unit it is kg."""
    if not _AT_END.fullmatch(frame):
        return said(frame, State.UNKNOWN, NO_FRAME)
    flags, sent = frame[1], unit or "kg"
    decimals = (flags & 0x07) - 1
    if flags & _OVER:
        return said(frame, State.UNDER if flags & _NEGATIVE else State.OVER, unit=sent)
    if flags & _MODE or not 0 <= decimals <= 4:
        return said(frame, State.ERROR, "not-weighing", unit=sent)
    text = ("-" if flags & _NEGATIVE else "") + with_point(frame[_DIGITS][::-1].hex(), decimals)
    if not flags & _STABLE:
        return said(frame, State.MOTION, text=text, unit=sent)
    return weighed(frame, text, sent)


CN_FF_BCD = ScaleProtocol(
    name="cn-ff-bcd",
    title="FF + BCD table scales",
    settings=LineSettings(9600, 8, "N"),
    pattern=_FRAME,
    at_end=_AT_END,
    read=read_bcd,
    samples=(bytes.fromhex("ff44501200"),),
    binary=True,
    aliases=("ff-bcd",),
)
