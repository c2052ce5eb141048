"""A file layer under SQLite that writes down what reaches the disk, and that fails on demand."""

import itertools
from dataclasses import dataclass
from typing import Any

import apsw

WRITE, SYNC, TRUNCATE, DELETE, ACK = "write", "sync", "truncate", "delete", "ack"

_names = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Op:
    """A write, sync, truncation or deletion of the file `name` (db or wal), or an acknowledgement."""

    what: str
    name: str = ""
    offset: int = 0
    data: bytes = b""
    ack: Any = None


class Layer(apsw.VFS):
    """SQLite's files on the real file system, seen and disturbed."""

    def __init__(self) -> None:
        self.vfs_name = f"layer-{next(_names)}"
        self.log: list[Op] = []
        self.count = 0
        self.fail_at = 0
        self.lasting = False
        self.fired = False
        super().__init__(self.vfs_name, "")

    def xOpen(self, name: Any, flags: Any) -> "LayerFile":
        self.meet()
        return LayerFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.meet()
        super().xDelete(filename, syncdir)
        if filename.endswith("-wal"):
            self.log.append(Op(DELETE, "wal"))

    def arm(self, fail_at: int, *, lasting: bool) -> None:
        """Fail the operation of this number from now, once or from then on; 0 fails none."""
        self.count, self.fail_at, self.lasting, self.fired = 0, fail_at, lasting, False

    def meet(self, error: type[apsw.Error] = apsw.IOError) -> None:
        """Count an operation; fail where it was said."""
        self.count += 1
        if self.fail_at and (self.count == self.fail_at or (self.lasting and self.count > self.fail_at)):
            self.fired = True
            raise error("a disk that fails")

    def ack(self, what: Any) -> None:
        """Write down that a service said so."""
        self.log.append(Op(ACK, ack=what))


class LayerFile(apsw.VFSFile):
    """One open file of a layer."""

    def __init__(self, layer: Layer, name: Any, flags: Any) -> None:
        self._layer = layer
        path = name.filename() if hasattr(name, "filename") else str(name or "")
        self._kind = "wal" if path.endswith("-wal") else "db" if path.endswith(".db") else ""
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._layer.meet()
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:
        self._layer.meet(apsw.FullError if self._layer.fail_at % 2 else apsw.IOError)
        super().xWrite(data, offset)
        self._note(Op(WRITE, self._kind, offset, bytes(data)))

    def xSync(self, flags: int) -> None:
        # As a disk does it: what was written is in the file, and only the promise fails.
        self._layer.meet()
        super().xSync(flags)
        self._note(Op(SYNC, self._kind))

    def xTruncate(self, size: int) -> None:
        self._layer.meet()
        super().xTruncate(size)
        self._note(Op(TRUNCATE, self._kind, size))

    def xFileSize(self) -> int:
        self._layer.meet()
        return super().xFileSize()

    def xLock(self, level: int) -> None:
        self._layer.meet()
        super().xLock(level)

    def _note(self, op: Op) -> None:
        if self._kind:
            self._layer.log.append(op)
