"""Notes and transcripts as files: in the exchange format, or as plain text that somebody pasted."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path
from typing import Any

from app.cli.terminal import parse_json
from app.domain.errors import InputInvalid
from app.domain.transcript import Role, Transcript, clean_text, transcript_from_dict
from app.notes.roles import with_roles
from app.notes.text import sentences

SCREEN = "-"
_JSON = re.compile(r"\s*(?:\{|\[(?!\d+:))")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_TITLE = re.compile(r"^\s*#{0,4}\s*\**([A-Za-z][A-Za-z /&'-]{0,40}?)\**\s*:\**\s*(.*)$")
_MARKED_TITLE = re.compile(r"^\s*#{1,4}\s+\**(.{1,60}?)\**\s*:?\s*$")
_LONGEST_TITLE = 4  # words
_MOST_NAMES = 3
_SPEAKERS = frozenset(("client", "patient", "therapist", "clinician", "counselor", "counsellor", "speaker"))
_SPOKEN = re.compile(r"^\s*(?:\[?((?:\d{1,2}:)?\d{1,3}:\d{2}(?:\.\d+)?)\]?\s*)?([^:\n]{1,40}):\s*(.*)$")


def read_note(path: Path) -> list[dict[str, Any]]:
    """The sentences of a note in a file, or from standard input for "-". Raises InputInvalid."""
    text = _text(path, "note")
    if _is_json(path, text):
        return note_sentences(parse_json(text, "note"))
    found = pasted_sentences(text)
    if not found:
        raise InputInvalid("The note is empty.")
    return found


def read_transcript_file(path: Path) -> Transcript:
    """A transcript in a file, or from standard input for "-". Raises InputInvalid."""
    text = _text(path, "transcript")
    if _is_json(path, text):
        return read_transcript(parse_json(text, "transcript"))
    return read_transcript({"turns": pasted_turns(text)})


def _is_json(path: Path, text: str) -> bool:
    """By its name, or because it begins as JSON does, and not with a time in brackets."""
    return path.suffix.lower() == ".json" or bool(_JSON.match(text))


def _text(path: Path, what: str) -> str:
    try:
        if str(path) == SCREEN:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputInvalid(f"The {what} is not there or cannot be read.") from error
    except UnicodeDecodeError as error:
        raise InputInvalid(f"The {what} is not a text in UTF-8.") from error


def read_transcript(data: object) -> Transcript:
    """A transcript in the exchange format; roles are worked out where none is given. Raises InputInvalid."""
    transcript = transcript_from_dict(data)
    named = any(speaker.role is not Role.UNKNOWN for speaker in transcript.speakers)
    return transcript if named else with_roles(transcript)


# ---- notes -----------------------------------------------------------------------------------------


def note_sentences(data: object) -> list[dict[str, Any]]:
    """The sentences of a note in the exchange format, each with id, section and text. Raises InputInvalid."""
    if isinstance(data, dict) and isinstance(data.get("sentences"), list):
        found = [_given(number, item) for number, item in enumerate(data["sentences"])]
        if len({item["id"] for item in found}) != len(found):
            raise InputInvalid("Two sentences of the note have the same id.")
        return found
    if not isinstance(data, dict) or not isinstance(data.get("sections"), dict):
        raise InputInvalid('The note must be a JSON object with "sections" or "sentences".')
    split: list[dict[str, Any]] = []
    for section, text in data["sections"].items():
        if not isinstance(text, str):
            raise InputInvalid("Each section of the note must be a text.")
        for number, sentence in enumerate(sentences(clean_text(text)), 1):
            split.append({"id": f"{section}-{number}", "section": str(section), "text": sentence})
    return split


def _given(number: int, item: object) -> dict[str, Any]:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise InputInvalid(f'Sentence {number} of the note needs a "text".')
    identifier, section = item.get("id"), item.get("section")
    if identifier is None:
        identifier = str(number)
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise InputInvalid(f'Sentence {number} of the note: "id" must be a text or a whole number.')
    if section is not None and not isinstance(section, str):
        raise InputInvalid(f'Sentence {number} of the note: "section" must be a text.')
    return {"id": identifier, "section": section or "", "text": clean_text(item["text"])}


def pasted_sentences(text: str) -> list[dict[str, Any]]:
    """The sentences of a note as plain text, in the form of `note_sentences`.

    A short title before a colon ("Plan: …", "S:", "## Plan") opens a section; bullets are taken off; a line that
    ends without a full stop goes on in the next one, unless an empty line, a bullet or a title comes between.
    """
    blocks: list[tuple[str, str]] = []
    section, goes_on = "", False
    for line in clean_text(text).split("\n"):
        title, rest = _title(line)
        if title is not None:
            section, goes_on = title, False
            line = rest  # noqa: PLW2901 - what stands behind the title
        bullet = bool(_BULLET.match(line))
        words = _BULLET.sub("", line).strip()
        if not words:
            goes_on = False
        elif goes_on and not bullet:
            blocks[-1] = (section, f"{blocks[-1][1]} {words}")
        else:
            blocks.append((section, words))
            goes_on = True
    found: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    for name, block in blocks:
        for sentence in sentences(block):
            counts[name] = counts.get(name, 0) + 1
            found.append({"id": f"{name or 'note'}-{counts[name]}", "section": name, "text": sentence})
    return found


def _title(line: str) -> tuple[str | None, str]:
    """A section's title and what follows it on the line; None where the line has none. Who speaks is no title."""
    marked = _MARKED_TITLE.match(line)
    if marked is not None:
        return marked.group(1).strip(), ""
    match = _TITLE.match(line)
    if match is None:
        return None, line
    words = match.group(1).split()
    if len(words) > _LONGEST_TITLE or words[0].lower() in _SPEAKERS:
        return None, line
    return match.group(1).strip(), match.group(2)


# ---- transcripts -----------------------------------------------------------------------------------


def pasted_turns(text: str) -> list[dict[str, Any]]:
    """The turns of a transcript as plain text: `Client: …` or `[12:34] Client: …` opens one, other lines go on.

    Raises InputInvalid where nothing says who speaks first.
    """
    turns: list[dict[str, Any]] = []
    for line in clean_text(text).split("\n"):
        match = _SPOKEN.match(line)
        if match is not None and _names_a_speaker(match.group(2)):
            time, who, words = match.groups()
            turn: dict[str, Any] = {"speaker": _speaker(who), "text": words.strip()}
            if time is not None:
                turn["start"] = turn["end"] = _seconds(time)
            turns.append(turn)
        elif line.strip():
            if not turns:
                raise InputInvalid("The transcript must begin with who speaks, as in 'Client: …'.")
            turns[-1]["text"] = f"{turns[-1]['text']} {line.strip()}".strip()
    if not turns:
        raise InputInvalid("The transcript is empty.")
    for turn, following in itertools.pairwise(turns):
        if "start" in turn and "start" in following:
            turn["end"] = max(turn["start"], following["start"])
    return turns


def _names_a_speaker(text: str) -> bool:
    """ "Client", "t", "Dr. Ray", "Speaker 2"; not "and she said"."""
    words = text.split()
    known = " ".join(words).lower() in _SPEAKERS | {"t", "c", "pt"}
    return known or (0 < len(words) <= _MOST_NAMES and all(not word[0].islower() for word in words))


def _speaker(name: str) -> str:
    plain = name.strip()
    role = plain.lower()
    if role in ("t", "therapist", "clinician", "counselor", "counsellor"):
        return "therapist"
    return "client" if role in ("c", "client", "patient", "pt") else plain


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.split(":"):
        seconds = seconds * 60.0 + float(part)
    return seconds
