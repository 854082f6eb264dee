"""The other door: no recording. What the clinician wrote or dictated after a session is the evidence.

The sentences are the clinician's own and stay as they are; they are only sorted into the sections.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.note import NoteTemplate
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.notes.evidence import Passage
from app.notes.written import HEADING, heading, statements, unknown_heading

__all__ = ["MADE_FROM", "SPEAKER", "TITLE_END", "heading", "is_summary", "sort_summary", "transcript_from_summary"]

SPEAKER = "clinician"
MADE_FROM = "Made from what the clinician wrote after the session; nothing was recorded."
"""What a note says of itself that was made without a recording."""
TITLE_END = HEADING


def transcript_from_summary(text: str) -> Transcript:
    """A summary as a transcript: one speaker, one turn per line, bullet or sentence.

    There is no sound: all turns are at 0.0 seconds.
    """
    turns = tuple(Turn(SPEAKER, 0.0, 0.0, sentence) for sentence in statements(text))
    speakers = (Speaker(SPEAKER, Role.THERAPIST, "Clinician summary"),) if turns else ()
    return Transcript(turns, speakers, 0.0)


def is_summary(transcript: Transcript) -> bool:
    """Whether a transcript is what the clinician typed, and not what was said."""
    return any(speaker.label == SPEAKER for speaker in transcript.speakers)


def sort_summary(template: NoteTemplate, found: Sequence[Passage], transcript: Transcript) -> list[tuple[str, Passage]]:
    """Each sentence with its section, in the order of the sections.

    A heading in the text decides for its lines; else the topics do; a sentence without any goes where
    the one before it went. What is the clinician's alone to say gets only what stands under its own heading.
    """
    sections = [s for s in template.sections if not s.clinician_only]
    current = sections[0].id if sections else ""
    under_heading = False
    placed: list[tuple[str, Passage]] = []
    for passage in found:
        text = transcript.turns[passage.turn].text
        named = heading(text, template)
        if named is not None:
            current, under_heading = named, True
            if not HEADING.match(text) or not HEADING.sub("", text, count=1).strip():
                continue
        elif unknown_heading(text):
            current, under_heading = sections[0].id if sections else "", False
            continue
        elif not under_heading and sections:
            fits = [
                (max((passage.topics.get(t, 0.0) for t in s.topics), default=0.0), -n) for n, s in enumerate(sections)
            ]
            best = max(fits)
            if best[0] > 0.3:
                current = sections[-best[1]].id
        if current:
            placed.append((current, passage))
    order = {section.id: n for n, section in enumerate(template.sections)}
    return sorted(placed, key=lambda p: (order[p[0]], p[1].turn))
