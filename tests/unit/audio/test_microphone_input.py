"""A microphone that goes away, sleeps, changes, is refused, and comes back: with streams of the test's own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

import pytest

from app.audio import clock, microphone
from app.audio.inputs import Block
from app.audio.microphone import MicrophoneInput
from app.audio.resample import SECOND
from app.domain.errors import MicrophoneRefused, NoMicrophone
from app.domain.session import Alarm, GapKind

VOICE = b"\x01\x02" * (SECOND // 40)
"""A twentieth of a second."""


@dataclass
class FakeStream:
    """Gives what the test puts in."""

    name: str
    rate: int = 48_000
    active: bool = True
    quiet_for: float = 0.0
    drift: float = 0.0
    first_heard: float = field(default_factory=lambda: clock.now() + 0.0)
    blocks: SimpleQueue[Block] = field(default_factory=SimpleQueue)
    left: bytes = b""
    closed: threading.Event = field(default_factory=threading.Event)
    rest_until: float = 0.0

    def __post_init__(self) -> None:
        self.heard_until = self.first_heard

    def read(self, timeout: float) -> Block | None:
        try:
            block = self.blocks.get(timeout=timeout)
        except Empty:
            return None
        self.heard_until = clock.now()
        return block

    def rest(self, after: float) -> bytes:
        self.rest_until = after
        return self.left

    def until(self, moment: float) -> bytes:
        self.heard_until = moment
        return self.left

    def close(self) -> None:
        self.closed.set()


class World:
    """The microphones that there are; opening one that is not there raises."""

    def __init__(self) -> None:
        self.there: dict[str, str] = {"": "built-in", "usb": "headset"}
        self.refused: set[str] = set()
        self.rate = 48_000
        self.opened: list[FakeStream] = []
        self.rescans = 0
        self.opening = threading.Event()
        self.opening.set()

    def open(self, microphone_id: str) -> FakeStream:
        assert self.opening.wait(20)
        if microphone_id in self.refused:
            raise MicrophoneRefused
        if microphone_id not in self.there:
            raise NoMicrophone
        self.opened.append(FakeStream(self.there[microphone_id], self.rate))
        return self.opened[-1]

    def rescan(self) -> bool:
        self.rescans += 1
        return True


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World()
    monkeypatch.setattr(microphone, "MicrophoneStream", made.open)
    monkeypatch.setattr(microphone.portaudio, "rescan", made.rescan)
    monkeypatch.setattr(microphone, "RETRY", 0.02)
    yield made
    made.opening.set()


def until(sound: MicrophoneInput, condition: Callable[[Block], bool]) -> Block:
    """Read until a block is as wanted."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        block = sound.read(0.01)
        if block is not None and condition(block):
            return block
    raise AssertionError("no such block")


def comes(condition: Callable[[], bool], sound: MicrophoneInput | None = None) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        if sound is not None:
            assert sound.read(0.01) is None
        else:
            time.sleep(0.005)


def test_pulled_out_then_put_back_is_one_gap_of_the_clocks_length(world: World) -> None:
    sound = MicrophoneInput("usb")
    first = world.opened[0]
    first.blocks.put(Block(VOICE))
    assert until(sound, lambda b: b.pcm != b"").pcm == VOICE
    assert sound.alarm is Alarm.NONE
    del world.there["usb"]
    first.left, first.active = b"the end of it...", False
    assert until(sound, lambda b: True).pcm == b"the end of it..."
    comes(lambda: sound.alarm is Alarm.LOST, sound)
    away_since = sound.heard_at
    assert first.closed.is_set() and world.rescans > 0
    world.there["usb"] = "headset"
    back = until(sound, lambda b: b.lost is not None)
    assert (back.pcm, back.why, back.device) == (b"", GapKind.LOST, "")
    assert back.lost == pytest.approx(world.opened[1].first_heard - away_since)
    assert sound.alarm is Alarm.NONE
    world.opened[1].blocks.put(Block(VOICE))
    assert until(sound, lambda b: b.pcm != b"").pcm == VOICE


def test_nothing_for_two_seconds_is_an_alarm_and_for_three_a_new_stream(world: World) -> None:
    sound = MicrophoneInput("")
    world.opened[0].quiet_for = 2.1
    assert sound.read(0.01) is None
    assert sound.alarm is Alarm.NO_SOUND
    assert len(world.opened) == 1, "it may only be late"
    world.opened[0].quiet_for = 3.1
    assert until(sound, lambda b: b.lost is not None).why is GapKind.LOST
    assert len(world.opened) == 2
    assert sound.alarm is Alarm.NONE


