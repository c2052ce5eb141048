"""The page's own files, and the ASGI application that serves them beside the stream."""

import asyncio
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from counter.display.guard import Guard
from counter.display.hub import Hub
from counter.display.stream import EventStream

if TYPE_CHECKING:  # starlette is loaded in the server's thread, behind the clerk's first screen
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

STATIC = Path(__file__).parent / "static"
_SCRIPT = "text/javascript; charset=utf-8"
_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/screen.css": ("screen.css", "text/css; charset=utf-8"),
    "/screen.js": ("screen.js", _SCRIPT),
    "/stream.js": ("stream.js", _SCRIPT),
    "/draw.js": ("draw.js", _SCRIPT),
    "/scenes.js": ("scenes.js", _SCRIPT),
    "/notices.js": ("notices.js", _SCRIPT),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    media_type: str


@lru_cache
def _files() -> dict[str, _File]:
    return {path: _File((STATIC / name).read_bytes(), media) for path, (name, media) in _FILES.items()}


@lru_cache
def build() -> str:
    """A digest of the page's files: a page that was loaded from others loads itself again."""
    return hashlib.sha256(b"".join(file.body for file in _files().values())).hexdigest()[:16]


def application(hub: Hub, ending: asyncio.Event, authority: str) -> "ASGIApp":
    """The whole site: its files, one font, one stream; anything else is 404."""
    from starlette.routing import Route, Router  # deferred: loaded in the server's thread

    routes = [Route(path, _serve, methods=["GET"]) for path in _FILES]
    routes.append(Route("/han.otf", _font, methods=["GET"]))
    routes.append(Route("/events", EventStream(hub, ending)))
    return Guard(Router(routes, redirect_slashes=False), authority)


async def _serve(request: "Request") -> "Response":
    from starlette.responses import Response

    file = _files()[request.url.path]
    return Response(file.body, media_type=file.media_type, headers={"cache-control": "no-cache"})


async def _font(_request: "Request") -> "Response":
    """The Han font that comes with the installation: a kiosk often has none."""
    from pylopdf_fonts_zh_cn import sans_path
    from starlette.responses import FileResponse

    return FileResponse(sans_path(), media_type="font/otf", headers={"cache-control": "max-age=86400"})
