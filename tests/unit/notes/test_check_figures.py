"""What `make bench` says of the check: counted by kind, for each part of the data apart."""

from __future__ import annotations

import pytest

from app.domain.note import CheckResult, Verdict
from app.domain.transcript import Role
from app.notes.check import THRESHOLD, Checker
from app.notes.text import sentences
from tests.benchmarks import check
from tests.unit.notes.sessions import Measured


def row(kind: str, score: float, held_out: bool = False, source: str = "a") -> Measured:
    verdict = Verdict.SUPPORTED if score >= THRESHOLD else Verdict.UNSUPPORTED
    return Measured(source, held_out, kind, "x", CheckResult(verdict, score))


def test_misses_and_false_alarms_are_counted_by_kind() -> None:
    rows = [
        row("supported", 0.9), row("supported", 0.4), row("supported", 0.8, source="b"), row("supported", 0.7),
        row("number", 0.1), row("number", 0.75), row("negation", 0.2),
    ]  # fmt: skip
    found = check.part_figures(rows)
    assert (found["sessions"], found["sentences"]) == (2, 7)
    assert found["true_marked"] == {"marked": 1, "of": 4, "share": 0.25}
    assert found["kinds"]["number"] == {"missed": 1, "of": 2, "share": 0.5, "auc": pytest.approx(6 / 8)}
    assert found["kinds"]["negation"] == {"missed": 0, "of": 1, "share": 0.0, "auc": 1.0}
    assert found["auc"] == pytest.approx(10 / 12, abs=1e-4)


def test_what_cannot_be_told_apart_has_no_figure() -> None:
    only_true = check.part_figures([row("supported", 0.9)])
    assert only_true["auc"] is None and only_true["kinds"] == {}
    only_false = check.part_figures([row("number", 0.9)])
    assert only_false["auc"] is None and only_false["true_marked"]["share"] is None


def test_the_parts_of_the_data_are_apart_and_none_is_left_out() -> None:
    found = check.quality(Checker(None))
    assert set(found) == {"tuned", "looked_at", "sealed"}
    for part in found.values():
        counted = sum(kind["of"] for kind in part["kinds"].values()) + part["true_marked"]["of"]
        assert counted == part["sentences"] > 50
        assert 0.5 < part["auc"] <= 1.0
        assert {"number", "negation", "invented_denial", "other_speaker", "half_truth"} <= set(part["kinds"])


def test_the_long_session_is_as_long_as_it_says_and_repeats_nothing() -> None:
    session = check.long_session()
    assert session.duration >= check.MINUTES * 60
    assert {session.role_of(turn) for turn in session.turns} == {Role.THERAPIST, Role.CLIENT}
    said = [text for turn in session.turns for text in sentences(turn.text)]
    assert len(said) > 400 and len(set(said)) >= 0.99 * len(said)
    assert all(one.end <= two.start + 1e-6 for one, two in zip(session.turns, session.turns[1:], strict=False))
    assert check.long_session() == session and check.long_session(seed=6) != session
    note = check.long_note()
    assert len(note) == check.NOTE == len(set(note)) and note == check.long_note()


def test_of_sealed_sessions_the_table_shows_one_total() -> None:
    figures = check.part_figures([row("supported", 0.9), row("number", 0.1), row("time", 0.9), row("negation", 0.2)])
    speed = {
        "minutes": 50.0, "turns": 300, "words": 7500, "sentences": 40, "voters": "none installed",
        "check_s": 1.0, "prepare_s": 3.0,
    }  # fmt: skip
    text = "\n".join(check.lines({"threshold": 0.5, "with meaning": {"sealed": figures}, "speed": speed}))
    assert "corruptions of all kinds missed 1/3" in text
    assert "negation" not in text and "number" not in text


def test_the_table_has_a_line_for_each_kind_and_one_for_the_time() -> None:
    figures = check.part_figures([row("supported", 0.9), row("number", 0.1)])
    speed = {
        "minutes": 50.0, "turns": 300, "words": 7500, "sentences": 40, "voters": "none installed",
        "check_s": 1.0, "check_floor_s": 0.1, "prepare_s": 3.0,
    }  # fmt: skip
    text = "\n".join(check.lines({"threshold": 0.5, "with meaning": {"held_out": figures}, "speed": speed}))
    assert "with meaning, held out: 2 sentences of 1 sessions, AUC 1.0, true sentences marked 0/1" in text
    assert "number" in text and "missed   0/1" in text and "1.0 s (floor 0.1)" in text and "(floor -)" in text
