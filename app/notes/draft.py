"""The draft: moments first, then short sentences from them alone, then the check.

A sentence of the note model stays only if the check finds it in the session; else the plain quotation
stands in its place, or, where the clinician wants to see them, the sentence is marked. With a model that fails, or
without one, the note is made of quotations: true, with attribution, grouped by topic. That is the floor.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.domain.engines import LanguageModel
from app.domain.errors import Cancelled, WorkerReported
from app.domain.note import (
    CheckResult,
    Evidence,
    Note,
    NoteSentence,
    NoteTemplate,
    Origin,
    Section,
    Source,
    Verdict,
    VersionKind,
)
from app.domain.progress import Progress, Report, Stage, ignore_progress
from app.domain.transcript import Role, Transcript
from app.notes.asking import Questions, Wanted, answered, instructs, usable
from app.notes.check import Checker
from app.notes.evidence import Chosen, Passage, TopicScorer, passages
from app.notes.for_client import NOT_FOR_CLIENT, says_too_much
from app.notes.given import Given, claims_today, marked
from app.notes.grammar import Written
from app.notes.members import Members, client_of, expanded, naming
from app.notes.prepared import PreparedTranscript
from app.notes.quoting import Name, made, quotation, speaker_name, verbatim
from app.notes.read_ahead import ReadAhead
from app.notes.sharing import shares, shorten
from app.notes.style import Manner, Refused
from app.notes.summary import TITLE_END, heading, sort_summary, transcript_from_summary
from app.notes.templates import TemplateLibrary
from app.notes.text import tokens

__all__ = ["Drafter", "OnSection", "quotation", "speaker_name"]

STRICT = 0.6
"""A model's own sentence needs this score to stay; a clinician's needs only the check's threshold."""
UNSURE = "only partly found in the session"
"""The reason of a sentence whose score lies between the check's threshold and `STRICT`."""
BESIDE = 3
"""With more sections than this, those after the first are written beside each other."""
NOT_OF_THESE = "not found in the moments that it was written from"

OnSection = Callable[[str, Sequence[NoteSentence]], None]
"""Hears each section's id and sentences as soon as they are complete; a section that comes again replaces the first."""


def _nobody(_: str, __: Sequence[NoteSentence]) -> None:
    """For callers that wait for the whole note."""


@dataclass(slots=True)
class _Work:
    """One draft under way. `members`: the clients of a group whose parts of the note name nobody else. `for_client`:
    it is for the client to read."""

    prepared: PreparedTranscript
    cancelled: Callable[[], bool]
    manner: Manner
    questions: Questions | None
    members: Members | None = None
    for_client: bool = False
    texts: set[str] = field(default_factory=set)
    wrote: bool = False
    reading: ReadAhead | None = None
    from_reading: bool = False

    def new(self, text: str) -> bool:
        """True once for each text, however it is spelt."""
        key = " ".join(tokens(text))
        if key in self.texts:
            return False
        self.texts.add(key)
        return True

    def name(self, section: Section, *, plain: bool = False) -> Name:
        """What a section's quotations call their speakers; `plain`: as the note model reads it, without terms."""
        shared = self.members is not None and not client_of(section.id)
        return naming(Manner() if plain else self.manner, shared=shared)

    def allowed(self, section: Section, text: str, evidence: Sequence[Evidence]) -> bool:
        """Whether a sentence may stand in a section of a group's note, and in what the client is given to read."""
        if self.for_client and says_too_much(text):
            return False
        if self.members is None:
            return True
        own, transcript = client_of(section.id), self.prepared.transcript
        if self.members.names_other(text, own):
            return False
        said_by = [transcript.turns[e.turn] for e in evidence]
        return not own or all(t.speaker == own or transcript.role_of(t) is Role.THERAPIST for t in said_by)


