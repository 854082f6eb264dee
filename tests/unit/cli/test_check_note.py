"""`app check-note`: pasted notes and transcripts, what is printed, exit codes, and bad files."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import main
from app.cli import check_note
from app.cli.note_files import pasted_sentences, pasted_turns, read_note, read_transcript_file
from app.domain.errors import InputInvalid, WorkerCrashed
from app.domain.transcript import Role
from app.notes.check import Checker
from app.notes.votes import Votes
from app.services.language_tools import LanguageTools

TALK = """\
[0:00] Therapist: How did you sleep this week?
[0:05] Client: I slept about six hours a night.
My sister called me on Sunday.
[1:07] Therapist: What will you do about the phone?
[1:12] Client: I will keep it out of the bedroom.
"""
NOTE = """\
Subjective: Client slept about six hours a night. Client denied
homicidal ideation.

PLAN:
- Client will keep the phone out of the bedroom.
- Client's sister called on Sunday
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    return tmp_path / "talk.txt", tmp_path / "note.txt"


def run(talk: Path | str, note: Path | str, *more: str) -> int:
    return main(["check-note", "--transcript", str(talk), "--note", str(note), "--without-model", *more])


def test_what_is_printed_says_verdict_score_reasons_and_the_words_with_their_time(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*files) == 0
    out = capsys.readouterr().out
    lines = [line.strip() for line in out.splitlines()]
    at = lines.index("Subjective")
    assert lines[at + 1].startswith("found") and lines[at + 1].endswith("Client slept about six hours a night.")
    assert 0.5 <= float(lines[at + 1].split()[1]) <= 1.0
    assert "turn 1, 0:05, Client: “I slept about six hours a night.”" in lines
    denied = next(n for n, line in enumerate(lines) if "homicidal" in line)
    assert lines[denied].startswith("NOT FOUND") and lines[denied + 1].startswith("- ")
    assert "PLAN" in lines and "1 of 4 sentences not found in the session." in lines


def test_strict_tells_of_marks_by_its_exit_code(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*files, "--strict") == 3
    files[1].write_text("Client slept about six hours a night.", encoding="utf-8")
    assert run(*files, "--strict") == 0
    capsys.readouterr()


def test_as_json_it_says_the_same(files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*files, "--json", "-") == 0
    out, err = capsys.readouterr()
    found: list[dict[str, Any]] = json.loads(out)["sentences"]
    assert [s["id"] for s in found] == ["Subjective-1", "Subjective-2", "PLAN-1", "PLAN-2"]
    assert [s["marked"] for s in found] == [False, True, False, False]
    assert all((s["verdict"] == "unsupported") is s["marked"] for s in found) and err == ""
    assert found[0]["evidence"][0] == {"turn": 1, "start": 5.0, "end": pytest.approx(20, abs=60), "quote": (
        "I slept about six hours a night.")}  # fmt: skip
    assert run(*files, "--json", str(tmp_path / "out.json")) == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == {"sentences": found}
    assert capsys.readouterr().out == ""


