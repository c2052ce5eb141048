"""The server: what a page hears, at which addresses, and that it stops and mends without touching a sale."""

import logging
import subprocess
import sys
import threading
import time

import httpx
import pytest

from counter.display.hub import CLIENT_LIMIT, Hub
from counter.display.server import DisplayServer
from counter.errors import DeviceTrouble
from counter.services.display_feed import CustomerView, DisplayFeed
from tests.display import samples
from tests.display.calling import ask, authority, events, status, until


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
