"""New session: who, what kind, consent, and how: record, import, or write without a recording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.errors import LittleRoomForRecording
from app.domain.session import Client, SessionType
from app.ui import client_terms, files, theme, words
from app.ui.context import Context, Page, WorkPlan
from app.ui.error_view import describe
from app.ui.format_choice import FormatChoice
from app.ui.pages import new_session_kept
from app.ui.pages.frame import heading, scrolled
from app.ui.pages.new_session_limits import Limits
from app.ui.pages.new_session_parts import Choices, ClientBox, ConsentCard, PeopleField, Who, way
from app.ui.resources import consent_wording
from app.ui.widgets import Banner, Card, Foldable, Segmented, button, label, row

SOUND_KINDS = "*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.mp4"


_FORMATS = {SessionType.COUPLE: "couple_family", SessionType.FAMILY: "couple_family", SessionType.GROUP: "group"}
"""Which format a kind of session usually takes; any other kind takes that of the settings."""
NEW = "newSession"
"""Under which name words are kept that belong to no client yet."""


class NewSessionPage(Page):
    """One screen, by keyboard in ten seconds for a known client."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "newSession")
        self._session_id = ""
        # These grow in the thread of the vault, so that what comes later there knows what came before.
        self._made: list[str] = []  # the session, once there is one
        self._added: list[Client] = []  # clients, even where their session could not be made
        self._clients: list[Client] = []
        self._unsaved = False
        self._who_kept = False  # what the vault keeps of who it was to be with was shown here
        self._microphone = ""
        self._terms = ("", "")  # a code for which there is no client yet, and what comes up with that client
        area, rows = scrolled("newSession.scroll", 960)
        self.outer.addWidget(area)
        head, buttons = heading(self.tr("New session"), name="newSession.title")
        cancel = button(self.tr("&Cancel"), "quiet", name="newSession.cancel")
        cancel.clicked.connect(lambda _=False: self._cancel())
        buttons.addWidget(cancel)
        rows.addWidget(head)
        self.banner = Banner("newSession.error")
        rows.addWidget(self.banner)
        self.limits = Limits(self)
        rows.addWidget(self.limits)
        across = Foldable(760)
        across.line.addWidget(self._who_card(), 11)
        self.wording = consent_wording()
        agreement = ConsentCard(self.wording)
        self.consent = agreement.box
        self.consent.toggled.connect(self._refresh)
        across.line.addWidget(agreement, 9)
        rows.addWidget(across)
        self.ways = self._ways()
        rows.addWidget(self.ways)
        rows.addStretch(1)

    # ---- parts ---------------------------------------------------------------------------------

    def _who_card(self) -> Card:
        card = Card(self.tr("Session"), gap=2)
        card.rows.addSpacing(theme.space(1))
        self._client_field(card)
        card.rows.addSpacing(theme.space(2))
        card.rows.addWidget(label(self.tr("Kind of session"), "strong"))
        self.kind = Segmented("newSession.type", [(t.value, words.type_words(t)) for t in SessionType])
        self.kind.chosen.connect(self._kind_chosen)
        card.rows.addWidget(self.kind)
        card.rows.addSpacing(theme.space(2))
        card.rows.addWidget(label(self.tr("People in the room"), "strong"))
        self.people = PeopleField()
        card.rows.addWidget(self.people)
        card.rows.addSpacing(theme.space(2))
        card.rows.addWidget(label(self.tr("Note format"), "strong"))
        self.template = FormatChoice("newSession.template")
        card.rows.addWidget(self.template)
        card.rows.addStretch(1)
        return card

    def _client_field(self, card: Card) -> None:
        card.rows.addWidget(label(self.tr("Client"), "strong"))
        self.client = ClientBox()
        self.client.editTextChanged.connect(self._client_changed)
        card.rows.addWidget(self.client)
        self.hint = label(" ", "caption", tone="muted", wrap=True, name="newSession.clientHint")
        about = row(gap=2)
        about.addWidget(self.hint, 1)
        self.terms = button(self.tr("Names and medications…"), "link", name="newSession.terms",
                            tip=self.tr("What the speech model is to expect with this client"))  # fmt: skip
        self.terms.clicked.connect(lambda _=False: self._edit_terms())
        about.addWidget(self.terms)
        card.rows.addLayout(about)
        self.name = QLineEdit()
        self.name.setObjectName("newSession.clientName")
        self.name.setAccessibleName(self.tr("Name of the new client, optional"))
        self.name.setPlaceholderText(self.tr("Name (optional; stored in the vault only)"))
        card.rows.addWidget(self.name)

    def _ways(self) -> QWidget:
        holder = Foldable(760)
        across = holder.line
        self.record = button(self.tr("&Record"), "primary", name="newSession.record", size="large")
        self.import_ = button(self.tr("&Import…"), name="newSession.import", size="large")
        self.write = button(self.tr("&Write…"), name="newSession.write", size="large")
        self.record.clicked.connect(lambda _=False: self._record())
        self.import_.clicked.connect(self._import)
        self.write.clicked.connect(lambda _=False: self._write())
        self.microphone = label("", tone="muted", wrap=True, name="newSession.microphoneName")
        for icon, title, text, action in (
            ("microphone", self.tr("Record now"), self.microphone, self.record),
            ("import", self.tr("Import a sound file"), self.tr("WAV, FLAC, MP3, M4A or OGG"), self.import_),
            ("write", self.tr("Without a recording"), self.tr("Write, tick off or dictate what happened"), self.write),
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
        session_id = self._session_id
        self.ask(lambda: self._fetch(session_id), self._fill)
        self.limits.look()
        self.client.setFocus()

    def _fetch(self, session_id: str) -> Choices:
        s = self.services
        microphone = str(s.preferences.get("microphone") or "")
        found = s.recording.microphones()
        chosen = next((m for m in found if m.id == microphone), None) or next((m for m in found if m.default), None)
        chosen = chosen or (found[0] if found else None)
        self._microphone = chosen.id if chosen else microphone
        return Choices(
            s.records.clients(),
            s.notes.templates(),
            str(s.preferences.get("template") or ""),
            chosen.name if chosen else "",
            s.records.session(session_id) if session_id else None,
            "" if session_id else s.notes.unsent(NEW),
            "" if session_id else s.notes.unsent(new_session_kept.PLACE),
            s.templates.overlays(),
        )

    def _fill(self, found: Choices) -> None:
        self._clients = found.clients
        typed = self.client.currentText()  # meanwhile; the page is empty when it is entered
        self.client.clear()
        for each in found.clients:
            self.client.addItem(each.label, each.id)
        self.client.setCurrentIndex(-1)
        self.client.setEditText(typed)
        session = found.session
        wanted = session.template_id if session else found.template
        self.template.fill(found.templates, found.overlays, wanted)
        if session is None:  # the kind may have been chosen meanwhile
            self.template.suggest(_FORMATS.get(SessionType(self.kind.value), ""))
        self.microphone.setText(found.microphone or self.tr("No microphone found: see Settings"))
        self._settle_who(session is not None)
        if session is not None:
            self.client.setCurrentIndex(self.client.findData(session.client_id))
            self.kind.choose(session.type.value)
            self.people.setValue(session.speakers)
        if found.unsent:
            text = self.tr(
                "You wrote some words earlier, for no client yet. Choose the client, then Write: they are there."
            )
            self.banner.say(text, "info")
        self._client_changed()
        self._type_again(new_session_kept.unpack(found.typed) if not typed else None)

    def _type_again(self, who: Who | None) -> None:
        """What was typed before a lock; not the consent, see `new_session_kept`."""
        if who is None:
            return
        self._who_kept = True
        self._terms = (who.code, who.terms)
        self.client.setEditText(who.code)
        self.name.setText(who.name)
        self.kind.choose(who.kind.value)
        self.people.setValue(who.people)
        self.template.choose(who.template)
        self.banner.say(
            self.tr("What you had typed before Sotto locked is here again. Please confirm the client's consent anew."),
            "info",
        )

    def _settle_who(self, settled: bool) -> None:
        """Once a session is made it stays with its client: another one is a session of its own."""
        for each_field in (self.client, self.name, self.kind, self.people):
            each_field.setEnabled(not settled)

    def put_by(self, done: Callable[[], None]) -> None:
        """See `Page`: who the session was to be with, as long as there is none."""
        typed, made, notes = new_session_kept.pack(self._who()), self._made, self.services.notes
        # While it is disabled the session is just being made; what was not shown yet stays kept as it is.
        if not (typed or self._who_kept) or not self.isEnabled():
            done()
            return

        def failed(error: Exception) -> None:
            self._unsaved = True
            self.ops.fail(self, error)
            done()

        def keep() -> None:
            if not made:
                notes.keep_unsent(new_session_kept.PLACE, typed)

        self._who_kept = True
        self.ops.run(self, keep, lambda _: done(), failed)

    @property
    def unsaved(self) -> bool:
        """See `Page`: who the session was to be with."""
        return self._unsaved

    def leave(self) -> None:
        """Wipe names and words."""
        for dialog in self.findChildren(client_terms.TermsDialog):
            dialog.put_away()
        self._made, self._added = [], []
        self._clients, self._terms = [], ("", "")
        self._unsaved = self._who_kept = False
        self.client.clear()
        self.client.clearEditText()
        self.name.clear()
        self._session_id = ""

    def _kind_chosen(self, value: str) -> None:
        kind = SessionType(value)
        self.people.setValue(kind.usual_speakers)
        self.template.suggest(_FORMATS.get(kind, ""))

    def _known(self) -> Client | None:
        typed = self.client.currentText().strip().casefold()
        return next(
            (c for c in [*self._clients, *self._added] if typed in (c.label.casefold(), c.code.casefold())), None
        )

    def _client_changed(self) -> None:
        typed, known = self.client.currentText().strip(), self._known()
        new = bool(typed) and known is None
        self.name.setVisible(new)
        self.terms.setVisible(bool(typed))
        if not typed:
            self.hint.setText(self.tr("A code is enough, for example initials or a number."))
        else:
            self.hint.setText(self.tr("New client: will be added.") if new else self.tr("Known client."))
        self._refresh()

    def _edit_terms(self) -> None:
        known, typed = self._known(), self.client.currentText().strip()
        if known is not None:
            client_terms.edit(self, known, self._terms_stored)
        elif typed:
            client_terms.write(self, typed, self._terms_of(typed), lambda text: self._keep_terms(typed, text))

    def _terms_stored(self, changed: Client) -> None:
        there = {each.id: each for each in [*self._clients, *self._added]} | {changed.id: changed}
        self._clients = list(there.values())

    def _keep_terms(self, code: str, text: str) -> None:
        self._terms = (code, text)

    def _terms_of(self, code: str) -> str:
        """What was written for just this code: a client's people never end up with another one."""
        return self._terms[1] if self._terms[0] == code else ""

    def _refresh(self) -> None:
        who = bool(self.client.currentText().strip()) and not self.template.empty
        agreed = who and self.consent.isChecked()
        self.record.setEnabled(agreed)
        self.import_.setEnabled(agreed)
        self.write.setEnabled(who)
        tip = "" if agreed else self.tr("First choose the client and confirm the consent.")
        self.record.setToolTip(tip)
        self.import_.setToolTip(tip)

    # ---- doing ---------------------------------------------------------------------------------

    def _record(self, *, shorter: bool = False) -> None:
        microphone, models, services = self._microphone, self.limits.models, self.services

        def start(session_id: str) -> None:
            if models is not None:
                services.preflight.settle(session_id, models)
            services.work.warm(models)
            services.recording.start(session_id, microphone, shorter=shorter)

        self._begin(start, self.router.show_recording, consent=True)

    def _import(self) -> None:
        kinds = f"{self.tr('Sound files')} ({SOUND_KINDS})"
        path = files.ask_open(self, self.tr("Import a sound file"), kinds)
        if path is None:
            return
        chosen: Path = path
        template, models = self.template.value, self.limits.models
        self._begin(
            lambda sid: self.services.recording.import_file(sid, chosen),
            lambda sid: self.router.show_work(WorkPlan(sid, capture=True, template_id=template, models=models)),
            consent=True,
        )

    def _write(self) -> None:
        """Without a recording: the session is made at once, so that every word has its place from the first on."""
        services, records = self.services, self.services.records

        def bring(session_id: str) -> None:
            words = services.notes.unsent(NEW)
            if words and not records.session(session_id).summary:
                services.written.keep(session_id, words)
                services.notes.keep_unsent(NEW, "")

        self._begin(bring, self.router.show_writing, consent=False)

    def _begin(self, act: Callable[[str], object], then: Callable[[str], None], *, consent: bool) -> None:
        """Make client and session where they are not there yet, note the consent, then `act`."""
        records, wording, who, made = self.services.records, self.wording, self._who(), self._made
        added = self._added

        def work() -> str:
            session_id = self._session(who, made, added)
            if consent:
                records.give_consent(session_id, wording)
            act(session_id)
            return session_id

        def failed(error: Exception) -> None:
            # The session may be there already: the next attempt goes on with it, for the same client.
            self._settle_who(bool(made))
            self._client_changed()  # nor is the client a new one any more
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
            self.template.value,
            self._terms_of(self.client.currentText().strip()),
        )

    def _session(self, who: Who, made: list[str], added: list[Client]) -> str:
        """The session: the one that was made before, in the format now chosen, or a new one."""
        records = self.services.records
        if made:
            records.set_template(made[0], who.template)
        else:
            client = who.known
            if client is None:
                client = records.add_client(who.code, who.name, who.terms)
                added.append(client)
            made.append(records.new_session(client.id, who.kind, who.people, who.template).id)
            self.services.notes.keep_unsent(new_session_kept.PLACE, "")
        return made[0]

    def _cancel(self) -> None:
        if self._who_kept:
            notes = self.services.notes
            self.ops.run(self, lambda: notes.keep_unsent(new_session_kept.PLACE, ""))
        self.router.show_today()
