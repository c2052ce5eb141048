"""Saving drafts from the screen's workers: the newest state wins, and one that ended is never saved again."""

import threading

from counter.services.drafts import Draft, Drafts


class DraftKeeper:
    """Thread-safe. `put` returns at once; `flush` and `end` write, and belong in a worker."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._writing = threading.Lock()
        self._lock = threading.Lock()
        self._pending: dict[str, Draft] = {}
        self._ended: set[str] = set()

    def put(self, draft: Draft) -> None:
        """Take over the newest state of an acceptance."""
        with self._lock:
            self._pending[draft.action_id] = draft

    def flush(self) -> None:
        """Write what was put and not written yet. Raises StorageTrouble."""
        with self._writing:
            for draft in self._taken():
                self._drafts.save(draft)

    def end(self, action_id: str) -> None:
        """Forget one on purpose."""
        with self._writing:
            with self._lock:
                self._ended.add(action_id)
                self._pending.pop(action_id, None)
            self._drafts.discard(action_id)

    def _taken(self) -> list[Draft]:
        with self._lock:
            taken = [d for d in self._pending.values() if d.action_id not in self._ended]
            self._pending.clear()
        return taken
