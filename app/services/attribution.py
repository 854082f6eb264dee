"""Words and speakers brought together into turns.

Word times come from the recogniser, speaker times from diarization; both are off by some tenths of a second, so a word
at a boundary cannot be trusted alone. People change over at the ends of sentences: a sentence goes as a whole to the
voice that has most of it. Where times alone do not say whose words are, they are a `Piece`: the sound of it is compared
with the voices themselves, and where that is not clear either, the words and their turn are marked uncertain.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.domain.transcript import Segment, Speaker, SpeakerTurn, Transcript, Turn, Word

LONGEST_PAUSE = 3.6
"""Seconds without a word that always end a turn."""
SHORT_PAUSE = 0.8
"""Seconds without a word under which one person's turn always goes on."""
CLEAR_SHARE = 0.75
"""A sentence is certain when one voice has at least this share of its voiced time."""
SPLIT_SHARE = 0.6
"""Below this share, with long stretches of both, the sentence is cut where the voices change."""
LONG_OTHER = 1.5
"""Seconds of another voice within a sentence from which it is cut all the same: more than an "mm-hm"."""
JITTER = 0.25
"""Seconds by which the times of words and voices may miss each other."""
CLEAR_MARGIN = 0.15
"""By how much the cosine with one voice must exceed that with any other. Chosen on the demo's two voices only."""
CLEAR_LIKENESS = 0.4
"""The least cosine with the voice that it is said to be: a piece that is like nobody is mostly silence. Likewise."""
SHORTEST_PIECE, LONGEST_PIECE = 0.5, 4.0
"""Seconds of sound that a voice is told by: less says nothing, more only takes longer."""
ENDINGS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Piece:
    """Sound from `start` to `end` (seconds) of which it is not clear which of `candidates` (labels) speaks."""

    start: float
    end: float
    candidates: tuple[str, ...]


def doubtful_pieces(segments: Sequence[Segment], spoken: Sequence[SpeakerTurn], duration: float) -> list[Piece]:
    """What must be listened to again, in order, because times alone do not tell who spoke.

    Only pieces that a comparison can decide, so with at least two candidates. `build_transcript` with the same
    arguments knows them again.
    """
    parts = _parts(segments, _Voices(spoken))
    return list(dict.fromkeys(_piece(part, duration) for part in parts if len(part.candidates) > 1))


def build_transcript(
    segments: Sequence[Segment],
    spoken: Sequence[SpeakerTurn],
    duration: float,
    voices: Mapping[str, Sequence[float]] | None = None,
    heard: Mapping[Piece, Sequence[float]] | None = None,
) -> Transcript:
    """Turns in order, with the speakers in order of their first words; roles are not known yet.

    `voices` are the vectors of the labels in `spoken`, `heard` those of `doubtful_pieces`, of the same model. Without
    them doubtful words stay where their times put them, and are marked.
    """
    index = _Voices(spoken)
    turns: list[_Turn] = []
    for part in _parts(segments, index):
        label, words = part.label, part.words
        if part.candidates:
            told = _told_by_voice(part, duration, voices or {}, heard or {})
            label = told or label
            words = words if told else tuple(replace(word, uncertain=True) for word in words)
        last = turns[-1] if turns else None
        if last is not None and last.label == label and not _ends(last, words[0].start, index):
            last.words.extend(words)
        else:
            turns.append(_Turn(label, list(words)))
    labels = dict.fromkeys(turn.label for turn in turns)
    return Transcript(tuple(turn.done() for turn in turns), tuple(Speaker(label) for label in labels), duration)


@dataclass(slots=True)
class _Turn:
    """A turn that may still grow."""

    label: str
    words: list[Word]

    def done(self) -> Turn:
        text = " ".join(word.text for word in self.words)
        uncertain = any(word.uncertain for word in self.words)
        return Turn(self.label, self.words[0].start, self.words[-1].end, text, tuple(self.words), uncertain)


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of one sentence that go together. `candidates` are empty where it is clear that `label` speaks them."""

    words: tuple[Word, ...]
    label: str
    candidates: tuple[str, ...] = ()


class _Voices:
    """Diarization's turns, found by time; any order, and they may overlap."""

    def __init__(self, spoken: Iterable[SpeakerTurn]) -> None:
        self._turns = sorted(spoken, key=lambda turn: turn.start)
        self._starts = [turn.start for turn in self._turns]
        self._latest: list[SpeakerTurn] = []  # up to each turn, the one that ends last
        for turn in self._turns:
            before = self._latest[-1] if self._latest else turn
            self._latest.append(turn if turn.end >= before.end else before)
        self._ends = [turn.end for turn in self._latest]
        self.labels = tuple(dict.fromkeys(turn.label for turn in self._turns))

    def shares(self, start: float, end: float) -> dict[str, float]:
        """Seconds of each voice from `start` to `end`; voices without any are left out."""
        shares: dict[str, float] = {}
        for turn in self._turns[bisect_right(self._ends, start) : bisect_left(self._starts, end)]:
            overlap = min(end, turn.end) - max(start, turn.start)
            if overlap > 0:
                shares[turn.label] = shares.get(turn.label, 0.0) + overlap
        return shares

    def at(self, time: float) -> tuple[str, ...]:
        """Who speaks at `time`, the first to begin first; else whoever is nearest."""
        until = bisect_right(self._starts, time)
        there = [t.label for t in self._turns[bisect_right(self._ends, time) : until] if t.end > time]
        if there:
            return tuple(dict.fromkeys(there))
        near = [*self._latest[until - 1 : until], *self._turns[until : until + 1]]
        return (min(near, key=lambda t: max(t.start - time, time - t.end)).label,) if near else ()


