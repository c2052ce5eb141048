"""A printer behind a device file, or a plain file in its place."""

import contextlib
import os
import select
import stat
import time
from pathlib import Path

from devices.link import LinkState
from devices.printers.ports import PortError
from devices.printers.transports import causes

CHUNK = 4096


class FilePort:
    """A device file, both ways where it is a device; a plain file is only written."""

    def __init__(self, path: Path) -> None:
        self._where = {"port": str(path)}
        try:
            self.answers = path.exists() and stat.S_ISCHR(path.stat().st_mode)
            both = os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY if self.answers else os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self._file = os.open(path, both, 0o600)
        except OSError as error:
            raise PortError(*causes.cause(error, str(path))) from error

    def write(self, data: bytes) -> None:
        taken = 0
        stuck_at = time.monotonic() + causes.STALL_S
        while taken < len(data):
            try:
                select.select([], [self._file], [], causes.STALL_S)
                taken += os.write(self._file, data[taken : taken + CHUNK])
                stuck_at = time.monotonic() + causes.STALL_S
            except BlockingIOError as error:
                if time.monotonic() >= stuck_at:
                    raise PortError(LinkState.SILENT, taken, self._where) from error
            except OSError as error:
                raise PortError(LinkState.UNPLUGGED, taken, self._where) from error

    def read(self, timeout_s: float) -> bytes:
        if not self.answers:
            return b""
        try:
            if not select.select([self._file], [], [], timeout_s)[0]:
                return b""
            return os.read(self._file, causes.READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._file)