def test_a_note_can_be_pasted_into_standard_input(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Pasted:
        buffer = io.BytesIO(b"Client slept about six hours a night.")

    monkeypatch.setattr(sys, "stdin", Pasted())
    assert run(files[0], "-") == 0
    assert "0 of 1 sentences not found" in capsys.readouterr().out
    assert run("-", "-") == 1
    assert "Only one" in capsys.readouterr().err


def test_a_vote_that_fails_is_told_of(
    files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Dead:
        def entail(self, pairs: object) -> list[Any]:
            raise WorkerCrashed("note worker")

    monkeypatch.setattr(LanguageTools, "checker", lambda *_, **__: Checker(None, votes=Votes(Dead())))
    arguments = ["check-note", "--transcript", str(files[0]), "--note", str(files[1])]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert "The vote of the entailment failed" in err and "the second reading failed" in out
    assert "1 of 4 sentences not found" in out
    caplog.clear()


# ---- files -----------------------------------------------------------------------------------------


def test_titles_bullets_and_broken_lines_of_a_pasted_note() -> None:
    text = (
        "## Data\n1. Client slept. Client ate.\n2) Client called\nher sister.\n\n"
        "**Assessment:** Improving.\n• One\n• Two\nClient: “I slept well.”\nRisk / safety: none asked\n"
        "Therapist said: this is not a title that opens anything here.\n"
    )
    found = [(s["section"], s["text"]) for s in pasted_sentences(text)]
    assert found == [
        ("Data", "Client slept."),
        ("Data", "Client ate."),
        ("Data", "Client called her sister."),
        ("Assessment", "Improving."),
        ("Assessment", "One"),
        ("Assessment", "Two Client: “I slept well.”"),
        ("Risk / safety", "none asked Therapist said: this is not a title that opens anything here."),
    ]
    assert len({s["id"] for s in pasted_sentences("Client slept.\n\nPlan: Rest.\n\nPlan: Walk.")}) == 3


def test_a_pasted_transcript_has_speakers_times_and_lines_that_go_on(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("T: How are you?\nPT: Fine.\nand so on: I said no.\n[1:02:03] Dr. Ray: Good.\n", encoding="utf-8")
    found = read_transcript_file(path)
    assert [(t.speaker, t.text) for t in found.turns] == [
        ("therapist", "How are you?"), ("client", "Fine. and so on: I said no."), ("Dr. Ray", "Good."),
    ]  # fmt: skip
    assert found.turns[2].start == 3723.0 and found.speakers[0].role is Role.THERAPIST
    timed = pasted_turns(TALK)
    assert [(t["start"], t["end"]) for t in timed] == [(0, 5), (5, 67), (67, 72), (72, 72)]


def test_roles_of_a_pasted_transcript_are_worked_out_where_nobody_says(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(
        "A: How has the week been? What helped you to sleep?\n"
        "B: I slept better. I did my breathing exercise and I called my sister.\n",
        encoding="utf-8",
    )
    roles = {s.label: s.role for s in read_transcript_file(tmp_path / "t.txt").speakers}
    assert roles == {"A": Role.THERAPIST, "B": Role.CLIENT}


@pytest.mark.parametrize(
    ("talk", "note", "says"),
    [
        (b"", b"Client slept.", "transcript is empty"),
        (b"nobody speaks here", b"Client slept.", "who speaks"),
        (b"Client: I slept.", b"", "note is empty"),
        (b"Client: I slept.", b" \n\n", "note is empty"),
        (b"Client: I slept.", b"\xff\xfe", "UTF-8"),
        (b'{"turns": [', b"Client slept.", "not JSON"),
        (b'{"turns": 3}', b"Client slept.", "turns"),
        (b"Client: I slept.", b'{"sections": {"plan": 3}}', "section"),
        (b"Client: I slept.", b"[1]", "sections"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_of_it_quoted(
    talk: bytes, note: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t").write_bytes(talk)
    (tmp_path / "n").write_bytes(note)
    assert run(tmp_path / "t", tmp_path / "n") == 1
    out, err = capsys.readouterr()
    assert says in err and out == "" and "slept" not in err and "speaks here" not in err


def test_a_missing_file_is_named_by_what_it_is(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files[0].parent / "none", files[1]) == 1
    assert "transcript is not there" in capsys.readouterr().err
    assert run(files[0], files[0].parent / "none") == 1
    assert "note is not there" in capsys.readouterr().err


def test_where_the_answer_cannot_be_written_nothing_is_checked(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_note, "build_services", lambda _: pytest.fail("looked at too late"))
    assert run(*files, "--json", str(files[0] / "x.json")) == 1
    assert capsys.readouterr().err


def test_a_file_called_json_is_read_as_such(tmp_path: Path) -> None:
    (tmp_path / "n.json").write_text("Client slept.", encoding="utf-8")
    with pytest.raises(InputInvalid):
        read_note(tmp_path / "n.json")


def test_codes_of_control_never_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t").write_text("Client: I slept\x1b[31m six hours\x07.", encoding="utf-8")
    (tmp_path / "n").write_text("Plan\x1b[2J: Client slept six\x1b]0;x\x07 hours.", encoding="utf-8")
    assert run(tmp_path / "t", tmp_path / "n") == 0
    assert "\x1b" not in capsys.readouterr().out
