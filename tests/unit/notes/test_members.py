"""A group's note: what is shared names nobody, and a client's own part holds nobody else's words or names."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.note import Note, NoteTemplate, Origin, Section
from app.domain.transcript import Role, Speaker, Transcript
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.given import Given
from app.notes.members import Members, client_of, expanded
from app.notes.moved_evidence import follow
from app.notes.style import Manner, Refused
from app.notes.templates import TemplateLibrary
from tests.unit.notes.sessions import session
from tests.unit.notes.test_draft import FakeModel

CHECKER = Checker(None)
GROUP = NoteTemplate(
    "group",
    "Group",
    "",
    (
        Section("topic", "Topic", "What the group did.", "therapist", ("interventions", "homework", "reflections")),
        Section("shared", "Shared", "What was said.", "both", ("progress", "coping", "events"), max_sentences=4),
        Section(
            "part",
            "Participation",
            "What this client said.",
            "client",
            ("symptoms", "sleep", "relationships", "events", "commitment", "coping", "progress"),
            per_client=True,
        ),
        Section("seen", "Seen", "What you saw.", clinician_only=True, per_client=True),
    ),
)
TALK = session(
    "therapist: Welcome back. Let us try the breathing exercise together, and then look at what helped this week.",
    "S2: I slept badly, four hours a night, and I argued with my brother on Sunday.",
    "therapist: Marek, what helped you this week?",
    "S3: The breathing exercise helped me a lot. Ottilie told me about a walk in the park and I felt calmer.",
    "S4: I was anxious at work on Friday. Like Marek said, breathing helps. I will call my sister this week.",
    "therapist: For homework, please keep a diary this week.",
)
TALK = replace(
    TALK,
    speakers=(
        Speaker("therapist", Role.THERAPIST),
        Speaker("S2", Role.CLIENT, "Ottilie"),
        Speaker("S3", Role.CLIENT, "Marek"),
        Speaker("S4", Role.CLIENT),
    ),
)
OWN_WORDS = {
    "S2": ("four hours", "argued with my brother"),
    "S3": ("helped me a lot",),
    "S4": ("anxious at work", "call my sister"),
}


def drafted(model: FakeModel | None = None, manner: Manner | None = None, talk: Transcript = TALK) -> Note:
    return Drafter(TemplateLibrary(), CHECKER, model, manner=manner).draft(talk, GROUP, "s1")


def test_every_client_has_a_part_and_nobody_else_is_in_it() -> None:
    note = drafted()
    sections = {s.section for s in note.sentences}
    assert {"part@S2", "part@S3", "part@S4"} <= sections and "part" not in sections
    names = {"S2": "ottilie", "S3": "marek"}
    for label, words in OWN_WORDS.items():
        text = " ".join(s.text for s in note.in_section(f"part@{label}"))
        assert all(each in text for each in words), label
        for other, theirs in OWN_WORDS.items():
            if other != label:
                assert not any(each in text for each in theirs), (label, other)
                assert names.get(other, "\x00") not in text.lower(), (label, other)
        for sentence in note.in_section(f"part@{label}"):
            assert all(TALK.turns[e.turn].speaker in (label, "therapist") for e in sentence.evidence)


def test_what_is_shared_names_nobody() -> None:
    note = drafted()
    shared = [s for s in note.sentences if not client_of(s.section)]
    assert any("breathing exercise together" in s.text for s in shared)
    for sentence in shared:
        assert not any(name in sentence.text for name in ("Ottilie", "Marek", "S4", "S2", "S3")), sentence.text
        assert sentence.text.startswith(("Therapist: “", "Group member: “"))


def test_clients_speak_in_one_place_alone() -> None:
    """Words in a client's own part are not repeated in what everybody's record holds."""
    note = drafted()
    own = {e.quote for s in note.sentences if client_of(s.section) for e in s.evidence}
    assert own and not own & {e.quote for s in note.sentences if not client_of(s.section) for e in s.evidence}


@pytest.mark.parametrize("refused", list(Refused))
@pytest.mark.parametrize(
    "text",
    [
        "The client said that Ottilie argued with a brother.",
        "The client argued with a brother on Sunday.",
        "Marek said that the breathing exercise helped.",
        "The client was anxious at work on Friday.",
        "The breathing exercise helped Marek a lot.",
    ],
)
def test_a_model_cannot_put_one_client_into_anothers_part(text: str, refused: Refused) -> None:
    model = FakeModel(lambda *_: json.dumps([{"text": text, "turns": [n]} for n in range(6)]))
    note = drafted(model, Manner(refused=refused))
    for sentence in note.sentences:
        own = client_of(sentence.section)
        for name, label in (("Ottilie", "S2"), ("Marek", "S3")):
            assert name not in sentence.text or own == label, sentence
        if own:
            assert all(TALK.turns[e.turn].speaker in (own, "therapist") for e in sentence.evidence), sentence


def test_the_model_reads_no_names_in_the_lines_of_what_is_shared() -> None:
    model = FakeModel(lambda *_: "[]")
    drafted(model)
    shared = [p for p in model.prompts if "Section: Topic." in p or "Section: Shared." in p]
    assert shared and not any(name in p for p in shared for name in ("Ottilie", "Marek"))


def test_the_parts_follow_the_clients_of_the_session() -> None:
    whole = expanded(GROUP, TALK)
    assert [s.id for s in whole.sections][2:5] == ["part@S2", "part@S3", "part@S4"]
    assert [s.title for s in whole.sections][2:4] == ["Participation: Ottilie", "Participation: Marek"]
    assert [s.clinician_only for s in whole.sections][5:] == [True] * 3
    assert expanded(TemplateLibrary().get("dap"), TALK) == TemplateLibrary().get("dap")
    assert drafted(talk=Transcript()).sentences == ()


def test_one_clients_part_is_drafted_again_and_the_others_stay() -> None:
    library = TemplateLibrary()
    library.get = lambda _: GROUP  # type: ignore[method-assign]
    drafter = Drafter(library, CHECKER, None)
    note = drafter.draft(TALK, GROUP, "s1")
    again = drafter.redraft_section(note, "part@S3", TALK)
    assert [s.text for s in again.sentences] == [s.text for s in note.sentences]
    assert {s.id for s in again.sentences} - {s.id for s in note.sentences} == {
        s.id for s in again.in_section("part@S3")
    }


def test_words_that_were_given_to_the_wrong_client_move_to_the_right_one() -> None:
    note = drafted()
    turns = list(TALK.turns)
    turns[1] = replace(turns[1], speaker="S4")
    followed = follow(note, TALK, replace(TALK, turns=tuple(turns)))
    assert "four hours" in " ".join(s.text for s in followed.in_section("part@S4"))
    assert not any("four hours" in s.text for s in followed.in_section("part@S2"))
    assert not any("Ottilie" in s.text for s in followed.in_section("part@S4"))
    assert all(s.origin is Origin.QUOTATION for s in followed.sentences)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I told Ottilie about it.", True),
        ("ottilie knows.", True),  # a recogniser without capitals
        ("My friend Zbigniew came by.", True),
        ("Zbigniew came by.", True),
        ("Jennifer came by.", True),
        ("Breathing helped me.", False),
        ("I was in bed on Monday.", False),
        ("I take Sertraline.", False),
        ("Marek is my own name.", False),
    ],
)
def test_what_counts_as_naming_somebody(text: str, names: bool) -> None:
    members = Members.of(TALK, CHECKER.lexicons)
    assert members.names_other(text, "S3") is names


SAID = st.sampled_from(
    [
        "I slept badly.",
        "Marek told me about a walk.",
        "My heart was racing on Friday.",
        "Ottilie, how are you?",
        "I will call my sister this week.",
        "Like marek said, breathing helps me.",
        "Wolfram came by and I cried.",
        "Ottilie's idea helped me.",
        "I am Wolfram.",
    ]
)
TURNS = st.lists(
    st.tuples(st.sampled_from(["therapist", "S2", "S3", "S4"]), st.lists(SAID, min_size=1, max_size=3)), max_size=9
)
ANSWERED = st.lists(
    st.fixed_dictionaries({"text": SAID | st.just("The client slept badly."), "turns": st.lists(st.integers(0, 9))}),
    max_size=4,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns=TURNS, answer=ANSWERED, refused=st.sampled_from(Refused), plan=st.sampled_from(["Marek rests.", "Rest."]))
def test_whatever_is_said_and_answered_no_part_names_another_client(
    turns: list[tuple[str, list[str]]], answer: list[dict[str, object]], refused: Refused, plan: str
) -> None:
    talk = session(*(f"{who}: {' '.join(said)}" for who, said in turns))
    names = {"S2": "Ottilie", "S3": "Marek", "S4": "Wolfram"}
    speakers = tuple(
        Speaker(s.label, Role.CLIENT if s.label in names else Role.THERAPIST, names.get(s.label, ""))
        for s in talk.speakers
    )
    talk = replace(talk, speakers=speakers)
    present = {names[s.label] for s in speakers if s.label in names}
    model = FakeModel(lambda *_: json.dumps(answer))
    drafter = Drafter(
        TemplateLibrary(), CHECKER, model, manner=Manner(refused=refused), given=Given((plan,), ("Marek slept.",))
    )
    for sentence in drafter.draft(talk, GROUP, "s1").sentences:
        own = names.get(client_of(sentence.section), "")
        body = sentence.text.partition("From the plan: ")[2] or sentence.text
        assert not any(name.lower() in body.lower() for name in present - {own}), sentence
        if own:
            assert all(
                talk.turns[e.turn].speaker in (client_of(sentence.section), "therapist") for e in sentence.evidence
            )
