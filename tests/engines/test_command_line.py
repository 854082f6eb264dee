"""Draft and check from plain files, with the real models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from app.bootstrap import main
from tests.demo import PASSPHRASE, read_demo

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


def test_flac_and_stereo_mp3_give_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pcm = np.frombuffer(read_demo(0.0, 47.0), dtype="<i2")
    files = {"a.flac": (16_000, "mono", "flac"), "b.mp3": (44_100, "stereo", "libmp3lame")}
    words = []
    for name, (rate, layout, codec) in files.items():
        write(tmp_path / name, pcm, rate, layout, codec)
        monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
        out = tmp_path / f"{name}.json"
        assert main(["process", str(tmp_path / name), "--vault", str(tmp_path / "vault"), "--json", str(out)]) == 0
        words.append([(t["speaker"], t["text"]) for t in read(out)["transcript"]["turns"]])
    assert words[0] == words[1] and len(words[0]) == 8
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    assert main(["verify", "--vault", str(tmp_path / "vault")]) == 0
    capsys.readouterr()


def write(path: Path, samples: NDArray[np.int16], rate: int, layout: str, codec: str) -> None:
    """Samples at 16 kHz as a sound file of another rate, layout and codec."""
    frame = av.AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
    frame.sample_rate = 16_000
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=rate)
        stream.layout = layout
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate, frame_size=1152)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