def _parts(segments: Sequence[Segment], voices: _Voices) -> Iterator[_Part]:
    previous = voices.labels[0] if voices.labels else "S1"
    for segment in segments:
        for words in _sentences(segment.words):
            for part in _attributed(words, voices, previous):
                previous = part.label
                yield part


def _sentences(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    start = 0
    for i, word in enumerate(words):
        if word.text.endswith(ENDINGS):
            yield tuple(words[start : i + 1])
            start = i + 1
    if start < len(words):
        yield tuple(words[start:])


def _attributed(words: tuple[Word, ...], voices: _Voices, previous: str) -> Iterator[_Part]:
    """One sentence, as a whole where it can be."""
    start, end = words[0].start, words[-1].end
    shares = voices.shares(start, end)
    if not shares:  # voice activity heard somebody, diarization nobody
        near = voices.shares(start - SHORT_PAUSE, end + SHORT_PAUSE)
        yield _Part(words, _most(near, previous), voices.labels or (previous,))
        return
    label, total = _most(shares, previous), sum(shares.values())
    share, others = shares[label] / total, total - shares[label]
    if len(words) > 3 and (share < SPLIT_SHARE or others >= LONG_OTHER):
        yield from _cut(words, voices, label)
    elif share < CLEAR_SHARE or others > JITTER:
        yield from _mostly(words, voices, label, tuple(shares), unclear=share < CLEAR_SHARE)
    else:
        # A short sentence at a change of voices: would it be another's if the times were a little off?
        shifted = (voices.shares(start + by, end + by) for by in (-JITTER, JITTER))
        winners = (_most(each, label) for each in shifted)
        candidates = tuple(dict.fromkeys((label, *winners)))
        yield _Part(words, label, candidates if len(candidates) > 1 else ())


def _most(shares: Mapping[str, float], otherwise: str) -> str:
    """Who has most; of several equal ones `otherwise`, if it is among them."""
    return max(shares, key=lambda label: (shares[label], label == otherwise), default=otherwise)


def _mostly(
    words: tuple[Word, ...], voices: _Voices, label: str, everyone: tuple[str, ...], *, unclear: bool
) -> Iterator[_Part]:
    """A sentence of `label` with another voice in it: the words there are in doubt, or all where none stands out."""
    own = [voices.at(_middle(word)) for word in words]
    doubts = [() if label in there else (label, *there) for there in own]
    if unclear and not any(doubts):
        yield _Part(words, label, everyone)
        return
    for candidates, group in groupby(zip(words, doubts, strict=True), key=lambda pair: pair[1]):
        yield _Part(tuple(word for word, _ in group), label, candidates)


def _cut(words: tuple[Word, ...], voices: _Voices, first: str) -> Iterator[_Part]:
    """Cut a sentence that several people share where the voices change; the words next to a change are in doubt."""
    said: list[tuple[Word, str, tuple[str, ...]]] = []
    label = first
    for word in words:
        middle = _middle(word)
        there = voices.at(middle)
        label = label if label in there else there[0]
        around = dict.fromkeys((label, *there, *voices.at(middle - JITTER), *voices.at(middle + JITTER)))
        said.append((word, label, tuple(around) if len(around) > 1 else ()))
    for (label, candidates), group in groupby(said, key=lambda each: (each[1], each[2])):
        yield _Part(tuple(word for word, _, _ in group), label, candidates)


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2


def _piece(part: _Part, duration: float) -> Piece:
    """The sound to judge a part by: not shorter than a voice can be told by, and within the recording."""
    start, end = part.words[0].start, part.words[-1].end
    length = min(max(end - start, SHORTEST_PIECE), LONGEST_PIECE)
    start = max(min((start + end - length) / 2, duration - length), 0.0)
    return Piece(round(start, 3), round(min(start + length, duration), 3), part.candidates)


def _told_by_voice(
    part: _Part, duration: float, voices: Mapping[str, Sequence[float]], heard: Mapping[Piece, Sequence[float]]
) -> str | None:
    """The candidate whose voice it clearly is."""
    vector = heard.get(_piece(part, duration))
    if vector is None or len(part.candidates) < 2 or not all(label in voices for label in part.candidates):
        return None
    alike = sorted(((cosine(vector, voices[label]), label) for label in part.candidates), reverse=True)
    best, label = alike[0]
    return label if best >= CLEAR_LIKENESS and best - alike[1][0] >= CLEAR_MARGIN else None


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """How alike two voice vectors are, -1.0 to 1.0; 0.0 for one without a length. Raises ValueError for two lengths."""
    product = sum(a * b for a, b in zip(one, other, strict=True))
    lengths = math.sqrt(sum(a * a for a in one) * sum(b * b for b in other))
    return product / lengths if lengths else 0.0


def _ends(turn: _Turn, start: float, voices: _Voices) -> bool:
    """Whether a turn is over before the same person's next word at `start`.

    Between a short pause and a long one the voices decide: it is over where somebody else was heard meanwhile, though
    no word of theirs was understood.
    """
    pause = start - turn.words[-1].end
    if pause < SHORT_PAUSE or pause >= LONGEST_PAUSE:
        return pause >= LONGEST_PAUSE
    between = voices.shares(turn.words[-1].end, start)
    return any(seconds > JITTER for label, seconds in between.items() if label != turn.label)
