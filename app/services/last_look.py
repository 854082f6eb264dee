"""The last look at a note before its signature: what it counts on was found in the session as that stands now.

No model is needed for it: where none can be had, the check reads by words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.note import CheckResult, Note, NoteSentence, NoteTemplate, Origin, Verdict
from app.domain.transcript import Role, Transcript
from app.notes.asking import instructs
from app.notes.draft import STRICT, UNSURE
from app.notes.for_client import NOT_FOR_CLIENT, says_too_much
from app.notes.members import AT, Members, client_of
from app.notes.quoting import Name, frames, quotable, speaker_name
from app.notes.text import tokens

NOT_THE_MODELS = "this part is yours alone to write"
NAMES_ANOTHER = "names somebody whose record this is not"
SAID_BY_ANOTHER = "said by somebody whose record this is not"
NO_SESSION = "there is no transcript to check it against"

Checks = Callable[[Sequence[str]], Sequence[CheckResult]]


def looked_over(
    note: Note,
    broken: Sequence[NoteSentence],
    transcript: Transcript | None,
    check_all: Checks,
    named: Sequence[Name] = (speaker_name,),
) -> Note:
    """The note with new verdicts for the sentences whose own do not count, by `check_all`.

    `transcript` with its roles; without one nothing can be confirmed. A quotation is what its turns hold, word for
    word and by whoever said it (`named`: what notes call them), and needs no other check.
    """
    found: dict[str, NoteSentence] = {}
    asked: list[NoteSentence] = []
    for each in broken:
        if transcript is None:
            found[each.id] = replace(each, verdict=Verdict.UNSUPPORTED, score=0.0, reasons=(NO_SESSION,))
        elif not is_quotation(each, transcript, named):
            asked.append(each)
    if transcript is not None and asked:
        for each, result in zip(asked, check_all([s.text for s in asked]), strict=True):
            found[each.id] = _judged(each, result, transcript)
    wanted = {id(each) for each in broken}
    return replace(note, sentences=tuple(found.get(s.id, s) if id(s) in wanted else s for s in note.sentences))


def _judged(sentence: NoteSentence, result: CheckResult, transcript: Transcript) -> NoteSentence:
    """A sentence with the check's new answer; one of the note model needs more than the clinician's own."""
    fresh = replace(
        sentence, verdict=result.verdict, score=result.score, reasons=result.reasons, evidence=result.evidence
    )
    if sentence.origin is not Origin.MODEL or result.verdict is not Verdict.SUPPORTED:
        return fresh
    told = any(instructs(transcript.turns[e.turn].text) for e in result.evidence)
    if result.score >= STRICT and not told:
        return fresh
    return replace(fresh, verdict=Verdict.UNSUPPORTED, reasons=result.reasons or (UNSURE,))


def is_quotation(sentence: NoteSentence, transcript: Transcript, named: Sequence[Name]) -> bool:
    """Whether a sentence is nothing but its evidence, word for word, each piece by whoever said it."""
    shown = frames(sentence.text) if sentence.origin is Origin.QUOTATION else None
    if shown is None or len(shown) != len(sentence.evidence):
        return False
    for (who, words), evidence in zip(shown, sentence.evidence, strict=True):
        if not 0 <= evidence.turn < len(transcript.turns) or words != quotable(evidence.quote):
            return False
        turn = transcript.turns[evidence.turn]
        if who not in {name(transcript, turn.speaker) for name in named}:
            return False
        said = tokens(words)
        if not said or f" {' '.join(said)} " not in f" {' '.join(tokens(turn.text))} ":
            return False
    return True


def barred(sentence: NoteSentence, template: NoteTemplate, members: Members | None, transcript: Transcript) -> str:
    """Why a sentence that the clinician has not taken as their own may not stand where it does; "" if it may.

    What is the clinician's alone holds nothing of a model, also where that was settled only after the draft. In a
    group (`members`) no client's part speaks of another, also where a correction moved words from one to another.
    """
    if not sentence.stands or sentence.origin is Origin.CLINICIAN:
        return ""
    if template.use == "client" and says_too_much(sentence.text):
        return NOT_FOR_CLIENT
    own = {s.id for s in template.sections if s.clinician_only}
    if sentence.origin is Origin.MODEL and sentence.section.partition(AT)[0] in own:
        return NOT_THE_MODELS
    if members is None:
        return ""
    client = client_of(sentence.section)
    said_by = [transcript.turns[e.turn] for e in sentence.evidence if 0 <= e.turn < len(transcript.turns)]
    if client and any(t.speaker != client and transcript.role_of(t) is not Role.THERAPIST for t in said_by):
        return SAID_BY_ANOTHER
    shown = frames(sentence.text) if sentence.origin is Origin.QUOTATION else None
    texts = [words for _, words in shown] if shown else [sentence.text]
    return NAMES_ANOTHER if any(members.names_other(text, client) for text in texts) else ""


def marked(sentence: NoteSentence, reason: str) -> NoteSentence:
    """The sentence, to be decided on for this reason."""
    return replace(sentence, verdict=Verdict.UNSUPPORTED, reasons=(reason,), seal="") if reason else sentence
