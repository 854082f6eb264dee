"""The command line: help that a person understands, exit codes, passphrases, bad files."""

from __future__ import annotations

import argparse
import json
import os
import stat
from pathlib import Path

import pytest

from app.bootstrap import main, window
from app.cli.check_note import _pairs
from app.cli.note_files import note_sentences, read_transcript
from app.cli.terminal import has_display, read_json, read_passphrase, write_json
from app.domain.errors import InputInvalid, NoDisplay
from app.domain.transcript import Role
from app.services.container import build_services
from app.services.paths import DEMO_SOUND, Places
from tests.demo import CHEAP, PASSPHRASE


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    services = build_services(Places(tmp_path / "vault", tmp_path / "models", tmp_path / "settings.toml"), CHEAP)
    services.vault.create(PASSPHRASE)
    services.close()
    return tmp_path / "vault"


@pytest.mark.parametrize(
    "command", ["demo", "process", "draft", "check-note", "verify", "models", "backup", "restore", "backup-check"]
)
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "usage: app" in capsys.readouterr().out


def test_the_formats_of_the_files_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check-note", "--help"])
    text = capsys.readouterr().out
    assert '{"turns": [{"speaker": "therapist"' in text and '"sections"' in text and "--jsonl" in text


def test_a_command_that_is_not_understood_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["juggle"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_no_command_takes_a_passphrase_as_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["verify", "--vault", "x", "--passphrase", "secret words here"])
    assert ended.value.code == 2
    capsys.readouterr()


