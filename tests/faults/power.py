"""T4: power cuts under a real kernel: ext4 on a loop device, shut down by ioctl while a counter sells on it.

FS_IOC_SHUTDOWN with NOLOGFLUSH stops the file system where it is, as a cut does: what was not yet on the device is
gone. The image is then mounted again, ext4 replays its journal, and the office is judged. Needs root and loop devices.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from counter.storage.engine import open_engine
from tests.faults import kills
from tests.faults.apsw_driver import engine_on
from tests.faults.judge import Ack, connect, judge
from tests.faults.kills import Opened
from tests.faults.office import Pattern, scratch
from tests.faults.tally import Tally

FS_IOC_SHUTDOWN = 0x8004587D
NOLOGFLUSH = struct.pack("I", 2)
IMAGE_BYTES = 48 << 20
LONGEST_WORK = 0.3


class Impossible(Exception):
    """This machine has no power to cut; says why."""


@contextlib.contextmanager
def mounted(image: Path, point: Path) -> Iterator[None]:
    """An ext4 image mounted through a loop device."""
    point.mkdir(exist_ok=True)
    _run("mount", "-o", "loop", str(image), str(point))
    try:
        yield
    finally:
        _run("umount", str(point))


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Impossible(f"{words[0]}: {done.stderr.strip() or done.returncode}")


def prepared(pattern: Pattern, folder: Path) -> Path:
    """An image with a fresh office in it."""
    if os.geteuid() != 0:
        raise Impossible("not root")
    if not (shutil.which("mkfs.ext4") and Path("/dev/loop-control").exists()):
        raise Impossible("no loop devices, or no mkfs.ext4")
    image = folder / "pattern.img"
    with image.open("wb") as file:
        file.truncate(IMAGE_BYTES)
    _run("mkfs.ext4", "-q", str(image))
    with mounted(image, folder / "mount"):
        pattern.copy(folder / "mount" / "office")
    return image


def cut_one(pattern: Pattern, image: Path, rng: Random, opened: Opened = open_engine) -> tuple[list[str], list[Ack]]:
    """Sell until the power is cut; returns what is wrong afterwards, and what had been acknowledged."""
    folder = image.parent
    used, point = folder / "used.img", folder / "mount"
    shutil.copy(image, used)
    with mounted(used, point):
        acks = _work_and_cut(pattern, point, rng, opened)
    with mounted(used, point):
        connection = connect(point / "office" / "office.db")
        try:
            return list(judge(connection, acks)), acks
        finally:
            connection.close()


def _work_and_cut(pattern: Pattern, point: Path, rng: Random, opened: Opened) -> list[Ack]:
    listen, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(listen)
        with contextlib.suppress(BaseException):
            kills.child(pattern, point / "office", "", rng, tell, opened)
        os._exit(1)
    os.close(tell)
    os.read(listen, 1)
    time.sleep(rng.random() * LONGEST_WORK)
    place = os.open(point, os.O_RDONLY)
    data = _so_far(listen)
    fcntl.ioctl(place, FS_IOC_SHUTDOWN, NOLOGFLUSH)
    os.close(place)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(listen)
    return [word for word in kills.heard(data) if isinstance(word, Ack)]


def _so_far(pipe: int) -> bytes:
    """What was said until the moment before the cut; an fsync that the ioctl overtakes may still return as if done."""
    data = b"\x00"  # the first byte of the first length was read as the starting signal
    os.set_blocking(pipe, False)
    with contextlib.suppress(BlockingIOError):
        while got := os.read(pipe, 65536):
            data += got
    return data


def run(cuts: int, seconds: float) -> Tally:
    """So many cuts, after the control has shown that a cut loses what was not synced."""
    tally = Tally("T4", "power cuts: ext4 on a loop device, shut down by ioctl")
    until = time.monotonic() + seconds
    with scratch() as folder:
        pattern = Pattern(folder)
        kills.warm(pattern, folder / "warm")
        try:
            image = prepared(pattern, folder)
            tally.controls["WAL with synchronous=NORMAL loses acknowledged sales"] = control(pattern, image)
            while tally.counts["power cuts"] < cuts and time.monotonic() < until:
                wrong, acks = cut_one(pattern, image, Random(tally.counts["power cuts"]))
                tally.counts["power cuts"] += 1
                tally.counts["acknowledgements"] += len(acks)
                tally.faults(wrong, f"cut {tally.counts['power cuts']}")
        except (Impossible, OSError) as error:
            tally.possible = False
            tally.notes.append(str(error))
    return tally


def control(pattern: Pattern, image: Path, tries: int = 10) -> bool:
    """Whether a database that doesn't wait for the disk is seen to lose what was acknowledged."""
    opened = engine_on("", ("PRAGMA synchronous=NORMAL",))
    return any("lost" in cut_one(pattern, image, Random(n), opened)[0] for n in range(tries))
