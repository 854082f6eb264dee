"""Dictating into the text: one button, the level, and what becomes of the sound, said where it is done."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import Cancelled, RecorderLost, VaultLocked
from app.domain.session import RecorderStatus, RecordingState
from app.services.written import UNHEARD
from app.ui import error_view, question, words
from app.ui.context import Page
from app.ui.instruments import Meter
from app.ui.operations import Lane
from app.ui.widgets import Banner, button, column, label, row

POLL_MS = 150
HEARD = 0.02
"""A level from which on somebody speaks."""
_OVER = (RecordingState.STOPPED, RecordingState.FAILED)


class Dictation(QWidget):
    """Takes in what the clinician says, has it written down, and hands the words to the page."""

    spoke = Signal()
    """Somebody speaks into the microphone: whoever dictates touches no key."""
    changed = Signal()
    """It has begun or come to its end: see `busy`."""
    _told = Signal(str)

    def __init__(self, page: Page, begin: Callable[[Callable[[str], None]], None], take: Callable[[str], None]) -> None:
        """`begin` makes sure that there is a session and calls back with its id; `take` gets the words."""
        super().__init__()
        self._page = page
        self._begin, self._take = begin, take
        self._session_id = ""
        self._asking = False
        self._cancel = threading.Event()
        self._after: list[Callable[[], None]] = []
        self.on = self.writing = self._dropping = False
        self._waits = False  # it could not be written down yet
        rows = column(self, gap=2)
        across = row(gap=3)
        self.dictate = button(self.tr("D&ictate"), name="writing.dictate", icon="microphone")
        self.dictate.clicked.connect(lambda _=False: self.start())
        self.stop = button(self.tr("&Stop dictating"), "danger", name="writing.stopDictation", icon="stop")
        self.stop.clicked.connect(lambda _=False: self.end())
        self.drop = button(self.tr("Discard…"), "quiet", name="writing.discardDictation")
        self.drop.clicked.connect(lambda _=False: self._ask_drop())
        self.level = Meter("writing.level")
        self.time = label("0:00", "strong", name="writing.time")
        self.about = label("", "caption", tone="muted", wrap=True, name="writing.dictationAbout")
        for each in (self.dictate, self.stop, self.time):
            across.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.level, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.about, 1)
        across.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(across)
        self.heard = label("", "caption", tone="muted", wrap=True, name="writing.heard")
        rows.addWidget(self.heard)
        self.banner = Banner("writing.dictation")
        rows.addWidget(self.banner)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._ask)
        self._told.connect(self._show_heard, Qt.ConnectionType.QueuedConnection)
        self._show()

    # ---- showing -------------------------------------------------------------------------------

    def enter(self, session_id: str) -> None:
        """The page shows a session, "" for one that is not there yet: look for a dictation that was cut off."""
        self._session_id = session_id
        self._cancel = threading.Event()
        self.on = self.writing = self._asking = self._dropping = self._waits = False
        self.banner.hide()
        self.heard.setText("")
        self._show()
        if session_id:
            self._page.ask(lambda: self._page.services.dictation.kept(session_id), self._found)

    def leave(self) -> None:
        """Nothing is followed any more; what is being written down goes on, and its words wait."""
        self._timer.stop()
        self.on = self.writing = False
        self.heard.setText("")
        self.banner.hide()
        self._session_id = ""
        self._after = []

    @property
    def busy(self) -> bool:
        """Whether words are still to come."""
        return self.on or self.writing

    def flush(self, done: Callable[[], None]) -> None:
        """End a dictation that runs, then `done`: no microphone stays on behind another page or a lock."""
        if not self.on:
            done()
            return
        self._after.append(done)
        self.end()

    def _found(self, kept: object) -> None:
        sound, text = getattr(kept, "sound", False), getattr(kept, "words", "")
        if sound:
            self.banner.say(self.tr("What you dictated earlier is being written down; then its sound is destroyed."))
            self._write_down()
        elif text:
            self._put(text)

    def _show(self) -> None:
        self.dictate.setVisible(not self.on)
        self.dictate.setEnabled(not self.writing)
        for each in (self.stop, self.time, self.level):
            each.setVisible(self.on)
        self.drop.setVisible(self.busy or self._waits)
        self.drop.setEnabled(not self._dropping)
        self.about.setVisible(not self.on)
        self.heard.setVisible(bool(self.heard.text()))
        self.about.setText(
            self.tr("Writing down what you said; then the sound is destroyed.")
            if self.writing
            else self.tr(
                "Your voice alone: no consent of the client is needed for that. The words are written down on this "
                "computer, and the sound is destroyed at once."
            )
        )

        self.changed.emit()

    def _show_heard(self, text: str) -> None:
        if self.on or self.writing:
            self.heard.setText("… " + text[-160:] if len(text) > 160 else text)
            self.heard.setVisible(bool(text))

    # ---- taking in -----------------------------------------------------------------------------

    def start(self) -> None:
        """Open the microphone, for the session that the page is about."""
        self.banner.hide()
        self.dictate.setEnabled(False)
        self._begin(self._start)

    def _start(self, session_id: str) -> None:
        services = self._page.services
        self._session_id = session_id

        def start() -> None:
            services.dictation.start(session_id, str(services.preferences.get("microphone") or ""))

        self._page.ask(start, lambda _: self._started(), self.refused, lane=Lane.RECORDER)

    def refused(self, error: Exception) -> None:
        """It could not begin: why."""
        error_view.say(self.banner, error, "warning")
        self._show()

    def _started(self) -> None:
        self.on, self._asking = True, False
        self.time.setText("0:00")
        self.heard.setText("")
        self._show()
        self.stop.setEnabled(True)
        self.stop.setFocus()
        self._timer.start()
        self._write_down()

    def _ask(self) -> None:
        if not self._asking:
            self._asking = True
            self._page.ask(self._page.services.dictation.status, self._answered, self._ended, lane=Lane.RECORDER)

    def _answered(self, status: RecorderStatus) -> None:
        self._asking = False
        if not self.on:
            return
        self.level.set_level(status.level)
        self.time.setText(words.clock(status.captured))
        if status.level > HEARD:
            self.spoke.emit()
        if status.state in _OVER:
            self.end()

    def end(self) -> None:
        """Stop listening; what is not written down yet is, and then the sound is destroyed."""
        self._timer.stop()
        self.stop.setEnabled(False)
        self._page.ops.run(
            self, self._page.services.dictation.stop, lambda _: self._stopped(), self._ended, lane=Lane.RECORDER
        )

    def _ended(self, error: Exception) -> None:
        """It ended otherwise than by Stop: what was said before is written down all the same."""
        self._asking = False
        if not self.on:
            return
        if not isinstance(error, VaultLocked | Cancelled):
            lost = self.tr("What was said until then is written down.")
            happened = self.tr("The dictation ended early.") if isinstance(error, RecorderLost) else None
            error_view.say(self.banner, error, "warning", happened=happened, lost=lost, next_step="")
        self._stopped()

    def _stopped(self) -> None:
        self._timer.stop()
        self.on = False
        self._show()
        self.dictate.setFocus()
        waiting, self._after = self._after, []
        for done in waiting:
            done()

    # ---- writing down --------------------------------------------------------------------------

    def _write_down(self) -> None:
        """Follow what is said, and go on after it has ended until the words are there and the sound is gone."""
        session_id, dictation, cancel = self._session_id, self._page.services.dictation, self._cancel
        self.writing, self._waits = True, False
        self._show()

        def work() -> str:
            return dictation.write_down(
                session_id, cancel.is_set, going_on=lambda: dictation.active == session_id, tell=self._told.emit
            )

        self._page.ask(work, self._put, self._failed, lane=Lane.LONG)

    def _put(self, text: str) -> None:
        if self._dropping:
            return
        self.writing = False
        self.heard.setText("")
        self._show()
        if not text.strip():
            self.banner.say(
                self.tr("Nothing was understood, and nothing is kept of it. Is the microphone on?"), "warning"
            )
        elif UNHEARD in text:
            self.banner.say(self.tr("Please read it: {sign} stands where words could not be understood.")
                            .replace("{sign}", UNHEARD), "warning")  # fmt: skip
        else:
            done = self.tr("Written down, and the sound is destroyed. Please read it and correct what is wrong.")
            self.banner.say(done, "success")
        self._take(text)

    def _failed(self, error: Exception) -> None:
        if self._dropping:
            return
        self.writing = False
        self._waits = not isinstance(error, VaultLocked | Cancelled)
        self._show()
        if not self._waits:
            return
        kept = self.tr("What you dictated is kept until it can be written down.")
        error_view.say(self.banner, error, "warning", lost=kept, action=self.tr("Try again"), act=self._again)

    def _again(self) -> None:
        self.banner.hide()
        self._write_down()

    # ---- throwing away -------------------------------------------------------------------------

    def _ask_drop(self) -> None:
        question.ask(
            self, "writing.drop", self.tr("Discard this dictation?"),
            self.tr("Its sound and its words are destroyed and cannot be brought back. What you typed stays."),
            [("yes", self.tr("&Discard it"), self._drop)],
        )  # fmt: skip

    def _drop(self) -> None:
        """Stop listening and writing down, then destroy what there is of it."""
        if not (self.busy or self._waits):
            return  # its words came while the question stood: they are in the text
        self._dropping = True
        self._cancel.set()
        self._show()
        if self.on:
            self.flush(self._destroy)
        else:
            self._destroy()

    def _destroy(self) -> None:
        session_id, dictation = self._session_id, self._page.services.dictation
        self._page.ask(lambda: dictation.discard(session_id), lambda _: self._dropped(), self._not_dropped,
                       lane=Lane.LONG)  # fmt: skip

    def _dropped(self, error: Exception | None = None) -> None:
        self._cancel = threading.Event()
        self.writing = self._dropping = self._waits = False
        self.heard.setText("")
        if error is None:
            self.banner.say(self.tr("Discarded. Nothing is kept of it."), "info")
        else:
            error_view.say(self.banner, error, "warning")
        self._show()

    def _not_dropped(self, error: Exception) -> None:
        self._dropped(error)
