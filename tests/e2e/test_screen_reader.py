"""The program over the real accessibility bus, asked from outside as a screen reader asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import atspi
from tests.atspi import FOCUSABLE, FOCUSED, MUTE, Node, Reader
from tests.canary import practice
from tests.demo import PASSPHRASE
from tests.e2e.test_clipboard import display  # noqa: F401  (a fixture)
from tests.program import Program

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not (atspi.there() and shutil.which("xdotool")),
        reason="needs Debian's xvfb, xdotool, dbus-daemon and at-spi2-core",
    ),
]
EVENTS = ("object:state-changed:focused", "object:state-changed:showing", "object:text-caret-moved")
PLACES = ("today", "clients", "search", "models", "settings", "privacy", "help")
OTHERS = ("newSession", "templates", "audit")


@pytest.fixture
def reader(display: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:  # noqa: F811
    with atspi.session(display) as address:
        monkeypatch.setenv("SOTTO_TEST_BUS", address)
        made = Reader(address)
        made.listen(*EVENTS)
        yield made
        made.close()


@pytest.fixture
def program(tmp_path: Path, display: str, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:  # noqa: F811
    known = practice(tmp_path / "sotto")
    made = Program(
        tmp_path, QT_QPA_PLATFORM="xcb", DISPLAY=display, DBUS_SESSION_BUS_ADDRESS=os.environ["SOTTO_TEST_BUS"]
    )
    try:
        made.start()
        made.session = known.session  # type: ignore[attr-defined]
        # There is no window manager to give the keys.
        window = str(made.run("int(window.winId())"))
        subprocess.run(["xdotool", "windowfocus", "--sync", window], env={**os.environ, "DISPLAY": display}, check=True)
        yield made
    finally:
        made.end()


def opened(program: Program) -> None:
    """Past the lock screen, on whatever page comes."""
    program.unlock(PASSPHRASE)
    program.wait(lambda: program.page() != "unlock" or bool(program.run("len(there('unlock.later'))")))
    if program.page() == "unlock":
        program.click("unlock.later")
    program.wait(lambda: program.page() not in ("unlock", ""))


def tree(reader: Reader) -> list[Node]:
    return [each for window in reader.windows("Sotto") for each in reader.tree(window)]


def problems(reader: Reader, page: str) -> list[str]:
    """What takes the keys and is not told as it ought to be."""
    found = []
    for each in tree(reader):
        if not each.has(FOCUSABLE) or each.role == "list item":
            continue
        called = f"{page}: {each.role} {each.name!r}"
        if not each.name and not (each.role == "combo box" and reader.label_of(each)):
            found.append(f"{called} has no name")
        if each.role in MUTE:
            found.append(f"{called} has no role")
        if each.role == "combo box" and not reader.label_of(each):
            found.append(f"{called}: nobody hears what is chosen there")
        if each.about.startswith("<") or (each.role == "push button" and each.about.startswith(f"{each.name} (")):
            found.append(f"{called}: {each.about!r}")
    return found


def test_the_keys_are_told_as_soon_as_the_window_is_there(program: Program, reader: Reader) -> None:
    program.wait_page("unlock")
    told = next(
        (each for each, body in reader.heard("StateChanged", "focused") if body[1] and each and each.has(FOCUSED)), None
    )
    assert told is not None and (told.name, told.role) == ("Passphrase", "text")


def test_everything_that_takes_the_keys_is_told_on_every_page(program: Program, reader: Reader) -> None:
    opened(program)
    wrong = []
    for name in (*PLACES, *OTHERS):
        program.run(f"window._show(window.room({name!r}))")
        program.wait_page(name)
        time.sleep(2.0)  # what Qt asks for too early is put right a moment later
        nodes = tree(reader)
        assert sum(each.has(FOCUSABLE) for each in nodes) > 5, name
        wrong += problems(reader, name)
    session = program.session  # type: ignore[attr-defined]
    program.run(f"window.show_workspace({session!r})")
    program.wait_page("workspace")
    wrong += problems(reader, "workspace")
    rows = [each.name for each in tree(reader) if each.role == "list item"]
    assert rows and all(rows), "turns are told"
    assert not wrong, "\n".join(wrong)


def test_words_arrive_as_notification_or_announcement(program: Program, reader: Reader) -> None:
    """Orca before 45 listens for no announcements."""
    opened(program)
    program.run("window.toast('The first word.')")
    said = next((each for each, body in reader.heard("StateChanged", "showing") if each and "first word" in each.name
                 and each.role == "notification" and body[1]), None)  # fmt: skip
    assert said is not None
    reader.listen("object:announcement")
    program.run("__import__('app.ui.announce').ui.announce.listeners().__setattr__('_until', 0.0)")
    program.run("window.toast('The second word.')")
    heard = next((body for _, body in reader.heard("Announcement") if "The second word." in str(body)), None)
    assert heard is not None


def test_the_caret_in_a_sentence_is_told(program: Program, reader: Reader) -> None:
    opened(program)
    session = program.session  # type: ignore[attr-defined]
    program.run(f"window.show_workspace({session!r})")
    program.wait_page("workspace")
    label = next(each for each in tree(reader) if each.role == "label" and each.has(FOCUSABLE) and len(each.name) > 20)
    program.run(f"""
from PySide6.QtWidgets import QLabel, QWidget
QWidget.setFocus([w for w in window.findChildren(QLabel) if w.isVisible() and w.text() == {label.name!r}
                  and hasattr(w, 'edit')][0])""")
    field = next(each for each, body in reader.heard("StateChanged", "focused")
                 if body[1] and each is not None and each.name == "Sentence")  # fmt: skip
    assert field.role == "text" and reader.text(field) == label.name
    program.run("QTest.keyClick(app.focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)")
    moved = next(each for each, _ in reader.heard("TextCaretMoved") if each is not None)
    assert moved.path == field.path
    caret = reader.caret(field)
    assert caret > 0 and reader.text(field, 0, caret) == label.name[:caret]
