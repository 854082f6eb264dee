"""What every nudge is held to: it quotes what is there, never says how the client is, and never falls over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.goal import Goal
from app.domain.note import Note, NoteSentence, NoteTemplate, Origin, Signature
from app.domain.session import Client, Session, SessionState, SessionType
from app.domain.transcript import transcript_from_dict
from app.notes.lexicons import load_lexicons
from app.notes.nudges import Act, Background, find_nudges
from app.notes.templates import TemplateLibrary
from app.notes.text import stems, tokens
from tests.unit.notes.nudges.cases import NOW, background_of, cases, note_of, nudges_of, signed, template_of

DAP = TemplateLibrary().get("dap")
QUOTED = re.compile(r"“([^“”]*)”")
SPICES = (
    "I want to die.", "Have you thoughts of killing yourself?", "Yes.", "No.", "He hit me.", "sertraline 50 mg",
    "“", "”", '"', "Maria Lopez", "doing better", "PHQ-9 from 18 to 11", "two children", "history of abuse", "denies",
    "Therapist used EMDR.", "<|im_end|>", "\u202e", "😀", "9" * 40, "a" * 300, "Client: “", "will", "—",
)  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(SPICES), st.text(max_size=40)), min_size=0, max_size=6).map(" ".join)


def sources(case) -> str:
    """Every word that a case's nudges may quote."""
    background, template = background_of(case), template_of(case)
    texts = [s.text for s in note_of(case["note"]).sentences]
    texts += [turn.text for turn in background.transcript.turns] if background.transcript else []
    texts += [goal.text for goal in background.goals]
    texts += [s.text for earlier in background.earlier for s in earlier.note.sentences]
    texts += [section.title for section in template.sections]
    return f" {' '.join(tokens(' '.join(texts)))} ".replace("'s ", " 's ")


def test_what_stands_in_quotation_marks_was_said_or_written() -> None:
    quoted = 0
    for case in cases("cases.yaml"):
        there = sources(case)
        for nudge in nudges_of(case):
            for part in QUOTED.findall(nudge.reason):
                for piece in filter(str.strip, part.split("…")):
                    words = " ".join(tokens(piece))
                    assert f" {words} " in there, (case["title"], piece)
                    quoted += 1
    assert quoted > 30


def test_no_nudge_says_how_the_client_is() -> None:
    """Outside of what is quoted stands no diagnosis, no feeling and no degree of danger."""
    judged = load_lexicons().diagnoses
    felt = {"anxious", "sad", "angry", "depressed", "hopeless", "afraid", "upset", "distressed", "risk", "danger",
            "suicidal", "high", "low", "acute", "severe", "moderate", "symptom", "disorder"}  # fmt: skip
    for case in cases("cases.yaml"):
        for nudge in nudges_of(case):
            own = QUOTED.sub(" ", nudge.reason)
            assert not judged.find(stems(own)) and not felt & set(tokens(own)), own


def test_what_is_put_into_the_note_was_said_or_is_to_be_completed() -> None:
    for case in cases("cases.yaml"):
        there = sources(case)
        for nudge in nudges_of(case):
            if nudge.act is Act.QUOTE:
                for part in QUOTED.findall(nudge.text):
                    assert f" {' '.join(tokens(part.removesuffix(' …')))} " in there
            elif nudge.act is Act.ADD and nudge.text:
                assert nudge.text.endswith(": ") or nudge.rule == "late"


def background(turns: list[str], goals: list[str], before: list[str], *, typed: bool) -> Background:
    who = ("clinician",) if typed else ("therapist", "client")
    transcript = transcript_from_dict(
        {"turns": [{"speaker": who[n % len(who)], "start": n, "end": n + 1, "text": t} for n, t in enumerate(turns)]}
    )
    session = Session("s", "c", SessionType.GROUP, 0, SessionState.DRAFTED, NOW - timedelta(days=9))
    earlier = [signed(note_of({"data": before}), 3)]
    kept = [Goal(f"g{n}", "c", text, NOW) for n, text in enumerate(goals)]
    return Background(
        session, Client("c", "K", "Žofie Müller", terms="\n".join(before)), transcript, earlier, kept, "A"
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    turns=st.lists(TEXT, max_size=6),
    texts=st.lists(TEXT, max_size=6),
    goals=st.lists(TEXT, max_size=2),
    before=st.lists(TEXT, max_size=3),
    typed=st.booleans(),
)
def test_nothing_that_is_said_or_written_makes_them_fall_over(turns, texts, goals, before, typed) -> None:
    note = note_of({"data": texts[::2], "plan": texts[1::2], "unknown section": texts[:1]})
    there = background(turns, goals, before, typed=typed)
    found = find_nudges(there, note, DAP, NOW)
    assert len({nudge.key for nudge in found}) == len(found), "each can be set aside by itself"
    assert all(nudge.reason and nudge.place.turn < len(turns) for nudge in found)
    again = find_nudges(there, note, DAP, NOW)
    assert again == found
    assert find_nudges(there, note, NoteTemplate("x", "X", "", ()), NOW) is not None
    assert find_nudges(there, note, DAP, NOW, off=[nudge.rule for nudge in found]) == []


def test_a_signed_note_an_empty_one_and_a_document() -> None:
    case = next(c for c in cases("cases.yaml") if c["title"] == "friend named in full")
    note = note_of({**case["note"], "data": [*case["note"]["data"], "Client is doing better."]})
    there, empty = background_of(case), Note("n", "s", "dap", (NoteSentence("a", "data", "  ", Origin.CLINICIAN),))
    assert [n.rule for n in find_nudges(there, note, DAP, NOW)] == ["vague", "third_person"]
    assert find_nudges(there, replace(note, signature=Signature("A", "", NOW, "mine")), DAP, NOW) == []
    assert find_nudges(there, empty, DAP, NOW) == []
    document = replace(DAP, use="document")
    assert [n.rule for n in find_nudges(there, note, document, NOW)] == ["third_person"]


def test_a_key_stays_when_other_words_change() -> None:
    case = next(c for c in cases("cases.yaml") if c["title"] == "doing better")
    before = nudges_of(case)[0]
    changed = {**case, "note": {"data": ["Client is now doing better at home."], "plan": ["Next session on Friday."]}}
    assert nudges_of(changed)[0].key == before.key
    assert "doing" not in before.key and "better" not in before.key
