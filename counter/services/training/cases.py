"""Practice cases as data: who stands at the counter, what is to be reached, and how each step is recognised."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from counter.services.training.checks import CHECKS, Need

Text = Mapping[str, str]

FILE = Path(__file__).parent / "data" / "cases.toml"


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to reach, with its points, and the hint that helps there; `need` says how it shows in the facts."""

    text: Text
    need: Need
    points: int
    hint: Text


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not happen, and what it costs."""

    text: Text
    need: Need
    points: int


@dataclass(frozen=True, slots=True)
class Move:
    """Something that the customer does when asked: `grams` is what then stands on the scale, 0 for nothing."""

    text: Text
    grams: int


@dataclass(frozen=True, slots=True)
class Scene:
    """How the counter stands when the case begins; `sold` means that the customer posted a parcel here before."""

    grams: int = 0
    plugged: bool = True
    paper: bool = True
    sold: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One practice case. `par_s` is the time in seconds that still earns all points for time."""

    code: str
    title: Text
    story: Text
    lesson: Text
    par_s: int
    scene: Scene
    goals: tuple[Goal, ...]
    faults: tuple[Fault, ...] = ()
    moves: tuple[Move, ...] = ()


@cache
def shipped_cases() -> tuple[Case, ...]:
    """The cases that come with the program, in the order in which they are best learnt."""
    return read_cases(FILE.read_text(encoding="utf-8"))


def read_cases(text: str) -> tuple[Case, ...]:
    """Cases from TOML. ValueError names the case and what is wrong with it."""
    return tuple(_case(raw) for raw in tomllib.loads(text)["case"])


def _case(raw: Mapping[str, Any]) -> Case:
    case = Case(
        code=raw["code"],
        title=raw["title"],
        story=raw["story"],
        lesson=raw["lesson"],
        par_s=raw["par_s"],
        scene=Scene(**raw.get("scene", {})),
        goals=tuple(Goal(g["text"], g["need"], g["points"], g["hint"]) for g in raw["goal"]),
        faults=tuple(Fault(f["text"], f["need"], f["points"]) for f in raw.get("fault", ())),
        moves=tuple(Move(m["text"], m["grams"]) for m in raw.get("move", ())),
    )
    _refuse_unknown(case, [*(g.need for g in case.goals), *(f.need for f in case.faults)])
    return case


def _refuse_unknown(case: Case, needs: Sequence[Need]) -> None:
    for need in needs:
        if need.get("check") not in CHECKS:
            raise ValueError(f"case {case.code}: no check is called {need.get('check')!r}")
