"""The key line: whole labels in at most two lines; whatever does not fit is said to be more; nothing jumps."""

import pytest

from counter.i18n import Translator
from counter.ui.screens.acceptance_commands import COMMANDS
from counter.ui.widgets.lines import KEY_ROWS, KeyLine
from tests.ui.desk import SENDER, World
from tests.ui.driving import acceptance, keys, sign_in


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_no_label_is_cut_and_none_is_lost_unsaid(office: World, language: str, size: tuple[int, int]) -> None:
    async with office.app(language).run_test(size=size) as pilot:
        await sign_in(pilot)
        line = acceptance(pilot).query_one(KeyLine)
        rows = [row.cell_length for row in line.lines if not isinstance(row, str)]
        assert 1 <= len(line.lines) <= KEY_ROWS
        assert max(rows) <= size[0]
        tr = Translator(language)
        able = [c for c in COMMANDS if c.in_footer and c().enabled_when(acceptance(pilot))]
        missing = [c.name() for c in able if f" {c.shown_key()}  {tr.text(c.label)}" not in line.plain]
        assert bool(missing) == (tr.text("more keys") in line.plain)
        assert {"search", "till", "pay", "help"}.isdisjoint(missing)


async def test_the_line_keeps_its_height_while_the_hand_goes_on(office: World) -> None:
    async with office.app().run_test(size=(80, 24)) as pilot:
        await sign_in(pilot)
        line = acceptance(pilot).query_one(KeyLine)
        heights = [line.size.height]
        for step in (SENDER, "<enter>", "<tab>", "<tab>"):
            await keys(pilot, step)
            heights.append(line.size.height)
        assert set(heights) == {2}
