"""The server: loopback only, read only, small, hard to tire, and never in the way of a sale."""

import json
import logging
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest

from counter.display import patience
from counter.display.guard import HEADERS
from counter.display.hub import CLIENT_LIMIT, Client, Hub
from counter.display.patience import CONNECTION_LIMIT
from counter.display.server import DisplayServer
from counter.errors import DeviceTrouble
from counter.services.display_feed import CustomerView, DisplayFeed
from tests.display import samples


def ask(server: DisplayServer, raw: bytes) -> bytes:
    """Send bytes as they are, and return the first of what comes back."""
    with closing(connect(server)) as wire:
        wire.sendall(raw)
        return wire.recv(65536)


def connect(server: DisplayServer) -> socket.socket:
    host, port = server.address.removeprefix("http://").rstrip("/").split(":")
    return socket.create_connection((host, int(port)), timeout=5)


def status(server: DisplayServer, *headers: str, method: str = "GET", path: str = "/") -> int:
    lines = [f"{method} {path} HTTP/1.1", *headers, "", ""]
    return int(ask(server, "\r\n".join(lines).encode()).split(b" ")[1])


def authority(server: DisplayServer) -> str:
    return server.address.removeprefix("http://").rstrip("/")


@contextmanager
def events(server: DisplayServer) -> Iterator[Iterator[tuple[str, object]]]:
    """The stream as (kind, data)."""
    with httpx.Client(timeout=5) as client, client.stream("GET", f"{server.address}events") as answer:
        assert answer.status_code == 200

        def read() -> Iterator[tuple[str, object]]:
            kind = ""
            for line in answer.iter_lines():
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield kind, json.loads(line.removeprefix("data: "))

        yield read()


def until(condition: object, seconds: float = 5.0) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.01)


def test_a_page_hears_all_that_stands_and_then_each_change(server: DisplayServer, feed: DisplayFeed) -> None:
    with events(server) as heard:
        first = dict(next(heard) for _ in range(3))
        assert set(first) == {"hello", "notices", "view"}
        feed.publish(samples.FEE)
        kind, data = next(each for each in heard if each[0] == "view")
        assert isinstance(data, dict)
        assert (kind, data["total"]) == ("view", "18.40")


def test_it_beats_twice_a_second(server: DisplayServer) -> None:
    with events(server) as heard:
        beats = []
        for kind, _ in heard:
            if kind == "beat":
                beats.append(time.monotonic())
            if len(beats) == 5:
                break
    assert beats[-1] - beats[1] < 2.0


@pytest.mark.parametrize(
    "path", ["/", "/screen.css", "/screen.js", "/han.otf", "/icon.svg", "/nothing", "/../x", "/%2e%2e/x"]
)
def test_every_answer_carries_the_policy(server: DisplayServer, path: str) -> None:
    answer = httpx.get(server.address + path.lstrip("/"))
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert {name.decode() for name, _ in HEADERS} <= set(answer.headers)
    assert "set-cookie" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:{port}",
        "127.0.0.1",
        "127.0.0.1:{port}.evil",
        "evil:{port}",
        "[::1]:{port}",
        "0.0.0.0:{port}",
    ],
)
def test_another_host_name_is_refused(server: DisplayServer, host: str) -> None:
    port = authority(server).split(":")[1]
    assert status(server, f"Host: {host.format(port=port)}") in (400, 421)


def test_two_host_names_or_none_are_refused(server: DisplayServer) -> None:
    good = f"Host: {authority(server)}"
    assert status(server, good) == 200
    assert status(server, good, good) in (400, 421)
    assert int(ask(server, b"GET / HTTP/1.0\r\n\r\n").split(b" ")[1]) == 421


