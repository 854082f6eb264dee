"""Sentences that are not found in the session, decided by keyboard alone, in a real X window with the real check.

What clinicians type themselves is their own observation and blocks nothing. What was found in the session and, after
a correction of the transcript, is found no more, must be decided before the note is signed: so four sentences about
the client are typed that the session holds, and then the two speakers are swapped, after which nobody but the
therapist has said any of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_clipboard import display  # noqa: F401  (a fixture)
from tests.e2e.test_keyboard_alone import DRAFTED, NAME, Hands, first_run, pytestmark, there
from tests.program import Program

__all__ = ["pytestmark"]
NOTE = "window.workspace_page.note"
EMPTY = f"any(not r.sentence.text and r.text.hasFocus() for r in {NOTE}.rows())"
INVENTED = "They keep a crocodile."
KEPT, EDITED, REPLACED, DELETED = SENTENCES = (
    "The client slept six hours a night.",
    "The client is sleeping better.",
    "The client feels lonely on Sundays.",
    "The client misses their sister.",
)
INSTEAD = "The worry at work is still there."
"""Said by either of them, whoever is who."""


@pytest.fixture
def program(tmp_path: Path, display: str) -> Iterator[Program]:  # noqa: F811
    made = Program(tmp_path, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    made.start()
    yield made
    made.end()


def still(program: Program) -> None:
    """Until every sentence is on the screen and checked."""
    program.wait(lambda: not program.run(f"{NOTE}.building or {NOTE}.checking or window.ops.pending"), DRAFTED)


def texts(program: Program) -> list[str]:
    """What the note says, sentence by sentence."""
    return list(program.run(f"[s.text for s in {NOTE}.note().sentences]"))


def at_sentence(program: Program, hands: Hands, text: str) -> None:
    """Until the keys are at what can be done with that sentence."""
    row = f"next((r for r in {NOTE}.rows() if r.sentence.text == {text!r}), None)"
    program.wait(lambda: bool(program.run(f"({row}) is not None and ({row}).keep.hasFocus()")))


def to_review(program: Program) -> int:
    """How many sentences wait for a decision."""
    return int(program.run(f"{NOTE}.to_review"))


def write_sentences(program: Program, hands: Hands) -> None:
    """Four sentences that the session holds and one that it does not, after the first one of the draft."""
    hands.key("F6")
    hands.tab_to(".text")
    for text in (*SENTENCES, INVENTED):
        hands.key("Return")
        program.wait(lambda: bool(program.run(EMPTY)))
        hands.type(text)
        program.wait(lambda t=text: t in texts(program))
    still(program)
    found = f"{{s.text: (s.verdict.value, s.kept) for s in {NOTE}.note().sentences}}"
    said = program.run(found)
    assert [said[each] for each in SENTENCES] == [["supported", False]] * 4
    assert said[INVENTED] == ["unsupported", True] and to_review(program) == 0, "one's own words block nothing"


def swap_speakers(program: Program, hands: Hands) -> None:
    """The therapist becomes the client: the quotations of the draft follow, what was typed does not."""
    hands.key("shift+F6")
    hands.tab_to("transcript.swap", "shift+Tab")
    hands.key("space")
    program.wait(lambda: to_review(program) == len(SENTENCES), DRAFTED)
    still(program)
    assert to_review(program) == len(SENTENCES)


def try_to_sign(program: Program, hands: Hands) -> None:
    """It is refused, in words that say why and what can be done; they lead to the first such sentence."""
    hands.key("alt+s")
    program.wait(lambda: there(program, "sign.name"))
    said = program.run("there('sign.error.text')[0].text()")
    assert said.startswith("4 sentences need your decision.")
    assert "keep it as your own observation, edit it, replace it by the quotation, or delete it" in said
    assert not there(program, "sign.ok")
    hands.tab_to("sign.error.action", "shift+Tab")
    hands.key("space")
    program.wait(lambda: not there(program, "sign.name"))
    hands.look_there()
    at_sentence(program, hands, KEPT)
    assert not program.run(f"{NOTE}.note().signed")


def walk(program: Program, hands: Hands) -> None:
    """F8 goes on, round from the end; Shift+F8 goes back."""
    for text in (EDITED, REPLACED, DELETED, KEPT):
        hands.key("F8")
        at_sentence(program, hands, text)
    hands.key("shift+F8")
    at_sentence(program, hands, DELETED)
    hands.key("F8")
    at_sentence(program, hands, KEPT)


def decide(program: Program, hands: Hands) -> None:
    """Each of the four ways, on one sentence each."""
    hands.key("space")
    program.wait(lambda: to_review(program) == 3)
    hands.key("F8")
    at_sentence(program, hands, EDITED)
    hands.tab_to(".edit")
    hands.key("space")
    program.wait(lambda: hands.focus().endswith(".text"))
    hands.key("ctrl+a")
    hands.type(INSTEAD)
    program.wait(lambda: to_review(program) == 2, DRAFTED)
    hands.key("F8")
    at_sentence(program, hands, REPLACED)
    hands.tab_to(".quote")
    hands.key("space")
    program.wait(lambda: to_review(program) == 1, DRAFTED)
    hands.key("F8")
    at_sentence(program, hands, DELETED)
    hands.tab_to(".drop")
    hands.key("space")
    program.wait(lambda: to_review(program) == 0)


def test_four_sentences_are_decided_in_four_ways_by_keyboard_alone(program: Program, display: str) -> None:  # noqa: F811
    hands = Hands(program, display)
    first_run(program, hands)
    program.wait(lambda: program.page() == "workspace", DRAFTED)
    program.wait(lambda: there(program, "tour") and hands.focus() == "tour.next")
    hands.key("Escape")
    program.wait(lambda: not there(program, "tour"))
    assert hands.focus() == "transcript.list"
    still(program)
    drafted = len(texts(program))
    write_sentences(program, hands)
    swap_speakers(program, hands)
    try_to_sign(program, hands)
    walk(program, hands)
    decide(program, hands)
    still(program)
    said = texts(program)
    assert KEPT in said and INSTEAD in said and INVENTED in said
    assert EDITED not in said and REPLACED not in said and DELETED not in said
    assert len(said) == drafted + 4, "five were written, one deleted, one replaced"
    quoted = [text for text in said if "I feel lonely on Sundays" in text]
    assert quoted and all("“" in text for text in quoted), "what replaced it are the session's own words"
    hands.key("alt+s")
    program.wait(lambda: there(program, "sign.name") and program.run("there('sign.name')[0].text()") == NAME)
    assert there(program, "sign.ok")
    hands.tab_to("sign.ok")
    hands.key("space")
    program.wait(lambda: there(program, "note.signature"))
    assert program.run(f"{NOTE}.note().signed")
    own = program.run(f"sorted(s.text for s in {NOTE}.note().sentences if s.kept)")
    assert own == sorted([KEPT, INVENTED]), "what stands on the clinician's word alone says so"
