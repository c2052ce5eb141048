"""A simulated ESC/POS printer on a TCP port: prints pictures of paper, and fails as it is told."""

import time
from collections.abc import Callable
from pathlib import Path

from devices.printers.engine.events import DrawerPulse, Unknown
from devices.printers.engine.paper import Paper
from devices.sim.printer_core import Action, PrinterCore, PrinterState
from devices.sim.printer_paper import PaperFolder
from devices.sim.printer_wire import PrinterWire


class PrinterSimulator:
    """One printer, one connection at a time, as real ones have; a second caller waits unanswered.

    Each cut piece becomes `paper_dir`/NNNN.png (and .txt) and stands in `papers`. The controls may be called from
    any thread. `start` returns (host, port); OSError where the port is taken.
    """

    def __init__(
        self,
        paper_dir: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        width_dots: int = 576,
        process_ids: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        core = PrinterCore(width_dots, clock, process_ids=process_ids)
        self._folder = PaperFolder(paper_dir)
        core.on_paper = self._folder.put
        self._wire = PrinterWire(core, (host, port), clock)

    # life

    def start(self) -> tuple[str, int]:
        """Listen; the address that was taken."""
        self._wire.start()
        self._folder.start()
        return self._wire.address

    def stop(self) -> None:
        """Close the port and write the last pictures."""
        self._wire.stop()
        self._folder.stop()

    def __enter__(self) -> "PrinterSimulator":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens (port 0 until started)."""
        return self._wire.address

    # what it did

    @property
    def papers(self) -> list[Paper]:
        """The pieces that fell, oldest first (the last 500)."""
        with self._wire.controlled() as core:
            return list(core.papers)

    @property
    def unknown(self) -> list[Unknown]:
        """Bytes that it did not understand (the last 1000)."""
        with self._wire.controlled() as core:
            return list(core.unknown)

    @property
    def pulses(self) -> list[DrawerPulse]:
        """The drawer pulses (the last 1000)."""
        with self._wire.controlled() as core:
            return list(core.pulses)

    @property
    def passed_on(self) -> bytes:
        """What went to the pole display behind it, after ESC = 2 (the last 10,000 bytes)."""
        with self._wire.controlled() as core:
            return core.passed_on

    @property
    def displayed(self) -> tuple[str, str]:
        """What the pole display behind it shows; dark where the power was out."""
        with self._wire.controlled() as core:
            upper, lower = core.display.lines
            return upper, lower

    def state(self) -> PrinterState:
        """What it is doing now."""
        with self._wire.controlled() as core:
            return core.state

    # what can be done to it

    def paper_out(self, out: bool = True) -> None:
        """The roll is empty: data are held, and printed when paper is back."""
        self._set(paper_out=out, paper_low=out)

    def paper_low(self, low: bool = True) -> None:
        """The roll is nearly empty; it prints on."""
        self._set(paper_low=low)

    def cover_open(self, is_open: bool = True) -> None:
        """Open or close the cover."""
        self._set(cover_open=is_open)

    def offline(self, off: bool = True) -> None:
        """Press the on-line key."""
        self._set(offline=off)

    def cutter_error(self, error: bool = True) -> None:
        """Block or free the cutter."""
        self._set(cutter_error=error)

    def jam_at_next_cut(self) -> None:
        """Let the cutter block when it is used next; `cutter_error(False)` frees it and the piece falls."""
        with self._wire.controlled() as core:
            core.jam_at_next_cut()

    def drawer(self, is_open: bool) -> None:
        """Push the drawer shut, or pull it open with the key."""
        self._set(drawer_high=is_open)

    def stop_reading(self, stop: bool = True) -> None:
        """Neither read nor answer, with the connection standing."""
        with self._wire.controlled() as core:
            core.set_reading(not stop)

    def late_answers(self, seconds: float) -> None:
        """Send every further answer so much later."""
        with self._wire.controlled() as core:
            core.answer_delay = seconds

    def noise(self, data: bytes) -> None:
        """Send bytes of no meaning to the host."""
        with self._wire.controlled() as core:
            core.say(data)

    def reset_after(self, count: int) -> None:
        """Break the connection (RST) after `count` further bytes from the host."""
        with self._wire.controlled():
            self._wire.reset_after(count)

    def half_close_after(self, count: int) -> None:
        """Close the answering half of the connection after `count` further bytes; go on reading and printing."""
        with self._wire.controlled():
            self._wire.half_close_after(count)

    def at_processed(self, count: int, action: Action) -> None:
        """Do something to the core when `count` further bytes have been worked through."""
        with self._wire.controlled() as core:
            core.at_processed(core.processed + count, action)

    def power_cycle(self) -> None:
        """Pull the plug and put it back: buffer, modes and connection are lost, paper is not."""
        self.power_off()
        self.power_on()

    def power_off(self) -> None:
        """Pull the plug: nobody listens on the port."""
        with self._wire.controlled() as core:
            core.power_off()
            self._wire.unplug(reset=True)

    def power_on(self) -> None:
        """Put the plug back."""
        with self._wire.controlled() as core:
            core.power_on()
            self._wire.listen()

    def tear_off(self) -> None:
        """Tear off what hangs out, cut or not."""
        with self._wire.controlled() as core:
            core.tear_off()

    def _set(self, **changes: bool) -> None:
        with self._wire.controlled() as core:
            core.set(**changes)
