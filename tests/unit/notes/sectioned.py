"""How the notes of `tests/data/check_notes` are read: sentences by section, supported or not."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.domain.transcript import Transcript
from tests.unit.notes.sessions import ROOT, session

NOTES = ROOT / "tests" / "data" / "check_notes"
ANNOMI = Path(os.environ.get("SOTTO_ANNOMI", ROOT.parent / "shared" / "data" / "annomi-simple.csv"))
"""Conversations that some notes were written on; never a part of this project."""
SECTIONS = ("S", "O", "A", "P")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of a note: whose manner it is written in, its section, and whether the session supports it."""

    writer: str
    section: str
    text: str
    supported: bool


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """A session and the sentences of its notes. `seen`: weights were chosen with it."""

    name: str
    seen: bool
    transcript: Transcript
    sentences: tuple[Labelled, ...]


def labelled_notes() -> Iterator[LabelledNote]:
    """All notes whose session is here."""
    for path in sorted(NOTES.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        lines = data["turns"] if "turns" in data else _conversation(str(data["conversation"]))
        if lines:
            yield LabelledNote(path.stem, bool(data["seen"]), session(*lines), tuple(_sentences(data["notes"])))


def _sentences(notes: dict[str, dict[str, list[str]]]) -> Iterator[Labelled]:
    for writer, note in notes.items():
        for section, written in note.items():
            for line in written:
                text, _, _ = line[2:].partition(" | ")
                yield Labelled(writer, section, text.strip(), line.startswith("+"))


def _conversation(number: str) -> list[str]:
    """The turns of a conversation of AnnoMI; none without the file."""
    if not ANNOMI.exists():
        return []
    with ANNOMI.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = [row for row in csv.DictReader(file) if row["transcript_id"] == number]
    return [f"{row['interlocutor']}: {row['utterance_text']}" for row in rows]
