"""A part of the fault matrix in every test run; the campaign does all of it."""

import pytest

from tests.devices.printers.campaign import DOCUMENT, Matrix, documented, run
from tests.devices.printers.faults import devices, faults, moments

STRIDE = 11


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return run(STRIDE)


def test_no_trial_shows_an_error(matrix: Matrix) -> None:
    assert matrix.errors == []
    assert matrix.trials > 900


def test_no_cell_is_blank(matrix: Matrix) -> None:
    wanted = {
        (device.name, fault.name, moment) for device in devices() for fault in faults() for moment, _ in moments()
    }
    assert set(matrix.cells) == wanted


def test_the_table_of_the_installers_guide_says_the_same(matrix: Matrix) -> None:
    """The guide's table comes from the whole campaign, so each outcome seen here must stand in it."""
    written = documented(DOCUMENT.read_text("utf-8"))
    for cell, outcomes in matrix.cells.items():
        assert set(outcomes) <= written[cell], cell
