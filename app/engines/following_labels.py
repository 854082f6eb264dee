"""Labels of voices while they speak: S1 stays S1.

Each window tells a few voices apart, in no particular order. Here they are matched with the voices known
so far: by the likeness of their vectors (cosine with a running mean), and by speaking at the same
moments as a voice that the window before was sure of. Two voices of one window never get the same label.
Who is unlike everybody known and speaks long enough alone gets the next label. Frames are settled when no
coming window reaches them; labels of settled speech never change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from app.domain.transcript import SpeakerTurn
from app.engines.sound import FloatArray

IntArray = npt.NDArray[np.int64]
LONG_ENOUGH = 0.2
"""Of a window, alone: the library's own measure of a voice vector that may be clustered."""
CONTINUED = 0.5
"""What speaking at the very same moments is worth, in cosines."""
TRIAL = 0.3
MOST_LABELS = 20
"""More voices than that are no session; the nearest label is taken instead."""


@dataclass(frozen=True)
class Grid:
    """Where frames lie: `step` seconds apart, their middle `middle` seconds after their start; windows `hop` apart."""

    step: float
    middle: float
    hop: float

    def frame(self, window: int) -> int:
        """The first frame of a window, in frames of the recording."""
        return round(window * self.hop / self.step)

    def seconds(self, frame: int) -> float:
        """The middle of a frame of the recording: where the library lets turns begin and end."""
        return frame * self.step + self.middle


