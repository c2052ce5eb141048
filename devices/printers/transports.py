"""Ways to a printer: network, serial, USB, device file, Windows queue.

python-escpos opens the device; reading and writing go to what it opened, because its own calls wait for a minute,
cannot say how much was written, and read 16 bytes at a time. It is imported where a port is opened: 0.3 s.
"""

import contextlib
import errno
import os
import select
import socket
import stat
import time
from functools import partial
from pathlib import Path
from typing import Any

from devices.link import LinkState
from devices.printers.ports import OpenPort, Port, PortError

CONNECT_S = 2.0
STALL_S = 3.0  # a wire that takes no byte for so long is stuck
CHUNK = 4096
SERIAL_CHUNK = 256  # a quarter of a second at 9600 baud, well under the stall
READ_BYTES = 512


def network(host: str, port: int = 9100) -> OpenPort:
    """A printer on TCP; use a private cable: port 9100 knows no password."""
    return partial(_open_network, host, port)


def serial(path: str, baud: int = 9600, *, hardware_flow: bool = True) -> OpenPort:
    """A printer on a serial line, 8N1, opened for this program alone."""
    return partial(_open_serial, path, baud, hardware_flow)


def usb(vendor: int, product: int, *, in_endpoint: int = 0x82, out_endpoint: int = 0x01) -> OpenPort:
    """A printer on USB, through pyusb (the extra `usb`)."""
    return partial(_open_usb, vendor, product, in_endpoint, out_endpoint)


def file(path: str | Path) -> OpenPort:
    """A printer behind a device file such as /dev/usb/lp0, or a plain file that collects the bytes."""
    return partial(_FilePort, Path(path))


def windows(queue: str) -> OpenPort:
    """A Windows printer queue, raw; it never answers."""
    return partial(_WindowsPort, queue)


def _open_network(host: str, port: int) -> Port:
    from escpos.exceptions import Error
    from escpos.printer import Network

    printer = Network(host, port, timeout=CONNECT_S)
    where = {"address": f"{host}:{port}"}
    try:
        printer.open()
    except Error as error:
        state = LinkState.SILENT if isinstance(error.__context__, TimeoutError) else LinkState.UNPLUGGED
        raise PortError(state, 0, where) from error
    printer.device.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _NetworkPort(printer, where)


class _NetworkPort:
    """A connected socket, written piece by piece so that the taken bytes are known."""

    answers = True

    def __init__(self, printer: Any, where: dict[str, str]) -> None:
        self._printer = printer
        self._socket: socket.socket = printer.device
        self._where = where

    def write(self, data: bytes) -> None:
        self._socket.settimeout(STALL_S)
        taken = 0
        while taken < len(data):
            try:
                taken += self._socket.send(data[taken : taken + CHUNK])
            except OSError as error:
                state = LinkState.SILENT if isinstance(error, TimeoutError) else LinkState.UNPLUGGED
                raise PortError(state, taken, self._where) from error

    def read(self, timeout_s: float) -> bytes:
        try:
            if not select.select([self._socket], [], [], timeout_s)[0]:
                return b""
            data = self._socket.recv(READ_BYTES)
        except (OSError, ValueError) as error:
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error
        if not data:
            raise PortError(LinkState.UNPLUGGED, None, self._where)
        return data

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()


def _open_serial(path: str, baud: int, hardware_flow: bool) -> Port:
    from escpos.exceptions import Error
    from escpos.printer import Serial

    printer = Serial(path, baudrate=baud, timeout=0, dsrdtr=hardware_flow)
    try:
        printer.open()
        printer.device.exclusive = True
        printer.device.write_timeout = STALL_S
    except (Error, OSError) as error:
        printer.close()
        raise PortError(*_cause(error, path)) from error
    return _SerialPort(printer, path)


class _SerialPort:
    """A serial line; pyserial can't say how much of a failed write went out."""

    answers = True

    def __init__(self, printer: Any, path: str) -> None:
        self._printer = printer
        self._line = printer.device
        self._where = {"port": path}

    def write(self, data: bytes) -> None:
        for start in range(0, len(data), SERIAL_CHUNK):
            try:
                self._line.write(data[start : start + SERIAL_CHUNK])
            except OSError as error:  # SerialException and its time-out are OSErrors; so are pulled plugs
                raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def read(self, timeout_s: float) -> bytes:
        try:
            self._line.timeout = timeout_s
            first: bytes = self._line.read(1)
            return first + bytes(self._line.read(min(READ_BYTES, self._line.in_waiting))) if first else b""
        except OSError as error:
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def close(self) -> None:
        # the library's close() waits until everything is sent, for ever where nobody takes it
        with contextlib.suppress(OSError):
            self._line.reset_output_buffer()
        with contextlib.suppress(OSError):
            self._line.close()


