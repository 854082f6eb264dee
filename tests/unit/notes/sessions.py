"""Small sessions to test with, and how the measuring data is read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.domain.note import CheckResult
from app.domain.transcript import Role, Speaker, Transcript, Turn, transcript_from_dict
from app.notes.check import THRESHOLD, Checker

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data" / "check"


def session(*lines: str) -> Transcript:
    """A transcript from lines such as "client: I slept well." ; each turn lasts five seconds."""
    turns = [line.split(": ", 1) for line in lines]
    return transcript_from_dict(
        {
            "turns": [
                {"speaker": who, "start": n * 5.0, "end": n * 5.0 + 4.5, "text": text}
                for n, (who, text) in enumerate(turns)
            ]
        }
    )


def demo() -> Transcript:
    """The demo session, turns as spoken, with the times of `truth.json`."""
    truth = json.loads((ROOT / "resources/demo/truth.json").read_text(encoding="utf-8"))
    turns: dict[int, list[dict[str, object]]] = {}
    for sentence in truth:
        turns.setdefault(sentence["turn"], []).append(sentence)
    speakers = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT))
    label = {"therapist": "S1", "client": "S2"}
    return Transcript(
        tuple(
            Turn(
                label[str(parts[0]["role"])],
                float(str(parts[0]["start"])),
                float(str(parts[-1]["end"])),
                " ".join(str(p["text"]) for p in parts),
            )
            for parts in turns.values()
        ),
        speakers,
        221.0,
    )


@dataclass(frozen=True)
class Measured:
    """One sentence of the measuring data and what the check says of it."""

    source: str
    held_out: bool
    kind: str
    text: str
    result: CheckResult
    sealed: bool = False
    """Of a session that is looked at as a sum alone."""

    @property
    def part(self) -> str:
        """Which part of the data it belongs to: "tuned", "looked_at" or "sealed"."""
        return "sealed" if self.sealed else "looked_at" if self.held_out else "tuned"

    @property
    def right(self) -> bool:
        return (self.result.score >= THRESHOLD) == (self.kind == "supported")


def measure(checker: Checker) -> list[Measured]:
    """Check all the measuring data."""
    rows: list[Measured] = []
    for path in sorted(DATA.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "script" in data:
            turns = json.loads((ROOT / data.pop("script")).read_text(encoding="utf-8"))["turns"]
            lines = [f"{who}: {text}" for who, text in turns]
        else:
            lines = data.pop("turns")
        held, sealed = bool(data.pop("held_out", False)), bool(data.pop("sealed", False))
        prepared = checker.prepare(session(*lines))
        for kind, sentences in data.items():
            for text, result in zip(sentences, checker.check_all(sentences, prepared), strict=True):
                rows.append(Measured(path.stem, held, kind, text, result, sealed))
    return rows


def auc(rows: list[Measured]) -> float:
    """The area under the ROC curve: how often a supported sentence outscores another one."""
    good = [r.result.score for r in rows if r.kind == "supported"]
    bad = [r.result.score for r in rows if r.kind != "supported"]
    return sum((a > b) + 0.5 * (a == b) for a in good for b in bad) / (len(good) * len(bad))


def misses(rows: list[Measured]) -> dict[str, tuple[int, int]]:
    """For each kind: how many are judged wrongly, of how many."""
    kinds = dict.fromkeys(r.kind for r in rows)
    return {k: (sum(r.kind == k and not r.right for r in rows), sum(r.kind == k for r in rows)) for k in kinds}
