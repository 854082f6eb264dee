"""The dialogs of the Models page: what was found, what goes into a pack, licence and source, mirror."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from app.services.installing.offers import Offer, OfferState
from app.ui import theme, words
from app.ui.widgets import Banner, column, label
from app.ui.workspace.dialogs import Form

if TYPE_CHECKING:
    from app.services.models import ModelInfo

LIST_HIGH = 300
"""Pixels at the usual text size that a list of models gets before it scrolls."""


class Choice(Form):
    """Models with a tick each; what is ticked is `ids`."""

    def __init__(self, parent: QWidget, name: str, title: str, text: str, action: str) -> None:
        super().__init__(parent, name, title, text, action)
        self._boxes: dict[str, QCheckBox] = {}
        self._sizes: dict[str, int] = {}
        # A pack may hold twenty models, and the screen may be small: the list scrolls, the buttons stay.
        self._area = QScrollArea()
        self._area.setObjectName(f"{name}.scroll")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("canvas", True)
        self._list = column(ground, gap=2)
        self._area.setWidget(ground)
        self.rows.addWidget(self._area)
        self.sum = label("", "caption", tone="muted", name=f"{name}.sum")

    def add(self, model_id: str, title: str, size: int, about: str, *, ticked: bool, possible: bool = True) -> None:
        """One model."""
        box = QCheckBox(title)
        box.setObjectName(f"{self.objectName()}.{model_id}")
        box.setAccessibleName(title)
        box.setAccessibleDescription(about)
        box.setChecked(ticked and possible)
        box.setEnabled(possible)
        box.toggled.connect(lambda _: self._count())
        self._boxes[model_id], self._sizes[model_id] = box, size
        pair = column(gap=0)
        pair.addWidget(box)
        said = label(about, "caption", tone="muted", wrap=True)
        said.setContentsMargins(theme.px(30), 0, 0, theme.px(4))
        pair.addWidget(said)
        self._list.addLayout(pair)
        box.installEventFilter(self)

    def warn(self, text: str) -> None:
        """Something to know before one chooses; at the top of the list."""
        banner = Banner(f"{self.objectName()}.doubt")
        banner.say(text, "warning")
        self._list.addWidget(banner)

    def done_adding(self) -> None:
        """All models are there: count them, and begin at the first that can be ticked."""
        self._list.addStretch(1)
        high = self._list.heightForWidth(self.minimumWidth() - theme.space(16))
        self._area.setFixedHeight(min(high, theme.px(LIST_HIGH)))
        self.rows.addWidget(self.sum)
        self._count()
        first = next((box for box in self._boxes.values() if box.isEnabled()), None)
        (first or self.cancel).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever goes through the list by the keyboard sees where he is."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, theme.px(24))
        return super().eventFilter(watched, event)

    @property
    def ids(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(model_id for model_id, box in self._boxes.items() if box.isChecked())

    def _count(self) -> None:
        size = sum(self._sizes[model_id] for model_id in self.ids)
        self.sum.setText(self.tr("Together {size}").replace("{size}", words.size_words(size)) if self.ids else "")
        self.ok.setEnabled(bool(self.ids))


class OfferDialog(Choice):
    """What a folder, a stick or a pack holds."""

    def __init__(self, parent: QWidget, place: str, offer: Offer) -> None:
        super().__init__(
            parent, "offer", self.tr("What was found"),
            self.tr("In {place}. Every byte is compared with what was tested before a model is installed.").replace(
                "{place}", place), self.tr("&Install"),
        )  # fmt: skip
        says = {
            OfferState.WHOLE: "",
            OfferState.INSTALLED: self.tr("Installed already"),
            OfferState.INCOMPLETE: self.tr("Not all of its parts are there, so it cannot be installed from here"),
            OfferState.UNCONFIRMED: self.tr("Listed only: what it should be has not been confirmed"),
        }
        for text in _doubts(self, offer):
            self.warn(text)
        for each in offer.models:
            size = words.size_words(each.size_bytes)
            about = " · ".join(part for part in (size, says[each.state]) if part)
            whole = each.state is OfferState.WHOLE
            self.add(each.model_id, each.title, each.size_bytes, about, ticked=whole, possible=whole)
        self.done_adding()


def _doubts(parent: QWidget, offer: Offer) -> list[str]:
    found = []
    if offer.cut:
        found.append(parent.tr("The pack ends before its end: it was copied only in part. Copy it again."))
    if offer.unknown:
        text = parent.tr("Also there, and not known to this edition of Sotto: {names}.")
        found.append(text.replace("{names}", ", ".join(offer.unknown)))
    if not offer.searched_all:
        found.append(parent.tr("The folder is very large and was not searched to its end. Choose a smaller one."))
    return found


class PackDialog(Choice):
    """Which installed models go into a pack."""

    def __init__(self, parent: QWidget, models: Sequence[ModelInfo], in_use: Sequence[str]) -> None:
        super().__init__(
            parent, "pack", self.tr("Make a pack"),
            self.tr("One file with models, their licences and checksums, for the next computer. Put it on a stick; "
                    "Sotto installs from it there without a network. It holds nothing of any session."),
            self.tr("&Choose where…"),
        )  # fmt: skip
        for each in models:
            about = f"{words.size_words(each.size_bytes)} · {each.licence}"
            self.add(each.id, each.title, each.size_bytes, about, ticked=each.id in in_use and not each.demo)
        self.done_adding()


class AboutDialog(Form):
    """Licence, where it comes from, and the text that the licence wants to be handed on."""

    def __init__(self, parent: QWidget, model: ModelInfo) -> None:
        super().__init__(parent, "about", model.title, model.description, self.tr("&Close"))
        for title, text in (
            (self.tr("Licence"), model.licence),
            (self.tr("Made by"), model.attribution),
            (self.tr("Notice"), model.notice),
            (self.tr("Comes from"), model.repository),
        ):
            if text:
                self.rows.addWidget(label(title, "strong"))
                said = label(text, tone="muted", wrap=True, name=f"about.{title}")
                said.setTextInteractionFlags(said.textInteractionFlags().TextSelectableByMouse)
                self.rows.addWidget(said)
        self.cancel.hide()
        self.submitted.connect(self.accept)
        self.ok.setFocus()


class MirrorDialog(Form):
    """Where downloads come from."""

    def __init__(self, parent: QWidget, address: str) -> None:
        super().__init__(
            parent, "mirror", self.tr("Where downloads come from"),
            self.tr("Usually from huggingface.co. A clinic may have a copy of its own: put its address here. Every "
                    "byte is compared with what was tested, wherever it comes from. A proxy is taken from this "
                    "computer's own settings; so are the certificates that it trusts."),
            self.tr("&Keep"),
        )  # fmt: skip
        self.address = self.field(self.tr("Address of the copy"), "mirror.address", address)
        self.address.setPlaceholderText("https://")
        self.rows.addWidget(label(self.tr("Leave it empty for the usual place."), "caption", tone="muted", wrap=True))
        self.address.returnPressed.connect(self.submitted)
        self.address.setFocus()
