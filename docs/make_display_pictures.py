"""Makes the pictures of docs/second-screen.md from the real page: `python -m docs.make_display_pictures`.

One picture a state, as a customer sees it on a landscape monitor, with one in portrait and one in the dark theme.
"""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

from PIL import Image

from counter.display.rule_notices import statutory_notices
from counter.display.server import DisplayServer
from counter.rules.book import RuleBook
from counter.services.display_feed import CustomerView, DisplayFeed
from tests.display import samples
from tests.display.chromium import WHY_NOT, Tab, browsing, program

PICTURES = Path(__file__).parent / "pictures"
# A second at which any rotation of up to eight pages stands at its first one.
NOW = datetime.fromtimestamp(1795317131 // 10080 * 10080, tz=timezone(timedelta(hours=8)))
LANDSCAPE = (1024, 768)
PORTRAIT = (768, 1024)
SHOWN = {
    "idle": samples.IDLE,
    "stable": samples.STABLE,
    "fee": samples.FEE,
    "inspection": samples.INSPECTION,
    "pay": samples.PAY_CASH,
    "pay-qr": samples.PAY_QR,
    "thanks": samples.THANKS,
    "refused": samples.REFUSED,
    "locked": samples.LOCKED,
}


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    feed = DisplayFeed(samples.CLOSED)
    notices = statutory_notices(RuleBook.shipped(), NOW.date())
    server = DisplayServer(feed, office=samples.OFFICE, notices=notices, clock=lambda: NOW)
    server.start()
    with browsing() as tab:
        tab.resize(*LANDSCAPE)
        tab.open(f"{server.address}?theme=light")
        for name, view in SHOWN.items():
            _shoot(tab, feed, view, name)
        tab.open(f"{server.address}?theme=dark")
        _shoot(tab, feed, replace(samples.FEE, language="en"), "dark")
        tab.resize(*PORTRAIT)
        tab.open(f"{server.address}?theme=light")
        _shoot(tab, feed, samples.FEE, "portrait")
        tab.resize(*LANDSCAPE)
        server.stop()
        tab.until("document.body.dataset.scene === 'disconnected'")
        _write(tab, "disconnected")


def _shoot(tab: Tab, feed: DisplayFeed, view: CustomerView, name: str) -> None:
    feed.publish(view)
    tab.until(f"document.body.dataset.scene === '{view.scene.value}'")
    tab.until("document.querySelector('[data-slot=idle-time]').textContent !== ''")
    _write(tab, name)


def _write(tab: Tab, name: str) -> None:
    picture = Image.open(BytesIO(tab.screenshot())).convert("RGB").quantize(64)
    picture.save(PICTURES / f"display-{name}.png", optimize=True)


if __name__ == "__main__":
    if program() is None:
        raise SystemExit(WHY_NOT)
    main()
