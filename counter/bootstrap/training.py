"""The practice office: a folder within the home, a database of its own, simulated devices, and marks on everything."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from counter.bootstrap.bench import Bench
from counter.bootstrap.core import open_store
from counter.bootstrap.desks import open_configured
from counter.bootstrap.sample_pins import PINS
from counter.config import Config, load
from counter.config_devices import KEYBOARD, DrawerConfig, PoleConfig, PrinterConfig, ScaleConfig
from counter.config_supplies import FILE as PRICE_LIST
from counter.domain.identity import DocumentType, IdentityCheck, ReadBy
from counter.domain.numbers import NumberBlock
from counter.domain.parties import Party
from counter.domain.staff import StaffMember
from counter.services.desk import Desk
from counter.services.identifiers import new_action_id
from counter.services.numbering import ABROAD, LETTER, PARCEL
from counter.services.request_json import SAMPLE_ID
from counter.services.sign_in import hash_pin
from counter.services.training.cases import shipped_cases
from counter.services.training.practice import Practice
from counter.services.training.results import Result
from counter.storage.practice_file import ResultsFile
from counter.storage.schema import upgrade
from counter.storage.vault import create_key
from counter.ui.signing import SignInView
from devices.link import LinkState
from devices.ports import Port
from devices.probing import Found
from devices.wires import WireError

FOLDER = "training"
DATABASE = "practice.db"
PIECES = 50
"""Of each supply, when practice begins."""
COACH = ("zz-trainer", "培训主管 Coach", "supervisor")
COACH_PIN = "0000"
"""Shown on the practice office's sign-in screen, and good nowhere else."""

_OF_ONE_RUN = ("secret.key", "heads.log", "devices", "paper", "printed", f"{DATABASE}*")
"""What begins anew with each run; the results stay, and whatever else somebody put there."""

_BLOCKS = (
    NumberBlock("practice-parcel", PARCEL, "ZP", "", 10000000001, 10000099999, 10000000001),
    NumberBlock("practice-letter", LETTER, "ZL", "", 20000000001, 20000099999, 20000000001),
    NumberBlock("practice-abroad", ABROAD, "ZT", "CN", 1, 99999, 1),
)
"""Series that no post uses: S10 keeps the indicators that begin with Z for arrangements between two posts."""

_KNOWN_SENDER = Party("王芳", "13812345678", "")
"""Whoever the cases send from has posted here before, so that they need no document."""


def folder_of(home: Path) -> Path:
    """Where the practice office of a counter lives."""
    return home / FOLDER


def practice_config(real: Config) -> Config:
    """The counter's own office, counter, tariffs and rules; nothing of its data, its devices or its ports."""
    folder = folder_of(real.home)
    return replace(
        real,
        home=folder,
        file=None,
        database=f"sqlite:///{folder / DATABASE}",
        office=replace(real.office, training=True),
        sample=False,
        simulate=True,
        scale=ScaleConfig(),
        printers=(PrinterConfig("printer", "", "simulated"),),
        scanners=tuple(s for s in real.scanners if s.port == KEYBOARD),
        pole=PoleConfig(),
        drawer=DrawerConfig(),
        display=replace(real.display, port=0),
        # Read where the counter reads them; they are rules, not data.
        rules=replace(real.rules, overlays=tuple(str(real.home / name) for name in real.rules.overlays)),
    )


@contextmanager
def open_practice(home: Path, config_file: Path | None = None) -> Iterator[tuple[Desk, Practice]]:
    """Open the practice office of a home, empty but for its people; everything is stopped again at the end.

    The counter's own database is read once, for the names and PINs of its staff, and never written.
    """
    real = load(home, config_file)
    config = practice_config(real)
    people = _people(real)
    _begin_anew(config, people)
    _copy_price_list(real, config)
    with open_configured(config) as opened:
        desk = replace(opened, bench=_bench(opened), setup=None, demo_pins=_pins(real))
        _know_the_sender(desk, people[-1])
        _stock_up(desk, people[-1])
        yield desk, Practice(desk, shipped_cases(), ResultsFile(config.home))


def signing_view(home: Path, config_file: Path | None = None) -> SignInView:
    """What the practice office's sign-in screen shows before anything is open."""
    real = load(home, config_file)
    office = {"zh": real.office.name_zh, "en": real.office.name_en}
    return SignInView(office, real.counter, (), _pins(real), training=True)


def _pins(real: Config) -> dict[str, str]:
    """The PINs that may be shown: the practice supervisor's, and the sample office's in the demo."""
    return (dict(PINS) if real.sample and real.simulate else {}) | {COACH[0]: COACH_PIN}


def results_of(home: Path) -> Sequence[Result]:
    """All results that were kept at this home, oldest first."""
    return ResultsFile(folder_of(home)).all()


def _people(real: Config) -> list[StaffMember]:
    """The counter's own staff, who may all practise, trained or not, and a supervisor for approvals."""
    store = open_store(real)
    try:
        with store.read() as uow:
            members = [m for m in uow.staff.members() if m.active and m.staff_id != COACH[0]]
    finally:
        store.close()
    today = datetime.now().astimezone().date().isoformat()
    trained = [m if m.trained_on and m.trained_on <= today else replace(m, trained_on=today) for m in members]
    return [*trained, StaffMember(*COACH, hash_pin(COACH_PIN), today)]


def _begin_anew(config: Config, people: Sequence[StaffMember]) -> None:
    folder = config.home
    folder.mkdir(mode=0o700, exist_ok=True)
    for entry in [found for name in _OF_ONE_RUN for found in folder.glob(name)]:
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    create_key(config.key_file)
    store = open_store(config)
    try:
        upgrade(store.engine)
        with store.write() as uow:
            for member in people:
                uow.staff.save(member)
            for block in _BLOCKS:
                uow.numbers.add_block(block)
            uow.commit()
    finally:
        store.close()


def _copy_price_list(real: Config, config: Config) -> None:
    """Practice sells what the office sells, from a stock of its own."""
    theirs, own = real.home / PRICE_LIST, config.home / PRICE_LIST
    own.unlink(missing_ok=True)
    if theirs.exists():
        shutil.copyfile(theirs, own)


def _stock_up(desk: Desk, coach: StaffMember) -> None:
    if desk.supplies is not None and desk.stock is not None:
        for supply in desk.supplies.listed:
            desk.stock.take_in(new_action_id(), supply.code, PIECES, coach, "practice")


def _know_the_sender(desk: Desk, coach: StaffMember) -> None:
    at = desk.clock.now().isoformat(timespec="seconds")
    read = IdentityCheck(DocumentType.RESIDENT_ID, SAMPLE_ID, _KNOWN_SENDER.name, ReadBy.READER, coach.staff_id, at)
    desk.trust.registering.register(new_action_id(), coach, _KNOWN_SENDER, read)


class _PracticeBench:
    """The bench of simulated devices: this machine's own ports are not there."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.entries, self.trace, self.test = bench.entries, bench.trace, bench.test

    def ports(self) -> Sequence[Port]:
        """None: real devices stay out of practice."""
        return []

    def probe(self, address: str) -> Sequence[Found]:
        """Nothing is probed. WireError always."""
        raise WireError(LinkState.DENIED, port=address)


def _bench(desk: Desk) -> _PracticeBench | None:
    return _PracticeBench(desk.bench) if isinstance(desk.bench, Bench) else None