def _open_usb(vendor: int, product: int, in_endpoint: int, out_endpoint: int) -> Port:
    from escpos.exceptions import Error
    from escpos.printer import Usb

    name = f"{vendor:04x}:{product:04x}"
    printer = Usb(vendor, product, timeout=int(STALL_S * 1000), in_ep=in_endpoint, out_ep=out_endpoint)
    try:
        printer.open()
    except (Error, OSError, RuntimeError) as error:
        raise PortError(*_cause(error, name)) from error
    return _UsbPort(printer, name)


class _UsbPort:
    """A USB printer; its own time-outs are errors of their own."""

    answers = True

    def __init__(self, printer: Any, name: str) -> None:
        self._printer = printer
        self._where = {"port": name}

    def write(self, data: bytes) -> None:
        for start in range(0, len(data), CHUNK):
            try:
                self._printer._raw(data[start : start + CHUNK])
            except OSError as error:  # usb.core.USBError is an OSError
                raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def read(self, timeout_s: float) -> bytes:
        try:
            data = self._printer.device.read(self._printer.in_ep, READ_BYTES, max(1, int(timeout_s * 1000)))
        except OSError as error:
            if error.errno in (errno.ETIMEDOUT, None):
                return b""
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error
        return bytes(data)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()


class _FilePort:
    """A device file, both ways where it is a device; a plain file is only written."""

    def __init__(self, path: Path) -> None:
        self._where = {"port": str(path)}
        try:
            self.answers = path.exists() and stat.S_ISCHR(path.stat().st_mode)
            both = os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY if self.answers else os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self._file = os.open(path, both, 0o600)
        except OSError as error:
            raise PortError(*_cause(error, str(path))) from error

    def write(self, data: bytes) -> None:
        taken = 0
        stuck_at = time.monotonic() + STALL_S
        while taken < len(data):
            try:
                select.select([], [self._file], [], STALL_S)
                taken += os.write(self._file, data[taken : taken + CHUNK])
                stuck_at = time.monotonic() + STALL_S
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
            return os.read(self._file, READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._file)


class _WindowsPort:
    """A raw job in a Windows queue."""

    answers = False

    def __init__(self, queue: str) -> None:
        from escpos.exceptions import Error
        from escpos.printer import Win32Raw

        self._where = {"port": queue}
        if not Win32Raw.is_usable():
            raise PortError(LinkState.OFF, 0, self._where)
        self._printer = Win32Raw(queue)
        try:
            self._printer.open()
        except (Error, OSError) as error:
            raise PortError(*_cause(error, queue)) from error

    def write(self, data: bytes) -> None:
        try:
            self._printer._raw(data)
            self._printer.close()  # the queue prints a document when it is closed
            self._printer.open()
        except OSError as error:
            raise PortError(LinkState.FAULT, None, self._where) from error

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002  (nothing ever comes)
        return b""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()


def _cause(error: BaseException, path: str) -> tuple[LinkState, int, dict[str, str]]:
    """The named state of an error at opening, with the group to join where permission is missing."""
    number = _errno(error)
    if number in (errno.EACCES, errno.EPERM):
        return LinkState.DENIED, 0, {"port": path, "group": _group(path)}
    if number in (errno.EBUSY, errno.EWOULDBLOCK):
        return LinkState.BUSY, 0, {"port": path}
    return LinkState.UNPLUGGED, 0, {"port": path}


def _errno(error: BaseException | None) -> int | None:
    """The system's error number, which the library wraps once or twice."""
    while error is not None:
        if isinstance(error, OSError) and error.errno is not None:
            return error.errno
        error = error.__cause__ or error.__context__
    return None


def _group(path: str) -> str:
    with contextlib.suppress(OSError, KeyError, ImportError):
        import grp  # not on Windows

        return grp.getgrgid(os.stat(path).st_gid).gr_name
    return ""
