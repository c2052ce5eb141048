"""Pole displays show what was asked last, in three languages."""

import doctest
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import poles
from devices.link import DeviceStatus, LinkState
from devices.poles import MODELS, WIDTH, PoleDisplay, encode_led8
from devices.printers.passage import through_printer
from devices.sim.pole import PoleScreen, PoleSimulator
from devices.wires import open_serial


def test_examples_are_true() -> None:
    assert doctest.testmod(poles).failed == 0


@pytest.mark.parametrize("model", ["cd5220", "epson"])
@given(upper=st.text(max_size=30), lower=st.text(max_size=30))
def test_what_is_sent_is_what_the_customer_reads(model: str, upper: str, lower: str) -> None:
    screen = PoleScreen()
    data = MODELS[model].encode(upper, lower)
    for byte in data:
        screen.feed(bytes([byte]))
    assert screen.lines == [poles.plain(upper)[:WIDTH].rstrip(), poles.plain(lower)[:WIDTH].rstrip()]


def test_cd5220_lines_are_exactly_twenty() -> None:
    data = MODELS["cd5220"].encode("A", "B" * 30)
    assert data == b"\x1bQA" + b"A".ljust(20) + b"\r\x1bQB" + b"B" * 20 + b"\r"


@given(st.text(max_size=40))
def test_no_text_reaches_a_display_as_a_command(text: str) -> None:
    for model in MODELS.values():
        screen = PoleScreen()
        screen.feed(model.encode(text, text))
        body = model.encode(text, text).replace(b"\x1bQ", b"").replace(b"\x1f$", b"")
        assert b"\x1b" not in body
        assert screen.is_selected


def test_led8_shows_dashes_rather_than_half_an_amount() -> None:
    assert encode_led8("", "123456.78") == b"\x1bQA123456.78\r"
    assert encode_led8("", "1234567.89") == b"\x1bQA--------\r"


def test_behind_a_printer_the_printer_is_selected_again() -> None:
    screen = PoleScreen()
    screen.feed(through_printer(MODELS["cd5220"].encode("A", "B")))
    assert screen.lines == ["A", "B"]
    assert through_printer(b"x").endswith(b"\x1b=\x01")
    assert not screen.is_selected


def wait_for(condition: Callable[[], bool], within: float = 2.0) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.005)


@pytest.mark.parametrize("model", ["cd5220", "epson"])
def test_a_display_shows_again_after_its_plug_was_out(model: str, tmp_path: Path) -> None:
    simulator = PoleSimulator(directory=tmp_path)
    simulator.start()
    states: list[DeviceStatus] = []
    pole = PoleDisplay(
        "pole",
        lambda: open_serial(simulator.address, MODELS[model].settings),
        model,
        on_status=states.append,
    )
    pole.start()
    pole.show("TOTAL", "CNY 12.50")
    wait_for(lambda: simulator.screen.lines == ["TOTAL", "CNY 12.50"])
    simulator.unplug()
    wait_for(lambda: pole.status.state is LinkState.UNPLUGGED)
    pole.show("CHANGE", "7.50")
    simulator.plug()
    wait_for(lambda: simulator.screen.lines == ["CHANGE", "7.50"])
    assert pole.status.state is LinkState.READY
    pole.stop()
    simulator.stop()


def test_showing_never_waits_for_a_display_that_is_not_there() -> None:
    pole = PoleDisplay(
        "pole", lambda: open_serial("/nowhere", MODELS["led8"].settings), "led8", on_status=lambda _s: None
    )
    pole.start()
    began = time.monotonic()
    for amount in range(1000):
        pole.show("TOTAL", str(amount))
    assert time.monotonic() - began < 20
    pole.stop()
