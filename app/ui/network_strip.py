"""The strip over every page that shows while models are fetched or copied, above all while the network is in use."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.network import Use, gate
from app.ui.errand import Errand, Kind
from app.ui.errands import Errands
from app.ui.pages.models_words import ModelWords
from app.ui.widgets import Banner


class NetworkStrip(Banner):
    """Hidden while the gate is closed, as it is but for installing models, and nothing is copied."""

    _used = Signal(object)  # the gate speaks in whatever thread opens it

    def __init__(self, errands: Errands) -> None:
        super().__init__("network", strip=True)
        self._errands = errands
        self._words = ModelWords(self)
        self._titles: dict[str, str] = {}
        self._used.connect(lambda _: self._refresh())
        self.destroyed.connect(gate.tell(self._tell))
        errands.changed.connect(self._refresh)

    def know(self, titles: dict[str, str]) -> None:
        """What models are called, by id."""
        self._titles = titles

    def _tell(self, use: Use) -> None:
        self._used.emit(use)

    def _refresh(self) -> None:
        errand = self._errands.running
        copies = errand is not None and errand.kind in (Kind.IMPORT, Kind.EXPORT)
        if gate.is_open:
            said = self.tr("Sotto is using the network, to install models. Nothing of a session is sent.")
            self._show(said, errand if errand is not None and errand.kind is Kind.DOWNLOAD else None, "warning")
        elif copies:
            self._show("", errand, "info")
        else:
            self.hide()

    def _show(self, said: str, errand: Errand | None, tone: str) -> None:
        if errand is None:
            self.say(said, tone)
            return
        how = f"{self._words.doing(errand, self._titles)}: {self._words.standing(errand, short=True)}"
        text = f"{said} {how}" if said else how
        stop = self.tr("Pause") if errand.kind is not Kind.EXPORT else self.tr("Stop")
        self.say(text, tone, action="" if errand.halt.asked else stop, act=lambda: self._errands.pause(errand))
