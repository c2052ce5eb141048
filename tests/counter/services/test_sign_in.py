"""PINs: five tries, thirty minutes, over restarts."""

import pytest

from counter.bootstrap.core import Core, open_core
from counter.errors import Refused
from counter.services.sign_in import TRIES
from tests.support import FakeClock


def test_the_right_pin_signs_in_and_is_written_down(core: Core) -> None:
    member = core.sign_in.sign_in("zhangmin", "1111")
    assert member.name == "张敏"
    with core.store.read() as uow:
        entry = uow.journal.last_of(["sign-in"])
    assert entry is not None and (entry.actor_kind, entry.actor) == ("person", "zhangmin")


def test_five_wrong_pins_lock_for_thirty_minutes_even_over_a_restart(core: Core, clock: FakeClock) -> None:
    codes = []
    for _ in range(TRIES):
        with pytest.raises(Refused) as caught:
            core.sign_in.verify("zhangmin", "0000")
        codes.append(caught.value.code)
    assert codes == ["pin-wrong"] * (TRIES - 1) + ["pin-locked"]
    again = open_core(core.config.home, clock=clock)
    with pytest.raises(Refused, match="pin-locked"):
        again.sign_in.verify("zhangmin", "1111")
    clock.pass_time(minutes=31)
    assert again.sign_in.verify("zhangmin", "1111").staff_id == "zhangmin"
    again.store.close()


def test_a_right_pin_forgives_the_wrong_ones_before_it(core: Core) -> None:
    for _ in range(3):
        for _ in range(TRIES - 1):
            with pytest.raises(Refused, match="pin-wrong"):
                core.sign_in.verify("zhangmin", "9")
        core.sign_in.verify("zhangmin", "1111")


def test_an_unknown_name_is_refused(core: Core) -> None:
    with pytest.raises(Refused, match="unknown-staff"):
        core.sign_in.verify("nobody", "1111")
