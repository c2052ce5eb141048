"""A served feed, and where Chromium is found a page that shows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from counter.display.server import DisplayServer
from counter.services.display_feed import CustomerView, DisplayFeed
from tests.display import samples
from tests.display.chromium import WHY_NOT, Chromium, Tab, program


@pytest.fixture
def feed() -> DisplayFeed:
    return DisplayFeed(samples.IDLE)


@pytest.fixture
def server(feed: DisplayFeed) -> Iterator[DisplayServer]:
    running = DisplayServer(feed, office=samples.OFFICE, notices=samples.NOTICES)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    if program() is None:
        pytest.skip(WHY_NOT)
    with Chromium() as browser:
        yield browser


@pytest.fixture
def tab(chromium: Chromium) -> Iterator[Tab]:
    opened = chromium.tab()
    opened.resize(1280, 800)
    yield opened
    opened.call("Page.navigate", url="about:blank")
    opened.close()


@dataclass(frozen=True)
class Screen:
    """A page that shows a feed."""

    tab: Tab
    server: DisplayServer
    publish: Callable[[CustomerView], None]

    def show(self, view: CustomerView) -> None:
        """Publish a view and wait until the page is in its scene."""
        self.publish(view)
        self.tab.until(f"document.body.dataset.scene === '{view.scene.value}'")
        self.tab.settle()

    def text(self, slot: str) -> str:
        """What stands in a slot."""
        said: str = self.tab.evaluate(f"""document.querySelector('[data-slot="{slot}"]').innerText""")
        return said


@pytest.fixture
def screen(tab: Tab, server: DisplayServer, feed: DisplayFeed) -> Screen:
    tab.open(server.address)
    tab.until("document.body.dataset.scene === 'idle'")
    return Screen(tab, server, feed.publish)
