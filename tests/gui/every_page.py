"""Every page of the window as it stands in use, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QDialog, QLineEdit, QScrollBar, QWidget

from app.domain.progress import Progress, Stage
from app.domain.session import RecorderStatus, RecordingState
from app.ui.context import WorkPlan
from tests.gui.fake_services import CODE, FakeServices, with_sessions

PAGES = (
    "unlock", "today", "clients", "search", "newSession", "writing", "recording", "working", "workspace", "models",
    "settings", "templates", "privacy", "audit", "help",
)  # fmt: skip
STEPS = tuple(f"firstRun {n}" for n in range(1, 7))
SIGNED = "workspace signed"
EVERY = (*PAGES, *STEPS, SIGNED)


def services() -> FakeServices:
    """With clients and sessions, and an open vault."""
    made = with_sessions(FakeServices())
    made.vault.is_open = True
    return made


def show(at: Any, name: str) -> QWidget:
    """Show a page, as named in `EVERY`, with all that it fetches; the page."""
    window = at.window
    at.services.vault.is_open = True
    if name in STEPS:
        window._show(window.first_run_page)
        window.first_run_page.recovery.show_code(CODE)
        window.first_run_page.go(STEPS.index(name))
    elif name == "recording":
        at.services.recording.active = "rec"
        window.recording_page.session_id = "rec"
        window.stack.setCurrentWidget(window.recording_page)
        window.navigation.hide()
        window.demo.hide()
        window.recording_page.show_status(
            RecorderStatus(RecordingState.RECORDING, captured=61.0, level=0.4, device="Desk", marks=(31.0,))
        )
    else:
        if name == "working":
            window.working_page.preview(WorkPlan("demo"))
        elif name in ("workspace", SIGNED):
            window.workspace_page.prepare("signed" if name == SIGNED else "demo")
        elif name == "writing":
            window.writing_page.prepare("plan")
        window._show(window.room("workspace" if name == SIGNED else name))
    settle(at)
    if name == "working":
        window.working_page.show_progress(Progress(Stage.SPEAKERS, 132.0, 221.0))
    return window.page()


def settle(at: Any) -> None:
    """Until everything is fetched and laid out."""
    at.wait(at.idle)
    at.bot.wait(20)
    at.wait(at.idle)


def close_dialogs(at: Any) -> None:
    """Reject whatever lies over the window."""
    for each in at.window.findChildren(QDialog):
        if each.isVisible():
            getattr(each, "put_away", each.reject)()


def inner(widget: QWidget) -> bool:
    """Whether it is a part that Qt made inside a control: the field of a combo box, a scroll bar, a spin box's line."""
    above = widget.parentWidget()
    return (
        isinstance(widget, QScrollBar)
        or widget.objectName().startswith("qt_")
        or (isinstance(widget, QLineEdit) and isinstance(above, QComboBox | QAbstractSpinBox))
        or (isinstance(above, QAbstractScrollArea) and widget is above.viewport())
        or type(widget).__name__ in ("QComboBoxPrivateContainer", "QComboBoxListView")
    )


def controls(root: QWidget) -> Iterator[QWidget]:
    """What is visible below `root` and takes the keys, in the order of Tab."""
    from PySide6.QtCore import Qt

    for each in (root, *root.findChildren(QWidget)):
        if (
            each.isVisible()
            and each.isEnabled()
            and each.focusPolicy() != Qt.FocusPolicy.NoFocus
            and each.focusProxy() is None
            and not inner(each)
        ):
            yield each


def named(widget: QWidget) -> str:
    """How a failed test calls it."""
    above: QWidget | None = widget
    while above is not None and not above.objectName():
        above = above.parentWidget()
    return f"{type(widget).__name__} {widget.objectName() or '?'} in {above.objectName() if above else '?'}"


def place_in(widget: QWidget, root: QWidget) -> QPoint:
    """Where its middle is, in the coordinates of `root`."""
    return widget.mapTo(root, widget.rect().center())


def paused(at: Any) -> RecorderStatus:
    """The recorder, paused."""
    return replace(at.window.recording_page.status, state=RecordingState.PAUSED)


def each_page(at: Any, look: Callable[[str, QWidget], None], names: tuple[str, ...] = EVERY) -> None:
    """Call `look` on each page in turn."""
    for name in names:
        look(name, show(at, name))
        close_dialogs(at)
