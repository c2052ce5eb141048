"""The wire to a printer: what the link needs of it, and the ways it breaks."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from devices.link import LinkState


class PortError(Exception):
    """The wire could not be opened or is lost.

    `written`: bytes of the failed write that the wire certainly took; 0 means that certainly none left this machine,
    None that nobody knows.
    """

    def __init__(self, state: LinkState, written: int | None = None, params: Mapping[str, str] | None = None) -> None:
        super().__init__(state.value)
        self.state = state
        self.written = written
        self.params: Mapping[str, str] = params or {}


class Port(Protocol):
    """An open wire. Every call ends within its time; a lost wire raises PortError."""

    @property
    def answers(self) -> bool:
        """False where the wire has one direction only (a file, a Windows queue)."""

    def write(self, data: bytes) -> None:
        """Hand all bytes to the wire, or raise PortError with how many went."""

    def read(self, timeout_s: float) -> bytes:
        """What came, waiting at most `timeout_s` for the first byte; empty when nothing did."""

    def close(self) -> None:
        """Let go of the wire; never raises."""


OpenPort = Callable[[], Port]


class ScriptMismatch(AssertionError):
    """A scripted port was used otherwise than its script says."""


class ScriptedPort:
    """A wire for tests: pairs of (expected bytes, answer); an answer that is a PortError is raised instead."""

    answers = True

    def __init__(self, script: Iterable[tuple[bytes, bytes | PortError]]) -> None:
        self._script = list(script)
        self._incoming = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        if not self._script:
            raise ScriptMismatch(f"unexpected write {data!r}")
        expected, answer = self._script.pop(0)
        if data != expected:
            raise ScriptMismatch(f"wrote {data!r} where {expected!r} was expected")
        if isinstance(answer, PortError):
            raise answer
        self._incoming += answer

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002  (a script knows no time)
        data, self._incoming = self._incoming, b""
        return data

    def close(self) -> None:
        self.closed = True

    def check_done(self) -> None:
        """ScriptMismatch when a pair or an answer is left over."""
        if self._script or self._incoming:
            raise ScriptMismatch(f"left over: {self._script!r} {self._incoming!r}")
