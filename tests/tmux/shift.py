"""The two ends of a clerk's day: signing in and opening the till, counting and closing it."""

import json
import re
import subprocess
import sys

from counter.domain.till import DENOMINATIONS
from tests.tmux.clerk import Clerk

FLOAT = "200"
COUNTER = "02"
AMOUNT = re.compile(r"[-+]?[\d,]+\.\d\d")


def sign_in(clerk: Clerk, pin: str) -> str:
    """The first name of the list."""
    clerk.term.wait(f"PIN {pin}", patience_s=60)
    clerk.enter(pin)
    clerk.wait("Put the item on the scale.", patience_s=60)
    return "the first name of the list"


def open_till(clerk: Clerk) -> str:
    """F4, O: a float of 200 goes into the drawer."""
    clerk.term.press("F4")
    clerk.wait("Business date")
    clerk.term.type("o")
    clerk.wait("Float put in now")
    clerk.enter(FLOAT)
    clerk.wait("The till is open, in your name, with {amount}.")
    clerk.back()
    return f"with a float of {FLOAT}.00"


def close_till(clerk: Clerk) -> str:
    """F4: count what is in the drawer, look at Z, close the day."""
    cash = cash_in_drawer(clerk)
    clerk.term.press("F4")
    clerk.wait("Business date")
    clerk.term.type("c")
    clerk.wait("Count the drawer. What should be in it is told when the count is written down.")
    for count in pieces(cash):
        clerk.enter(str(count) if count else "")
    clerk.term.press("F10")
    told = clerk.wait("Counted {counted}, the books say {expected}: {difference}.")
    clerk.term.type("z")
    clerk.wait("How much stays in the drawer for tomorrow? The rest is remitted to the safe.")
    clerk.enter("")
    clerk.wait("Z as it prints. F10 closes the day for good, Esc goes back.")
    clerk.term.press("F10")
    screen = clerk.wait("{number} is closed: {amount} taken. The slip prints; B brings the cash to the bank.", "Z00001")
    assert "Z00001" in screen
    clerk.back()
    counted, expected = _told(told, clerk.word("Counted {counted}, the books say {expected}: {difference}."))
    return f"Z00001; counted {counted}, the books say {expected}"


def _told(screen: str, words: str) -> list[str]:
    """The two sums of the message line that holds these words."""
    line = next(line for line in screen.splitlines() if words in line)
    return AMOUNT.findall(line)[:2]


def sign_out(clerk: Clerk) -> str:
    """Back to the list of names."""
    clerk.term.press("C-q")
    clerk.term.wait("PIN 2222")
    return "back at the list of names"


def cash_in_drawer(clerk: Clerk) -> int:
    """What the drawer holds in minor units, as whoever counts it finds it: from the ledger, by a command."""
    report = [sys.executable, "-m", "counter.cli.main", "report", "day", "--json", "--home", str(clerk.home)]
    told = json.loads(subprocess.run(report, capture_output=True, text=True, check=True).stdout)
    return int(told["balances"][f"cash:{COUNTER}"])


def pieces(amount: int) -> list[int]:
    """How many of each note and coin make an amount, in the order of the count."""
    counts = []
    for worth in DENOMINATIONS["CNY"]:
        counts.append(amount // worth)
        amount %= worth
    return counts
