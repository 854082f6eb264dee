"""Labels of voices while they speak: S1 stays S1.

Each window tells a few voices apart, in no particular order. Here they are matched with the voices known
so far: by the likeness of their vectors (cosine with a running mean), and by speaking at the same
moments as a voice that the window before was sure of. Two voices of one window never get the same label.
Who is unlike everybody known and speaks long enough alone gets the next label. Frames are settled as soon
as no coming window reaches them; labels of settled speech never change.
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
    """Who speaks when, window by window. `unlike`: a cosine below which two vectors are two voices."""

    def __init__(self, grid: Grid, unlike: float) -> None:
        self._grid, self._unlike = grid, unlike
        self._means = np.zeros((0, 0), np.float64)  # voices × dimension: sums of unit vectors by clean seconds
        self._sure: npt.NDArray[np.bool_] = np.zeros((0, 0), bool)  # frames × voices of the window before
        self._votes = np.zeros((0, 0), np.float64)  # frames not settled yet × voices
        self._counted = np.zeros((0, 2), np.float64)  # of them: voices heard, windows that heard
        self._windows = self._settled = 0
        self.groups: list[IntArray] = []
        self.turns: list[SpeakerTurn] = []

    @property
    def known(self) -> int:
        """How many labels were given."""
        return len(self._means)

    def add(self, active: FloatArray, embeddings: FloatArray) -> list[SpeakerTurn]:
        """The next window: 0.0 and 1.0 as (frames, speakers), and (speakers, dimension). Gives what it settles."""
        start = self._grid.frame(self._windows)
        clean = (active * (active.sum(axis=1, keepdims=True) == 1)).sum(axis=0)
        heard = np.flatnonzero(active.sum(axis=0) > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            vectors = embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)
        sure = (clean >= LONG_ENOUGH * len(active)) & np.isfinite(vectors).all(axis=1)
        group = np.full(active.shape[1], -1, np.int64)
        group[heard] = self._match(active[:, heard], vectors[heard], sure[heard])
        self.groups.append(group)
        self._vote(start, active, group)
        self._sure = np.zeros((len(active), self.known), bool)
        for speaker in heard[sure[heard] & (group[heard] >= 0)]:
            self._means[group[speaker]] += clean[speaker] * self._grid.step * vectors[speaker]
            self._sure[:, group[speaker]] = active[:, speaker] > 0
        self._windows += 1
        return self._settle(self._grid.frame(self._windows))

    def finish(self, end: float) -> list[SpeakerTurn]:
        """No window follows; the sound ends at `end` seconds. Gives the turns not given yet."""
        last = int(min(self._settled + len(self._votes), max(self._settled, end / self._grid.step)))
        return self._settle(last)

    def _match(self, active: FloatArray, vectors: FloatArray, sure: npt.NDArray[np.bool_]) -> IntArray:
        """A label for each of a window's voices; new ones for those unlike all others."""
        count, known = active.shape[1], self.known
        if count == 0:
            return np.zeros(0, np.int64)
        likeness = np.zeros((count, known + count))
        if known:
            means = self._means / np.linalg.norm(self._means, axis=1, keepdims=True)
            likeness[:, :known] = np.where(np.isfinite(vectors).all(axis=1, keepdims=True), vectors @ means.T, 0.0)
            likeness[:, :known] += CONTINUED * self._together(active)
        # A column for each voice that could be new; those not long enough alone only where there is no other.
        fresh = np.where(sure & (known < MOST_LABELS), self._unlike, -2.0)
        likeness[:, known:] = np.where(np.eye(count, dtype=bool), fresh[:, None], -9.0)
        rows, columns = linear_sum_assignment(likeness, maximize=True)
        found = np.full(count, -1, np.int64)
        for row, column in zip(rows, columns, strict=True):
            if column < known:
                found[row] = column
            elif sure[row] and self.known < MOST_LABELS:
                found[row] = self._new(vectors.shape[1])
        return found

    def _new(self, dimension: int) -> int:
        self._means = np.vstack([self._means.reshape(-1, dimension), np.zeros((1, dimension))])
        self._votes = np.pad(self._votes, ((0, 0), (0, 1)))
        return self.known - 1

    def _together(self, active: FloatArray) -> FloatArray:
        """How much of the shared time each voice speaks with each known one (Dice's coefficient)."""
        moved = self._grid.frame(self._windows) - self._grid.frame(self._windows - 1) if self._windows else 0
        before = np.zeros((len(active), self.known), bool)
        shared = max(0, len(self._sure) - moved)
        before[:shared, : self._sure.shape[1]] = self._sure[moved:]
        now = active > 0
        both = now[:shared].T.astype(np.float64) @ before[:shared]
        sizes = now[:shared].sum(axis=0)[:, None] + before[:shared].sum(axis=0)[None, :]
        return np.asarray(2.0 * both / np.maximum(sizes, 1), np.float32)

    def _vote(self, start: int, active: FloatArray, group: IntArray) -> None:
        first = start - self._settled
        missing = first + len(active) - len(self._votes)
        if missing > 0:
            self._votes = np.pad(self._votes, ((0, missing), (0, 0)))
            self._counted = np.pad(self._counted, ((0, missing), (0, 0)))
        here = slice(first, first + len(active))
        for speaker in np.flatnonzero(group >= 0):
            self._votes[here, group[speaker]] += active[:, speaker]
        self._counted[here] += np.stack([active.sum(axis=1), np.ones(len(active))], axis=1)

    def _settle(self, until: int) -> list[SpeakerTurn]:
        """Turns of the frames up to `until`: as many of the voices with most votes as windows heard on average.

        A turn that goes on is given in pieces that touch.
        """
        settled = until - self._settled
        votes, counted = self._votes[:settled], self._counted[:settled]
        self._votes, self._counted = self._votes[settled:], self._counted[settled:]
        number = np.rint(counted[:, 0] / np.maximum(counted[:, 1], 1))
        place = np.argsort(np.argsort(-votes, axis=1, kind="stable"), axis=1, kind="stable")
        speaking = (votes > 0) & (place < number[:, None])
        given: list[SpeakerTurn] = []
        for voice in range(self.known):
            edges = np.flatnonzero(np.diff(np.pad(speaking[:, voice].astype(np.int8), 1)))
            for first, last in zip(edges[::2], edges[1::2], strict=True):
                begin, end = self._settled + int(first), self._settled + int(last)
                given.append(SpeakerTurn(self._grid.seconds(begin), self._grid.seconds(end), f"S{voice + 1}"))
        self._settled = until
        given.sort(key=lambda turn: (turn.start, turn.end, turn.label))
        self.turns += given
        return given


def likeness_limit(clustering: object) -> float:
    """The cosine below which a vector belongs to a voice not known yet, from the pipeline's own threshold.

    A threshold between unit vectors is taken as the distance of two centres; a single vector lies √2
    times as far from a centre as that (the variances of two alike add up), so cos = 1 - threshold².
    """
    threshold = getattr(clustering, "threshold", None)
    if not isinstance(threshold, float):
        return 0.5
    euclidean = getattr(clustering, "method", "centroid") in {"centroid", "median", "ward"}
    return max(0.0, 1.0 - threshold**2 if euclidean else 1.0 - 2.0 * threshold)


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
