"""The keys that work in every program while a session is recorded, held only as long as that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

# ruff: noqa: PLC0415 - most sessions do without: it is loaded when it is wanted

if TYPE_CHECKING:
    from app.ui.global_keys import GlobalKeys
    from app.ui.window import Window


class DeskKeys(QObject):
    """Lives with the window, on the main thread."""

    pressed = Signal(str)
    """The name of the key that was pressed: pause, off, mark or back."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._held: GlobalKeys | None = None

    def hold(self, *, wanted: bool) -> None:
        """Take the keys, or give them back."""
        if not wanted:
            self.end()
            return
        if self._held is None:
            from app.ui.global_keys import GlobalKeys

            self._held = GlobalKeys(self)
            self._held.pressed.connect(self.pressed)
            self._held.taken.connect(self._say_taken)
        self._held.begin()

    def end(self) -> None:
        """Give them back."""
        if self._held is not None:
            self._held.end()

    def _say_taken(self, names: list[str]) -> None:
        from app.ui.global_keys import the_keys

        taken = ", ".join(key.keys for key in the_keys() if key.name in names)
        text = self.tr("These keys cannot be used outside Sotto just now: {keys}").replace("{keys}", taken)
        self._window.toast(text)
