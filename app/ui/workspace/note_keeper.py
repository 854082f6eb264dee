"""Stores the note a moment after the last change, and has the words that changed checked in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.note import CheckResult, Note, NoteSentence
from app.ui import error_view, words
from app.ui.context import Context
from app.ui.operations import Lane
from app.ui.widgets import Banner
from app.ui.workspace.sentence_row import SentenceRow

SETTLE_MS = 700


class Shown(Protocol):
    """The view whose note is kept."""

    banner: Banner

    def note(self) -> Note | None: ...
    def rows(self) -> Sequence[SentenceRow]: ...

    @property
    def checking(self) -> bool: ...


class NoteKeeper(QObject):
    """Knows what is not stored and not checked yet, and who waits for it."""

    changed = Signal()
    stored = Signal(object)  # the note as stored
    saved = Signal(str)  # what to say of it
    save_failed = Signal(str)

    def __init__(self, context: Context, parent: QObject, shown: Shown) -> None:
        super().__init__(parent)
        self._context = context
        self._shown = shown
        self._dirty = False
        self._saving = False
        self._failed = False  # the last try to store; the banner says so
        self._waiters: list[Callable[[], None]] = []
        self._check_waiters: list[Callable[[], None]] = []
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._settled)

    @property
    def unsaved(self) -> bool:
        """Whether the screen holds what the vault does not."""
        return self._dirty

    @property
    def failed(self) -> bool:
        """Whether the last try to store failed; the banner says so."""
        return self._failed

    def touched(self) -> None:
        """The note changed."""
        self._dirty = True
        self._settle.start()
        self.changed.emit()

    def wipe(self) -> None:
        """The note is taken off the screen."""
        self._settle.stop()
        self._check_waiters = []
        self._dirty = self._failed = False

    def flush(self, done: Callable[[], None]) -> None:
        """Store what is not stored yet, then call `done`: also where it could not be stored, see `unsaved`."""
        self._settle.stop()
        self._waiters.append(done)
        self._settled()

    def when_checked(self, done: Callable[[], None]) -> None:
        """Once every check has answered and everything is stored, call `done`; not at all if the note is left."""
        self._check_waiters.append(done)
        self.ask_checks()
        self._tell_checked()

    def _tell_checked(self) -> None:
        if self._shown.checking or not self._check_waiters:
            return
        waiters, self._check_waiters = self._check_waiters, []
        for each in waiters:
            self.flush(each)

    # ---- storing -----------------------------------------------------------------------------------

    def _settled(self) -> None:
        self.ask_checks()
        if self._saving:
            return  # its answer goes on from here
        note = self._shown.note()
        if not self._dirty or note is None or note.signed:
            self._tell_stored()
            return
        self._dirty, self._saving = False, True
        self._context.ops.run(self, lambda: self._context.services.notes.save(note), self._stored, self._not_stored)

    def _stored(self, stored: Note) -> None:
        self._saving = False
        if self._failed:
            self._failed = False
            self._shown.banner.hide()
        self.stored.emit(stored)
        self.saved.emit(words.time_words(stored.updated_at) if stored.updated_at else "")
        if self._dirty:
            self._settled()
            return
        self._tell_stored()

    def _tell_stored(self) -> None:
        waiters, self._waiters = self._waiters, []
        for each in waiters:
            each()

    def _not_stored(self, error: Exception) -> None:
        if self._shown.note() is None:  # the page was left meanwhile
            self._saving = False
            self._tell_stored()
            self._context.ops.fail(self, error)
            return
        self._saving, self._dirty, self._failed = False, True, True
        # Not the error's own word on what was lost: that speaks of what was stored before.
        lost = self.tr("What you changed in the note since it was last saved is not stored yet.")
        error_view.say(self._shown.banner, error, lost=lost, action=self.tr("Try again"), act=self._settled)
        self.save_failed.emit(self.tr("Not saved"))
        self._tell_stored()  # a window that cannot be locked would be worse

    # ---- checking ----------------------------------------------------------------------------------

    def ask_checks(self) -> None:
        """Have everything checked that waits for it."""
        for each in self._shown.rows():
            if each.checking:
                self.check(each)

    def check(self, which: SentenceRow) -> None:
        """Have the words of a sentence checked, unless that is asked already."""
        note, text = self._shown.note(), which.sentence.text
        if note is None or which.asked:
            return
        session_id = note.session_id
        which.asked, request = True, which.request

        def answered(result: CheckResult) -> None:
            if which.request == request and which.checking:
                which.take(result)
                self.touched()
                self._tell_checked()

        def failed(error: Exception) -> None:
            error_view.note(error)  # a fault is logged by its type
            if which.request == request and which.checking:
                which.not_checked()
                self.touched()
                self._tell_checked()

        self._context.ops.run(
            which, lambda: self._context.services.notes.check(session_id, text), answered, failed, lane=Lane.CHECK
        )

    def quote(self, which: SentenceRow) -> None:
        """Have a sentence replaced by the session's own words, where any come near it."""
        note, sentence = self._shown.note(), which.sentence
        if note is None:
            return
        session_id, request = note.session_id, which.request
        which.quote.setEnabled(False)

        def found(quotation: NoteSentence | None) -> None:
            which.quote.setEnabled(True)
            if which.request != request or which.sentence != sentence:
                return  # it was changed meanwhile
            if quotation is None:
                self._shown.banner.say(self.tr("Nothing in the session comes near this sentence."), "info")
                return
            which.replace_by(quotation)
            self.touched()

        def failed(error: Exception) -> None:
            which.quote.setEnabled(True)
            self._context.ops.fail(which, error)

        self._context.ops.run(
            which, lambda: self._context.services.notes.quotation(session_id, sentence), found, failed,
            lane=Lane.CHECK,
        )  # fmt: skip
