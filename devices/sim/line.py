"""The device's end of a simulated serial line: a pty behind a stable link, or a loopback socket.

The traps of a pty, and how they are met: its slave is set raw and kept open, so that the line outlives a reader; the
master never blocks, and what nobody reads is lost, as on a real wire; unplugging closes both ends, so that the reader
gets an error; plugging in makes a new pty and points the same link at it, as udev does in /dev/serial/by-id.
"""

import contextlib
import os
import select
import socket
import tempfile
from pathlib import Path
from typing import Protocol


class Line(Protocol):
    """The device's end of a wire."""

    @property
    def address(self) -> str:
        """What the other side opens."""

    def plug(self) -> None:
        """Be there."""

    def unplug(self) -> None:
        """Be gone."""

    def wait(self, timeout: float | None, bell: int) -> bytes:
        """What the other side sent; nothing after `timeout` seconds or when there is something on `bell`."""

    def send(self, data: bytes) -> None:
        """Send to whoever listens; what nobody takes is lost."""


class PtyLine:
    """A serial line made of a pseudo-terminal."""

    def __init__(self, name: str, directory: Path | None = None) -> None:
        self._own = None if directory else tempfile.TemporaryDirectory(prefix="sim-serial-")
        self._directory = directory or Path(self._own.name if self._own else ".")
        self._directory.mkdir(parents=True, exist_ok=True)
        self._link = self._directory / f"usb-Simulated_{name}-if00-port0"
        self._fds: tuple[int, int] | None = None

    @property
    def address(self) -> str:
        """The path of the link, the same for every pty behind it."""
        return str(self._link)

    def plug(self) -> None:
        """Make a new pty and point the link at it."""
        if self._fds:
            return
        import pty
        import tty

        master, slave = pty.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._fds = (master, slave)
        target = self._link.with_suffix(".new")
        target.unlink(missing_ok=True)
        target.symlink_to(os.ttyname(slave))
        target.replace(self._link)

    def unplug(self) -> None:
        """Take the link away and close both ends: who reads gets an error."""
        if self._fds is None:
            return
        self._link.unlink(missing_ok=True)
        fds, self._fds = self._fds, None
        for fd in fds:
            os.close(fd)

    def close(self) -> None:
        """Unplug for good and remove what was made."""
        self.unplug()
        if self._own:
            self._own.cleanup()

    def wait(self, timeout: float | None, bell: int) -> bytes:
        """What the other side sent; nothing after `timeout` seconds or when there is something on `bell`."""
        masters = [self._fds[0]] if self._fds else []
        ready = select.select([bell, *masters], [], [], timeout)[0]
        if bell in ready or not ready:
            return b""
        with contextlib.suppress(OSError):
            return os.read(ready[0], 4096)
        return b""

    def send(self, data: bytes) -> None:
        """Send; a full buffer loses the rest, as a wire does."""
        if self._fds:
            with contextlib.suppress(OSError):
                os.write(self._fds[0], data)


class SocketLine:
    """A serial line made of a loopback connection, where the system has no pty."""

    def __init__(self, name: str, directory: Path | None = None) -> None:  # noqa: ARG002 - same call as PtyLine
        self._server: socket.socket | None = None
        self._peer: socket.socket | None = None
        self._port = 0

    @property
    def address(self) -> str:
        """A pyserial URL, the same after unplugging."""
        return f"socket://127.0.0.1:{self._port}"

    def plug(self) -> None:
        """Listen, on the port of the last time if there was one."""
        if self._server is None:
            self._server = socket.create_server(("127.0.0.1", self._port))
            self._port = self._server.getsockname()[1]

    def unplug(self) -> None:
        """Close the connection and the door."""
        for end in (self._peer, self._server):
            if end is not None:
                end.close()
        self._peer = self._server = None

    def close(self) -> None:
        """Unplug for good."""
        self.unplug()

    def wait(self, timeout: float | None, bell: int) -> bytes:
        """What the other side sent; nothing after `timeout` seconds or when there is something on `bell`."""
        ends = [end for end in (self._server, self._peer) if end is not None]
        watched: list[int | socket.socket] = [bell, *ends]
        ready = select.select(watched, [], [], timeout)[0]
        if bell in ready:
            return b""
        if self._server in ready:
            self._greet()
        return self._received() if self._peer in ready else b""

    def send(self, data: bytes) -> None:
        """Send to the connected side."""
        if self._peer is not None:
            with contextlib.suppress(OSError):
                self._peer.send(data)

    def _greet(self) -> None:
        assert self._server is not None
        peer, _ = self._server.accept()
        peer.setblocking(False)
        if self._peer is not None:
            self._peer.close()
        self._peer = peer

    def _received(self) -> bytes:
        assert self._peer is not None
        try:
            data = self._peer.recv(4096)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._peer.close()
            self._peer = None
        return data


AnyLine = PtyLine | SocketLine


def make_line(name: str, directory: Path | None = None, *, wire: str = "auto") -> AnyLine:
    """A line of the wanted kind: "pty", "socket", or "auto", which is a pty wherever there is one."""
    if wire == "socket" or (wire == "auto" and not has_pty()):
        return SocketLine(name, directory)
    return PtyLine(name, directory)


def has_pty() -> bool:
    """Whether this system gives out pseudo-terminals: Windows has none, and a container may have used them up."""
    try:
        fds = os.openpty()
    except (OSError, AttributeError):
        return False
    for fd in fds:
        os.close(fd)
    return True
