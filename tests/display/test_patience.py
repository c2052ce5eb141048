"""The server is hard to tire: connections are counted, slow readers dropped."""

import socket
import time
from contextlib import closing

import httpx
import pytest

from counter.display import patience
from counter.display.hub import CLIENT_LIMIT, Client
from counter.display.patience import CONNECTION_LIMIT
from counter.display.server import DisplayServer
from counter.services.display_feed import DisplayFeed
from tests.display import samples
from tests.display.calling import authority, connect, events, status, until


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
