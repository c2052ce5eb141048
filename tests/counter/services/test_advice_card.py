"""The advice-of-receipt card that was paid for is printed with the item, and goes when the parties go."""

from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.core import Core
from counter.cli.main import main
from counter.domain.printing import PrintJob
from counter.services.paper import snapshot_of
from counter.services.reprint import Reprint
from devices.printers.capabilities import model
from receipts.documents import build
from receipts.render import to_text
from tests.counter.services.people import CLERK, SUPERVISOR, member
from tests.support import PARCEL, RECIPIENT, SENDER, FakeClock, settle_request

NUMBER = "PA10000000001"


@pytest.fixture
def jobs(core: Core) -> dict[str, PrintJob]:
    core.day.begin()
    request = settle_request(replace(PARCEL, options={"advice_of_receipt": True}), cash=10_000)
    settled = core.checkout.settle(request, member(core, CLERK))
    with core.store.read() as uow:
        return {job.document: job for job in uow.jobs.of_sale(settled.sale.action_id)}


def test_the_card_names_both_parties_whole_and_the_waybill_neither(jobs: dict[str, PrintJob]) -> None:
    assert list(jobs) == ["waybill", "advice-of-receipt", "receipt"]
    card, label = (to_text(build(snapshot_of(jobs[name]))) for name in ("advice-of-receipt", "waybill"))
    for party in (SENDER, RECIPIENT):
        for part in (party.name, party.phone):
            assert part in card and part not in label
    assert jobs["advice-of-receipt"].role == "waybill", "on the label printer"


def test_it_prints_again_as_a_copy(core: Core, jobs: dict[str, PrintJob]) -> None:
    copy = Reprint(core.store, core.clock, core.day).rendered(NUMBER, "advice-of-receipt", "text", model("generic-80"))
    assert "COPY 1" in copy.data.decode() and copy.copy_number == 1


def test_without_the_option_there_is_none(core: Core) -> None:
    core.day.begin()
    core.checkout.settle(settle_request(), member(core, CLERK))
    with core.store.read() as uow:
        found = uow.sales.item(NUMBER)
        assert found is not None
        assert "advice-of-receipt" not in {job.document for job in uow.jobs.of_sale(found[0].action_id)}


def test_it_goes_when_the_parties_go(core: Core, jobs: dict[str, PrintJob], clock: FakeClock) -> None:
    action = jobs["receipt"].action_id
    Reprint(core.store, core.clock, core.day).queue(NUMBER, "advice-of-receipt", member(core, CLERK))
    clock.pass_time(days=366)
    core.day.begin()
    core.privacy.delete(member(core, SUPERVISOR))
    with core.store.read() as uow:
        assert {job.document for job in uow.jobs.of_sale(action)} == {"waybill", "receipt"}


def test_the_command_makes_a_file_of_it(core: Core, jobs: dict[str, PrintJob], tmp_path: Path) -> None:
    out = tmp_path / "card.pdf"
    home = ["--home", str(core.config.home)]
    kind = ["--document", "advice-of-receipt", "--format", "pdf"]
    assert main(["print", NUMBER, *kind, "--out", str(out), *home]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert main(["print", NUMBER, "--document", "cn22", "--out", str(tmp_path / "none"), *home]) != 0
