"""What the evidence check looks at, one thing at a time: each rule with a sentence that it marks and one it leaves."""

from __future__ import annotations

import pytest

from app.domain.note import CheckResult, Verdict
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.notes.acts import count_acts, enough
from app.notes.check import Checker
from app.notes.counted import counted_in
from app.notes.lexicons import load_lexicons
from app.notes.prepared import PreparedTranscript
from app.notes.text import stem
from tests.unit.notes.sessions import session

_TURNED_DOWN = "put forward, but the client did not agree"
DENTIST = (
    "therapist: How was the week since we met?",
    "client: I canceled the dentist twice. My wife called me a coward, and my brother lent me his car.",
    "therapist: It sounds like the waiting room was too much. What did you feel?",
    "client: I was so angry with myself. I'm sick of it. I really want to get this done.",
    "therapist: You want to be free of it. Are you still taking the propranolol?",
    "client: I stopped it in May, it made me dizzy. I take one coffee and two walks a day.",
    "therapist: On a scale from zero to ten, how afraid are you of Monday?",
    "client: Eight. It was nine when I came here.",
    "therapist: Any thoughts of suicide, or of harming somebody else?",
    "client: No. Never.",
    "therapist: Do you drink to calm down?",
    "client: I'd rather not talk about that today.",
    "therapist: Would you try to sit in the waiting room for ten minutes with your brother?",
    "client: No, not with him. I could walk there alone on Thursday.",
    "therapist: Good, alone on Thursday. Do you have panic when you sit there?",
    "client: I'm afraid I would faint. I grind my teeth, and I have an appointment on the fifteenth.",
    "therapist: We meet again next Friday at nine.",
)


