"""Silero VAD over a stream: where somebody speaks, closed into segments by pauses.

The model is the one that faster-whisper ships (Silero VAD v6, MIT). It looks at frames of 512
samples (32 ms) and carries its state from frame to frame, so sound can come in pieces of any
length and the result does not depend on how it was cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnxruntime
from faster_whisper.vad import get_vad_model

from app.domain.transcript import SAMPLE_RATE
from app.engines.sound import FloatArray

FRAME = 512
CONTEXT = 64


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """When a stretch of voice begins and ends. Times in seconds, thresholds are probabilities."""

    start_threshold: float = 0.5
    end_threshold: float = 0.35
    closing_pause: float = 0.8
    padding: float = 0.4
    longest: float = 28.0
    shortest: float = 0.1


@dataclass(frozen=True, slots=True)
class VoicedStretch:
    """Samples of one voiced stretch; `start` in seconds from the start of the stream."""

    start: float
    samples: FloatArray


class SileroFrames:
    """Speech probability of each frame of a stream, the model's state carried along."""

    def __init__(self) -> None:
        onnxruntime.disable_telemetry_events()  # on Windows its switch in the environment has no say
        self._session = get_vad_model().session
        self._h = np.zeros((1, 1, 128), dtype=np.float32)
        self._c = np.zeros((1, 1, 128), dtype=np.float32)
        self._context = np.zeros(CONTEXT, dtype=np.float32)

    def probabilities(self, samples: FloatArray) -> FloatArray:
        """One probability per frame; `samples` must be a whole number of frames long."""
        frames = samples.reshape(-1, FRAME)
        if not len(frames):
            return np.zeros(0, dtype=np.float32)
        before = np.concatenate([self._context[None, :], frames[:-1, -CONTEXT:]])
        inputs = np.concatenate([before, frames], axis=1)
        out, self._h, self._c = self._session.run(None, {"input": inputs, "h": self._h, "c": self._c})
        self._context = frames[-1, -CONTEXT:].copy()
        return np.asarray(out, dtype=np.float32).reshape(-1)


class SegmentCloser:
    """Feeds on sound, gives voiced stretches as their closing pause has passed.

    `offset` is the time in seconds at which the stream starts in the recording.
    """

    def __init__(self, settings: VoiceSettings | None = None, offset: float = 0.0) -> None:
        self._settings = settings or VoiceSettings()
        self._frames = SileroFrames()
        self._rest: FloatArray = np.zeros(0, dtype=np.float32)
        self._kept: FloatArray = np.zeros(0, dtype=np.float32)
        self._kept_from = 0  # stream sample at which _kept starts
        self._frame = 0  # frames judged so far
        self._speech_from: int | None = None  # stream sample of the first voiced frame
        self._quiet_from: int | None = None  # stream sample at which the present quiet began
        self._last_dip = 0  # end of the last short quiet inside the stretch: where to cut if it grows too long
        self._closed_to = 0  # stream sample up to which stretches were given out
        self._offset = offset

    @property
    def pending_from(self) -> float:
        """Recording time from which sound is still needed: everything before has been given out."""
        start = self._speech_from if self._speech_from is not None else self._frame * FRAME
        padded = start - int(self._settings.padding * SAMPLE_RATE)
        return self._offset + max(self._closed_to, padded, 0) / SAMPLE_RATE

    def feed(self, samples: FloatArray) -> list[VoicedStretch]:
        """Take the next samples; returns the stretches that closed in them."""
        self._kept = np.concatenate([self._kept, samples])
        joined = np.concatenate([self._rest, samples])
        whole = len(joined) - len(joined) % FRAME
        self._rest = joined[whole:]
        closed: list[VoicedStretch] = []
        for probability in self._frames.probabilities(joined[:whole]):
            stretch = self._step(float(probability))
            if stretch is not None:
                closed.append(stretch)
        self._forget()
        return closed

    def finish(self) -> list[VoicedStretch]:
        """The stream has ended: the last words, if a stretch is still open."""
        if len(self._rest):
            missing = FRAME - len(self._rest)
            closed = self.feed(np.zeros(missing, dtype=np.float32))
        else:
            closed = []
        if self._speech_from is not None:
            end = self._quiet_from if self._quiet_from is not None else self._frame * FRAME
            last = self._close(end)
            if last is not None:
                closed.append(last)
        return closed

    def _step(self, probability: float) -> VoicedStretch | None:
        settings, at = self._settings, self._frame * FRAME
        self._frame += 1
        if self._speech_from is None:
            if probability >= settings.start_threshold:
                self._speech_from, self._quiet_from, self._last_dip = at, None, 0
            return None
        if probability >= settings.start_threshold:
            if self._quiet_from is not None and at - self._quiet_from >= SAMPLE_RATE // 10:
                self._last_dip = (self._quiet_from + at) // 2
            self._quiet_from = None
        elif probability < settings.end_threshold and self._quiet_from is None:
            self._quiet_from = at
        if self._quiet_from is not None and at - self._quiet_from >= settings.closing_pause * SAMPLE_RATE:
            return self._close(self._quiet_from)
        if at - self._speech_from >= (settings.longest - 2 * settings.padding) * SAMPLE_RATE:
            return self._cut(at)
        return None

    def _cut(self, at: int) -> VoicedStretch | None:
        """The stretch has reached its longest length: cut in its last short quiet, else here."""
        cut = self._last_dip if self._last_dip > (self._speech_from or 0) else at
        quiet = self._quiet_from
        stretch = self._close(cut, padding_after=0.0)
        self._speech_from, self._quiet_from, self._last_dip = cut, quiet, 0
        return stretch

    def _close(self, end: int, padding_after: float | None = None) -> VoicedStretch | None:
        assert self._speech_from is not None
        settings = self._settings
        start, self._speech_from, self._quiet_from = self._speech_from, None, None
        if end - start < settings.shortest * SAMPLE_RATE:
            return None
        after = settings.padding if padding_after is None else padding_after
        first = max(start - int(settings.padding * SAMPLE_RATE), self._closed_to, self._kept_from)
        last = min(end + int(after * SAMPLE_RATE), self._kept_from + len(self._kept))
        self._closed_to = last
        samples = self._kept[first - self._kept_from : last - self._kept_from].copy()
        return VoicedStretch(self._offset + first / SAMPLE_RATE, samples)

    def _forget(self) -> None:
        """Drop sound that no later stretch can reach."""
        start = self._speech_from if self._speech_from is not None else self._frame * FRAME
        needed = max(start - int(self._settings.padding * SAMPLE_RATE) - FRAME, self._kept_from)
        self._kept = self._kept[needed - self._kept_from :]
        self._kept_from = needed
