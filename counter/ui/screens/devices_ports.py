"""Choosing a port, and asking what is on it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from counter.ui.dialogs.ask import AskDialog
from counter.ui.dialogs.choose import ChooseDialog
from counter.ui.screens.devices_view import port_line
from counter.ui.widgets.device_words import state_word
from devices.link import LinkState
from devices.probing import Found
from devices.wires import WireError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter.ui.screens.devices import DevicesScreen

OTHER = ""
"""Chosen where the address is none of those listed."""


async def choose_port(screen: DevicesScreen, title: str, hint: str = "") -> str | None:
    """One of this machine's ports, or an address typed by hand; None when left."""
    tr = screen.tr
    ports = await asyncio.to_thread(screen.bench.ports)
    choices = [(port_line(tr, port), port.address) for port in ports]
    choices.append((tr.text("Another address, typed by hand"), OTHER))
    address = await screen.app.push_screen_wait(ChooseDialog(title, choices))
    if address != OTHER:
        return address
    answer = await screen.app.push_screen_wait(AskDialog(f"{title}\n{hint}".strip(), [tr.text("Address")]))
    return answer[0].strip() or None if answer else None


async def probe_port(screen: DevicesScreen, address: str) -> Sequence[Found] | None:
    """What fits on a port; None, said in the message line, where it can't be opened."""
    tr = screen.tr
    screen.say(tr.text("Probing {port}: this takes some seconds", port=address))
    try:
        found = await asyncio.to_thread(screen.bench.probe, address)
    except WireError as error:
        word = state_word(tr, error.state)
        if error.state is LinkState.DENIED and error.params.get("group"):
            word += " " + tr.text("(join the group {group})", group=error.params["group"])
        screen.say(tr.text("{port} cannot be opened: {state}", port=address, state=word))
        return None
    screen.say("")
    return found
