"""A simulated ESC/POS printer on a TCP port: prints pictures of paper, and fails as it is told."""

import contextlib
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import RLock, Thread

from devices.printers.engine.events import DrawerPulse, Unknown
from devices.printers.engine.paper import Paper
from devices.sim.printer_core import Action, PrinterCore, PrinterState
from devices.sim.printer_paper import PaperFolder

IDLE_S = 1.0
CHUNK = 16384


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
        self._address = (host, port)
        self._clock = clock
        self._lock = RLock()
        self._core = PrinterCore(width_dots, clock, process_ids=process_ids)
        self._folder = PaperFolder(paper_dir)
        self._core.on_paper = self._folder.put
        self._listener: socket.socket | None = None
        self._connection: socket.socket | None = None
        self._half_closed = False
        self._from_host = 0
        self._reset_at: int | None = None
        self._half_close_at: int | None = None
        self._outgoing = b""
        self._thread: Thread | None = None
        self._running = False
        self._waker, self._wakened = socket.socketpair()
        self._waker.setblocking(False)
        self._wakened.setblocking(False)

    # life

    def start(self) -> tuple[str, int]:
        """Listen; the address that was taken."""
        self._listen()
        self._folder.start()
        self._running = True
        self._thread = Thread(target=self._run, name="printer-simulator", daemon=True)
        self._thread.start()
        return self._address

    def stop(self) -> None:
        """Close the port and write the last pictures."""
        self._running = False
        self._wake()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._drop_connection(reset=False)
        self._close_listener()
        self._folder.stop()

    def __enter__(self) -> "PrinterSimulator":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens (port 0 until started)."""
        return self._address

    # what it did

    @property
    def papers(self) -> list[Paper]:
        """The pieces that fell, oldest first (the last 500)."""
        with self._lock:
            return list(self._core.papers)

    @property
    def unknown(self) -> list[Unknown]:
        """Bytes that it did not understand (the last 1000)."""
        with self._lock:
            return list(self._core.unknown)

    @property
    def pulses(self) -> list[DrawerPulse]:
        """The drawer pulses (the last 1000)."""
        with self._lock:
            return list(self._core.pulses)

    def state(self) -> PrinterState:
        """What it is doing now."""
        with self._lock:
            return self._core.state

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
        with self._controlled() as core:
            core.jam_at_next_cut()

    def drawer(self, is_open: bool) -> None:
        """Push the drawer shut, or pull it open with the key."""
        self._set(drawer_high=is_open)

    def stop_reading(self, stop: bool = True) -> None:
        """Neither read nor answer, with the connection standing."""
        with self._controlled() as core:
            core.set_reading(not stop)

    def late_answers(self, seconds: float) -> None:
        """Send every further answer so much later."""
        with self._controlled() as core:
            core.answer_delay = seconds

    def noise(self, data: bytes) -> None:
        """Send bytes of no meaning to the host."""
        with self._controlled() as core:
            core.say(data)

    def reset_after(self, count: int) -> None:
        """Break the connection (RST) after `count` further bytes from the host."""
        with self._controlled():
            self._reset_at = self._from_host + count

    def half_close_after(self, count: int) -> None:
        """Close the answering half of the connection after `count` further bytes; go on reading and printing."""
        with self._controlled():
            self._half_close_at = self._from_host + count

    def at_processed(self, count: int, action: Action) -> None:
        """Do something to the core when `count` further bytes have been worked through."""
        with self._controlled() as core:
            core.at_processed(core.processed + count, action)

    def power_cycle(self) -> None:
        """Pull the plug and put it back: buffer, modes and connection are lost, paper is not."""
        self.power_off()
        self.power_on()

    def power_off(self) -> None:
        """Pull the plug: nobody listens on the port."""
        with self._controlled() as core:
            core.power_off()
            self._drop_connection(reset=True)
            self._close_listener()

    def power_on(self) -> None:
        """Put the plug back."""
        with self._controlled() as core:
            core.power_on()
            if self._listener is None:
                self._listen()

    def tear_off(self) -> None:
        """Tear off what hangs out, cut or not."""
        with self._controlled() as core:
            core.tear_off()

    # inside

    def _set(self, **changes: bool) -> None:
        with self._controlled() as core:
            core.set(**changes)

    @contextlib.contextmanager
    def _controlled(self) -> Iterator[PrinterCore]:
        with self._lock:
            yield self._core
        self._wake()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._waker.send(b"\0")

    def _listen(self) -> None:
        listener = socket.create_server(self._address, backlog=4)
        listener.setblocking(False)
        self._listener = listener
        self._address = listener.getsockname()[:2]

    def _close_listener(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _run(self) -> None:
        while self._running:
            with self._lock:
                readers, writers, patience = self._interests()
            try:
                ready, writable, _ = select.select(readers, writers, [], patience)
            except (OSError, ValueError):
                continue  # a control closed a socket meanwhile: look again
            with self._lock:
                self._turn(ready, writable)

    def _interests(self) -> tuple[list[socket.socket], list[socket.socket], float]:
        readers = [self._wakened]
        if self._connection is None:
            if self._listener is not None:
                readers.append(self._listener)
            return readers, [], IDLE_S
        if self._core.room:
            readers.append(self._connection)
        self._outgoing += self._core.answers()
        writers = [self._connection] if self._outgoing and not self._half_closed else []
        due = self._core.next_answer_at
        return readers, writers, IDLE_S if due is None else min(IDLE_S, max(0.0, due - self._clock()))

    def _turn(self, ready: list[socket.socket], writable: list[socket.socket]) -> None:
        if self._wakened in ready:
            with contextlib.suppress(BlockingIOError):
                self._wakened.recv(CHUNK)
        if self._listener is not None and self._listener in ready and self._connection is None:
            self._accept(self._listener)
        connection = self._connection
        if connection is not None and connection in writable:
            self._send(connection)
        if self._connection is not None and connection in ready:
            self._receive(self._connection)

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self._connection, _ = listener.accept()
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connection.setblocking(False)
            self._half_closed = False

    def _send(self, connection: socket.socket) -> None:
        try:
            sent = connection.send(self._outgoing)
        except OSError:
            self._drop_connection(reset=False)
            return
        self._outgoing = self._outgoing[sent:]

    def _receive(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(min(CHUNK, self._core.room, self._until_fault()))
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop_connection(reset=False)
            return
        self._from_host += len(data)
        self._core.receive(data)
        self._break_wire(connection)

    def _until_fault(self) -> int:
        """At most so many bytes may be read before a fault is due."""
        faults = [at - self._from_host for at in (self._reset_at, self._half_close_at) if at is not None]
        return max(1, min(faults, default=CHUNK))

    def _break_wire(self, connection: socket.socket) -> None:
        if self._reset_at is not None and self._from_host >= self._reset_at:
            self._reset_at = None
            self._drop_connection(reset=True)
        elif self._half_close_at is not None and self._from_host >= self._half_close_at:
            self._half_close_at = None
            self._half_closed = True
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)

    def _drop_connection(self, *, reset: bool) -> None:
        if self._connection is None:
            return
        if reset:
            # linger 0: close() sends RST instead of FIN
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()
        self._connection = None
        self._outgoing = b""
        self._core.disconnected()
