"""The HTTP protocol with two limits more than uvicorn has: connections in all, and time to the first request."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTION_LIMIT = 32
FIRST_REQUEST_SECONDS = 5.0


def protocol() -> "type[H11Protocol]":
    """The protocol class; built here because uvicorn is loaded in the server's thread only."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class PatientProtocol(H11Protocol):
        """Closes what comes beyond the limit at once, and who connects without asking after a while."""

        def connection_made(self, transport: "asyncio.Transport") -> None:  # type: ignore[override]
            super().connection_made(transport)
            if len(self.connections) > CONNECTION_LIMIT:
                transport.abort()
                return
            self.loop.call_later(FIRST_REQUEST_SECONDS, self._close_if_silent)

        def _close_if_silent(self) -> None:
            if not self.cycle and not self.transport.is_closing():
                self.transport.abort()

    return PatientProtocol
