"""A wire that plays a written dialogue: what is sent, what is answered, and nothing else."""

from collections.abc import Iterable
from types import TracebackType


class ScriptedWire:
    """Plays (sent, answered) pairs in order; a pair with an empty `sent` is volunteered by the device.

    As a context manager it fails, with AssertionError, on an unexpected write, an answer nobody read, or a pair left
    over. `chunk` limits how many bytes one read gives, to cut frames anywhere.
    """

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]], *, chunk: int = 0) -> None:
        self._pairs = list(pairs)
        self._unread = b""
        self._chunk = chunk
        self.closed = False

    def write(self, data: bytes) -> None:
        """Take what the script expects next."""
        assert not self._unread, f"wrote {data!r} with {self._unread!r} unread"
        assert self._pairs, f"unexpected write {data!r}"
        sent, answered = self._pairs.pop(0)
        assert data == sent, f"wrote {data!r}, expected {sent!r}"
        self._unread = answered

    def read(self, n: int, timeout: float) -> bytes:  # noqa: ARG002 - the script answers at once or not at all
        """The next bytes of the answer."""
        if not self._unread and self._pairs and not self._pairs[0][0]:
            self._unread = self._pairs.pop(0)[1]
        size = min(n, self._chunk or n)
        data, self._unread = self._unread[:size], self._unread[size:]
        return data

    def close(self) -> None:
        """Let go of the script."""
        self.closed = True

    @property
    def is_done(self) -> bool:
        """Whether all was sent and read."""
        return not self._pairs and not self._unread

    def __enter__(self) -> "ScriptedWire":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            assert not self._unread, f"unread answer {self._unread!r}"
            assert not self._pairs, f"left over {self._pairs!r}"
