"""What a clerk waits for beside the parcel itself: a quick quote, a customer's list, a box in the basket."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from counter.bootstrap.core import Core, init, open_core
from counter.domain.sale import Tender
from counter.domain.supplies import SupplyAsked
from counter.services.acceptance import SettleRequest
from counter.services.accepting import Accepting
from counter.services.bulk import begun
from counter.services.bulk_check import check
from counter.services.bulk_sheet import MOST_ITEMS, parse
from counter.services.identifiers import new_action_id
from counter.services.item_at_hand import Desktop
from counter.services.quick_quote import Question, QuickQuote
from tests.support import parcel

HEAD = "收件人,电话,地址,内件,业务,重量kg\n"
ROW = "李雷{n},13912345{n:03d},广东省广州市天河区体育西路{n}号,衣服 {n},300,3.2\n"
TIMES = 200
SALES = 40


def run() -> list[str]:
    """Return the measured times; what happens under a key has 50 ms."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        core = open_core(home)
        core.day.begin()
        try:
            return [*_quotes(core), *_lists(core), *_boxes(core)]
        finally:
            core.store.close()


def _quotes(core: Core) -> list[str]:
    quoting = QuickQuote(core.pricing, core.day)

    def ask() -> None:
        answer = quoting.ask(Question(weight="3.2", destination="gd"))
        quoting.cheaper(answer, answer.quotes[-1])

    ask()
    return [f"quick quote with its cheaper way  {_spread(ask, TIMES)}  (limit 50 ms)"]


def _lists(core: Core) -> list[str]:
    desktop = Desktop(core.pricing, core.rules, core.day, core.clock)
    data = (HEAD + "".join(ROW.format(n=n) for n in range(1, MOST_ITEMS + 1))).encode()
    clerk = core.sign_in.members()[0]
    checked = check(parse(data, "list.csv"), desktop)
    accepting = Accepting(desktop, clerk)
    accepting.begin_batch(begun(checked))
    reading = _spread(lambda: check(parse(data, "list.csv"), desktop), 5)
    return [
        f"list of {MOST_ITEMS} rows read and checked  {reading}  (in a worker)",
        f"draft of a batch of {MOST_ITEMS}  {_spread(accepting.draft, TIMES)}  (limit 50 ms)",
    ]


def _boxes(core: Core) -> list[str]:
    clerk = next(m for m in core.sign_in.members() if m.staff_id == "zhangmin")
    keeper = next(m for m in core.sign_in.members() if m.role == "supervisor")
    core.stock.take_in(new_action_id(), "BOX1", 10 * SALES, keeper)

    def sell(*supplies: SupplyAsked) -> None:
        request = SettleRequest(
            new_action_id(), clerk.staff_id, (parcel(),), (Tender("cash", 5000),), supplies=supplies
        )
        core.checkout.settle(request, clerk)

    sell()
    alone = _spread(sell, SALES)
    return [
        f"a parcel and a box sold  {_spread(lambda: sell(SupplyAsked('BOX1', 1)), SALES)}  (the parcel alone {alone})"
    ]


def _spread(act: Callable[[], object], times: int) -> str:
    taken = []
    for _ in range(times):
        start = perf_counter()
        act()
        taken.append((perf_counter() - start) * 1000)
    return f"median {median(taken):.1f} ms, 95 % {quantiles(taken, n=20)[-1]:.1f} ms"
