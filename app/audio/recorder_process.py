"""The recorder: a process of its own that outlives the window.

Started as `python -m app.audio.recorder_process`; in a frozen program as `sotto recorder-process`
(`app.__main__` must hand that word to `main` here before it does anything else; see
`app.audio.recorder.command`). Its orders come as one line of JSON on standard input, never as
arguments, which other users of the computer can read.

It holds the key of one recording and nothing else of the vault. It ignores the signals that end the
window (hang-up, Ctrl-C), and closes the recording properly when the system asks it to end.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.audio.capture import Before, Capture
from app.audio.control import ControlServer
from app.audio.inputs import FileInput, MicrophoneInput, SoundInput
from app.audio.protocol import MicrophoneOrder, NoAnswer, Orders, Ready, decode, encode
from app.domain.errors import SottoError
from app.domain.session import Gap, GapKind
from app.offline import go_offline
from app.store.audio_store import AudioReader, AudioWriter

LINGER = 600.0
"""Seconds for which the final status can still be asked for when nobody has."""


def main() -> int:
    """Record as ordered until stopped. Returns the exit status."""
    go_offline()
    _ignore_the_windows_signals()
    with open(0, "rb", closefd=False) as standard_input:
        try:
            orders = decode(standard_input.readline(), Orders)
        except NoAnswer:
            return 2
    try:
        capture = _prepare(orders)
    except SottoError as error:
        _tell(Ready(error=error.code, detail=error.detail))
        return 1
    server = ControlServer(bytes.fromhex(orders.authkey), capture.ask)
    asked_to_end = False

    def end(number: int, frame: object) -> None:
        nonlocal asked_to_end
        asked_to_end = True
        capture.stop_soon()
        server.dismiss()

    signal.signal(signal.SIGTERM, end)
    try:
        if not _tell(Ready(server.address)):
            # Nobody knows the address: a microphone that nobody can turn off must not stay on.
            end(signal.SIGTERM, None)
        capture.run()
        if not asked_to_end:
            server.wait_until_stop_was_told(LINGER)
    finally:
        server.close()
    return 0


def _prepare(orders: Orders) -> Capture:
    """Open the source, then the recording, so that a refused source leaves nothing behind."""
    sound = _open_source(orders)
    try:
        writer, before = _open_recording(Path(orders.audio), bytes.fromhex(orders.key), sound)
        return Capture(sound, writer, before)
    except BaseException:
        sound.close()
        raise


def _open_source(orders: Orders) -> SoundInput:
    if isinstance(orders.source, MicrophoneOrder):
        return MicrophoneInput(orders.source.id)
    return FileInput(Path(orders.source.path), orders.source.speed)


def _open_recording(path: Path, key: bytes, sound: SoundInput) -> tuple[AudioWriter, Before]:
    """A new recording, or one that was interrupted, with the gap since then."""
    if not path.exists():
        return AudioWriter.create(path, key, device=sound.device, device_rate=sound.device_rate), Before()
    with AudioReader(path, key) as reader:
        gaps, marks = reader.gaps(), tuple(mark.at for mark in reader.marks())
        duration, last = reader.duration, reader.last_written_at
    writer = AudioWriter.resume(path, key)
    if last is not None:
        away = max(0.0, (datetime.now(UTC) - last).total_seconds())
        gaps.append(Gap(GapKind.INTERRUPTED, duration, away))
        writer.add_gap(gaps[-1])
    return writer, Before(marks, tuple(gaps))


def _ignore_the_windows_signals() -> None:
    for name in ("SIGHUP", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def _tell(ready: Ready) -> bool:
    """Write the one line, then let the pipe go. False if nobody is there to read it any more."""
    try:
        os.write(1, encode(ready) + b"\n")
    except BrokenPipeError:
        return False
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return True


if __name__ == "__main__":
    sys.exit(main())
