"""The one place that touches sounddevice, and through it PortAudio.

PortAudio lists the devices once, when it is initialised: whoever wants to see a microphone that was
plugged in later must end and start it again (`rescan`), which closes every open stream. It is
therefore done only while none is open. Loading is lazy: the import itself initialises PortAudio.

On Linux, PortAudio and ALSA write what they try and fail to open straight to the process's standard
error; `quiet` keeps that away from a user's terminal. What matters comes back as an exception.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

LATENCY = 0.2
"""Seconds of buffer asked of the system. With `blocksize=0` this cured published overflows."""

_lock = threading.RLock()
_open_streams: set[int] = set()


class PortAudioMissing(Exception):
    """The PortAudio library is not installed on this computer."""


class StreamRefused(Exception):
    """A stream could not be opened or started."""


class InputCallback(Protocol):
    """What PortAudio calls with captured sound: buffer, frames, times, flags."""

    def __call__(self, data: Any, frames: int, times: Any, flags: Any) -> None: ...


class OutputCallback(Protocol):
    """What PortAudio calls to be given sound: buffer to fill, frames, times, flags."""

    def __call__(self, data: Any, frames: int, times: Any, flags: Any) -> None: ...


@contextmanager
def quiet() -> Iterator[None]:
    """Send what the C libraries write to standard error to nowhere for a moment."""
    with _lock:
        try:
            saved = os.dup(2)
        except OSError:  # a windowed program without standard error: nothing to protect
            yield
            return
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 2)
            os.close(nowhere)
            yield
        finally:
            os.dup2(saved, 2)
            os.close(saved)


def library() -> Any:
    """The sounddevice module, loaded (and PortAudio started) at the first call.

    Raises PortAudioMissing.
    """
    with _lock:
        try:
            import sounddevice  # noqa: PLC0415  (the import starts PortAudio)
        except OSError as error:
            raise PortAudioMissing from error
        return sounddevice


def rescan() -> bool:
    """Look for devices again. Returns False, and changes nothing, while a stream is open.

    sounddevice offers no public way: https://github.com/spatialaudio/python-sounddevice/issues/16
    Raises PortAudioMissing.
    """
    with _lock, quiet():
        sounddevice = library()
        if _open_streams:
            return False
        sounddevice._terminate()
        sounddevice._initialize()
        return True


def devices() -> list[dict[str, Any]]:
    """What PortAudio knows of each device, in its order; empty where there is none.

    Keys as in `sounddevice.query_devices`, and `hostapi_name`. Raises PortAudioMissing.
    """
    with _lock, quiet():
        sounddevice = library()
        apis = sounddevice.query_hostapis()
        return [{**device, "hostapi_name": apis[device["hostapi"]]["name"]} for device in sounddevice.query_devices()]


def default_index(kind: str) -> int | None:
    """The index of the system's default device for "input" or "output", None where there is none.

    Raises PortAudioMissing.
    """
    with _lock, quiet():
        sounddevice = library()
        index = int(sounddevice.default.device[kind])
        if index < 0:
            # "Not chosen by the program": ask each of the system's sound interfaces in turn.
            for api in sounddevice.query_hostapis():
                index = int(api[f"default_{kind}_device"])
                if index >= 0:
                    break
        return index if index >= 0 else None


class Stream:
    """An open PortAudio stream of signed 16-bit samples, started when made.

    `channels` and `rate` are what was really opened. Closing twice is harmless.
    """

    def __init__(self, raw: Any, channels: int, rate: int) -> None:
        self._raw = raw
        self.channels = channels
        self.rate = rate
        _open_streams.add(id(self))

    @property
    def active(self) -> bool:
        """False once the stream has stopped by itself, for example because the device went away."""
        return not self._raw.closed and bool(self._raw.active)

    @property
    def latency(self) -> float:
        """Seconds between the microphone's membrane and the callback, as the system says."""
        return float(self._raw.latency)

    def close(self) -> None:
        """Stop and close at once; what the device still holds is dropped."""
        with _lock:
            if id(self) not in _open_streams:
                return
            _open_streams.discard(id(self))
        with quiet():
            self._raw.abort(ignore_errors=True)
            self._raw.close(ignore_errors=True)


def open_input(index: int, callback: InputCallback) -> Stream:
    """Open device `index` at its own rate, with as few channels as it takes, and start it.

    Raises StreamRefused, PortAudioMissing.
    """
    return _open("input", index, callback)


def open_output(index: int, callback: OutputCallback) -> Stream:
    """Open device `index` at its own rate, mono where it takes that, and start it.

    By callback rather than by blocking writes, which cannot be ended when a sound server stalls.
    Raises StreamRefused, PortAudioMissing.
    """
    return _open("output", index, callback)


def _open(kind: str, index: int, callback: Callable[..., None]) -> Stream:
    with _lock, quiet():
        sounddevice = library()
        maker = sounddevice.RawInputStream if kind == "input" else sounddevice.RawOutputStream
        refusal: Exception | None = None
        try:
            device = sounddevice.query_devices(index)
        except (sounddevice.PortAudioError, ValueError) as error:  # gone since it was listed
            raise StreamRefused from error
        rate, most = round(device["default_samplerate"]), int(device[f"max_{kind}_channels"])
        # Some devices refuse mono: then stereo, then all they have.
        for channels in dict.fromkeys(n for n in (1, 2, most) if 0 < n <= most):
            try:
                raw = maker(
                    device=index,
                    samplerate=rate,
                    channels=channels,
                    dtype="int16",
                    blocksize=0,
                    latency=LATENCY,
                    callback=callback,
                )
            except (sounddevice.PortAudioError, ValueError) as error:
                refusal = error
                continue
            try:
                raw.start()
            except sounddevice.PortAudioError as error:
                raw.close(ignore_errors=True)
                refusal = error
                continue
            return Stream(raw, channels, rate)
        raise StreamRefused from refusal
