"""How long the rules take: a declaration while it is typed, a pasted party, the book at start."""

from collections.abc import Callable, Iterable
from statistics import median, quantiles
from time import perf_counter

from counter.domain.address import split_party
from counter.rules.book import RuleBook, _shipped
from tests.counter.rules.everyday import everyday

LINES = (
    "李雷 139 1234 5678 广东省广州市天河区体育西路123号天河大厦A座1203室",
    "收件人:张伟 手机号码:18612345678 所在地区:北京市朝阳区 详细地址:建国路88号",
    "John Smith, +44 20 7946 0958, 221B Baker Street, London NW1 6XE",
)


def run() -> list[str]:
    """Return the measured times; a keystroke has 50 ms."""
    _shipped.cache_clear()
    start = perf_counter()
    book = RuleBook.shipped()
    loaded = perf_counter() - start
    start = perf_counter()
    book.warm()
    warmed = perf_counter() - start

    def look(contents: str) -> object:
        return book.checklist(contents, letter=False, abroad=False, air=False)

    everything = [item.contents for item in everyday()]
    split_party(LINES[0])
    return [
        f"rule book loaded  {loaded * 1000:.0f} ms  (limit 100 ms)",
        f"rule book warmed for misspellings  {warmed * 1000:.0f} ms  (in a worker)",
        f"checklist of a declaration  {_spread(look, everything)}  (limit 50 ms)",
        f"a pasted party split  {_spread(split_party, LINES * 50)}  (limit 50 ms)",
    ]


def _spread(act: Callable[[str], object], texts: Iterable[str]) -> str:
    times = []
    for text in texts:
        start = perf_counter()
        act(text)
        times.append((perf_counter() - start) * 1000)
    return f"median {median(times):.1f} ms, 95 % {quantiles(times, n=20)[-1]:.1f} ms, most {max(times):.1f} ms"
