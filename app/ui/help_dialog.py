"""One topic of the help over what one must not be led away from: a dialog, a recording, a form that is half filled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui import help_pages, theme
from app.ui.help_text import HelpText
from app.ui.widgets import button, column, row


class HelpDialog(QDialog):
    """Text and a Close button; Escape closes too."""

    def __init__(self, parent: QWidget, topic: str) -> None:
        super().__init__(parent)
        self.setObjectName("help.dialog")
        self.setWindowTitle(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = parent.window()
        while (above := whole.parentWidget()) is not None:  # over a dialog it needs more room than the dialog has
            whole = above.window()
        self.resize(min(theme.px(640), whole.width() - theme.space(8)), min(theme.px(560), whole.height()))
        rows = column(self, gap=3, margins=(6, 5, 4, 5))
        self.text = HelpText()
        self.text.wanted.connect(self.show_topic)
        rows.addWidget(self.text, 1)
        across = row(gap=2)
        across.addStretch(1)
        self.close_button = button(self.tr("&Close"), "primary", name="help.close", tip=self.tr("Close (Esc)"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        across.addWidget(self.close_button)
        rows.addLayout(across)
        self.show_topic(topic)
        self.close_button.setFocus()

    def show_topic(self, name: str) -> None:
        """Show a topic; the first steps where there is none of that name."""
        found = help_pages.topic(name) or help_pages.topic("first-steps")
        if found is not None:
            self.text.show_topic(found)
            self.text.setAccessibleName(found.title)