def test_sleep_is_a_gap_and_the_stream_is_opened_anew_at_its_new_rate(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = MicrophoneInput("")
    asleep = 0.0
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + asleep)
    world.opened[0].blocks.put(Block(VOICE))
    until(sound, lambda b: b.pcm != b"")
    asleep = 3600.0
    world.rate = 44_100
    world.opened[0].blocks.put(Block(VOICE))  # heard after waking: it belongs behind the gap
    back = until(sound, lambda b: True)
    assert back.why is GapKind.ASLEEP
    assert back.lost == pytest.approx(3600.0, abs=5.0)
    assert world.opened[0].closed.is_set()
    assert sound.device_rate == 44_100
    assert sound.alarm is Alarm.NONE


def test_a_refused_microphone_is_tried_until_it_is_not(world: World) -> None:
    sound = MicrophoneInput("usb")
    world.refused.add("usb")
    world.opened[0].active = False
    comes(lambda: sound.alarm is Alarm.LOST, sound)
    world.refused.clear()
    assert until(sound, lambda b: b.lost is not None).why is GapKind.LOST


def test_the_default_takes_over_after_some_seconds_and_is_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "FALL_BACK", 0.2)
    sound = MicrophoneInput("usb")
    del world.there["usb"]
    world.opened[0].active = False
    back = until(sound, lambda b: b.lost is not None)
    assert (back.why, back.device, sound.device) == (GapKind.LOST, "built-in", "built-in")
    assert back.lost is not None and back.lost >= 0.2


def test_the_clinician_chooses_while_it_is_away(world: World) -> None:
    sound = MicrophoneInput("usb")
    world.there = {"room": "table microphone"}
    world.opened[0].active = False
    comes(lambda: sound.alarm is Alarm.LOST, sound)
    assert sound.use("room") is None
    back = until(sound, lambda b: b.lost is not None)
    assert (back.why, back.device) == (GapKind.LOST, "table microphone")


def test_the_clinician_chooses_while_all_is_well(world: World) -> None:
    sound = MicrophoneInput("")
    world.opened[0].left = VOICE
    rest = sound.use("usb")
    assert rest is not None and rest.pcm == VOICE
    back = until(sound, lambda b: b.lost is not None)
    assert (back.why, back.device) == (GapKind.SWITCHED, "headset")
    assert back.lost is not None and back.lost < 2.0
    assert sound.alarm is Alarm.NONE


def test_zeros_open_it_anew_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "MUTE", 0.5)
    sound = MicrophoneInput("")
    zeros = bytes(SECOND // 4)
    for _ in range(2):
        world.opened[0].blocks.put(Block(zeros))
    until(sound, lambda b: b.lost is not None)
    assert len(world.opened) == 2
    for _ in range(8):
        world.opened[1].blocks.put(Block(zeros))
        assert until(sound, lambda b: True).pcm == zeros
    assert len(world.opened) == 2, "still mute: it is a switch, and opening it again does not help"
    world.opened[1].blocks.put(Block(VOICE))
    until(sound, lambda b: b.pcm == VOICE)
    for _ in range(2):
        world.opened[1].blocks.put(Block(zeros))
    until(sound, lambda b: b.lost is not None)
    assert len(world.opened) == 3


def test_holding_while_it_is_away_ends_the_gap_there_and_waits_for_nothing(world: World) -> None:
    sound = MicrophoneInput("usb")
    world.opened[0].active = False
    world.opening.clear()  # opening hangs
    sound.read(0.01)
    began = time.monotonic()
    held = sound.hold(0.2)
    assert time.monotonic() - began < 2.0
    assert held.why is GapKind.LOST
    assert held.lost is not None and held.lost > 0.0
    world.opening.set()
    comes(lambda: len(world.opened) == 2)
    comes(world.opened[1].closed.is_set)  # what nobody wants any more is let go
    assert sound.read(0.01) is None


def test_going_on_after_a_pause_looks_for_what_was_plugged_in(world: World) -> None:
    sound = MicrophoneInput("usb")
    world.opened[0].left = VOICE
    assert sound.hold(0.0).pcm == VOICE
    assert world.opened[0].closed.is_set()
    rescans = world.rescans
    assert sound.go_on() == world.opened[1].first_heard
    assert world.rescans == rescans, "what is there is opened without delay"
    sound.hold()
    del world.there["usb"]
    with pytest.raises(NoMicrophone):
        sound.go_on()
    assert world.rescans > rescans
    world.there["usb"] = "headset"
    sound.go_on()
    sound.close()
    assert world.opened[-1].closed.is_set()


def test_a_device_that_cannot_be_closed_keeps_nobody_waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "CLOSING", 0.1)
    sound = MicrophoneInput("")
    hang = threading.Event()
    monkeypatch.setattr(world.opened[0], "close", lambda: hang.wait(20))
    sound.close()
    assert microphone.hanging()
    hang.set()
    comes(lambda: not microphone.hanging())