def test_verify_says_that_all_is_well(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    assert main(["verify", "--vault", str(vault)]) == 0
    assert "as it was written" in capsys.readouterr().out


def test_verify_finds_a_changed_byte(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    keys = json.loads((vault / "keys.json").read_text(encoding="utf-8"))
    keys["audit_head"]["sequence"] += 1
    (vault / "keys.json").write_text(json.dumps(keys), encoding="utf-8")
    assert main(["verify", "--vault", str(vault)]) == 3
    assert "key file" in capsys.readouterr().out.lower()


def test_a_wrong_passphrase_and_a_missing_vault_are_said_in_words(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", "something else entirely")
    assert main(["verify", "--vault", str(vault)]) == 1
    wrong = capsys.readouterr().err
    assert "did not open" in wrong and "something else" not in wrong
    assert main(["verify", "--vault", str(tmp_path / "nowhere")]) == 1
    assert "There is no vault" in capsys.readouterr().err


def test_the_passphrase_comes_from_a_descriptor(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    assert main(["verify", "--vault", str(vault), "--passphrase-fd", str(reading)]) == 0
    capsys.readouterr()


def test_without_a_terminal_nobody_waits_for_a_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOTTO_PASSPHRASE", raising=False)
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        with pytest.raises(InputInvalid) as caught:
            read_passphrase(None, new=False)
    assert "SOTTO_PASSPHRASE" in caught.value.message()


def test_process_refuses_a_file_that_is_no_sound_and_leaves_a_whole_vault(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    (tmp_path / "x.wav").write_text("no sound", encoding="utf-8")
    out = tmp_path / "out.json"
    assert main(["process", str(tmp_path / "x.wav"), "--vault", str(vault), "--json", str(out)]) == 1
    assert "could not be read as sound" in capsys.readouterr().err
    assert not out.exists()
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    assert main(["verify", "--vault", str(vault)]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("wrong", [["--speakers", "99"], ["--template", "sonnet"], ["--json", "/proc/none/x.json"]])
def test_process_looks_at_everything_before_it_makes_a_vault(
    wrong: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    arguments = ["process", str(DEMO_SOUND), "--vault", str(tmp_path / "new"), "--json", str(tmp_path / "o"), *wrong]
    assert main(arguments) == 1
    assert not (tmp_path / "new").exists()
    assert capsys.readouterr().err


def test_process_of_a_missing_file_makes_no_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    assert main(["process", str(tmp_path / "no.wav"), "--vault", str(tmp_path / "new"), "--json", "-"]) == 1
    assert "not there" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    before = Path("/dev/null").stat()
    write_json("/dev/null", {"a": 1})
    assert Path("/dev/null").stat().st_rdev == before.st_rdev and stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    write_json(str(tmp_path / "x.json"), {"a": "ž"})
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == {"a": "ž"}
    assert stat.S_IMODE((tmp_path / "x.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["[" * 200_000, "9" * 5000 + "9" * 5000, "{", "\ufeff nonsense"])
def test_json_beyond_all_measure_is_refused_in_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputInvalid):
        read_json(tmp_path / "t.json", "transcript")


def test_json_as_a_text_editor_saves_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"turns": []}', encoding="utf-8-sig")
    assert read_json(tmp_path / "t.json", "transcript") == {"turns": []}


def test_control_characters_and_halves_of_characters_are_taken_out() -> None:
    turns = [{"speaker": "cl\x00ient", "text": "I\x1b[31m slept\ud83d well\u2028today."}]
    turn = read_transcript({"turns": turns}).turns[0]
    assert "\x1b" not in turn.text and "\x00" not in turn.speaker
    turn.text.encode("utf-8")


def test_a_pair_may_hold_separators_of_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = {"transcript": {"turns": [{"speaker": "client", "text": "One\u2028two."}]}, "note": {"sections": {}}}
    (tmp_path / "p.jsonl").write_text(json.dumps(pair, ensure_ascii=False) + "\n", encoding="utf-8")
    assert len(list(_pairs(argparse.Namespace(jsonl=tmp_path / "p.jsonl", transcript=None, note=None)))) == 1


def test_models_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("whisper-demo" in line and "in use" in line for line in lines)
    assert any("whisper-small " in line and "not installed" in line for line in lines)


def test_without_a_screen_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main([]) == 1
    assert "no screen" in capsys.readouterr().err
    assert has_display({"DISPLAY": ":0"}.get)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "turns"),
        ({"turns": "x"}, "turns"),
        ({"turns": ["x"]}, "Turn 0"),
        ({"turns": [{"speaker": "client"}]}, "Turn 0"),
        ({"turns": [{"speaker": "client", "text": "a", "start": "soon"}]}, "start"),
        ({"turns": [{"speaker": "client", "text": "a", "start": 2, "end": 1}]}, "ends before"),
        ({"turns": [{"speaker": "client", "text": "a", "start": True}]}, "start"),
        ({"turns": [{"speaker": "client", "text": "a", "end": float("nan")}]}, "end"),
    ],
)
def test_a_bad_transcript_is_named_by_its_turn(data: object, says: str) -> None:
    with pytest.raises(InputInvalid) as caught:
        read_transcript(data)
    assert says in caught.value.message()


def test_roles_are_taken_as_given_or_worked_out() -> None:
    given = read_transcript({"turns": [{"speaker": "client", "text": "How are you feeling?"}]})
    assert given.speakers[0].role is Role.CLIENT
    turns = [
        {"speaker": "A", "text": "How has the week been? What helped you to sleep?"},
        {"speaker": "B", "text": "I slept better. I did my breathing exercise and I called my sister."},
    ]
    worked_out = read_transcript({"turns": turns})
    assert {s.label: s.role for s in worked_out.speakers} == {"A": Role.THERAPIST, "B": Role.CLIENT}


def test_a_note_may_come_as_sections_or_as_sentences() -> None:
    split = note_sentences({"template": "soap", "sections": {"plan": "Call on Sunday. Meet Dr. Ray next week."}})
    assert [(s["id"], s["text"]) for s in split] == [
        ("plan-1", "Call on Sunday."),
        ("plan-2", "Meet Dr. Ray next week."),
    ]
    given = note_sentences({"sentences": [{"id": "a1", "section": "plan", "text": "Call. Then rest."}]})
    assert note_sentences({"sentences": [{"id": 7, "text": "A."}, {"text": "B."}]}) == [
        {"id": 7, "section": "", "text": "A."},
        {"id": "1", "section": "", "text": "B."},
    ]
    assert given == [{"id": "a1", "section": "plan", "text": "Call. Then rest."}]


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"sections": []},
        {"sections": {"plan": 3}},
        {"sentences": ["x"]},
        {"sentences": [{"id": 1}]},
        {"sentences": [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}]},
        {"sentences": [{"id": {"a": 1}, "text": "a"}]},
        {"sentences": [{"id": "a", "section": 3, "text": "a"}]},
    ],
)
def test_a_bad_note_is_refused(data: object) -> None:
    with pytest.raises(InputInvalid):
        note_sentences(data)


def test_a_bad_line_of_pairs_is_named_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = json.dumps({"transcript": {"turns": []}, "note": {"sections": {}}})
    (tmp_path / "pairs.jsonl").write_text(f"{good}\nnot json\n", encoding="utf-8")
    assert main(["check-note", "--jsonl", str(tmp_path / "pairs.jsonl"), "--json", "-"]) == 1
    assert "Line 2" in capsys.readouterr().err
    assert main(["check-note", "--transcript", str(tmp_path / "none.json"), "--note", "x", "--json", "-"]) == 1
    assert main(["check-note", "--json", "-"]) == 1
    assert "--jsonl" in capsys.readouterr().err


def test_the_window_leaves_the_passphrase_to_no_process_that_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("app.bootstrap.has_display", lambda: False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    with pytest.raises(NoDisplay):
        window()
    assert "SOTTO_PASSPHRASE" not in os.environ
