"""`app draft` on files, for every format, without any model: the command itself, its parser and its answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import main
from app.cli.parser import FORMATS
from app.notes.check import Checker
from app.notes.templates import TemplateLibrary, template_to_yaml
from app.services.language_tools import LanguageTools

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = TemplateLibrary()
EVERY = [t.id for t in LIBRARY.list()]
COMPOSED = [f"dap+{overlay.id}" for overlay in LIBRARY.overlays()]


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The floor: no sentence model either, so that no worker is started."""
    monkeypatch.setenv("SOTTO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(LanguageTools, "checker", lambda *_: Checker(None))


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    script = json.loads((ROOT / "resources/demo/script.json").read_text(encoding="utf-8"))
    turns = [
        {"speaker": who, "start": i, "end": i + 0.9, "text": text} for i, (who, text) in enumerate(script["turns"])
    ]
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"turns": turns}), encoding="utf-8")
    return path


def draft(transcript: Path, template: str) -> Any:
    out = transcript.with_name("note.json")
    code = main(
        ["draft", "--transcript", str(transcript), "--template", template, "--without-model", "--json", str(out)]
    )
    assert code == 0
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", [*EVERY, *COMPOSED])
def test_each_format_is_drafted_from_a_file(template: str, transcript: Path) -> None:
    note = draft(transcript, template)
    drafted = {s.id for s in LIBRARY.get(template).sections if not s.clinician_only}
    words = json.loads(transcript.read_text(encoding="utf-8"))["turns"]
    assert note["template"] == template and len(note["sentences"]) >= 4
    assert {s["section"].partition("@")[0] for s in note["sentences"]} <= drafted
    for sentence in note["sentences"]:
        assert sentence["evidence"] or sentence["marked"]
        assert sentence["origin"] == "quotation"
        assert all(e["quote"] in words[e["turn"]]["text"] for e in sentence["evidence"])


def test_a_format_of_ones_own_comes_from_a_file(transcript: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(template_to_yaml(LIBRARY.get("pie")).replace("id: pie", "id: mine", 1), encoding="utf-8")
    note = draft(transcript, str(path))
    assert note["template"] == "mine" and {"problem", "evaluation"} <= set(note["sections"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "mine.yaml cannot be opened"),
        ("id: x", "mine.yaml: title is missing"),
        (
            "id: x\ntitle: X\nsections: [{id: a, title: A, guidance: G, words_of: me}]",
            "section 1 (A): words_of must be",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_drafted(
    content: str | None, said: str, transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "mine.yaml", tmp_path / "note.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    arguments = ["draft", "--transcript", str(transcript), "--template", str(path), "--json", str(out)]
    assert main(arguments) == 1
    assert said in capsys.readouterr().err and not out.exists()


def test_the_help_lists_every_format() -> None:
    listed = FORMATS.replace(",", " ").replace(";", " ").replace(".", " ").split()
    assert set(EVERY) <= set(listed) and {o.id for o in LIBRARY.overlays()} <= set(listed)
