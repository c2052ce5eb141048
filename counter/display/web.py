"""uvicorn, held so that it neither takes signals, nor writes on the clerk's screen, nor waits for slow pages."""

import asyncio
import logging
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp


async def serve(app: "ASGIApp", listener: socket.socket, ending: asyncio.Event) -> None:
    """Serve `app` on `listener` until `ending` is set; raises what breaks the server."""
    import uvicorn  # deferred: with starlette 0.17 s that the clerk's first screen need not wait for

    from counter.display.patience import CONNECTION_LIMIT, protocol

    _hush()
    config = uvicorn.Config(
        app,
        http=protocol(),
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTION_LIMIT,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=16 * 1024,
    )
    server = uvicorn.Server(config)
    stopping = asyncio.create_task(_stop_when(ending, server))
    try:
        await server.serve(sockets=[listener])
    finally:
        stopping.cancel()


async def _stop_when(ending: asyncio.Event, server: "uvicorn.Server") -> None:
    await ending.wait()
    server.should_exit = True


def _hush() -> None:
    """Without a handler, Python prints warnings on stderr, in the middle of the clerk's screen."""
    for name in ("uvicorn", "asyncio"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
        logger.propagate = False
