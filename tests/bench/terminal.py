"""A program in a terminal of its own, driven by bytes and timed by what it paints."""

import os
import pty
import select
import struct
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from typing import Self


class Terminal:
    """A pseudo-terminal with one program in it; killed at the end."""

    def __init__(self, command: Sequence[str], columns: int = 120, lines: int = 36) -> None:
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS=str(columns), LINES=str(lines))
            os.execvp(command[0], list(command))
        ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def send(self, text: str) -> None:
        """Type."""
        os.write(self._fd, text.encode())

    def until(self, mark: str, seconds: float = 30) -> float:
        """Read until `mark` was painted; the moment it was. TimeoutError when it never is."""
        seen, deadline = b"", time.perf_counter() + seconds
        while mark.encode() not in seen:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"never painted: {mark}")
            if select.select([self._fd], [], [], 0.2)[0]:
                seen += os.read(self._fd, 65536)
        return time.perf_counter()

    def drain(self, quiet: float = 0.15, most: float = 1.0) -> None:
        """Read until nothing was painted for a while, or for `most` seconds: a live screen is never quiet for long."""
        deadline = time.perf_counter() + most
        while time.perf_counter() < deadline and select.select([self._fd], [], [], quiet)[0]:
            os.read(self._fd, 65536)
