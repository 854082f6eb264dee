"""The dialogs that ask before something is deleted: what goes, what stays, and what can still be elsewhere.

No button is the usual one: Enter deletes nothing unless the button that deletes has the focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import theme, words
from app.ui.widgets import label
from app.ui.workspace.dialogs import Form

if TYPE_CHECKING:
    from app.services.deletion import ClientHoldings, Holdings


class DeleteForm(Form):
    """A question with paragraphs, and, where it is asked for, a field in which the client's code is typed."""

    enter_submits = False

    def __init__(
        self, parent: QWidget, name: str, title: str, parts: Sequence[tuple[str, str]], action: str, code: str = ""
    ) -> None:
        """`parts`: (heading, text) pairs; `code`: what must be typed, "" where nothing is asked for."""
        super().__init__(parent, name, title, "", action)
        self.setMinimumWidth(theme.px(560))
        self.ok.setProperty("kind", "danger")
        for number, (heading, text) in enumerate(parts):
            if heading:
                self.rows.addWidget(label(heading, "strong", wrap=True))
            said = label(text, tone="muted", wrap=True, name=f"{name}.part{number}")
            said.setFixedWidth(theme.px(560) - theme.space(14))
            said.ensurePolished()
            said.setMinimumHeight(said.heightForWidth(said.width()))
            self.rows.addWidget(said)
            self.rows.addSpacing(theme.space(1))
        self._code = code.strip().casefold()
        self.code: QLineEdit | None = None
        if code:
            asked = self.tr("To go on, type the client’s code: {code}").replace("{code}", code)
            self.code = self.field(asked, f"{name}.code")
            self.code.textChanged.connect(self._refresh)
            self._refresh()
        self.cancel.setFocus()

    @property
    def typed(self) -> str:
        """The code as typed."""
        return self.code.text() if self.code is not None else ""

    def wait(self, waiting: bool = True) -> None:
        """Deleting takes a moment: say so."""
        super().wait(waiting)
        if waiting:
            self.banner.say(self.tr("Deleting, and looking whether anything is left…"), "info")
        else:
            self.banner.hide()
            self._refresh()

    def _refresh(self) -> None:
        if self.code is not None:
            self.ok.setEnabled(self.typed.strip().casefold() == self._code)


class Asking(QObject):
    """Makes the dialogs."""

    def recording(self, parent: QWidget, held: Holdings) -> DeleteForm:
        """Destroy the recording."""
        kept = [self.tr("the transcript")] if held.transcript else []
        kept += [self.tr("the note")] if held.note else []
        if kept:
            kept.append(self.tr("the session"))
            stays = self.tr("{parts} stay. You can no longer listen to what was said.").replace(
                "{parts}", _joined(kept, self.tr(" and ")).capitalize()
            )
        else:
            stays = self.tr(
                "The session and the consent stay. Nothing has been written down from this recording yet: "
                "its words are lost with it."
            )
        return DeleteForm(
            parent, "destroy", self.tr("Destroy the recording"),
            [
                ("", self.tr("Its key is overwritten, then the sound is deleted. After that nobody can listen to it, "
                             "not you and not Sotto.")),
                (self.tr("What stays"), stays),
                (self.tr("What can still hold it"), self._elsewhere(held)),
            ],
            self.tr("&Destroy the recording"),
        )  # fmt: skip

    def _elsewhere(self, held: Holdings) -> str:
        """Copies that Sotto cannot reach."""
        if held.sound_in_backup is not None:
            first = self.tr(
                "Your backup with recordings of {date} can hold it, and older ones: delete them if they must not. "
            ).replace("{date}", words.moment_words(held.sound_in_backup))
        else:
            first = self.tr("No backup with recordings was made since this session. ")
        return first + self.tr(
            "A copy of the whole disk made earlier, by the system or by a backup program, can hold the encrypted "
            "sound together with its key, behind your passphrase. Sotto cannot reach such copies."
        )

    def session(self, parent: QWidget, held: Holdings) -> DeleteForm:
        """Delete a session."""
        there = [
            words_ for present, words_ in (
                (held.recording, self.tr("the recording")),
                (held.transcript, self.tr("the transcript")),
                (held.note, self.tr("the note with all its versions")),
            ) if present
        ]  # fmt: skip
        there.append(self.tr("the consent"))
        goes = self.tr("{parts} of {client}, {date}, are deleted for good.")
        goes = goes.replace("{parts}", _joined(there, self.tr(" and ")).capitalize())
        goes = goes.replace("{client}", held.client.label).replace(
            "{date}", words.moment_words(held.session.started_at)
        )
        parts = [("", goes), (self.tr("What stays"), self._trail())]
        if held.signed:
            parts.append((self.tr("This note is signed"), self._duty()))
        parts.append((self.tr("What can still hold it"), self._backups()))
        return DeleteForm(
            parent, "deleteSession", self.tr("Delete the session"), parts, self.tr("&Delete the session"),
            held.client.code if held.signed else "",
        )  # fmt: skip

    def client(self, parent: QWidget, held: Holdings | ClientHoldings) -> DeleteForm:
        """Delete a client."""
        count = held.sessions_of_client
        many = self.tr("1 session") if count == 1 else self.tr("{n} sessions").replace("{n}", str(count))
        goes = self.tr("{client} and {many} are deleted for good: recordings, transcripts, notes and consents.")
        parts = [("", goes.replace("{client}", held.client.label).replace("{many}", many))]
        parts.append((self.tr("What stays"), self._trail()))
        if held.client_signed:
            parts.append((self.tr("There are signed notes"), self._duty()))
        parts.append((self.tr("What can still hold it"), self._backups()))
        return DeleteForm(parent, "deleteClient", self.tr("Delete the client"), parts,
                          self.tr("&Delete the client"), held.client.code)  # fmt: skip

    def transcript(self, parent: QWidget, held: Holdings) -> DeleteForm:
        """Delete a transcript."""
        stays = self.tr("The signed note stays, and with it the words that it quotes as evidence.") if held.note else ""
        if held.recording:
            stays += self.tr(" The recording stays, so that a transcript can be made again.")
        parts = [
            ("", self.tr("Every version of the transcript is deleted for good, your corrections included.")),
            (self.tr("What stays"), stays.strip() or self.tr("The session and the consent.")),
            (self.tr("What can still hold it"), self._backups()),
        ]
        return DeleteForm(parent, "deleteTranscript", self.tr("Delete the transcript"), parts,
                          self.tr("&Delete the transcript"))  # fmt: skip

    def _trail(self) -> str:
        return self.tr("The audit trail keeps that something was deleted, and when. It holds none of its content.")

    def _backups(self) -> str:
        return self.tr(
            "Backups made earlier, and copies of the whole disk, hold it until you delete them or they are replaced."
        )

    def _duty(self) -> str:
        return self.tr(
            "The law where you work may ask you to keep signed notes for some years. "
            "Whether they may be deleted now is yours to know."
        )


def _joined(parts: Sequence[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + last + parts[-1]
