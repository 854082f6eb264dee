"""From a stream of sound to segments: what was said, what was unclear, and what was left out.

Voice activity closes stretches, the recogniser gives their words, and `skipped` finds what sounds
between them. Each second of the recording is in one segment at most, and they come in order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.domain.engines import SpeechRecogniser
from app.domain.transcript import SAMPLE_RATE, Doubt, Segment, Word
from app.engines.skipped import FRAME, QuietSound, Span
from app.engines.sound import FloatArray, samples_from
from app.engines.voice_activity import SegmentCloser, VoicedStretch

LONGEST = 28.0
"""Seconds of sound that a recogniser is given at once."""
LEAD_IN = 62 * FRAME / SAMPLE_RATE
"""Seconds (2.0, whole frames) before a quiet sound from which on it is listened to again after a restart: the model
of voice activity takes the first sounds that it ever hears for a voice too easily."""


class Listener:
    """Listens to one stream that begins at `offset` seconds of the recording.

    `hotwords`: most relevant first. `batch`: how many closed stretches are recognised at once; those that wait for
    others are not given out, and `pending_from` stays before them.
    """

    def __init__(
        self, recogniser: SpeechRecogniser, offset: float = 0.0, hotwords: Sequence[str] = (), batch: int = 1
    ) -> None:
        self._recogniser = recogniser
        self._offset = offset
        self._hotwords = list(hotwords)
        self._batch = max(batch, 1)
        self._closer = SegmentCloser(offset=offset)
        self._quiet = QuietSound()
        self._fed = 0  # samples
        self._closed: list[VoicedStretch | Segment] = []  # in order, not given out yet
        self._settled = offset  # the end of the last one that closed
        self._needed = offset  # what was last said to be pending: never moves back, not even by a rounding

    def listen(self, pcm: bytes, last: bool = False) -> tuple[list[Segment], float]:
        """Take the next sound (mono s16le PCM, 16 kHz); `last`: nothing follows.

        Returns the segments that are done, in order of their start: with words, with a doubt, or skipped; and the
        recording time from which sound is still needed. A new listener that is given the sound from there on gives
        every later segment, and none of the earlier ones.
        """
        samples = samples_from(pcm)
        self._fed += len(samples)
        self._quiet.feed(samples)
        stretches = self._closer.feed(samples)
        if last:
            stretches += self._closer.finish()
        for stretch in stretches:
            self._keep(self._quiet.settle(self._frame_at(stretch.start), last=True))
            self._quiet.pass_over(self._frame_at(stretch.end) + 1)
            self._closed.append(stretch)
            self._settled = stretch.end
        end = self._offset + self._fed / SAMPLE_RATE
        self._keep(self._quiet.settle(self._frame_at(end if last else self._closer.pending_from), last=last))
        done = self._give_out(last)
        self._needed = max(self._needed, end if last else self._pending())
        return done, self._needed

    def recognise(self, pcm: bytes, start: float) -> list[Segment]:
        """Words of a piece of sound that begins at `start`, wanted by the clinician: all of it is listened to.

        What the recogniser does not believe is given out all the same, with its probabilities.
        """
        found: list[Segment] = []
        samples, at = samples_from(pcm), 0
        for piece in _pieces(samples):
            for parts in self._recogniser.recognise([piece], self._hotwords, wanted=True):
                found += [moved(part, start + at / SAMPLE_RATE) for part in parts]
            at += len(piece)
        return found

    def _frame_at(self, time: float) -> int:
        return int(round((time - self._offset) * SAMPLE_RATE) // FRAME)

    def _keep(self, spans: Sequence[Span]) -> None:
        for first, last in spans:
            start = max(self._offset + first * FRAME / SAMPLE_RATE, self._settled)
            end = self._offset + last * FRAME / SAMPLE_RATE
            self._closed.append(Segment(start, end, (), Doubt.SKIPPED))
            self._settled = end

    def _pending(self) -> float:
        if self._closed:
            return self._closed[0].start
        waiting, pending = self._quiet.waiting_from, self._closer.pending_from
        if waiting is not None:
            pending = min(pending, self._offset + waiting * FRAME / SAMPLE_RATE - LEAD_IN)
        return max(pending, self._settled)

    def _give_out(self, last: bool) -> list[Segment]:
        """What is done, up to the first stretch that waits for others to be recognised with."""
        done: list[Segment] = []
        while self._closed:
            group: list[VoicedStretch] = []
            count = 0
            for item in self._closed:
                if isinstance(item, VoicedStretch) and len(group) == self._batch:
                    break
                count += 1
                if isinstance(item, VoicedStretch):
                    group.append(item)
            if 0 < len(group) < self._batch and not last:
                first = next(n for n, item in enumerate(self._closed) if isinstance(item, VoicedStretch))
                done += [item for item in self._closed[:first] if isinstance(item, Segment)]
                del self._closed[:first]
                break
            done += self._recognised(self._closed[:count], group)
            del self._closed[:count]
        return done

    def _recognised(self, items: Sequence[VoicedStretch | Segment], group: Sequence[VoicedStretch]) -> list[Segment]:
        samples, voiced = [stretch.samples for stretch in group], [stretch.voiced for stretch in group]
        heard = iter(self._recogniser.recognise(samples, self._hotwords, voiced=voiced) if group else [])
        done: list[Segment] = []
        for item in items:
            done += [item] if isinstance(item, Segment) else [moved(part, item.start) for part in next(heard)]
        return done


def moved(segment: Segment, by: float) -> Segment:
    """A segment `by` seconds later."""
    words = tuple(Word(w.text, w.start + by, w.end + by, w.probability, w.uncertain) for w in segment.words)
    return Segment(segment.start + by, segment.end + by, words, segment.doubt)


def _pieces(samples: FloatArray) -> list[FloatArray]:
    """Pieces of at most 28 s, cut where the last five seconds of each are quietest."""
    pieces: list[FloatArray] = []
    most, window = int(LONGEST * SAMPLE_RATE), SAMPLE_RATE // 10
    while len(samples) > most:
        tail = samples[most - 5 * SAMPLE_RATE : most]
        powers = np.mean(np.square(tail.reshape(-1, window)), axis=1)
        cut = most - 5 * SAMPLE_RATE + int(np.argmin(powers)) * window + window // 2
        pieces.append(samples[:cut])
        samples = samples[cut:]
    return [*pieces, samples] if len(samples) else pieces
