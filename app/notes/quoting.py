"""The session's own words as they stand in a note, and what a note calls who said them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from app.domain.note import CheckResult, Evidence, NoteSentence, Origin, Source
from app.domain.transcript import Role, Transcript
from app.notes.evidence import Passage
from app.notes.text import without_control_tokens

_INNER_QUOTES = str.maketrans('“”„"', "‘’‘'")
_FRAMED = re.compile(r"(?:^|(?<=” ))(?P<who>[^“”:]{1,60}): “(?P<words>[^“”]*)”(?: |$)")

Name = Callable[[Transcript, str], str]
"""What a note calls a speaker, by the transcript and the speaker's label."""


def speaker_name(transcript: Transcript, label: str) -> str:
    """What a note calls a speaker: the name or role, and the label too where several share it."""
    name = without_control_tokens(transcript.name_of(label)).replace(":", " ").strip() or "Speaker"
    alike = [s for s in transcript.speakers if transcript.name_of(s.label) == transcript.name_of(label)]
    speaker = next((s for s in transcript.speakers if s.label == label), None)
    if speaker is not None and speaker.role is Role.UNKNOWN and not speaker.name:
        return f"Speaker {label}"
    return f"{name} ({label})" if len(alike) > 1 else name


def quotation(passage: Passage, transcript: Transcript, name: Name = speaker_name) -> str:
    """A passage as it stands in a note: `Client: “I slept better.”`, with its question where it has one."""
    parts = []
    for evidence in passage.evidence():
        who = name(transcript, transcript.turns[evidence.turn].speaker)
        parts.append(f"{who}: “{quotable(evidence.quote)}”")
    return " ".join(parts)


def quotable(words: str) -> str:
    """Words as they stand between quotation marks."""
    words = re.sub(r"(?<=\w)[“”„\"](?=\w)", " ", without_control_tokens(words))
    return words.translate(_INNER_QUOTES)


def frames(text: str) -> list[tuple[str, str]] | None:
    """A text that is nothing but quotations as (who, words), in order; None for any other text."""
    found: list[tuple[str, str]] = []
    place = 0
    for match in _FRAMED.finditer(text):
        if match.start() != place:
            return None
        found.append((match["who"], match["words"]))
        place = match.end()
    return found if found and place == len(text) else None


def made(
    section: str,
    text: str,
    origin: Origin,
    result: CheckResult,
    evidence: tuple[Evidence, ...],
    source: Source = Source.SESSION,
) -> NoteSentence:
    """A new sentence of a note, with what the check says of it."""
    return NoteSentence(
        id=uuid.uuid4().hex,
        section=section,
        text=text,
        origin=origin,
        verdict=result.verdict,
        score=result.score,
        reasons=result.reasons,
        evidence=evidence,
        source=source,
    )
