"""F1 within every dialog: help over it, and what is typed stays."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit

from app.domain.errors import DiskFull
from app.ui import help_pages, question
from app.ui.deleting_dialogs import DeleteForm
from app.ui.dialog_help import TOPICS
from app.ui.restore_dialog import RestoreDialog
from tests.gui import every_page
from tests.gui.every_page import show

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
NAME = re.compile(r"[a-z][A-Za-z]*(\.[a-z]+)?")
ITSELF = {"help.dialog"}


def dialog_classes(trees: dict[str, ast.Module]) -> set[str]:
    """The names of every class of app.ui that is a dialog."""
    bases: dict[str, set[str]] = {}
    for node in (each for tree in trees.values() for each in ast.walk(tree)):
        if isinstance(node, ast.ClassDef):  # two may have the same name
            bases.setdefault(node.name, set()).update(ast.unparse(base) for base in node.bases)
    found = {"QDialog"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def named() -> set[str]:
    """The object name of every dialog, read out of the sources."""
    trees = {str(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(UI.rglob("*.py"))}
    classes, found = dialog_classes(trees), set()
    for tree in trees.values():
        inside = {id(call): cls.name for cls in ast.walk(tree) if isinstance(cls, ast.ClassDef)
                  for call in ast.walk(cls) if isinstance(call, ast.Call)}  # fmt: skip
        for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            text = ast.unparse(call.func)
            own = inside.get(id(call)) in classes
            made = text in classes or text in ("question.ask", "ask") or (own and text == "super().__init__")
            if not made and not (own and text == "self.setObjectName"):
                continue
            for each in call.args[:3]:
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and NAME.fullmatch(each.value):
                    found.add(each.value)
                    break
    return found


def test_every_dialog_has_its_topic_and_every_topic_its_page() -> None:
    found = named()
    assert {"rename", "goals", "sign", "error.dialog", "palette", "deleteClient", "closing"} <= found, found
    assert not found - set(TOPICS) - ITSELF, f"without a topic: {sorted(found - set(TOPICS) - ITSELF)}"
    assert not set(TOPICS) - found, f"there are no such dialogs: {sorted(set(TOPICS) - found)}"
    there = {each.name for each in help_pages.topics()}
    assert set(TOPICS.values()) <= there


def _client(at: Any, act: str) -> None:
    show(at, "clients")
    at.wait(lambda: at.window.clients_page.shown is not None)
    getattr(at.window.clients_page, act)()


def _settings(at: Any, button: str) -> None:
    show(at, "settings")
    at.wait(lambda: at.find(button).isEnabled())
    at.find(button).click()


def _workspace(at: Any, act: Callable[[Any], Any]) -> None:
    show(at, "workspace")
    act(at.window.workspace_page)


OPEN: dict[str, Callable[[Any], Any]] = {
    "rename": lambda at: _client(at, "_rename"),
    "goals": lambda at: _client(at, "_edit_goals"),
    "terms": lambda at: _client(at, "_edit_terms"),
    "deleteClient": lambda at: _client(at, "_delete"),
    "change": lambda at: _settings(at, "settings.changePassphrase"),
    "kit": lambda at: _settings(at, "settings.newKit"),
    "sign": lambda at: _workspace(at, lambda page: page.closing.sign()),
    "draftAgain": lambda at: _workspace(at, lambda page: page.drafting.draft_again()),
    "speakers": lambda at: _workspace(at, lambda page: page.correcting.who_is_who()),
    "export": lambda at: _workspace(at, lambda page: page.exporting.choose()),
    "restore": lambda at: RestoreDialog(show(at, "firstRun 1")).open(),  # type: ignore[arg-type]
    "error.dialog": lambda at: at.window.ops.fail(show(at, "today"), DiskFull()),
    "palette": lambda at: (show(at, "today"), at.window.assist.show_palette()),
    "closing": lambda at: question.ask(show(at, "today"), "closing", "A question", "Yes?", [("yes", "Yes", str)]),
    "destroy": lambda at: DeleteForm(show(at, "today"), "destroy", "Destroy", [("", "It goes.")], "Go").open(),
}


@pytest.mark.parametrize("name", sorted(OPEN))
def test_f1_shows_the_help_over_the_dialog_and_leaves_it_as_it_is(start, name: str) -> None:
    at = start(every_page.services())
    OPEN[name](at)
    dialog = at.find(name, QDialog)
    at.wait(dialog.isActiveWindow)
    typed = [each for each in dialog.findChildren(QLineEdit) + dialog.findChildren(QPlainTextEdit)
             if each.isVisible() and each.isEnabled() and not each.isReadOnly()][:1]  # fmt: skip
    for each in typed:
        each.setFocus()
        QTest.keyClicks(each, "qq")
    before = [_words(each) for each in typed]
    page = at.page()
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_F1)
    over = at.find("help.dialog", QDialog)
    topic = help_pages.topic(TOPICS[name])
    assert topic is not None and over.text.accessibleName() == topic.title
    assert over.isModal() and over.parentWidget() is dialog and dialog.isVisible()
    assert over.width() >= min(500, at.window.width() // 2), "it has the room of the window, not of the dialog"
    QTest.keyClick(over, Qt.Key.Key_F1)
    assert len([each for each in at.window.findChildren(QDialog, "help.dialog") if each.isVisible()]) == 1
    QTest.keyClick(over, Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("help.dialog"))
    assert dialog.isVisible() and at.page() == page
    assert [_words(each) for each in typed] == before and all("qq" in each for each in before)


def test_a_lock_takes_both_away(start) -> None:
    at = start(every_page.services())
    OPEN["goals"](at)
    dialog = at.find("goals", QDialog)
    at.wait(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_F1)
    at.find("help.dialog")
    at.window.lock()
    at.wait_page("unlock")
    assert not at.seen("help.dialog") and not at.seen("goals")


def _words(field: Any) -> str:
    return str(field.toPlainText() if hasattr(field, "toPlainText") else field.text())
