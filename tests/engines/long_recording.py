"""Hours of recording on a busy computer, with a signal that shows every sample that is missing.

    python -m tests.engines.long_recording --minutes 180

Plays noise into the room of `tests.audio_server`, each second of it drawn from its own number, and records
it with the real recorder while every core is kept busy. Afterwards each second is looked for in the
recording: where it stands there tells to the sample (of 16 kHz) what was dropped on the way, by the sound
system, by PortAudio or by the recorder. Silence that the player left because it was itself too late comes
out as `inserted`, not as `dropped`.

The recorder runs as an ordinary user's would: without the right to go before other programs
(`--raised` leaves it that right, where there is one).
"""

from __future__ import annotations

import argparse
import ctypes
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.audio.recorder import MicrophoneSource, Recorder
from app.domain.session import RecorderStatus, RecordingState
from app.domain.transcript import SAMPLE_RATE
from app.store.audio_store import AudioReader
from tests.audio_server import SINK, AudioServer

LOUDNESS = 8000
"""Amplitude of the noise, of 32767."""
REACH = SAMPLE_RATE // 4
"""Samples by which a second is looked for around the place where it should be."""
CAP_SYS_NICE, PR_CAPBSET_DROP = 23, 24


def noise(number: int) -> NDArray[np.int16]:
    """Second `number` of the signal."""
    return np.random.default_rng(number).integers(-LOUDNESS, LOUDNESS, SAMPLE_RATE, dtype=np.int16)


@dataclass
class Found:
    """What the recording holds of the signal."""

    seconds: int = 0
    captured: int = 0
    dropped: int = 0
    inserted: int = 0
    unclear: int = 0

    @property
    def expected(self) -> int:
        """Samples of the signal between the first and the last second that were heard."""
        return self.seconds * SAMPLE_RATE


def place(sound: NDArray[np.float64], number: int, around: int, reach: int) -> tuple[int, float]:
    """Where second `number` begins in `sound` (in samples), and how much like it that place is (1: the same)."""
    start = max(0, around - reach)
    long = sound[start : around + reach + SAMPLE_RATE]
    short = noise(number).astype(np.float64)
    if long.size < short.size:
        return -1, 0.0
    size = 1 << (long.size + short.size - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size)), size)
    product = product[: long.size - short.size + 1]
    at = int(np.argmax(product))
    energy = float(np.sqrt(np.sum(long[at : at + short.size] ** 2) * np.sum(short**2)))
    return start + at, float(product[at]) / energy if energy else 0.0


def compare(reader: AudioReader, played: int) -> Found:
    """Look for every second of the signal in the recording, minute by minute of it."""
    found, shift, first = Found(), None, -1
    for number in range(played):
        around = number * SAMPLE_RATE + (shift or 0)
        reach = REACH if shift is not None else 10 * SAMPLE_RATE
        start = max(0.0, (around - reach) / SAMPLE_RATE)
        base = round(start * SAMPLE_RATE)
        pcm = reader.read(start, (around + reach + SAMPLE_RATE) / SAMPLE_RATE)
        sound = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
        at, likeness = place(sound, number, around - base, reach)
        if likeness < 0.5:
            found.unclear += first >= 0
            continue
        at += base
        if first < 0:
            first = number
        elif shift is not None:
            moved = at - number * SAMPLE_RATE - shift
            found.dropped += max(0, -moved)
            found.inserted += max(0, moved)
        shift = at - number * SAMPLE_RATE
        found.seconds = number - first + 1
        found.captured = found.expected - found.dropped + found.inserted
    return found


def play(room: AudioServer, minutes: float, over: threading.Event) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Play the signal until `over`; the list holds how many seconds were handed to the player."""
    player = subprocess.Popen(
        ["pacat", "--raw", "--format=s16le", f"--rate={SAMPLE_RATE}", "--channels=1", f"--device={SINK}",
         "--latency-msec=4000"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    handed = [0]

    def feed() -> None:
        assert player.stdin is not None
        with player.stdin as pipe:
            while not over.is_set() and handed[0] < minutes * 60:
                pipe.write(noise(handed[0]).tobytes())
                handed[0] += 1

    threading.Thread(target=feed, daemon=True).start()
    return player, handed


def busy(gentle: bool) -> None:
    """Keep a core busy."""
    if gentle:
        os.nice(19)
    while True:
        sum(range(100_000))


def as_an_ordinary_user() -> None:
    """Give up the right to raise priorities, for this process's children too."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_CAPBSET_DROP, CAP_SYS_NICE, 0, 0, 0)


def record(folder: Path, key: bytes, minutes: float) -> tuple[RecorderStatus, int, float]:
    """Record the signal; the final status, seconds played, and seconds it took."""
    over = threading.Event()
    with AudioServer() as room:
        recorder = Recorder.start(folder / "a.db", key, MicrophoneSource())
        began = time.monotonic()
        player, handed = play(room, minutes, over)
        last_word = began
        while player.poll() is None and (status := recorder.status()).state is RecordingState.RECORDING:
            time.sleep(0.5)
            if time.monotonic() - last_word > 300:
                last_word = time.monotonic()
                print(f"  {status.captured / 60:.1f} min, {len(status.gaps)} gaps, {status.overflows} overflows, "
                      f"load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
        time.sleep(1)
        final, took = recorder.stop(), time.monotonic() - began
        over.set()
        player.kill()
        player.wait()
    return final, handed[0], took


def main() -> int:
    """Record, compare, print. Returns 1 if any sample was dropped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=180.0)
    parser.add_argument("--raised", action="store_true", help="let the recorder raise its priority where it may")
    parser.add_argument("--busy", type=int, default=os.cpu_count() or 1, help="processes that keep the cores busy")
    parser.add_argument("--gentle", action="store_true", help="they yield to other work: the computer can be used")
    wanted = parser.parse_args()
    if not wanted.raised:
        as_an_ordinary_user()
    key = os.urandom(32)
    context = multiprocessing.get_context("spawn")
    loads = [context.Process(target=busy, args=(wanted.gentle,), daemon=True) for _ in range(wanted.busy)]
    with tempfile.TemporaryDirectory(prefix="long-") as folder:
        for each in loads:
            each.start()
        try:
            final, played, took = record(Path(folder), key, wanted.minutes)
        finally:
            for each in loads:
                each.kill()
        with AudioReader(Path(folder) / "a.db", key) as reader:
            problems = reader.verify()
            found = compare(reader, played)
    print(f"minutes recorded   {final.captured / 60:.2f} in {took / 60:.2f} min of the clock")
    print(f"samples expected   {found.expected} ({found.seconds} seconds of the signal found in order)")
    print(f"samples captured   {found.captured}")
    print(f"dropped            {found.dropped}")
    print(f"inserted           {found.inserted} (silence of a player that was too late)")
    print(f"seconds not clear  {found.unclear}")
    print(f"gaps               {[(g.kind.value, round(g.at, 2), round(g.length, 3)) for g in final.gaps]}")
    print(f"overflows          {final.overflows}; drift {final.drift:.0f} millionths; state {final.state.value}")
    gentle = " (gentle)" if wanted.gentle else ""
    print(f"check of the file  {problems or 'all is well'}; busy processes {wanted.busy}{gentle}; "
          f"priority {'raised where allowed' if wanted.raised else 'ordinary'}")  # fmt: skip
    return 1 if found.dropped or found.unclear or problems or final.gaps else 0


if __name__ == "__main__":
    sys.exit(main())
