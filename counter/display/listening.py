"""The one listening socket, on loopback, and what to tell a clerk when it cannot be had."""

import errno
import ipaddress
import socket
import sys

from counter.errors import DeviceTrouble

BACKLOG = 16
SEND_BUFFER = 64 * 1024


def open_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on `host`:`port` (0 picks a free one).

    Raises DeviceTrouble: display-not-loopback, display-port-in-use, display-port-denied, display-address.
    """
    family = _family(host)
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A restart must not wait for the kernel to forget the last one; two servers at once stay impossible.
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise _trouble(error, host, port) from error
    return listener


def authority(listener: socket.socket) -> str:
    """The `host:port` that a browser must name, literally."""
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _family(host: str) -> socket.AddressFamily:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise DeviceTrouble(
            "display-not-loopback",
            "The second screen may not be offered on {host}: it is for this machine alone.",
            "Set the display's address to 127.0.0.1.",
            host=host,
        )
    return socket.AF_INET6 if address.version == 6 else socket.AF_INET


def _trouble(error: OSError | OverflowError, host: str, port: int) -> DeviceTrouble:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return DeviceTrouble(
            "display-port-in-use",
            "Port {port} is taken by another program, perhaps by another counter.",
            "Close that program, or choose another display port in counter.toml.",
            host=host,
            port=port,
        )
    if number in (errno.EACCES, errno.EPERM):
        return DeviceTrouble(
            "display-port-denied",
            "This user may not open port {port}.",
            "Choose a display port above 1024 in counter.toml.",
            host=host,
            port=port,
        )
    return DeviceTrouble(
        "display-address",
        "The second screen cannot listen on {host}, port {port}: {reason}.",
        "Set the display's address to 127.0.0.1 and its port between 1024 and 65535.",
        host=host,
        port=port,
        reason=str(error),
    )
