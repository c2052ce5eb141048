"""Who watches, and the newest of each kind of message for each of them.

Everything here runs on the server's own event loop. A client holds at most one message of each kind: a newer one
replaces an older one that was not sent yet, so a slow reader costs no memory and never sees a stale total.
"""

import asyncio
import json
from collections.abc import Mapping

CLIENT_LIMIT = 8


def frame(kind: str, data: object) -> bytes:
    """One server-sent event (HTML Living Standard, 9.2)."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {kind}\ndata: {body}\n\n".encode()


class Client:
    """One open page: what it has still to be told."""

    def __init__(self, standing: Mapping[str, bytes]) -> None:
        self._waiting = dict(standing)
        self._told = asyncio.Event()
        self._told.set()

    def offer(self, kind: str, message: bytes) -> None:
        """Leave `message` for the page, in place of an unsent one of the same kind."""
        self._waiting[kind] = message
        self._told.set()

    async def take(self) -> bytes:
        """Wait until there is something to say, and take all of it."""
        await self._told.wait()
        self._told.clear()
        messages = b"".join(self._waiting.values())
        self._waiting.clear()
        return messages


class Hub:
    """The standing messages and the pages that receive each change of them."""

    def __init__(self) -> None:
        self._standing: dict[str, bytes] = {}
        self._clients: set[Client] = set()

    @property
    def watching(self) -> int:
        """How many pages are open."""
        return len(self._clients)

    def tell(self, kind: str, data: object) -> None:
        """Send `data` to every page, and to each that joins later as its first words of this kind."""
        message = frame(kind, data)
        self._standing[kind] = message
        for client in self._clients:
            client.offer(kind, message)

    def join(self) -> Client | None:
        """A new page, or None when as many as allowed are open."""
        if len(self._clients) >= CLIENT_LIMIT:
            return None
        client = Client(self._standing)
        self._clients.add(client)
        return client

    def leave(self, client: Client) -> None:
        """Forget a page."""
        self._clients.discard(client)
