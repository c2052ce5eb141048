"""Addresses of printers."""

from functools import partial
from pathlib import Path

import pytest

from devices.printers.address import open_at


def named(address: str) -> tuple[object, ...]:
    way = open_at(address)
    assert isinstance(way, partial)
    return way.args


def test_each_form() -> None:
    assert named("tcp://192.168.7.20:9101") == ("192.168.7.20", 9101)
    assert named("tcp://printer.local") == ("printer.local", 9100)
    assert named("serial:/dev/ttyUSB0@19200") == ("/dev/ttyUSB0", 19200, True)
    assert named("serial:/dev/serial/by-id/x") == ("/dev/serial/by-id/x", 9600, True)
    assert named("usb://04b8:0202") == named("usb:04b8:0202")
    assert named("usb:04b8:0202") == (0x04B8, 0x0202, 0x82, 0x01)
    assert named("file:/dev/usb/lp0") == (Path("/dev/usb/lp0"),)
    assert named("windows:Receipts") == ("Receipts",)


@pytest.mark.parametrize(
    "address", ["", "tcp:", "tcp://", "tcp://h:0", "tcp://h:x", "usb:1", "serial:", "file:", "lpt:1", "serial:/d@9"]
)
def test_what_is_no_address_names_the_forms(address: str) -> None:
    with pytest.raises(ValueError, match="tcp://HOST"):
        open_at(address)
