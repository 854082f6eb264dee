"""Does the evidence check's score rank: is what the session supports above what it does not, in each section of a note?

    python -m tests.benchmarks.ranking             what was seen while the weights were chosen
    python -m tests.benchmarks.ranking --unseen    what was written before and measured at the end: sums alone
    python -m tests.benchmarks.ranking --weights   how the two weights were chosen

On the notes of `tests/data/check_notes`. Beside the score stands what it has to beat: the greatest likeness of
a sentence to a stretch of the session, the share of its telling words found, and the two together as a logistic
regression that is fitted on the labels of the other sessions. "Other session": supported sentences against the same
sentences put to the session that is most like them among the others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import numpy as np

from app.notes import check, support
from app.notes.check import Checker
from app.notes.claims import read_claim
from app.notes.prepared import PreparedTranscript, embed
from app.notes.vectors import VectorCache
from app.services.container import build_services
from app.services.paths import Places
from tests.unit.notes.sectioned import SECTIONS, LabelledNote, labelled_notes
from tests.unit.notes.sessions import auc, measure

LIKE_TRIED, HABIT_TRIED = (0.0, 2.0, 4.0), (0.0, 2.0, 4.0)
_STEPS = 40  # of Newton's method; it stands still long before


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence of a note and what may rank it."""

    session: str
    section: str
    writer: str
    supported: bool
    score: float
    likeness: float
    coverage: float
    other: bool = False
    """Put to another session than its own."""


def ranked(checker: Checker, notes: Sequence[LabelledNote]) -> list[Ranked]:
    """Every sentence of the notes against its session, and every supported one against the most similar other."""
    prepared = {note.name: checker.prepare(note.transcript) for note in notes}
    rows: list[Ranked] = []
    for note in notes:
        texts = [sentence.text for sentence in note.sentences]
        found = _measured(checker, texts, prepared[note.name])
        for sentence, (score, like, cover) in zip(note.sentences, found, strict=True):
            rows.append(Ranked(note.name, sentence.section, sentence.writer, sentence.supported, score, like, cover))
        for sentence in note.sentences:
            others = [other for other in prepared if other != note.name]
            if sentence.supported and others:
                name = max(others, key=lambda other: _likeness(checker, [sentence.text], prepared[other])[0])
                score, like, cover = _measured(checker, [sentence.text], prepared[name])[0]
                rows.append(Ranked(name, sentence.section, sentence.writer, False, score, like, cover, other=True))
    return rows


def _measured(checker: Checker, texts: Sequence[str], prepared: PreparedTranscript) -> list[tuple[float, float, float]]:
    """Score, likeness and coverage of each text."""
    scores = [result.score for result in checker.check_all(texts, prepared)]
    covered = [_coverage(checker, text, prepared) for text in texts]
    return list(zip(scores, _likeness(checker, texts, prepared), covered, strict=True))


def _likeness(checker: Checker, texts: Sequence[str], prepared: PreparedTranscript) -> list[float]:
    """The greatest cosine of each text with a stretch of the session."""
    assert checker.embedder is not None and prepared.window_vectors is not None
    found: list[float] = (embed(checker.embedder, texts) @ prepared.window_vectors.T).max(axis=1).tolist()
    return found


def _coverage(checker: Checker, text: str, prepared: PreparedTranscript) -> float:
    """Share of a sentence's telling words that the session holds, anywhere, as the check finds words."""
    items = read_claim(text, checker.lexicons).whole.items
    if not items or checker.embedder is None:
        return 0.0
    matches = support.word_matches(items, prepared, embed(checker.embedder, [item.word for item in items]))
    return float(matches.max(axis=1).mean())


# ---- ranked by what --------------------------------------------------------------------------------


def area(rows: Sequence[Ranked], key: Callable[[Ranked], float]) -> float:
    """The area under the ROC curve; NaN where there is nothing to tell apart."""
    good = np.array([key(row) for row in rows if row.supported])
    bad = np.array([key(row) for row in rows if not row.supported])
    if not len(good) or not len(bad):
        return float("nan")
    return float(((good[:, None] > bad) + 0.5 * (good[:, None] == bad)).mean())


