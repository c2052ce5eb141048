"""Which notices were shown and printed stands with the sale; without them it is flagged."""

import json
from dataclasses import replace
from typing import Any

import pytest

from counter.bootstrap.core import Core
from counter.services.checkout import Settled
from tests.counter.services.people import CLERK, member
from tests.support import parcel, settle_request


def _notices(core: Core, settled: Settled) -> dict[str, Any]:
    with core.store.read() as uow:
        entry = uow.journal.find(settled.sale.action_id)
    assert entry is not None
    found: dict[str, Any] = json.loads(entry.payload)["notices"]
    return found


def test_without_notices_the_sale_is_flagged(core: Core) -> None:
    core.day.begin()
    told = _notices(core, core.checkout.settle(settle_request(), member(core, CLERK)))
    assert told["flagged"] is True
    assert len(told["missing"]) == 3
    assert [name.split()[0] for name in told["printed"]] == ["terms", "compensation-universal"]


def test_what_the_second_screen_shows_is_recorded(core: Core) -> None:
    core.day.begin()
    core.checkout.on_second_screen = lambda: core.trust.notices.names(core.day.today)
    told = _notices(core, core.checkout.settle(settle_request(), member(core, CLERK)))
    assert (told["flagged"], told["missing"]) == (False, [])


@pytest.mark.parametrize("version", ["terms 2020.1", "terms", ""])
def test_another_version_is_not_the_one_in_force(core: Core, version: str) -> None:
    core.day.begin()
    names = [n if not n.startswith("terms") else version for n in core.trust.notices.names(core.day.today)]
    told = _notices(core, core.checkout.settle(replace(settle_request(), shown=tuple(names)), member(core, CLERK)))
    assert told["flagged"] is True


def test_a_heavy_parcel_follows_its_contract(core: Core) -> None:
    core.day.begin()
    heavy = parcel(weight=replace(parcel().weight, grams=12_000, text="12.000"))
    settled = core.checkout.settle(settle_request(heavy, cash=50_000), member(core, CLERK))
    assert settled.sale.items[0].regime == "contract"
    assert _notices(core, settled)["printed"][1].startswith("compensation-contract")
