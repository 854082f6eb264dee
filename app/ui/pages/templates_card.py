"""The card of the settings about note formats: the usual one, and the way to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.context import Page
from app.ui.format_choice import FormatChoice
from app.ui.widgets import Card, button, label, row

if TYPE_CHECKING:
    from app.domain.note import NoteTemplate
    from app.notes.templates import Overlay


class FormatsCard(Card):
    """What a new session begins with is stored as it is chosen."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Note formats"), gap=2)
        self._page = page
        self.rows.addWidget(label(self.tr("New sessions begin with"), "strong"))
        self.choice = FormatChoice("settings.format")
        self.choice.changed.connect(self._store)
        self.rows.addWidget(self.choice)
        across = row(gap=3)
        across.addWidget(
            label(self.tr("Look at every format on the demo session, and write formats of your own."),
                  tone="muted", wrap=True), 1,
        )  # fmt: skip
        self.open = button(self.tr("Note formats…"), name="settings.formats", icon="note")
        self.open.clicked.connect(lambda _=False: page.router.show_templates())
        across.addWidget(self.open)
        self.rows.addLayout(across)

    def enter(self) -> None:
        """Fetch formats and the usual one."""
        s = self._page.services
        self._page.ask(
            lambda: (s.templates.list(), s.templates.overlays(), str(s.preferences.get("template") or "")), self._show
        )

    def _show(self, found: tuple[list[NoteTemplate], list[Overlay], str]) -> None:
        self.choice.blockSignals(True)
        self.choice.fill(*found)
        self.choice.blockSignals(False)

    def _store(self, value: str) -> None:
        s = self._page.services
        self._page.ops.run(self, lambda: s.preferences.set("template", value))
