"""A card of the settings that holds switches: each is stored as it is turned."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from app.ui import theme
from app.ui.context import Page
from app.ui.widgets import Card, column, label


class SwitchCard(Card):
    """`switches` by the name of their preference; made by the cards with `_switch`."""

    switches: dict[str, QCheckBox]

    def __init__(self, page: Page, title: str) -> None:
        super().__init__(title, gap=3)
        self._page = page

    def _switch(self, name: str, text: str, about: str) -> QCheckBox:
        rows = column(gap=0.5)
        made = QCheckBox(text)
        made.setObjectName(f"settings.{name}")
        made.setAccessibleName(text)
        made.setAccessibleDescription(about)
        made.clicked.connect(lambda on, n=name: self._set(n, on))
        rows.addWidget(made)
        small = label(about, "caption", tone="muted", wrap=True)
        small.setContentsMargins(theme.px(30), 0, 0, 0)
        rows.addWidget(small)
        self.rows.addLayout(rows)
        return made

    def enter(self) -> None:
        """Fetch how the switches stand."""
        get = self._page.services.preferences.get
        self._page.ask(lambda: {name: get(name) for name in self.switches}, self._show)

    def _show(self, found: dict[str, object]) -> None:
        for name, each in self.switches.items():
            each.setChecked(bool(found[name]))

    def _set(self, name: str, on: bool) -> None:
        preferences = self._page.services.preferences

        def failed(error: Exception) -> None:
            self._page.ops.fail(self._page, error)
            self.enter()  # the switch shows what is stored

        self._page.ask(lambda: preferences.set(name, on), lambda _: self._stored(), failed)

    def _stored(self) -> None:
        """A switch was turned and is stored."""
