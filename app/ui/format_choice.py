"""Choosing a note format, and whether a modality adds its fields to it: two boxes side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui import theme
from app.ui.widgets import row

if TYPE_CHECKING:
    from app.domain.note import NoteTemplate
    from app.notes.templates import Overlay

JOINT = "+"
"""Stands between the id of a format and that of a modality; see `app.notes.templates`."""

USUAL = "dap"


class FormatChoice(QWidget):
    """`value` is the id of both together: "dap", or "dap+cbt". Only formats of sessions take up a modality."""

    changed = Signal(str)

    def __init__(self, name: str) -> None:
        """`name` is the name of the first box; the second is `name`.modality."""
        super().__init__()
        across = row(self, gap=2)
        self.format = _box(name, self.tr("Note format"))
        self.modality = _box(f"{name}.modality", self.tr("Fields of a modality"))
        self.modality.setToolTip(self.tr("Adds the fields of a modality to the format"))
        across.addWidget(self.format, 3)
        across.addWidget(self.modality, 2)
        self._uses: dict[str, str] = {}
        self._usual = self._left = ""  # what the box began with, and what nobody but the program has chosen
        self.format.currentIndexChanged.connect(lambda _: self._format_changed())
        self.modality.currentIndexChanged.connect(lambda _: self.changed.emit(self.value))

    def fill(self, formats: Sequence[NoteTemplate], overlays: Sequence[Overlay], chosen: str) -> None:
        """Offer these; `chosen` is the id to begin with, the first format where there is none of that id."""
        self.format.blockSignals(True)
        self.modality.blockSignals(True)
        self.format.clear()
        self.modality.clear()
        self._uses = {each.id: each.use for each in formats}
        use = ""
        for each in formats:
            if use not in ("", each.use):
                self.format.insertSeparator(self.format.count())
            use = each.use
            self.format.addItem(each.title, each.id)
            self.format.setItemData(self.format.count() - 1, each.description, Qt.ItemDataRole.ToolTipRole)
        self.modality.addItem(self.tr("No modality"), "")
        for overlay in overlays:
            self.modality.addItem(overlay.title, overlay.id)
            self.modality.setItemData(self.modality.count() - 1, overlay.description, Qt.ItemDataRole.ToolTipRole)
        self.format.blockSignals(False)
        self.modality.blockSignals(False)
        self.modality.setVisible(bool(overlays))
        self.choose(chosen)
        self._usual = self._left = self.value

    def suggest(self, base: str) -> None:
        """Show a format, "" for that with which the box began, unless somebody has chosen one by hand."""
        if self.value != self._left:
            return
        modality = self.modality.currentData() or ""
        wanted = base or self._usual.partition(JOINT)[0]
        self.choose(f"{wanted}{JOINT}{modality}" if modality else wanted)
        self._left = self.value

    def recall(self, chosen: str) -> None:
        """Show the format of an earlier time, "" for that with which the box began, unless somebody has chosen one by
        hand; a suggestion may still replace it."""
        if self.value == self._left:
            base = chosen.partition(JOINT)[0]
            again = self._uses.get(base) == "session"  # an intake or a discharge is not written twice
            self.choose(chosen if again else self._usual)
            self._left = self.value

    def choose(self, chosen: str) -> None:
        """Show the format and the modality of an id."""
        base, _, modality = chosen.partition(JOINT)
        places = (self.format.findData(each) for each in (base, USUAL))  # an own one may be offered no longer
        self.format.setCurrentIndex(next((place for place in places if place >= 0), 0))
        self.modality.setCurrentIndex(max(0, self.modality.findData(modality)))
        self._settle()

    @property
    def value(self) -> str:
        """The id that was chosen, "" where there is no format."""
        base, modality = str(self.format.currentData() or ""), str(self.modality.currentData() or "")
        return f"{base}{JOINT}{modality}" if base and modality and self.modality.isEnabled() else base

    @property
    def by_hand(self) -> bool:
        """Whether somebody has chosen another than the one that was shown."""
        return self.value != self._left

    @property
    def about(self) -> str:
        """What the format is good for, in a line."""
        return str(self.format.currentData(Qt.ItemDataRole.ToolTipRole) or "")

    @property
    def empty(self) -> bool:
        """Whether there is no format to choose."""
        return self.format.count() == 0

    def _format_changed(self) -> None:
        self._settle()
        self.changed.emit(self.value)

    def _settle(self) -> None:
        self.modality.setEnabled(self._uses.get(str(self.format.currentData() or ""), "session") == "session")


class _Box(QComboBox):
    """A box that may become narrow: the list below it shows the whole text."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), super().minimumSizeHint().height())


def _box(name: str, accessible: str) -> QComboBox:
    made = _Box()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made
