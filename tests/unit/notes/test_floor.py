"""What the floor quotes: whole answers, never cut before their own "but", and in Plan only what is to come."""

from __future__ import annotations

from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.templates import TemplateLibrary
from tests.unit.notes.sessions import session

DRAFTER = Drafter(TemplateLibrary(), Checker(None), None)


def drafted(*lines: str, section: str = "") -> list[str]:
    note = DRAFTER.draft(session(*lines), "soap", "s")
    return [s.text for s in note.sentences if section in ("", s.section)]


def test_plan_holds_no_past_no_fear_and_no_thought() -> None:
    plan = drafted(
        "therapist: How was the trip?",
        "client: My boss wrote everything into the log, every day, last week.",
        "therapist: You've taken time off. What went through your mind?",
        "client: That I'm going to faint in front of them.",
        "therapist: And then?",
        "client: I thought, fine. I'll show you fun.",
        "therapist: Would you be willing to keep a diary this week, once a day?",
        "client: I could do that. I'll start tomorrow.",
        "therapist: We will meet next Thursday at ten.",
        section="plan",
    )
    text = " ".join(plan)
    assert "next Thursday at ten" in text and "I'll start tomorrow" in text
    for odd in ("taken time off", "faint", "show you fun", "last week"):
        assert odd not in text, plan


def test_an_answer_is_not_its_echo() -> None:
    said = drafted(
        "therapist: What about the medication, are you still taking the tablets?",
        "client: The lorazepam? In my jacket, always. I haven't swallowed one since August.",
        "therapist: Right.",
        "client: Yes.",
    )
    quoted = next(text for text in said if "lorazepam" in text)
    assert "In my jacket" in quoted


def test_words_are_not_cut_before_their_own_but() -> None:
    lines = "I drank wine at the party on Saturday, and beer. We danced for hours and my sister laughed so much at us."
    said = drafted(
        "therapist: How was the weekend?",
        f"client: {lines} I had a cigarette too. But I poured the rest of the wine away.",
        "therapist: I see.",
    )
    for text in said:
        assert "cigarette" not in text or "poured the rest" in text, said
