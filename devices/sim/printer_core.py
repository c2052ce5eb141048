"""A printer without a wire: receives bytes, works through them when it can, answers, and fails on demand.

Like a real one it holds what it cannot print (paper out, cover open, off line) and prints it when it can again;
obeys real-time commands the moment they arrive; answers a queued query only when everything before it is on paper;
and forgets its buffer, but not what is on paper, when the power goes.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from devices.printers.engine.events import (
    ClearBuffers,
    Cut,
    DrawerPulse,
    Event,
    PassedOn,
    Query,
    Recover,
    StatusRequest,
    Unknown,
)
from devices.printers.engine.paper import Paper
from devices.printers.engine.realtime import RealTimeScanner
from devices.printers.interpreter import Interpreter
from devices.printers.status import (
    CLEARED_ANSWER,
    Condition,
    automatic_answer,
    process_id_answer,
    queued_answer,
    real_time_answer,
)
from devices.sim.pole import PoleScreen

BUFFER_BYTES = 64 * 1024
MAX_KEPT = 500
MAX_PASSED_ON = 10_000
Clock = Callable[[], float]
Action = Callable[["PrinterCore"], None]


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What the simulated printer is doing; `held_bytes` wait for paper, cover, cutter or the on-line key."""

    condition: Condition
    held_bytes: int
    received: int
    processed: int
    papers: int
    drawer_open: bool
    reading: bool
    powered: bool
    hanging: bool


