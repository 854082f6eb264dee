"""Starts the window: application object, theme, message handlers."""

from __future__ import annotations

import logging
import re
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app import crash_log
from app.ui import error_view, theme, traces, translation
from app.ui.collector import Collector
from app.ui.window import Window

if TYPE_CHECKING:
    from app.domain.errors import SottoError
    from app.restart import LockNotice
    from app.services.container import Services
    from app.ui.locking import Restart

log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.0005
"""How long a thread that computes may keep the window waiting each time it asks for the interpreter. Python's own 5 ms
are a frame lost for every few calls into Qt while the vault is read or searched."""
_CATEGORY = re.compile(r"[a-z][a-z0-9_.]{0,60}")


def application() -> QApplication:
    """The one application object, made if need be."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    sys.setswitchinterval(SWITCH_SECONDS)
    traces.keep_out_of_settings()
    app = QApplication(["sotto"])
    traces.keep_out_of_learning(app)
    app.setApplicationName("Sotto")
    app.setApplicationDisplayName("Sotto")
    app.setDesktopFileName("sotto")
    return app


def run_window(
    services: Services,
    *,
    open_session: str | None = None,
    notice: SottoError | None = None,
    restart: Restart | None = None,
    after_lock: LockNotice | None = None,
) -> int:
    """Show the window until it is closed; returns the exit code.

    With `open_session` and an open vault the window opens on that session. `notice` is said first. `restart`
    and `after_lock`: see `Window`.
    """
    app = application()
    qInstallMessageHandler(_qt_message)
    translation.install_chosen(app, services.preferences)
    theme.start(app, theme.chosen(services.preferences.get))
    # With a style sheet set, each part would be styled anew whenever it is put into another, and
    # the lock screen would come back later by a tenth of a second or two.
    sheet = app.styleSheet()
    app.setStyleSheet("")
    window = Window(services, open_session=open_session, restart=restart, after_lock=after_lock)
    app.setStyleSheet(sheet)
    before = sys.excepthook
    sys.excepthook = _Faults(window)
    collector = Collector(window.calm, window)
    window.all_made.connect(collector.settle)
    window.start()
    window.show()
    collector.start()
    if notice is not None:
        QTimer.singleShot(0, window, lambda: error_view.show(error_view.describe(notice), window))
    try:
        return app.exec()
    finally:
        sys.excepthook = before
        qInstallMessageHandler(None)


class _Faults:
    """Shows an exception that a slot let through; logs its type and place, never its text."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
            return
        error_view.show(error_view.describe(error.with_traceback(trace)), self._window)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    # The category alone: the text may name a file or hold what was typed.
    named = context.category or "default"
    log.log(level, "qt: %s", crash_log.Safe(named if _CATEGORY.fullmatch(named) else "other"))