class Labels:
    """Who speaks when, window by window. `unlike`: a cosine below which two vectors are two voices.

    A voice unlike all others is on trial until as many windows as `TRIAL` of a window's length holds have
    heard it, one after the other: a window that takes two people for one comes alone, and must not
    become a third person. Who fails is given to the nearest voice.
    """

    def __init__(self, grid: Grid, unlike: float) -> None:
        self._grid, self._unlike = grid, unlike
        # By voice, those on trial included: which it is, its label's number (0: on trial), windows that heard it,
        # the sum of its unit vectors by clean seconds.
        self._ids: list[int] = []
        self._numbers: list[int] = []
        self._heard: list[int] = []
        self._sums = np.zeros((0, 0), np.float64)
        self._before: npt.NDArray[np.bool_] = np.zeros((0, 0), bool)  # frames × voices the window before was sure of
        self._votes = np.zeros((0, 0), np.float64)  # frames not settled yet × voices
        self._counted = np.zeros((0, 2), np.float64)  # of them: voices heard, windows that heard
        self._windows = self._settled = self._born = self._given = 0
        self.groups: list[IntArray] = []
        self.turns: list[SpeakerTurn] = []

    def add(self, active: FloatArray, embeddings: FloatArray) -> list[SpeakerTurn]:
        """The next window: 0.0 and 1.0 as (frames, speakers), and (speakers, dimension). Gives what it settles."""
        clean = (active * (active.sum(axis=1, keepdims=True) == 1)).sum(axis=0)
        heard = np.flatnonzero(active.sum(axis=0) > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            vectors = embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)
        sure = (clean >= LONG_ENOUGH * len(active)) & np.isfinite(vectors).all(axis=1)
        voice = np.full(active.shape[1], -1, np.int64)
        voice[heard] = self._match(active[:, heard], vectors[heard], sure[heard])
        self._vote(active, voice)
        self._before = np.zeros((len(active), len(self._ids)), bool)
        sure &= self._alike(vectors, voice)  # what continues a voice but sounds otherwise is two people in one
        for speaker in np.flatnonzero(sure):
            self._sums[voice[speaker]] += clean[speaker] * self._grid.step * vectors[speaker]
            self._before[:, voice[speaker]] = active[:, speaker] > 0
            self._heard[voice[speaker]] += 1
        self.groups.append(np.array([self._ids[v] if v >= 0 else -1 for v in voice], np.int64))
        self._judge(set(voice[sure].tolist()), round(TRIAL * len(active) * self._grid.step / self._grid.hop))
        self._windows += 1
        # A window later than could be: until then everybody on trial in it has been judged.
        return self._settle(self._grid.frame(self._windows - 1))

    def finish(self, end: float) -> list[SpeakerTurn]:
        """No window follows; the sound ends at `end` seconds. Gives the turns not given yet."""
        self._judge(set(), 0)
        return self._settle(int(min(self._settled + len(self._votes), max(self._settled, end / self._grid.step))))

    def _match(self, active: FloatArray, vectors: FloatArray, sure: npt.NDArray[np.bool_]) -> IntArray:
        """A voice for each of a window's speakers; new ones for those unlike all others."""
        count, known = active.shape[1], len(self._ids)
        found = np.full(count, -1, np.int64)
        if count == 0:
            return found
        worth = np.zeros((count, known + count))
        if known:
            worth[:, :known] = self._likeness(vectors) + CONTINUED * self._together(active)
        # A column for each speaker that could be new. Those not long enough alone rather stay without a voice
        # than push another out of theirs.
        fresh = np.where(sure & (self._given < MOST_LABELS), self._unlike, 0.0)
        worth[:, known:] = np.where(np.eye(count, dtype=bool), fresh[:, None], -9.0)
        for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
            if column < known:
                found[row] = column
            elif fresh[row] > 0.0:
                found[row] = self._new(vectors.shape[1])
        return found

    def _likeness(self, vectors: FloatArray) -> npt.NDArray[np.float64]:
        """Cosines (vectors, voices); 0.0 where there is no vector."""
        means = self._sums / np.linalg.norm(self._sums, axis=1, keepdims=True)
        return np.where(np.isfinite(vectors).all(axis=1, keepdims=True), np.nan_to_num(vectors) @ means.T, 0.0)

    def _alike(self, vectors: FloatArray, voice: IntArray) -> npt.NDArray[np.bool_]:
        """Whether each speaker is like the voice it was taken for, or the first to be it."""
        if not self._ids:
            return voice >= 0
        new = np.array(self._heard)[voice] == 0
        with np.errstate(invalid="ignore"):
            likeness = self._likeness(vectors)[np.arange(len(voice)), voice]
        return np.asarray((voice >= 0) & (new | (likeness >= self._unlike)))

    def _new(self, dimension: int) -> int:
        self._ids.append(self._born)
        self._numbers.append(0)
        self._heard.append(0)
        self._born += 1
        self._sums = np.vstack([self._sums.reshape(-1, dimension), np.zeros((1, dimension))])
        self._votes = np.pad(self._votes, ((0, 0), (0, 1)))
        return len(self._ids) - 1

    def _judge(self, heard: set[int], needed: int) -> None:
        """Give a label to those on trial who were heard often enough, and dismiss those not heard any more."""
        first = self._given == 0
        order = sorted(range(len(self._ids)), key=lambda v: int(np.argmax(self._votes[:, v] > 0)))  # who spoke first
        for voice in order:
            if self._numbers[voice] == 0 and voice in heard and (first or self._heard[voice] >= max(2, needed)):
                self._given += 1
                self._numbers[voice] = self._given
        for voice in reversed(range(len(self._ids))):
            if self._numbers[voice] == 0 and voice not in heard:
                self._dismiss(voice)

    def _dismiss(self, voice: int) -> None:
        others = [v for v, number in enumerate(self._numbers) if number > 0]
        if others:
            likeness = self._likeness(self._sums[[voice]] / np.linalg.norm(self._sums[voice]))[0]
            self._votes[:, max(others, key=lambda v: float(likeness[v]))] += self._votes[:, voice]
        for per_voice in (self._ids, self._numbers, self._heard):
            del per_voice[voice]
        self._sums = np.delete(self._sums, voice, axis=0)
        self._votes = np.delete(self._votes, voice, axis=1)
        self._before = np.delete(self._before, voice, axis=1)

    def _together(self, active: FloatArray) -> FloatArray:
        """How much of the shared time each speaker speaks with each voice (Dice's coefficient)."""
        moved = self._grid.frame(self._windows) - self._grid.frame(self._windows - 1) if self._windows else 0
        shared = max(0, len(self._before) - moved)
        now, before = active[:shared] > 0, self._before[moved : moved + shared]
        both = now.T.astype(np.float64) @ before
        return np.asarray(2.0 * both / np.maximum(now.sum(axis=0)[:, None] + before.sum(axis=0)[None, :], 1))

    def _vote(self, active: FloatArray, voice: IntArray) -> None:
        first = self._grid.frame(self._windows) - self._settled
        missing = first + len(active) - len(self._votes)
        if missing > 0:
            self._votes = np.pad(self._votes, ((0, missing), (0, 0)))
            self._counted = np.pad(self._counted, ((0, missing), (0, 0)))
        here = slice(first, first + len(active))
        for speaker in np.flatnonzero(voice >= 0):
            self._votes[here, voice[speaker]] += active[:, speaker]
        self._counted[here] += np.stack([active.sum(axis=1), np.ones(len(active))], axis=1)

    def _settle(self, until: int) -> list[SpeakerTurn]:
        """Turns of the frames up to `until`: as many of the voices with most votes as windows heard on average.

        A turn that goes on is given in pieces that touch.
        """
        settled = max(0, until - self._settled)
        votes, counted = self._votes[:settled], self._counted[:settled]
        self._votes, self._counted = self._votes[settled:], self._counted[settled:]
        number = np.rint(counted[:, 0] / np.maximum(counted[:, 1], 1))
        place = np.argsort(np.argsort(-votes, axis=1, kind="stable"), axis=1, kind="stable")
        speaking = (votes > 0) & (place < number[:, None])
        given: list[SpeakerTurn] = []
        for voice in np.flatnonzero(self._numbers):
            edges = np.flatnonzero(np.diff(np.pad(speaking[:, voice].astype(np.int8), 1)))
            for first, last in zip(edges[::2], edges[1::2], strict=True):
                begin, end = self._settled + int(first), self._settled + int(last)
                label = f"S{self._numbers[voice]}"
                given.append(SpeakerTurn(self._grid.seconds(begin), self._grid.seconds(end), label))
        self._settled += settled
        given.sort(key=lambda turn: (turn.start, turn.end, turn.label))
        self.turns += given
        return given


