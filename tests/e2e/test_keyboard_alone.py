"""From the first start to a signed note by keyboard alone, in a real window on a real X server, with real models.

The keys go through the X server, as a keyboard's do. The test looks at the screen as a clinician does: it asks the
program where the focus is and what is there, and touches nothing in it. There is no window manager, so that the test
gives the X focus to the window or dialog in front, as one would.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.demo import PASSPHRASE
from tests.e2e.test_clipboard import display  # noqa: F401  (a fixture)
from tests.program import Program
from tests.window_blocks import NOTICED

pytestmark = [
    pytest.mark.timeout(2400),
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs xvfb and xdotool"),
]
DRAFTED = 1500.0
"""Seconds until the demo session is written down and drafted, on a machine that does other work too."""
EYES = """
def focus():
    from PySide6.QtWidgets import QApplication
    each = QApplication.focusWidget()
    while each is not None and not each.objectName():
        each = each.parentWidget()
    return each.objectName() if each is not None else ""
def front():
    from PySide6.QtWidgets import QApplication
    over = QApplication.activePopupWidget() or QApplication.activeModalWidget() or window
    return int(over.window().winId())
def blocks():
    from tests.window_blocks import told
    return [(b.seconds, told(b)) for b in window.blocks.blocks if b.in_program]
"""
MOST_TABS = 30
"""Whoever needs more of them has lost the way."""
NAME, CREDENTIALS = "Ruth Calder", "LCSW"
ADDED = " They keep a crocodile."
OWN = f"sum(s.text.endswith({ADDED.strip()!r}) for s in window.workspace_page.note.note().sentences)"
TYPED = 2 * len(PASSPHRASE) + len(NAME) + len(CREDENTIALS) + len(ADDED)
KEYS = 24
"""All that is not typed nor a decision: from the tour the keys are in the transcript, one F6 from the note."""
KEYS_A_SENTENCE = 4
"""F8, the way to the answer, and the answer."""


class Hands:
    """Presses keys, and counts them: Alt with a letter is one."""

    def __init__(self, program: Program, display: str) -> None:  # noqa: F811
        self._program = program
        self._environment = {**os.environ, "DISPLAY": display}
        self.presses = 0
        self.by_part: dict[str, int] = {}
        self.blocks: list[tuple[float, str, str]] = []
        """Seconds, the part of the way, and where."""
        program.run(EYES)

    def part(self, name: str) -> None:
        """What is pressed up to now, since the part before, belongs to this one."""
        self.by_part[name] = self.presses - sum(self.by_part.values())
        found = self._program.run("blocks()")[len(self.blocks) :]
        self.blocks += [(seconds, name, where) for seconds, where in found]

    def look_there(self) -> None:
        """Give the keys to what is in front, as a window manager does."""
        self._do()

    def _do(self, *words: str) -> None:
        front = str(self._program.run("front()"))
        subprocess.run(
            ["xdotool", "windowfocus", front, *words], env=self._environment, check=True, capture_output=True
        )

    def key(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            self._do("key", "--clearmodifiers", name)
            self.presses += 1

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "12", text)
        self.presses += len(text)

    def focus(self) -> str:
        """The name of what has the keys."""
        return str(self._program.run("focus()"))

    def tab_to(self, wanted: str, key: str = "Tab") -> None:
        """Press Tab until something of that name, or with that ending, has the focus."""
        for _ in range(MOST_TABS):
            before = self.focus()
            if before == wanted or (wanted.startswith(".") and before.endswith(wanted)):
                return
            self.key(key)
            self._until(lambda b=before: self.focus() != b, 0.5)
        raise AssertionError(f"{MOST_TABS} times {key} do not lead to {wanted}; the focus is at {self.focus()}")

    def _until(self, check: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not check() and time.monotonic() < end:
            time.sleep(0.01)


@pytest.fixture
def program(tmp_path: Path, display: str) -> Iterator[Program]:  # noqa: F811
    made = Program(tmp_path, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    made.start()
    yield made
    made.end()


def there(program: Program, name: str) -> bool:
    """Whether something of that name can be worked on the screen."""
    return bool(program.run(f"len(there({name!r}))"))


def at_step(program: Program, number: int) -> None:
    program.wait(lambda: program.run("there('firstRun.count')[0].text()").startswith(f"Step {number} "))
    program.wait(lambda: program.run("window.ops.pending") == 0)


def first_run(program: Program, hands: Hands) -> None:
    """Up to the demo session."""
    program.wait_page("firstRun")
    hands.look_there()
    program.wait(lambda: hands.focus() == "firstRun.passphrase")
    hands.type(PASSPHRASE)
    hands.key("Tab")
    program.wait(lambda: hands.focus() == "firstRun.repeat")
    hands.type(PASSPHRASE)
    hands.key("Return")
    at_step(program, 2)
    hands.tab_to("firstRun.stored")
    hands.key("space", "alt+n")
    for number in (3, 4, 5):
        at_step(program, number)
        hands.key("alt+n")
    at_step(program, 6)
    program.wait(lambda: hands.focus() == "firstRun.name")
    hands.type(NAME)
    hands.key("Return")
    hands.type(CREDENTIALS)
    program.wait(lambda: there(program, "firstRun.showHow"))
    hands.key("alt+h")


def write(program: Program, hands: Hands) -> None:
    """Go to the note, and add words of one's own to its first sentence."""
    note = "window.workspace_page.note"
    program.wait(lambda: not program.run(f"{note}.building or {note}.checking"), DRAFTED)
    hands.key("F6")
    hands.tab_to(".text")
    hands.key("ctrl+End")
    hands.type(ADDED)
    program.wait(lambda: program.run(OWN) == 1 and not program.run(f"{note}.checking"))


