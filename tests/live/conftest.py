"""Real devices, opt-in: `pytest tests/live --scale-port PORT --printer ADDRESS`; what is not named is skipped."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Name the devices that are there."""
    group = parser.getgroup("live devices")
    group.addoption("--scale-port", help="device path, socket://HOST:PORT or hid://VENDOR:PRODUCT of a real scale")
    group.addoption("--scale-protocol", default="toledo8217", help="what the scale speaks (toledo8217)")
    group.addoption("--scale-unit", default="kg", help="the unit the scale is set to (kg)")
    group.addoption("--printer", help="address of a real printer: tcp://HOST:9100, usb://VENDOR:PRODUCT, serial:PATH")
    group.addoption("--printer-model", default="generic-80", help="a name in models.toml (generic-80)")
