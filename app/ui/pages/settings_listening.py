"""The cards of the settings about what happens while a session is recorded, and about the clinic's own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QWidget

from app.ui import theme
from app.ui.context import Page
from app.ui.pages.settings_switches import SwitchCard
from app.ui.widgets import Card, clear, column, label

if TYPE_CHECKING:
    from app.services.vocabulary import Modality

SAVE_MS = 800


class ListeningCard(SwitchCard):
    """Three switches; each is stored as it is turned."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.tr("While a session is recorded"))
        self.switches = {
            "live_text": self._switch(
                "live_text",
                self.tr("Show words while recording"),
                self.tr("The last words stand on the recording page as they come. The client may see them too; "
                        "Esc hides them at once."),
            ),
            "quiet": self._switch(
                "quiet",
                self.tr("Quiet while recording"),
                self.tr("Less heat, less noise from the fan, and a battery that lasts longer: who spoke is worked out, "
                        "and the session read for the note, only after Stop. The draft comes later then, by minutes "
                        "for a long session."),
            ),
            "alarm_sound": self._switch(
                "alarm_sound",
                self.tr("A soft sound when something is wrong"),
                self.tr("Heard when the microphone is gone or the disk is full, and the screen may be out of sight."),
            ),
        }  # fmt: skip


class WordsCard(Card):
    """The clinic's own words, one a line: stored a moment after the typing stops, and when the page is left.

    Below them the ways of working, each with its terms; a choice is stored as it is made.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Words that you use"), gap=2)
        self._page = page
        self._stored: str | None = None  # None: not fetched, nothing may be stored
        self.unsaved = False
        self.rows.addWidget(label(
            self.tr("Names of places and colleagues, methods, abbreviations: one a line, the most important first. The "
                    "speech model expects them, and spells them so. Names that belong to one client are better kept "
                    "with that client."),
            tone="muted", wrap=True,
        ))  # fmt: skip
        self.words = QPlainTextEdit()
        self.words.setObjectName("settings.words")
        self.words.setAccessibleName(self.tr("Words that you use, one a line"))
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(132))
        self.rows.addWidget(self.words)
        self.rows.addSpacing(theme.space(1))
        self.rows.addWidget(label(self.tr("How you work"), "strong"))
        self.rows.addWidget(
            label(self.tr("The usual terms of each are expected too."), "caption", tone="muted", wrap=True)
        )
        self.methods: dict[str, QCheckBox] = {}
        self._methods = column(gap=0.5)
        self.rows.addLayout(self._methods)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SAVE_MS)
        self._later.timeout.connect(lambda: self._store(lambda: None))
        self.words.textChanged.connect(self._changed)

    def enter(self) -> None:
        """Fetch the words and the ways of working."""
        vocabulary = self._page.services.vocabulary
        self._page.ask(lambda: "\n".join(vocabulary.clinic_terms()), self._show)
        self._fetch_methods()

    def _fetch_methods(self) -> None:
        vocabulary = self._page.services.vocabulary
        self._page.ask(lambda: (vocabulary.modalities(), vocabulary.chosen_modalities()), self._show_methods)

    def leave(self) -> None:
        """Take them off the screen."""
        self._stored, self.unsaved = None, False
        self.words.clear()
        self._later.stop()

    def flush(self, done: Callable[[], None]) -> None:
        """Store what was typed, then call `done`."""
        self._later.stop()
        self._store(done)

    def _show(self, text: str) -> None:
        self._stored = None
        self.words.setPlainText(text)
        self._stored = text
        self._later.stop()

    def _show_methods(self, found: tuple[list[Modality], list[str]]) -> None:
        known, chosen = found
        if [each.id for each in known] != list(self.methods):
            clear(self._methods)
            self.methods = {each.id: self._method(each) for each in known}
            before: QWidget = self.words
            for box in self.methods.values():  # made late: Tab would come to them after everything else
                QWidget.setTabOrder(before, box)
                before = box
        for method_id, box in self.methods.items():
            box.setChecked(method_id in chosen)

    def _method(self, modality: Modality) -> QCheckBox:
        made = QCheckBox(modality.title)
        made.setObjectName(f"settings.method.{modality.id}")
        made.setAccessibleName(modality.title)
        made.setToolTip(", ".join(modality.terms))
        made.clicked.connect(lambda _=False: self._choose())
        self._methods.addWidget(made)
        return made

    def _choose(self) -> None:
        chosen = [method_id for method_id, box in self.methods.items() if box.isChecked()]
        vocabulary = self._page.services.vocabulary

        def failed(error: Exception) -> None:
            self._page.ops.fail(self._page, error)
            self._fetch_methods()  # the boxes show what is stored

        self._page.ask(lambda: vocabulary.set_modalities(chosen), lambda _: None, failed)

    def _changed(self) -> None:
        if self._stored is not None:
            self._later.start()

    def _store(self, done: Callable[[], None]) -> None:
        text = self.words.toPlainText()
        if self._stored is None or (text == self._stored and not self.unsaved):
            done()
            return
        terms = [line.strip() for line in text.splitlines() if line.strip()]
        vocabulary = self._page.services.vocabulary

        def stored(_: None) -> None:
            self.unsaved = False
            if self._stored is not None:
                self._stored = text
            done()

        def failed(error: Exception) -> None:
            self.unsaved = self._stored is not None
            self._page.ops.fail(self._page, error)
            done()  # a window that cannot be locked would be worse

        self._page.ops.run(self, lambda: vocabulary.set_clinic_terms(terms), stored, failed)
