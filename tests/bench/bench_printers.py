"""Printers: sending, interpreting, drawing, and coming back after the cable was out."""

import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from devices.link import LinkState
from devices.printers.capabilities import model
from devices.printers.interpreter import Interpreter
from devices.printers.link import PrinterLink
from devices.printers.outcome import Sent
from devices.printers.transports import network
from devices.sim.printer import PrinterSimulator
from tests.devices.printers.jobs import CUT, RESET, code128, han, qr, raster

SENDS, FIRST_SENDS = 200, 20
RECOVERIES = 5


def receipt() -> bytes:
    """A receipt of the usual length: 30 lines, a bar code, a QR symbol, a small picture."""
    lines = b"".join(han("首重 一公斤") + b"  3 x 1 kg @ 2.00" + b"\x1b$\xd0\x01" + b"13.00\n" for _ in range(30))
    return (
        RESET
        + lines
        + code128("PA12345678901")
        + b"\n"
        + qr(b"https://example.org/PA12345678901")
        + raster(64, 32)
        + CUT
    )


@contextmanager
def table(name: str) -> Iterator[tuple[PrinterSimulator, PrinterLink]]:
    """A simulator and a link to it."""
    with tempfile.TemporaryDirectory() as folder, PrinterSimulator(Path(folder)) as printer:
        link = PrinterLink("bench", network(*printer.address), model(name), on_status=lambda _: None)
        yield printer, link
        link.close()


def timed(action: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def confirmed_ms(name: str) -> list[float]:
    """A receipt sent and confirmed, over TCP, with the simulator drawing the paper meanwhile."""
    job = receipt()
    with table(name) as (_, link):

        def send() -> None:
            assert link.send(job).sent is Sent.CONFIRMED
            time.sleep(0.03)  # the pictures are drawn in the same process: a person tears the paper off first

        timed(send, FIRST_SENDS)
        return [ms - 30 for ms in timed(send, SENDS)]


def bare_ms() -> list[float]:
    """The same bytes to a socket that only counts them and answers one byte: the least that an answer can cost."""
    job = receipt()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_count_and_answer, args=(server, len(job)), daemon=True).start()
        with socket.create_connection(server.getsockname()) as wire:

            def send() -> None:
                wire.sendall(job)
                assert wire.recv(1)

            timed(send, FIRST_SENDS)
            return timed(send, SENDS)


def _count_and_answer(server: socket.socket, size: int) -> None:
    peer, _ = server.accept()
    with peer:
        received = 0
        while data := peer.recv(65536):
            received += len(data)
            if received % size == 0:
                peer.sendall(b"\0")


def recovery_ms() -> list[float]:
    """From the printer's return to READY on the status line, looked at ten times a second."""
    taken = []
    with table("simulated") as (printer, link):
        for number in range(RECOVERIES):
            printer.power_off()
            for _ in range(10 + number):
                link.poll()
                time.sleep(0.1)
            printer.power_on()
            began = time.perf_counter()
            while link.poll().state is not LinkState.READY:
                time.sleep(0.1)
            taken.append((time.perf_counter() - began) * 1000)
    return taken


def line(name: str, measured: str, limit: str) -> str:
    """One line of the bench's table."""
    return f"{name:<52}{measured:<28}{limit}"


def spread(taken: list[float]) -> str:
    """Middle and 99th percentile."""
    ordered = sorted(taken)
    return f"p50 {statistics.median(ordered):.2f} ms  p99 {ordered[int(len(ordered) * 0.99) - 1]:.2f} ms"


def run() -> list[str]:
    """All figures of this room."""
    job = receipt()
    printer = Interpreter()
    interpreted = timed(lambda: printer.feed(job), 300)
    paper = printer.papers[-1]
    drawn = timed(paper.image, 50)
    recovered = recovery_ms()
    rate = len(job) / statistics.median(interpreted) / 1000
    bare = f"bare TCP round trip {spread(bare_ms())}"
    return [
        line("receipt sent and confirmed (GS ( H, TCP)", spread(confirmed_ms("simulated")), bare),
        line("receipt sent and confirmed (GS r, TCP)", spread(confirmed_ms("generic-80")), bare),
        line(
            f"receipt of {len(job)} bytes interpreted", spread(interpreted), f"{rate:.1f} MB/s; a line at 9600: 0.001"
        ),
        line("receipt drawn as a picture", spread(drawn), "preview, limit 100 ms"),
        line("printer back after it was off", f"worst {max(recovered):.0f} ms of {len(recovered)}", "limit 2000 ms"),
    ]


if __name__ == "__main__":
    print("\n".join(run()))
