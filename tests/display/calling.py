"""Calling the second screen's server as a browser does, or as nobody should."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx

from counter.display.server import DisplayServer


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
