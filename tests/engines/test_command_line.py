"""Draft and check from plain files, with the real models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import main

pytestmark = pytest.mark.engines
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    script = json.loads((ROOT / "resources/demo/script.json").read_text(encoding="utf-8"))
    turns = [
        {"speaker": who, "start": i, "end": i + 0.9, "text": text} for i, (who, text) in enumerate(script["turns"])
    ]
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"turns": turns}), encoding="utf-8")
    return path


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", ["dap", "soap", "birp"])
def test_a_draft_has_evidence_or_a_mark_for_every_sentence(
    template: str, transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "note.json"
    assert main(["draft", "--transcript", str(transcript), "--template", template, "--json", str(out)]) == 0
    note = read(out)
    assert note["template"] == template and len(note["sentences"]) >= 8
    assert all(s["evidence"] or s["marked"] for s in note["sentences"])
    turns = len(read(transcript)["turns"])
    assert all(0 <= e["turn"] < turns for s in note["sentences"] for e in s["evidence"])
    capsys.readouterr()


def test_an_unknown_format_is_said_in_words(
    transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", "--transcript", str(transcript), "--template", "sonnet", "--json", "-"]) == 1
    assert "note format" in capsys.readouterr().err


def test_many_pairs_are_answered_in_order(transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    true = {"sentences": [{"id": "x", "section": "plan", "text": "Client will call her sister on Sunday."}]}
    false = {"sections": {"plan": "Client denied homicidal ideation."}}
    lines = [json.dumps({"transcript": read(transcript), "note": note}) for note in (true, false)]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.json"
    assert main(["check-note", "--jsonl", str(tmp_path / "pairs.jsonl"), "--json", str(out)]) == 0
    first, second = (answer["sentences"][0] for answer in read(out))
    assert first["id"] == "x" and not first["marked"] and first["evidence"][0]["turn"] == 33
    assert second["id"] == "plan-1" and second["marked"] and second["score"] < first["score"]
    capsys.readouterr()
