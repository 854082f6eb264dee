"""Errors in one place and one voice: no page puts an error's words together by itself, and each can be copied."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.errors import DiskFull, NoPlaybackDevice, UnlockFailed
from app.ui import error_view
from app.ui.widgets import Banner

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
ITS_OWN = {"error_view.py", "error_details.py", "translation.py"}
"""Where errors are put into words."""
PARTS = {"happened", "lost", "next_step"}
"""What an error's words consist of: whoever reads one of them makes a sentence of it."""
CAUGHT = {"error", "problem", "failure", "exc"}
"""How an exception is called in this program."""


def by_itself(tree: ast.AST) -> list[str]:
    """Places where the words of an error are taken out of it."""
    found = []
    looked_at = {id(each) for node in ast.walk(tree) if isinstance(node, ast.Compare) for each in ast.walk(node)}
    for node in (each for each in ast.walk(tree) if id(each) not in looked_at):
        if isinstance(node, ast.Attribute) and node.attr in PARTS and isinstance(node.ctx, ast.Load):
            if not (isinstance(node.value, ast.Name) and node.value.id == "self"):  # a page's own label
                found.append(f"line {node.lineno}: .{node.attr}")
        elif isinstance(node, ast.Attribute) and node.attr in ("what", "detail", "args"):
            if isinstance(node.value, ast.Name) and node.value.id in CAUGHT:
                found.append(f"line {node.lineno}: {node.value.id}.{node.attr}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "after":
            found.append(f"line {node.lineno}: .after()")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("str", "repr"):
            if any(isinstance(each, ast.Name) and each.id in CAUGHT for each in node.args):
                found.append(f"line {node.lineno}: {node.func.id}({ast.unparse(node.args[0])})")
        elif isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name) and node.value.id in CAUGHT:
            found.append(f"line {node.lineno}: {{{node.value.id}}}")
    return found


@pytest.mark.parametrize(
    "code",
    ["text = describe(error)\nbanner.say(f'{text.happened} {text.after()}')", "label.setText(str(error))",
     "f'It failed: {problem}'", "say(found.next_step)"],
)  # fmt: skip
def test_what_would_be_found(code: str) -> None:
    assert by_itself(ast.parse(code))


def test_no_page_puts_an_errors_words_together_by_itself() -> None:
    found = {
        f"{path.relative_to(UI)} {place}"
        for path in sorted(UI.rglob("*.py")) if path.name not in ITS_OWN
        for place in by_itself(ast.parse(path.read_text(encoding="utf-8")))
    }  # fmt: skip
    assert not found, "\n".join(sorted(found))


@pytest.fixture
def banner(qtbot) -> Banner:
    made = Banner("x")
    qtbot.addWidget(made)
    return made


def test_the_details_can_be_copied_beside_what_can_be_done_about_it(banner: Banner) -> None:
    done: list[bool] = []
    error_view.say(banner, DiskFull(), "warning", lost="Kept.", action="Try again", act=lambda: done.append(True))
    assert banner.text == "The disk is full. Kept. Free some space, then go on."
    banner._button.click()
    assert done == [True] and banner._more.text() == "Copy details"
    banner._more.click()
    assert "Error: disk.full" in QApplication.clipboard().text()
    error_view.say(banner, NoPlaybackDevice())
    assert banner._button.text() == "Copy details" and banner._more.isHidden()


def test_what_only_the_clinician_can_put_right_has_no_details(banner: Banner) -> None:
    error_view.say(banner, UnlockFailed(), action="Again", act=lambda: None)
    assert banner._button.text() == "Again" and banner._more.isHidden()


def test_the_banner_forgets_the_second_button(banner: Banner) -> None:
    error_view.say(banner, DiskFull(), action="Again", act=lambda: None)
    banner.say("All is well.")
    assert banner._button.isHidden() and banner._more.isHidden()