class PrinterCore:
    """The mechanism and its firmware. Not thread-safe: the wire around it holds a lock."""

    def __init__(self, width_dots: int, clock: Clock, *, process_ids: bool = True) -> None:
        self.condition = Condition()
        self.reading = True
        self.powered = True
        self.received = 0
        self.processed = 0
        self.papers: list[Paper] = []
        self.unknown: deque[Unknown] = deque(maxlen=1000)
        self.pulses: deque[DrawerPulse] = deque(maxlen=1000)
        self.passed_on = b""
        self.display = PoleScreen()
        self.on_paper: Callable[[Paper], None] = lambda _: None
        self.answer_delay = 0.0
        self._process_ids = process_ids
        self._clock = clock
        self._interpreter = Interpreter(width_dots, real_time=False)
        self._scanner = RealTimeScanner()
        self._buffer = bytearray()
        self._outbox: deque[tuple[float, bytes]] = deque()
        self._automatic = False
        self._triggers: list[tuple[int, Action]] = []
        self._jams_at_cut = False
        self._hanging: Paper | None = None

    # what the wire does

    @property
    def room(self) -> int:
        """How many bytes it would take now; 0 when it reads nothing or its buffer is full."""
        return BUFFER_BYTES - len(self._buffer) if self.reading and self.powered else 0

    def receive(self, data: bytes) -> None:
        """Take bytes from the wire and do what can be done."""
        self.received += len(data)
        for event in self._scanner.feed(data):
            self._react(event)
        self._buffer += data
        self.work()

    def answers(self) -> bytes:
        """The bytes that are due to be sent."""
        due = b""
        while self._outbox and self._outbox[0][0] <= self._clock() and self.reading and self.powered:
            due += self._outbox.popleft()[1]
        return due

    @property
    def next_answer_at(self) -> float | None:
        """When the next answer is due, by the clock; None when none waits."""
        return self._outbox[0][0] if self._outbox and self.reading else None

    def disconnected(self) -> None:
        """The wire is gone: unsent answers go with it, received data stay."""
        self._outbox.clear()
        self._automatic = False

    # what people and tests do

    def set(self, **changes: bool) -> None:
        """Change the mechanism's condition (the fields of `Condition`); held data print when nothing hinders."""
        self._change(replace(self.condition, **changes))
        if not self.condition.cutter_error:
            self._drop_hanging()
        self.work()

    def set_reading(self, reading: bool) -> None:
        """Stop or go on taking bytes from the wire."""
        self.reading = reading

    def jam_at_next_cut(self, jam: bool = True) -> None:
        """Let the cutter fail the next time it is used."""
        self._jams_at_cut = jam

    def power_off(self) -> None:
        """Lose buffer, modes and connection; what is on paper stays."""
        self.powered = False
        self._buffer.clear()
        self._interpreter.power_cycle()
        self._scanner = RealTimeScanner()
        self.display = PoleScreen()
        self.disconnected()

    def power_on(self) -> None:
        """Start again, empty."""
        self.powered = True

    def say(self, data: bytes) -> None:
        """Send bytes of no meaning to the host."""
        self._send(data)

    def at_processed(self, count: int, action: Action) -> None:
        """Do `action` when `count` bytes have been worked through, before the next one."""
        self._triggers.append((count, action))
        self._triggers.sort(key=lambda trigger: trigger[0])

    def forget_actions(self) -> None:
        """Drop what `at_processed` planned and has not come to pass."""
        self._triggers.clear()

    def tear_off(self) -> None:
        """A person tears off what hangs out."""
        self._interpreter.tear_off()
        self._collect()

    @property
    def state(self) -> PrinterState:
        """What it is doing."""
        return PrinterState(
            self.condition,
            len(self._buffer),
            self.received,
            self.processed,
            len(self.papers),
            self.condition.drawer_high,
            self.reading,
            self.powered,
            self._interpreter.uncut is not None,
        )

    # the mechanism

    def work(self) -> None:
        """Work through the buffer as far as the condition allows."""
        self._fire()
        while self._buffer and self.powered and self.condition.problem is None:
            taken = bytes(self._buffer[: self._stride()])
            del self._buffer[: len(taken)]
            self.processed += len(taken)
            self._interpreter.feed(taken)
            events = self._interpreter.take_events()
            if self._jams_at_cut and any(isinstance(event, Cut) for event in events):
                self._jam()
            self._collect()
            for event in events:
                self._react(event)
            self._fire()

    def _stride(self) -> int:
        """How many bytes to take at once: one by one where the cutter may jam, else up to the next trigger."""
        if self._jams_at_cut:
            return 1
        return self._triggers[0][0] - self.processed if self._triggers else len(self._buffer)

    def _fire(self) -> None:
        while self._triggers and self._triggers[0][0] <= self.processed:
            self._triggers.pop(0)[1](self)

    def _collect(self) -> None:
        for paper in self._interpreter.papers:
            self.papers.append(paper)
            self.on_paper(paper)
        self._interpreter.papers.clear()
        del self.papers[:-MAX_KEPT]

    def _react(self, event: Event) -> None:
        if isinstance(event, StatusRequest):
            self._answer(event)
        elif isinstance(event, Unknown):
            self.unknown.append(event)
        elif isinstance(event, DrawerPulse):
            self.pulses.append(event)
            self._change(replace(self.condition, drawer_high=True))
        elif isinstance(event, PassedOn):
            self.passed_on = (self.passed_on + event.data)[-MAX_PASSED_ON:]
            self.display.feed(event.data)
        elif isinstance(event, ClearBuffers):
            self._clear_buffers()
        elif isinstance(event, Recover) and event.clear:
            self._buffer.clear()

    def _answer(self, request: StatusRequest) -> None:
        if request.query is Query.REAL_TIME:
            self._send(real_time_answer(request.n, self.condition))
        elif request.query is Query.QUEUED:
            self._send(queued_answer(request.n, self.condition))
        elif request.query is Query.PROCESS_ID:
            self._answer_process_id(request)
        elif request.query is Query.AUTOMATIC:
            self._automatic = bool(request.n)
            if self._automatic:
                self._send(automatic_answer(self.condition))

    def _answer_process_id(self, request: StatusRequest) -> None:
        if self._process_ids:
            self._send(process_id_answer(request.payload))
        else:
            self.unknown.append(Unknown(request.payload, request.offset, "GS ( H: this model has no process ids"))

    def _send(self, data: bytes) -> None:
        self._outbox.append((self._clock() + self.answer_delay, data))

    def _change(self, condition: Condition) -> None:
        if condition != self.condition:
            self.condition = condition
            if self._automatic:
                self._send(automatic_answer(condition))

    def _jam(self) -> None:
        """The blade stuck: the piece is printed but hangs on."""
        self._jams_at_cut = False
        self._hanging = self._interpreter.papers.pop()
        self._change(replace(self.condition, cutter_error=True))

    def _drop_hanging(self) -> None:
        if self._hanging is not None:
            paper, self._hanging = self._hanging, None
            self.papers.append(paper)
            self.on_paper(paper)

    def _clear_buffers(self) -> None:
        """DLE DC4 8: what is not printed is dropped, and the printer says so."""
        self._buffer.clear()
        self._interpreter.power_cycle()
        self._send(CLEARED_ANSWER)
