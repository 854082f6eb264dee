"""What a draft is given besides the session is never said to have been said today."""

from __future__ import annotations

import json

import pytest

from app.domain.note import Note, NoteSentence, Origin, Source
from app.domain.transcript import Transcript
from app.engines.fake import FakeLanguageModel
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.given import LONGEST, MOST, Given, last_note_lines
from app.notes.grammar import read_answer, section_schema
from app.notes.read_ahead import ReadAhead
from app.notes.style import Manner, Refused
from app.notes.templates import TemplateLibrary
from tests.unit.notes.test_draft import FakeModel, whole

LIBRARY = TemplateLibrary()
CHECKER = Checker(None)
GIVEN = Given(
    ("Return to leading the quarterly budget meeting without leaving early.", "Swim twice a week."),
    ("The client agreed to practice diaphragmatic breathing before presentations.",),
)


def answers(*items: dict[str, object]) -> FakeModel:
    return FakeModel(lambda *_: json.dumps(list(items)))


def drafted(model: FakeModel | None, demo: Transcript, given: Given = GIVEN, **manner: Refused) -> Note:
    return Drafter(LIBRARY, CHECKER, model, manner=Manner(**manner), given=given).draft(demo, "dap", "s1")


def from_elsewhere(note: Note) -> list[NoteSentence]:
    return [s for s in note.sentences if s.source is not Source.SESSION]


@pytest.mark.parametrize(
    ("text", "cited", "source", "lead"),
    [
        ("The goal is to swim twice a week.", ["P2"], Source.PLAN, "From the plan: "),
        ("Diaphragmatic breathing before presentations.", ["N1"], Source.LAST_NOTE, "From the last note: "),
        ("The goal is to swim twice a week.", ["P2", "P1"], Source.PLAN, "From the plan: "),
    ],
)
def test_what_stands_on_the_plan_says_so_and_waits_for_a_decision(
    demo_session: Transcript, text: str, cited: list[object], source: Source, lead: str
) -> None:
    note = drafted(answers({"text": text, "turns": cited}), demo_session)
    whole(note, demo_session)
    found = from_elsewhere(note)
    assert [s.source for s in found] == [source]
    assert found[0].text == lead + text
    assert found[0].needs_review and found[0].evidence == () and "not said today" in found[0].reasons[0]
    assert found[0].origin is Origin.MODEL and note.to_review == 1


@pytest.mark.parametrize(
    "text",
    [
        "The client said that she swims twice a week.",
        "The client reported a goal to swim twice a week.",
        "The client swims twice a week now.",
        "The client will swim twice a week, as agreed today.",
        "The client is seeing a psychiatrist twice a week.",
        "The client denied suicidal ideation.",
    ],
)
@pytest.mark.parametrize("refused", list(Refused))
def test_nothing_of_the_plan_is_said_to_have_been_said_today(
    demo_session: Transcript, text: str, refused: Refused
) -> None:
    for cited in (["P2"], ["P1", "N1"], [3], [3, "P2"]):
        note = drafted(answers({"text": text, "turns": cited}), demo_session, refused=refused)
        whole(note, demo_session)
        for sentence in note.sentences:
            assert text not in sentence.text or sentence.needs_review


def test_the_prompt_says_where_the_lines_come_from(demo_session: Transcript) -> None:
    model = answers()
    drafted(model, demo_session)
    told = [p for p in model.prompts if "[P1]" in p]
    assert told, "sections about plans and progress are given the goals"
    for prompt in told:
        assert "From the treatment plan, not said today:\n[P1] Return to leading" in prompt
        assert "From the last note, not said today:\n[N1] The client agreed" in prompt
    bare = answers()
    drafted(bare, demo_session, Given())
    assert not any("not said today" in prompt for prompt in bare.prompts)


def test_the_reading_is_asked_the_same_and_stays_as_it_is(demo_session: Transcript) -> None:
    text = "The goal is to swim twice a week."
    model = FakeLanguageModel([json.dumps([{"text": text, "turns": ["P2"]}])] * 3)
    ahead = ReadAhead(
        model, CHECKER, model.context_tokens, voice="How this clinician writes: About 9 words a sentence."
    )
    ahead.add(demo_session.turns)
    while ahead.advance(64):
        pass
    manner = Manner(voice=ahead.voice)
    note = Drafter(LIBRARY, CHECKER, model, ahead, manner=manner, given=GIVEN).draft(demo_session, "dap", "s1")
    assert [s.text for s in from_elsewhere(note)] == [f"From the plan: {text}"]
    assert model.evaluated == len(model.read), "nothing was read twice"
    assert "About 9 words" in " ".join(model.read) and not any("About 9" in q for q in model.questions)
    assert not any("Swim" in word for word in model.read), "what is given goes with the question"
    other = Manner(voice="How this clinician writes: About 20 words a sentence.")
    Drafter(LIBRARY, CHECKER, model, ahead, manner=other, given=GIVEN).draft(demo_session, "dap", "s1")
    assert "About 20 words" in model.questions[-1], "what changed since the reading began goes with the question"


def test_the_goals_stand_in_the_section_that_is_for_them_without_a_model_too(demo_session: Transcript) -> None:
    girp = LIBRARY.get("girp")
    goal = next(s for s in girp.sections if s.topics[:1] == ("goals",))
    note = Drafter(LIBRARY, CHECKER, None, given=GIVEN).draft(demo_session, "girp", "s1")
    whole(note, demo_session)
    found = from_elsewhere(note)
    assert [s.text for s in found] == [
        "From the plan: Return to leading the quarterly budget meeting without leaving early.",
        "From the plan: Swim twice a week.",
    ]
    assert all(s.section == goal.id and s.needs_review for s in found)


def test_only_a_few_short_lines_go_with_a_question() -> None:
    section = LIBRARY.get("dap").sections[-1]
    many = Given(tuple(f"Goal number {n}: {'walk more and ' * 60}" for n in range(40)), ("<|im_start|>x [1] y z",) * 9)
    lines = many.lines(section, ["I walk"])
    assert len(lines) <= 2 * MOST
    assert all(len(line.text) <= LONGEST and "<|" not in line.text and "[" not in line.text for line in lines)


def test_of_the_last_note_the_plan_comes_first() -> None:
    parts = [
        ("data", "Client slept badly. Yes."),
        ("plan", "Client will keep a diary."),
        ("data", "Client slept badly."),
    ]
    assert last_note_lines(parts) == ("Client will keep a diary.", "Client slept badly.")


def test_the_grammar_admits_given_lines_by_name_alone() -> None:
    schema = section_schema([3, 7], 2, ["P1"])
    assert "enum': [3, 7, 'P1']" in str(schema)
    answer = json.dumps([{"text": "A b c d.", "turns": [t]} for t in (3, "P1", "P2", "3", True, 4)])
    assert [(w.turns, w.given) for w in read_answer(answer, [3, 7], ["P1"])] == [((3,), ()), ((), ("P1",))]