def review(program: Program, hands: Hands) -> int:
    """Keep what was not found as one's own, sentence by sentence; how many there were."""
    note, decided = "window.workspace_page.note", 0
    program.wait(lambda: not program.run(f"{note}.building or {note}.checking"), DRAFTED)
    while (before := program.run(f"{note}.to_review")) > 0:
        hands.key("F8")
        hands.tab_to(".keep")
        hands.key("space")
        program.wait(lambda n=before: program.run(f"{note}.to_review") < n)
        decided += 1
    return decided


def test_first_run_to_signed_note_by_keyboard_alone(program: Program, display: str, record_property) -> None:  # noqa: F811
    began = time.monotonic()
    hands = Hands(program, display)
    first_run(program, hands)
    hands.part("first run")
    program.wait(lambda: program.page() == "workspace", DRAFTED)
    drafted = time.monotonic() - began
    program.wait(lambda: there(program, "tour"))
    program.wait(lambda: hands.focus() == "tour.next")
    hands.key("Escape")
    program.wait(lambda: not there(program, "tour"))
    hands.part("tour")
    write(program, hands)
    hands.part("a change")
    decided = review(program, hands)
    hands.part("review")
    program.wait(lambda: there(program, "workspace.sign"))
    hands.key("alt+s")  # from the note it is a hundred times Tab away
    program.wait(lambda: there(program, "sign.name") and program.run("there('sign.name')[0].text()") == NAME)
    hands.tab_to("sign.ok")
    hands.key("space")
    program.wait(lambda: there(program, "note.signature"))
    hands.part("signature")
    assert program.run("window.workspace_page.note.note().signed") and program.run(OWN) == 1
    record_property("key_presses", hands.presses)
    print(
        f"\nkey presses: {hands.presses} {hands.by_part}; of them what is typed (passphrase twice, name, change) "
        f"{TYPED}; sentences to decide: {decided}\nfirst start to demo note: {drafted:.0f} s\n"
        f"main thread not answering for over 0.1 s: {len(hands.blocks)} times"
    )
    for _, part, where in hands.blocks:
        print(f"  {part}: {where}")
    assert hands.presses <= TYPED + KEYS + KEYS_A_SENTENCE * decided
    assert not [each for each in hands.blocks if each[0] > NOTICED]
