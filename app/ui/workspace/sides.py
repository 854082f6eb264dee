"""Transcript and note side by side, with a divider that is remembered; one at a time where room is short."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from app.ui import error_view, theme
from app.ui.context import Context
from app.ui.widgets import Segmented
from app.ui.workspace.evidence_link import Gutter

BOTH = 780
"""Width at the usual text size that transcript and note need side by side; where there is less, one is shown."""
WITH_PANEL = 1000
"""Width of transcript, note and the panel of nudges side by side: where there is less, the panel stands in the
transcript's place."""
PANEL = 640
"""Width of the note and the panel side by side."""
USUAL = 450
"""The transcript's share of the room in thousandths, until somebody moves the divider."""
LEAST, MOST = 250, 750
SETTLE_MS = 800
SETTING = "workspace.divider"


class Divider(Gutter):
    """The divider between transcript and note, to be moved with the mouse or with the arrow keys."""

    def __init__(self, sides: Sides) -> None:
        super().__init__(sides)
        self._sides = sides
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Divider between transcript and note"))
        self.setToolTip(self.tr("Move the divider (arrow keys; a double click or Home puts it back)"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys move it, Home puts it back."""
        ahead = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        steps = {Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._sides.move_to(self._sides.share + 20 * step)
        elif event.key() == Qt.Key.Key_Home:
            self._sides.move_to(USUAL)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Puts it back."""
        self._sides.move_to(USUAL)


class Hairline(QSplitterHandle):
    """The line before the panel at the right."""

    def paintEvent(self, _: QPaintEvent) -> None:
        """The style sheet's ground alone."""


class Sides(QSplitter):
    """Keeps which of the sides is seen, and how the room is shared."""

    laid_out = Signal()
    """The sides have other widths, or others of them are seen."""

    def __init__(self, context: Context) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._context = context
        self._handles = 0
        self.setObjectName("workspace.split")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        stored = context.services.preferences.get(SETTING)
        self.share = stored if isinstance(stored, int) and LEAST <= stored <= MOST else USUAL
        """The transcript's share of both, in thousandths."""
        self._chosen = "note"
        self._panel_open = False
        self._store = QTimer(self)
        self._store.setSingleShot(True)
        self._store.setInterval(SETTLE_MS)
        self._store.timeout.connect(self._keep)
        self.splitterMoved.connect(self._moved)
        self.switch = Segmented("workspace.side", (("transcript", self.tr("Transcript")), ("note", self.tr("Note"))))
        self.switch.setAccessibleName(self.tr("What is shown"))
        self.switch.chosen.connect(self.show_side)
        self.switch.hide()

    def createHandle(self) -> QSplitterHandle:
        """A wide one between transcript and note; the one before the first side is never seen."""
        self._handles += 1
        if self._handles == 2:
            self.divider = Divider(self)
            return self.divider
        return Hairline(self.orientation(), self)

    def addWidget(self, widget: QWidget) -> None:
        """Add a side; Qt names the handle before it by itself."""
        super().addWidget(widget)
        if self._handles == 2:
            self.divider.setObjectName("workspace.divider")

    # ---- what is seen --------------------------------------------------------------------------

    @property
    def both_fit(self) -> bool:
        """Whether there is room for transcript and note."""
        return self.width() >= theme.px(BOTH)

    @property
    def alone(self) -> bool:
        """Whether the panel of nudges takes the whole room while it is open."""
        return self.width() < theme.px(PANEL)

    def show_side(self, name: str) -> None:
        """Show "transcript" or "note", where only one of them has room."""
        self._chosen = name
        self.fit()

    def show_panel(self, on: bool) -> None:
        """The panel of nudges is opened or closed."""
        self._panel_open = on
        self.fit()

    def fit(self) -> None:
        """Show what has room."""
        transcript, note = self.widget(0), self.widget(1)
        if transcript is None or note is None:
            return
        panel = self.widget(2)
        both = self.both_fit
        if both:
            seen = (not (self._panel_open and self.width() < theme.px(WITH_PANEL)), True)
        elif self._panel_open:
            seen = (False, not self.alone)
        else:
            seen = (self._chosen == "transcript", self._chosen == "note")
        transcript.setVisible(seen[0])
        note.setVisible(seen[1])
        if panel is not None:
            panel.setMaximumWidth(16_777_215 if self.alone else theme.px(420))
        self.switch.setVisible(not both and not self._panel_open and self.switch.parentWidget() is not None)
        self.switch.choose(self._chosen)
        self._share()
        self.laid_out.emit()

    # ---- how the room is shared ----------------------------------------------------------------

    def move_to(self, share: int) -> None:
        """Move the divider."""
        self.share = min(max(share, LEAST), MOST)
        self._share()
        self._store.start()
        self.laid_out.emit()

    def _both(self) -> tuple[QWidget, QWidget] | None:
        transcript, note = self.widget(0), self.widget(1)
        if transcript is None or note is None or transcript.isHidden() or note.isHidden():
            return None
        return transcript, note

    def _share(self) -> None:
        if self._both() is None:
            return
        panel = self.widget(2)
        third = panel.width() if panel is not None and not panel.isHidden() else 0
        room = self.width() - third - self.divider.sizeHint().width()
        left = round(room * self.share / 1000)
        self.setSizes([left, room - left, third] if self.count() > 2 else [left, room - left])

    def _moved(self) -> None:
        both = self._both()
        if both is not None:
            left, right = (each.width() for each in both)
            self.share = min(max(round(1000 * left / max(1, left + right)), LEAST), MOST)
            self._store.start()
        self.laid_out.emit()

    def _keep(self) -> None:
        share, preferences = self.share, self._context.services.preferences

        def failed(error: Exception) -> None:
            error_view.note(error)  # the divider is where it usually is at the next start

        self._context.ops.run(self, lambda: preferences.set(SETTING, share), failed=failed)

    def minimumSizeHint(self) -> QSize:
        """Room for the widest of the sides: they need not be seen at once."""
        parts = [part for n in range(self.count()) if (part := self.widget(n)) is not None]
        wide = max((max(part.minimumWidth(), part.minimumSizeHint().width()) for part in parts), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self.fit)
