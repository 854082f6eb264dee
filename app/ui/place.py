"""Where a window stands on the desktop, in the few words that pass through a lock to the next process, and from one
start to the next."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.errors import SottoError
from app.restart import rectangle

SETTING = "window_place"

_STATES = {"max": Qt.WindowState.WindowMaximized, "min": Qt.WindowState.WindowMinimized}
_GRIP = (120, 40)
"""Pixels of a window's upper edge that must be on a screen for it to be taken hold of."""


class Kept(Protocol):
    """Where settings are kept."""

    def get(self, name: str) -> Any: ...
    def set(self, name: str, value: Any) -> None: ...


def of(window: QWidget) -> str:
    """Where it stands, as `LockNotice.geometry` says it."""
    at = window.normalGeometry() if window.isMaximized() or window.isMinimized() else window.geometry()
    states = {"max": window.isMaximized(), "min": window.isMinimized(), "behind": not window.isActiveWindow()}
    numbers = f"{at.x()},{at.y()},{at.width()},{at.height()}"
    return ",".join([numbers, *(state for state, holds in states.items() if holds)])


def take(window: QWidget, geometry: str) -> None:
    """Put a window that is not shown yet where another stood; "" leaves it where it is."""
    found = rectangle(geometry)
    if found is not None:
        window.setGeometry(in_reach(QRect(*found)))
    for word, state in _STATES.items():
        if f",{word}" in geometry:
            window.setWindowState(window.windowState() | state)
    # Whoever works in another window while this one locks is not interrupted.
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, ",behind" in geometry)


def keep(window: QWidget, preferences: Kept) -> None:
    """Store where it stands for the next start: as it was put, never put aside or behind others."""
    stands = ",".join(part for part in of(window).split(",") if part not in ("min", "behind"))
    if preferences.get(SETTING) != stands:
        with suppress(SottoError):  # a full disk, say: the window opens where the desktop puts it
            preferences.set(SETTING, stands)


def in_reach(wanted: QRect) -> QRect:
    """A place as it is where its upper edge can be taken hold of, else one on the first screen: a second one may have
    been taken away since."""
    wide, high = _GRIP
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry() & wanted
        if (
            seen.width() >= min(wide, wanted.width())
            and seen.top() <= wanted.top() + high // 2
            and seen.height() >= high
        ):
            return wanted
    room = QGuiApplication.primaryScreen().availableGeometry()
    put = QRect(wanted.topLeft(), wanted.size().boundedTo(room.size()))
    put.moveCenter(room.center())
    return put
