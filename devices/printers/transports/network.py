"""A printer on TCP."""

import contextlib
import select
import socket
from typing import Any

from devices.link import LinkState
from devices.printers.ports import Port, PortError
from devices.printers.transports import causes

CONNECT_S = 2.0
CHUNK = 4096


def open_network(host: str, port: int) -> Port:
    """Connect; PortError when nobody answers in two seconds."""
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
        self._socket.settimeout(causes.STALL_S)
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
            data = self._socket.recv(causes.READ_BYTES)
        except (OSError, ValueError) as error:
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error
        if not data:
            raise PortError(LinkState.UNPLUGGED, None, self._where)
        return data

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()
