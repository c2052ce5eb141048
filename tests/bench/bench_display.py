"""Scale frame and key to the customer's page, through the clerk's real screen, beside a bare Starlette SSE echo."""

import asyncio
import json
import socket
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, StreamingResponse
from starlette.routing import Route
from textual.events import Key

from counter.bootstrap.core import init
from counter.display.server import DisplayServer
from devices.scales.protocols import find
from devices.scales.session import ScaleSession
from tests.display.chromium import WHY_NOT, Tab, browsing, program
from tests.ui.desk import World, world
from tests.ui.driving import Driver, fill, keys, put, sign_in

FRAMES = 300
KEYS = 200
PAUSE = 0.06
KEY_PAUSE = 0.15
CLOCK_DOUBT_MS = 1.0
FRAME_LIMIT_MS = 40
KEY_LIMIT_MS = 60

# Notes each change of one element's text with the time of day in milliseconds.
RECORDER = """(selector => {
  window.changes = [];
  let last = null;
  const look = () => {
    const text = document.querySelector(selector).textContent;
    if (text !== last) { last = text; window.changes.push([text, performance.timeOrigin + performance.now()]); }
  };
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
})"""
ECHO_PAGE = """<!doctype html><p id="echo"></p><script>
new EventSource('/events').onmessage = event => {
  document.getElementById('echo').textContent = JSON.parse(event.data).text;
};
</script>"""

Stamps = list[tuple[str, float]]


def run() -> list[str]:
    """Both ways and the echo, in one browser in one run; nothing but a remark where Chromium is missing."""
    if program() is None:
        return [WHY_NOT]
    with tempfile.TemporaryDirectory() as folder, browsing() as tab:
        init(Path(folder) / "home", with_sample=True)
        echo_before = _echo(tab)
        with world(Path(folder)) as office:
            frames, pressed = asyncio.run(_clerk(office, tab))
        echo_after = _echo(tab)
    return [
        _line("scale frame to DOM", frames, f"p99 at most {FRAME_LIMIT_MS} ms"),
        _line("key to DOM", pressed, f"p99 at most {KEY_LIMIT_MS} ms"),
        _line("  bare Starlette SSE echo", echo_before + echo_after, "the same browser, before and after"),
    ]


async def _clerk(office: World, tab: Tab) -> tuple[list[float], list[float]]:
    server = DisplayServer(office.feed)
    server.start()
    async with office.app().run_test(size=(120, 36)) as pilot:
        await asyncio.to_thread(tab.open, server.address)
        await sign_in(pilot)
        skew = await asyncio.to_thread(_skew, tab)
        frames = await _frames(office, tab, skew)
        await put(pilot, office, 3200)
        await fill(pilot)
        await keys(pilot, "0", "50")
        await pilot.pause(0.5)
        pressed = await _keys(pilot, tab, skew)
    server.stop()
    return frames, pressed


async def _frames(office: World, tab: Tab, skew: float) -> list[float]:
    """Bytes of a scale as its owner thread would hand them on, each another weight."""
    session = ScaleSession(find("toledo8217"), unit="kg", clock=office.clock.monotonic)
    await asyncio.to_thread(tab.evaluate, f"{RECORDER}('[data-slot=live-weight]')")
    sent: Stamps = []

    def deliver(frame: bytes) -> None:
        for reading in session.feed(frame):
            office.scale.latest = reading
            office.scale.readings.publish(reading)

    for number in range(FRAMES):
        text = f"{1 + number % 9}.{100 + number:03d}"
        sent.append((text, time.time() * 1000))
        await asyncio.to_thread(deliver, b"\x020" + text.encode() + b"\r")
        await asyncio.sleep(PAUSE)
    return await asyncio.to_thread(_delays, tab, sent, skew)


async def _keys(pilot: Driver, tab: Tab, skew: float) -> list[float]:
    """A digit of the cash and its removal, in turn."""
    await asyncio.to_thread(tab.evaluate, f"{RECORDER}('[data-slot=tendered]')")
    sent: Stamps = []
    for number in range(KEYS):
        key, text = (Key("backspace", None), "¥ 50.00") if number % 2 else (Key("9", "9"), "¥ 509.00")
        sent.append((text, time.time() * 1000))
        pilot.app.post_message(key)
        await asyncio.sleep(KEY_PAUSE)
    return await asyncio.to_thread(_delays, tab, sent, skew)


def _delays(tab: Tab, sent: Stamps, skew: float) -> list[float]:
    """Milliseconds from each sending to the first time that its text stood after it; one that never did is an error."""
    changes = [(text, at - skew) for text, at in tab.evaluate("window.changes")]
    delays = []
    for text, began in sent:
        found = [at for shown, at in changes if shown == text and at >= began - CLOCK_DOUBT_MS]
        if not found:
            raise RuntimeError(f"{text} never showed; {len(changes)} changes for {len(sent)} steps")
        delays.append(min(found) - began)
    return delays


def _skew(tab: Tab) -> float:
    """The page's clock minus ours in milliseconds, by the quickest of twenty questions."""
    answers = []
    for _ in range(20):
        before = time.time() * 1000
        theirs = tab.evaluate("performance.timeOrigin + performance.now()")
        after = time.time() * 1000
        answers.append((after - before, theirs - (before + after) / 2))
    return float(min(answers)[1])


class _Echo:
    """The least that could do it: one queue, one stream, one element."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        routes = [Route("/", self._page), Route("/events", self._events)]
        config = uvicorn.Config(Starlette(routes=routes), log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self.server.serve(sockets=[self.listener])

    async def _page(self, _request: Request) -> HTMLResponse:
        return HTMLResponse(ECHO_PAGE)

    async def _events(self, _request: Request) -> StreamingResponse:
        async def stream() -> AsyncIterator[str]:
            while (data := await self._queue.get()) is not None:
                yield f"data: {data}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    def say(self, text: str | None) -> None:
        """Send a text; None ends the stream."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._queue.put_nowait, json.dumps({"text": text}) if text else None)


def _echo(tab: Tab) -> list[float]:
    echo = _Echo()
    echo.thread.start()
    tab.open(f"http://127.0.0.1:{echo.listener.getsockname()[1]}/")
    tab.evaluate(f"{RECORDER}('#echo')")
    time.sleep(0.5)
    skew = _skew(tab)
    sent: Stamps = []
    for number in range(FRAMES // 2):
        sent.append((f"1.{number:03d}", time.time() * 1000))
        echo.say(sent[-1][0])
        time.sleep(PAUSE)
    delays = _delays(tab, sent, skew)
    tab.call("Page.navigate", url="about:blank")
    echo.say(None)
    echo.server.should_exit = True
    echo.thread.join(5)
    return delays


def _line(name: str, delays: list[float], limit: str) -> str:
    ordered = sorted(delays)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    median = ordered[len(ordered) // 2]
    return f"{name:27} {median:6.1f} ms median, {p99:6.1f} p99, {ordered[-1]:6.1f} worst of {len(ordered)}   {limit}"
