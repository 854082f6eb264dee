"""Silero VAD over a stream: where somebody speaks, closed into segments by pauses.

The model is the one that faster-whisper ships (Silero VAD v6, MIT). It looks at frames of 512
samples (32 ms) and carries its state from frame to frame, so sound can come in pieces of any
length and the result does not depend on how it was cut.

When a pause ends a stretch: one under 0.8 s never does, 3.6 s always do. In between the voice decides.
As soon as the pause is long enough, `endings.finality` says how finished the voice sounded (1.0: pitch
and level fell as at the end of a turn; 0.0: neither did), and the pause that is waited for slides with it
from 3.6 s down to 0.8 s, steeply: in doubt it is about a second. Somebody who stops in the middle of a
sentence is waited for; an answer that has ended is written down at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import onnxruntime
from faster_whisper.vad import get_vad_model

from app.domain.transcript import SAMPLE_RATE
from app.engines.endings import finality
from app.engines.sound import FloatArray

FRAME = 512
CONTEXT = 64
HOLDING = 3
"""How steeply the pause that is waited for falls with finality: 3.6 s, 1.15 s and 0.8 s at 0, one half and 1."""
DIP = SAMPLE_RATE // 10
"""Samples of quiet in which a stretch that has grown too long may be cut."""


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """When a stretch of voice begins and ends. Times in seconds, thresholds are probabilities.

    `late`, `early`: how much later than it began, or earlier than it ended, the model may notice a voice
    (measured: up to 0.16 s and 0.03 s). A pause looks that much longer or shorter than it was; both limits hold for
    the pause itself. `padding` is made longer to a whole number of frames: all borders lie on them, so that a
    stream that begins anew at one has the same frames as before.
    """

    start_threshold: float = 0.5
    end_threshold: float = 0.35
    shortest_pause: float = 0.8
    longest_pause: float = 3.6
    late: float = 0.16
    early: float = 0.1
    padding: float = 0.4
    longest: float = 28.0
    shortest: float = 0.1

    @property
    def padding_samples(self) -> int:
        """The padding before and after a voice."""
        return math.ceil(self.padding * SAMPLE_RATE / FRAME) * FRAME


@dataclass(frozen=True, slots=True)
class VoicedStretch:
    """Samples of one stretch of voice; `start` in seconds of the recording.

    `voiced`: how many seconds of it the model takes for voice, without padding and pauses.
    """

    start: float
    samples: FloatArray
    voiced: float

    @property
    def end(self) -> float:
        """Its end in seconds of the recording."""
        return self.start + len(self.samples) / SAMPLE_RATE


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
        self._wait = 0  # samples that the present quiet must last to end the stretch; 0 while that is not known
        self._last_dip = 0  # middle of the last short quiet inside the stretch: where to cut if it grows too long
        self._closed_to = 0  # stream sample up to which sound was given out
        self._voiced: list[int] = []  # stream samples of the open stretch's voiced frames
        self._offset = offset

    @property
    def pending_from(self) -> float:
        """Recording time from which sound is still needed: everything before has been given out."""
        start = self._speech_from if self._speech_from is not None else self._frame * FRAME
        padded = start - self._settings.padding_samples
        return self._offset + max(self._closed_to, padded, 0) / SAMPLE_RATE

    def feed(self, samples: FloatArray) -> list[VoicedStretch]:
        """Take the next samples; returns the stretches that closed in them."""
        self._kept = np.concatenate([self._kept, samples])
        joined = np.concatenate([self._rest, samples])
        whole = len(joined) - len(joined) % FRAME
        self._rest = joined[whole:]
        closed = self._judge(joined[:whole])
        self._forget()
        return closed

    def finish(self) -> list[VoicedStretch]:
        """The stream has ended: the last words, however short, if a stretch is still open."""
        closed: list[VoicedStretch] = []
        if len(self._rest):
            missing = np.zeros(FRAME - len(self._rest), dtype=np.float32)
            closed += self._judge(np.concatenate([self._rest, missing]))
            self._rest = self._rest[:0]
        if self._speech_from is not None:
            end = self._quiet_from if self._quiet_from is not None else self._frame * FRAME
            last = self._close(end, shortest=0.0)
            if last is not None:
                closed.append(last)
        return closed

    def _judge(self, frames: FloatArray) -> list[VoicedStretch]:
        found = (self._step(float(probability)) for probability in self._frames.probabilities(frames))
        return [stretch for stretch in found if stretch is not None]

    def _step(self, probability: float) -> VoicedStretch | None:
        settings, at = self._settings, self._frame * FRAME
        self._frame += 1
        if probability >= settings.start_threshold:
            self._voiced.append(at)
            if self._speech_from is None:
                self._speech_from, self._quiet_from, self._last_dip = at, None, 0
                return None
            if self._quiet_from is not None and at - self._quiet_from >= DIP:
                self._last_dip = (self._quiet_from + at) // 2 // FRAME * FRAME
            self._quiet_from, self._wait = None, 0
        elif self._speech_from is None:
            return None
        elif probability < settings.end_threshold and self._quiet_from is None:
            self._quiet_from, self._wait = at, 0
        if self._quiet_from is not None and self._paused(at + FRAME):
            return self._close(self._quiet_from)
        if at + FRAME - self._speech_from > settings.longest * SAMPLE_RATE - 2 * settings.padding_samples - FRAME:
            return self._cut(at)
        return None

    def _paused(self, now: int) -> bool:
        """Whether the present quiet, which has lasted until `now`, ends the stretch."""
        settings = self._settings
        assert self._quiet_from is not None and self._speech_from is not None
        least = int((settings.shortest_pause + settings.late) * SAMPLE_RATE)
        if now - self._quiet_from < least:
            return False
        if not self._wait:
            voice = self._kept[self._speech_from - self._kept_from : self._quiet_from - self._kept_from]
            span = settings.longest_pause - settings.shortest_pause
            wanted = settings.shortest_pause + span * (1.0 - finality(voice)) ** HOLDING
            most = settings.longest_pause - settings.early
            self._wait = min(max(int(wanted * SAMPLE_RATE), least), int(most * SAMPLE_RATE))
        return now - self._quiet_from >= self._wait

    def _cut(self, at: int) -> VoicedStretch | None:
        """The stretch has reached its longest length: cut in the last short quiet, else here."""
        assert self._speech_from is not None
        if self._quiet_from is not None and at - self._quiet_from >= DIP:
            return self._close(self._quiet_from)
        cut = self._last_dip if self._last_dip > self._speech_from else at
        quiet, voiced = self._quiet_from, [frame for frame in self._voiced if frame >= cut]
        stretch = self._close(cut, after=0)
        self._speech_from, self._quiet_from, self._last_dip, self._voiced = cut, quiet, 0, voiced
        return stretch

    def _close(self, end: int, after: int | None = None, shortest: float | None = None) -> VoicedStretch | None:
        assert self._speech_from is not None
        settings = self._settings
        start, self._speech_from, self._quiet_from, self._wait = self._speech_from, None, None, 0
        voiced = sum(frame < end for frame in self._voiced) * FRAME / SAMPLE_RATE
        self._voiced = []
        if end - start < (settings.shortest if shortest is None else shortest) * SAMPLE_RATE:
            return None
        first = max(start - settings.padding_samples, self._closed_to, self._kept_from)
        last = min(end + (settings.padding_samples if after is None else after), self._kept_from + len(self._kept))
        if last <= first:
            return None
        self._closed_to = last
        samples = self._kept[first - self._kept_from : last - self._kept_from].copy()
        return VoicedStretch(self._offset + first / SAMPLE_RATE, samples, voiced)

    def _forget(self) -> None:
        """Drop sound that no later stretch can reach."""
        start = self._speech_from if self._speech_from is not None else self._frame * FRAME
        needed = max(start - self._settings.padding_samples - FRAME, self._kept_from)
        self._kept = self._kept[needed - self._kept_from :]
        self._kept_from = needed
