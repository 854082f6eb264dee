"""A session made ready for checking: read once, embedded once, then asked many times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from app.domain.engines import Embedder
from app.domain.transcript import Role, Transcript
from app.late import late
from app.notes.acts import count_acts
from app.notes.lexicons import Hit, Lexicons
from app.notes.moments import Moment, moments_of
from app.notes.reading import Reading, answer_in, declines, read, spoken_in_third_person
from app.notes.roles import with_roles
from app.notes.text import without_control_tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]
    Flags: TypeAlias = NDArray[np.bool_]
    Places: TypeAlias = NDArray[np.intp]
else:
    np = late("numpy")
    Floats = Flags = Places = object  # names for the type checker alone


LONGEST_WINDOW = 3
"""How many sentences in a row are compared with a sentence of a note at once."""


@dataclass(frozen=True)
class PreparedTranscript:
    """A session ready for `Checker.check`.

    n moments, v different words that claim something, d dimensions of the embedding. `vectors` (n, d)
    and `word_vectors` (v, d) are None without an embedder. `vectors` are of what was said, in the third person, for
    topics; `window_vectors` (w, d) of the words as they were spoken: brought into the third person, everything that a
    client says is alike ("the client …"), and a sentence of a note is as near to one moment as to another. `incidence`
    holds the moments' words as
    places in `vocabulary`, one moment after another, `offsets` (n,) where each begins (every moment has
    at least one place: v, which stands for no word). `windows` (w, 2) are first and last moment of the
    stretches that are compared. `answers` says for each moment how the next person's answer begins:
    "yes", "no", "declined", "other" or "" (nobody answered). `hits` holds, for each word list that the rules look
    at (by its name in `Lexicons`), what was found in each moment; `stems` are all words of the session,
    `numbers` where each number was said. `concepts` (n,) says for each stance or feeling which moments show
    it, `acts` how often the therapist reflects, affirms, asks openly, informs and sums up.
    """

    transcript: Transcript
    moments: tuple[Moment, ...]
    readings: tuple[Reading, ...]
    answers: tuple[str, ...]
    vocabulary: dict[str, int]
    words: tuple[str, ...]
    groups: dict[str, frozenset[int]]
    incidence: Places
    offsets: Places
    windows: Places
    vectors: Floats | None
    window_vectors: Floats | None
    word_vectors: Floats | None
    plans: Flags
    typed: bool
    hits: dict[str, tuple[tuple[Hit, ...], ...]]
    stems: frozenset[str]
    numbers: dict[float, tuple[int, ...]]
    concepts: dict[str, Flags]
    acts: dict[str, int]

    @cached_property
    def asked(self) -> dict[str, Flags]:
        """(n,) for each kind of denial: which moments speak of exactly that."""
        found: dict[str, Flags] = defaultdict(lambda: np.zeros(len(self.moments), dtype=np.bool_))
        for place, hits in enumerate(self.hits["denials_in_sessions"]):
            for hit in hits:
                found[hit.name][place] = True
        return found

    @cached_property
    def spoken(self) -> str:
        """All that was said, as it was written down."""
        return " ".join(m.text for m in self.moments)

    @cached_property
    def joined(self) -> str:
        """All stems of the session in order, between spaces."""
        return " " + " . ".join(" ".join(r.stems) for r in self.readings) + " "

    @property
    def empty(self) -> bool:
        """True where nothing was said."""
        return not self.moments


def prepare(transcript: Transcript, lexicons: Lexicons, embedder: Embedder | None, typed: bool) -> PreparedTranscript:
    """Read and embed a whole session; see `PreparedTranscript`.

    `typed` marks a summary typed by the clinician: its sentences are statements about the client, not
    speech.
    """
    transcript = with_roles(transcript)
    moments = moments_of(transcript)
    texts = [without_control_tokens(m.text) for m in moments]
    readings = tuple(read(text, lexicons) for text in texts)
    vocabulary: dict[str, int] = {}
    words: list[str] = []
    groups: dict[str, set[int]] = {}
    places: list[int] = []
    offsets: list[int] = []
    for reading in readings:
        offsets.append(len(places))
        for item in reading.items:
            if item.stem not in vocabulary:
                vocabulary[item.stem] = len(words)
                words.append(item.word)
            for group in item.groups:
                groups.setdefault(group, set()).add(vocabulary[item.stem])
            places.append(vocabulary[item.stem])
        if not reading.items:
            places.append(-1)
    windows = _windows(moments)
    answers = _answers(moments, readings)
    vectors = said = word_vectors = None
    if embedder is not None and moments:
        spoken, count = texts if typed else spoken_texts(moments), len(moments)
        both = embed(embedder, [*spoken, *texts, *words])
        vectors, said, word_vectors = both[:count], both[count : 2 * count], both[2 * count :]
    return PreparedTranscript(
        transcript=transcript,
        moments=moments,
        readings=readings,
        answers=answers,
        vocabulary=vocabulary,
        words=tuple(words),
        groups={name: frozenset(members) for name, members in groups.items()},
        incidence=np.array([p if p >= 0 else len(words) for p in places], dtype=np.intp),
        offsets=np.array(offsets, dtype=np.intp),
        windows=windows,
        vectors=vectors,
        window_vectors=None if said is None else _window_vectors(said, windows),
        word_vectors=word_vectors,
        plans=np.array([bool(lexicons.plans_in_sessions.find(r.stems)) for r in readings], dtype=np.bool_),
        typed=typed,
        hits={
            name: tuple(tuple(getattr(lexicons, name).find(r.stems)) for r in readings)
            for name in (
                "exclusive",
                "medications",
                "techniques_in_sessions",
                "denials_in_sessions",
                "appointments_in_sessions",
            )
        },
        stems=frozenset(s for r in readings for s in r.stems),
        numbers=_numbers(readings),
        concepts=_concepts(lexicons, moments, readings, answers, typed),
        acts=count_acts(
            [" ".join(r.words) for r, m in zip(readings, moments, strict=True) if m.role is not Role.CLIENT]
        ),
    )


def _concepts(
    lexicons: Lexicons, moments: Sequence[Moment], readings: Sequence[Reading], answers: Sequence[str], typed: bool
) -> dict[str, Flags]:
    """(n,) for each concept: where the client shows it, or says yes to the therapist who names it."""
    found = {name: np.zeros(len(moments), dtype=np.bool_) for name in lexicons.concepts}
    for place, (moment, reading) in enumerate(zip(moments, readings, strict=True)):
        theirs = moment.role is Role.THERAPIST and not typed
        if theirs and answers[place] != "yes":
            continue
        for hit in lexicons.concepts_in_sessions.find(reading.stems):
            if hit.start not in reading.negated or hit.end - hit.start > 1:
                found[hit.name][place] = True
        for hit in lexicons.concepts_in_notes.find(reading.stems):
            if hit.start not in reading.negated:
                found[hit.name][place] = True
    return found


def spoken_texts(moments: Sequence[Moment]) -> list[str]:
    """What is embedded of moments that were spoken, in their order."""
    return [spoken_in_third_person(without_control_tokens(m.text), m.role) for m in moments]


def _numbers(readings: Sequence[Reading]) -> dict[float, tuple[int, ...]]:
    found: dict[float, list[int]] = {}
    for place, reading in enumerate(readings):
        for value in {n.value for n in reading.numbers}:
            found.setdefault(value, []).append(place)
    return {value: tuple(places) for value, places in found.items()}


def embed(embedder: Embedder, texts: Sequence[str]) -> Floats:
    """Unit-length vectors of `texts`, one row each, every different text embedded once."""
    different = list(dict.fromkeys(texts))
    rows = np.asarray(embedder.embed(different), dtype=np.float32)
    place = {text: n for n, text in enumerate(different)}
    vectors: Floats = rows[[place[text] for text in texts]]
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


def _windows(moments: Sequence[Moment]) -> Places:
    """All stretches of one to three sentences that span at most two turns."""
    found = [
        (first, last)
        for first in range(len(moments))
        for last in range(first, min(first + LONGEST_WINDOW, len(moments)))
        if moments[last].turn - moments[first].turn <= 1
    ]
    return np.array(found, dtype=np.intp).reshape(-1, 2)


def _window_vectors(vectors: Floats, windows: Places) -> Floats:
    sums = np.vstack([np.zeros((1, vectors.shape[1]), dtype=np.float32), np.cumsum(vectors, axis=0, dtype=np.float32)])
    means = sums[windows[:, 1] + 1] - sums[windows[:, 0]]
    return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _answers(moments: Sequence[Moment], readings: Sequence[Reading]) -> tuple[str, ...]:
    """How the next speaker takes each moment up: asked by one, answered by another."""
    found: list[str] = []
    for moment in moments:
        answer = ""
        for later in moments[moment.index + 1 : moment.index + 8]:
            if later.speaker != moment.speaker:
                text = readings[later.index].text
                answer = answer_in(text) or ("declined" if declines(text) else "other")
                break
            if readings[later.index].question and readings[moment.index].question and moment.role is Role.THERAPIST:
                answer = "" if later.turn == moment.turn else answer  # only the last of two questions is answered
                break
        found.append(answer)
    return tuple(found)
