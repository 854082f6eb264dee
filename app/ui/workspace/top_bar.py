"""The bar over the workspace: whose session it is, how it stands, and the acts on the note as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from app.ui import icons, theme, words
from app.ui.widgets import Elided, button, chip, column, icon_size, row, set_tone
from app.ui.workspace.parts import Content

NARROW = 780
"""Pixels at the usual text size below which it folds."""


class TopBar(QFrame):
    """Buttons are shown as the state of the note allows; the page says what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("topbar", True)
        self._switch: QWidget | None = None
        self._whole = row(self, gap=2, margins=(3, 3, 5, 3))
        across = row(gap=2)
        self._whole.addLayout(across, 1)
        self.back = button("", "quiet", name="workspace.back", tip=self.tr("Back to the sessions"))
        icons.put(self.back, "back", "ink", 20)
        self.back.setProperty("square", True)
        self.back.setFixedSize(icon_size(36))
        across.addWidget(self.back)
        texts = column(gap=0.5)
        first = row(gap=3)
        self.client = Elided("heading", "workspace.client")
        self.state = chip("", name="workspace.state")
        first.addWidget(self.client)
        first.addWidget(self.state)
        first.addStretch(1)
        texts.addLayout(first)
        self.facts = Elided("caption", "workspace.facts")
        self.facts.setProperty("tone", "muted")
        texts.addWidget(self.facts)
        across.addLayout(texts, 1)
        self.draft_again = button(self.tr("&Draft again…"), name="workspace.draftAgain")
        self.sign = button(self.tr("&Sign…"), "primary", name="workspace.sign", icon="sign")
        self.export = button(self.tr("E&xport…"), name="workspace.export",
                             tip=self.tr("Word, text, FHIR, or field by field into another program"))  # fmt: skip
        self.export_pdf = button(self.tr("Export &PDF…"), name="workspace.exportPdf", icon="export")
        self.add_addendum = button(self.tr("Add &addendum…"), "primary", name="workspace.addendum", icon="plus")
        self.more = button("", "quiet", name="workspace.more", icon="more",
                           tip=self.tr("Versions of the note, destroying and deleting"))  # fmt: skip
        self.more.setProperty("square", True)
        self.more.setFixedSize(icon_size(36))
        across.addWidget(self.more)
        self._acts = row(gap=2)
        self._acts.addStretch(1)
        for each in (self.draft_again, self.export, self.export_pdf, self.add_addendum, self.sign):
            self._acts.addWidget(each)
            each.hide()  # until it is known what the note allows
        self._whole.addLayout(self._acts)

    def hold(self, switch: QWidget) -> None:
        """The choice of a side, where only one of them has room, stands before the acts."""
        self._switch = switch
        self._acts.insertWidget(0, switch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the room is narrow the acts stand below the name."""
        super().resizeEvent(event)
        down = event.size().width() < theme.px(NARROW)
        self._whole.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)
        self._part()

    def event(self, event: QEvent) -> bool:
        """Other acts may be shown now."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._part()
        return super().event(event)

    def _part(self) -> None:
        """Where the acts fill the line by themselves the choice of a side has one of its own above them."""
        if self._switch is None:
            return
        margins, acts = self._whole.contentsMargins(), (self.draft_again, self.export, self.export_pdf,
                                                        self.add_addendum, self.sign, self._switch)  # fmt: skip
        wide = [each.sizeHint().width() for each in acts if not each.isHidden()]
        needed = sum(wide) + self._acts.spacing() * len(wide)
        alone = not self._switch.isHidden() and needed > self.width() - margins.left() - margins.right()
        if alone and self._acts.indexOf(self._switch) >= 0:
            self._whole.insertWidget(1, self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        elif not alone and self._acts.indexOf(self._switch) < 0:
            self._acts.insertWidget(0, self._switch)

    def minimumSizeHint(self) -> QSize:
        """No wider than its acts: it folds."""
        margins = self._whole.contentsMargins()
        wide = self._acts.minimumSize().width() + margins.left() + margins.right()
        return QSize(wide, super().minimumSizeHint().height())

    def show_content(self, content: Content) -> None:
        """Name the session, and show what can be done with its note."""
        session, note = content.session, content.note
        self.client.say(content.client)
        self.state.setText(words.state_words(session))
        set_tone(self.state, words.state_tone(session))
        parts = (
            words.moment_words(session.started_at),
            words.type_words(session.type),
            words.length_words(session.duration),
            self.tr("Recording destroyed") if session.audio_destroyed_at else "",
        )
        self.facts.say(" · ".join(p for p in parts if p))
        signed = note is not None and note.signed
        self.draft_again.setVisible(note is not None and not signed)
        self.sign.setVisible(note is not None and not signed)
        self.sign.setEnabled(True)
        self.export.setVisible(note is not None)
        for each in (self.export_pdf, self.add_addendum):
            each.setVisible(signed)

    def wipe(self) -> None:
        """Take the client off the bar."""
        self.client.say("")
        self.facts.say("")
