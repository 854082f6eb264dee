"""The session's own words as they stand in a note, and what a note calls who said them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.note import CheckResult, Evidence, NoteSentence, NoteTemplate, Origin, Section, Source, Verdict
from app.domain.transcript import Role, Transcript
from app.notes.evidence import Passage, TopicScorer, choose, passages
from app.notes.lexicons import Lexicons
from app.notes.moments import Moment
from app.notes.prepared import PreparedTranscript
from app.notes.text import control_pieces, is_content, stems, tokens, without_control_tokens

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


def verbatim(passage: Passage, transcript: Transcript) -> Passage | None:
    """The passage, if its words stand in its turns as they will be quoted; else its longest stretch that does.

    What looks like a part of a prompt is left out of quotations, so that words around it do not follow each other.
    """
    if all(_stands(e.quote, transcript.turns[e.turn].text) for e in passage.evidence()):
        return passage
    pieces = [
        replace(moment, text=piece)
        for moment in passage.moments
        for piece in control_pieces(moment.text)
        if _stands(piece, transcript.turns[moment.turn].text)
    ]
    if not pieces:
        return None
    return replace(passage, moments=(max(pieces, key=lambda m: len(m.text)),), question=None)


def _stands(words: str, text: str) -> bool:
    said = tokens(quotable(words))
    return bool(said) and f" {' '.join(said)} " in f" {' '.join(tokens(text))} "


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


MOST_BESIDE = 8
"""Quotations that are offered beside what is the clinician's alone to write."""
_MOST_INSTEAD = 2  # pieces of evidence that take the place of one sentence


def nearest(evidence: Sequence[Evidence], text: str) -> tuple[Evidence, ...]:
    """Of a sentence's evidence what shares most words with it, at most two pieces, in order of time."""
    wanted = {stem for stem, word in zip(stems(text), tokens(text), strict=True) if is_content(word)}
    ranked = sorted(evidence, key=lambda e: -len(wanted & set(stems(e.quote))))
    return tuple(sorted(ranked[:_MOST_INSTEAD], key=lambda e: (e.start, e.turn)))


def quoted(evidence: Sequence[Evidence], transcript: Transcript, name: Name = speaker_name) -> str:
    """Evidence as it stands in a note: each piece with who said it."""
    parts: list[str] = []
    for each in evidence:
        turn = transcript.turns[each.turn]
        moment = Moment(0, each.turn, transcript.role_of(turn), turn.speaker, each.quote, each.start, each.end)
        parts.append(quotation(Passage((moment,), {}), transcript, name))
    return " ".join(parts)


def by_topic(prepared: PreparedTranscript, lexicons: Lexicons) -> list[Passage]:
    """What of a session can be quoted, with its topics by words alone: the same for all of its fields."""
    return passages(prepared, TopicScorer(lexicons, None).score(replace(prepared, vectors=None)))


def said_about(
    section: Section,
    prepared: PreparedTranscript,
    heard: Sequence[Passage],
    most: int = MOST_BESIDE,
    name: Name = speaker_name,
) -> list[NoteSentence]:
    """What was said of a field's topics, as quotations in order of time, at most `most`; `heard` as from `by_topic`.

    Also of a field that is the clinician's alone: these are to be read beside it, and are part of no note.
    """
    if prepared.empty or not section.topics:
        return []
    field = replace(section, clinician_only=False, max_sentences=most)
    chosen = choose(NoteTemplate("beside", section.title, "", (field,)), heard)[section.id]
    sure = CheckResult(Verdict.SUPPORTED, 1.0)
    found = [
        made(section.id, quotation(c.passage, prepared.transcript, name), Origin.QUOTATION, sure, c.passage.evidence())
        for c in chosen
        if c.topic  # else nothing was said of the topics
    ]
    return sorted(found, key=lambda s: (s.evidence[0].start, s.evidence[0].turn))
