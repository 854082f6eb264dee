"""Who hears announcements, and that those who know none hear a notification instead."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from app.ui import announce as announce_module
from app.ui import listeners as listeners_module
from app.ui.announce import announce
from app.ui.listeners import Listeners, understands
from app.ui.spoken_roles import Utterance
from tests.gui.buses import session_bus  # noqa: F401  (a fixture)


@pytest.mark.parametrize(
    ("event", "heard"),
    [("object:announcement", True), ("Object:Announcement:", True), ("object:", True), ("", True),
     ("object:state-changed:showing", False), ("window:activate", False), ("Object:AnnouncementsOther", False)],
)  # fmt: skip
def test_what_counts_as_listening(event, heard):
    assert understands(event) is heard


def test_words_wait_for_the_answer_and_keep_their_order(qtbot):
    go, asked = threading.Event(), []

    def ask() -> bool:
        asked.append(threading.current_thread().name)
        assert go.wait(30)
        return False

    said: list[tuple[int, bool]] = []
    listeners = Listeners(ask)
    for number in range(3):
        listeners.say(lambda understand, n=number: said.append((n, understand)))
    assert said == []
    go.set()
    qtbot.waitUntil(lambda: len(said) == 3)
    assert said == [(0, False), (1, False), (2, False)] and asked == ["sotto-listeners"], "asked once, aside"
    listeners.say(lambda understand: said.append((3, understand)))
    assert said[-1] == (3, False), "known for a while: at once"


def test_a_reader_started_later_is_found(qtbot, monkeypatch):
    monkeypatch.setattr(listeners_module, "KNOWN_FOR", 0.0)
    answers, said = [False, True], []
    listeners = Listeners(lambda: answers.pop(0))
    listeners.say(said.append)
    qtbot.waitUntil(lambda: said == [False])
    listeners.say(said.append)
    qtbot.waitUntil(lambda: said == [False, True])


def test_a_bus_without_a_registry_changes_nothing(session_bus, monkeypatch):  # noqa: F811
    session_bus()
    assert listeners_module.listened_for(), "it cannot be asked: announcements, as ever"


@pytest.fixture
def spoken(qtbot, monkeypatch):
    """Announcing to a reader that knows no announcements: the window, and the names and kinds of what was told."""
    window, told = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    deaf = Listeners(lambda: False)
    monkeypatch.setattr(announce_module, "listeners", lambda: deaf)
    monkeypatch.setattr(
        announce_module.QAccessible, "updateAccessibility",
        lambda event: told.append((event.type(), event.object().accessibleName(), event.object())),
    )  # fmt: skip
    QAccessible.setActive(True)
    yield window, told
    QAccessible.setActive(False)


def test_without_announcements_a_notification_is_told(qtbot, spoken, monkeypatch):
    window, told = spoken
    monkeypatch.setattr(announce_module, "FORGET_MS", 1)
    announce(window, "Moment marked.")
    qtbot.waitUntil(lambda: bool(told))
    kind, name, utterance = told[0]
    assert (kind, name) == (QAccessible.Event.ObjectShow, "Moment marked.")
    assert isinstance(utterance, Utterance) and utterance.parent() is window
    role = QAccessible.queryAccessibleInterface(utterance).role()
    assert role == QAccessible.Role.Notification
    qtbot.waitUntil(lambda: utterance.accessibleName() == "")


def test_the_same_one_speaks_again_and_takes_no_room(qtbot, spoken):
    window, told = spoken
    for words in ("One.", "Two."):
        announce(window, words)
        qtbot.waitUntil(lambda w=words: any(name == w for _, name, _ in told))
    assert len(window.findChildren(Utterance)) == 1
    assert told[0][2].size().width() == told[0][2].size().height() == 1
