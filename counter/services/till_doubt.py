"""Acts that nobody knows the end of: the same act, asked for again, is the same action, and booked once."""

from collections.abc import Callable
from typing import TypeVar

from counter.errors import StorageTrouble
from counter.services.approving import ApprovalNeeded
from counter.services.identifiers import new_action_id

R = TypeVar("R")


class Doubtful:
    """Keeps an act's id while its end is unknown, or while somebody is asked to approve it."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def book(self, what: str, act: Callable[[str], R]) -> R:
        """Do an act under an id of its own. `what` is the act with all its values: with other values it is another one.

        A commit of which nobody can tell keeps the id for the next attempt; whatever else ends it forgets it.
        """
        action_id = self._ids.setdefault(what, new_action_id())
        try:
            result = act(action_id)
        except ApprovalNeeded:
            raise
        except StorageTrouble as trouble:
            if trouble.code != "commit-unknown":
                self.forget(what)
            raise
        except Exception:
            self.forget(what)
            raise
        self.forget(what)
        return result

    def forget(self, what: str) -> None:
        """The act is not asked for any more."""
        self._ids.pop(what, None)
