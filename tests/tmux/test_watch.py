"""The eyes of the scripted clerk see what they are there for."""

import pytest

from tests.tmux.watch import Watch


@pytest.mark.parametrize(
    "screen",
    [
        "Traceback (most recent call last):",
        " 合计 {amount}",
        " ! 数据库忙 [commit-unknown]",
        " 请放上 Put the item on the scale",
        "寄件人 None 王芳",
    ],
)
def test_what_should_not_stand_there_is_found(screen: str) -> None:
    watch = Watch()
    watch.look(screen)
    assert watch.found


@pytest.mark.parametrize(
    "screen",
    [
        "收寄  北京东单邮政支局  台席 02  李强",
        " ! 付款不足 [payment-short]",
        "F1 帮助 ^E 中文/English",
        "CN-GD  PA10000000001",
    ],
)
def test_what_belongs_there_is_not(screen: str) -> None:
    watch = Watch()
    watch.expect({"payment-short"})
    watch.look(screen)
    assert not watch.found


def test_an_english_screen_may_be_english() -> None:
    watch = Watch("en")
    watch.look(" Put the item on the scale.")
    assert not watch.found


def test_the_same_screen_counts_once() -> None:
    watch = Watch()
    for screen in ("收寄", "收寄", "查询"):
        watch.look(screen)
    assert watch.screens == 2
