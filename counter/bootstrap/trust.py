"""Joining the services that keep acceptance honest, and the rule book of an office with its overlays."""

from counter.config import Config
from counter.domain.approvals import Approvals
from counter.rules.book import RuleBook
from counter.rules.overlays import laid_over, read_overlay
from counter.rules.retention import shipped_policies
from counter.services.address_book import AddressBook
from counter.services.agreeing import Agreeing
from counter.services.approving import Approving
from counter.services.judging import Judging
from counter.services.notices import NoticeRecord
from counter.services.office_day import OfficeDay
from counter.services.ports import Clock, Sealer, Store
from counter.services.refusing import Refusing
from counter.services.registering import Registering
from counter.services.sign_in import SignIn
from counter.services.trust import Trust


def rule_book(config: Config) -> RuleBook:
    """The shipped rules with the office's regional overlays over them."""
    book = RuleBook.shipped()
    for name in config.rules.overlays:
        book = laid_over(book, read_overlay(config.home / name), name)
    return book


def join_trust(
    config: Config, store: Store, clock: Clock, day: OfficeDay, sealer: Sealer, sign_in: SignIn, rules: RuleBook
) -> Trust:
    """The services on a store and a clock. UsageError where the configuration turns off what is fixed."""
    typed = {"O06": config.identity.typed_needs_approval}
    approvals = Approvals().configured(typed | dict(config.approvals))
    approving = Approving(store, clock, day, sign_in, approvals)
    registering = Registering(store, clock, day, sealer, approving, shipped_policies())
    refusing = Refusing(config.office, config.counter, store, clock, day, sealer, rules)
    agreeing = Agreeing(store, clock, day, sealer)
    book = AddressBook(store, sealer, config.office.region)
    return Trust(approving, registering, refusing, NoticeRecord(rules), agreeing, book)


def join_judging(config: Config, rules: RuleBook, sealer: Sealer, trust: Trust) -> Judging:
    """The hard rules of acceptance for an office."""
    return Judging(config, rules, sealer, trust.registering, trust.approving)
