"""Settings: look, locking, microphone, recording, words, voice, the name that signs, keeping, a check of the vault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.ui import theme
from app.ui.context import Context, Page
from app.ui.exporting_everything import LeavingCard
from app.ui.microphone_choice import MicrophoneChoice
from app.ui.pages.frame import WIDTH, heading, scrolled
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
        area, rows = scrolled("settings.scroll", WIDTH)
        self.outer.addWidget(area)
        head, _ = heading(self.tr("Settings"), self.tr("Changes are kept at once."), name="settings.title")
        rows.addWidget(head)
        self.look = LookCard(context)
        pair = Foldable(680)
        pair.line.addWidget(self.look, 1)
        pair.line.addWidget(self._locking(), 1)
        rows.addWidget(pair)
        sound = Card(gap=3)
        self.microphone = MicrophoneChoice(context, "settings")
        sound.rows.addWidget(self.microphone)
        rows.addWidget(sound)
        self.listening, self.desktop, self.words = ListeningCard(self), DesktopCard(self), WordsCard(self)
        self.voice = VoiceCard(self, self.microphone)
        for each in (self.listening, self.desktop, self.voice, self.words):
            rows.addWidget(each)
        self.formats = FormatsCard(self)
        rows.addWidget(self.formats)
        self.writing, self.rules = WritingCard(self), RulesCard(self)
        rows.addWidget(self.writing)
        rows.addWidget(self.rules)
        self.nudges = NudgesCard(self)
        rows.addWidget(self.nudges)
        rows.addWidget(self._profile())
        self.language = LanguageCard(context)
        rows.addWidget(self.language)
        rows.addWidget(KeysCard(context))
        self.keeping, self.backup = KeepingCard(self), BackupCard(self)
        rows.addWidget(self.keeping)
        rows.addWidget(self.backup)
        self.leaving = LeavingCard(self)
        rows.addWidget(self.leaving)
        self.integrity = IntegrityCard(self)
        rows.addWidget(self.integrity)
        rows.addStretch(1)
        self._stored: Profile | None = None
        self._unsaved = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(600)
        self._later.timeout.connect(self._save_profile)

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

    def _profile(self) -> Card:
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
        self.look.enter()
        for card in (
            self.listening, self.desktop, self.words, self.voice, self.formats, self.keeping, self.backup,
            self.integrity,
        ):  # fmt: skip
            card.enter()
        self.language.enter()
        self.leaving.enter()
        self.nudges.enter()
        self.writing.enter()
        self.rules.enter()
        get = s.preferences.get
        self.ops.run(
            self,
            lambda: (get("idle_minutes"), s.records.profile(), get("hide_from_capture")),
            self._fill,
        )
        self.microphone.look()

    def _fill(self, found: tuple[Any, Profile, Any]) -> None:
        self.idle.setValue(int(found[0] or 10))
        self.hidden.setChecked(found[2] is not False)
        self._stored = found[1]
        self.name.setText(found[1].name)
        self.credentials.setText(found[1].credentials)

    def leave(self) -> None:
        """Close the microphone, take name and words off the screen."""
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
        return self._unsaved or self.words.unsaved
