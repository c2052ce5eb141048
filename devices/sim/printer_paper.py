"""Keeps the paper of a simulated printer as pictures: NNNN.png, and NNNN.txt with what can be read on it."""

import os
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from devices.printers.engine.paper import DPI, Paper


class PaperFolder:
    """Writes each piece in its own thread, so that drawing delays no answer; a file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._queue: SimpleQueue[Paper | None] = SimpleQueue()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Create the folder and the thread; OSError where the folder can't be made."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._thread = Thread(target=self._run, name="printer-paper", daemon=True)
        self._thread.start()

    def put(self, paper: Paper) -> None:
        """Keep this piece soon."""
        self._queue.put(paper)

    def stop(self) -> None:
        """Write what is left and end the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        number = self._last_number()
        while (paper := self._queue.get()) is not None:
            number += 1
            self._write(paper, f"{number:04d}")

    def _last_number(self) -> int:
        numbers = [int(path.stem) for path in self._folder.glob("*.png") if path.stem.isdecimal()]
        return max(numbers, default=0)

    def _write(self, paper: Paper, stem: str) -> None:
        text = self._folder / f"{stem}.txt"
        text.write_text(paper.text + "\n", "utf-8")
        hidden = self._folder / f".{stem}.part"
        with hidden.open("wb") as file:
            paper.image().save(file, "PNG", dpi=(DPI, DPI))
        os.replace(hidden, self._folder / f"{stem}.png")
