"""The customer's second screen as a web page on loopback, in a thread of its own.

Nothing that happens here reaches a sale: the feed's listener only leaves the newest view and returns, and a crash of
the server is told by `trouble` while the server tries again.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from counter.display import listening
from counter.display.hub import Hub
from counter.display.payload import LANGUAGES, notice_payload, payload, texts
from counter.display.site import application, build
from counter.display.wording import date_text, words
from counter.errors import DeviceTrouble
from counter.services.display_feed import CustomerView, DisplayFeed, Notice, Text

BEAT_SECONDS = 0.5
RETRY_SECONDS = 1.0
STOP_SECONDS = 5.0

Clock = Callable[[], datetime]


def local_time() -> datetime:
    """This machine's time with its offset."""
    return datetime.now().astimezone()


class DisplayServer:
    """Serves `feed` to a browser on this machine.

    `languages` is what the page shows at once: ("zh", "en"), ("zh",) or ("en",). `notices` stand in turn while the
    counter is idle, each for `notice_seconds`. `clock` gives the time that the page shows.
    """

    def __init__(
        self,
        feed: DisplayFeed,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        office: Text | None = None,
        languages: Sequence[str] = LANGUAGES,
        notices: Sequence[Notice] = (),
        notice_seconds: int = 12,
        clock: Clock = local_time,
    ) -> None:
        self._feed = feed
        self._host, self._port = host, port
        self._office = texts(office or {})
        self._languages = [language for language in LANGUAGES if language in languages] or list(LANGUAGES)
        self._notices = tuple(notices)
        self._notice_seconds = notice_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._newest: CustomerView | None = None
        self._hub = Hub()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Event | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._authority = ""
        self._unsubscribe: Callable[[], None] = lambda: None
        self.trouble: DeviceTrouble | None = None

    @property
    def address(self) -> str:
        """Where the page is: http://127.0.0.1:PORT/; empty before the first start."""
        return f"http://{self._authority}/" if self._authority else ""

    @property
    def watching(self) -> int:
        """How many pages are open now."""
        return self._hub.watching

    def start(self) -> None:
        """Listen and serve; returns at once, the page answers as soon as the web server is loaded.

        Raises DeviceTrouble when the address is not loopback or the port cannot be had.
        """
        if self._thread is not None:
            return
        listener = listening.open_socket(self._host, self._port)
        self._authority = listening.authority(listener)
        self._port = listener.getsockname()[1]
        self._stopping.clear()
        self._unsubscribe = self._feed.subscribe(self._take)
        self._thread = threading.Thread(target=self._run, args=(listener,), name="second-screen", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close every page's stream and the port; harmless when not running."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._unsubscribe()
        self._stopping.set()
        self._call(self._end)
        thread.join(STOP_SECONDS)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Replace the notices, for instance when another tariff is in force."""
        self._notices = tuple(notices)
        self._call(self._tell_notices)

    def _take(self, view: CustomerView) -> None:
        """Keep the newest view and wake the server once for however many came (in the publisher's thread)."""
        with self._lock:
            waking = self._newest is None
            self._newest = view
        if waking:
            self._call(self._tell_view)

    def _call(self, action: Callable[[], None]) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(action)
        except RuntimeError:  # the loop closed in between: the next start tells everything anew
            return

    def _run(self, first: socket.socket) -> None:
        """Serve until stopped; after a crash, open the same port again."""
        listener: socket.socket | None = first
        while listener is not None:
            try:
                asyncio.run(self._serve(listener))
            except Exception as error:  # noqa: BLE001 - the outer edge of the second screen
                self.trouble = _crashed(error)
            finally:
                self._loop = None
                listener.close()
            listener = self._reopened()

    def _reopened(self) -> socket.socket | None:
        """The port again, however long that takes; None when the screen was stopped."""
        while not self._stopping.wait(RETRY_SECONDS):
            try:
                return listening.open_socket(self._host, self._port)
            except DeviceTrouble as trouble:
                self.trouble = trouble
        return None

    async def _serve(self, listener: socket.socket) -> None:
        from counter.display.web import serve

        self._hub, self._ending = Hub(), asyncio.Event()
        self._tell_hello()
        self._tell_notices()
        self._loop = asyncio.get_running_loop()
        self._tell_view()
        if self._stopping.is_set():
            return
        self.trouble = None
        beating = asyncio.create_task(self._beat())
        try:
            await serve(application(self._hub, self._ending, self._authority), listener, self._ending)
        finally:
            beating.cancel()

    def _end(self) -> None:
        if self._ending is not None:
            self._ending.set()

    async def _beat(self) -> None:
        while True:
            now = self._clock()
            date = {language: date_text(now, language) for language in LANGUAGES}
            self._hub.tell("beat", {"time": f"{now:%H:%M}", "date": date, "second": int(now.timestamp())})
            await asyncio.sleep(BEAT_SECONDS)

    def _tell_hello(self) -> None:
        self._hub.tell(
            "hello",
            {
                "build": build(),
                "office": self._office,
                "languages": self._languages,
                "words": {language: words(language) for language in LANGUAGES},
                "notice_seconds": self._notice_seconds,
            },
        )

    def _tell_notices(self) -> None:
        self._hub.tell("notices", [notice_payload(notice) for notice in self._notices])

    def _tell_view(self) -> None:
        with self._lock:
            self._newest = None
        self._hub.tell("view", payload(self._feed.latest))


def _crashed(error: Exception) -> DeviceTrouble:
    return DeviceTrouble(
        "display-crashed",
        "The second screen stopped ({reason}) and is starting again.",
        "Sales go on without it; restart the counter if it doesn't come back.",
        reason=type(error).__name__,
    )