def fitted(rows: Sequence[Ranked]) -> dict[int, float]:
    """Likeness and coverage as one, for each row (by its id): fitted on the other sessions' labels."""
    found: dict[int, float] = {}
    for session in sorted({row.session for row in rows}):
        others = [row for row in rows if row.session != session and not row.other]
        weights = _logistic(_features(others), np.array([row.supported for row in others], dtype=np.float64))
        mine = [row for row in rows if row.session == session]
        found.update(zip(map(id, mine), (_features(mine) @ weights).tolist(), strict=True))
    return found


def _features(rows: Sequence[Ranked]) -> np.ndarray:
    return np.array([[1.0, row.likeness, row.coverage] for row in rows])


def _logistic(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    weights = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        found = 1.0 / (1.0 + np.exp(-features @ weights))
        slope = features.T @ (labels - found) - 0.1 * weights
        bend = (features * (found * (1.0 - found))[:, None]).T @ features + 0.1 * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights


def lines(rows: Sequence[Ranked], *, sums_alone: bool) -> Iterator[str]:
    """The table."""
    own = [row for row in rows if not row.other]
    together = fitted(rows)
    keys: dict[str, Callable[[Ranked], float]] = {
        "likeness": lambda row: row.likeness,
        "coverage": lambda row: row.coverage,
        "both, fitted": lambda row: together[id(row)],
        "the check's score": lambda row: row.score,
    }
    yield f"  {len({r.session for r in own})} sessions, {len(own)} sentences, {sum(r.supported for r in own)} supported"
    yield f"  {'AUC by':20}{'  '.join(f'{s:>5}' for s in SECTIONS)}   mean  model  therapist  other session"
    for name, key in keys.items():
        parts = [area([row for row in own if row.section == section], key) for section in SECTIONS]
        by = [area([row for row in own if row.writer == writer], key) for writer in ("model", "therapist")]
        other = area([row for row in rows if row.other or row.supported], key)
        shown = "  ".join(f"{part:5.3f}" for part in parts)
        yield f"  {name:20}{shown}  {fmean(parts):5.3f}  {by[0]:5.3f}      {by[1]:5.3f}          {other:5.3f}"
    marked = sum(row.score < check.THRESHOLD for row in own if row.supported)
    missed = sum(row.score >= check.THRESHOLD for row in own if not row.supported)
    true = sum(row.supported for row in own)
    yield f"  at the threshold: true sentences marked {marked}/{true}, others missed {missed}/{len(own) - true}"
    for session in () if sums_alone else sorted({row.session for row in own}):
        yield f"    {session:20} {area([r for r in own if r.session == session], lambda row: row.score):.3f}"


def weights(checker: Checker, notes: Sequence[LabelledNote]) -> Iterator[str]:
    """For several weights the mean AUC of the sections of `notes`, and that on the corruptions (none sealed)."""
    before = support.LIKE, check.HABIT
    try:
        for like in LIKE_TRIED:
            for habit in HABIT_TRIED:
                support.LIKE, check.HABIT = like, habit
                own = [row for row in ranked(checker, notes) if not row.other]
                mean = fmean(area([r for r in own if r.section == s], lambda row: row.score) for s in SECTIONS)
                wrong = measure(checker)
                parts = {part: auc([r for r in wrong if r.part == part]) for part in ("looked_at", "tuned")}
                yield f"  likeness {like}, habit {habit}: notes {mean:.3f}, " + ", ".join(
                    f"{part} {value:.3f}" for part, value in parts.items()
                )
    finally:
        support.LIKE, check.HABIT = before


def main() -> int:
    """Print what is asked for."""
    unseen = "--unseen" in sys.argv[1:]
    notes = [note for note in labelled_notes() if note.seen != unseen]
    with TemporaryDirectory() as folder:
        usual = Places.usual()
        services = build_services(Places(Path(folder) / "vault", usual.models, Path(folder) / "settings.toml"))
        try:
            embedder = services.tools.checker().embedder
            if embedder is None:
                print("  no sentence model is installed", file=sys.stderr)
                return 1
            checker = Checker(VectorCache(embedder))
            if "--weights" in sys.argv[1:]:
                print("\n".join(weights(checker, notes)))
            else:
                print("\n".join(lines(ranked(checker, notes), sums_alone=unseen)))
        finally:
            services.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
