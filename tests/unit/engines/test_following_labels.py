"""Stable labels, on voices that are made up."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import numpy as np
import pytest

from app.domain.transcript import SpeakerTurn
from app.engines.following_labels import Grid, Labels, joined, likeness_limit, renamed

FRAMES, STEP, HOP = 100, 0.1, 2.0  # windows of 10 s
VOICES = np.eye(4)


def labels_for(plan: str, *, mixed: int = -1, chance: int = 1) -> tuple[Labels, list[SpeakerTurn]]:
    """Follow a session of one letter a second (a, b, c; "-" for nobody).

    Windows name their voices in a random order; window number `mixed` takes all for one that sounds like none of them.
    """
    rng = np.random.default_rng(chance)
    labels, given = Labels(Grid(STEP, 0.05, HOP), 0.5), list[SpeakerTurn]()
    said = "".join(letter * 10 for letter in plan)
    for index in range(int((len(plan) - FRAMES * STEP) / HOP) + 1):
        start = round(index * HOP / STEP)
        window = said[start : start + FRAMES]
        names = sorted(set(window) - {"-"})
        rng.shuffle(names)
        if index == mixed:
            active = np.array([[float(c != "-"), 0.0, 0.0] for c in window])
            vectors = np.array([VOICES[3], VOICES[3], VOICES[3]])
        else:
            active = np.array([[float(c == n) for n in [*names, "", "", ""][:3]] for c in window])
            vectors = np.array([VOICES["abc".index(n)] if n else VOICES[3] for n in [*names, "", "", ""][:3]])
        given += labels.add(active, vectors + rng.normal(0.0, 0.05, vectors.shape))
    return labels, given + labels.finish(len(plan))


def heard(plan: str, turns: list[SpeakerTurn]) -> dict[str, set[str]]:
    """Which labels stand in the middle of the seconds of each letter."""
    found: dict[str, set[str]] = {}
    for second, letter in enumerate(plan):
        here = {t.label for t in turns if t.start <= second + 0.5 < t.end}
        found.setdefault(letter, set()).update(here or {"nobody"})
    return found


@pytest.mark.parametrize("chance", range(5))
def test_each_voice_keeps_its_label(chance: int) -> None:
    plan = "aaaaabbbbbbaaaabbbbbb-----aaaaaaaaaaaabbbb" * 3
    _, turns = labels_for(plan, chance=chance)
    assert heard(plan, turns) == {"a": {"S1"}, "b": {"S2"}, "-": {"nobody"}}


def test_who_was_long_silent_is_known_again() -> None:
    plan = "aaaaaabbbbbb" + "a" * 60 + "-" * 30 + "bbbbbbbb" + "a" * 12
    assert heard(plan, labels_for(plan)[1]) == {"a": {"S1"}, "b": {"S2"}, "-": {"nobody"}}


def test_a_third_voice_gets_the_third_label() -> None:
    plan = "aaaaabbbbbaaaabbbbb" + "cccccccc" + "aaaabbbbccccaaaaaaaaa"
    assert heard(plan, labels_for(plan)[1]) == {"a": {"S1"}, "b": {"S2"}, "c": {"S3"}}


def test_a_window_that_takes_two_for_one_makes_no_third() -> None:
    plan = "aaaaabbbbbbaaaabbbbbbaaaaaabbbbbaaaaabbbbb" * 2
    for mixed in range(4, 30):
        labels, turns = labels_for(plan, mixed=mixed)
        assert ({t.label for t in turns}, labels._given) == ({"S1", "S2"}, 2), mixed
        assert len(labels.groups) == (len(plan) - 10) // 2 + 1


def test_two_taken_for_one_spoil_no_voice() -> None:
    labels = Labels(Grid(STEP, 0.05, HOP), 0.85)
    active = np.zeros((FRAMES, 3))
    active[:40, 0] = active[50:, 1] = 1.0
    for _ in range(3):
        labels.add(active, VOICES[:3])
    one = np.zeros((FRAMES, 3))
    one[:, 0] = 1.0
    for _ in range(40):  # somebody between both, whom continuity holds for the second
        labels.add(one, np.array([VOICES[0] + VOICES[1], VOICES[3], VOICES[3]]))
        labels.add(active, VOICES[:3])
    assert labels.groups[-1].tolist() == [0, 1, -1]
    means = labels._sums / np.linalg.norm(labels._sums, axis=1, keepdims=True)
    assert float(means[0] @ VOICES[0]) > 0.99
    assert float(means[1] @ VOICES[1]) > 0.99


def test_who_has_no_vector_for_a_moment_is_known_by_going_on() -> None:
    labels = Labels(Grid(STEP, 0.05, HOP), 0.5)
    active = np.zeros((FRAMES, 3))
    active[:60, 0] = active[60:, 1] = 1.0
    for _ in range(3):
        labels.add(active, VOICES[:3])
    later = np.zeros((FRAMES, 3))
    later[:40, 2] = later[40:, 0] = 1.0  # two seconds on, in other places
    labels.add(later, np.full((3, 4), np.nan))
    assert labels.groups[-1].tolist() == [1, -1, 0]


def test_what_is_settled_comes_once_and_in_order() -> None:
    plan = "aaaaabbbbbbaaaabbbbbb-----aaaaaaaaaaaabbbb"
    labels, turns = labels_for(plan)
    assert turns == labels.turns
    for label in ("S1", "S2"):
        own = [t for t in turns if t.label == label]
        assert all(a.end <= b.start + 1e-9 for a, b in itertools.pairwise(own))
    assert [t.label for t in joined(turns)] == ["S1", "S2", "S1", "S2", "S1", "S2"]


def test_a_model_without_vectors_is_no_reason_to_stop() -> None:
    labels = Labels(Grid(STEP, 0.05, HOP), 0.5)
    active = np.zeros((FRAMES, 3))
    active[:40, 0] = 1.0
    for _ in range(3):
        assert labels.add(active, np.full((3, 4), np.nan)) == []
    assert labels.finish(14.0) == []


def test_final_names_get_the_labels_they_had() -> None:
    known = [SpeakerTurn(0, 10, "S1"), SpeakerTurn(10, 12, "S2"), SpeakerTurn(12, 30, "S3")]
    final = [(0.0, 9.0, "B"), (9.0, 12.5, "A"), (12.5, 30.0, "B"), (30.0, 31.0, "C")]
    assert renamed(final, known) == {"B": "S3", "A": "S2", "C": "S4"}
    assert renamed(final, []) == {"B": "S1", "A": "S2", "C": "S3"}
    assert renamed([], known) == {}


def test_the_limit_comes_from_the_pipeline() -> None:
    assert likeness_limit(SimpleNamespace(threshold=0.6)) == pytest.approx(0.46)
    assert likeness_limit(SimpleNamespace(threshold=0.35, method="centroid")) == pytest.approx(0.81625)
    assert likeness_limit(SimpleNamespace(threshold=0.7046, method="centroid")) == 0.4
    assert likeness_limit(SimpleNamespace(threshold=0.2, method="average")) == pytest.approx(0.7)
    assert likeness_limit(SimpleNamespace()) == 0.5
