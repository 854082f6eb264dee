"""Suggestions are the same whether a transcript is read anew or only where it changed."""

from __future__ import annotations

import random

import pytest

from app.domain import corrections as c
from app.domain.errors import NotAllowed
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.notes.medications import suggestions
from app.services import misheard
from app.services.misheard import Misheard

SAID = (
    "How is it with the medication?", "I take set raline now, fifty milligrams.", "And sero quell, is it too much?",
    "No. The doctor said so.", "What about the pills for the night?", "Tray sodone helps. I sleep six hours.",
)  # fmt: skip


def transcript() -> Transcript:
    turns = tuple(Turn(f"S{n % 2 + 1}", n * 5.0, n * 5.0 + 4.0, text) for n, text in enumerate(SAID))
    return Transcript(turns, (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), 30.0)


def test_what_is_remembered_is_what_would_be_found() -> None:
    rng, asked, now = random.Random(3), Misheard(), transcript()
    assert suggestions(now), "else this shows nothing"
    for _ in range(40):
        turn = rng.randrange(len(now.turns))
        try:
            now = rng.choice([
                lambda t=now, n=turn: c.split_turn(t, n, rng.randrange(1, 6)),
                lambda t=now, n=turn: c.reassign(t, n, n, rng.choice(["S1", "S2", "S3"])),
                lambda t=now, n=turn: c.edit_turn(t, n, rng.choice(SAID)),
            ])()  # fmt: skip
        except NotAllowed:
            continue
        assert asked.find("a", now) == suggestions(now)


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(misheard, "suggestions", lambda t, own: read.append(len(t.turns)) or suggestions(t, own))
    asked = Misheard()
    asked.find("a", transcript())
    asked.find("a", transcript())
    asked.find("a", c.edit_turn(transcript(), 3, "No."))
    assert read == [6, 3], "the turn itself, the one after it, and the one before for what the talk is of"
    asked.forget()
    asked.find("a", transcript())
    assert read[-1] == 6
    asked.find("a", transcript(), ("Lamictal",))
    assert read[-1] == 6, "other names of the client: all of it is read anew"
