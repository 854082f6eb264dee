"""A word about what was just done, at the foot of the window, with a way to undo it; it goes by itself."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from shiboken6 import isValid

from app.ui import icons, theme, tokens
from app.ui.announce import announce
from app.ui.widgets import button, label, row

MOST = 3
"""So many stand one above the other; one more takes the oldest away."""
WIDTH = 520
_SIGNS = {"info": "info", "success": "check", "warning": "warning", "danger": "warning"}


class Toast(QFrame):
    """One message: a sign, a sentence, at most one button, and a cross."""

    gone = Signal()

    def __init__(self, parent: QWidget, text: str, action: str, act: Callable[[], None] | None, tone: str) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setProperty("toast", True)
        self.setAccessibleName(text)
        self.text, self.acts = text, act is not None
        self.visited = False
        """Whether it was gone to by keyboard."""
        self.before: QWidget | None = None
        """What had the keys before they came here."""
        self._act = act
        self._row = across = row(self, gap=3, margins=(4, 2, 2, 2))
        self._sign = label("")
        icons.put(self._sign, _SIGNS.get(tone, "info"), "surface", 20)
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = label(text, wrap=True, name="toast.text")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        across.addWidget(self._words, 1)
        tip = self.tr("{words} (F6 goes here)").replace("{words}", action) if action else ""
        self.action = button(action, "toast", name="toast.action", size="small", tip=tip)
        self.action.clicked.connect(self._run)
        across.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.action.setVisible(bool(action))  # once it is in the message: before, it would be a window of its own
        self.close_button = button("", "toast", name="toast.close", tip=self.tr("Take this away (Esc)"))
        icons.put(self.close_button, "close", "surface", 16)
        self.close_button.setProperty("square", True)
        self.close_button.setFixedSize(theme.px(28), theme.px(28))
        self.close_button.clicked.connect(self.go)
        across.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(tokens.TOAST_ACT_MS if self.acts else tokens.TOAST_MS)
        self._clock.timeout.connect(self._time_is_up)
        self._clock.start()

    def fit(self, most: int) -> None:
        """Take the width that the words want, at most `most` pixels, and the height that follows."""
        for each in (self, self._words):
            each.ensurePolished()
        margins = self._row.contentsMargins() + self.contentsMargins()  # and the edge
        parts = [part for part in (self._sign, self.action, self.close_button) if not part.isHidden()]
        sizes = [part.sizeHint().expandedTo(part.minimumSize()) for part in parts]
        around = sum(size.width() for size in sizes) + len(sizes) * self._row.spacing()
        around += margins.left() + margins.right()
        words = self._words.fontMetrics().horizontalAdvance(self.text) + theme.px(8)
        wide = min(most, theme.px(WIDTH), around + words)
        high = max(self._words.heightForWidth(wide - around), *(size.height() for size in sizes))
        self.resize(wide, high + margins.top() + margins.bottom())

    def stay(self) -> None:
        """Do not go by itself."""
        self._clock.stop()

    def go(self) -> None:
        """Take it away. What it would have done can no longer be done from here."""
        if self.isHidden():
            return
        self._clock.stop()
        self._act = None
        focused, before = self.window().focusWidget(), self.before
        if focused is not None and self.isAncestorOf(focused) and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()
        self.gone.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.go()
        else:
            super().keyPressEvent(event)

    def _run(self) -> None:
        act = self._act
        self.go()
        if act is not None:
            act()

    def _time_is_up(self) -> None:
        # Nobody who is about to press it, with mouse or keys, loses it under the hand.
        if self.underMouse() or self.action.hasFocus() or self.close_button.hasFocus():
            self._clock.start()
        else:
            self.go()


class Toasts(QObject):
    """The messages over a widget, the newest lowest. They hold no keyboard focus unless they are given it."""

    def __init__(self, over: QWidget) -> None:
        """`over`: what they lie on; they follow its size."""
        super().__init__(over)
        self.setObjectName("toasts")
        self._over = over
        self._shown: list[Toast] = []
        over.installEventFilter(self)

    def shown(self) -> list[Toast]:
        """The messages on the screen, the oldest first."""
        return list(self._shown)

    def say(self, text: str, *, action: str = "", act: Callable[[], None] | None = None, tone: str = "info") -> Toast:
        """Show `text` for a while; with `action` and `act` a button that does `act` once.

        `tone`: info, success, warning, danger; it chooses the sign. Nothing urgent belongs here: whoever looks away
        misses it. A message with an `act` goes when another page is shown, since the act belongs to its page.
        """
        for old in self.shown()[: 1 - MOST or None]:
            old.go()
        made = Toast(self._over, text, action if act is not None else "", act, tone)
        self._shown.append(made)
        made.gone.connect(lambda: self._forget(made))
        made.show()
        self.fit()
        announce(made, f"{text} {action}. F6" if made.acts else text)
        return made

    def clear(self) -> None:
        """Take all away, as before a lock."""
        for toast in self.shown():
            toast.go()

    def page_left(self) -> None:
        """Another page is shown: what acts on the one before goes."""
        for toast in self.shown():
            if toast.acts:
                toast.go()
        self.fit()

    @property
    def unseen(self) -> bool:
        """Whether there is a message, and the newest has not had the keys yet."""
        return bool(self._shown) and not self._shown[-1].visited

    def focus(self) -> None:
        """Give the keyboard to the newest message, if there is one; what has it now has it again afterwards."""
        shown = self.shown()
        if shown:
            newest = shown[-1]
            newest.visited, newest.before = True, self._over.window().focusWidget()
            (newest.action if newest.acts else newest.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self) -> None:
        """Place them: in the middle at the foot, one above the other."""
        foot = self._over.height() - theme.space(6)
        for toast in reversed(self.shown()):
            toast.fit(self._over.width() - theme.space(8))
            foot -= toast.height()
            toast.move((self._over.width() - toast.width()) // 2, math.floor(foot))
            foot -= theme.space(2)
            toast.raise_()

    def _forget(self, toast: Toast) -> None:
        self._shown.remove(toast)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what they lie on."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.fit()
        return False
