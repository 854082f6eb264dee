"""New session: who, what kind, consent, and how: record, import, or write without a recording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.errors import LittleRoomForRecording
from app.domain.session import Client
from app.ui import client_terms, error_view, files
from app.ui.context import Command, Context, Page, WorkPlan
from app.ui.opening import SOUND_KINDS
from app.ui.pages import new_session_kept
from app.ui.pages.frame import heading, scrolled
from app.ui.pages.new_session_form import WhoCard
from app.ui.pages.new_session_limits import Limits
from app.ui.pages.new_session_parts import Choices, ConsentCard, Who, make_usual, way
from app.ui.resources import consent_wording
from app.ui.widgets import Banner, Foldable, button, hint, label

NEW = "newSession"
"""Under which name words are kept that belong to no client yet."""


class NewSessionPage(Page):
    """One screen, by keyboard in ten seconds for a known client: a letter or two, Enter, Space for the consent, Enter.

    What was chosen for that client last time is chosen again, but never the consent.
    """

    help_topic = "new-session"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "newSession")
        self._session_id = self._client_id = ""
        # These grow in the thread of the vault, so that what comes later there knows what came before.
        self._made: list[str] = []  # the session, once there is one
        self._added: list[Client] = []  # clients, even where their session could not be made
        self._unsaved = False
        self._who_kept = False  # what the vault keeps of who it was to be with was shown here
        self._given_up = False  # Cancel was pressed: nothing of it is kept
        self._microphone = ""
        self._agreed_with = ""  # who stood there when the consent was ticked
        self._terms = ("", "")  # a code for which there is no client yet, and what comes up with that client
        area, rows = scrolled("newSession.scroll", 960, gap=3, margins=(10, 6))
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
        self.form = WhoCard()
        self.client, self.kind, self.template = self.form.client, self.form.kind, self.form.template
        self.form.changed.connect(self._client_changed)
        self.form.settled.connect(self._who_said)
        self.client.terms.clicked.connect(lambda _=False: self._edit_terms())
        across.line.addWidget(self.form, 11)
        self.wording = consent_wording()
        agreement = ConsentCard(self.wording)
        self.consent = agreement.box
        self.consent.toggled.connect(self._refresh)
        self.consent.go_on.connect(self._go)
        across.line.addWidget(agreement, 9)
        rows.addWidget(across)
        self.ways = self._ways()
        rows.addWidget(self.ways)
        rows.addStretch(1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._go, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ---- parts ---------------------------------------------------------------------------------

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

    def commands(self) -> list[Command]:
        """See `Page`."""
        ready = self.record.isEnabled()
        return [
            Command("newSession.record", self.tr("Record now"), self._record, self._keys(self.record), ready),
            Command("newSession.import", self.tr("Import a sound file"), self._import, self._keys(self.import_), ready),
            Command("newSession.write", self.tr("Without a recording"), self._write, self._keys(self.write),
                    self.write.isEnabled()),
            Command("newSession.cancel", self.tr("Cancel the new session"), self._cancel, "Alt+C"),
        ]  # fmt: skip

    def _keys(self, button_: QWidget) -> str:
        return "Ctrl+Return" if button_ is self._usual else ""

    # ---- showing -------------------------------------------------------------------------------

    def prepare(self, session_id: str, client_id: str = "") -> None:
        """Before `enter`: go on with a session of which nothing is recorded yet, "" for a new one; `client_id`: with
        this client."""
        self._session_id, self._client_id = session_id, client_id

    def enter(self) -> None:
        """Fetch clients, formats and the microphone's name, and what was chosen when the page was left."""
        self.setEnabled(True)
        self._given_up = False
        self._made = [self._session_id] if self._session_id else []
        self.banner.hide()
        self.consent.setChecked(False)
        self.form.begin()
        session_id = self._session_id
        self.ask(lambda: self._fetch(session_id), self._fill)
        self.limits.look()
        self.client.box.setFocus()

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
            s.overview.last_times(),
        )

    def _fill(self, found: Choices) -> None:
        typed = self.client.text  # meanwhile; the page is empty when it is entered
        session = found.session
        self.form.fill(found)
        self.microphone.setText(found.microphone or self.tr("No microphone found: see Settings"))
        self.form.settle(session is not None)
        if found.unsent:
            text = self.tr(
                "You wrote some words earlier, for no client yet. Choose the client, then Write: they are there."
            )
            self.banner.say(text, "info")
        if self._client_id and session is None:
            self.client.take(self._client_id)
            self._who_said()
            return
        self._type_again(new_session_kept.unpack(found.typed) if not typed else None)

    def _type_again(self, who: Who | None) -> None:
        """What was chosen before the page was left; not the consent, see `new_session_kept`."""
        if who is None:
            return
        self._who_kept = True
        self._terms = (who.code, who.terms)
        self.form.type_again(who)
        self.banner.say(
            self.tr("What you had chosen is here again. Please confirm the client's consent anew."),
            "info", action=self.tr("Begin anew"), act=self._anew,
        )  # fmt: skip
        if who.code:
            self._who_said()

    def _anew(self) -> None:
        """An empty form, and nothing kept."""
        notes = self.services.notes
        self.client.wipe()
        self._terms = ("", "")
        self.ops.run(self, lambda: notes.keep_unsent(new_session_kept.PLACE, ""), lambda _: self.enter())

    @property
    def half_done(self) -> bool:
        """See `Page`: somebody or something was chosen, or the consent confirmed."""
        return bool(self._packed()) or self.consent.isChecked()

    def _packed(self) -> str:
        return new_session_kept.pack(self._who(), chosen=self.form.chosen and not self._made)

    def flush(self, done: Callable[[], None]) -> None:
        """Keep who the session is to be with, and what was chosen for it, as long as there is none."""
        typed, made, notes = self._packed(), self._made, self.services.notes
        # While it is disabled the session is just being made; what was not shown yet stays kept as it is.
        if not (typed or self._who_kept) or not self.isEnabled() or self._given_up:
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
        self._terms = ("", "")
        self._unsaved = self._who_kept = False
        self._session_id = self._client_id = ""
        self.client.wipe()

    def _client_changed(self) -> None:
        """Another client has not agreed to anything."""
        if self.consent.isChecked() and self.client.text != self._agreed_with:
            self.consent.setChecked(False)
        self._refresh()

    def _who_said(self) -> None:
        """It is clear who it is: on to what is missing."""
        if self.form.written and self.write.isEnabled():
            self.write.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.consent.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _usual(self) -> QWidget:
        return self.write if self.form.written else self.record

    def _go(self) -> None:
        """Enter: the way that is usual for this client, once everything for it is there."""
        if self._usual.isEnabled() and self.isEnabled():
            if self.form.written:
                self._write()
            else:
                self._record()

    def _edit_terms(self) -> None:
        known, typed = self.client.known, self.client.text
        if known is not None:
            client_terms.edit(self, known, self._terms_stored)
        elif typed:
            client_terms.write(self, typed, self._terms_of(typed), lambda text: self._keep_terms(typed, text))

    def _terms_stored(self, changed: Client) -> None:
        self.client.know(changed)

    def _keep_terms(self, code: str, text: str) -> None:
        self._terms = (code, text)

    def _terms_of(self, code: str) -> str:
        """What was written for just this code: a client's people never end up with another one."""
        return self._terms[1] if self._terms[0] == code else ""

    def _refresh(self) -> None:
        self._agreed_with = self.client.text
        who = bool(self.client.text) and not self.template.empty
        agreed = who and self.consent.isChecked()
        for each, ready in ((self.record, agreed), (self.import_, agreed), (self.write, who)):
            each.setEnabled(ready)
            make_usual(each, each is self._usual)
            missing = self.tr("First choose the client.") if each is self.write else self.tr(
                "First choose the client and confirm the consent."
            )  # fmt: skip
            keys = self.tr("{words} (Ctrl+Enter)").replace("{words}", each.accessibleName())
            hint(each, missing if not ready else keys if each is self._usual else "")

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
            self.form.settle(bool(made))
            for client in added:  # nor is the client a new one any more
                self.client.know(client)
            self.setEnabled(True)
            if isinstance(error, LittleRoomForRecording):
                error_view.say(self.banner, error, "warning", action=self.tr("Record all the same"),
                               act=lambda: self._record(shorter=True))  # fmt: skip
            else:
                error_view.say(self.banner, error)

        def done(sid: str) -> None:
            self.setEnabled(True)
            then(sid)

        self.banner.hide()
        self.setEnabled(False)
        self.ask(work, done, failed)

    def _who(self) -> Who:
        return self.form.who(self._terms_of(self.client.text))

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
        self._given_up = True
        if self._who_kept:
            notes = self.services.notes
            self.ops.run(self, lambda: notes.keep_unsent(new_session_kept.PLACE, ""))
        self.router.show_today()
