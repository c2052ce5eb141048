"""A simulated scale says what a real one would, and its control door opens only to who knows the token."""

import json
import socket
import stat
from pathlib import Path

import pytest

from devices.scales.protocols import PROTOCOLS, decode
from devices.scales.reading import State
from devices.sim.control import ControlError, ControlServer, read_address, send, write_address
from devices.sim.line import PtyLine, SocketLine, make_line
from devices.sim.scale_pan import Display, Pan
from devices.sim.scale_voices import PROTOCOLS_SPOKEN, voice_of

LOADS = [0, 1, 20, 316, 1250, 29_999]
MUTE_WHEN_OVER = {"yaohua-tf0", "yaohua-cont1", "yaohua-cont2", "elzab", "ohaus"}


def says(protocol: str, display: Display) -> bytes:
    voice = voice_of(protocol)
    if voice.stream:
        return voice.stream(display)
    last = PROTOCOLS[protocol].ask[-1].send
    answer = voice.answer(last, display)
    return voice.answer(PROTOCOLS[protocol].after_nak, display) if answer == b"\x15" else answer


def test_every_protocol_has_a_voice() -> None:
    assert set(PROTOCOLS_SPOKEN) == {name for name in PROTOCOLS if not name.startswith("generic-st-")}


@pytest.mark.parametrize("protocol", sorted(PROTOCOLS_SPOKEN))
@pytest.mark.parametrize("grams", LOADS)
def test_a_still_load_is_read_back(protocol: str, grams: int) -> None:
    reading = decode(protocol, says(protocol, Display(State.STABLE if grams else State.ZERO, grams)))
    if protocol in ("dialog06", "dibal-tisa") and not grams:
        assert reading.grams is None  # these never send an empty pan
        return
    assert reading.grams == grams
    expected = State.UNKNOWN if PROTOCOLS[protocol].derives else State.STABLE if grams else State.ZERO
    assert reading.state is expected


@pytest.mark.parametrize("protocol", sorted(PROTOCOLS_SPOKEN))
@pytest.mark.parametrize("state", [State.MOTION, State.OVER, State.NEGATIVE])
def test_any_other_state_is_read_back_as_no_number(protocol: str, state: State) -> None:
    grams = {State.MOTION: 700, State.OVER: 60_000, State.NEGATIVE: -100}[state]
    reading = decode(protocol, says(protocol, Display(state, grams)))
    if PROTOCOLS[protocol].derives and state is State.MOTION:
        assert reading.state is State.UNKNOWN
        return
    assert reading.grams is None
    assert reading.state not in (State.STABLE, State.ZERO)
    if protocol not in MUTE_WHEN_OVER and protocol != "dibal-tisa":
        also = {State.NEGATIVE: State.UNDER}.get(state, state)
        assert reading.state in (state, also)


class Clock:
    """A clock that is told the time."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_load_settles_in_its_time_and_moves_meanwhile() -> None:
    clock = Clock()
    pan = Pan(clock=clock, settle_s=0.4)
    assert pan.display() == Display(State.ZERO, 0)
    pan.load(1000)
    clock.now += 0.2
    assert pan.display() == Display(State.MOTION, 500)
    clock.now += 0.2
    assert pan.display() == Display(State.STABLE, 1000)
    pan.load(0)
    clock.now += 0.1
    assert pan.display() == Display(State.MOTION, 750)
    clock.now += 1
    assert pan.display() == Display(State.ZERO, 0)


def test_more_than_the_capacity_is_an_overload_and_less_than_nothing_negative() -> None:
    clock = Clock()
    pan = Pan(clock=clock, settle_s=0.0, capacity_g=15_000)
    pan.load(15_001)
    assert pan.display().state is State.OVER
    pan.load(-5)
    assert pan.display().state is State.NEGATIVE
    pan.set_moving(True)
    assert pan.display().state is State.MOTION


def test_an_8217_never_sends_a_weight_in_motion() -> None:
    for grams in range(0, 30_000, 997):
        assert says("toledo8217", Display(State.MOTION, grams)) == b"\x02?\x41\r"


def test_without_a_pty_the_line_is_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(make_line("x"), PtyLine)

    def none_left() -> tuple[int, int]:
        raise OSError("out of pty devices")

    monkeypatch.setattr("os.openpty", none_left)
    assert isinstance(make_line("x"), SocketLine)


@pytest.fixture
def door() -> ControlServer:
    def put(arguments: object) -> dict[str, object]:
        assert isinstance(arguments, dict)
        return {"grams": int(arguments["grams"])}

    return ControlServer({"scale.put": put})


def test_a_command_with_the_token_is_done(door: ControlServer, tmp_path: Path) -> None:
    port = door.start()
    path = tmp_path / "sim.json"
    write_address(path, port, door.token)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert send(*read_address(path), "scale.put", grams=3200) == {"grams": 3200}
    door.stop()
    with pytest.raises(ControlError, match="no demo answers"):
        send(port, door.token, "scale.put", grams=1)


@pytest.mark.parametrize(
    ("token", "command", "arguments", "reason"),
    [
        ("wrong", "scale.put", {"grams": 1}, "wrong token"),
        ("", "scale.fly", {}, "no command"),
        ("", "scale.put", {}, "grams"),
        ("", "scale.put", {"grams": "many"}, "scale.put"),
    ],
)
def test_any_other_command_is_refused_with_its_reason(
    door: ControlServer, token: str, command: str, arguments: dict[str, object], reason: str
) -> None:
    port = door.start()
    with pytest.raises(ControlError, match=reason):
        send(port, token or door.token, command, **arguments)
    door.stop()


@pytest.mark.parametrize("line", [b"\n", b"{\n", b"[1]\n", b"\xff\xfe\n", b"1" * 100_000 + b"\n"])
def test_garbage_at_the_door_is_answered_and_changes_nothing(door: ControlServer, line: bytes) -> None:
    port = door.start()
    with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
        connection.sendall(line)
        assert json.loads(connection.makefile("rb").readline())["ok"] is False
    door.stop()


def test_no_address_file_is_no_demo(tmp_path: Path) -> None:
    with pytest.raises(ControlError, match="no running demo"):
        read_address(tmp_path / "sim.json")
