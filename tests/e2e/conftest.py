"""The real window on real services: real vault, recorder, engines, clicks and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.container import Services, build_services
from app.services.paths import Places
from app.ui import files, theme
from app.ui.window import Window
from tests.demo import CHEAP

QUICK, LONG = 10_000, 240_000
"""Milliseconds until a page answers; until a session is transcribed and drafted on two busy cores."""


class Clinician:
    """Works the window by mouse and keys, finding controls by their names."""

    def __init__(self, bot: QtBot, services: Services, window: Window) -> None:
        self.bot = bot
        self.services = services
        self.window = window

    def find(self, name: str, timeout: int = QUICK) -> Any:
        """The visible, enabled control of that name, once it is there."""

        def there() -> list[QWidget]:
            return [w for w in self.window.findChildren(QWidget, name) if w.isVisible() and w.isEnabled()]

        self.bot.waitUntil(lambda: len(there()) == 1, timeout=timeout)
        return there()[0]

    def click(self, name: str, timeout: int = QUICK) -> None:
        """Click a control."""
        self.bot.mouseClick(self.find(name, timeout), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        field = self.find(name)
        field.setFocus()
        self.bot.keyClicks(field, text)

    def wait(self, check: Callable[[], bool], timeout: int = QUICK) -> None:
        """Until a condition holds."""
        self.bot.waitUntil(check, timeout=timeout)

    def wait_page(self, name: str, timeout: int = QUICK) -> None:
        """Until a page is on the screen and has what it shows."""

        def shown() -> bool:
            page = self.window.page()
            return page.objectName() == name and page.complete and self.window.ops.pending == 0

        self.bot.waitUntil(shown, timeout=timeout)

    def first_run(self, passphrase: str, get_models: Callable[[], None] = lambda: None) -> None:
        """From the first page to the list of sessions, with whatever microphone there is; `get_models` on the page that
        offers them."""
        self.type("firstRun.passphrase", passphrase)
        self.type("firstRun.repeat", passphrase)
        self.click("firstRun.next")
        self.click("firstRun.saveKit")
        self.find("firstRun.stored").click()
        self.click("firstRun.next")
        self.click("firstRun.next")
        self.find("firstRun.demo")
        get_models()
        self.click("firstRun.next")
        self.find("firstRun.format.dap").click()
        self.click("firstRun.next")
        self.type("firstRun.name", "Ruth Calder")
        self.type("firstRun.credentials", "LCSW")
        self.click("firstRun.next")
        self.wait_page("today")

    def new_session(self, code: str) -> None:
        """Fill in the page of the very first session, consent included."""
        self.click("today.first")
        self.wait_page("newSession")
        self.type("newSession.clientField", code)
        self.find("newSession.consent").click()

    def settle_and_sign(self) -> None:
        """Keep every sentence that was not found as one's own, then sign."""
        note = self.services.notes.latest(self.window.workspace_page.session_id)
        assert note is not None
        for sentence in note.sentences:
            if sentence.needs_review:
                self.click(f"sentence.{sentence.id}.keep")
        self.wait(lambda: self.window.ops.pending == 0)
        self.click("workspace.sign")
        self.wait(lambda: self.find("sign.name").text() == "Ruth Calder")
        self.click("sign.ok")
        self.find("note.signature")


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where every "Save as" is answered to."""
    monkeypatch.setattr(files, "ask_save", lambda *a: tmp_path / f"saved{a[-1]}")
    return tmp_path


@pytest.fixture
def clinician(qtbot: QtBot, qapp: QApplication, tmp_path: Path, saved: Path) -> Iterator[Clinician]:
    """The window on a computer where Sotto was never started before."""
    services = build_services(Places.below(tmp_path / "home"), CHEAP)
    theme.apply(qapp, str(services.preferences.get("theme")))
    window = Window(services)
    window.resize(1280, 800)
    window.show()
    window.start()
    yield Clinician(qtbot, services, window)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=QUICK)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    services.close()
