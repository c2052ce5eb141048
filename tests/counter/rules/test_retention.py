from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter.errors import UsageError
from counter.rules.retention import DataKind, Held, due, policy_on, shipped_policies

ACCEPTED = date(2026, 1, 10)
POLICY = policy_on(shipped_policies(), ACCEPTED)
HOME = Held("m1", DataKind.IDENTITY, ACCEPTED, abroad=False)
ABROAD = replace(HOME, item="m2", abroad=True)


def test_data_go_the_day_after_their_last_day() -> None:
    last = ACCEPTED + timedelta(days=365)
    assert due(POLICY, [HOME], last) == ()
    assert due(POLICY, [HOME], last + timedelta(days=1)) == (HOME,)


def test_what_went_abroad_goes_earlier() -> None:
    assert due(POLICY, [HOME, ABROAD], ACCEPTED + timedelta(days=181)) == (ABROAD,)


def test_an_open_ticket_keeps_them() -> None:
    assert due(POLICY, [replace(HOME, open_ticket=True)], date(2030, 1, 1)) == ()


def test_the_newest_policy_in_force_counts() -> None:
    newer = replace(POLICY, version="2026.2", valid_from=date(2026, 6, 1))
    assert policy_on([newer, POLICY], date(2026, 5, 31)) is POLICY
    assert policy_on([newer, POLICY], date(2026, 6, 1)) is newer
    with pytest.raises(UsageError, match="no-retention-policy"):
        policy_on([newer], date(2026, 5, 31))
