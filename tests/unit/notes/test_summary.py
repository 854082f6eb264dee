"""The other door, and the note as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.note import Addendum, Note, NoteSentence, Origin, Signature, Verdict
from app.domain.transcript import Transcript
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.render import clock, render_text
from app.notes.summary import transcript_from_summary
from app.notes.templates import TemplateLibrary

SUMMARY = """- Client slept about five hours a night, worried about the exam.
- No suicidal ideation, asked directly.
* Sertraline 50 mg unchanged.
Reviewed the thought record. Client noticed the belief was weaker.
1. Homework: two thought records.
- Next appointment Tuesday at 3.
"""


def test_each_line_and_sentence_becomes_a_turn() -> None:
    transcript = transcript_from_summary(SUMMARY)
    assert [t.text for t in transcript.turns][:2] == [
        "Client slept about five hours a night, worried about the exam.",
        "No suicidal ideation, asked directly.",
    ]
    assert len(transcript.turns) == 7
    assert transcript.name_of(transcript.turns[0].speaker) == "Clinician summary"
    assert transcript_from_summary("  \n\n - \n").turns == ()


def test_the_clinicians_sentences_stay_as_they_are(library: TemplateLibrary, checker: Checker) -> None:
    note = Drafter(library, checker, None).draft_from_summary(SUMMARY, "dap", "s1")
    typed = [t.text for t in transcript_from_summary(SUMMARY).turns]
    assert sorted(s.text for s in note.sentences) == sorted(typed)
    for sentence in note.sentences:
        assert sentence.origin is Origin.CLINICIAN
        assert sentence.verdict is Verdict.SUPPORTED and sentence.evidence, sentence
    assert "Next appointment Tuesday at 3." in [s.text for s in note.in_section("plan")]
    assert "No suicidal ideation, asked directly." in [s.text for s in note.in_section("data")]


def test_headings_decide(library: TemplateLibrary, checker: Checker) -> None:
    text = "D:\nTalked about the garden.\nPlan: Water the plants.\nCall on Monday."
    note = Drafter(library, checker, None).draft_from_summary(text, "dap", "s1")
    assert [s.text for s in note.in_section("data")] == ["Talked about the garden."]
    assert [s.text for s in note.in_section("plan")] == ["Water the plants.", "Call on Monday."]


def test_an_empty_summary_gives_an_empty_note(library: TemplateLibrary, checker: Checker) -> None:
    assert Drafter(library, checker, None).draft_from_summary("", "dap", "s1").sentences == ()


def test_a_note_as_text(library: TemplateLibrary, checker: Checker, demo_session: Transcript) -> None:
    note = Drafter(library, checker, None).draft(demo_session, "dap", "s1")
    text = render_text(note, library.get("dap"), ["Client A1", "2026-11-22"], evidence=True)
    assert text.startswith("Client A1\n2026-11-22\n\nData\n----\n")
    assert "Plan\n----\n" in text and "(0:1" in text
    assert text.count("not found in the session") == 0


def test_marks_signature_and_addenda_are_in_the_text(library: TemplateLibrary) -> None:
    when = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    signature = Signature("A. Doe", "LCSW", when, "Author of this note")
    sentence = NoteSentence("1", "data", "Client flew.", Origin.MODEL)
    note = Note("n", "s", "dap", (sentence, replace(sentence, id="2", section="extra", kept=True)), signature=signature)
    note = replace(note, addenda=(Addendum("a", "Corrected.", signature),))
    text = render_text(note, library.get("dap"))
    assert "Client flew.  [not found in the session]" in text
    assert "Client flew.  [clinician's own observation]" in text
    assert "Author of this note: A. Doe, LCSW, 2026-11-22 09:30 UTC" in text
    assert text.endswith("Addendum, 2026-11-22 09:30 UTC, A. Doe, LCSW\nCorrected.\n")


def test_times() -> None:
    assert [clock(s) for s in (0, 61.9, 3661, -1)] == ["0:00", "1:01", "1:01:01", "0:00"]
