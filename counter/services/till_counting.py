"""A count that is being typed: read digit by digit, and kept until it is written down, over a restart too."""

import json
from collections.abc import Mapping

from counter.domain.sanitise import ascii_digits, clean_text
from counter.domain.staff import StaffMember
from counter.errors import UsageError
from counter.services.ports import Clock, Store
from counter.services.till_book import Pieces

Typed = Mapping[int, str]
"""What stands in each field, by the worth of one piece in minor units."""

LONGEST = 5


def pieces_of(typed: Typed) -> Pieces:
    """The pieces that were typed; nothing typed is none. UsageError count-typed names what is no number."""
    return {worth: _number(text) for worth, text in typed.items()}


def _number(text: str) -> int:
    plain = ascii_digits(clean_text(text))
    if not plain:
        return 0
    if not (plain.isascii() and plain.isdigit()) or len(plain) > LONGEST:
        raise UsageError(
            "count-typed", "{text} is not a number of pieces.", "Type how many there are, in digits.", text=plain[:20]
        )
    return int(plain)


class KeptCount:
    """The count of one counter that is not finished yet, encrypted where it rests."""

    def __init__(self, store: Store, clock: Clock, counter: str) -> None:
        self._store = store
        self._clock = clock
        # A place of its own: an acceptance that was left unfinished is looked for elsewhere.
        self._place, self._name = f"{counter}/till", f"till-count-{counter}"

    def keep(self, typed: Typed, who: StaffMember) -> None:
        """Keep what is typed; nothing typed forgets it."""
        told = {str(worth): clean_text(text) for worth, text in typed.items() if text.strip()}
        with self._store.write() as uow:
            uow.drafts.delete(self._name)
            if told:
                at = self._clock.now().isoformat(timespec="seconds")
                uow.drafts.save(self._name, self._place, who.staff_id, at, json.dumps(told))
            uow.commit()

    def kept(self) -> Typed:
        """What was typed; nothing when a count is not under way."""
        with self._store.read() as uow:
            rows = uow.drafts.of_counter(self._place)
        return {int(worth): text for _, _, body in rows for worth, text in json.loads(body).items()}
