"""Reads the second screen's stream as the page does, for `counter display --text`."""

import http.client
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import cast
from urllib.parse import urlsplit

from counter.display.payload import LANGUAGES, Payload
from counter.display.text import WIDTH, lost_lines, payload_lines

SILENCE_SECONDS = 1.5
RETRY_SECONDS = 0.5
LONGEST_LINE = 1 << 20

Write = Callable[[list[str]], None]
Going = Callable[[], bool]


def follow(
    address: str,
    write: Write,
    *,
    languages: Sequence[str] = LANGUAGES,
    width: int = WIDTH,
    going: Going = lambda: True,
) -> None:
    """Hand every change to `write` as whole lines until `going` says no; says so when the counter is silent.

    `address` is DisplayServer.address. The connection is opened again for as long as it takes.
    """
    while going():
        try:
            for shown in views(address):
                if shown is not None:
                    write(payload_lines(shown, languages=languages, width=width))
                if not going():
                    return
        except (OSError, http.client.HTTPException, ValueError):
            write(lost_lines(languages=languages))
        if going():
            time.sleep(RETRY_SECONDS)


def views(address: str) -> Iterator[Payload | None]:
    """Every view of one connection, and None for each sign of life; raises OSError or HTTPException when it ends."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=SILENCE_SECONDS)
    with closing(connection):
        connection.request("GET", "/events")
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise http.client.HTTPException(f"status {response.status}")
        kind = ""
        while line := response.readline(LONGEST_LINE).decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "event":
                kind = value
            elif name == "data" and kind == "view":
                yield cast(Payload, json.loads(value))
            elif name == "data" and kind == "beat":
                yield None
    raise ConnectionResetError("the counter closed the stream")
