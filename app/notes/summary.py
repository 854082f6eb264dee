"""The other door: no recording. What the clinician typed after a session is the evidence.

The sentences are the clinician's own and stay as they are; they are only sorted into the sections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.note import NoteTemplate
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.notes.evidence import Passage
from app.notes.text import sentences

SPEAKER = "clinician"
_BULLET = re.compile(r"^\s*(?:[-*•‣·–—]+|\(?\d{1,2}[.)]|\[[ xX]?\])\s+")
TITLE_END = re.compile(r"^\s*[A-Za-z/ ]{1,25}:\s*")
_ALSO = {
    "s": "subjective", "o": "objective", "a": "assessment", "p": "plan", "d": "data", "b": "behavior",
    "behaviour": "behavior", "i": "intervention", "interventions": "intervention", "r": "response",
    "next steps": "plan",
}  # fmt: skip


def transcript_from_summary(text: str) -> Transcript:
    """A summary as a transcript: one speaker, one turn per line, bullet or sentence.

    There is no sound, so a turn's times count turns, not seconds: turn 3 runs from 3.0 to 3.0.
    """
    turns: list[Turn] = []
    for line in text.splitlines():
        plain = " ".join(_BULLET.sub("", line).split())
        for sentence in sentences(plain):
            turns.append(Turn(SPEAKER, 0.0, 0.0, sentence))
    speakers = (Speaker(SPEAKER, Role.THERAPIST, "Clinician summary"),) if turns else ()
    return Transcript(tuple(turns), speakers, 0.0)


def is_summary(transcript: Transcript) -> bool:
    """Whether a transcript is what the clinician typed, and not what was said."""
    return any(speaker.label == SPEAKER for speaker in transcript.speakers)


def heading(text: str, template: NoteTemplate) -> str | None:
    """The section that a line names at its beginning ("Plan: …", "P: …"), or None."""
    match = TITLE_END.match(text)
    if match is None:
        return None
    name = match.group().strip(" :").lower()
    for section in template.sections:
        if name in (section.id, section.title.lower()) or _ALSO.get(name) == section.id:
            return section.id
    return None


def sort_summary(template: NoteTemplate, found: Sequence[Passage], transcript: Transcript) -> list[tuple[str, Passage]]:
    """Each sentence with its section, in the order of the sections.

    A heading in the text decides for its lines; else the topics do; a sentence without any goes where
    the one before it went.
    """
    sections = [s for s in template.sections if not s.clinician_only]
    if not sections:
        return []
    current, under_heading = sections[0].id, False
    placed: list[tuple[str, Passage]] = []
    for passage in found:
        text = transcript.turns[passage.turn].text
        named = heading(text, template)
        if named is not None:
            current, under_heading = named, True
            if not TITLE_END.sub("", text).strip():
                continue
        elif not under_heading:
            fits = [
                (max((passage.topics.get(t, 0.0) for t in s.topics), default=0.0), -n) for n, s in enumerate(sections)
            ]
            best = max(fits)
            if best[0] > 0.3:
                current = sections[-best[1]].id
        placed.append((current, passage))
    order = {section.id: n for n, section in enumerate(template.sections)}
    return sorted(placed, key=lambda p: (order[p[0]], p[1].turn))