class Drafter:
    """Drafts notes. `model` None gives the floor.

    `reading`: the session as the same model has read it already; its sections are then asked of that, and the note
    says which part of the session was read in short. Not for summaries that the clinician typed.
    """

    def __init__(
        self,
        templates: TemplateLibrary,
        checker: Checker,
        model: LanguageModel | None,
        reading: ReadAhead | None = None,
        *,
        manner: Manner | None = None,
        given: Given | None = None,
    ) -> None:
        """`manner`: how the note is written; `given`: what it may draw on besides the session."""
        self._templates = templates
        self._checker = checker
        self._model = model
        self._manner = manner or Manner()
        self._given = given or Given()
        self._reading = reading if model is not None else None
        self._topics = TopicScorer(checker.lexicons, checker.embedder)

    def draft(
        self,
        transcript: Transcript,
        template: NoteTemplate | str,
        session_id: str,
        report: Report = ignore_progress,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        typed: bool = False,
        on_section: OnSection = _nobody,
    ) -> Note:
        """Draft a note of a session.

        `template` is a format or its id; `typed` says that the transcript is a summary typed by the
        clinician, whose sentences are then sorted and kept as they are. `on_section` hears each section
        as soon as it is complete, in the order of the format. An empty transcript gives a note
        without sentences. Raises Cancelled, TemplateInvalid; errors of the worker that runs the model
        pass through.
        """
        chosen = self._templates.get(template) if isinstance(template, str) else template
        report(Progress(Stage.DRAFT, 0.0, float(sum(not s.clinician_only for s in chosen.sections) + 1)))
        work, found, whole = self._begin(transcript, chosen, cancelled, typed=typed)
        sections = [s for s in whole.sections if not s.clinician_only]
        total = float(len(sections) + 1)
        report(Progress(Stage.DRAFT, 1.0, total))
        if typed:
            written = self._from_summary(work, chosen, found)
            for section in sections:
                on_section(section.id, [s for s in written if s.section == section.id])
        else:
            shared = shares(whole, found, work.members)
            written = []
            wanted = [Wanted(s, shared[s.id], work.name(s, plain=True)) for s in sections]
            # The first is waited for: it is written alone. Two beside each other take hardly less time than in turn.
            beside = len(wanted) > BESIDE
            for done, section in enumerate(sections):
                if cancelled():
                    raise Cancelled
                new = self._section(work, wanted[done], wanted[done + 1 :] if beside and done else ())
                written.extend(new)
                on_section(section.id, new)
                report(Progress(Stage.DRAFT, float(done + 2), total))
        return Note(
            uuid.uuid4().hex,
            session_id,
            chosen.id,
            tuple(written),
            model=self._name(work),
            condensed=self._condensed(work),
            kind=VersionKind.DRAFT,
        )

    def redraft_section(
        self,
        note: Note,
        section_id: str,
        transcript: Transcript,
        report: Report = ignore_progress,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Note:
        """One section drafted again, from the transcript as it stands now; everything else stays.

        In the section itself what the clinician wrote or kept stays too, before what is new. Nothing that stands in
        the note already is said again. A section that is the clinician's alone is not touched, and what was not
        spoken has no section to be drafted again. Raises Cancelled, TemplateInvalid.
        """
        report(Progress(Stage.DRAFT, 0.0, 2.0))
        work, found, template = self._begin(transcript, self._templates.get(note.template_id), cancelled, typed=False)
        section = next((s for s in template.sections if s.id == section_id and not s.clinician_only), None)
        if section is None:
            return note
        staying = [s for s in note.sentences if s.section != section_id or s.origin is Origin.CLINICIAN or s.kept]
        for sentence in staying:
            work.new(sentence.text)
        report(Progress(Stage.DRAFT, 1.0, 2.0))
        chosen = shares(template, found, work.members)[section_id]
        new = self._section(work, Wanted(section, chosen, work.name(section, plain=True)))
        if cancelled():
            raise Cancelled
        own = [s for s in staying if s.section == section_id]
        order = [s.id for s in template.sections]
        rest = [s for s in staying if s.section != section_id]
        before = [s for s in rest if s.section in order[: order.index(section_id)]]
        after = [s for s in rest if s not in before]
        model = self._name(work) or (note.model if any(s.origin is Origin.MODEL for s in staying) else "")
        report(Progress(Stage.DRAFT, 2.0, 2.0))
        return replace(
            note,
            sentences=(*before, *own, *new, *after),
            model=model,
            condensed=self._condensed(work) or note.condensed,
            kind=VersionKind.DRAFT,
        )

    def _begin(
        self, transcript: Transcript, template: NoteTemplate, cancelled: Callable[[], bool], *, typed: bool
    ) -> tuple[_Work, list[Passage], NoteTemplate]:
        """Read and embed the session, find its passages, and fit the format to clients and length."""
        prepared = self._checker.prepare(transcript, typed=typed)
        if cancelled():
            raise Cancelled
        whole = template if typed else self._manner.fitted(expanded(template, prepared.transcript))
        manner = self._manner.among(prepared.transcript)
        questions = Questions(self._model, manner, self._given) if self._model is not None and not typed else None
        work = _Work(prepared, cancelled, manner, questions, for_client=template.use == "client")
        if not typed and any(s.per_client for s in template.sections):
            work.members = Members.of(prepared.transcript, self._checker.lexicons)
        if self._reading is not None and not typed:
            try:
                self._reading.at_stop(prepared.transcript)
                work.reading = self._reading
            except WorkerReported:  # this model cannot be used so; a prompt asks less of it
                work.reading = None
        found = passages(prepared, self._topics.score(prepared)) if not prepared.empty else []
        if work.for_client and not typed:
            found = [p for p in found if not any(says_too_much(m.text) for m in (*p.moments, p.question) if m)]
        return work, found, whole

    def _name(self, work: _Work) -> str:
        return self._model.name if self._model is not None and work.wrote else ""

    @staticmethod
    def _condensed(work: _Work) -> tuple[tuple[float, float], ...]:
        return tuple(work.reading.condensed) if work.reading is not None and work.from_reading else ()

    def draft_from_summary(
        self,
        text: str,
        template: NoteTemplate | str,
        session_id: str,
        report: Report = ignore_progress,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Note:
        """Draft from what the clinician typed after a session: their own sentences, sorted."""
        return self.draft(transcript_from_summary(text), template, session_id, report, cancelled, typed=True)

    def _section(self, work: _Work, wanted: Wanted, coming: Sequence[Wanted] = ()) -> list[NoteSentence]:
        """One section: what the model wrote and the check found, then quotations for the rest.

        First what stands there besides the session: the goals of the plan, in the section that is for them. `coming`:
        the sections that are to be written next.
        """
        section, chosen = wanted.section, wanted.chosen
        standing = [
            s
            for s in self._given.standing(section)
            if work.allowed(section, s.text.partition(": ")[2], ()) and work.new(s.text)
        ]
        if not chosen:
            return standing
        placed: dict[int, list[NoteSentence]] = {n: [] for n in range(len(chosen))}
        for sentence in self._written(work, wanted, coming):
            turns = {e.turn for e in sentence.evidence}
            place = next((n for n, c in enumerate(chosen) if c.passage.turn in turns), len(chosen) - 1)
            placed[place].append(sentence)
        sure = [s for kept in placed.values() for s in kept if not s.needs_review]
        covered = {e.turn for s in sure for e in s.evidence}
        for place, entry in enumerate(chosen):
            if entry.passage.turn not in covered:
                quoted = self._quotation(work, section, entry.passage)
                placed[place].extend([quoted] if quoted is not None else [])
        shorten(placed, chosen, section.longest - sum(len(s.text) + 1 for s in standing) if section.longest else 0)
        return [*standing, *(sentence for place in sorted(placed) for sentence in placed[place])]

    def _quotation(self, work: _Work, section: Section, passage: Passage) -> NoteSentence | None:
        """The session's own words, checked like everything else; None where they stand in the note already.

        Where they are longer than the section may be, the longest part of them that is not.
        """
        parts = [passage]
        if len(passage.moments) > 1 or passage.question is not None:
            parts += [replace(passage, moments=(m,), question=None) for m in passage.moments]
        transcript = work.prepared.transcript
        for part in (verbatim(each, transcript) for each in parts):
            text = quotation(part, transcript, work.name(section)) if part is not None else ""
            if part is None or (section.longest and len(text) > section.longest):
                continue
            if not work.new(text):
                return None
            result = self._checker.check(quotation(part, transcript), work.prepared)
            return made(section.id, text, Origin.QUOTATION, result, part.evidence())  # not where others said the same
        return None

    # ---- the note model ----------------------------------------------------------------------------

    def _written(self, work: _Work, wanted: Wanted, coming: Sequence[Wanted]) -> list[NoteSentence]:
        """The model's sentences that the check finds in the session; none where it fails in any way.

        What stands on the plan or the last note is marked as that. What the check does not find is left out, or
        marked where the clinician wants to see it.
        """
        section = wanted.section
        written, read, goes_on = answered(work.questions, work.reading, work.prepared.transcript, wanted, coming)
        work.from_reading = work.from_reading or read
        if not goes_on:
            work.reading = None
        kept: list[NoteSentence] = []
        for text, item in usable(written):
            if len(kept) >= section.max_sentences or work.cancelled():
                break
            sentence = self._judged(work, section, wanted.chosen, text, item)
            if sentence is not None and work.new(sentence.text):
                kept.append(sentence)
                work.wrote = True
        return kept

    def _judged(
        self, work: _Work, section: Section, chosen: Sequence[Chosen], text: str, item: Written
    ) -> NoteSentence | None:
        """A sentence of the model as it may stand in the note; None where it may not."""
        result = self._checker.check(text, work.prepared)
        reason = _against(result, work.prepared.transcript, chosen, item)
        if reason and item.given:
            return self._from_given(work, section, chosen, text, item)
        if not work.allowed(section, text, result.evidence):
            return None
        turned = work.manner.applied(text, " ".join(e.quote for e in result.evidence))
        if turned is None or (reason and work.manner.refused is Refused.QUOTE):
            return None
        if not reason:
            return made(section.id, turned, Origin.MODEL, result, result.evidence)
        reasons = result.reasons or (reason,)
        doubted = replace(result, verdict=Verdict.UNSUPPORTED, reasons=reasons)
        return made(section.id, turned, Origin.MODEL, doubted, result.evidence)

    def _from_given(
        self, work: _Work, section: Section, chosen: Sequence[Chosen], text: str, item: Written
    ) -> NoteSentence | None:
        """A sentence that stands on the plan or the last note; None where it does not, or says that it was said."""
        if work.questions is None or claims_today(text) or not work.allowed(section, text, ()):
            return None
        lines = [line for line in work.questions.given(section, chosen) if line.name in item.given]
        if not lines:
            return None
        plan = self._checker.prepare(transcript_from_summary("\n".join(line.checked for line in lines)), typed=True)
        result = self._checker.check(text, plan)
        if result.verdict is not Verdict.SUPPORTED or result.score < STRICT:
            return None
        turned = work.manner.applied(text, " ".join(line.text for line in lines))
        source = Source.PLAN if any(line.source is Source.PLAN for line in lines) else Source.LAST_NOTE
        return marked(section.id, turned, source) if turned is not None else None

    # ---- from a summary ----------------------------------------------------------------------------

    def _from_summary(self, work: _Work, template: NoteTemplate, found: Sequence[Passage]) -> list[NoteSentence]:
        written: list[NoteSentence] = []
        for section_id, passage in sort_summary(template, found, work.prepared.transcript):
            named = heading(passage.text, template) is not None
            text = TITLE_END.sub("", passage.text, count=1) if named else passage.text
            if work.new(text):
                result = self._checker.check(text, work.prepared)
                if work.for_client and says_too_much(text):
                    result = replace(result, verdict=Verdict.UNSUPPORTED, reasons=(NOT_FOR_CLIENT,))
                evidence = result.evidence or passage.evidence()
                written.append(made(section_id, text, Origin.CLINICIAN, result, evidence))
        return written


def _against(result: CheckResult, transcript: Transcript, chosen: Sequence[Chosen], item: Written) -> str:
    """Why a sentence of the model cannot stand as said in the session, or ""."""
    if result.verdict is not Verdict.SUPPORTED:
        return next(iter(result.reasons), UNSURE)
    if result.score < STRICT:
        return UNSURE
    turns = {e.turn for e in result.evidence}
    if not (turns & _around(item.turns) and turns & {c.passage.turn for c in chosen}):
        return NOT_OF_THESE
    return NOT_OF_THESE if any(instructs(transcript.turns[turn].text) for turn in turns) else ""


def _around(turns: Sequence[int]) -> set[int]:
    """The cited turns and those beside them: an answer may cite its question."""
    return {t + step for t in turns for step in (-1, 0, 1)}
