"""Where a sentence comes from: a chip for each place of the session, with the words themselves behind it."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolTip, QWidget

from app.domain.note import Evidence
from app.domain.transcript import Transcript
from app.ui import theme, words
from app.ui.instruments import Flow
from app.ui.widgets import button, clear

FOLD = 3
"""So many chips are shown; more are behind one that says how many."""
READ_MS = 60_000
"""How long the words stay for whoever came by key; leaving the chip takes them away at once."""
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class EvidenceChip(QPushButton):
    """One place of the session: when, who, and the words for mouse, keys and screen readers."""

    def __init__(self, name: str, evidence: Evidence, transcript: Transcript | None) -> None:
        """`transcript` None: the clinician's own words, which have no time."""
        super().__init__()
        self.evidence = evidence
        self.setObjectName(name)
        self.setProperty("kind", "evidence")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        who = self.tr("Your words")
        if transcript is not None and evidence.turn < len(transcript.turns):
            speaker = transcript.name_of(transcript.turns[evidence.turn].speaker)
            who = f"{words.clock(evidence.start)} {speaker}"
        shown = self.fontMetrics().elidedText(who, Qt.TextElideMode.ElideRight, theme.px(220))
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(self.tr("Where this comes from: {who}").replace("{who}", who))
        self.setAccessibleDescription(evidence.quote)
        self.setToolTip(f"<p>“{html.escape(evidence.quote, quote=False)}”</p>")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key sees the words as whoever comes with the mouse does."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            below = self.mapToGlobal(QPoint(0, self.height()))
            QToolTip.showText(below, self.toolTip(), self, QRect(), READ_MS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The words go with the focus; nothing of them stays over a lock."""
        super().focusOutEvent(event)
        QToolTip.hideText()


class EvidenceChips(QWidget):
    """A line of chips that breaks where the room ends, and folds where there are many."""

    wanted = Signal(object)
    """The evidence that is to be played and shown."""

    changed = Signal()
    """Other chips can be reached with the Tab key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._open = False
        self._shown: list[QWidget] = []
        self._chips: list[EvidenceChip] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setContentsMargins(theme.space(2), 0, 0, 0)
        self._flow = Flow(self)
        self._more: QPushButton | None = None

    def show_evidence(
        self, evidence: Sequence[Evidence], transcript: Transcript | None, before: Sequence[QWidget] = ()
    ) -> None:
        """Show the places of the session after the widgets `before`; nothing at all is no line at all."""
        if self._more is not None:
            self._flow.removeWidget(self._more)
        clear(self._flow)
        self._chips = [
            EvidenceChip(f"{self._name}.evidence.{place}", each, transcript) for place, each in enumerate(evidence)
        ]
        for each in self._chips:
            each.clicked.connect(lambda _=False, e=each.evidence: self.wanted.emit(e))
        self._shown = [*before, *self._chips]
        for widget in self._shown:
            self._flow.addWidget(widget)
        if len(self._chips) > FOLD:
            if self._more is None:
                self._more = button("", "evidence", name=f"{self._name}.moreEvidence")
                self._more.clicked.connect(self._toggle)
            self._flow.addWidget(self._more)
        self._fold()
        self.setVisible(bool(self._shown))

    def _fold(self) -> None:
        rest, more = len(self._chips) - FOLD, self._more
        for place, each in enumerate(self._chips[FOLD:], FOLD):
            each.setVisible(self._open or place < FOLD)
        if more is not None:
            self._say_more(more, rest)
        self._flow.invalidate()
        self.updateGeometry()

    def _say_more(self, more: QPushButton, rest: int) -> None:
        more.setVisible(rest > 0)
        more.setText(self.tr("Fewer") if self._open else self.tr("{n} more").replace("{n}", str(rest)))
        more.setAccessibleName(
            self.tr("Show fewer places") if self._open
            else self.tr("Show {n} more places where this comes from").replace("{n}", str(rest))
        )  # fmt: skip

    def _toggle(self) -> None:
        self._open = not self._open
        self._fold()
        self.changed.emit()

    def stops(self) -> list[QWidget]:
        """What the Tab key comes to, in order."""
        found: list[QWidget] = [each for each in self._chips if not each.isHidden()]
        return [*found, *([] if self._more is None or self._more.isHidden() else [self._more])]
