"""Choosing a microphone and seeing that it hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui import error_view
from app.ui.context import Context
from app.ui.instruments import Meter
from app.ui.operations import Lane
from app.ui.widgets import Banner, button, column, label, row

if TYPE_CHECKING:
    from app.audio.devices import Microphone
    from app.audio.level_meter import LevelMeter


class MicrophoneChoice(QWidget):
    """List, live level and "Look again"; keeps the choice as a preference."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self._context = context
        self._meter: LevelMeter | None = None
        self._listening = False
        self._round = 0  # counts openings, so that a late answer of an earlier one is dropped
        rows = column(self, gap=2)
        rows.addWidget(label(self.tr("Microphone"), "strong"))
        line_up = row(gap=2)
        self.list = QComboBox()
        self.list.setObjectName(f"{name}.microphone")
        self.list.setAccessibleName(self.tr("Microphone"))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.again = button(self.tr("Look a&gain"), name=f"{name}.lookAgain", icon="refresh")
        line_up.addWidget(self.list, 1)
        line_up.addWidget(self.again)
        rows.addLayout(line_up)
        self.banner = Banner(f"{name}.microphoneError")
        rows.addWidget(self.banner)
        self.hint = label(self.tr("Say something: the bar should move."), "caption", tone="muted", wrap=True)
        self.meter = Meter(f"{name}.level")
        rows.addWidget(self.meter)
        rows.addWidget(self.hint)
        self._timer = QTimer(self)
        self._timer.setInterval(80)
        self._timer.timeout.connect(self._read)
        self.again.clicked.connect(lambda: self.look(rescan=True))
        self.list.activated.connect(self._chosen)

    @property
    def chosen(self) -> str:
        """The id of the microphone, "" if there is none."""
        return str(self.list.currentData() or "")

    def look(self, *, rescan: bool = False) -> None:
        """Find the microphones and listen to the chosen one."""
        self._listening = True
        self.again.setEnabled(False)

        def find() -> tuple[list[Microphone], Any]:
            found = self._context.services.recording.microphones(rescan)
            return found, self._context.services.preferences.get("microphone")

        self.stop_meter()
        self._listening = True
        self._context.ops.run(self, find, self._fill, self._failed, lane=Lane.SOUND)

    def stop(self) -> None:
        """Close the microphone."""
        self._listening = False
        self.stop_meter()

    def stop_meter(self) -> None:
        """Stop listening; the list stays."""
        self._timer.stop()
        self._round += 1
        meter, self._meter = self._meter, None
        if meter is not None:
            self._context.ops.run(self, lambda: meter.__exit__(None, None, None), lane=Lane.SOUND)
        self.meter.set_level(0.0)

    def _fill(self, found: tuple[list[Microphone], Any]) -> None:
        microphones, preferred = found
        self.again.setEnabled(True)
        self.list.clear()
        for each in microphones:
            self.list.addItem(each.name, each.id)
        ids = [m.id for m in microphones]
        first = next((i for i, m in enumerate(microphones) if m.default), 0)
        self.list.setCurrentIndex(ids.index(preferred) if preferred in ids else first)
        self.list.setEnabled(bool(microphones))
        self.meter.setVisible(bool(microphones))
        self.hint.setVisible(bool(microphones))
        if not microphones:
            self.banner.say(
                self.tr("No microphone was found. Connect one, then choose 'Look again'. You can also go on without."),
                "warning",
            )
            return
        self.banner.hide()
        if self._listening:
            self._open_meter()

    def _chosen(self) -> None:
        chosen = self.chosen
        self._context.ops.run(self, lambda: self._context.services.preferences.set("microphone", chosen))
        self.stop_meter()
        self._open_meter()

    def _open_meter(self) -> None:
        chosen, this = self.chosen, self._round

        def open_it() -> LevelMeter:
            return self._context.services.recording.level_meter(chosen).__enter__()

        def opened(meter: LevelMeter) -> None:
            if this != self._round or not self._listening:
                self._context.ops.run(self, lambda: meter.__exit__(None, None, None), lane=Lane.SOUND)
                return
            self._meter = meter
            self._timer.start()

        self._context.ops.run(self, open_it, opened, self._failed, lane=Lane.SOUND)

    def _failed(self, error: Exception) -> None:
        self.again.setEnabled(True)
        error_view.say(self.banner, error, "warning", lost="")

    def _read(self) -> None:
        if self._meter is not None:
            self.meter.set_level(self._meter.level)
