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
from app.notes.roles import name_roles
from tests.unit.notes.sessions import ROOT, session

ANNOMI = Path(os.environ.get("SOTTO_ANNOMI", ROOT.parent / "shared" / "data" / "annomi-simple.csv"))


def _conversations() -> list[list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    with ANNOMI.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["transcript_id"], []).append((row["interlocutor"], row["utterance_text"]))
    return list(found.values())


def _right(conversations: list[list[tuple[str, str]]]) -> int:
    labels = {"therapist": "S2", "client": "S1"}
    right = 0
    for lines in conversations:
        turns = tuple(Turn(labels[who], 0.0, 0.0, text) for who, text in lines)
        right += name_roles(Transcript(turns, (Speaker("S1"), Speaker("S2")))).get("S2") is Role.THERAPIST
    return right


@pytest.mark.skipif(not ANNOMI.is_file(), reason="the conversations are not on this machine")
def test_the_therapist_of_133_conversations() -> None:
    right = _right(_conversations())
    print(f"\nthe therapist found in {right} of 133")
    assert right >= 132


@pytest.mark.skipif(not ANNOMI.is_file(), reason="the conversations are not on this machine")
def test_the_therapist_with_a_tenth_of_the_words_wrong_and_no_punctuation() -> None:
    conversations = _conversations()
    words = [w for lines in conversations for _, text in lines for w in re.findall(r"[\w']+", text.lower())]
    chance = random.Random(11)
    worse = [
        [
            (who, " ".join(chance.choice(words) if chance.random() < 0.1 else w for w in re.findall(r"[\w']+", text)))
            for who, text in lines
        ]
        for lines in conversations
    ]
    right = _right(worse)
    print(f"\nthe therapist found in {right} of 133, words damaged")
    assert right >= 128


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
    roles = name_roles(group)
    assert roles == {"A": Role.THERAPIST, "B": Role.CLIENT, "C": Role.CLIENT, "D": Role.CLIENT}


def test_one_speaker_and_none() -> None:
    assert name_roles(session("S1: I was so tired. I slept all day and my head hurt.")) == {"S1": Role.CLIENT}
    assert name_roles(session("S1: How have you been? What brings you here? Tell me about your week.")) == {
        "S1": Role.THERAPIST
    }
    assert name_roles(Transcript()) == {}
    assert name_roles(session("S1: ")) == {}
