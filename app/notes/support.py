"""How well a session supports a claim: meaning, and words found again.

For each claim the best stretch of one to three sentences is sought. Words count as found when they are
the same (by stem), synonyms by the lexicon, or close in meaning by the embedder; numbers, when they are
equal. All of it is arithmetic on whole sessions at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.transcript import Role
from app.late import late
from app.notes.prepared import Flags, Floats, Places, PreparedTranscript
from app.notes.reading import Item, Reading

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

_SYNONYM = 0.85
_CLOSEST = 0.8  # credit for the nearest meaning that is no synonym
_FAR, _NEAR = 0.42, 0.85  # cosine of two single words: nothing below, full credit above
_LIGHT = 0.4  # weight of a word that says little
LIKE, _USUAL = 2.0, 0.45
"""What likeness of meaning weighs, in log odds for a cosine of one more, and the cosine that says nothing."""


@dataclass(frozen=True, slots=True)
class Support:
    """How a claim fares.

    `score` 0..1 from meaning and words together; `similarity` the cosine with the best stretch (0.0
    without an embedder); `local` and `overall` the share of the claim's words found in that stretch and
    in up to three stretches together; `first` and `last` the stretch's moments; `found` (n,)
    how well each moment covers it.
    """

    score: float
    similarity: float
    local: float
    overall: float
    first: int
    last: int
    found: Floats
    strength: Floats  # (items, n): how well each moment holds each item
    further: tuple[tuple[int, int], ...] = ()  # stretches that hold what the best one lacks

    def places(self, margin: int = 0) -> range:
        """The moments of the best stretch, `margin` more on both sides."""
        return range(max(0, self.first - margin), min(len(self.found), self.last + 1 + margin))

    def all_places(self, margin: int = 0) -> list[int]:
        """The moments of the best stretch and of those that complete it."""
        places = set(self.places(margin))
        for first, last in self.further:
            places.update(range(max(0, first - margin), min(len(self.found), last + 1 + margin)))
        return sorted(places)


def word_matches(items: tuple[Item, ...], prepared: PreparedTranscript, vectors: Floats | None) -> Floats:
    """How well each of `items` is said by each word of the session: (items, v + 1), last column zero."""
    size = len(prepared.words)
    matches = np.zeros((len(items), size + 1), dtype=np.float32)
    if vectors is not None and prepared.word_vectors is not None and size:
        cosines = vectors @ prepared.word_vectors.T
        matches[:, :size] = np.clip((cosines - _FAR) / (_NEAR - _FAR), 0.0, 1.0) * _CLOSEST
    for row, item in enumerate(items):
        for group in item.groups:
            for place in prepared.groups.get(group, ()):
                matches[row, place] = max(matches[row, place], _SYNONYM)
        if item.stem in prepared.vocabulary:
            matches[row, prepared.vocabulary[item.stem]] = 1.0
    return matches


def weigh(
    claim: Reading,
    matches: Floats,
    vector: Floats | None,
    prepared: PreparedTranscript,
    light: frozenset[str] = frozenset(),
    shown: Floats | None = None,
    allowed: Flags | None = None,
) -> Support:
    """The support of `claim`, whose items fare as `matches` says and whose meaning is `vector`.

    `light` are stems that say little. `shown` (items, n): how well moments show a word without saying it.
    `allowed` (n,) narrows the search to some moments.
    """
    count = len(prepared.moments)
    strength = (
        np.maximum.reduceat(matches[:, prepared.incidence], prepared.offsets, axis=1)
        if len(matches)
        else (np.zeros((0, count), dtype=np.float32))
    )
    if shown is not None and len(matches):
        strength = np.maximum(strength, shown)
    strength = np.vstack([strength, _number_rows(claim, prepared)])
    weights = np.concatenate([_weights(claim.items, light), np.full(len(claim.numbers), 1.3, dtype=np.float32)])
    if allowed is not None:
        strength = strength * allowed
    windows = prepared.windows
    covered = _window_coverage(strength, weights, windows)
    score = covered.copy()
    similar = np.zeros(len(windows), dtype=np.float32)
    if vector is not None and prepared.window_vectors is not None:
        similar = prepared.window_vectors @ vector
        if allowed is not None:
            similar = np.where(allowed[windows[:, 0]] | allowed[windows[:, 1]], similar, 0.0).astype(np.float32)
        score = (0.5 * covered + 0.5 * np.clip(similar, 0, 1)).astype(np.float32)
    score = score - 0.01 * (windows[:, 1] - windows[:, 0])  # the shortest of equals
    best = int(np.argmax(score))
    total = float(weights.sum())
    first, last = int(windows[best, 0]), int(windows[best, 1])
    further, overall = _completed(strength, weights, windows, best)
    found = (strength * weights[:, None]).sum(axis=0) / max(total, 1e-6)
    result = _combined(
        float(similar[best]), float(covered[best]), overall, len(weights), embedded=vector is not None, words=total
    )
    return Support(
        result,
        float(similar[best]),
        float(covered[best]),
        overall,
        first,
        last,
        found.astype(np.float32),
        strength,
        further,
    )


def _completed(
    strength: Floats, weights: Floats, windows: Places, best: int
) -> tuple[tuple[tuple[int, int], ...], float]:
    """Up to two further stretches that hold what the best one lacks, and the share found in all of them.

    What is found far away counts less: words scattered over an hour prove nothing together.
    """
    total = float(weights.sum())
    if not total:
        return (), 0.0
    held = _held(strength, windows)
    have = held[:, best].copy()
    share = float((have * weights).sum() / total)
    further: list[tuple[int, int]] = []
    distance = np.abs(windows[:, 0] - windows[best, 0])
    nearness = 1.0 - np.minimum(distance, 60) / 120.0
    for worth in (0.8, 0.6):
        gains = (np.maximum(held - have[:, None], 0.0) * weights[:, None]).sum(axis=0) / total * nearness
        gains = gains - 0.01 * (windows[:, 1] - windows[:, 0])
        place = int(np.argmax(gains))
        if gains[place] < 0.1:
            break
        share += worth * float(gains[place])
        have = np.maximum(have, held[:, place])
        further.append((int(windows[place, 0]), int(windows[place, 1])))
    return tuple(further), min(share, 1.0)


def _combined(similarity: float, local: float, overall: float, count: int, *, embedded: bool, words: float) -> float:
    """One score of three; the weights say that meaning alone proves little and words alone not all."""
    if not words:
        return _squash(9.0 * (similarity - 0.4)) if embedded else 0.3
    # Four words of five found say more than one of one: the more a claim says, the less must be found of it.
    much = 0.25 * min(count, 7)
    if not embedded:
        return _squash(3.3 * local + 3.3 * overall + much - 3.4)
    return _squash(LIKE * (similarity - _USUAL) + 2.4 * local + 3.8 * overall + much - 2.85)


def _squash(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def _weights(items: tuple[Item, ...], light: frozenset[str]) -> Floats:
    """Longer words say more; adverbs and words of clinical prose say little."""
    return np.array([_weight(i, light) for i in items], dtype=np.float32)


def _weight(item: Item, light: frozenset[str]) -> float:
    if item.word.endswith("ly") or item.stem in light:
        return _LIGHT
    return 1.0 if len(item.stem) > 3 else 0.8


def _number_rows(claim: Reading, prepared: PreparedTranscript) -> Floats:
    rows = np.zeros((len(claim.numbers), len(prepared.moments)), dtype=np.float32)
    for row, number in enumerate(claim.numbers):
        rows[row, list(prepared.numbers.get(number.value, ()))] = 1.0
    return rows


def _window_coverage(strength: Floats, weights: Floats, windows: Places) -> Floats:
    """Share of a claim's words found in each window: (w,)."""
    total = float(weights.sum())
    if not total:
        return np.zeros(len(windows), dtype=np.float32)
    return np.asarray((_held(strength, windows) * weights[:, None]).sum(axis=0) / total, dtype=np.float32)


def _held(strength: Floats, windows: Places) -> Floats:
    """How well each window holds each item: (items, w). A window has at most three moments."""
    first, last = windows[:, 0], windows[:, 1]
    best = np.maximum(strength[:, first], strength[:, last])
    return np.maximum(best, strength[:, (first + last) // 2])


def role_mask(prepared: PreparedTranscript, role: Role) -> Flags:
    """The moments that count as the words of `role`.

    A therapist's reflection or question that the client says yes to counts as the client's too.
    """
    flags = np.zeros(len(prepared.moments), dtype=np.bool_)
    for moment in prepared.moments:
        taken_up = role is Role.CLIENT and prepared.answers[moment.index] in ("yes", "no")
        flags[moment.index] = moment.role in (role, Role.UNKNOWN) or prepared.typed or taken_up
    return flags