@pytest.fixture(scope="module")
def dentist(checker: Checker) -> PreparedTranscript:
    return checker.prepare(session(*DENTIST))


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Client called his wife a coward.", "the wife said it to the client, not the other way"),
        ("Client lent his brother the car.", "said of the brother, not of the client"),
        ("Client canceled the dentist four times.", "number 4 was said of something else; here it was 2"),
        ("Client takes two coffees and eight walks a day.", "number 8 was said of something else; here it was 2"),
        ("Client still takes propranolol.", "propranolol was stopped, or never taken"),
        ("Client denied alcohol use.", "asked, but not answered: alcohol"),
        ("Client denied suicidal ideation and hallucinations.", "not asked in this session: voices or delusions"),
        ("Client denied SI, HI, and AVH.", "not asked in this session: voices or delusions"),
        ("Client denied having a weapon.", "not asked in this session: weapons"),
        ("Client feels lonely in the waiting room.", "nobody spoke of this feeling: lonely"),
        ("Client will sit in the waiting room for ten minutes with his brother.", _TURNED_DOWN),
        ("Follow-up appointment in three months.", "no appointment at this time was spoken of"),
        ("Therapist administered the PHQ-9 to the client.", "nobody spoke of this: phq 9"),
        ("Client walked to the dentist alone on Thursday.", "planned or imagined, not said to have happened"),
        ("Client is in the maintenance stage of change.", "nothing said shows this: maintenance stage"),
        ("Client canceled the dentist and the optician.", "not found with the rest: optician"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_marked_and_named(
    checker: Checker, dentist: PreparedTranscript, sentence: str, reason: str
) -> None:
    result = checker.check(sentence, dentist)
    assert result.verdict is Verdict.UNSUPPORTED, result
    assert reason in result.reasons


@pytest.mark.parametrize(
    "sentence",
    [
        "Client's wife called him a coward.",
        "Client's brother lent him his car.",
        "Client canceled the dentist two times.",
        "Client stopped propranolol in May because of dizziness.",
        "Client denied suicidal and homicidal ideation.",
        "Client denied SI/HI.",
        "Client declined to talk about drinking.",
        "Client expressed anger with himself.",
        "Client is motivated to get this done.",
        "Client rated his fear of Monday at 8, down from 9.",
        "Client plans to go to the waiting room alone on Thursday.",
        "Next session is next Friday at 9.",
        "Client has an appointment on the 15th.",
    ],
)
def test_what_was_said_in_other_words_is_not(checker: Checker, dentist: PreparedTranscript, sentence: str) -> None:
    result = checker.check(sentence, dentist)
    assert result.verdict is Verdict.SUPPORTED, result


def test_a_denial_of_all_of_the_past_is_more_than_one_of_today(checker: Checker) -> None:
    spoken = checker.prepare(
        session("therapist: Any thoughts of suicide?", "client: Not since the winter. Back then, yes.")
    )
    assert checker.check("Client denied current suicidal ideation.", spoken).verdict is Verdict.SUPPORTED
    ever = checker.check("Client denied ever having suicidal thoughts.", spoken)
    assert ever.reasons == ("the client did not deny this: suicide",)


def test_a_denial_is_taken_by_the_clients_word_not_by_the_therapists(checker: Checker) -> None:
    told = checker.prepare(session("therapist: You don't have any thoughts of suicide.", "client: My sister called."))
    assert "not asked in this session: suicide" in checker.check("Client denied suicidal ideation.", told).reasons


def test_the_kind_of_a_denial_need_not_be_known(checker: Checker) -> None:
    spoken = checker.prepare(
        session("therapist: Do you grind your teeth at night?", "client: No.", "therapist: And snoring?", "client: Um.")
    )
    assert checker.check("Client denied grinding his teeth.", spoken).verdict is Verdict.SUPPORTED
    assert checker.check("Client denied snoring.", spoken).verdict is Verdict.UNSUPPORTED
    assert checker.check("Client denied dizziness.", spoken).reasons == ("not asked in this session: dizziness",)


def test_numbers_know_what_they_count() -> None:
    lexicons = load_lexicons()
    found = counted_in("I ate one slice, a pack a day, four days out of seven, and woke at three.", lexicons)
    pairs = {(c.value, c.noun) for c in found}
    assert {(1.0, stem("slice")), (1.0, "pack"), (4.0, stem("days"))} <= pairs
    assert not any(value in (3.0, 7.0) for value, _ in pairs)


def test_acts_are_counted_and_one_reflection_is_no_listening() -> None:
    once = count_acts(["it sounds like a hard week", "see you on friday"])
    assert once["reflections"] == 1 and not enough(once, "reflections")
    twice = count_acts(["it sounds like a hard week", "you feel alone with it"])
    assert enough(twice, "reflections") and not enough(twice, "information")


# ---- odd sessions ----------------------------------------------------------------------------------


def _first(checker: Checker, transcript: Transcript, sentence: str) -> CheckResult:
    return checker.check(sentence, checker.prepare(transcript))


NOTE = (
    "Client denied suicidal ideation, homicidal ideation, and substance use.",
    "Therapist used motivational interviewing to explore ambivalence.",
    "Client's wife told him that he sleeps six hours.",
    "Follow up in two weeks.",
    "Client is highly motivated and no longer anxious because of the medication.",
)


def test_one_turn_supports_what_it_says_and_nothing_else(checker: Checker) -> None:
    one = session("client: I slept six hours a night.")
    assert _first(checker, one, "Client slept six hours a night.").verdict is Verdict.SUPPORTED
    assert all(_first(checker, one, sentence).verdict is Verdict.UNSUPPORTED for sentence in NOTE)


def test_an_unknown_speaker_and_no_roles_at_all_are_borne(checker: Checker) -> None:
    turns = tuple(Turn("S9", n * 5.0, n * 5.0 + 4, text) for n, text in enumerate(("Do you sleep?", "Six hours.", "")))
    for speakers in ((), (Speaker("S9", Role.UNKNOWN),), (Speaker("S1", Role.THERAPIST),)):
        for sentence in NOTE:
            assert _first(checker, Transcript(turns, speakers, 20.0), sentence).verdict is Verdict.UNSUPPORTED


def test_another_language_supports_no_english_note(checker: Checker) -> None:
    german = session(
        "therapist: Wie haben Sie geschlafen?",
        "client: Schlecht, vielleicht vier Stunden. Ich denke nicht an Suizid.",
        "therapist: Нам нужно поговорить о лекарствах.",
        "client: 我睡得不好。",
    )
    assert all(_first(checker, german, sentence).verdict is Verdict.UNSUPPORTED for sentence in NOTE)


def test_five_thousand_turns_are_read_to_their_end(checker: Checker) -> None:
    lines = [f"{'client' if n % 2 else 'therapist'}: We spoke about item number {n}." for n in range(5000)]
    lines[4321] = "client: My aunt Rosalind sold her bakery in Toledo."
    prepared = checker.prepare(session(*lines))
    results = checker.check_all(["Client's aunt Rosalind sold her bakery in Toledo.", *NOTE], prepared)
    assert results[0].verdict is Verdict.SUPPORTED and results[0].evidence[0].turn == 4321
    assert all(result.verdict is Verdict.UNSUPPORTED for result in results[1:])


def test_one_word_that_was_said_does_not_carry_another_that_never_was():
    said = session("therapist: What helped?", "client: I kept my phone out of the bedroom, like we agreed.")
    checker = Checker(None)
    result = checker.check("The client keeps a crocodile.", checker.prepare(said))
    assert result.verdict is Verdict.UNSUPPORTED
