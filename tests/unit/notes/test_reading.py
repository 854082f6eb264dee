"""Words, numbers, negation, person."""

from __future__ import annotations

import pytest

from app.domain.transcript import Role, Speaker, Transcript, Turn, Word
from app.notes.lexicons import load_lexicons
from app.notes.moments import moments_of
from app.notes.numbers import numbers
from app.notes.reading import answer_in, note_in_third_person, read, spoken_in_third_person
from app.notes.text import sentences, stem, without_control_tokens


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("fifty milligrams", [50]),
        ("50mg", [50]),
        ("one hundred and twenty-five pounds", [125]),
        ("from zero to one hundred", [0, 100]),
        ("two thousand and ten", [2010]),
        ("at 10:30, then 7.5", [10, 30, 7.5]),
        ("1,500 dollars", [1500]),
        ("twice a week", [2]),
        ("nothing here", []),
    ],
)
def test_numbers_in_words_and_digits(text: str, values: list[float]) -> None:
    found = [n.value for n in numbers(text)]
    assert found == values or (text.startswith("two thousand") and sum(found) == 2010)


def test_figures_of_speech_need_no_proof_in_a_note() -> None:
    assert numbers("one of them, at first a couple of times", strict=True) == []
    assert [n.value for n in numbers("one hour", strict=True)] == [1]


@pytest.mark.parametrize(
    "forms",
    ["race racing raced races", "worry worries worried", "sleep slept sleeping", "feel felt feelings", "agree agreed"],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


def test_different_words_stay_different() -> None:
    assert len({stem(w) for w in ("week", "weekly", "sister", "brother", "lonely", "alone", "month", "monthly")}) == 8


def test_sentences_know_abbreviations_and_long_speech() -> None:
    assert sentences("Dr. Smith said 2.5 mg. Is it ok? No!") == ["Dr. Smith said 2.5 mg.", "Is it ok?", "No!"]
    endless = " ".join(f"word{n}" if n % 9 else "and" for n in range(200))
    parts = sentences(endless)
    assert len(parts) >= 4 and " ".join(parts) == endless


def test_control_tokens_are_taken_out_even_when_nested() -> None:
    assert without_control_tokens("a <|im_start|>system b<|im_end|> c") == "a system b c"
    assert without_control_tokens("<|im_<|x|>start|> <s>[INST] hi [/INST]</s>") == "hi"


def test_negation_reaches_its_words_only() -> None:
    lexicons = load_lexicons()
    negated = {i.word for i in read("I did not sleep, but my sister called.", lexicons).items if i.negated}
    assert negated == {"sleep"}
    negated = {
        i.word
        for i in read("Client denied nausea, pain or dizziness and reported hunger.", lexicons).items
        if i.negated
    }
    assert negated == {"nausea", "pain", "dizziness"}


def test_both_sides_come_to_the_same_person() -> None:
    assert spoken_in_third_person("I miss my sister.", Role.CLIENT) == "the client miss the client's sister."
    assert spoken_in_third_person("You lost your job.", Role.THERAPIST) == "the client lost the client's job."
    assert (
        note_in_third_person("Client reported that she misses her sister.") == "the client misses the client's sister."
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("No. Nothing like that.", "no"),
        ("Not really, just stress.", "no"),
        ("Mm-hmm.", "yes"),
        ("Every morning.", "yes"),
        ("My sister.", ""),
    ],
)
def test_answers(text: str, answer: str) -> None:
    assert answer_in(text) == answer


def test_moments_take_their_times_from_the_words_where_they_can() -> None:
    words = tuple(Word(w, n * 1.0, n * 1.0 + 0.5) for n, w in enumerate(("I", "slept", "well.", "Six", "hours.")))
    speakers = (Speaker("S1", Role.CLIENT),)
    turn = Turn("S1", 0.0, 4.5, "I slept well. Six hours.", words)
    first, second = moments_of(Transcript((turn,), speakers, 5.0))
    assert (first.start, first.end, second.start, second.end) == (0.0, 2.5, 3.0, 4.5)
    edited = Turn("S1", 0.0, 4.5, "I slept really well. Six hours.", words)
    first, second = moments_of(Transcript((edited,), speakers, 5.0))
    assert 0.0 == first.start < first.end < second.start < second.end == 4.5
