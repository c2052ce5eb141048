"""Running the clerk's terminal: first the sign-in screen, behind it everything else, and all of it stopped again."""

import json
import logging
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from counter.bootstrap import home as homes
from counter.config import Config, load
from counter.domain.staff import StaffMember
from counter.ui.signing import SignInView

if TYPE_CHECKING:
    from counter.services.desk import Desk

STAFF_FILE = "sign-in.json"
DISPLAY_FILE = "display.json"
LOG_FILE = "counter.log"


def run_counter(home: Path, config_file: Path | None, language: str | None) -> None:
    """Run until the clerk closes the screen. UsageError while another program holds the home, or on a wrong config."""
    config = load(home, config_file)
    with ExitStack() as stack:
        stack.enter_context(homes.only_instance(home))
        # A line on the terminal would stand in the middle of the screen: what went wrong is written to a file.
        logging.basicConfig(filename=home / LOG_FILE, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
        from counter.ui.app import run

        def load_desk() -> "Desk":
            # Deferred: storage, tariffs, rules and devices load behind the sign-in screen.
            from counter.bootstrap.desks import open_desk

            desk = stack.enter_context(open_desk(home, config_file))
            remember_members(home, desk.sign_in.members())
            _remember_display(home, desk.display_address)
            stack.callback((home / DISPLAY_FILE).unlink, missing_ok=True)
            return desk

        run(load_desk, signing_view(home, config), language=language or config.language)


def signing_view(home: Path, config: Config) -> SignInView:
    """What the sign-in screen shows before the database is open: the names of the last time."""
    office = {"zh": config.office.name_zh, "en": config.office.name_en}
    return SignInView(office, config.counter, _remembered(home), demo_pins(config))


def demo_pins(config: Config) -> dict[str, str]:
    """The sample office's PINs, in the demo and nowhere else."""
    if not (config.sample and config.simulate):
        return {}
    from counter.bootstrap.sample_pins import PINS

    return dict(PINS)


def remember_members(home: Path, members: Iterable[StaffMember]) -> None:
    """Keep the names for the next sign-in screen."""
    names = [(m.staff_id, m.name, m.role) for m in members]
    (home / STAFF_FILE).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def _remember_display(home: Path, address: str) -> None:
    (home / DISPLAY_FILE).write_text(json.dumps({"address": address}), encoding="utf-8")


def display_address(home: Path) -> str:
    """Where the second screen of the counter that runs on this home is; empty when none is known."""
    try:
        return str(json.loads((home / DISPLAY_FILE).read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError):
        return ""


def _remembered(home: Path) -> tuple[tuple[str, str, str], ...]:
    try:
        rows = json.loads((home / STAFF_FILE).read_text(encoding="utf-8"))
        return tuple((str(a), str(b), str(c)) for a, b, c in rows)
    except (OSError, ValueError, TypeError):
        return ()
