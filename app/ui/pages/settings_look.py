"""The card that chooses how Sotto looks: light or dark, the size of the text, the contrast, the accent."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.ui import theme
from app.ui.context import Context
from app.ui.widgets import Card, Segmented, column, label


class LookCard(Card):
    """Changes are seen at once, in the window that is open."""

    def __init__(self, context: Context) -> None:
        super().__init__("", gap=3)
        self.rows.addWidget(label(self.tr("Look"), "heading", wrap=True))
        self._context = context
        self.theme = Segmented(
            "settings.theme",
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
        )
        self.theme.chosen.connect(lambda value: self._set("theme", value))
        self._add(self.tr("Light or dark"), self.theme)
        self.text_size = QComboBox()
        self.text_size.setObjectName("settings.text_size")
        self.text_size.setAccessibleName(self.tr("Text size"))
        self.text_size.addItem(self.tr("As the system"), 0)
        for percent in theme.SIZES:
            self.text_size.addItem(self.tr("{n} %").replace("{n}", str(percent)), percent)
        self.text_size.activated.connect(lambda place: self._set("text_size", int(self.text_size.itemData(place))))
        self._add(self.tr("Text size"), self.text_size)
        self.contrast = Segmented(
            "settings.contrast",
            [("system", self.tr("As the system")), ("usual", self.tr("Usual")), ("high", self.tr("High"))],
        )
        self.contrast.chosen.connect(lambda value: self._set("contrast", value))
        self._add(self.tr("Contrast"), self.contrast)
        self.accent = QCheckBox(self.tr("Use the system's accent colour"))
        self.accent.setObjectName("settings.accent")
        self.accent.setAccessibleName(self.accent.text())
        self.accent.setToolTip(self.tr("Where the system has one; made lighter or darker until it can be read well"))
        self.accent.clicked.connect(lambda on: self._set("accent", on))
        self.rows.addWidget(self.accent)
        self.rows.addStretch(1)

    def _add(self, words: str, control: QWidget) -> None:
        pair = column(gap=1)
        pair.addWidget(label(words, "strong"))
        pair.addWidget(control)
        self.rows.addLayout(pair)

    def enter(self) -> None:
        """Fetch what is chosen."""
        preferences = self._context.services.preferences
        self._context.ops.run(self, lambda: theme.chosen(preferences.get), self._fill)

    def _fill(self, look: theme.Look) -> None:
        self.theme.choose(look.theme)
        self.contrast.choose(look.contrast)
        self.text_size.setCurrentIndex(max(0, self.text_size.findData(look.size)))
        self.accent.setChecked(look.accent)

    def _set(self, name: str, value: Any) -> None:
        preferences, router = self._context.services.preferences, self._context.router
        self._context.ops.run(self, lambda: preferences.set(name, value), lambda _: router.apply_preferences())
