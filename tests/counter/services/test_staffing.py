"""Who works here, and a PIN's lock that neither a restart nor a clock shortens or makes endless."""

from datetime import timedelta

import pytest

from counter.bootstrap.core import Core, open_core
from counter.errors import CounterError, Refused, UsageError
from counter.services.sign_in import TRIES
from tests.counter.services.people import member
from tests.support import FakeClock, settle_request


def _lock(core: Core) -> None:
    for _ in range(TRIES):
        with pytest.raises(Refused):
            core.sign_in.verify("zhangmin", "0000")


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_clock_set_back_or_forward_neither_shortens_the_lock_nor_makes_it_endless(
    core: Core, clock: FakeClock, days: int
) -> None:
    _lock(core)
    clock.at += timedelta(days=days)
    with pytest.raises(Refused, match="pin-locked"):
        core.sign_in.verify("zhangmin", "1111")
    clock.seconds += 29 * 60
    with pytest.raises(Refused, match="pin-locked"):
        core.sign_in.verify("zhangmin", "1111")
    clock.seconds += 61
    assert core.sign_in.verify("zhangmin", "1111").staff_id == "zhangmin"


def test_a_machine_that_started_anew_goes_on_waiting_and_then_ends(core: Core, clock: FakeClock) -> None:
    _lock(core)
    clock.seconds += 10 * 60
    with pytest.raises(Refused, match="pin-locked"):
        core.sign_in.verify("zhangmin", "1111")
    clock.seconds = 5.0
    again = open_core(core.config.home, clock=clock)
    with pytest.raises(Refused, match="pin-locked"):
        again.sign_in.verify("zhangmin", "1111")
    clock.seconds += 20 * 60
    assert again.sign_in.verify("zhangmin", "1111").staff_id == "zhangmin"
    again.store.close()


def test_after_the_wait_five_tries_are_free_again(core: Core, clock: FakeClock) -> None:
    _lock(core)
    clock.pass_time(minutes=31)
    for _ in range(TRIES - 1):
        with pytest.raises(Refused, match="pin-wrong"):
            core.sign_in.verify("zhangmin", "0000")
    assert core.sign_in.verify("zhangmin", "1111").staff_id == "zhangmin"


def test_who_is_not_trained_accepts_nothing(core: Core) -> None:
    core.staffing.add(member(core, "wangfang"), "new", "新人", "clerk", "2580")
    with pytest.raises(Refused, match="not-trained"):
        core.checkout.settle(settle_request(clerk="new"), member(core, "new"))
    assert core.store.balances() == {}


def test_only_a_supervisor_changes_staff_and_the_last_one_stays(core: Core) -> None:
    clerk, boss = member(core, "zhangmin"), member(core, "wangfang")
    core.staffing.retire(boss, "zhaolei")
    for attempt in (
        lambda: core.staffing.add(clerk, "x", "x", "clerk", "2580"),
        lambda: core.staffing.retire(clerk, "liqiang"),
        lambda: core.staffing.set_pin(clerk, "liqiang", "2580"),
        lambda: core.staffing.members(clerk),
        lambda: core.staffing.retire(boss, "wangfang"),
    ):
        with pytest.raises(Refused):
            attempt()
    core.staffing.retire(boss, "liqiang")
    with pytest.raises(Refused, match="unknown-staff"):
        core.sign_in.verify("liqiang", "2222")
    core.staffing.set_pin(clerk, "zhangmin", "2580")
    assert core.sign_in.verify("zhangmin", "2580").name == "张敏"


@pytest.mark.parametrize("pin", ["1", "1111", "1234", "9876", "abcd", "12345678901234", ""])
def test_a_simple_pin_is_refused(core: Core, pin: str) -> None:
    with pytest.raises(UsageError, match="pin-simple"):
        core.staffing.set_pin(member(core, "zhangmin"), "zhangmin", pin)


@pytest.mark.parametrize(
    ("staff_id", "role", "day"), [("", "clerk", ""), ("a b", "clerk", ""), ("a", "boss", ""), ("a", "clerk", "soon")]
)
def test_a_wrong_member_is_not_added(core: Core, staff_id: str, role: str, day: str) -> None:
    with pytest.raises(CounterError):
        core.staffing.add(member(core, "wangfang"), staff_id, "x", role, "2580", day)


def test_sign_in_out_and_staff_changes_stand_in_the_journal(core: Core) -> None:
    boss = core.sign_in.sign_in("wangfang", "9999")
    core.staffing.add(boss, "new", "新人", "clerk", "2580")
    core.sign_in.sign_out(boss)
    kinds = [(e.kind, e.actor) for e in core.store.entries("02")]
    assert kinds[-3:] == [("sign-in", "wangfang"), ("staff", "wangfang"), ("sign-out", "wangfang")]
    assert not any("2580" in e.payload for e in core.store.entries("02"))
