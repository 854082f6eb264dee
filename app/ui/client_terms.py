"""Names and medications that come up with a client, and how notes call the client: a small dialog, opened where the
client is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.domain.session import Client
from app.ui import theme
from app.ui.context import Page
from app.ui.widgets import column, label, row
from app.ui.workspace.dialogs import Form


class TermsDialog(Form):
    """One term a line, and for a `client` who is there already how notes call them.

    `kept` carries the terms that are to be stored; also when a lock puts the dialog away.
    """

    kept = Signal(str)
    enter_submits = False

    def __init__(self, parent: Page, who: str, text: str, client: Client | None = None) -> None:
        super().__init__(
            parent, "terms", self.tr("Names and medications"),
            self.tr("What comes up in the sessions with {who}, one a line: people, places, medications. The speech "
                    "model expects them, and spells them so. They are kept in the vault with this client.").replace(
                "{who}", who or self.tr("this client")
            ),
            self.tr("&Keep"),
        )  # fmt: skip
        self._before = text
        self.words = QPlainTextEdit()
        self.words.setObjectName("terms.words")
        self.words.setAccessibleName(self.tr("Names and medications, one a line"))
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(theme.px(160))
        self.words.setPlainText(text)
        self.rows.addWidget(self.words)
        self.called, self.pronouns = QLineEdit(), QLineEdit()
        self._written = (client.called, client.pronouns) if client is not None else ("", "")
        if client is not None:
            self._add_writing(client)
        self.setTabOrder(self.words, self.called if client is not None else self.ok)
        self.submitted.connect(self._keep)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_writing(self, client: Client) -> None:
        self.rows.addSpacing(theme.space(1))
        pair = row(gap=4)
        for words_, field, name, value, example in (
            (self.tr("Notes call the client"), self.called, "terms.called", client.called,
             self.tr("as set for all clients")),
            (self.tr("Pronouns"), self.pronouns, "terms.pronouns", client.pronouns,
             self.tr("such as she/her")),
        ):  # fmt: skip
            field.setText(value)
            field.setObjectName(name)
            field.setAccessibleName(words_)
            field.setPlaceholderText(example)
            field.setMaxLength(40)
            rows = column(gap=1.5)
            rows.addWidget(label(words_, "strong"))
            rows.addWidget(field)
            pair.addLayout(rows, 1)
        self.rows.addLayout(pair)
        self.setTabOrder(self.called, self.pronouns)
        self.setTabOrder(self.pronouns, self.ok)

    @property
    def writing(self) -> tuple[str, str] | None:
        """What notes call the client, and the pronouns, where that was changed; else None."""
        typed = (self.called.text().strip(), self.pronouns.text().strip())
        return None if typed == self._written else typed

    @property
    def text(self) -> str:
        """The terms, one a line, without empty lines."""
        return "\n".join(line.strip() for line in self.words.toPlainText().splitlines() if line.strip())

    @property
    def away(self) -> bool:
        """Whether it was put away: what comes then is shown elsewhere, it may be gone."""
        return self._left

    def put_away(self) -> None:
        """A lock, or another page: what was typed is kept."""
        if not self._waiting and (self.text != self._before or self.writing is not None):
            self.kept.emit(self.text)
        super().put_away()

    def _keep(self) -> None:
        self.wait()
        self.kept.emit(self.text)


def edit(page: Page, client: Client, stored: Callable[[Client], None]) -> None:
    """Let terms, name in notes and pronouns of a client be changed; `stored` hears the client as it is then, while the
    page is there."""
    dialog = TermsDialog(page, client.label, client.terms, client)
    records, writing, asked = page.services.records, page.services.writing, page.generation

    def done(changed: Client) -> None:
        if asked == page.generation:
            if not dialog.away:
                dialog.wait(False)
                dialog.accept()
            stored(changed)

    def failed(error: Exception) -> None:
        if asked == page.generation and not dialog.away:
            dialog.fail(error)
        else:
            page.ops.fail(page, error)

    def keep(text: str) -> None:
        said = dialog.writing

        def store() -> Client:
            if said is not None:
                writing.set_client(client.id, *said)
            return records.set_client_terms(client.id, text)

        page.ops.run(page, store, done, failed)

    dialog.kept.connect(keep)
    dialog.open()


def write(page: Page, who: str, text: str, kept: Callable[[str], None]) -> None:
    """The same for a client who is not there yet: `kept` hears the text, and stores it with the client."""
    dialog = TermsDialog(page, who, text)

    def keep(words: str) -> None:
        kept(words)
        dialog.wait(False)
        dialog.accept()

    dialog.kept.connect(keep)
    dialog.open()
