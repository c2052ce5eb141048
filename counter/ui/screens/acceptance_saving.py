"""Saving the acceptance at hand a moment after each change, so that no crash takes what was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from counter.errors import CounterError
from counter.services.draft_keeper import DraftKeeper
from counter.ui.screens.acceptance_paying import Trouble

if TYPE_CHECKING:
    from counter.services.drafts import Drafts
    from counter.ui.screens.acceptance import AcceptanceScreen

SAVE_SECONDS = 0.4


class Saving:
    """Keeps the drafts of one screen; writing happens in workers."""

    def __init__(self, screen: AcceptanceScreen, drafts: Drafts) -> None:
        self._screen = screen
        self._keeper = DraftKeeper(drafts)

    def begin(self) -> None:
        """Start to watch for changes."""
        self._timer = self._screen.after(SAVE_SECONDS, self.save)

    def soon(self) -> None:
        """Save when the hand rests."""
        self._timer.cancel()
        self._timer = self._screen.after(SAVE_SECONDS, self.save)

    def save(self) -> None:
        """Save the acceptance in a worker."""
        if not self._screen.accepting.is_blank and not self._screen.is_settling:
            self._keeper.put(self._screen.accepting.draft())
            self._write()

    def save_now(self) -> None:
        """Save it here and now; not for the screen's own thread."""
        if not self._screen.accepting.is_blank:
            self._keeper.put(self._screen.accepting.draft())
        self._keeper.flush()

    def hold(self) -> None:
        """Save what is at hand as put aside on purpose."""
        draft = self._screen.accepting.draft()
        self._keeper.put(replace(draft, fields={**draft.fields, "held": True}))
        self._write()

    def forget(self) -> None:
        """Forget what is at hand on purpose."""
        action_id = self._screen.accepting.action_id
        self._screen.run_worker(lambda: self._keeper.end(action_id), thread=True, group="drafts")

    def _write(self) -> None:
        self._screen.run_worker(self._flush, thread=True, group="drafts")

    def _flush(self) -> None:
        try:
            self._keeper.flush()
        except CounterError as error:
            self._screen.post_message(Trouble(error))
