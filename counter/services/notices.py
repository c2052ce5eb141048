"""Which texts of the law the customer was shown and given: without them the cap on compensation falls away."""

from collections.abc import Sequence
from datetime import date

from counter.domain.journal import Json
from counter.domain.sale import Sale
from counter.rules.book import RuleBook
from counter.rules.model import Notice
from counter.services.judging import UNIVERSAL


class NoticeRecord:
    """What the journal says about notices, from one rule book (Postal Law of China, article 47)."""

    def __init__(self, rules: RuleBook) -> None:
        self._notices = rules.notices

    def names(self, on: date) -> tuple[str, ...]:
        """All notices in force on a day, as they are named in the journal: text and version."""
        shown = self._notices.shown_before_acceptance
        both = [*shown(on, universal=True), *shown(on, universal=False)]
        return tuple(dict.fromkeys(_name(n) for n in both))

    def of(self, sale: Sale, shown: Sequence[str], on: date) -> dict[str, Json]:
        """Shown, printed, and what of the needed texts was not shown; `flagged` where the cap may fall away."""
        regimes = sorted({i.regime == UNIVERSAL for i in sale.items if not i.supply}, reverse=True)
        needed = [n for universal in regimes for n in self._notices.shown_before_acceptance(on, universal=universal)]
        names = tuple(dict.fromkeys(_name(n) for n in needed))
        missing = [name for name in names if name not in shown]
        return {
            "shown": [name for name in names if name in shown],
            "printed": list(self._printed(sale, on)),
            "missing": missing,
            "flagged": bool(missing),
        }

    def _printed(self, sale: Sale, on: date) -> tuple[str, ...]:
        registered = [i for i in sale.items if i.registered]
        terms = [_name(self._notices.terms(on))] if any(i.mail_number for i in sale.items) else []
        regimes = sorted({i.regime == UNIVERSAL for i in registered}, reverse=True)
        return (*terms, *(_name(self._notices.compensation(on, universal=universal)) for universal in regimes))


def _name(notice: Notice) -> str:
    return f"{notice.id} {notice.version}"
