"""Keeps the window off screenshots, recordings and shared screens where the system can.

Windows: `SetWindowDisplayAffinity(WDA_EXCLUDEFROMCAPTURE)`, from Windows 10 2004 on. macOS:
`NSWindow.sharingType = NSWindowSharingNone`. Neither has been run there yet. Linux has nothing of the kind:
under X11 every program can read the screen, under Wayland the desktop asks before it shares it.
"""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

WDA_NONE, WDA_EXCLUDEFROMCAPTURE = 0x00, 0x11
SHARING_NONE, SHARING_READ_ONLY = 0, 1


class CaptureGuard(QObject):
    """Applies what is wanted to the window and to each dialog over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._wanted = True
        self.excluded = False
        """Whether the system keeps the window off captured pictures."""
        if sys.platform in ("win32", "darwin"):  # elsewhere a filter would only slow each event down
            application = QApplication.instance()
            assert application is not None
            application.installEventFilter(self)

    def want(self, hidden: bool) -> None:
        """Keep every window off captured pictures, or no longer."""
        self._wanted = hidden
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._apply(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Each window as it comes up, its system handle made anew perhaps."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._apply(watched)
        return False

    def _apply(self, window: QWidget) -> None:
        done = exclude(int(window.winId()), self._wanted) if sys.platform in ("win32", "darwin") else False
        if window is self.parent():
            self.excluded = done and self._wanted


def exclude(handle: int, hidden: bool) -> bool:
    """Exclude the window with this system handle from capture, or show it again; False where that is impossible."""
    if sys.platform == "win32":
        affinity = WDA_EXCLUDEFROMCAPTURE if hidden else WDA_NONE
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(handle, affinity))
    if sys.platform == "darwin":
        from app.ui.objc import Runtime  # noqa: PLC0415  (macOS alone)

        runtime = Runtime()
        window = runtime.send(handle, "window")  # Qt's handle is an NSView
        runtime.send(window, "setSharingType:", SHARING_NONE if hidden else SHARING_READ_ONLY)
        return window != 0
    return False
