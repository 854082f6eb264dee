"""How people speak: refusals in other words, doses as words, whose it is, times that move. Each rule with a sentence
that it marks and one that it leaves."""

from __future__ import annotations

import pytest

from app.domain.note import CheckResult, Verdict
from app.notes.check import Checker
from app.notes.numbers import numbers
from app.notes.prepared import PreparedTranscript
from tests.unit.notes.sessions import session

GARAGE = (
    "therapist: Hello Milan. How was the week?",
    "client: Two bad mornings. It used to be every morning, in the winter.",
    "therapist: What helped?",
    "client: I called my aunt. I typed a message to my brother and I didn't send it.",
    "therapist: And the new tablets, the citalopram?",
    "client: Half a milligram is what they gave my dog, mine is thirty. Put up from twenty in October. I take it.",
    "therapist: You had the trazodone too.",
    "client: I ran out of the trazodone. I kept meaning to call.",
    "therapist: Who lives in the house now?",
    "client: My cousin Pavel. He was a cook on the ferries. He has the room over the garage.",
    "therapist: Does your father know about the panic?",
    "client: The last attack, in the garage, was on Saturday. I haven't told him, he'd only shout.",
    "therapist: Last month you told me that you'd thought about ending things. Has any of that come back?",
    "client: It hasn't. That was after the funeral.",
    "therapist: If it did, whom would you call?",
    "client: My aunt, or the nine eight eight line.",
    "therapist: I'd like to suggest that we try something. Sit in the garage for ten minutes with the door open.",
    "client: Ten? No. Five, on weekdays. Not on Sunday, Sunday I'm at the market.",
    "therapist: Five then. How sure are you that you can, nought to ten?",
    "client: It's a seven.",
    "therapist: Shall we say Monday at noon?",
    "client: Monday's the dentist. Could we make it Tuesday?",
    "therapist: Tuesday at noon it is.",
)


@pytest.fixture(scope="module")
def garage(checker: Checker) -> PreparedTranscript:
    return checker.prepare(session(*GARAGE))


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Client sent a message to his brother.", "said of this: not so, or not yet"),
        ("Client takes trazodone.", "trazodone was stopped, or never taken"),
        ("Client was a cook on the ferries.", "said of someone else, not of the client"),
        ("Client's aunt has the room over the garage.", "not said of the aunt"),
        ("Client told his father about the last attack in the garage.", "said of this: nobody was told"),
        ("Client takes citalopram 10 mg.", "10 mg was not said of citalopram"),
        ("Client stopped citalopram in October.", "nobody said this of citalopram"),
        ("Client denied ever having had suicidal thoughts.", "the client did not deny this: suicide"),
        ("Client will sit in the garage on Sunday.", "“sunday” was said of something else"),
        ("Next session on Monday at noon.", "another time was settled on"),
        ("Client suggested sitting in the garage with the door open.", "the client did not put this forward"),
        ("The client agreed.", "says too little to be looked for in the session"),
        ("Client is doing well.", "says too little to be looked for in the session"),
        ("The client said no.", "says too little to be looked for in the session"),
        ("Client was informed of everything.", "says too little to be looked for in the session"),
        ("Client felt heard and understood.", "“felt heard” is for the clinician to judge"),
        ("Client has good insight.", "“good insight” is for the clinician to judge"),
        ("The plan was reviewed.", "says too little to be looked for in the session"),
    ],
)
def test_what_was_not_so_is_marked_with_the_reason(
    checker: Checker, garage: PreparedTranscript, sentence: str, reason: str
) -> None:
    result: CheckResult = checker.check(sentence, garage)
    assert result.verdict is Verdict.UNSUPPORTED, result
    assert reason in result.reasons


@pytest.mark.parametrize(
    "sentence",
    [
        "Client typed a message to his brother but did not send it.",
        "Client ran out of trazodone.",
        "Client's cousin was a cook on the ferries.",
        "Client has not told his father about the attack.",
        "Client's citalopram was increased from 20 mg to 30 mg in October.",
        "Client denied current suicidal thoughts.",
        "Client would call his aunt or the 988 line.",
        "Client agreed to sit in the garage for five minutes on weekdays.",
        "Client rated his confidence at 7 out of 10.",
        "Next session on Tuesday at noon.",
    ],
)
def test_what_was_so_is_left(checker: Checker, garage: PreparedTranscript, sentence: str) -> None:
    result = checker.check(sentence, garage)
    assert result.verdict is Verdict.SUPPORTED, result


@pytest.mark.parametrize(
    ("spoken", "value"),
    [
        ("a hundred and twelve days", 112), ("half a milligram", 0.5), ("nought point seven", 0.7),
        ("the thirtieth", 30), ("two fifty a month", 250), ("twenty to nine", 40), ("half five", 30),
        ("the nine eight eight line", 988), ("six and a half", 6.5), ("in twenty twenty three", 2023),
    ],
)  # fmt: skip
def test_numbers_as_people_say_them(spoken: str, value: float) -> None:
    assert value in [n.value for n in numbers(spoken)]


def test_the_end_of_a_scale_need_not_be_said_and_other_wholes_must() -> None:
    assert [n.value for n in numbers("7 out of 10", strict=True)] == [7]
    assert [n.value for n in numbers("four days out of 7", strict=True)] == [4, 7]
