"""The workspace's dialogs: sign, addendum, draft again, names of the speakers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from shiboken6 import isValid

from app.domain.errors import UnhandledSentences
from app.domain.note import NoteTemplate
from app.domain.transcript import Role, Speaker
from app.ui import error_view, theme, words
from app.ui.format_choice import FormatChoice
from app.ui.widgets import Banner, button, column, label, row

if TYPE_CHECKING:
    from app.notes.templates import Overlay


class Form(QDialog):
    """A dialog with a heading, fields, an error banner and two buttons; closes when the caller says so.

    Enter presses the button that has the focus; in a field it submits, unless `enter_submits` is off.
    """

    submitted = Signal()
    enter_submits = True

    def __init__(self, parent: QWidget, name: str, title: str, text: str, action: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(480))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._waiting = False
        self._left = False
        self._keys: QWidget | None = None  # what had the keys when the services were asked
        outer = column(self, gap=3, margins=(7, 6, 7, 6))
        outer.addWidget(label(title, "title", wrap=True))
        if text:
            outer.addWidget(label(text, tone="muted", wrap=True))
        outer.addSpacing(theme.space(1))
        self.rows = column(gap=2)
        outer.addLayout(self.rows)
        self.banner = Banner(f"{name}.error")
        outer.addWidget(self.banner)
        outer.addSpacing(theme.space(2))
        buttons = row(gap=3)
        self.cancel = button(self.tr("&Cancel"), "quiet", name=f"{name}.cancel")
        self.ok = button(action, "primary", name=f"{name}.ok")
        self.cancel.clicked.connect(self.give_up)
        self.ok.clicked.connect(self.submitted)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        outer.addLayout(buttons)

    def field(self, words_: str, name: str, value: str = "") -> QLineEdit:
        """A labelled line."""
        self.rows.addWidget(label(words_, "strong"))
        made = QLineEdit(value)
        made.setObjectName(name)
        made.setAccessibleName(words_)
        self.rows.addWidget(made)
        self.rows.addSpacing(theme.space(1))
        return made

    def event(self, event: QEvent) -> bool:
        """Qt takes no account of wrapped lines where a small screen makes it save height: what there is has its room,
        also once a banner has come."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            whole = self.layout()
            if whole is not None:
                self.setMinimumHeight(whole.minimumHeightForWidth(max(self.width(), self.minimumWidth())))
        return super().event(event)

    def wait(self, waiting: bool = True) -> None:
        """While the services work, nothing can be pressed and the dialog stays; the keys come back afterwards."""
        if waiting and not self._waiting:
            self._keys = self.focusWidget()
        self._waiting = waiting
        self.ok.setEnabled(not waiting)
        self.cancel.setEnabled(not waiting)
        keys = self._keys
        if not waiting and keys is not None and isValid(keys) and keys.isEnabled():
            keys.setFocus()

    def give_up(self) -> None:
        """The clinician does not want it: Cancel, Escape, or the window's own close button."""
        self.reject()

    def reject(self) -> None:
        """Close without doing it; not while the services do it."""
        if not self._waiting or self._left:
            super().reject()

    def put_away(self) -> None:
        """The page is left: close in any case. What was asked of the services still comes to its end."""
        self._left = True
        self.reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button means Cancel."""
        if self.isVisible():
            event.ignore()
            self.give_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button presses that button and no other."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            elif self.enter_submits:
                self.ok.click()
        else:
            super().keyPressEvent(event)

    def fail(self, error: Exception) -> None:
        """Show why it was refused."""
        self.wait(False)
        error_view.say(self.banner, error)


class SignDialog(Form):
    """Name, credentials and the meaning of the signature; refuses while sentences are unhandled."""

    enter_submits = False  # a signature cannot be taken back

    def __init__(
        self,
        parent: QWidget,
        name: str,
        credentials: str,
        sentences: int,
        to_review: int,
        show_me: Callable[[], None],
        recording: str = "",
        own: int = 0,
    ) -> None:
        """`recording`: what becomes of the recording, "" where there is none; `own`: how many sentences stand on the
        clinician's own word."""
        super().__init__(
            parent,
            "sign",
            parent.tr("Sign the note"),
            parent.tr("A signed note is locked. Later changes are added as dated addenda."),
            parent.tr("&Sign"),
        )
        self._to_review = to_review
        self._show_me = show_me
        self.name = self.field(self.tr("Name"), "sign.name", name)
        self.credentials = self.field(self.tr("Credentials"), "sign.credentials", credentials)
        self.meaning = self.field(
            self.tr("What the signature means"),
            "sign.meaning",
            self.tr("I have reviewed this note and it is my record of the session."),
        )
        self.meaning.setCursorPosition(0)
        counted = self.tr("1 sentence") if sentences == 1 else self.tr("{n} sentences").replace("{n}", str(sentences))
        self.rows.addWidget(label(counted, tone="muted", name="sign.count"))
        if own:
            said = (
                self.tr("1 of them is your own observation: the session does not hold it.")
                if own == 1
                else self.tr("{n} of them are your own observations: the session does not hold them.")
            )
            self.rows.addWidget(label(said.replace("{n}", str(own)), tone="muted", wrap=True, name="sign.own"))
        if recording:
            self.rows.addWidget(label(recording, tone="muted", wrap=True, name="sign.recording"))
        self.name.textChanged.connect(self._refresh)
        if to_review:
            some = (
                self.tr("1 sentence needs your decision.")
                if to_review == 1
                else self.tr("{n} sentences need your decision.").replace("{n}", str(to_review))
            )
            what = self.tr("For each: keep it as your own observation, edit it, replace it by the quotation, or delete "
                           "it.")  # fmt: skip
            self._warn(f"{some} {what}")
        self._refresh()
        (self.ok if self.ok.isEnabled() else self.name).setFocus()

    def wait(self, waiting: bool = True) -> None:
        """As for any dialog; the last look at the note may take a moment, and the clinician sees what is done."""
        super().wait(waiting)
        if waiting:
            self.banner.say(self.tr("Looking at the note once more…"), "info")

    def fail(self, error: Exception) -> None:
        """Show why it was refused. Where sentences have to be decided on first, it shows them, and signs no more: what
        it was opened for is no longer the note."""
        super().fail(error)
        if isinstance(error, UnhandledSentences):
            self._to_review = max(1, self._to_review)
            self._refresh()
            self._warn(error_view.describe(error).but(lost="").whole())

    def _warn(self, said: str) -> None:
        def show() -> None:
            self.reject()
            self._show_me()

        self.banner.say(said, "warning", action=self.tr("Show me"), act=show)

    def _refresh(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()) and bool(self.meaning.text().strip()) and not self._to_review)


