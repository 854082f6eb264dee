"""Whether the check's score puts what the session supports above what it does not, and what it takes that from."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from app.domain.engines import Embedder
from app.domain.note import CheckResult
from app.notes.check import Checker
from app.notes.lexicons import load_lexicons
from tests.unit.notes.sectioned import SECTIONS, labelled_notes
from tests.unit.notes.sessions import session

TALK = (
    "therapist: How was the week?",
    "client: I can't decide about the house. My sister wants it, and I want to keep it for the kids.",
    "therapist: So there are two sides to it.",
    "client: I get scared at night, and then I check the doors, and then it's worse.",
)


class Chance:
    """An embedder for which every text has a direction of its own."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return [np.random.default_rng(zlib.crc32(text.encode())).normal(size=64).tolist() for text in texts]


def checked(sentence: str) -> CheckResult:
    checker = Checker(None)
    return checker.check(sentence, checker.prepare(session(*TALK)))


def test_the_notes_hold_both_kinds_in_every_section() -> None:
    notes = list(labelled_notes())
    assert {note.seen for note in notes} == {True, False}
    for note in notes:
        for section in SECTIONS:
            found = [sentence.supported for sentence in note.sentences if sentence.section == section]
            assert len(found) >= 7 and {True, False} == set(found), (note.name, section)
        texts = [sentence.text for sentence in note.sentences]
        assert len(set(texts)) == len(texts) >= 40


@pytest.mark.parametrize(
    "sentence",
    [
        "Client is torn between her sister's wish for the house and keeping it for the kids.",
        "Client fears that her sister is judging her about the house.",
        "Checking the doors at night seems to keep her scared.",
    ],
)
def test_words_that_only_look_like_a_sight_are_none(sentence: str) -> None:
    reasons = checked(sentence).reasons
    assert not any(reason.startswith(("seen, not said", "an impression")) for reason in reasons), reasons


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Client was tearful about the house.", "seen, not said: tearful"),
        ("Client had good judgment about the house.", "seen, not said: judgement"),
        ("Client appeared scared at night.", "an impression, not said"),
    ],
)
def test_what_only_eyes_can_tell_is_still_one(sentence: str, reason: str) -> None:
    assert reason in checked(sentence).reasons


def test_what_the_client_voices_is_no_method_of_the_therapist() -> None:
    assert not any("nobody used" in reason for reason in checked("Client expressed concern about the house.").reasons)
    reasons = checked("Therapist expressed concern about the house.").reasons
    assert "nobody used this in the session: concern" in reasons


def test_a_sentence_of_habit_scores_less_than_the_same_one_that_is_none() -> None:
    sentence = "Client checks the doors at night."

    def score(*habits: str) -> float:
        checker = Checker(Chance(), replace(load_lexicons(), habits=habits))
        return checker.check(sentence, checker.prepare(session(*TALK))).score

    assert score(sentence) < score("Something that has nothing to do with it.") - 0.05
    assert score("Something that has nothing to do with it.") == score()


def test_sentences_are_compared_with_the_words_as_they_were_spoken() -> None:
    checker = Checker(Chance())
    prepared = checker.prepare(session("client: I miss my sister."))
    assert prepared.vectors is not None and prepared.window_vectors is not None
    said = np.array(Chance().embed(["I miss my sister."])[0], dtype=np.float32)
    assert float((prepared.window_vectors @ (said / np.linalg.norm(said)))[0]) == pytest.approx(1.0, abs=1e-5)
    assert float((prepared.vectors @ (said / np.linalg.norm(said)))[0]) < 0.9


@pytest.mark.engines
def test_the_score_ranks_the_seen_notes_in_every_section(embedder: Embedder) -> None:
    """What was reached on notes that the weights were chosen with, and is held; see `tests.benchmarks.ranking`."""
    checker = Checker(embedder)
    scores: dict[tuple[str, bool], list[float]] = {}
    for note in labelled_notes():
        if not note.seen:
            continue
        results = checker.check_all([s.text for s in note.sentences], checker.prepare(note.transcript))
        for sentence, result in zip(note.sentences, results, strict=True):
            scores.setdefault((sentence.section, sentence.supported), []).append(result.score)
    for section in SECTIONS:
        good, bad = scores[section, True], scores[section, False]
        area = sum((a > b) + 0.5 * (a == b) for a in good for b in bad) / (len(good) * len(bad))
        print(f"\n{section}: AUC {area:.3f} of {len(good)} supported, {len(bad)} not")
        assert area >= 0.72, section
