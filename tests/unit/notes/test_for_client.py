"""What the client takes home says nothing of safety or diagnoses, whoever brings it in."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from app.domain.note import Verdict
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.engines.fake import FakeLanguageModel
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.for_client import NOT_FOR_CLIENT, says_too_much
from app.notes.given import Given
from app.notes.templates import TemplateLibrary

HARMFUL = (
    "On Sunday I wished I just wouldn't wake up.",
    "My husband put his hands around my neck on Friday.",
    "I counted the pills on Monday night.",
    "My doctor says that I have bipolar disorder.",
    "I want to use the safety plan this week.",
)
HARMLESS = (
    "I slept six hours a night this week.",
    "On Tuesday I spoke in the meeting and my voice was shaking.",
    "I will keep the sleep log every morning.",
    "My sister visited on Sunday and we walked along the river.",
)


@pytest.fixture
def session() -> Transcript:
    turns, at = [Turn("S1", 0.0, 2.0, "What was your week like?")], 3.0
    for pair in zip(HARMLESS, (*HARMFUL,), strict=False):
        for text in pair:
            turns += [Turn("S2", at, at + 3.0, text), Turn("S1", at + 4.0, at + 5.0, "Tell me more about that.")]
            at += 6.0
    turns.append(Turn("S2", at, at + 3.0, HARMFUL[4]))
    turns.append(Turn("S1", at + 4.0, at + 5.0, "Are you thinking about suicide?"))
    turns.append(Turn("S2", at + 6.0, at + 7.0, "No, I will keep walking on Sundays."))
    return Transcript(tuple(turns), (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), at + 7.0)


class Telling(FakeLanguageModel):
    """Writes of danger and diagnoses, with the lines in front of it as evidence."""

    name = "telling model"

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`."""
        turns = [int(n) for n in re.findall(r"^\[(\d+)\] ", user, re.MULTILINE)]
        texts = ("Client wished not to wake up on Sunday.", "Client has bipolar disorder.", "Client counted the pills.")
        return json.dumps([{"text": text, "turns": turns[:2]} for text in texts])


@pytest.mark.parametrize("model", [None, Telling()])
def test_nothing_of_it_is_in_a_draft(
    library: TemplateLibrary, checker: Checker, session: Transcript, model: Telling | None
) -> None:
    given = Given(goals=("Reduce suicidal ideation", "Walk on Sundays"))
    note = Drafter(library, checker, model, given=given).draft(session, "client_summary", "s")
    assert len(note.sentences) >= 3, "what is harmless is there"
    assert [s.text for s in note.sentences if says_too_much(s.text)] == []
    for words in ("wake up", "neck", "pills", "bipolar", "suicid", "safety plan"):
        assert not any(words in s.text for s in note.sentences), words
        assert not any(words in e.quote for s in note.sentences for e in s.evidence), words
    other = Drafter(library, checker, None).draft(session, "dap", "s")
    assert any(says_too_much(s.text) for s in other.sentences), "in the clinician's own note it has its place"


def test_what_the_clinician_wrote_is_marked_for_them_to_decide(library: TemplateLibrary, checker: Checker) -> None:
    text = "Client denied suicidal ideation.\nClient slept six hours a night."
    note = Drafter(library, checker, None).draft_from_summary(text, "client_summary", "s")
    assert {s.text: s.needs_review for s in note.sentences} == {
        "Client denied suicidal ideation.": True,
        "Client slept six hours a night.": False,
    }
    (marked,) = [s for s in note.sentences if s.verdict is Verdict.UNSUPPORTED]
    assert marked.reasons == (NOT_FOR_CLIENT,) and not replace(marked, kept=True).needs_review


@pytest.mark.parametrize("text", [*HARMLESS, "I cut myself some slack.", "I hurt my knee running.", "We argued."])
def test_ordinary_words_are_not_taken_for_it(text: str) -> None:
    assert not says_too_much(text)


@pytest.mark.parametrize("text", HARMFUL)
def test_it_is_known_in_the_words_of_sessions(text: str) -> None:
    assert says_too_much(text)
