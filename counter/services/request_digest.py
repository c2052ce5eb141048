"""The digest of a settlement's request, so that one action id cannot mean two things."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from counter.domain.plain import plain_text
from counter.services.acceptance import ItemRequest, SettleRequest

_LATER = frozenset({"customs"})
"""Questions that came later. Where they are not asked they are left out, as supplies are: what was asked before they
could be must still be the same request."""


def request_digest(request: SettleRequest, sealed: Callable[[str], str]) -> str:
    """SHA-256 over all that a settlement asks for.

    The times of inspection and identity are left out: a request sent again is the same request, whenever it arrives.
    An identity number goes in as `sealed` makes it: it could be guessed from a plain hash of everything beside it.
    """
    body: dict[str, object] = {
        "action_id": request.action_id,
        "clerk": request.clerk,
        "items": [_timeless(item, sealed) for item in request.items],
        "tenders": request.tenders,
        "shown": [],
    }
    if request.supplies:
        body["supplies"] = request.supplies
    return hashlib.sha256(plain_text({"request": body}).encode()).hexdigest()


def _timeless(item: ItemRequest, sealed: Callable[[str], str]) -> dict[str, object]:
    facts = {name: getattr(item, name) for name in item.__slots__}
    for name in _LATER:
        if facts[name] is None:
            del facts[name]
    inspection, identity = item.inspection, item.identity
    if inspection is not None:
        facts["inspection"] = replace(inspection, at="")
    if identity is not None:
        facts["identity"] = replace(identity, at="", number=sealed(identity.number))
    return facts
