"""The language of the window, among the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.context import Context
from app.ui.translation import LANGUAGES, SETTING, language_words
from app.ui.widgets import Banner, Card, Prose, label


class LanguageField(QComboBox):
    """The choice of a language."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Language of the window"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for each in LANGUAGES:
            self.addItem(language_words(each), each.code)

    @property
    def code(self) -> str:
        """The code of the language that is chosen."""
        return str(self.currentData())

    def show_chosen(self, code: str) -> None:
        """Show what the settings say."""
        self.setCurrentIndex(max(0, self.findData(code)))


class LanguageCard(Card):
    """Which language the window speaks, from the next lock or start on: a lock starts the program anew."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=3)
        self._context = context
        self._shown = ""
        self.rows.addWidget(label(self.tr("Language"), "heading", wrap=True))
        self.field = LanguageField("settings.language")
        self.field.activated.connect(lambda _: self._choose())
        self.rows.addWidget(self.field, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(
            Prose(self.tr("This is the language of the window. A note is written in the language of its format."))
        )
        self.notice = Banner("settings.languageNotice")
        self.rows.addWidget(self.notice)

    def enter(self) -> None:
        """Show what is chosen."""
        preferences = self._context.services.preferences
        self._context.ops.run(self, lambda: str(preferences.get(SETTING) or "en"), self._show)

    def _show(self, code: str) -> None:
        self._shown = self._shown or code
        self.field.show_chosen(code)

    def _choose(self) -> None:
        code = self.field.code
        preferences = self._context.services.preferences
        self._context.ops.run(self, lambda: preferences.set(SETTING, code), lambda _: self._chosen(code))

    def _chosen(self, code: str) -> None:
        if code == self._shown:
            self.notice.hide()
            return
        text = self.tr("The language changes when Sotto is locked, or started the next time.")
        self.notice.say(text, "info", action=self.tr("Lock now"), act=self._context.router.lock)
