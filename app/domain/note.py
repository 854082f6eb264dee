"""Notes: templates, sentences with their evidence, signatures and addenda."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

NOT_CHECKED = "not checked yet"
"""The reason of a sentence that the evidence check has not answered for yet; stored, so that it is asked again."""


class Origin(StrEnum):
    """Where a sentence comes from."""

    MODEL = "model"  # written by the note model from the evidence
    QUOTATION = "quotation"  # the session's own words
    CLINICIAN = "clinician"  # typed or kept by the clinician as their own observation


class Source(StrEnum):
    """What a sentence stands on."""

    SESSION = "session"  # this session's own words
    PLAN = "plan"  # the goals of the treatment plan; not said today
    LAST_NOTE = "last_note"  # the last signed note; not said today


class VersionKind(StrEnum):
    """How a stored state of a note came about."""

    DRAFT = "draft"  # by the program
    EDIT = "edit"  # by the clinician
    FOLLOWED = "followed"  # by a correction of the transcript, which the note only follows


class Verdict(StrEnum):
    """What the evidence check says of a sentence."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"  # on the screen: not found in the session


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the session that support a sentence.

    `turn` is the turn's number in the transcript, `quote` the words as spoken, `start` and `end`
    seconds of the recording.
    """

    turn: int
    start: float
    end: float
    quote: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer of the evidence check for one sentence.

    `score` runs from 0.0 (unsupported) to 1.0; `reasons` are short texts for the clinician. `ruled`: True where one
    of the check's rules speaks against the sentence; no vote of a model can help it then (`app.notes.votes`).
    `seal` as in `NoteSentence`.
    """

    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    ruled: bool = False
    seal: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NoteSentence:
    """One sentence of a note.

    `kept` is True once the clinician has said that a sentence without support is their own
    observation, or wrote it themselves; of what comes from the plan or the last note, that it is to stay.
    `seal` ties the verdict to these words, this evidence and the transcript that they were checked against: a verdict
    without the right one counts for nothing at the signature (`app.services.seals`). It says nothing of the sentence.
    """

    id: str
    section: str
    text: str
    origin: Origin
    verdict: Verdict = Verdict.UNSUPPORTED
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    kept: bool = False
    source: Source = Source.SESSION
    seal: str = field(default="", compare=False)

    @property
    def stands(self) -> bool:
        """True where the sentence may be signed on nothing but its verdict."""
        return not self.kept and not self.needs_review and bool(self.text.strip())

    @property
    def unchecked(self) -> bool:
        """True while the evidence check has not answered for the words as they stand."""
        return NOT_CHECKED in self.reasons and bool(self.text.strip())

    @property
    def needs_review(self) -> bool:
        """True while the sentence blocks the signature: not found in the session, or not taken from it."""
        found = self.verdict is Verdict.SUPPORTED and self.source is Source.SESSION
        return not found and not self.kept and bool(self.text.strip())

    @property
    def mark(self) -> str:
        """What text that leaves the program before its signature says beside the sentence, or ""."""
        if not self.needs_review:
            return ""
        if self.source is not Source.SESSION:
            return "from the plan" if self.source is Source.PLAN else "from the last note"
        return NOT_CHECKED if self.unchecked else "not found in the session"

    def to_check(self) -> NoteSentence:
        """The same words without a verdict; an own observation stays one."""
        return replace(self, verdict=Verdict.UNSUPPORTED, score=0.0, reasons=(NOT_CHECKED,), evidence=(), seal="")


@dataclass(frozen=True, slots=True)
class Section:
    """One field of a note format.

    `words_of` says whose words may feed it ("client", "therapist" or "both"); `topics` are the
    lexicons that find its moments; `clinician_only` fields are never drafted: the clinician gets `checklist`, points
    to tick or leave, and what was said of `topics` beside it as quotations. `longest`: characters of the whole field
    at most, 0 for no limit. `per_client`: in a group, one such field for each client, which names no other.
    """

    id: str
    title: str
    guidance: str
    words_of: str = "both"
    topics: tuple[str, ...] = ()
    required: bool = True
    max_sentences: int = 5
    clinician_only: bool = False
    longest: int = 0
    checklist: tuple[str, ...] = ()
    per_client: bool = False


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """A note format: SOAP, DAP, BIRP or one of the clinic's own.

    `use`: "session" for the note of a session, "document" for a plan, discharge or hand-off, "client" for what the
    client is given to read. `own`: one of the clinic's, from the vault. A format with fields of a modality has both
    ids, "dap+cbt".
    """

    id: str
    title: str
    description: str
    sections: tuple[Section, ...]
    use: str = "session"
    own: bool = False

    def section_title(self, section_id: str) -> str:
        """The title of a section, or its id where the template does not know it."""
        return next((s.title for s in self.sections if s.id == section_id), section_id)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, when (UTC), and what the signature means."""

    name: str
    credentials: str
    signed_at: datetime
    meaning: str


@dataclass(frozen=True, slots=True)
class Addendum:
    """A dated entry added to a signed note; never changes what stood before."""

    id: str
    text: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a session. `version` counts the stored states of its text, from 1."""

    id: str
    session_id: str
    template_id: str
    sentences: tuple[NoteSentence, ...] = ()
    version: int = 1
    updated_at: datetime | None = None
    signature: Signature | None = None
    addenda: tuple[Addendum, ...] = ()
    model: str = ""  # which note model wrote the draft, empty if none did
    condensed: tuple[tuple[float, float], ...] = ()  # parts (seconds) that the note model read in short
    kind: VersionKind = VersionKind.EDIT

    @property
    def signed(self) -> bool:
        """True once the note is locked by a signature."""
        return self.signature is not None

    @property
    def to_review(self) -> int:
        """How many sentences still need the clinician's decision before a signature."""
        return sum(sentence.needs_review for sentence in self.sentences)

    def in_section(self, section_id: str) -> tuple[NoteSentence, ...]:
        """The sentences of one section, in order."""
        return tuple(s for s in self.sentences if s.section == section_id)

    def to_dict(self) -> dict[str, Any]:
        """The exchange format: template, sections as text, sentences with evidence."""
        sections: dict[str, str] = {}
        for sentence in self.sentences:
            sections[sentence.section] = f"{sections.get(sentence.section, '')} {sentence.text}".strip()
        return {
            "template": self.template_id,
            "sections": sections,
            "sentences": [
                {
                    "id": s.id,
                    "section": s.section,
                    "text": s.text,
                    "origin": s.origin.value,
                    "score": round(s.score, 4),
                    "marked": s.verdict is Verdict.UNSUPPORTED,
                    "reasons": list(s.reasons),
                    "evidence": [
                        {"turn": e.turn, "start": round(e.start, 3), "end": round(e.end, 3), "quote": e.quote}
                        for e in s.evidence
                    ],
                }
                for s in self.sentences
            ],
        }