@pytest.mark.parametrize("header", ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"])
def test_a_page_of_another_origin_is_refused(server: DisplayServer, header: str) -> None:
    assert status(server, f"Host: {authority(server)}", header, path="/events") == 403
    assert status(server, f"Host: {authority(server)}", f"Origin: http://{authority(server)}") == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/events"])
def test_nothing_writes(server: DisplayServer, method: str, path: str) -> None:
    assert status(server, f"Host: {authority(server)}", method=method, path=path) == 405


def test_a_request_with_a_body_is_refused(server: DisplayServer) -> None:
    assert status(server, f"Host: {authority(server)}", "Content-Length: 5") == 413
    assert status(server, f"Host: {authority(server)}", "Transfer-Encoding: chunked") == 413


def test_head_answers_without_a_stream(server: DisplayServer) -> None:
    assert httpx.head(server.address).status_code == 200
    assert httpx.head(f"{server.address}events").status_code == 200
    assert server.watching == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "localhost", "example.org", ""])
def test_only_loopback_is_served(feed: DisplayFeed, host: str) -> None:
    with pytest.raises(DeviceTrouble) as told:
        DisplayServer(feed, host=host).start()
    assert told.value.code == "display-not-loopback"
    assert "127.0.0.1" in told.value.advice


def test_a_port_in_use_is_told(server: DisplayServer, feed: DisplayFeed) -> None:
    port = int(authority(server).split(":")[1])
    with pytest.raises(DeviceTrouble) as told:
        DisplayServer(feed, port=port).start()
    assert told.value.code == "display-port-in-use"
    assert str(port) in str(told.value)


def test_a_port_that_cannot_be_is_told(feed: DisplayFeed) -> None:
    with pytest.raises(DeviceTrouble) as told:
        DisplayServer(feed, port=70000).start()
    assert told.value.code == "display-address"


def test_ipv6_loopback_is_served_by_its_own_name(feed: DisplayFeed) -> None:
    server = DisplayServer(feed, host="::1")
    try:
        server.start()
    except DeviceTrouble as trouble:
        pytest.skip(f"no IPv6 loopback here: {trouble}")
    assert httpx.get(server.address).status_code == 200
    server.stop()


def test_it_stops_fast_with_pages_open_and_starts_again_at_the_same_place(feed: DisplayFeed) -> None:
    server = DisplayServer(feed)
    server.start()
    address = server.address
    with events(server) as heard:
        next(heard)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 20, "stopping does not wait for those who listen"
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
    server.start()
    assert server.address == address
    assert httpx.get(address).status_code == 200
    server.stop()
    server.stop()


def test_more_pages_than_allowed_are_turned_away(server: DisplayServer) -> None:
    wires = [connect(server) for _ in range(CLIENT_LIMIT)]
    request = f"GET /events HTTP/1.1\r\nHost: {authority(server)}\r\n\r\n".encode()
    for wire in wires:
        wire.sendall(request)
    until(lambda: server.watching == CLIENT_LIMIT)
    assert status(server, f"Host: {authority(server)}", path="/events") == 503
    for wire in wires:
        wire.close()
    until(lambda: server.watching == 0)
    assert httpx.get(server.address).status_code == 200


def test_more_connections_than_allowed_are_cut(server: DisplayServer) -> None:
    idle = [connect(server) for _ in range(CONNECTION_LIMIT + 20)]
    time.sleep(0.3)
    alive = sum(1 for wire in idle if not _closed(wire))
    for wire in idle:
        wire.close()
    assert alive <= CONNECTION_LIMIT
    until(lambda: httpx.get(server.address).status_code == 200)


