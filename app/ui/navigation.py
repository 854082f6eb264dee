"""The slim navigation at the left, with the Lock button at its foot."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from app.ui import icons, theme
from app.ui.widgets import button, column, label, row

PLACES = ("today", "clients", "search", "models", "settings", "privacy", "help")
"""The pages that have a button, by their object names, from the top."""
_ICONS = {"today": "sessions", "clients": "person", "privacy": "shield"}
"""Where the sign has another name than the page."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Navigation", text)


def place_words() -> dict[str, str]:
    """What each page of `PLACES` is called."""
    return {
        "today": _tr("Today"),
        "clients": _tr("Clients"),
        "search": _tr("Search"),
        "models": _tr("Models"),
        "settings": _tr("Settings"),
        "privacy": _tr("Privacy"),
        "help": _tr("Help"),
    }


LOW = 440
"""Pixels at the usual text size; a window that is lower has no room for the mark above the folded buttons."""


class Navigation(QFrame):
    """Buttons to the main pages, and to what can be done and gone to by its name."""

    chosen = Signal(str)
    """The object name of a page, as in `PLACES`."""

    by_name = Signal()
    """The command palette is wanted."""

    lock = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setProperty("sidebar", True)
        self.setFixedWidth(theme.px(184))
        rows = column(self, gap=1, margins=(3, 5, 3, 4))
        mark = row(gap=2, margins=(2, 0, 0, 4))
        self._sign = label("")
        icons.put(self._sign, "sotto", "accent", 28)
        mark.addWidget(self._sign)
        self._name = label("Sotto", "heading")
        mark.addWidget(self._name)
        mark.addStretch(1)
        rows.addLayout(mark)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        titles = place_words()
        for number, place in enumerate(PLACES, 1):
            words, keys = titles[place], f"Ctrl+{number}"
            made = button(words, "nav", name=f"nav.{place}", icon=_ICONS.get(place, place), tip=f"{words} ({keys})")
            made.setCheckable(True)
            made.setShortcut(QKeySequence(keys))
            made.clicked.connect(lambda _=False, p=place: self.chosen.emit(p))
            self._group.addButton(made)
            self.buttons[place] = made
            rows.addWidget(made)
        rows.addStretch(1)
        self.palette_button = button(self.tr("Go to…"), "nav", name="nav.palette", icon="next",
                                     tip=self.tr("Do something or go somewhere by its name (Ctrl+K)"))  # fmt: skip
        self.palette_button.clicked.connect(self.by_name.emit)
        rows.addWidget(self.palette_button)
        self.lock_button = button(self.tr("Lock"), "nav", name="nav.lock", icon="lock", tip=self.tr("Lock (Ctrl+L)"))
        self.lock_button.clicked.connect(self.lock.emit)
        rows.addWidget(self.lock_button)

    def fold(self, folded: bool) -> None:
        """Show the signs alone where the window is narrow; their names are in the tooltips."""
        self.setFixedWidth(theme.px(64 if folded else 184))
        self._name.setVisible(not folded)
        self._sign.setVisible(not folded or self.height() >= theme.px(LOW))  # the buttons need all the height there
        for each in (*self.buttons.values(), self.palette_button, self.lock_button):
            keys = each.shortcut()
            each.setText("" if folded else each.accessibleName())
            each.setShortcut(keys)  # setText takes it away
            icons.fit(each)

    def mark(self, place: str) -> None:
        """Show where we are; an unknown place marks none."""
        self._group.setExclusive(False)
        for name, each in self.buttons.items():
            each.setChecked(name == place)
        self._group.setExclusive(True)