def likeness_limit(clustering: object) -> float:
    """The cosine below which a vector belongs to a voice not known yet, from the pipeline's own threshold.

    The threshold is a distance of two centres, where noise is averaged away; a single vector lies
    farther off. Half as much again of its square kept one label a voice on the demo session, plain and
    in noise, at hops of 1 and 2 s (1.0 gave a third label in noise), and makes 0.46 of community-1's 0.6.
    """
    threshold = getattr(clustering, "threshold", None)
    if not isinstance(threshold, float):
        return 0.5
    if getattr(clustering, "method", "centroid") in {"centroid", "median", "ward"}:
        return max(0.4, 1.0 - 1.5 * threshold**2)
    return max(0.4, 1.0 - 1.5 * threshold)


def renamed(turns: Sequence[tuple[float, float, str]], known: Sequence[SpeakerTurn]) -> dict[str, str]:
    """For each name in `turns` (start, end, name) a label: that of `known` with which it shares most time.

    One to one, the whole as large as can be; who shares nothing gets the next label that was never given.
    """
    names, labels = list(dict.fromkeys(name for _, _, name in turns)), sorted({turn.label for turn in known})
    shared = np.zeros((len(names), len(labels)))
    rows = [(np.array([(s, e) for s, e, n in turns if n == name])) for name in names]
    columns = [np.array([(turn.start, turn.end) for turn in known if turn.label == label]) for label in labels]
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            shared[i, j] = _overlap(row, column)
    found: dict[str, str] = {}
    for i, j in zip(*linear_sum_assignment(shared, maximize=True), strict=True):
        if shared[i, j] > 0.0:
            found[names[i]] = labels[j]
    following = max((int(label[1:]) for label in labels), default=0) + 1
    for name in names:
        if name not in found:
            found[name], following = f"S{following}", following + 1
    return found


def _overlap(these: FloatArray, those: FloatArray) -> float:
    """Seconds that two lists of (start, end) share, each sorted by start and without overlap in itself."""
    total, j = 0.0, 0
    for start, end in these:
        while j < len(those) and those[j, 1] <= start:
            j += 1
        k = j
        while k < len(those) and those[k, 0] < end:
            total += min(end, those[k, 1]) - max(start, those[k, 0])
            k += 1
    return float(total)


def joined(turns: Sequence[SpeakerTurn]) -> list[SpeakerTurn]:
    """Turns whose pieces touch as one, by voice."""
    last: dict[str, int] = {}
    found: list[SpeakerTurn] = []
    for turn in turns:
        at = last.get(turn.label)
        if at is not None and turn.start - found[at].end < 1e-6:
            found[at] = replace(found[at], end=turn.end)
        else:
            last[turn.label] = len(found)
            found.append(turn)
    return found
