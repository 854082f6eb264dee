"""The player against a loudspeaker that takes sound when the test lets it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.audio import playback
from app.audio.playback import Player
from app.audio.resample import SAMPLE_BYTES, SECOND
from app.domain.errors import NoPlaybackDevice, VaultLocked
from app.domain.transcript import SAMPLE_RATE
from tests.unit.audio.sounds import main_frequency, tone


class Loudspeaker:
    """Takes 10 ms at a time, as fast as they come; `most` seconds at first, all once `free` is set."""

    rate, channels, latency = SAMPLE_RATE, 1, 0.0

    def __init__(self, buffer: Any, most: float | None) -> None:
        self._buffer = buffer
        self.active = True
        self.free = threading.Event()
        if most is None:
            self.free.set()
        self._most = most or 0.0
        self.heard = bytearray()
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def _take(self) -> None:
        while self.active:
            if not self._buffer.waiting or (not self.free.is_set() and len(self.heard) >= self._most * SECOND):
                threading.Event().wait(0.001)
                continue
            room = bytearray(min(SECOND // 100, self._buffer.waiting))
            self._buffer.fill(memoryview(room), len(room) // 2, None, None)
            self.heard += room

    def close(self) -> None:
        self.active = False
        self._thread.join(5)


class Room:
    """Every loudspeaker that was opened, and how much the next ones take before they are set free."""

    def __init__(self) -> None:
        self.opened: list[Loudspeaker] = []
        self.most: float | None = None

    def open(self, buffer: Any) -> Loudspeaker:
        self.opened.append(Loudspeaker(buffer, self.most))
        return self.opened[-1]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    made = Room()
    monkeypatch.setattr(playback, "_open_loudspeaker", made.open)
    yield made
    for each in made.opened:
        each.close()


def player_of(pcm: bytes) -> tuple[Player, threading.Event]:
    ended = threading.Event()
    cut = lambda start, end: pcm[_byte(start) : _byte(end)]  # noqa: E731
    return Player(cut, ended.set), ended


def _byte(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE) * SAMPLE_BYTES


def until(check: Any) -> None:
    for _ in range(5000):
        if check():
            return
        threading.Event().wait(0.002)
    raise AssertionError("waited in vain")


@pytest.mark.parametrize("speed", [0.75, 1.0, 1.5, 2.0])
def test_a_stretch_is_heard_whole_at_any_speed(room: Room, speed: float) -> None:
    player, ended = player_of(tone(4.0, SAMPLE_RATE, 500).tobytes())
    player.speed = speed
    player.play(0.5, 3.5)
    assert ended.wait(20)
    heard = bytes(room.opened[0].heard)
    assert len(heard) / SECOND == pytest.approx(3.0 / speed, abs=0.002)
    assert main_frequency(heard) == pytest.approx(500, abs=3)
    assert player.position == pytest.approx(3.5) and player.error is None


def test_the_speed_changes_while_it_plays_and_nothing_is_left_out(room: Room) -> None:
    # A sound that rises: what is heard after the change goes on where it was.
    times = np.arange(6 * SAMPLE_RATE) / SAMPLE_RATE
    rising = (np.sin(2 * np.pi * (300 * times + 50 * times**2)) * 12_000).astype("<i2")
    player, ended = player_of(rising.tobytes())
    room.most = 2.0
    player.play(0.0)
    until(lambda: len(room.opened[0].heard) >= 2.0 * SECOND)
    player.speed = 2.0
    until(lambda: player.position == pytest.approx(2.0, abs=0.02))
    room.opened[0].free.set()
    assert ended.wait(20)
    heard = bytes(room.opened[0].heard)
    assert len(heard) / SECOND == pytest.approx(2.0 + 4.0 / 2.0, abs=0.05)
    assert len(room.opened) == 1, "the loudspeaker stays open"
    just_after = heard[_byte(2.05) : _byte(2.15)]
    assert main_frequency(just_after) == pytest.approx(300 + 100 * 2.2, abs=25)
    assert player.position == pytest.approx(6.0)


def test_the_position_goes_at_the_speed_of_the_sound(room: Room) -> None:
    player, _ = player_of(tone(10.0, SAMPLE_RATE).tobytes())
    player.speed = 2.0
    room.most = 1.0
    player.play(1.0)
    until(lambda: player.position >= 2.9)
    assert player.position == pytest.approx(3.0, abs=0.05), "one second of sound is two of the session"
    player.stop()
    assert not player.playing and player.position == pytest.approx(3.0, abs=0.05)


def test_what_cannot_be_read_is_told(room: Room) -> None:
    ended = threading.Event()

    def locked(start: float, end: float) -> bytes:
        raise VaultLocked

    player = Player(locked, ended.set)
    player.play(0.0)
    assert ended.wait(10)
    assert isinstance(player.error, VaultLocked)


def test_a_loudspeaker_that_goes_away_is_told(room: Room) -> None:
    player, ended = player_of(tone(30.0, SAMPLE_RATE).tobytes())
    room.most = 0.2
    player.play(0.0)
    until(lambda: len(room.opened[0].heard) >= 0.2 * SECOND)
    room.opened[0].active = False
    assert ended.wait(10)
    assert isinstance(player.error, NoPlaybackDevice)
