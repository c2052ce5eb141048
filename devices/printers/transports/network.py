"""A printer on TCP."""

import contextlib
import select
import socket

from devices.link import LinkState
from devices.printers.ports import Port, PortError
from devices.printers.transports import causes

CONNECT_S = 2.0
CHUNK = 4096


def open_network(host: str, port: int) -> Port:
    """Connect; PortError when nobody answers in two seconds."""
    where = {"address": f"{host}:{port}"}
    try:
        connected = socket.create_connection((host, port), timeout=CONNECT_S)
    except OSError as error:
        state = LinkState.SILENT if isinstance(error, TimeoutError) else LinkState.UNPLUGGED
        raise PortError(state, 0, where) from error
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _NetworkPort(connected, where)


class _NetworkPort:
    """A connected socket, written piece by piece so that the taken bytes are known."""

    answers = True

    def __init__(self, connected: socket.socket, where: dict[str, str]) -> None:
        self._socket = connected
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
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
