"""New session: who, what kind, consent, and how: record, import, or write without a recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QWidget

from app.domain.errors import LittleRoomForRecording
from app.domain.session import Client, Session, SessionType
from app.ui import files, theme, words
from app.ui.context import Context, Page, WorkPlan
from app.ui.error_view import describe
from app.ui.pages.frame import heading, scrolled
from app.ui.pages.new_session_parts import Who, WritingCard, way
from app.ui.resources import consent_wording
from app.ui.widgets import Banner, Card, Foldable, Prose, Segmented, button, caption, column, label, row, spin_box

if TYPE_CHECKING:
    from app.domain.note import NoteTemplate

SOUND_KINDS = "*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.mp4"


NEW = "newSession"
"""Under which name words are kept that belong to no client yet."""


@dataclass(frozen=True, slots=True)
class _Choices:
    clients: list[Client]
    templates: list[NoteTemplate]
    template: str
    microphone: str
    session: Session | None
    unsent: str


class NewSessionPage(Page):
    """One screen, by keyboard in ten seconds for a known client."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "newSession")
        self._session_id = ""
        # Both grow in the thread of the vault, so that what comes later there knows what came before.
        self._made: list[str] = []  # the session, once there is one
        self._kept: list[str] = [""]  # the words as last stored
        self._clients: list[Client] = []
        self._unsaved = False
        self._microphone = ""
        area, rows = scrolled("newSession.scroll", 960)
        self.outer.addWidget(area)
        head, buttons = heading(self.tr("New session"), name="newSession.title")
        cancel = button(self.tr("&Cancel"), "quiet", name="newSession.cancel")
        cancel.clicked.connect(lambda _=False: self.router.show_sessions())
        buttons.addWidget(cancel)
        rows.addWidget(head)
        self.banner = Banner("newSession.error")
        rows.addWidget(self.banner)
        across = Foldable(760)
        across.line.addWidget(self._who_card(), 11)
        across.line.addWidget(self._consent_card(), 9)
        rows.addWidget(across)
        self.ways = self._ways()
        rows.addWidget(self.ways)
        self.writing = WritingCard(self.tr("What happened in the session"))
        self.summary, self.draft = self.writing.words, self.writing.draft
        self.summary.textChanged.connect(self._refresh)
        self.writing.back.clicked.connect(lambda: self._turn(writing=False))
        self.draft.clicked.connect(self._draft)
        rows.addWidget(self.writing)
        rows.addStretch(1)

    # ---- parts ---------------------------------------------------------------------------------

    def _who_card(self) -> Card:
        card = Card(self.tr("Session"), gap=2)
        card.rows.addSpacing(theme.space(1))
        card.rows.addWidget(label(self.tr("Client"), "strong"))
        self.client = QComboBox()
        self.client.setObjectName("newSession.client")
        self.client.setAccessibleName(self.tr("Client: code or name"))
        self.client.setEditable(True)
        self.client.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.client.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = self.client.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        field = self.client.lineEdit()
        assert field is not None
        field.setPlaceholderText(self.tr("Type a code, or pick a client"))
        field.setObjectName("newSession.clientField")
        self.client.editTextChanged.connect(self._client_changed)
        card.rows.addWidget(self.client)
        self.hint = label(" ", "caption", tone="muted", wrap=True, name="newSession.clientHint")
        card.rows.addWidget(self.hint)
        self.name = QLineEdit()
        self.name.setObjectName("newSession.clientName")
        self.name.setAccessibleName(self.tr("Name of the new client, optional"))
        self.name.setPlaceholderText(self.tr("Name (optional; stored in the vault only)"))
        card.rows.addWidget(self.name)
        card.rows.addSpacing(theme.space(2))
        card.rows.addWidget(label(self.tr("Kind of session"), "strong"))
        self.kind = Segmented("newSession.type", [(t.value, words.type_words(t)) for t in SessionType])
        self.kind.chosen.connect(self._kind_chosen)
        card.rows.addWidget(self.kind)
        card.rows.addSpacing(theme.space(2))
        pair = row(gap=4)
        left, right = column(gap=2), column(gap=2)
        left.addWidget(label(self.tr("People in the room"), "strong"))
        self.people = spin_box("newSession.people", self.tr("People in the room, you included"))
        self.people.setToolTip(self.tr("You included"))
        self.people.setRange(1, 12)
        left.addWidget(self.people)
        right.addWidget(label(self.tr("Note format"), "strong"))
        self.template = QComboBox()
        self.template.setObjectName("newSession.template")
        self.template.setAccessibleName(self.tr("Note format"))
        right.addWidget(self.template)
        pair.addLayout(left, 1)
        pair.addLayout(right, 1)
        card.rows.addLayout(pair)
        card.rows.addStretch(1)
        return card

    def _consent_card(self) -> Card:
        card = Card(self.tr("Consent to recording"), gap=3)
        self.wording = consent_wording()
        text = Prose(self.wording, name="newSession.wording")
        card.rows.addWidget(text)
        card.rows.addStretch(1)
        self.consent = QCheckBox()
        caption(self.consent, self.tr("The client has a&greed"))
        self.consent.setObjectName("newSession.consent")
        self.consent.setAccessibleName(self.tr("The client has agreed to the recording"))
        self.consent.setAccessibleDescription(self.wording)
        self.consent.toggled.connect(self._refresh)
        card.rows.addWidget(self.consent)
        card.rows.addWidget(
            label(self.tr("Stored with the time and this wording. Needed to record or import."), "caption",
                  tone="muted", wrap=True)
        )  # fmt: skip
        return card

    def _ways(self) -> QWidget:
        holder = Foldable(760)
        across = holder.line
        self.record = button(self.tr("&Record"), "primary", name="newSession.record", size="large")
        self.import_ = button(self.tr("&Import…"), name="newSession.import", size="large")
        self.write = button(self.tr("&Write…"), name="newSession.write", size="large")
        self.record.clicked.connect(lambda _=False: self._record())
        self.import_.clicked.connect(self._import)
        self.write.clicked.connect(self._show_writing)
        self.microphone = label("", tone="muted", wrap=True, name="newSession.microphoneName")
        for icon, title, text, action in (
            ("microphone", self.tr("Record now"), self.microphone, self.record),
            ("import", self.tr("Import a sound file"), self.tr("WAV, FLAC, MP3, M4A or OGG"), self.import_),
            ("write", self.tr("Without a recording"), self.tr("Write or paste what happened"), self.write),
        ):
            across.addWidget(way(icon, title, text, action), 1)
        return holder

    # ---- showing -------------------------------------------------------------------------------

    def prepare(self, session_id: str) -> None:
        """Before `enter`: go on with a session of which nothing is recorded yet, "" for a new one."""
        self._session_id = session_id

    def enter(self) -> None:
        """Fetch clients, formats and the microphone's name."""
        self.setEnabled(True)
        self._made = [self._session_id] if self._session_id else []
        self.banner.hide()
        self.consent.setChecked(False)
        self.kind.choose(SessionType.INDIVIDUAL.value)
        self.people.setValue(2)
        self._turn(writing=False)
        session_id = self._session_id
        self.ask(lambda: self._fetch(session_id), self._fill)
        self.client.setFocus()

    def _fetch(self, session_id: str) -> _Choices:
        s = self.services
        microphone = str(s.preferences.get("microphone") or "")
        found = s.recording.microphones()
        chosen = next((m for m in found if m.id == microphone), None) or next((m for m in found if m.default), None)
        chosen = chosen or (found[0] if found else None)
        self._microphone = chosen.id if chosen else microphone
        return _Choices(
            s.records.clients(),
            s.notes.templates(),
            str(s.preferences.get("template") or ""),
            chosen.name if chosen else "",
            s.records.session(session_id) if session_id else None,
            "" if session_id else s.notes.unsent(NEW),
        )

    def _fill(self, found: _Choices) -> None:
        self._clients = found.clients
        self.client.clear()
        for each in found.clients:
            self.client.addItem(each.label, each.id)
        self.client.setCurrentIndex(-1)
        self.client.clearEditText()
        self.template.clear()
        for each_format in found.templates:
            self.template.addItem(each_format.title, each_format.id)
        session = found.session
        wanted = session.template_id if session else found.template
        self.template.setCurrentIndex(max(0, self.template.findData(wanted)))
        self.microphone.setText(found.microphone or self.tr("No microphone found: see Settings"))
        self._settle_who(session is not None)
        if session is not None:
            self.client.setCurrentIndex(self.client.findData(session.client_id))
            self.kind.choose(session.type.value)
            self.people.setValue(session.speakers)
        words_before = session.summary if session else found.unsent
        if words_before and not self.summary.toPlainText():
            self._kept.append(words_before.strip())
            self.summary.setPlainText(words_before)
            self._turn(writing=True)
            if session is None:
                self.banner.say(
                    self.tr("You wrote these words earlier, for no client yet. Use them here, or delete them."), "info"
                )
        self._client_changed()

    def _settle_who(self, settled: bool) -> None:
        """Once a session is made it stays with its client: another one is a session of its own."""
        for each_field in (self.client, self.name, self.kind, self.people):
            each_field.setEnabled(not settled)

    def flush(self, done: Callable[[], None]) -> None:
        """Store words that were typed: with a session where the client is known, else for later."""
        text, made, kept, who = self.writing.text, self._made, self._kept, self._who()
        records, notes = self.services.records, self.services.notes

        def store() -> None:
            if text == kept[-1]:
                return
            if made or (text and who.code):
                records.set_summary(self._session(who, made), text)
                notes.keep_unsent(NEW, "")
            else:
                notes.keep_unsent(NEW, text)
            kept.append(text)

        def stored(_: None) -> None:
            self._unsaved = False
            done()

        def not_with_session(error: Exception) -> None:
            # The code may be taken, for example. The words are kept all the same.
            self.ops.fail(self, error)
            self.ops.run(self, lambda: notes.keep_unsent(NEW, text), stored, failed)

        def failed(error: Exception) -> None:
            self._unsaved = True
            self.ops.fail(self, error)
            done()  # a window that cannot be locked would be worse

        if text or kept[-1]:
            self.ops.run(self, store, stored, not_with_session)
        else:
            done()

    @property
    def unsaved(self) -> bool:
        """See `Page`: what happened in the session."""
        return self._unsaved

    def leave(self) -> None:
        """Wipe names and words."""
        self._made, self._kept = [], [""]
        self._clients = []
        self._unsaved = False
        self.client.clear()
        self.client.clearEditText()
        self.name.clear()
        self.summary.clear()
        self._session_id = ""

    def _kind_chosen(self, value: str) -> None:
        self.people.setValue(SessionType(value).usual_speakers)

    def _known(self) -> Client | None:
        typed = self.client.currentText().strip().casefold()
        return next((c for c in self._clients if typed in (c.label.casefold(), c.code.casefold())), None)

    def _client_changed(self) -> None:
        typed, known = self.client.currentText().strip(), self._known()
        new = bool(typed) and known is None
        self.name.setVisible(new)
        if not typed:
            self.hint.setText(self.tr("A code is enough, for example initials or a number."))
        else:
            self.hint.setText(self.tr("New client: will be added.") if new else self.tr("Known client."))
        self._refresh()

    def _refresh(self) -> None:
        who = bool(self.client.currentText().strip())
        agreed = who and self.consent.isChecked()
        self.record.setEnabled(agreed)
        self.import_.setEnabled(agreed)
        self.write.setEnabled(who)
        self.draft.setEnabled(who and bool(self.writing.text))
        tip = "" if agreed else self.tr("First choose the client and confirm the consent.")
        self.record.setToolTip(tip)
        self.import_.setToolTip(tip)

    def _turn(self, *, writing: bool) -> None:
        self.ways.setVisible(not writing)
        self.writing.setVisible(writing)
        self._refresh()

    def _show_writing(self) -> None:
        self._turn(writing=True)
        self.summary.setFocus()

    # ---- doing ---------------------------------------------------------------------------------

    def _record(self, *, shorter: bool = False) -> None:
        microphone = self._microphone
        self._begin(
            lambda sid: self.services.recording.start(sid, microphone, shorter=shorter),
            self.router.show_recording,
            consent=True,
        )

    def _import(self) -> None:
        kinds = f"{self.tr('Sound files')} ({SOUND_KINDS})"
        path = files.ask_open(self, self.tr("Import a sound file"), kinds)
        if path is None:
            return
        chosen: Path = path
        template = str(self.template.currentData())
        self._begin(
            lambda sid: self.services.recording.import_file(sid, chosen),
            lambda sid: self.router.show_work(WorkPlan(sid, capture=True, template_id=template)),
            consent=True,
        )

    def _draft(self) -> None:
        text, template = self.writing.text, str(self.template.currentData())
        kept, notes = self._kept, self.services.notes

        def store(session_id: str) -> None:
            self.services.records.set_summary(session_id, text)
            notes.keep_unsent(NEW, "")
            kept.append(text)

        self._begin(
            store,
            lambda sid: self.router.show_work(WorkPlan(sid, transcribe=False, template_id=template)),
            consent=False,
        )

    def _begin(self, act: Callable[[str], object], then: Callable[[str], None], *, consent: bool) -> None:
        """Make client and session where they are not there yet, note the consent, then `act`."""
        records, wording, who, made = self.services.records, self.wording, self._who(), self._made

        def work() -> str:
            session_id = self._session(who, made)
            if consent:
                records.give_consent(session_id, wording)
            act(session_id)
            return session_id

        def failed(error: Exception) -> None:
            # The session may be there already: the next attempt goes on with it, for the same client.
            self._settle_who(bool(made))
            self.setEnabled(True)
            text = describe(error)
            if isinstance(error, LittleRoomForRecording):
                self.banner.say(f"{text.happened} {text.after()}", "warning", action=self.tr("Record all the same"),
                                act=lambda: self._record(shorter=True))  # fmt: skip
            else:
                self.banner.say(f"{text.happened} {text.after()}", "danger")

        def done(sid: str) -> None:
            self.setEnabled(True)
            then(sid)

        self.banner.hide()
        self.setEnabled(False)
        self.ask(work, done, failed)

    def _who(self) -> Who:
        return Who(
            self._known(),
            self.client.currentText().strip(),
            self.name.text().strip(),
            SessionType(self.kind.value or SessionType.INDIVIDUAL.value),
            self.people.value(),
            str(self.template.currentData() or ""),
        )

    def _session(self, who: Who, made: list[str]) -> str:
        """The session: the one that was made before, in the format now chosen, or a new one."""
        records = self.services.records
        if made:
            records.set_template(made[0], who.template)
        else:
            client = who.known or records.add_client(who.code, who.name)
            made.append(records.new_session(client.id, who.kind, who.people, who.template).id)
        return made[0]
