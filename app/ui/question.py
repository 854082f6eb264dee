"""A question with two or three answers, over the window; it does not block."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui import theme
from app.ui.widgets import button, column, label, row


class Question(QDialog):
    """Heading, a sentence, a button for each answer; Escape and Cancel answer nothing."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        title: str,
        text: str,
        answers: Sequence[tuple[str, str, Callable[[], None]]],
    ) -> None:
        """`answers`: (name, words on the button, what to do then); the first is the usual one."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(520))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = column(self, gap=3, margins=(7, 6, 7, 6))
        outer.addWidget(label(title, "title", wrap=True))
        outer.addWidget(label(text, tone="muted", wrap=True, name=f"{name}.text"))
        outer.addSpacing(theme.space(2))
        buttons = row(gap=3)
        cancel = button(self.tr("&Cancel"), "quiet", name=f"{name}.cancel")
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        for place, (answer, words, act) in enumerate(answers):
            made = button(words, "" if place else "primary", name=f"{name}.{answer}")
            made.clicked.connect(lambda _=False, a=act: self._answer(a))
            buttons.addWidget(made)
            if place == 0:
                made.setDefault(True)
                made.setFocus()
        outer.addLayout(buttons)

    def _answer(self, act: Callable[[], None]) -> None:
        self.accept()
        act()


def ask(
    parent: QWidget,
    name: str,
    title: str,
    text: str,
    answers: Sequence[tuple[str, str, Callable[[], None]]],
    otherwise: Callable[[], None] | None = None,
) -> None:
    """Show a question once: while it stands, it is not asked again. `otherwise`: what to do on Cancel."""
    if any(each.isVisible() for each in parent.findChildren(QDialog, name)):
        return
    made = Question(parent, name, title, text, answers)
    if otherwise is not None:
        made.rejected.connect(otherwise)
    made.open()
