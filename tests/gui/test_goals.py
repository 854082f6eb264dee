"""The goals of a client: from the sessions' menu and from the workspace; what was typed survives a lock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor

from app.domain.errors import DiskFull
from app.domain.goal import Goal
from tests.gui.test_main_job import open_session
from tests.gui.test_nudges import opened, told

SINCE = datetime(2026, 9, 1, 10, tzinfo=UTC)


def from_menu(at, opener: str) -> None:
    at.click(opener)
    at.wait(lambda: at.window.findChild(QAction, "deleting.goals") is not None)
    at.window.findChild(QAction, "deleting.goals").trigger()
    at.wait_for("goals.add")


def test_goals_are_set_from_the_list_of_sessions(start):
    at = start()
    at.wait_page("today")
    view = at.window.today_page.list
    view.setCurrentIndex(view.sessions.index(view.sessions.row_of("demo")))
    from_menu(at, "today.more")
    assert at.find("goals.empty").text() == "No goals yet."
    at.click("goals.add")
    at.type("goals.0.text", "Sleep seven hours")
    at.bot.keyClick(at.find("goals.0.text"), Qt.Key.Key_Return)
    at.type("goals.1.text", "Speak in meetings")
    assert at.find("goals.1.text").accessibleName() == "Goal 2"
    at.click("goals.ok")
    at.wait(lambda: not at.seen("goals.add"))
    assert [g.text for g in at.services.goals.all["c0"]] == ["Sleep seven hours", "Speak in meetings"]


def test_goals_are_reached_and_removed_and_the_nudge_follows(start):
    at = opened(start)
    at.services.goals.all["c0"] = [
        Goal("g0", "c0", "Drive on the motorway", SINCE), Goal("g1", "c0", "Learn to swim", SINCE),
    ]  # fmt: skip
    at.window.workspace_page.nudges.look()
    at.wait(lambda: told(at) == ["medication", "goals", "goals"])
    at.click("nudges.button")
    assert at.find("nudge.1.do").text() == "Open the goals"
    at.click("nudge.1.do")
    at.wait_for("goals.0.text")
    assert "Since 1 September 2026" in at.find("goals.0.dates").text()
    at.find("goals.0.reached").click()
    at.find("goals.1.remove").click()
    at.click("goals.ok")
    at.wait(lambda: told(at) == ["medication"])
    assert [(g.id, g.open) for g in at.services.goals.all["c0"]] == [("g0", False)]
    from_menu(at, "workspace.more")
    assert at.find("goals.0.reached").isChecked() and "reached" in at.find("goals.0.dates").text()
    at.click("goals.cancel")


def test_cancel_changes_nothing_and_a_refusal_is_said(start):
    at = opened(start)
    at.click("nudges.button")
    at.click("nudges.goals")
    at.click("goals.add")
    at.type("goals.0.text", "Sleep seven hours")
    at.services.goals.error = DiskFull("")
    at.click("goals.ok")
    at.wait(lambda: at.seen("goals.error"))
    at.services.goals.error = None
    at.click("goals.cancel")
    at.wait(lambda: not at.seen("goals.add"))
    assert "c0" not in at.services.goals.all


def test_what_was_typed_when_a_lock_came_is_kept_once(start):
    at = opened(start)
    at.services.goals.all["c0"] = [Goal("g0", "c0", "Sleep", SINCE)]
    at.click("nudges.button")
    at.click("nudges.goals")
    at.find("goals.0.text").moveCursor(QTextCursor.MoveOperation.End)
    at.bot.keyClicks(at.find("goals.0.text"), " seven hours")
    at.window.workspace_page.leave()
    at.wait(at.idle)
    assert [call for call in at.services.calls if call[0] == "goals"] == [("goals", "c0", ["Sleep seven hours"])]
    assert not at.seen("goals.add")


def test_many_long_goals_scroll_and_stay_reachable(start):
    at = opened(start, scale=1.5)
    long = "Talk with both parents about the years abroad without leaving the room, and stay until the end, " * 3
    at.services.goals.all["c0"] = [replace(Goal(f"g{n}", "c0", long, SINCE)) for n in range(12)]
    at.click("nudges.button")
    at.click("nudges.goals")
    at.wait_for("goals.11.text")
    dialog = at.find("goals")
    assert dialog.height() <= 800 and at.find("goals.ok").isEnabled()
    assert at.find("goals.0.text").hasFocus()
    at.bot.keyClick(at.find("goals.0.text"), Qt.Key.Key_Tab)
    assert at.find("goals.0.reached").hasFocus()
    at.click("goals.cancel")


def test_goals_of_another_session_come_from_its_own_client(start):
    at = opened(start)
    at.services.goals.all["c1"] = [Goal("g", "c1", "Of somebody else", SINCE)]
    at.click("workspace.back")
    at.wait_page("today")
    open_session(at, "old")
    at.wait_page("workspace")
    from_menu(at, "workspace.more")
    assert at.find("goals.0.text").toPlainText() == "Of somebody else"
    at.click("goals.cancel")
