"""Personal data go when their time is over; the chain stays whole, and nothing goes before."""

import pytest

from counter.bootstrap.core import Core
from counter.errors import Refused
from counter.services.audit import verify
from counter.services.drafts import Draft
from counter.services.identifiers import new_action_id
from counter.services.privacy import Privacy
from counter.services.refusing import RefusalRequest
from tests.counter.services.people import CLERK, SUPERVISOR, member, sell
from tests.support import SENDER, FakeClock


def _fill(core: Core) -> None:
    sell(core)
    core.drafts.save(Draft("a", CLERK, {"sender": "王芳"}))
    request = RefusalRequest(new_action_id(), "P04.1", "日用品", "打火机", SENDER)
    core.trust.refusing.refuse(request, member(core, CLERK))


def _next_year(core: Core, clock: FakeClock, days: int) -> None:
    clock.pass_time(days=days)
    core.day.begin()


def test_nothing_goes_before_its_last_day(core: Core, clock: FakeClock) -> None:
    _fill(core)
    _next_year(core, clock, 365)
    assert core.privacy.preview(member(core, SUPERVISOR)).due == ()


def test_what_is_previewed_is_what_goes_and_the_chain_stays_whole(core: Core, clock: FakeClock) -> None:
    _fill(core)
    _next_year(core, clock, 366)
    previewed = core.privacy.preview(member(core, SUPERVISOR))
    assert previewed.counts["party"] == 3
    assert previewed.counts["declaration"] == 1
    assert core.privacy.delete(member(core, SUPERVISOR)).due == previewed.due
    assert core.privacy.preview(member(core, SUPERVISOR)).due == ()
    with core.store.read() as uow:
        found = uow.sales.item("PA10000000001")
        entry = uow.journal.last_of(["privacy-deletion"])
    assert found is not None and entry is not None
    assert (found[1].sender.name, found[1].recipient.phone, found[1].contents, found[1].total) == ("", "", "", 2100)
    assert entry.actor == SUPERVISOR
    assert core.drafts.unfinished() == []
    assert core.trust.registering.known(SENDER) is None
    assert verify(core.store).ok


def test_an_open_ticket_keeps_an_item(core: Core, clock: FakeClock) -> None:
    sold = sell(core).sale.items[0]
    _next_year(core, clock, 400)
    kept = Privacy(
        core.store, clock, core.day, core.privacy.policies, open_tickets=lambda uow: frozenset({sold.item_id})
    )
    assert not any(one.item == f"item:{sold.item_id}" for one in kept.preview(member(core, SUPERVISOR)).due)


def test_only_a_supervisor_deletes(core: Core) -> None:
    with pytest.raises(Refused, match="role-forbids"):
        core.privacy.delete(member(core, CLERK))
    with pytest.raises(Refused, match="role-forbids"):
        core.privacy.preview(member(core, CLERK))
