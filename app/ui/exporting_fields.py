"""The small window that stays on top and puts one field of a note after the other on the clipboard.

It shows names and lengths, never the text: it lies over another program's window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFrame, QListWidget, QListWidgetItem

from app.ui import clipboard, theme
from app.ui.widgets import Banner, button, column, label, row

if TYPE_CHECKING:
    from app.services.export.profiles import FieldText, Profile
    from app.ui.context import Page

_COPIED = "✓ "


class FieldsWindow(QDialog):
    """The fields of one note in the order of a practice program. Space or Enter copies the next; Escape closes."""

    def __init__(self, page: Page, session_id: str, member: str, profiles: list[Profile], chosen: str) -> None:
        super().__init__(page, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._page = page
        self._services = page.services
        self._session_id, self._member = session_id, member
        self._fields: list[FieldText] = []
        self._told = False  # whether the audit trail knows that fields are copied
        self.setObjectName("fields")
        self.setWindowTitle(self.tr("Field by field"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.px(360))
        self.resize(theme.px(360), theme.px(500))  # with room for what is said after a copy
        outer = column(self, gap=2, margins=(4, 4, 4, 4))
        self.profile = QComboBox()
        self.profile.setObjectName("fields.profile")
        self.profile.setAccessibleName(self.tr("Practice program"))
        for each in profiles:
            self.profile.addItem(each.title, each.id)
        place = self.profile.findData(chosen)
        self.profile.setCurrentIndex(place if place >= 0 else self.profile.count() - 1)  # the generic one is the last
        self._about = {each.id: each.about for each in profiles}
        outer.addWidget(self.profile)
        self.about = label("", "caption", tone="muted", wrap=True, name="fields.about")
        outer.addWidget(self.about)
        self.list = QListWidget()
        self.list.setObjectName("fields.list")
        self.list.setProperty("topics", True)
        self.list.setAccessibleName(self.tr("Fields of the note"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMinimumHeight(theme.px(170))
        outer.addWidget(self.list, 1)
        self.banner = Banner("fields.banner")
        outer.addWidget(self.banner)
        self.copy = button(self.tr("Copy the next field"), "primary", name="fields.copy")
        self.copy.clicked.connect(self._copy)
        self.close_it = button(self.tr("Close"), "quiet", name="fields.close")
        self.close_it.clicked.connect(self.reject)
        across = row(gap=2)
        across.addWidget(self.copy, 1)
        across.addWidget(self.close_it)
        outer.addLayout(across)
        outer.addWidget(label(
            self.tr("Closing this window empties the clipboard; it is emptied after a minute in any case."),
            "caption", tone="muted", wrap=True,
        ))  # fmt: skip
        self.profile.currentIndexChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self._copy())
        self.list.currentRowChanged.connect(self._name_button)
        self.copy.setEnabled(False)
        self._fetch()

    # ---- fields --------------------------------------------------------------------------------

    def _choose(self) -> None:
        chosen = str(self.profile.currentData())
        self._page.ask(lambda: self._services.preferences.set("practice_program", chosen), lambda _: None)
        self._fetch()

    def _fetch(self) -> None:
        chosen, services = str(self.profile.currentData()), self._services
        session_id, member = self._session_id, self._member
        self.about.setText(self._about.get(chosen, ""))
        self._page.ask(lambda: services.exports.fields(session_id, chosen, member), self._show, self._failed)

    def _show(self, fields: list[FieldText]) -> None:
        self._fields = fields
        self.list.clear()
        for each in fields:
            length = self.tr("{n} characters").replace("{n}", str(len(each.text))) if each.text else self.tr("empty")
            item = QListWidgetItem(f"{each.name}  ·  {length}")
            if not each.text:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.banner.hide()
        self._go_to(self._next(-1))
        self.copy.setFocus()

    def _failed(self, error: Exception) -> None:
        self._fields = []
        self.list.clear()
        self.copy.setEnabled(False)
        self._page.ops.fail(self._page, error)

    def _next(self, place: int) -> int:
        """The place of the next field with a text after `place`, -1 if there is none."""
        return next((n for n, each in enumerate(self._fields) if n > place and each.text), -1)

    def _go_to(self, place: int) -> None:
        self.list.setCurrentRow(place)
        self._name_button(place)

    def _name_button(self, place: int) -> None:
        there = 0 <= place < len(self._fields) and bool(self._fields[place].text)
        self.copy.setEnabled(there)
        text = self.tr("Copy “{name}”").replace("{name}", self._fields[place].name) if there else self.tr("Copy")
        self.copy.setText(self.copy.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, theme.px(220)))
        self.copy.setAccessibleName(text)

    def _copy(self) -> None:
        place = self.list.currentRow()
        if not 0 <= place < len(self._fields) or not self._fields[place].text:
            return
        field = self._fields[place]
        QApplication.clipboard().setText(field.text)
        item = self.list.item(place)
        if not item.text().startswith(_COPIED):
            item.setText(_COPIED + item.text())
        if not self._told:
            self._told = True
            self._page.ask(lambda: self._services.exports.copied(self._session_id), lambda _: None)
        following = self._next(place)
        if following < 0:
            self.banner.say(self.tr("“{name}” is copied. It is the last one.").replace("{name}", field.name), "success")
            return
        self.banner.say(
            self.tr("“{name}” is copied. Paste it, then come back.").replace("{name}", field.name), "success"
        )
        self._go_to(following)

    # ---- leaving -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter copies wherever the focus is, but on the button that closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.close_it if self.close_it.hasFocus() else self.copy).click()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Closed, by whom ever: what was copied here goes with the window."""
        if self._told:
            clipboard.take_back(QApplication.clipboard())
        self._fields = []
        self.list.clear()
        super().done(result)
