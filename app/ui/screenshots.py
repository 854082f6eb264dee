"""Pictures of the window's pages, rendered with the real services and without a display.

`python -m app.ui.screenshots --out demo-out` makes a vault of its own with the demo session in it, and pictures of
every page in both themes, at the usual text size and half as large again (`make screenshots`).
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from app.domain.progress import Progress, Stage, ignore_progress
from app.domain.session import RecorderStatus, RecordingState, SessionType
from app.network import gate
from app.offline import go_offline
from app.ui import theme
from app.ui.application import application
from app.ui.context import Page, WorkPlan
from app.ui.window import Window

if TYPE_CHECKING:
    from app.services.container import Services

SIZE = (1280, 800)
SCALES = (1.0, 1.5)
POLL_SECONDS = 0.1
SEARCHED = "sleep"
"""What the search page looks for in the pictures: the demo session speaks of it."""
OTHERS = (
    ("AB-14", "Robin Sample", SessionType.INDIVIDUAL),
    ("CD-07", "", SessionType.INDIVIDUAL),
    ("EF-21", "Kim and Lee Invented", SessionType.COUPLE),
)
"""Clients without a recording: code, name, and the kind of session."""


def render_pages(
    services: Services, session_id: str, folder: Path, *, dark: bool = False, scale: float = 1.0, high: bool = False
) -> list[Path]:
    """Render every page at 1280 by 800 into PNG files in `folder`; returns their paths in order.

    The vault must be open; `session_id` is the session that the workspace shows. `scale` is the
    text size (1.5: everything half as large again, in the same window), `high` high contrast. Nothing in the vault
    changes.
    """
    app = application()
    theme.apply(app, "dark" if dark else "light", scale, contrast="high" if high else "usual")
    folder.mkdir(parents=True, exist_ok=True)
    window = Window(services)
    window.resize(*SIZE)
    window.show()
    window.demo.demo_in_use = services.models.demo_in_use()
    suffix = ("-dark" if dark else "") + ("-high" if high else "") + (f"-{round(scale * 100)}" if scale != 1.0 else "")
    made: list[Path] = []
    try:
        for number, (name, show) in enumerate(_Scenes(window, session_id).all().items(), 1):
            show()
            _settle(window)
            path = folder / f"{number:02d}-{name}{suffix}.png"
            _grab(window).save(str(path))
            made.append(path)
            window.toasts.clear()
            for dialog in window.findChildren(QDialog):
                dialog.reject()
    finally:
        window.close()
        _process(app)
        window.deleteLater()
        _process(app)
    return made


def demo_services(home: Path) -> tuple[Services, str]:
    """Services over a fresh vault in `home` with the demo session, drafted, and a few that only wait; and its id."""
    from app.services.container import build_services  # noqa: PLC0415  the pictures alone need them
    from app.services.paths import Places  # noqa: PLC0415

    services = build_services(Places.below(home))
    services.vault.create(f"pictures {secrets.token_hex(8)}")
    records = services.records
    records.save_profile(replace(records.profile(), name="Dr. Alex Example", credentials="LCSW"))
    found = services.demo.begin()
    while services.recording.status().state not in (RecordingState.STOPPED, RecordingState.FAILED):
        time.sleep(POLL_SECONDS)
    services.recording.stop()
    services.work.process(found.session_id, ignore_progress)
    services.work.draft(found.session_id, "dap", ignore_progress)
    for code, name, kind in OTHERS:
        client = records.add_client(code, name)
        records.new_session(client.id, kind, 2, "soap")
    services.search.read_in()
    return services, found.session_id


def main(arguments: Sequence[str]) -> int:
    """Make all pictures; returns the exit code."""
    go_offline()
    gate.install()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what a window without a display cannot do
    parser = argparse.ArgumentParser(prog="python -m app.ui.screenshots", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("demo-out"), help="the folder of the pictures")
    out: Path = parser.parse_args(arguments).out
    with tempfile.TemporaryDirectory() as home:
        services, session_id = demo_services(Path(home))
        try:
            for dark in (False, True):
                for scale in SCALES:
                    made = render_pages(services, session_id, out, dark=dark, scale=scale)
                    sys.stdout.write(f"{len(made)} pages, {'dark' if dark else 'light'}, {round(scale * 100)} %\n")
            made = render_pages(services, session_id, out / "high-contrast", high=True)
            made += render_pages(services, session_id, out / "high-contrast", dark=True, high=True)
            sys.stdout.write(f"{len(made)} in high contrast. All are in {out.resolve()}\n")
        finally:
            services.close()
    return 0


class _Scenes:
    """The pages as they are shown, one after the other."""

    def __init__(self, window: Window, session_id: str) -> None:
        self._window, self._session = window, session_id

    def all(self) -> dict[str, Callable[[], None]]:
        """What shows each, by name, in the order of the main job."""
        window = self._window
        return {
            "workspace": self._workspace,
            "today": self._turn("today"),
            "new-session": self._prepared(window.new_session_page, lambda: window.new_session_page.prepare("")),
            "recording": self._recording,
            "working": self._working,
            "sign": self._sign,
            "clients": self._client,
            "search": self._prepared(window.search_page, lambda: window.search_page.prepare(SEARCHED)),
            "commands": self._commands,
            "message": self._message,
            "first-run-passphrase": self._first_run(0),
            "first-run-recovery": self._first_run(1),
            "first-run-microphone": self._first_run(2),
            "first-run-models": self._first_run(3),
            "first-run-format": self._first_run(4),
            "first-run-name": self._first_run(5),
            "unlock": self._turn("unlock"),
            "models": self._turn("models"),
            "models-all": self._all_models,
            "settings": self._turn("settings"),
            "templates": self._turn("templates"),
            "privacy": self._turn("privacy"),
            "audit": self._turn("audit"),
            "help": self._prepared(window.help_page, lambda: window.help_page.prepare("first-steps")),
        }

    def _turn(self, name: str) -> Callable[[], None]:
        return lambda: self._window._show(self._window.room(name))

    def _prepared(self, page: Page, prepare: Callable[[], None]) -> Callable[[], None]:
        def show() -> None:
            prepare()
            self._window._show(page)

        return show

    def _first_run(self, step: int) -> Callable[[], None]:
        def show() -> None:
            page = self._window.first_run_page
            self._window._show(page)
            page.recovery.show_code("ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567-89AB")
            page.go(step)

        return show

    def _recording(self) -> None:
        window = self._window
        window.stack.setCurrentWidget(window.recording_page)
        window.navigation.hide()
        window.demo.hide()
        window.recording_page.show_status(
            RecorderStatus(RecordingState.RECORDING, captured=1122.0, level=0.45, device="", marks=(312.0, 845.0))
        )

    def _working(self) -> None:
        page = self._window.working_page
        page.preview(WorkPlan(self._session))
        self._window._show(page)
        page.show_progress(Progress(Stage.SPEAKERS, 132.0, 221.0))

    def _workspace(self) -> None:
        self._window.workspace_page.prepare(self._session)
        self._window._show(self._window.workspace_page)

    def _sign(self) -> None:
        self._workspace()
        _settle(self._window)
        page = self._window.workspace_page
        note = page.note.note()
        if note is not None and not note.signed:
            page.bar.sign.click()

    def _client(self) -> None:
        window = self._window
        found = window.services.records.clients()
        window.clients_page.prepare(found[0].id if found else "")
        window._show(window.clients_page)

    def _commands(self) -> None:
        self._window._show(self._window.today_page)
        _settle(self._window)
        self._window.navigation.palette_button.click()

    def _message(self) -> None:
        self._window._show(self._window.today_page)
        self._window.toast("The sentence is gone.", "Undo", lambda: None)

    def _all_models(self) -> None:
        self._window._show(self._window.models_page)
        _settle(self._window)
        self._window.models_page.show_all()


def _settle(window: Window, most_ms: int = 8000) -> None:
    """Until no operation runs and what they brought is painted."""
    end = QDeadlineTimer(most_ms)
    calm = 0
    while calm < 3 and not end.hasExpired():
        loop = QEventLoop()
        QTimer.singleShot(40, loop.quit)
        loop.exec()
        calm = calm + 1 if window.ops.pending == 0 and window.page().complete else 0


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
