"""The recorder: a process of its own that outlives the window.

Started as `python -m app.audio.recorder_process`; in a frozen program as `sotto recorder-process`
(`app.__main__` must hand that word to `main` here before it does anything else; see
`app.audio.recorder.command`). Its orders come as one line of JSON on standard input, never as
arguments, which other users of the computer can read.

It holds the key of one recording and nothing else of the vault, can open no network socket, and sees of the disk what
`app.audio.sight` names. It
ignores the signals that end the window (hang-up, Ctrl-C), and closes the recording properly when the
system asks it to end, or when nobody has asked it anything for `Orders.patience` seconds from the
start: then the window died before it could follow it. With `Orders.unfollowed` it ends whenever its window is gone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from app.audio import clock
from app.audio.capture import Before, Capture
from app.audio.control import ControlServer, make_place
from app.audio.inputs import FileInput, SoundInput
from app.audio.microphone import THREADS, MicrophoneInput, hanging
from app.audio.priority import raise_priority
from app.audio.protocol import Act, MicrophoneOrder, NoAnswer, Orders, Ready, Request, decode, encode
from app.audio.sight import confine
from app.audio.storing import Storing
from app.audio.tone import AlarmRhythm, alarm_player
from app.audio.wakefulness import Wakefulness
from app.domain.errors import NoPlaybackDevice, SottoError
from app.domain.session import Alarm, Gap, GapKind, RecorderStatus, RecordingState
from app.network import gate
from app.offline import go_offline
from app.sandbox import SandboxFailed
from app.store.audio_store import AudioReader, AudioWriter
from app.store.ballast import Ballast

UNWATCHED = 5.0
"""Seconds without a question after which no window follows the recording."""
LINGER = 12 * 3600.0
"""Seconds for which the final status can still be asked for when nobody has."""


def main() -> int:
    """Record as ordered until stopped. Returns the exit status, or ends the process itself."""
    status = _serve()
    if hanging():
        # All is stored and closed. The usual way out would wait for a dead device for ever.
        os._exit(status)
    return status


def _serve() -> int:
    go_offline()
    gate.install()
    _ignore_the_windows_signals()
    with open(0, "rb", closefd=False) as standard_input:
        try:
            orders = decode(standard_input.readline(), Orders)
        except NoAnswer:
            return 2
    try:
        # Before any thread, and before anything is opened.
        place = make_place(orders.address) if sys.platform != "win32" else None
        held = confine(orders)
    except SottoError as error:
        _tell(Ready(error=error.code, detail=error.detail))
        return 1
    except SandboxFailed:
        return 3
    if isinstance(orders.source, MicrophoneOrder):
        raise_priority()
    reception = _Reception()
    try:
        # It listens before the recording is there: what is there can be asked for.
        server = ControlServer(orders.address, bytes.fromhex(orders.authkey), reception.answer, place)
    except SottoError as error:
        _tell(Ready(error=error.code, detail=error.detail))
        return 1
    try:
        try:
            capture = _prepare(orders)
        except SottoError as error:
            reception.refuse(error)
            _tell(Ready(error=error.code, detail=error.detail))
            return 1
        capture.tell(sandboxed=held.seccomp, confined=held.landlock > 0)
        reception.admit(capture)
        _record(capture, server, orders)
    finally:
        server.close()
    return 0


def _record(capture: Capture, server: ControlServer, orders: Orders) -> None:
    asked_to_end = False

    def end(number: int, frame: object) -> None:
        nonlocal asked_to_end
        asked_to_end = True
        capture.stop_soon()
        server.dismiss()

    def watch() -> None:
        if not server.met_somebody(orders.patience):
            # A microphone that nobody can turn off must not stay on.
            end(signal.SIGTERM, None)

    signal.signal(signal.SIGTERM, end)
    threading.Thread(target=watch, name="watchdog", daemon=True).start()
    over = threading.Event()

    def follow() -> None:
        while not over.wait(0.5):
            if server.quiet_for > orders.unfollowed:
                end(signal.SIGTERM, None)
                return

    if orders.unfollowed:
        threading.Thread(target=follow, name="followed", daemon=True).start()
    threading.Thread(target=_stay_awake, args=(capture, over), name="wakefulness", daemon=True).start()
    if orders.alarm_sound:
        alarms = (capture, server, over)
        threading.Thread(target=_sound_alarms, args=alarms, name=f"{THREADS} alarm", daemon=True).start()
    try:
        # Whoever reads this may be gone. The address is known beforehand; the watchdog sees to the rest.
        _tell(Ready())
        capture.run()
    finally:
        over.set()
    if not asked_to_end:
        server.wait_until_stop_was_told(LINGER)


def _stay_awake(capture: Capture, over: threading.Event) -> None:
    """In a thread of its own: the system may take its time to answer, and sound does not wait."""
    wakefulness = Wakefulness()
    capture.tell(kept_awake=wakefulness.hold())
    over.wait()
    wakefulness.release()


def _sound_alarms(capture: Capture, server: ControlServer, over: threading.Event) -> None:
    """While no window follows, because the vault is locked or the window died, nobody else would tell."""
    rhythm, player = AlarmRhythm(), alarm_player()
    while not over.wait(1.0):
        alarm = capture.status().alarm if server.quiet_for > UNWATCHED else Alarm.NONE
        if rhythm.due(alarm, clock.awake()):
            with contextlib.suppress(NoPlaybackDevice):  # no loudspeaker: the screen tells after unlocking
                player.play(0.0)


class _Reception:
    """Answers until there is a capture to answer: how it stands; everything else waits."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._capture: Capture | None = None
        self._error: SottoError | None = None

    def admit(self, capture: Capture) -> None:
        """From now on `capture` answers."""
        self._capture = capture
        self._ready.set()

    def refuse(self, error: SottoError) -> None:
        """There will be no capture."""
        self._error = error
        self._ready.set()

    def answer(self, request: Request) -> RecorderStatus:
        """Raises what kept the recording from beginning, and what `Capture.ask` raises."""
        if request.act is Act.STATUS and not self._ready.is_set():
            return RecorderStatus(RecordingState.STARTING)
        self._ready.wait()
        if self._capture is None:
            raise self._error or SottoError()
        return self._capture.ask(request)


def _prepare(orders: Orders) -> Capture:
    """Open the source, then the recording, so that a refused source leaves nothing behind."""
    sound = _open_source(orders)
    try:
        path = Path(orders.audio)
        writer, before = _open_recording(path, bytes.fromhex(orders.key), sound)
        ballast = Ballast(Path(orders.ballast)) if orders.ballast else None
        return Capture(sound, Storing(writer, path.parent, ballast, live=sound.live), before)
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
        duration, last, device = reader.duration, reader.last_written_at, reader.device
    writer = AudioWriter.resume(path, key)
    if last is not None:
        away = max(0.0, (datetime.now(UTC) - last).total_seconds())
        gaps.append(Gap(GapKind.INTERRUPTED, duration, away, sound.device if sound.device != device else ""))
        writer.add_gap(gaps[-1])
    return writer, Before(marks, tuple(gaps))


def _ignore_the_windows_signals() -> None:
    for name in ("SIGHUP", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def _tell(ready: Ready) -> None:
    """Write the one line, if there is still somebody to read it, then let the pipe go."""
    with contextlib.suppress(OSError):
        os.write(1, encode(ready) + b"\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
