"""Settings: look, locking, microphone, recording, words, voice, the name that signs, keeping, a check of the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.ui import theme
from app.ui.context import Context, Page
from app.ui.exporting_everything import LeavingCard
from app.ui.microphone_choice import MicrophoneChoice
from app.ui.pages.frame import WIDTH, heading, scrolled
from app.ui.pages.pieces import Pieces
from app.ui.pages.settings_backup import BackupCard
from app.ui.pages.settings_desktop import DesktopCard
from app.ui.pages.settings_integrity import IntegrityCard
from app.ui.pages.settings_keeping import KeepingCard
from app.ui.pages.settings_keys import KeysCard
from app.ui.pages.settings_language import LanguageCard
from app.ui.pages.settings_listening import ListeningCard, WordsCard
from app.ui.pages.settings_look import LookCard
from app.ui.pages.settings_nudges import NudgesCard
from app.ui.pages.settings_voice import VoiceCard
from app.ui.pages.settings_writing import RulesCard, WritingCard
from app.ui.pages.templates_card import FormatsCard
from app.ui.widgets import Card, Foldable, column, label, row, spin_box

if TYPE_CHECKING:
    from app.services.records import Profile


class SettingsPage(Page):
    """Everything is stored as it is changed; there is no Save button."""

    help_topic = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "settings")
        area, self._rows = scrolled("settings.scroll", WIDTH)
        self.outer.addWidget(area)
        head, _ = heading(self.tr("Settings"), self.tr("Changes are kept at once."), name="settings.title")
        self._rows.addWidget(head)
        self._rows.addStretch(1)
        self._here = False  # the page is shown: what is made now fetches at once what it shows
        self._enters: list[Callable[[], None]] = []
        self._stored: Profile | None = None
        self._unsaved = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(600)
        self._later.timeout.connect(self._save_profile)
        self._look_and_locking()
        self._pieces = Pieces(self, (
            self._microphone, self._listening, self._voice, self._formats, self._writing, self._rules, self._profile,
            self._keys, self._keeping, self._leaving,
        ))  # fmt: skip

    # ---- its pieces, from above ----------------------------------------------------------------

    def _put(self, part: QWidget, enter: Callable[[], None] | None = None) -> None:
        """Below what is there already. `enter` fetches what it shows."""
        self._rows.insertWidget(self._rows.count() - 1, part)
        if enter is not None:
            self._enters.append(enter)
            if self._here:
                enter()

    def _look_and_locking(self) -> None:
        self.look = LookCard(self.context)
        pair = Foldable(680)
        pair.line.addWidget(self.look, 1)
        pair.line.addWidget(self._locking(), 1)
        self._put(pair, self.look.enter)

    def _microphone(self) -> None:
        sound = Card(gap=3)
        self.microphone = MicrophoneChoice(self.context, "settings")
        sound.rows.addWidget(self.microphone)
        self._put(sound, self.microphone.look)

    def _listening(self) -> None:
        self.listening, self.desktop = ListeningCard(self), DesktopCard(self)
        self._put(self.listening, self.listening.enter)
        self._put(self.desktop, self.desktop.enter)

    def _voice(self) -> None:
        self.voice, self.words = VoiceCard(self, self.microphone), WordsCard(self)
        self._put(self.voice, self.voice.enter)
        self._put(self.words, self.words.enter)

    def _formats(self) -> None:
        self.formats = FormatsCard(self)
        self._put(self.formats, self.formats.enter)

    def _writing(self) -> None:
        self.writing = WritingCard(self)
        self._put(self.writing, self.writing.enter)

    def _rules(self) -> None:
        self.rules, self.nudges = RulesCard(self), NudgesCard(self)
        self._put(self.rules, self.rules.enter)
        self._put(self.nudges, self.nudges.enter)

    def _profile(self) -> None:
        self._put(self._signing())
        self._show_profile()
        self.language = LanguageCard(self.context)
        self._put(self.language, self.language.enter)

    def _keys(self) -> None:
        self._put(KeysCard(self.context))

    def _keeping(self) -> None:
        self.keeping, self.backup = KeepingCard(self), BackupCard(self)
        self._put(self.keeping, self.keeping.enter)
        self._put(self.backup, self.backup.enter)

    def _leaving(self) -> None:
        self.leaving, self.integrity = LeavingCard(self), IntegrityCard(self)
        self._put(self.leaving, self.leaving.enter)
        self._put(self.integrity, self.integrity.enter)

    @property
    def complete(self) -> bool:
        """See `Page`."""
        return self._pieces.done

    def finish(self) -> None:
        """See `Page`."""
        self._pieces.finish()

    def _locking(self) -> Card:
        card = Card(self.tr("Locking"), gap=3)
        across = row(gap=3)
        across.addWidget(label(self.tr("Lock after"), wrap=True))
        self.idle = spin_box("settings.idle", self.tr("Minutes without use until Sotto locks"))
        self.idle.setRange(1, 120)
        self.idle.setSuffix(self.tr(" min"))
        self.idle.setMinimumWidth(theme.px(110))
        self.idle.editingFinished.connect(lambda: self._set("idle_minutes", self.idle.value()))
        across.addWidget(self.idle)
        across.addWidget(label(self.tr("without use"), wrap=True), 1)
        card.rows.addLayout(across)
        self.hidden = QCheckBox(self.tr("Hide Sotto in screenshots"))
        self.hidden.setObjectName("settings.hide_from_capture")
        self.hidden.setAccessibleName(self.tr("Keep Sotto off screenshots and shared screens"))
        self.hidden.setToolTip(self.tr("And on shared screens, where the system can; Privacy says whether it does"))
        self.hidden.clicked.connect(lambda on: self._set("hide_from_capture", on))
        card.rows.addWidget(self.hidden)
        card.rows.addStretch(1)
        return card

    def _signing(self) -> Card:
        card = Card(self.tr("Signing"), gap=2)
        pair = row(gap=4)
        for words_, name, attribute in (
            (self.tr("Name"), "settings.name", "name"),
            (self.tr("Credentials"), "settings.credentials", "credentials"),
        ):
            rows = column(gap=1.5)
            rows.addWidget(label(words_, "strong"))
            field = QLineEdit()
            field.setObjectName(name)
            field.setAccessibleName(words_)
            field.textEdited.connect(lambda _: self._later.start())
            setattr(self, attribute, field)
            rows.addWidget(field)
            pair.addLayout(rows, 1)
        card.rows.addLayout(pair)
        return card

    name: QLineEdit
    credentials: QLineEdit

    def enter(self) -> None:
        """Fetch settings and profile."""
        s = self.services
        self._here = True
        for each in self._enters:
            each()
        get = s.preferences.get
        self.ops.run(
            self,
            lambda: (get("idle_minutes"), s.records.profile(), get("hide_from_capture")),
            self._fill,
        )

    def _fill(self, found: tuple[Any, Profile, Any]) -> None:
        self.idle.setValue(int(found[0] or 10))
        self.hidden.setChecked(found[2] is not False)
        self._stored = found[1]
        self._show_profile()

    def _show_profile(self) -> None:
        if self._stored is not None and hasattr(self, "credentials"):  # else its piece is still to be made
            self.name.setText(self._stored.name)
            self.credentials.setText(self._stored.credentials)

    def leave(self) -> None:
        """Close the microphone, take name and words off the screen."""
        self.finish()  # whoever leaves so soon waits for it, and nothing that is half there has to be thought of
        self._here = False
        self.voice.leave()
        self.words.leave()
        self.rules.leave()
        self.microphone.stop()
        self._stored = None
        self._unsaved = False
        self.name.clear()
        self.credentials.clear()

    def flush(self, done: Any) -> None:
        """Store a name or words that were just typed."""
        self.finish()
        self.words.flush(lambda: self.rules.flush(lambda: self._flush_profile(done)))

    def _flush_profile(self, done: Any) -> None:
        if self._later.isActive() or self._unsaved:
            self._later.stop()
            self._save_profile()
            self.ops.run(self, lambda: None, lambda _: done())  # comes after the store, on the same lane
            return
        done()

    def _set(self, name: str, value: Any) -> None:
        self.ops.run(
            self, lambda: self.services.preferences.set(name, value), lambda _: self.router.apply_preferences()
        )

    def _save_profile(self) -> None:
        if self._stored is None:
            return
        self._stored = replace(self._stored, name=self.name.text().strip(), credentials=self.credentials.text().strip())
        profile = self._stored

        def stored(_: None) -> None:
            self._unsaved = False

        def failed(error: Exception) -> None:
            self._unsaved = self._stored is not None  # else the page was left meanwhile, and the fields are empty
            self.ops.fail(self, error)

        self.ops.run(self, lambda: self.services.records.save_profile(profile), stored, failed)

    @property
    def unsaved(self) -> bool:
        """See `Page`: a name, credentials or words."""
        return self._unsaved or (self.complete and self.words.unsaved)
