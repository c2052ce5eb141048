"""Practice at a real practice office: goals are read from what happened, and nothing real is touched."""

import hashlib
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.core import open_store
from counter.bootstrap.training import FOLDER, PIECES, open_practice, practice_config, results_of
from counter.config import load
from counter.domain.staff import StaffMember
from counter.errors import Refused, UsageError
from counter.services.paper import snapshot_of
from counter.services.sign_in import hash_pin
from counter.services.training.practice import Practice
from devices.scales.reading import State
from receipts.documents import build
from receipts.render import to_text
from tests.support import parcel
from tests.training.classroom import PATIENCE_S, Classroom


def test_a_sale_reaches_the_goals_of_the_first_case(room: Classroom) -> None:
    assert not any(room.start("first-parcel").reached)
    room.sell()
    progress = room.until_seen(lambda p: p.is_done, "everything printed")
    assert progress.score == 100
    result = room.practice.finish()
    assert result.passed
    assert result in room.practice.results.all()
    assert room.practice.look() is None


def test_what_happened_before_a_case_does_not_count(room: Classroom) -> None:
    room.sell()
    assert not any(room.start("first-parcel").reached)
    assert not any(room.look().reached)


def test_a_liquid_is_refused_under_its_rule(room: Classroom) -> None:
    room.start("liquid")
    room.refuse("P05")
    progress = room.until_seen(lambda p: p.reached[1] and p.reached[2], "the slip")
    assert progress.faults == (False, False)


def test_a_liquid_that_was_sold_costs_everything(room: Classroom) -> None:
    room.start("liquid")
    room.sell()
    assert room.look().faults[0]
    assert room.practice.finish().score == 0


def test_a_rule_that_does_not_fit_is_a_fault_that_stays(room: Classroom) -> None:
    room.start("liquid")
    room.refuse("P01")
    assert room.look().faults == (False, True)
    room.refuse("P05")
    assert room.look().faults == (False, True)
    result = room.practice.finish()
    assert (result.passed, result.faults) == (False, (2,))


def test_two_boxes_are_paid_at_once(room: Classroom) -> None:
    room.start("overweight")
    room.sell(parcel(), parcel())
    progress = room.until_seen(lambda p: p.is_done, "both printed")
    assert progress.reached == (True,) * 4


def test_two_boxes_paid_one_by_one_miss_one_goal(room: Classroom) -> None:
    room.start("overweight")
    room.sell()
    room.sell()
    room.until_seen(lambda p: p.reached == (True, True, False, True), "both printed")
    assert room.practice.finish().missed == (3,)


def test_the_customer_of_a_dispute_has_a_number_and_an_explanation_settles_it(room: Classroom) -> None:
    room.start("dispute")
    number = _number(room)
    assert not room.look().is_done
    room.practice.saw_explanation("ZP99999999999")
    assert not room.look().is_done
    room.practice.saw_explanation(number)
    assert room.look().is_done


def test_a_void_gives_everything_back_once(room: Classroom) -> None:
    room.start("refund")
    room.void(room.sale_of(_number(room)).action_id)
    room.until_seen(lambda p: p.is_done, "the slips")


def test_a_refund_in_a_dispute_about_a_right_fee_is_a_fault(room: Classroom) -> None:
    room.start("dispute")
    room.void(room.sale_of(_number(room)).action_id)
    assert room.look().faults == (True,)


def _number(room: Classroom) -> str:
    """The mail number that the customer of the case holds."""
    return next(w for w in re.split(r"[^A-Z0-9]+", room.practice.story()["en"]) if w.startswith("ZP"))


def test_paper_that_comes_late_is_printed_once(room: Classroom) -> None:
    room.start("paper-out")
    room.sell()
    progress = room.look()
    assert progress.reached == (True, False)
    assert room.desk.simulated is not None
    room.desk.simulated.set_paper(True)
    assert room.until_seen(lambda p: p.is_done, "the papers").faults == (False, False)


def test_a_typed_weight_counts_with_its_approval(room: Classroom) -> None:
    room.start("dead-scale")
    room.sell_by_hand(2400)
    progress = room.until_seen(lambda p: p.is_done, "the papers")
    assert progress.faults == (False,)


def test_another_typed_weight_is_a_fault(room: Classroom) -> None:
    room.start("dead-scale")
    room.sell_by_hand(2000)
    assert room.look().faults == (True,)
    assert not room.look().reached[1]


def test_a_letter_that_stays_closed_is_refused(room: Classroom) -> None:
    room.start("closed-letter")
    room.refuse("X09")
    room.until_seen(lambda p: p.is_done, "the slip")


def test_the_wrong_postcode_shows_as_the_wrong_place(room: Classroom) -> None:
    room.start("wrong-address")
    room.sell(parcel(destination="CN-JS"))
    assert room.look().faults == (True,)
    assert not room.look().reached[1]


def test_a_hint_costs_once(room: Classroom) -> None:
    room.start("dispute")
    assert room.practice.hint() == room.practice.hint()
    assert room.look().hints == 1
    room.practice.finish()


