"""The window with fake services, offscreen."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.window import Window
from app.ui.work_queue import Step
from tests.gui.fake_services import FakeServices, with_sessions

PATIENCE_MS = 30_000
SWEPT_EVERY = 20
"""Tests after which everything is looked through."""
_TESTS = itertools.count(1)


@pytest.fixture(autouse=True)
def swept_in_this_thread() -> Iterator[None]:
    """As in the program (`app.ui.collector`): what nobody holds any more is never taken down by another thread."""
    gc.disable()
    yield
    gc.collect(2 if next(_TESTS) % SWEPT_EVERY == 0 else 0)
    gc.enable()


class Driver:
    """Finds controls by their names and works them with mouse and keys, as a clinician would."""

    def __init__(self, bot: QtBot, services: FakeServices, window: Window) -> None:
        self.bot = bot
        self.services = services
        self.window = window

    def find(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        """The visible control of that name; Qt shows what was just made a moment later."""

        def visible() -> list[QWidget]:
            return [w for w in self.window.findChildren(kind, name) if w.isVisible()]

        if not visible():
            self.wait(lambda: bool(visible()))
        found = visible()
        assert len(found) == 1, f"{len(found)} visible controls are called {name}"
        return found[0]

    def seen(self, name: str) -> bool:
        """Whether a control of that name is visible."""
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def idle(self) -> bool:
        """Whether nothing is being done any more but work that goes along with a recording."""
        along = [job for job in self.window.working_page.queue._jobs if job.plan.live and job.step is Step.WORKING]
        return self.window.ops.pending <= len(along) and self.window.page().complete

    def wait(self, check: Callable[[], bool]) -> None:
        """Until a condition holds; longer than it ever takes, for a machine that does many things at once."""
        self.bot.waitUntil(check, timeout=PATIENCE_MS)

    def wait_for(self, name: str) -> Any:
        """Until a control of that name is visible."""
        return self.find(name)

    def click(self, name: str) -> None:
        """Click a control once it is there and may be pressed."""
        self.wait(lambda: self.seen(name) and self.find(name).isEnabled())
        self.bot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        field = self.wait_for(name)
        field.setFocus()
        self.bot.keyClicks(field, text)

    def page(self) -> str:
        """The name of the page on the screen."""
        return self.window.stack.currentWidget().objectName()

    def wait_page(self, name: str) -> None:
        """Until a page is on the screen and everything has been fetched."""
        self.wait(lambda: self.page() == name and self.idle())

    def close(self) -> None:
        """Close the window and wait until it is gone."""
        self.services.work.hold.set()
        self.services.dictation.hold.set()
        self.services.dictation.active = None
        self.services.recording.active = None  # or it would be asked what is to become of the recording
        self.window.close()
        self.bot.wait(0)
        if self.seen("unstored.go"):
            self.click("unstored.go")
        self.wait(lambda: not self.window.isVisible())


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Driver]]:
    """Start the window: `start(services, scale=1.0, theme_name="light")`."""
    opened: list[Driver] = []

    def make(services: FakeServices | None = None, *, scale: float = 1.0, theme_name: str = "light") -> Driver:
        services = services or with_sessions(FakeServices())
        services.preferences.values["theme"] = theme_name
        theme.apply(qapp, theme_name, scale)
        window = Window(cast(Any, services))
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
        window.start()
        made = Driver(qtbot, services, window)
        opened.append(made)
        made.wait(lambda: made.idle() and made.page() != "")
        return made

    yield make
    for each in opened:
        each.close()
        each.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
