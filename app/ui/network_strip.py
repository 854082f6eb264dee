"""The strip over every page that shows while the window may use the network."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.network import Use, gate
from app.ui.widgets import Banner


class NetworkStrip(Banner):
    """Hidden while the gate is closed, as it is but for installing models."""

    _used = Signal(object)  # the gate speaks in whatever thread opens it

    def __init__(self) -> None:
        super().__init__("network", strip=True)
        self._used.connect(self._show_use)
        self.destroyed.connect(gate.tell(self._used.emit))

    def _show_use(self, use: Use) -> None:
        if use.closed is None:
            self.say(self.tr("Sotto is using the network, to install models. Nothing of a session is sent."), "warning")
        elif not gate.is_open:
            self.hide()
