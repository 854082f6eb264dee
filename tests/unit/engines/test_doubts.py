"""What is not trusted is kept back with its doubt; what a client may truly say is not."""

from __future__ import annotations

import pytest

from app.domain.transcript import Doubt, Word
from app.engines.doubts import Evidence, Part, load_phrases, plain, sift


def said(text: str, probability: float = 0.9) -> tuple[Word, ...]:
    return tuple(Word(word, n * 0.3, n * 0.3 + 0.25, probability) for n, word in enumerate(text.split()))


def evidence(
    text: str,
    *,
    log_probability: float = -0.2,
    no_speech: float = 0.02,
    compression: float = 1.3,
    voiced: float | None = None,
    probability: float = 0.9,
    hotwords: tuple[str, ...] = (),
) -> Evidence:
    words = said(text, probability)
    length = voiced if voiced is not None else 0.4 * len(words)
    return Evidence(words, log_probability, no_speech, compression, length, hotwords)


def doubts(found: list[Part]) -> list[Doubt]:
    return [part.doubt for part in found]


SENTENCE = "I slept better this week, maybe six hours a night."


def test_what_is_said_clearly_is_trusted() -> None:
    assert sift(evidence(SENTENCE)) == [Part(0, 10, Doubt.NONE)]


@pytest.mark.parametrize(
    ("given", "doubt"),
    [
        (evidence(""), Doubt.EMPTY),
        (evidence(". …"), Doubt.EMPTY),
        (evidence(SENTENCE, log_probability=-1.2), Doubt.IMPROBABLE),
        (evidence(SENTENCE, voiced=0.2), Doubt.IMPROBABLE),  # ten words in a fifth of a second
        (evidence(SENTENCE, no_speech=0.8, log_probability=-0.8), Doubt.NO_SPEECH),
        (evidence(SENTENCE, compression=3.0), Doubt.REPEATED),
        (evidence("Thanks for watching!"), Doubt.INVENTED),
        (evidence("Subtitles by the Amara.org community"), Doubt.INVENTED),
        (evidence("Untertitel im Auftrag des ZDF für funk, 2017"), Doubt.INVENTED),
        (evidence("Sous-titrage ST' 501"), Doubt.INVENTED),
        (evidence("ご視聴ありがとうございました"), Doubt.INVENTED),
        (evidence("Abone olmayı unutmayın."), Doubt.INVENTED),
        (evidence("Thank you.", voiced=0.1), Doubt.INVENTED),
        (evidence("Thank you.", probability=0.3), Doubt.INVENTED),
        (
            evidence("sertraline lithium EMDR", probability=0.3, hotwords=("sertraline", "lithium", "EMDR")),
            Doubt.INVENTED,
        ),
    ],
)
def test_what_is_not_trusted_has_its_doubt(given: Evidence, doubt: Doubt) -> None:
    assert sift(given) == [Part(0, len(given.words), doubt)]


@pytest.mark.parametrize(
    "text",
    [
        "Thank you.",
        "Bye.",
        "Okay.",
        "No. No. No. No. No. No.",
        "I just thought, why, why, why, why did she say that to me?",
        "I work for the ZDF, and I write subtitles there all day long.",
        "He said, thanks for watching the children, and then he left.",
    ],
)
def test_what_a_client_may_truly_say_is_kept(text: str) -> None:
    assert doubts(sift(evidence(text))) == [Doubt.NONE]


def test_high_no_speech_alone_drops_nothing() -> None:
    assert doubts(sift(evidence(SENTENCE, no_speech=0.9))) == [Doubt.NONE]


def test_a_loop_costs_only_the_loop() -> None:
    text = "I went home early. " + "and then I left " * 8 + "She was there."
    given = evidence(text, compression=4.0)
    assert sift(given) == [Part(0, 4, Doubt.NONE), Part(4, 36, Doubt.REPEATED), Part(36, 39, Doubt.NONE)]


def test_one_word_over_and_over_is_a_loop() -> None:
    assert doubts(sift(evidence("you " * 30, voiced=10.0))) == [Doubt.REPEATED]


def test_credits_after_what_was_said_cost_only_the_credits() -> None:
    given = evidence(SENTENCE + " Thank you for watching.")
    assert sift(given) == [Part(0, 10, Doubt.NONE), Part(10, 14, Doubt.INVENTED)]


def test_a_courtesy_after_what_was_said_stays_even_on_weak_evidence() -> None:
    assert doubts(sift(evidence(SENTENCE + " Thank you.", log_probability=-0.8))) == [Doubt.NONE]


def test_words_that_the_clinician_asked_for_are_theirs_to_judge() -> None:
    weak = evidence("I cannot do this any more", log_probability=-1.4, no_speech=0.9, probability=0.2)
    assert doubts(sift(weak)) != [Doubt.NONE]
    assert doubts(sift(weak, wanted=True)) == [Doubt.NONE]
    assert doubts(sift(evidence("Thank you.", probability=0.2), wanted=True)) == [Doubt.NONE]
    assert doubts(sift(evidence("Thanks for watching."), wanted=True)) == [Doubt.INVENTED]


def test_the_list_holds_many_languages_and_no_phrase_twice() -> None:
    phrases = load_phrases()
    assert len(phrases.never_said) > 50
    assert not phrases.never_said & phrases.when_weak
    assert all(phrase == plain(phrase) and phrase for phrase in phrases.never_said | phrases.when_weak)
    assert all(mark == plain(mark) and len(mark) > 2 for mark in phrases.marks)
