"""What every request must satisfy before any route sees it, and the headers that every answer carries.

The page is for one browser on this machine. A literal Host check defeats DNS rebinding, a literal Origin check and
Sec-Fetch-Site defeat other pages in the same browser, and no method but GET and HEAD exists.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # starlette is loaded in the server's thread, behind the clerk's first screen
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()"),
)


class Guard:
    """Refuses what is not this page on this machine, then hands over to `app`."""

    def __init__(self, app: "ASGIApp", authority: str) -> None:
        self._app = app
        self._authority = authority

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        refusal = _refusal(scope["method"], scope["headers"], self._authority)
        if refusal:
            await _answer(send, refusal)
            return

        async def send_guarded(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self._app(scope, receive, send_guarded)


def _refusal(method: str, headers: Iterable[tuple[bytes, bytes]], authority: str) -> int | None:
    """The status that refuses a request, or None where it may pass."""
    kept = list(headers)
    if _all(kept, b"host") != [authority.encode()]:
        return 421
    if any(origin != f"http://{authority}".encode() for origin in _all(kept, b"origin")):
        return 403
    if any(site not in (b"same-origin", b"none") for site in _all(kept, b"sec-fetch-site")):
        return 403
    if method not in ("GET", "HEAD"):
        return 405
    if _all(kept, b"transfer-encoding") or any(size != b"0" for size in _all(kept, b"content-length")):
        return 413
    return None


def _all(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[bytes]:
    return [value for key, value in headers if key == name]


async def _answer(send: "Send", status: int) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close"), *HEADERS]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
