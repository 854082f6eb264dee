"""What stands between here and the signature: a line at the foot of the note, each part of it a way there.

Only what the clinician has not decided on keeps them from signing; all else is said, and is theirs to leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.ui import icons
from app.ui.instruments import Flow
from app.ui.widgets import button, label, row


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is left. `key` says what is meant, `words` what is read; `must`: it keeps from signing."""

    key: str
    words: str
    tip: str
    must: bool = False


class Checklist(QFrame):
    """Shows what is left; `wanted` names what was pressed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("checklist")
        self.setProperty("footbar", True)
        self.setAccessibleName(self.tr("Before you sign"))
        self.items: tuple[Item, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        across = row(self, gap=2, margins=(6, 1.5, 4, 1.5))
        self._sign = label("")
        self._sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # the words stand beside it
        self._words = label("", "caption", name="checklist.words")
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._flow = Flow(holder, gap=1)
        across.addWidget(holder, 1, Qt.AlignmentFlag.AlignVCenter)
        self._holder = holder
        self.hide()

    def say(self, items: Sequence[Item]) -> None:
        """Show what is left; a button that stays keeps the keys that it has."""
        if self._buttons and tuple(items) == self.items:
            return
        self.items = tuple(items)
        ready = not any(each.must for each in items)
        icons.put(self._sign, "check" if ready else "warning", "success_ink" if ready else "warning_ink", 16)
        if not items:
            self._words.setText(self.tr("Nothing is left to do. You can sign."))
        else:
            self._words.setText(self.tr("You can sign. Still open:") if ready else self.tr("Before you sign:"))
        keys = {each.key for each in items}
        for key in [k for k in self._buttons if k not in keys]:
            gone = self._buttons.pop(key)
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for each in items:
            self._button(each)
        self._holder.setVisible(bool(items))
        self._flow.invalidate()
        self.updateGeometry()

    def _button(self, item: Item) -> None:
        made = self._buttons.get(item.key)
        if made is None:
            made = button("", "link", name=f"checklist.{item.key}", size="small")
            made.clicked.connect(lambda _=False, k=item.key: self.wanted.emit(k))
            self._buttons[item.key] = made
            self._flow.addWidget(made)
        made.setText(item.words)
        made.setAccessibleName(item.words)
        made.setToolTip(item.tip)
        made.show()

    def wipe(self) -> None:
        """Nothing is said."""
        self.items = ()
        for each in self._buttons.values():
            self._flow.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._buttons = {}
        self.hide()
