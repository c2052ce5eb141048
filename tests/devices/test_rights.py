"""Rights and rivals for real: another user's port, and other programs that hold it, each seen by a process of its own.

The process lays down root's rights first, where it has them: root may open everything.
"""

import fcntl
import os
import queue
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.sim.scale import ScaleSimulator

PATIENCE_S = 30.0
OBSERVER = """
import os, sys, time
from functools import partial
import grp, serial  # now, for who has laid down root's rights may not be able to read Python's own files
from devices.opening import open_wire
from devices.owner import ScaleOwner
from devices.printers.address import open_at
from devices.printers.capabilities import model
from devices.printers.link import PrinterLink
from devices.scales.protocols import find

def tell(status):
    print(status.state.value, status.params.get("group", ""), flush=True)

kind, port = sys.argv[1:]
protocol, capabilities = find("toledo8217"), model("generic-80")
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
if kind == "scale":
    way = partial(open_wire, port, protocol.settings)
    owner = ScaleOwner("scale", way, protocol, on_reading=lambda _: None, on_status=tell, unit="kg")
    owner.start()
    sys.stdin.read()
    owner.stop()
else:
    link = PrinterLink("printer", open_at("serial:" + port), capabilities, on_status=tell)
    while True:
        link.poll()
        time.sleep(0.1)
"""
WORKS = {"scale": "ready", "printer": "silent"}
"""The state of a port that can be used: what answers here is a scale."""


@contextmanager
def _observed(kind: str, port: str) -> Iterator[Callable[[str], str]]:
    """A process that keeps a device; the call waits until it says a state, and returns the line."""
    process = subprocess.Popen(
        [sys.executable, "-c", OBSERVER, kind, port], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    assert process.stdout is not None
    lines = process.stdout

    def listen() -> None:
        for line in lines:
            said.put(line.strip())

    threading.Thread(target=listen, daemon=True).start()

    def until(state: str) -> str:
        while (line := said.get(timeout=PATIENCE_S)).partition(" ")[0] != state:
            pass
        return line

    try:
        yield until
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[str]:
    """A scale's line by its own name: another user may not look into the test's folder."""
    scale = ScaleSimulator("toledo8217", directory=tmp_path)
    scale.start()
    path = os.path.realpath(scale.address)
    os.chmod(path, 0o666)
    yield path
    scale.stop()


@pytest.mark.parametrize("kind", WORKS)
def test_a_port_of_another_user_is_denied_with_its_group_until_the_right_is_given(kind: str, port: str) -> None:
    os.chmod(port, 0)
    with _observed(kind, port) as until:
        assert until("denied").split() == ["denied", Path(port).group()]
        os.chmod(port, 0o666)
        until(WORKS[kind])


@pytest.mark.parametrize("kind", WORKS)
@pytest.mark.parametrize("way", ["TIOCEXCL", "flock"])
def test_a_port_that_another_program_holds_is_busy_until_it_lets_go(kind: str, way: str, port: str) -> None:
    rival = os.open(port, os.O_RDWR | os.O_NOCTTY)
    try:
        fcntl.ioctl(rival, termios.TIOCEXCL) if way == "TIOCEXCL" else fcntl.flock(rival, fcntl.LOCK_EX)
        with _observed(kind, port) as until:
            until("busy")
            fcntl.ioctl(rival, termios.TIOCNXCL) if way == "TIOCEXCL" else fcntl.flock(rival, fcntl.LOCK_UN)
            until(WORKS[kind])
    finally:
        os.close(rival)
