"""Reads the invented sessions and notes of `tests/data/nudges`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from app.domain.goal import Goal
from app.domain.note import Note, NoteSentence, NoteTemplate, Origin, Signature
from app.domain.session import Client, Session, SessionState, SessionType
from app.domain.transcript import Transcript, transcript_from_dict
from app.notes.nudges import Background, EarlierNote, Nudge, find_nudges
from app.notes.summary import transcript_from_summary
from app.notes.templates import TemplateLibrary

DATA = Path(__file__).resolve().parents[3] / "data" / "nudges"
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
MEANING = "I have reviewed this note."


def cases(name: str) -> list[dict[str, Any]]:
    """All cases of a file."""
    return list(yaml.safe_load((DATA / name).read_text(encoding="utf-8")))


def note_of(sections: dict[str, list[str]], template: str = "dap", note_id: str = "today") -> Note:
    """A note from the texts of its sections; sentences are called "<section>.<number>"."""
    sentences = tuple(
        NoteSentence(f"{section}.{n}", section, text, Origin.MODEL)
        for section, texts in sections.items()
        for n, text in enumerate(texts)
    )
    return Note(note_id, "s", template, sentences)


def signed(note: Note, days: int) -> EarlierNote:
    """An earlier note, signed so many days before NOW."""
    at = NOW - timedelta(days=days)
    signature = Signature("A. Ray", "LCSW", at, MEANING)
    return EarlierNote(Note(note.id, f"s{days}", note.template_id, note.sentences, signature=signature), at, "DAP")


def transcript_of(case: dict[str, Any]) -> Transcript | None:
    """The session's words, spoken or typed."""
    lines = [line.split(": ", 1) for line in case.get("transcript", ())]
    if not lines:
        return None
    if case.get("typed"):
        return transcript_from_summary("\n".join(text for _, text in lines))
    turns = [
        {"speaker": who, "start": n * 60.0, "end": n * 60.0 + 30.0, "text": text} for n, (who, text) in enumerate(lines)
    ]
    return transcript_from_dict({"turns": turns})


def background_of(case: dict[str, Any]) -> Background:
    """Everything of a case but its note."""
    began = NOW - timedelta(hours=case.get("hours", 2))
    ended = None if case.get("typed") else began + timedelta(minutes=50)
    session = Session("s", "c", SessionType(case.get("type", "individual")), 2, SessionState.DRAFTED, began, ended)
    client = Client("c", "K-1", **case.get("client", {}))
    goals = [Goal(f"g{n}", "c", text, NOW - timedelta(days=60)) for n, text in enumerate(case.get("goals", ()))]
    earlier = [signed(note_of(e["note"], note_id=f"n{n}"), e["days"]) for n, e in enumerate(case.get("earlier", ()))]
    return Background(session, client, transcript_of(case), earlier, goals, "Ruth Calder")


def template_of(case: dict[str, Any]) -> NoteTemplate:
    """The format of a case."""
    return TemplateLibrary().get(case.get("template", "dap"))


def nudges_of(case: dict[str, Any]) -> list[Nudge]:
    """What is found in a case."""
    template = template_of(case)
    return find_nudges(background_of(case), note_of(case["note"], template.id), template, NOW)
