"""The installer's guide says what the code does."""

import pytest

from devices.link import LinkState
from devices.opening import open_wire
from devices.poles import MODELS
from devices.scales.protocols import PROTOCOLS
from devices.sim.line import PtyLine
from devices.wires import LineSettings, WireError
from tests.devices.scale_docs import GUIDE, filled


def test_tables_of_the_guide_are_those_of_the_code() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert filled(text) == text, "python -m tests.devices.scale_docs writes them"
    assert all(f"`{name}`" in text for name in PROTOCOLS if not name.startswith("generic-st-"))
    assert all(f"`{name}`" in text for name in MODELS)


def test_other_line_settings_stand_behind_the_address() -> None:
    line = PtyLine("x")
    line.plug()
    wire = open_wire(f"{line.address}#2400 8N1", LineSettings(9600, 7, "E"))
    assert wire._serial.baudrate == 2400  # type: ignore[attr-defined]
    wire.close()
    with pytest.raises(WireError) as caught:
        open_wire(f"{line.address}#fast", LineSettings())
    assert caught.value.state is LinkState.FAULT
    assert "9600 7E1" in caught.value.params["reason"]
    line.close()
