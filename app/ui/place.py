"""Where a window stands on the desktop, in the few words that pass through a lock to the next process."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.restart import rectangle

_STATES = {"max": Qt.WindowState.WindowMaximized, "min": Qt.WindowState.WindowMinimized}


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
        window.setGeometry(*found)
    for word, state in _STATES.items():
        if f",{word}" in geometry:
            window.setWindowState(window.windowState() | state)
    # Whoever works in another window while this one locks is not interrupted.
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, ",behind" in geometry)
