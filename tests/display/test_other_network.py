"""A scan from another network namespace finds nothing."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from counter.display.server import DisplayServer
from tests.display.calling import authority

SCAN = """
import socket, sys
found = []
for host in sys.argv[2:]:
    for port in {int(sys.argv[1]), 80, 443, 8000, 8080, 8765}:
        s = socket.socket(); s.settimeout(0.3)
        if s.connect_ex((host, port)) == 0: found.append((host, port))
        s.close()
print(found)
"""


def test_another_network_namespace_finds_nothing(server: DisplayServer) -> None:
    port = authority(server).split(":")[1]
    with another_network() as (inside, outside):
        with closing(socket.create_server((outside, 0))) as control:
            seen = scan(inside, str(control.getsockname()[1]), outside)
            assert outside in seen, "the scan itself sees nothing: it proves nothing"
        assert scan(inside, port, outside, "127.0.0.1") == "[]"


def scan(namespace: str, port: str, *hosts: str) -> str:
    command = ["ip", "netns", "exec", namespace, sys.executable, "-c", SCAN, port, *hosts]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def another_network() -> Iterator[tuple[str, str]]:
    """A namespace that reaches this one by a pair of wires: its name, and this side's address."""
    if shutil.which("ip") is None:
        pytest.skip("no ip command: the scan from another network namespace was not made")
    name, outside = "second-screen-scan", "10.213.7.1"
    steps = (
        f"ip netns add {name}",
        f"ip link add ssscan0 type veth peer name ssscan1 netns {name}",
        f"ip addr add {outside}/30 dev ssscan0",
        "ip link set ssscan0 up",
        f"ip -n {name} addr add 10.213.7.2/30 dev ssscan1",
        f"ip -n {name} link set ssscan1 up",
        f"ip -n {name} link set lo up",
    )
    try:
        for step in steps:
            done = subprocess.run(step.split(), capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"no network namespace may be made here: {done.stderr.strip()}")
        yield name, outside
    finally:
        subprocess.run(["ip", "link", "del", "ssscan0"], capture_output=True, check=False)
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
