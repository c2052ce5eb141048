r"""Ohaus: scales and balances that print a line.

Line: 9600 8N1, CR LF. Ask: `IP` (at once; `P` and `SP` may wait). Answer: the number right-justified in 9 to 12
(polarity in the first place), space, unit in up to 5, `?` where it is not stable, legend: G or B/G gross,
N or NET net, T tare. The manuals differ in the spaces between; the width of the number is what tells a cut line.

Source: Ohaus Ranger RC p. 36, Defender 3000 p. 35, RS232 interface p. EN-3, Explorer p. 156.

>>> read_ohaus(b"     1.250 kg   N\r\n", None).net
True
>>> read_ohaus(b"     1.250 kg ? N\r\n", None).state
<State.MOTION: 'motion'>
"""

import re

from devices.scales.framing import LINE
from devices.scales.protocol import Ask, ScaleProtocol
from devices.scales.reading import Reading, State
from devices.scales.saying import NO_FRAME, TARE_LINE, said, shown, weighed
from devices.scales.units import unit_named
from devices.wires import LineSettings

_WEIGHT = re.compile(
    r"(?P<number>[- ] *\d+(?:\.\d+)?) (?P<unit>[A-Za-z%]{1,5}) *(?P<moving>\?)? *(?P<legend>G|B/G|N|NET|T)? *"
)
_FIELD = range(9, 13)
_NET = {"G": False, "B/G": False, "N": True, "NET": True}


def read_ohaus(frame: bytes, _unit: str | None) -> Reading:
    """Read a line; it names its unit."""
    match = _WEIGHT.fullmatch(frame[:-2].decode("ascii", "replace"))
    if match is None or len(match["number"]) not in _FIELD:
        return said(frame, State.UNKNOWN, NO_FRAME)
    text, sent = match["number"], unit_named(match["unit"])
    net = _NET.get(match["legend"] or "")
    if match["legend"] == "T":
        return said(frame, State.UNKNOWN, TARE_LINE, text=shown(text), unit=sent)
    if match["moving"]:
        return said(frame, State.MOTION, text=shown(text), unit=sent, net=net)
    return weighed(frame, text, sent, net=net)


OHAUS = ScaleProtocol(
    name="ohaus",
    title="Ohaus Ranger, Defender, Explorer",
    settings=LineSettings(9600, 8, "N"),
    pattern=LINE,
    read=read_ohaus,
    samples=(b"     1.250 kg   N\r\n", b"     1.250 kg ? N\r\n", b"       0.01 g\r\n"),
    ask=(Ask(b"IP\r\n"),),
)
