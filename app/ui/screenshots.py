"""Pictures of the window's pages, rendered with the real services and without a display."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from app.domain.progress import Progress, Stage
from app.domain.session import RecorderStatus, RecordingState
from app.ui import theme
from app.ui.application import application
from app.ui.context import Page, WorkPlan
from app.ui.window import Window

if TYPE_CHECKING:
    from app.services.container import Services

SIZE = (1280, 800)


def render_pages(
    services: Services, session_id: str, folder: Path, *, dark: bool = False, scale: float = 1.0
) -> list[Path]:
    """Render every page at 1280 by 800 into PNG files in `folder`; returns their paths in order.

    The vault must be open; `session_id` is the session that the workspace shows. `scale` is the
    text size (1.5: everything half as large again, in the same window). Nothing in the vault changes.
    """
    app = application()
    theme.apply(app, "dark" if dark else "light", scale)
    folder.mkdir(parents=True, exist_ok=True)
    window = Window(services)
    window.resize(*SIZE)
    window.show()
    window.demo.demo_in_use = services.models.demo_in_use()
    suffix = ("-dark" if dark else "") + (f"-{round(scale * 100)}" if scale != 1.0 else "")
    made: list[Path] = []
    try:
        for number, (name, show) in enumerate(_scenes(window, session_id).items(), 1):
            show()
            _settle(window)
            path = folder / f"{number:02d}-{name}{suffix}.png"
            _grab(window).save(str(path))
            made.append(path)
            for dialog in window.findChildren(QDialog):
                dialog.reject()
    finally:
        window.close()
        _process(app)
        window.deleteLater()
        _process(app)
    return made


def _scenes(window: Window, session_id: str) -> dict[str, Callable[[], None]]:
    def turn(page: Page) -> Callable[[], None]:
        return lambda: window._show(page)

    def first_run(step: int) -> Callable[[], None]:
        def show() -> None:
            window._show(window.first_run_page)
            window.first_run_page.recovery.show_code("ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567-89AB")
            window.first_run_page.go(step)

        return show

    def recording() -> None:
        window.stack.setCurrentWidget(window.recording_page)
        window.navigation.hide()
        window.demo.hide()
        window.recording_page.show_status(
            RecorderStatus(RecordingState.RECORDING, captured=1122.0, level=0.45, device="", marks=(312.0, 845.0))
        )

    def working() -> None:
        page = window.working_page
        page.preview(WorkPlan(session_id))
        window._show(page)
        page.show_progress(Progress(Stage.SPEAKERS, 132.0, 221.0))

    def workspace() -> None:
        window.workspace_page.prepare(session_id)
        window._show(window.workspace_page)

    def new_session() -> None:
        window.new_session_page.prepare("")
        window._show(window.new_session_page)

    def sign() -> None:
        workspace()
        _settle(window)
        note = window.workspace_page.note.note()
        if note is not None and not note.signed:
            window.workspace_page.bar.sign.click()

    def all_models() -> None:
        window._show(window.models_page)
        _settle(window)
        window.models_page.show_all()

    return {
        "workspace": workspace,
        "today": turn(window.today_page),
        "new-session": new_session,
        "recording": recording,
        "working": working,
        "sign": sign,
        "first-run-passphrase": first_run(0),
        "first-run-recovery": first_run(1),
        "first-run-microphone": first_run(2),
        "first-run-models": first_run(3),
        "first-run-format": first_run(4),
        "first-run-name": first_run(5),
        "unlock": turn(window.unlock_page),
        "models": turn(window.models_page),
        "models-all": all_models,
        "settings": turn(window.settings_page),
        "templates": turn(window.templates_page),
        "privacy": turn(window.privacy_page),
        "help": turn(window.help_page),
    }


def _settle(window: Window, most_ms: int = 8000) -> None:
    """Until no operation runs and what they brought is painted."""
    end = QDeadlineTimer(most_ms)
    calm = 0
    while calm < 3 and not end.hasExpired():
        loop = QEventLoop()
        QTimer.singleShot(40, loop.quit)
        loop.exec()
        calm = calm + 1 if window.ops.pending == 0 else 0


def _grab(window: Window) -> QPixmap:
    """The window, and an open dialog in its place over it."""
    picture = window.grab()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            sheet = dialog.grab()
            left = (window.width() - dialog.width()) // 2
            top = (window.height() - dialog.height()) // 2
            _paste(picture, sheet, QPoint(left, top))
    return picture


def _paste(ground: QPixmap, sheet: QPixmap, at: QPoint) -> None:
    from PySide6.QtGui import QColor, QPainter  # noqa: PLC0415  only needed where a dialog is open

    painter = QPainter(ground)
    painter.fillRect(ground.rect(), QColor(0, 0, 0, 90))
    painter.drawPixmap(at, sheet)
    painter.end()


def _process(app: QApplication) -> None:
    app.sendPostedEvents()
    app.processEvents()
