"""The stream of server-sent events to one page."""

import asyncio
from typing import TYPE_CHECKING

from counter.display.hub import Client, Hub

if TYPE_CHECKING:  # starlette is loaded in the server's thread, behind the clerk's first screen
    from starlette.types import Receive, Scope, Send

PATIENCE_SECONDS = 2.0
RETRY = b"retry: 500\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class EventStream:
    """An ASGI endpoint that tells one page everything the hub knows, until the page or the server goes."""

    def __init__(self, hub: Hub, ending: asyncio.Event) -> None:
        self._hub = hub
        self._ending = ending

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Stream to one page; 503 where as many as allowed are open already."""
        if scope["method"] == "HEAD":
            await _finish(send, 200)
            return
        client = self._hub.join()
        if client is None:
            await _finish(send, 503)
            return
        try:
            await self._stream(client, receive, send)
        finally:
            self._hub.leave(client)

    async def _stream(self, client: Client, receive: "Receive", send: "Send") -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        talking = asyncio.create_task(_talk(client, send))
        leaving = asyncio.create_task(_until_gone(receive))
        ending = asyncio.create_task(self._ending.wait())
        try:
            await asyncio.wait({talking, leaving, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (talking, leaving, ending):
                task.cancel()
            await asyncio.gather(talking, leaving, ending, return_exceptions=True)
        if self._ending.is_set():
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _talk(client: Client, send: "Send") -> None:
    message = RETRY
    while True:
        # A page that takes nothing for so long has stalled; dropping it makes its browser come back afresh.
        async with asyncio.timeout(PATIENCE_SECONDS):
            await send({"type": "http.response.body", "body": message, "more_body": True})
        message = await client.take()


async def _until_gone(receive: "Receive") -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _finish(send: "Send", status: int) -> None:
    headers = [*_HEADERS, (b"content-length", b"0")] if status != 200 else _HEADERS
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
