"""Debian's Chromium without a window, driven by its DevTools protocol."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import websocket

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
WHY_NOT = "Chromium is not installed here: the second screen was not tested in a real browser"
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--hide-scrollbars",
    "--mute-audio",
    "--remote-debugging-port=0",
)


def program() -> str | None:
    """Where Chromium is, if anywhere."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class Tab:
    """One page of a browser; `errors` holds what went wrong in it (exceptions, refused resources)."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, suppress_origin=True, timeout=20)
        self._serial = 0
        self.errors: list[str] = []
        self.requested: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """One command and its answer; events that come meanwhile are kept or dropped."""
        self._serial += 1
        self._socket.send(json.dumps({"id": self._serial, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == self._serial:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                answer: dict[str, Any] = message["result"]
                return answer
            self._notice(message)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; promises are awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def until(self, expression: str, seconds: float = 5.0) -> float:
        """Wait until `expression` is true; returns how long that took."""
        began = time.monotonic()
        while not self.evaluate(expression):
            if time.monotonic() - began > seconds:
                scene = self.evaluate("document.body && document.body.dataset.scene")
                raise AssertionError(f"not within {seconds} s: {expression} (scene {scene}, {self.errors})")
            time.sleep(0.02)
        return time.monotonic() - began

    def open(self, address: str) -> None:
        """Go to a page and wait until it is drawn with its fonts."""
        self.call("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'", 10)
        self.evaluate("document.fonts.ready.then(() => true)")

    def resize(self, width: int, height: int) -> None:
        """The monitor's size in pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, **features: str) -> None:
        """What the user prefers: prefers-color-scheme, prefers-reduced-motion (underscores for hyphens)."""
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=wanted)

    def settle(self) -> None:
        """Wait for two frames, so that what was written is drawn."""
        self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def screenshot(self) -> bytes:
        """The page as PNG."""
        self.settle()
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def metrics(self) -> dict[str, float]:
        """Memory after a garbage collection: JSHeapUsedSize, Nodes, JSEventListeners and the like."""
        self.call("HeapProfiler.collectGarbage")
        self.call("Performance.enable")
        return {each["name"]: each["value"] for each in self.call("Performance.getMetrics")["metrics"]}

    def close(self) -> None:
        """Let go of the page."""
        self._socket.close()

    def _notice(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        if message.get("method") == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(params["exceptionDetails"])[:500])
        elif message.get("method") == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif message.get("method") == "Network.requestWillBeSent":
            self.requested.append(params["request"]["url"])


class Chromium:
    """One browser with a profile of its own that goes when the browser goes."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="second-screen-", ignore_cleanup_errors=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._debugger = ""

    def __enter__(self) -> "Chromium":
        found = program()
        if found is None:
            raise RuntimeError(WHY_NOT)
        command = [found, *_FLAGS, f"--user-data-dir={self._profile.name}", "about:blank"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._debugger = self._wait_for_debugger()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._profile.cleanup()

    def tab(self) -> Tab:
        """A new page."""
        request = urllib.request.Request(f"http://{self._debugger}/json/new?about:blank", method="PUT")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return Tab(json.load(answer)["webSocketDebuggerUrl"])

    def _wait_for_debugger(self) -> str:
        written = Path(self._profile.name) / "DevToolsActivePort"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if written.exists() and (lines := written.read_text().split("\n")) and lines[0]:
                return f"127.0.0.1:{lines[0]}"
            time.sleep(0.05)
        raise RuntimeError("Chromium did not start within 30 s")


@contextmanager
def browsing() -> Iterator[Tab]:
    """One page in one browser."""
    with Chromium() as browser:
        tab = browser.tab()
        try:
            yield tab
        finally:
            tab.close()
