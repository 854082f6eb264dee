"""Hears of the desktop's screen lock and of the computer's sleep, so that Sotto locks with them.

Linux: D-Bus, see `session_lock_dbus`. Windows and macOS: `session_lock_native`, not run there yet. Where
the system tells nothing, `available` is False, the Privacy page says so, and the idle time remains.
"""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class Source(Protocol):
    """Where the news comes from; `begin` says whether any can come."""

    def begin(self) -> bool: ...
    def let_sleep(self) -> None: ...


class SessionLock(QObject):
    """Emits `locked` when the screen was locked or the computer is about to sleep."""

    locked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.available = False
        """Whether Sotto will hear of the screen's lock or of sleep."""
        self._source: Source | None = None
        QTimer.singleShot(0, self, self._begin)  # the first page does not wait for it

    def _begin(self) -> None:
        if sys.platform in ("win32", "darwin"):
            from app.ui.session_lock_native import native_source  # noqa: PLC0415  (that system's libraries)

            self._source = native_source(self._window, self.locked.emit)
        else:
            from app.ui.session_lock_dbus import DBusSource  # noqa: PLC0415  (there may be no D-Bus)

            self._source = DBusSource(self.locked.emit, self)
        self.available = self._source.begin()

    def let_sleep(self) -> None:
        """The vault is locked: a sleep that was held up may begin."""
        if self._source is not None:
            self._source.let_sleep()
