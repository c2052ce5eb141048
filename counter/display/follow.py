"""Reads the second screen's stream as the page does, for `counter display --text`."""

import http.client
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import cast
from urllib.parse import urlsplit

from counter.display.payload import LANGUAGES, NoticePayload, Payload
from counter.display.text import WIDTH, lost_lines, notice_payload_lines, payload_lines

SILENCE_SECONDS = 1.5
RETRY_SECONDS = 0.5
NOTICE_SECONDS = 30
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

    `address` is DisplayServer.address. The connection is opened again for as long as it takes. While the counter is
    idle the notices stand in turn beneath, each whole.
    """
    while going():
        screen = _Screen(languages, width)
        try:
            for kind, data in _messages(address):
                if screen.hear(kind, data):
                    write(screen.lines)
                if not going():
                    return
        except (OSError, http.client.HTTPException, ValueError):
            write(lost_lines(languages=languages))
        if going():
            time.sleep(RETRY_SECONDS)


def views(address: str) -> Iterator[Payload | None]:
    """Every view of one connection, and None for each sign of life; raises OSError or HTTPException when it ends."""
    for kind, data in _messages(address):
        if kind in ("view", "beat"):
            yield cast(Payload, data) if kind == "view" else None


class _Screen:
    """What stands on the text screen, from what was heard."""

    def __init__(self, languages: Sequence[str], width: int) -> None:
        self._languages, self._width = languages, width
        self._view: Payload | None = None
        self._notices: list[NoticePayload] = []
        self._turn = 0
        self.lines: list[str] = []

    def hear(self, kind: str, data: object) -> bool:
        """Take one message; whether other lines stand now."""
        if kind == "view":
            self._view = cast(Payload, data)
        elif kind == "notices":
            self._notices = cast(list[NoticePayload], data)
        elif kind == "beat":
            self._turn = cast(dict[str, int], data)["second"] // NOTICE_SECONDS
        before, self.lines = self.lines, self._drawn()
        return self.lines != before

    def _drawn(self) -> list[str]:
        if self._view is None:
            return []
        lines = payload_lines(self._view, languages=self._languages, width=self._width)
        if self._view["scene"] == "idle" and self._notices:
            notice = self._notices[self._turn % len(self._notices)]
            lines += ["", *notice_payload_lines(notice, languages=self._languages, width=self._width)]
        return lines


def _messages(address: str) -> Iterator[tuple[str, object]]:
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
            elif name == "data":
                yield kind, json.loads(value)
    raise ConnectionResetError("the counter closed the stream")
