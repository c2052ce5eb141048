"""Why a port could not be opened, as a named state; and how long a wire may be stuck."""

import contextlib
import errno
import os

from devices.link import LinkState

STALL_S = 3.0  # a wire that takes no byte for so long is stuck
READ_BYTES = 512


def cause(error: BaseException, path: str) -> tuple[LinkState, int, dict[str, str]]:
    """The named state of an error at opening, with the group to join where permission is missing."""
    number = _number(error)
    if number in (errno.EACCES, errno.EPERM):
        return LinkState.DENIED, 0, {"port": path, "group": _group(path)}
    if number in (errno.EBUSY, errno.EWOULDBLOCK):
        return LinkState.BUSY, 0, {"port": path}
    return LinkState.UNPLUGGED, 0, {"port": path}


def _number(error: BaseException | None) -> int | None:
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
