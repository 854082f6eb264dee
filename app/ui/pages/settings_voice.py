"""The card of the settings about the clinician's own voice: half a minute is read aloud, and kept as a voice print."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui import error_view, words
from app.ui.context import Page
from app.ui.instruments import Meter
from app.ui.operations import Lane
from app.ui.widgets import Banner, Card, Prose, button, column, label, row

if TYPE_CHECKING:
    from datetime import datetime

    from app.audio.voice_sample import VoiceSample
    from app.ui.microphone_choice import MicrophoneChoice

SECONDS = 30.0
POLL_MS = 100
NOTHING_HEARD = 0.02
"""A loudest sample below this is an open line or a muted microphone, not a voice."""


class VoiceCard(Card):
    """Says what is stored and since when; records, stores and deletes it."""

    def __init__(self, page: Page, microphone: MicrophoneChoice) -> None:
        super().__init__(page.tr("Your voice"), gap=3)
        self._page = page
        self._microphone = microphone
        self._sample: VoiceSample | None = None
        self._round = 0  # counts samples, so that a late answer of one that was given up is dropped
        self.rows.addWidget(label(
            self.tr("If Sotto knows your voice it knows which words are yours. Without it that is worked out from what "
                    "is said. What is stored is a voice print: numbers that tell your voice from others, in the vault, "
                    "on this computer. The sound itself is not kept."),
            tone="muted", wrap=True,
        ))  # fmt: skip
        self.since = label("", "strong", wrap=True, name="settings.voice.since")
        self.rows.addWidget(self.since)
        self.result = Banner("settings.voice.result")
        self.rows.addWidget(self.result)
        self.reading = self._make_reading()
        self.rows.addWidget(self.reading)
        across = row(gap=3)
        self.record = button("", name="settings.voice.record", icon="microphone")
        self.record.clicked.connect(lambda _=False: self._begin())
        self.stop = button(self.tr("Cancel"), name="settings.voice.cancel")
        self.stop.clicked.connect(lambda _=False: self._give_up())
        self.delete = button(self.tr("Delete my voice"), name="settings.voice.delete")
        self.delete.clicked.connect(lambda _=False: self._forget())
        for each in (self.record, self.stop, self.delete):
            across.addWidget(each)
        across.addStretch(1)
        self.rows.addLayout(across)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)
        self._show_parts(reading=False)

    def _make_reading(self) -> QWidget:
        part = QWidget()
        rows = column(part, gap=3)
        rows.addWidget(label(self.tr("Read this aloud, as you speak in a session:"), "strong", wrap=True))
        rows.addWidget(Prose(
            self.tr("On the hill behind the village there is an old orchard with apple and pear trees. In spring the "
                    "bees come early, and in autumn the whole path smells of fruit. A stream runs past the gate, "
                    "over two flat stones, and disappears under the road. On Saturdays the neighbours meet there with "
                    "baskets and ladders. They talk about the weather, about recipes, and about the best way to keep "
                    "apples through the winter. When it begins to rain, everybody sits down under the wooden roof and "
                    "waits, and somebody always makes tea."),
            tone="", name="settings.voice.text",
        ))  # fmt: skip
        self.level = Meter("settings.voice.level")
        rows.addWidget(self.level)
        self.left = label("", tone="muted", name="settings.voice.left")
        rows.addWidget(self.left)
        return part

    # ---- showing -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch whether a voice is stored, and since when."""
        self.result.hide()
        self._show_parts(reading=False)
        self._page.ask(self._page.services.voices.enrolled, self._show)

    def leave(self) -> None:
        """Let the microphone go; what was taken in is forgotten."""
        self._drop()
        self._show_parts(reading=False)

    def _show(self, since: datetime | None) -> None:
        if since is None:
            self.since.setText(self.tr("No voice is stored."))
        else:
            self.since.setText(self.tr("Stored since {when}.").replace("{when}", words.moment_words(since)))
        self._name(self.tr("Record my voice") if since is None else self.tr("Record it again"))
        self._known = since is not None
        self._show_parts(reading=False)

    _known = False

    def _name(self, text: str) -> None:
        self.record.setText(text)
        self.record.setAccessibleName(text)

    def _show_parts(self, *, reading: bool) -> None:
        self.reading.setVisible(reading)
        self.stop.setVisible(reading)
        self.stop.setEnabled(True)
        self.record.setVisible(not reading)
        self.record.setEnabled(bool(self.record.text()))
        self.delete.setVisible(not reading and self._known)
        self.delete.setEnabled(True)

    # ---- recording -----------------------------------------------------------------------------

    def _begin(self) -> None:
        """Open the microphone; the level meter of the choice lets it go first."""
        self.result.hide()
        self.record.setEnabled(False)
        self.delete.setEnabled(False)
        self._microphone.stop_meter()
        self._round += 1
        this, chosen = self._round, self._microphone.chosen

        def open_it() -> VoiceSample:
            return self._page.services.recording.voice_sample(SECONDS, chosen).__enter__()

        def opened(sample: VoiceSample) -> None:
            if this != self._round:
                self._close(sample)
                return
            self._sample = sample
            self._show_parts(reading=True)
            self._look()
            self._poll.start()
            self.stop.setFocus()

        self._page.ops.run(self, open_it, opened, lambda error: self._failed(this, error), lane=Lane.SOUND)

    def _look(self) -> None:
        sample = self._sample
        if sample is None:
            return
        self.level.set_level(sample.level)
        left = ceil(max(0.0, SECONDS - sample.seconds))
        self.left.setText(self.tr("{n} seconds to go").replace("{n}", str(left)))
        if sample.failure is not None:
            self._failed(self._round, sample.failure)
        elif sample.full and sample.loudest < NOTHING_HEARD:
            self._give_up()
            self.result.say(self.tr("Nothing was heard. Look at the microphone above, then record again."), "warning")
        elif sample.full:
            self._store(sample)

    def _give_up(self) -> None:
        focus = self.window().focusWidget()
        focused = focus is self or self.isAncestorOf(focus or self)
        self._drop()

        def show(since: datetime | None) -> None:
            self._show(since)
            if focused:  # what had the focus is gone; Qt would give it to the next field
                self.record.setFocus()

        if focused:
            self._show_parts(reading=False)
            self.record.setFocus()
        self._page.ask(self._page.services.voices.enrolled, show)
        self._microphone.look()

    def _drop(self) -> None:
        self._round += 1
        self._poll.stop()
        sample, self._sample = self._sample, None
        if sample is not None:
            self._close(sample)
        self.level.set_level(0.0)

    def _close(self, sample: VoiceSample) -> None:
        self._page.ops.run(self, sample.close, lane=Lane.SOUND)

    def _failed(self, this: int, error: Exception) -> None:
        if this == self._round:
            self._give_up()
            error_view.say(self.result, error, "warning")

    # ---- storing and deleting ------------------------------------------------------------------

    def _store(self, sample: VoiceSample) -> None:
        self._poll.stop()
        self._sample = None
        self.left.setText(self.tr("Working out the voice print…"))
        self._rest(self.stop)
        voices = self._page.services.voices

        def enrol() -> None:
            try:
                voices.enrol(sample.pcm)
            finally:
                sample.close()

        self._act(enrol, self.tr("Sotto knows your voice from now on."))

    def _forget(self) -> None:
        self._rest(self.delete)
        self._act(
            self._page.services.voices.forget, self.tr("Your voice is deleted. Backups made before still hold it.")
        )

    def _rest(self, pressed: QPushButton) -> None:
        """Until there is an answer: the focus stays in the card, whose next button takes it up."""
        if pressed.hasFocus():
            self.setFocus()
        pressed.setEnabled(False)

    def _act(self, act: Callable[[], object], done: str) -> None:
        """Do it and say what came of it, to whoever is on the page then: it may have been left and opened again."""
        this, page = self._round, self._page

        def ended(say: Callable[[], object]) -> None:
            if not page.isVisible() or not page.services.vault.is_open:
                return  # `enter` fetches what is stored
            if this == self._round:
                self._give_up()
                say()
                return
            say()
            if not self.reading.isVisibleTo(self):
                page.ask(page.services.voices.enrolled, self._show)

        def failed(error: Exception) -> None:
            ended(lambda: error_view.say(self.result, error, "warning"))

        page.ops.run(self, act, lambda _: ended(lambda: self.result.say(done, "success")), failed, lane=Lane.LONG)