class AddendumDialog(Form):
    """A dated entry added to a signed note. A text that was not added is handed to `left`, "" to drop it."""

    left = Signal(str)
    enter_submits = False

    def __init__(self, parent: QWidget, name: str, credentials: str, unsent: str = "") -> None:
        super().__init__(
            parent,
            "addendum",
            parent.tr("Add an addendum"),
            parent.tr("It is added with today’s date and your name. The signed note stays as it is."),
            parent.tr("&Add"),
        )
        self.rows.addWidget(label(self.tr("Addendum"), "strong"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("addendum.text")
        self.text.setAccessibleName(self.tr("Addendum"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.px(120))
        self.text.setPlainText(unsent)
        self.text.textChanged.connect(self._changed)
        self.rows.addWidget(self.text)
        self.name = self.field(self.tr("Name"), "addendum.name", name)
        self.credentials = self.field(self.tr("Credentials"), "addendum.credentials", credentials)
        self.name.textChanged.connect(self._refresh)
        self._asked = False
        self._sent = False
        if unsent:
            self.banner.say(self.tr("You wrote this earlier. It is not added to the note yet."), "info")
        self._refresh()

    def accept(self) -> None:
        """The text is in the vault as an addendum."""
        self._sent = True
        super().accept()

    def give_up(self) -> None:
        """Ask once before a text is dropped."""
        if self._waiting:
            return
        if self.text.toPlainText().strip() and not self._asked:
            self._asked = True
            self.banner.say(self.tr("This text is not added yet. Cancel once more to drop it."), "warning")
            return
        self.text.clear()
        self.reject()

    def done(self, result: int) -> None:
        """Closed, by whom ever: what was not added is kept. While it is being added, that sees to it."""
        if not self._sent and not self._waiting:
            self.left.emit(self.text.toPlainText().strip())
        super().done(result)

    def _changed(self) -> None:
        if self._asked:
            self._asked = False
            self.banner.hide()
        self._refresh()

    def _refresh(self) -> None:
        self.ok.setEnabled(bool(self.text.toPlainText().strip()) and bool(self.name.text().strip()))


class FormatDialog(Form):
    """In which format to draft."""

    def __init__(
        self, parent: QWidget, templates: list[NoteTemplate], overlays: list[Overlay], chosen: str, *, again: bool
    ) -> None:
        super().__init__(
            parent,
            "draftAgain",
            parent.tr("Draft again") if again else parent.tr("Draft the note"),
            parent.tr(
                "A new draft takes the place of the note as it is now, your changes included. The note as it is now "
                "stays in the vault as an older version; the menu with the three dots shows it."
            )
            if again
            else "",
            parent.tr("&Draft"),
        )
        self.rows.addWidget(label(self.tr("Note format"), "strong"))
        self.format = FormatChoice("draftAgain.format")
        self.format.fill(templates, overlays, chosen)
        self.rows.addWidget(self.format)
        self.about = label(self.format.about, tone="muted", wrap=True, name="draftAgain.about")
        self.format.changed.connect(lambda _: self.about.setText(self.format.about))
        self.rows.addWidget(self.about)

    @property
    def chosen(self) -> str:
        """The id of the format."""
        return self.format.value


class SpeakersDialog(Form):
    """Names and roles of the speakers. What was chosen and not saved when a lock came is handed to `left`, else ""."""

    left = Signal(str)

    def __init__(self, parent: QWidget, speakers: tuple[Speaker, ...], unsent: str = "") -> None:
        super().__init__(
            parent,
            "speakers",
            parent.tr("Who is who"),
            parent.tr("A name is optional and stays in the vault."),
            parent.tr("&Save"),
        )
        self._speakers = speakers
        self.names: dict[str, QLineEdit] = {}
        self.roles: dict[str, QComboBox] = {}
        for each in speakers:
            line_up = row(gap=3)
            role = QComboBox()
            role.setObjectName(f"speakers.{each.label}.role")
            role.setAccessibleName(self.tr("Role of {who}").replace("{who}", each.label))
            for kind in Role:
                role.addItem(words.role_words(kind, self.tr("Other")), kind.value)
            role.setCurrentIndex(role.findData(each.role.value))
            name = QLineEdit(each.name)
            name.setObjectName(f"speakers.{each.label}.name")
            name.setAccessibleName(self.tr("Name of {who}").replace("{who}", each.label))
            name.setPlaceholderText(self.tr("Name (optional)"))
            voice = label(each.label, "strong")
            voice.setMinimumWidth(theme.px(36))
            line_up.addWidget(voice)
            line_up.addWidget(role, 1)
            line_up.addWidget(name, 2)
            self.rows.addLayout(line_up)
            self.names[each.label], self.roles[each.label] = name, role
        if unsent:
            self._choose(json.loads(unsent))

    def _choose(self, found: dict[str, dict[str, str]]) -> None:
        for label_, name in found["names"].items():
            if label_ in self.names:
                self.names[label_].setText(name)
        for label_, role in found["roles"].items():
            if label_ in self.roles:
                self.roles[label_].setCurrentIndex(self.roles[label_].findData(role))
        self.banner.say(self.tr("You had typed this when Sotto locked. It is not saved yet."), "info")

    def done(self, result: int) -> None:
        """Closed. What the clinician did not decide on is kept; while it is being saved, that sees to it."""
        names, roles = self.changed_names(), self.changed_roles()
        if self._left and not self._waiting:
            self.left.emit(json.dumps({"names": names, "roles": roles}) if names or roles else "")
        elif not self._left:
            self.left.emit("")
        super().done(result)

    def changed_names(self) -> dict[str, str]:
        """New names by label, only those that changed."""
        return {s.label: t for s in self._speakers if (t := self.names[s.label].text().strip()) != s.name}

    def changed_roles(self) -> dict[str, Role]:
        """New roles by label, only those that changed."""
        return {s.label: r for s in self._speakers if (r := Role(self.roles[s.label].currentData())) is not s.role}
