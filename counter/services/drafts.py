"""Acceptances in progress: saved as they grow, found again after a crash."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter.services.ports import Clock, Store

Fields = Mapping[str, "str | int | bool | list[str] | dict[str, str] | None"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished acceptance; its action id is the one its sale will have, so that it can become one sale only."""

    action_id: str
    clerk: str
    fields: Fields


class Drafts:
    """Keeps the drafts of one counter."""

    def __init__(self, store: Store, clock: Clock, counter: str) -> None:
        self._store = store
        self._clock = clock
        self._counter = counter

    def save(self, draft: Draft) -> None:
        """Keep the newest state. Nothing is kept for an action that was booked already."""
        text = json.dumps(dict(draft.fields), ensure_ascii=False)
        with self._store.write() as uow:
            if uow.sales.find(draft.action_id) is None:
                at = self._clock.now().isoformat(timespec="seconds")
                uow.drafts.save(draft.action_id, self._counter, draft.clerk, at, text)
                uow.commit()

    def unfinished(self) -> Sequence[Draft]:
        """What was begun here and neither booked nor discarded, oldest first."""
        with self._store.read() as uow:
            rows = uow.drafts.of_counter(self._counter)
        return [Draft(action_id, clerk, json.loads(text)) for action_id, clerk, text in rows]

    def discard(self, action_id: str) -> None:
        """Forget one on purpose."""
        with self._store.write() as uow:
            uow.drafts.delete(action_id)
            uow.commit()
