"""Who is the therapist."""

from __future__ import annotations

import csv
import os
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.notes import roles
from app.notes.roles import name_roles
from tests.unit.notes.sessions import ROOT, session

ANNOMI = Path(os.environ.get("SOTTO_ANNOMI", ROOT.parent / "shared" / "data" / "annomi-simple.csv"))


def conversations() -> list[list[tuple[str, str]]]:
    """AnnoMI: for each conversation who (therapist, client) said what."""
    found: dict[str, list[tuple[str, str]]] = {}
    with ANNOMI.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["transcript_id"], []).append((row["interlocutor"], row["utterance_text"]))
    return list(found.values())


def _named(told: list[list[tuple[str, str]]]) -> int:
    """In how many the therapist is found; every second one has the labels the other way round."""
    right = 0
    for number, lines in enumerate(told):
        therapist, client = ("S2", "S1") if number % 2 else ("S1", "S2")
        turns = tuple(Turn(therapist if who == "therapist" else client, 0.0, 0.0, text) for who, text in lines)
        found = name_roles(Transcript(turns, (Speaker("S1"), Speaker("S2"))))
        right += found == {therapist: Role.THERAPIST, client: Role.CLIENT}
    return right


def _misheard(told: list[list[tuple[str, str]]], seed: int) -> list[list[tuple[str, str]]]:
    """A tenth of the words wrong (another one, none, one too many); no punctuation, no capitals."""
    words = [w for lines in told for _, text in lines for w in _WORD.findall(text.lower())]
    chance = random.Random(seed)

    def heard(word: str) -> tuple[str, ...]:
        if chance.random() >= 0.1:
            return (word,)
        return chance.choice([(chance.choice(words),), (), (word, chance.choice(words))])

    return [
        [(who, " ".join(w for word in _WORD.findall(text.lower()) for w in heard(word))) for who, text in lines]
        for lines in told
    ]


_WORD = re.compile(r"[\w']+")
with_conversations = pytest.mark.skipif(not ANNOMI.is_file(), reason="the conversations are not on this machine")


@with_conversations
def test_the_therapist_of_133conversations() -> None:
    right = _named(conversations())
    print(f"\nthe therapist found in {right} of 133")
    assert right >= 132


@with_conversations
@pytest.mark.parametrize("seed", range(5))
def test_the_therapist_with_a_tenth_of_the_words_wrong_and_no_punctuation(seed: int) -> None:
    right = _named(_misheard(conversations(), seed))
    print(f"\nthe therapist found in {right} of 133, words damaged")
    assert right >= 128


@with_conversations
@pytest.mark.parametrize("without", ["_ASKS", "_REFLECTS", "_OPENS", "_OF_SELF", "_YOU", "_I"])
def test_no_single_list_of_wordings_carries_the_answer(without: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = frozenset[str]() if without in ("_YOU", "_I") else re.compile(r"(?!)")
    monkeypatch.setattr(roles, without, gone)
    damaged = _misheard(conversations(), 11)
    halves = _named(damaged[::2]), _named(damaged[1::2])
    print(f"\nwithout {without}: {halves[0]} of 67, {halves[1]} of 66")
    assert min(halves) >= 63


@with_conversations
def test_a_few_turns_are_enough_for_most() -> None:
    right = _named([lines[:10] for lines in conversations()])
    print(f"\nafter ten turns: {right} of 133")
    assert right >= 126


def test_the_demo(demo_session: Transcript) -> None:
    unnamed = replace(demo_session, speakers=(Speaker("S1"), Speaker("S2")))
    assert name_roles(unnamed) == {"S1": Role.THERAPIST, "S2": Role.CLIENT}


def test_one_therapist_among_many() -> None:
    group = session(
        "A: Welcome everyone. What would you like to talk about today? How has the week been for you?",
        "B: I had a hard week. I could not stop thinking about my mother.",
        "C: I feel the same. My job is killing me and I never sleep.",
        "A: It sounds like you are both tired. Can you tell me more about that?",
        "D: I do not know. I guess I am just angry.",
    )
    assert name_roles(group) == {"A": Role.THERAPIST, "B": Role.CLIENT, "C": Role.CLIENT, "D": Role.CLIENT}


def test_one_speaker_and_none() -> None:
    assert name_roles(session("S1: I was so tired. I slept all day and my head hurt.")) == {"S1": Role.CLIENT}
    assert name_roles(session("S1: How have you been? What brings you here? Tell me about your week.")) == {
        "S1": Role.THERAPIST
    }
    assert name_roles(Transcript()) == {}
    assert name_roles(session("S1: ")) == {}


def test_the_clinician_s_own_voice_goes_before_what_is_said() -> None:
    said = session(
        "S1: How have you been? What brings you here? Tell me about your week.",
        "S2: I was so tired. I slept all day and my head hurt.",
        "S3: I worry about my sister.",
    )
    by_voice = roles.with_roles(said.with_roles({"S2": Role.THERAPIST}))
    assert {s.label: s.role for s in by_voice.speakers} == {
        "S1": Role.CLIENT,
        "S2": Role.THERAPIST,
        "S3": Role.CLIENT,
    }
    assert roles.with_roles(said).role_of(said.turns[0]) is Role.THERAPIST
