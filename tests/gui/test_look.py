"""Every page in both themes and at 150% without clipped text."""

from __future__ import annotations

import contextlib

import pytest
import pytestqt.exceptions as qt_exceptions
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget

from app.domain.session import Alarm, Client
from app.ui.context import WorkPlan
from app.ui.error_view import describe
from app.ui.screenshots import render_pages
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_live_words import live, said, tell
from tests.gui.test_recording_page import alarm, running

LONG = "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Langenburg"


def clipped(page: QWidget) -> list[str]:
    """Visible labels and buttons that are smaller than their text needs."""
    found = []
    for each in page.findChildren(QLabel):
        if not each.isVisible() or not each.text() or not each.width():
            continue
        if each.wordWrap():
            need = each.heightForWidth(each.width())
            short = each.height() < need
        else:
            short = each.width() < QFontMetrics(each.font()).horizontalAdvance(each.text().split("\n")[0]) - 1
            short = short or each.height() < QFontMetrics(each.font()).height() - 2
        if short:
            found.append(f"label {each.objectName()} {each.text()[:40]!r} {each.size().toTuple()}")
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and isinstance(button, QPushButton):
            hint = button.sizeHint()
            if button.width() < hint.width() - 2 or button.height() < hint.height() - 2:
                found.append(f"button {button.objectName()} {button.size().toTuple()} < {hint.toTuple()}")
    return found


def unnamed(page: QWidget) -> list[str]:
    """Visible controls without an object name or a name for screen readers."""
    kinds = (QAbstractButton, QLineEdit)
    return [
        f"{type(each).__name__} {each.objectName()} {each.parent()}"
        for kind in kinds
        for each in page.findChildren(kind)
        if each.isVisible()
        and each.focusPolicy()
        and not each.objectName().startswith("qt_")
        and not (each.objectName() and (each.accessibleName() or isinstance(each.parent(), QWidget) is False))
        and type(each.parent()).__name__ not in ("QComboBox", "QSpinBox", "QLineEdit")
    ]


def settled(at, page: QWidget) -> None:
    """Wait until Qt has laid everything out; what is still clipped after two seconds stays so."""
    with contextlib.suppress(qt_exceptions.TimeoutError):
        at.bot.waitUntil(lambda: not clipped(page), timeout=2000)


def long_names(services: FakeServices) -> FakeServices:
    """Every client has a long name."""
    for client in list(services.state.clients.values()):
        services.state.clients[client.id] = Client(client.id, client.code, LONG, client.created_at)
    return services


@pytest.mark.parametrize("theme_name", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("filled", [True, False], ids=["long names", "empty"])
def test_no_page_clips_its_text(start, theme_name, scale, filled):
    services = long_names(with_sessions(FakeServices())) if filled else FakeServices()
    services.vault.is_open = True
    at = start(services, scale=scale, theme_name=theme_name)
    at.wait_page("today")
    window = at.window
    assert window.size().toTuple() == (1280, 800)
    problems: list[str] = []

    def look(page: QWidget) -> None:
        window._show(page)
        at.wait(lambda: window.ops.pending == 0)
        settled(at, window)
        problems.extend(f"{page.objectName()}: {p}" for p in clipped(window) + unnamed(window))

    window.workspace_page.prepare("demo")
    window.writing_page.prepare("plan")
    window.working_page.preview(WorkPlan("demo"))
    pages = [p for p in window.pages if filled or p not in (window.workspace_page, window.writing_page)]
    for page in pages:
        if page is not window.recording_page:
            look(page)
    for step in range(len(window.first_run_page.steps)):
        window.stack.setCurrentWidget(window.first_run_page)
        window.first_run_page.go(step)
        at.wait(lambda: window.ops.pending == 0)
        settled(at, window)
        problems.extend(f"first run {step}: {p}" for p in clipped(window.first_run_page))
    assert problems == []


def cut(page: QWidget) -> list[str]:
    """Visible parts of a page that reach out of what they are in, or are lower than they can be."""
    found = []
    for each in page.findChildren(QWidget):
        above = each.parentWidget()
        if not each.isVisible() or above is None or each.isWindow():
            continue
        low = each.property("role") != "time" and each.height() < each.minimumSizeHint().height()
        if low or not above.rect().contains(each.geometry()):
            found.append(f"{type(each).__name__} {each.objectName()} {each.geometry().getRect()}")
    return found


@pytest.mark.parametrize(
    ("width", "height", "scale", "theme_name"),
    [
        (1280, 800, 1.0, "light"),
        (1280, 800, 1.5, "light"),
        (1280, 800, 1.5, "dark"),
        (1366, 728, 1.0, "dark"),
        (1366, 728, 1.5, "light"),
        (960, 640, 1.0, "light"),
    ],
)
@pytest.mark.parametrize("shown", [False, True], ids=["words off", "words on"])
def test_an_alarm_and_the_words_fit_into_the_recording(start, width, height, scale, theme_name, shown):
    at = start(scale=scale, theme_name=theme_name)
    at.window.resize(width, height)
    session = running(at)
    at.services.state.segments = [said("word " * 200, 0.0)]
    if shown:
        at.click("recording.showWords")
    page = at.window.recording_page

    def look() -> list[str]:
        at.wait(at.idle)
        with contextlib.suppress(qt_exceptions.TimeoutError):
            at.bot.waitUntil(lambda: not clipped(page) and not cut(page), timeout=2000)
        return clipped(page) + cut(page)

    tell(at, session, live(101.0, 40.0))
    assert look() == []
    assert not shown or at.seen("recording.words"), "without an alarm there is room for them"
    assert "nothing but silence" in alarm(at, Alarm.SILENT)
    assert look() == []
    assert at.seen("recording.microphone") and at.seen("recording.alarm.text") and at.seen("recording.stop")
    figures = QFontMetrics(page.time.font())
    assert page.time.height() >= figures.tightBoundingRect(page.time.text()).height()


def test_screenshots_of_every_page(qapp, tmp_path):
    made = render_pages(with_sessions(FakeServices()), "demo", tmp_path)
    assert len(made) == 24
    assert all(path.stat().st_size > 8000 for path in made)


def test_a_fault_is_named_by_its_type_alone(caplog):
    text = describe(ValueError("Anna Example said something"))
    assert text.code == "fault.ValueError"
    assert "Anna" not in caplog.text
    assert "ValueError" in caplog.text
    assert "Anna" not in text.happened + text.after()
    caplog.clear()
