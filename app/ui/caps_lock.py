"""Notices that caps lock is on where a secret is typed.

No system tells every program, so it is seen from what is typed: a capital without Shift, or a small letter with it.
The caps lock key itself then turns what is known around.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class CapsLock(QObject):
    """Watches some fields; `changed` tells whether caps lock is on."""

    changed = Signal(bool)

    def __init__(self, *fields: QLineEdit) -> None:
        super().__init__(fields[0])
        self._on: bool | None = None  # not known until a letter was typed
        for each in fields:
            each.installEventFilter(self)

    @property
    def on(self) -> bool:
        """Whether it is known to be on."""
        return self._on is True

    def forget(self) -> None:
        """Another may sit there next."""
        self._set(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each key; swallow none."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
            if event.key() == Qt.Key.Key_CapsLock:
                self._set(None if self._on is None else not self._on)
            else:
                self._read(event)
        return False

    def _read(self, event: QKeyEvent) -> None:
        letter, modifiers = event.text(), event.modifiers()
        kinds = Qt.KeyboardModifier
        command = modifiers & (kinds.ControlModifier | kinds.AltModifier | kinds.MetaModifier)
        if len(letter) != 1 or letter.lower() == letter.upper() or command:
            return  # no letter, or a script without capitals
        shifted = bool(modifiers & kinds.ShiftModifier)
        self._set(letter.isupper() != shifted)

    def _set(self, on: bool | None) -> None:
        was, self._on = self.on, on
        if was != self.on:
            self.changed.emit(self.on)