def test_an_unknown_case_and_no_case_are_said(room: Classroom) -> None:
    with pytest.raises(UsageError) as caught:
        room.start("nothing")
    assert caught.value.code == "no-such-case"
    with pytest.raises(UsageError) as caught:
        Practice(room.desk, room.practice.cases, room.practice.results).finish()
    assert caught.value.code == "no-case-runs"


def test_the_scale_shows_what_a_case_puts_on_it(room: Classroom) -> None:
    room.start("overweight")
    assert _scale_says(room, State.OVER, None)
    room.practice.move(0)
    assert _scale_says(room, State.STABLE, 26_500)


def _scale_says(room: Classroom, state: State, grams: int | None) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        reading = room.desk.latest_reading()
        if reading is not None and (reading.state, reading.grams) == (state, grams):
            return True
        time.sleep(0.02)
    return False


def test_every_paper_is_marked(room: Classroom) -> None:
    room.start("first-parcel")
    sale = room.sell()
    with room.desk.store.read() as uow:
        jobs = uow.jobs.of_sale(sale.action_id)
    assert len(jobs) == 2
    for job in jobs:
        assert "TRAINING" in to_text(build(snapshot_of(job), language="en"))


def test_the_second_screen_is_marked_whatever_it_shows(room: Classroom) -> None:
    feed = room.desk.feed
    assert feed.latest.training
    feed.publish(replace(feed.latest, training=False, counter="99"))
    assert (feed.latest.training, feed.latest.counter) == (True, "99")


def test_practice_uses_numbers_that_no_post_has(room: Classroom) -> None:
    assert room.sell().items[0].mail_number.startswith("ZP")


def test_nothing_real_is_touched(own_home: Path) -> None:
    before = _digests(own_home)
    with open_practice(own_home) as (desk, practice):
        room = Classroom(desk, practice)
        room.start("first-parcel")
        room.sell()
        room.refuse("P05")
    assert _digests(own_home) == before


def test_practice_begins_anew_but_for_its_results(own_home: Path) -> None:
    kept = len(results_of(own_home))
    for _ in range(2):
        with open_practice(own_home) as (desk, practice):
            room = Classroom(desk, practice)
            room.start("first-parcel")
            assert room.sell().items[0].mail_number == "ZP10000000001"
            practice.finish()
    assert len(results_of(own_home)) == kept + 2


def test_no_real_device_is_left_in_practice(real_home: Path) -> None:
    real = load(real_home)
    wired = replace(
        real,
        simulate=False,
        scale=replace(real.scale, port="/dev/real-scale"),
        printers=(replace(real.printers[0], port="tcp://192.0.2.1:9100"),),
        pole=replace(real.pole, port="/dev/real-pole"),
        display=replace(real.display, port=8765),
    )
    practice = practice_config(wired)
    assert practice.simulate
    assert (practice.scale.port, practice.pole.port, practice.display.port) == ("", "", 0)
    assert [p.port for p in practice.printers] == [""]
    assert str(real_home / FOLDER) in practice.database


def test_practice_has_the_offices_rules_and_price_list_and_a_stock_of_its_own(own_home: Path) -> None:
    (own_home / "overlay.toml").write_text("", encoding="utf-8")
    real = load(own_home)
    config = practice_config(replace(real, rules=replace(real.rules, overlays=("overlay.toml",))))
    assert config.home / config.rules.overlays[0] == own_home / "overlay.toml"
    with open_practice(own_home) as (desk, _):
        assert desk.supplies is not None
        assert set(desk.supplies.in_stock().values()) == {PIECES}


def test_who_is_not_trained_yet_may_practise_and_nowhere_else(own_home: Path) -> None:
    newcomer = StaffMember("newbie", "新人", "clerk", hash_pin("4321"))
    store = open_store(load(own_home))
    try:
        with store.write() as uow:
            uow.staff.save(newcomer)
            uow.commit()
        with open_practice(own_home) as (desk, practice):
            trainee = desk.sign_in.sign_in("newbie", "4321")
            assert practice.start("dispute", trainee).case.code == "dispute"
        with store.read() as uow:
            assert uow.staff.get("newbie") == newcomer
    finally:
        store.close()


def test_the_practice_supervisor_is_not_known_at_the_counter(real_home: Path) -> None:
    store = open_store(load(real_home))
    try:
        with store.read() as uow:
            assert uow.staff.get("zz-trainer") is None
    finally:
        store.close()


def test_no_file_can_mark_a_counter_as_practice(tmp_path: Path, real_home: Path) -> None:
    text = (real_home / "counter.toml").read_text(encoding="utf-8")
    file = tmp_path / "counter.toml"
    file.write_text(text.replace("[office]", "[office]\ntraining = true"), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(tmp_path, file)
    assert caught.value.params["key"] == "office.training"


def test_a_paper_out_of_practice_is_not_sold_at_the_counter(real_home: Path) -> None:
    """A number of practice is no item of the real office."""
    from counter.bootstrap.core import open_core

    core = open_core(real_home)
    try:
        with pytest.raises(Refused):
            core.money.history.of("ZP10000000001")
    finally:
        core.store.close()


def _digests(home: Path) -> dict[str, str]:
    files = [p for p in home.rglob("*") if p.is_file() and FOLDER not in p.relative_to(home).parts]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files if not p.name.endswith(("-shm", "-wal"))}
