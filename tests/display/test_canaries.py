"""A whole acceptance on the clerk's real screen, full of personal data, of which nothing reaches the customer's."""

import json
import shutil
from pathlib import Path

import pytest

from counter.bootstrap.core import init
from counter.display.payload import payload
from counter.display.pole import pole_lines
from counter.display.text import view_lines
from counter.services.display_feed import CustomerView, Scene
from tests.ui.desk import world
from tests.ui.driving import acceptance, fill, keys, put, sign_in, until

# Parts of the sender and recipient that `fill` types, and of the clerk.
CANARIES = (
    "王芳",
    "李雷",
    "13812345678",
    "138 1234",
    "13912345678",
    "139 1234",
    "5678",
    "东单北大街1号",
    "体育西路",
    "张敏",
    "衣服",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "home"
    init(made, with_sample=True)
    return made


async def test_nothing_personal_of_a_whole_acceptance_is_told(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home")
    told: list[CustomerView] = []
    with world(tmp_path) as office:
        office.feed.subscribe(told.append)
        async with office.app("zh").run_test(size=(120, 36)) as pilot:
            await sign_in(pilot)
            await put(pilot, office, 3200)
            await fill(pilot)
            typed = " ".join(str(part) for part in (acceptance(pilot).accepting.form,))
            assert "王芳" in typed, "the canaries were not planted"
            assert "李雷" in typed, "the canaries were not planted"
            await keys(pilot, "0", "50", "<f10>")
            await until(pilot, lambda: told[-1].scene is Scene.THANKS, "thanks on the second screen")
    assert {Scene.FEE, Scene.PAY, Scene.THANKS} <= {view.scene for view in told}
    for view in told:
        for shown in (repr(view), json.dumps(payload(view), ensure_ascii=False), *view_lines(view), *pole_lines(view)):
            assert [canary for canary in CANARIES if canary in shown] == []
