"""Every known frame decodes as its source says it means."""

import doctest
import importlib
import pkgutil

import pytest

import devices.scales
from devices.scales.protocols import ALIASES, PROTOCOLS, REFUSED, RefusedProtocol, UnknownProtocol, decode, find
from devices.scales.reading import State
from devices.scales.units import grams
from tests.devices.frame_table import FRAMES, TRUSTED, Frame

NUMBERED = (State.STABLE, State.ZERO)


def name_of(frame: Frame) -> str:
    return f"{frame.protocol} {frame.meaning[:30]}"


@pytest.mark.parametrize("frame", TRUSTED, ids=name_of)
def test_frame_decodes_to_its_row(frame: Frame) -> None:
    reading = decode(frame.protocol, frame.data)
    assert (reading.state.value, reading.text or "", reading.grams, reading.net) == (
        frame.state,
        frame.text,
        frame.grams,
        frame.net,
    )
    if frame.data:
        assert reading.raw


@pytest.mark.parametrize("frame", [f for f in TRUSTED if f.kind in ("weight", "resync")], ids=name_of)
def test_weight_is_what_the_source_says(frame: Frame) -> None:
    reading = decode(frame.protocol, frame.data)
    assert frame.number is not None
    if frame.number < 0:
        assert reading.state is State.NEGATIVE
        return
    assert reading.value == frame.number
    assert reading.unit == frame.unit
    assert reading.grams == grams(frame.number, frame.unit)
    # Yaohua sends no stability: one frame of it is a number that nobody may price yet.
    expected = State.UNKNOWN if frame.protocol.startswith("yaohua") else NUMBERED[frame.number == 0]
    assert reading.state is expected


@pytest.mark.parametrize("frame", [f for f in TRUSTED if f.kind in ("status", "ack", "echo")], ids=name_of)
def test_status_is_never_a_number(frame: Frame) -> None:
    reading = decode(frame.protocol, frame.data)
    assert reading.state is not State.STABLE
    assert reading.value is None
    assert reading.grams is None or reading.state is State.ZERO


MEANINGS = {
    "motion": State.MOTION,
    "unstable": State.MOTION,
    "over": State.OVER,
    "overload": State.OVER,
    "under": State.UNDER,
    "underload": State.UNDER,
}


@pytest.mark.parametrize(
    "frame", [f for f in TRUSTED if f.kind == "status" and f.meaning.split()[0].strip(":") in MEANINGS], ids=name_of
)
def test_status_is_named_by_its_meaning(frame: Frame) -> None:
    assert decode(frame.protocol, frame.data).state is MEANINGS[frame.meaning.split()[0].strip(":")]


def test_table_covers_every_protocol() -> None:
    told = {find(frame.protocol).name for frame in TRUSTED}
    assert {name for name in PROTOCOLS if not name.startswith("generic-st-")} == told


@pytest.mark.parametrize("frame", [f for f in FRAMES if f.state == "refused"], ids=name_of)
def test_untrustworthy_sources_are_refused_with_a_reason(frame: Frame) -> None:
    with pytest.raises(RefusedProtocol, match=REFUSED[frame.protocol][:20]):
        decode(frame.protocol, frame.data)


def test_unknown_protocol_lists_the_names() -> None:
    with pytest.raises(UnknownProtocol, match="toledo8217"):
        find("abacus")


def test_names_and_aliases_lead_to_one_protocol_each() -> None:
    assert not set(ALIASES) & set(PROTOCOLS)
    assert all(find(alias).name == name for alias, name in ALIASES.items())
    assert find(" Toledo_PS60 ").name == "toledo8217-ps60"


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(devices.scales.__path__)])
def test_examples_in_the_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"devices.scales.{name}")).failed == 0


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda p: p.name)
def test_samples_are_frames_of_their_protocol(protocol: object) -> None:
    known = find(protocol.name)  # type: ignore[attr-defined]
    for sample in known.samples:
        assert known.pattern.fullmatch(sample) or (known.at_end and known.at_end.fullmatch(sample)), sample