def test_who_connects_and_asks_nothing_is_cut(feed: DisplayFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST_REQUEST_SECONDS", 0.2)
    server = DisplayServer(feed)
    server.start()
    with closing(connect(server)) as wire:
        wire.sendall(b"GET / HTT")
        time.sleep(0.5)
        assert _closed(wire)
    server.stop()


def _closed(wire: socket.socket) -> bool:
    wire.setblocking(False)
    try:
        return wire.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_a_reader_that_stalls_is_dropped_and_the_others_hear_on(server: DisplayServer, feed: DisplayFeed) -> None:
    with closing(connect(server)) as stalled, events(server) as heard:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stalled.sendall(f"GET /events HTTP/1.1\r\nHost: {authority(server)}\r\n\r\n".encode())
        until(lambda: server.watching == 2)
        deadline = time.monotonic() + 30
        for number, (kind, _) in enumerate(heard):
            if kind == "view":
                feed.publish(samples.fee(samples.MANY_LINES, total=number, alternatives=samples.SERVICES * 20))
            if server.watching == 1:
                break
            assert time.monotonic() < deadline, "the stalled reader still stands"


def test_a_slow_page_holds_one_message_of_each_kind() -> None:
    client = Client({})
    for number in range(10_000):
        client.offer("view", b"view %d;" % number)
    client.offer("beat", b"beat;")
    import asyncio

    assert asyncio.run(client.take()) == b"view 9999;beat;"


def test_a_flood_of_views_wakes_the_server_seldom(server: DisplayServer, feed: DisplayFeed) -> None:
    with events(server) as heard:
        began = time.monotonic()
        for total in range(20_000):
            feed.publish(samples.fee(samples.LINES[:1], total=total, alternatives=()))
        assert time.monotonic() - began < 30
        seen = 0
        for kind, data in heard:
            if kind == "view":
                assert isinstance(data, dict)
                seen += 1
                if data["total"] == "199.99":
                    break
        assert seen < 20_000


def test_a_crash_of_the_server_is_told_and_mended(feed: DisplayFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    crashes = []

    async def crash(*_args: object) -> None:
        crashes.append(1)
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("counter.display.web.serve", crash)
    server = DisplayServer(feed)
    server.start()
    until(lambda: server.trouble is not None)
    assert server.trouble is not None
    assert server.trouble.code == "display-crashed"
    feed.publish(samples.FEE)
    monkeypatch.undo()
    until(lambda: server.trouble is None)
    with events(server) as heard:
        assert any(kind == "view" and data["total"] == "18.40" for kind, data in heard)  # type: ignore[index]
    server.stop()


def test_a_broken_listener_does_not_reach_the_publisher(server: DisplayServer, feed: DisplayFeed) -> None:
    def broken(_view: CustomerView) -> None:
        raise RuntimeError("broken on purpose")

    feed.subscribe(broken)
    feed.publish(samples.FEE)
    assert feed.latest == samples.FEE


def test_notices_may_change_while_it_runs(server: DisplayServer) -> None:
    with events(server) as heard:
        assert len(next(data for kind, data in heard if kind == "notices")) == 3  # type: ignore[arg-type]
        server.show_notices(samples.NOTICES[:1])
        assert len(next(data for kind, data in heard if kind == "notices")) == 1  # type: ignore[arg-type]


def test_warnings_of_the_web_server_stay_off_the_clerk_s_screen(
    server: DisplayServer, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(server, b"\x00\x01 nonsense\r\n\r\n")
    status(server, f"Host: {authority(server)}", "Upgrade: websocket", "Connection: Upgrade")
    time.sleep(0.1)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("uvicorn").propagate is False


def test_loading_the_server_loads_no_web_framework() -> None:
    check = (
        "import sys, counter.display.server; print([m for m in ('starlette', 'uvicorn', 'segno') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_hub_lets_pages_go() -> None:
    hub = Hub()
    clients = [hub.join() for _ in range(CLIENT_LIMIT)]
    assert hub.join() is None
    assert clients[0] is not None
    hub.leave(clients[0])
    hub.leave(clients[0])
    assert hub.watching == CLIENT_LIMIT - 1


def test_no_threads_are_left(feed: DisplayFeed) -> None:
    before = threading.active_count()
    server = DisplayServer(feed)
    server.start()
    server.stop()
    until(lambda: threading.active_count() <= before)


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
