"""The demo session for tests: its sound, the truth about it, and what the engines are told."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import jiwer

from app.audio.decode import SoundFile
from app.domain.transcript import SAMPLE_RATE, Role, Transcript
from app.services.catalogue import load_catalogue
from app.services.paths import DEMO_SOUND
from app.vault.kdf import KdfCost
from app.workers.protocol import LoadModel

ROOT = Path(__file__).resolve().parent.parent
CHEAP = KdfCost(memory_kib=64 * 1024, time=1, parallelism=1)
PASSPHRASE = "umbrella giraffe window"


@cache
def demo_pcm() -> bytes:
    """The demo session as mono s16le PCM at 16 kHz."""
    with SoundFile(DEMO_SOUND) as sound:
        return b"".join(sound.blocks())


@cache
def demo_truth() -> list[dict[str, object]]:
    """Every sentence with turn, role, text, start and end in seconds."""
    truth: list[dict[str, object]] = json.loads((ROOT / "resources/demo/truth.json").read_text(encoding="utf-8"))
    return truth


def read_demo(start: float, end: float) -> bytes:
    """The demo's sound between two times in seconds."""
    return demo_pcm()[int(start * SAMPLE_RATE) * 2 : int(end * SAMPLE_RATE) * 2]


def plain(text: str) -> str:
    """Small letters, no punctuation: what a word error rate is counted on."""
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def word_error_rate(heard: str, until: float = 1e9) -> float:
    """Of `heard` against the demo's sentences that end before `until` seconds."""
    said = " ".join(str(row["text"]) for row in demo_truth() if float(str(row["end"])) <= until)
    return float(jiwer.wer(plain(said), plain(heard)))


def sentences_with_wrong_speaker(transcript: Transcript, until: float = 1e9) -> list[str]:
    """The demo's sentences whose words are not in a turn of the right role."""
    by_role = {
        role: " ".join(plain(turn.text) for turn in transcript.turns if transcript.role_of(turn) is role)
        for role in (Role.THERAPIST, Role.CLIENT)
    }
    rows = [row for row in demo_truth() if float(str(row["end"])) <= until]
    return [str(row["text"]) for row in rows if plain(str(row["text"])) not in by_role[Role(str(row["role"]))]]


def load_request(task: str) -> LoadModel:
    """What a worker is told to load for a task: the demo's models (or the sentence model)."""
    entry = next(e for e in load_catalogue().values() if e.task == task and (e.demo or task == "embedding"))
    folder = entry.folder(ROOT / "none")
    assert folder is not None, f"the package of {entry.id} is not installed"
    return LoadModel(task, str(entry.load_path(folder)), entry.settings)
