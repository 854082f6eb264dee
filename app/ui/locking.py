"""Locking: store what is not stored, wipe the screen, close the vault, end the process that held its key.

With `restart` the window's process is replaced by a fresh one that knows nothing; without it (pictures, tests) the lock
screen is shown by the same process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.restart import LockNotice
from app.ui import error_view, place
from app.ui.announce import announce
from app.ui.operations import Lane
from app.ui.store_first import StoreFirst
from app.ui.widgets import column, label

if TYPE_CHECKING:
    from app.ui.window import Window

Restart = Callable[[LockNotice], None]
PATIENCE_MS = 4000
"""How long closing the vault may take before the process is ended without it; SQLite bears that."""
RECORDER_MS = 1500
"""How long a recorder that is just being started may take to be noted in the vault."""


class LockKey(QObject):
    """Ctrl+L, in the window and in each dialog over it: while one is open, the window's own shortcuts are dead.

    While a menu or a list is open there are no shortcuts at all: what is typed then goes to it, and is looked at first.
    """

    pressed = Signal()

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._app = app
        self._add(window)
        app.focusWindowChanged.connect(self._look)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lock by the key while a menu or a list is open; it closes."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        popup = self._app.activePopupWidget()
        wanted = event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if popup is None or not wanted or not isinstance(watched, QWidget):
            return False
        popup.close()
        QTimer.singleShot(0, self, self.pressed.emit)  # once the menu's own doing is over
        return True

    def _look(self, _: object) -> None:
        front = self._app.activeWindow()
        if isinstance(front, QDialog) and not front.findChildren(QShortcut, "lockKey"):
            self._add(front)

    def _add(self, place: QWidget) -> None:
        made = QShortcut(QKeySequence("Ctrl+L"), place)
        made.setObjectName("lockKey")
        made.activated.connect(self.pressed)


class Cover(QWidget):
    """Lies over the whole window from the moment it is to lock."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("cover")
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = column(self)
        text = label(self.tr("Locking…"), "title", name="cover.text")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(text)
        self.hide()

    def put(self) -> None:
        """Cover the window, and take the keys off what is below."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()
        announce(self, self.tr("Locking…"), urgent=True)
        self.repaint()  # storing and closing must not keep the client's words on the screen


class Locker(QObject):
    """Carries a lock through, once at a time."""

    over = Signal()
    """The vault is closed, in a process that goes on, or there was nothing to close: the system may sleep."""

    def __init__(self, window: Window, restart: Restart | None) -> None:
        super().__init__(window)
        self._window = window
        self._restart = restart
        self._cover = Cover(window)
        self._store_first = StoreFirst(window, self._called_off)
        self._ending, self._wanted = False, -1
        self.busy = False
        """From the wish to lock until the vault is closed."""
        self.back_to_work = False
        """The page that follows the work was on the screen, and is to be shown after unlocking."""

    # ---- storing first -------------------------------------------------------------------------

    def lock(self, *, somebody_there: bool = True) -> None:
        """Begin; does nothing where the vault is closed, or a lock is under way."""
        window = self._window
        # The page does not tell: a vault that the recovery code opened stands open behind its new code, and that of
        # the first run behind its first one. Nothing is lost with them: another code is shown after unlocking.
        if not window.services.vault.is_open:
            # The screen was locked while the passphrase was tried: the vault must not stand open behind it.
            if window.page() is window.unlock_page and window.unlock_page.trying:
                self._wanted = window.unlock_page.attempt
            self.over.emit()
            return
        if self.busy:
            if not somebody_there:
                self._store_first.nobody_there()
            return
        self.busy = True
        self._cover.put()
        window.services.vault.make_way()
        self._close_what_is_over()
        self._store_first.lock(window.page(), self._stored, self._lost_by_ending, somebody_there=somebody_there)

    def start_again(self) -> None:
        """Replace the process where there is nothing to store and to close: the window comes back in another language.

        What is fetched or copied goes on in the next one.
        """
        window = self._window
        if self._restart is None or self._ending or self.busy or window.services.vault.is_open:
            return
        self._ending = True
        installing = window.errands.suspend()
        self._restart(LockNotice(geometry=place.of(window), installing=installing))

    def taken_back(self) -> bool:
        """Whether the vault, just opened, was to be locked meanwhile; then that is begun."""
        wanted, self._wanted = self._wanted == self._window.unlock_page.attempt, -1
        if wanted:
            self.lock(somebody_there=False)
        return wanted

    def close(self, go: Callable[[], None]) -> None:
        """Store, then `go`, which closes the window."""
        self._close_what_is_over()
        self._store_first.close(self._window.page(), go, self._unsaved)

    def _close_what_is_over(self) -> None:
        """Menus, lists and dialogs lie over the cover too. What was typed in one is kept, or counts as not stored."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in self._window.findChildren(QDialog):
            # One that knows how closes also while it waits for an answer, and is not taken to be called off.
            getattr(dialog, "put_away", dialog.reject)()

    def fit(self) -> None:
        """Keep the whole window covered when its size changes."""
        self._cover.setGeometry(self._window.rect())

    def _unsaved(self) -> bool:
        return any(page.unsaved for page in self._window.made)

    def _lost_by_ending(self) -> bool:
        return self._restart is not None and self._unsaved()

    def _called_off(self) -> None:
        self.busy = False
        self._cover.hide()

    # ---- closing -------------------------------------------------------------------------------

    def _stored(self, hung: bool) -> None:
        window, services = self._window, self._window.services
        self.busy = True
        active, queue = services.recording.active, window.working_page.queue
        recording = active is not None and not queue.reads(active)
        self.back_to_work = window.page() is window.working_page
        restarts, not_stored = self._restart is not None, hung or self._lost_by_ending()
        queue.suspend()
        window.wipe()
        # What is fetched or copied goes on in the next process; where this one stays, it simply goes on.
        installing = window.errands.suspend() if restarts else False
        notice = LockNotice(recording, queue.put_off, self.back_to_work, not_stored and restarts,
                            geometry=place.of(window), installing=installing)  # fmt: skip
        window.unlock_page.say_what_goes_on(recording=recording, working=queue.put_off)
        if not restarts:
            self._cover.hide()
            window.ops.run(self, services.vault.lock, lambda _: self._closed(notice), self._not_closed)
            return
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._end(notice, closed=False))
        window.ops.run(
            self, services.vault.lock, lambda _: self._let_recorder_begin(notice, closed=True),
            lambda _: self._let_recorder_begin(notice, closed=False),
        )  # fmt: skip

    def _say_what_came(self, notice: LockNotice) -> None:
        window = self._window
        if window.services.recording.left_running and window.page() is window.unlock_page and not notice.recording:
            window.unlock_page.say_what_goes_on(recording=True, working=notice.work)

    def _closed(self, notice: LockNotice = LockNotice()) -> None:  # noqa: B008 - it cannot be changed
        self.busy = False
        self.over.emit()
        # A recorder that was being started in that moment is known of once it runs.
        self._window.ops.run(self, lambda: None, lambda _: self._say_what_came(notice), lane=Lane.RECORDER)

    def _not_closed(self, error: Exception) -> None:
        self._closed()
        error_view.present(self._window, error)

    # ---- ending --------------------------------------------------------------------------------

    def _let_recorder_begin(self, notice: LockNotice, *, closed: bool) -> None:
        """A recorder that nobody can reach would stay on: one that is just being started is waited for."""
        QTimer.singleShot(RECORDER_MS, self, lambda: self._end(notice, closed=closed))
        self._window.ops.run(
            self, lambda: None, lambda _: self._end(notice, closed=closed), lane=Lane.RECORDER
        )  # fmt: skip

    def _end(self, notice: LockNotice, *, closed: bool) -> None:
        if self._ending or self._restart is None:
            return
        self._ending = True
        recording = self._window.services.recording
        goes_on, behind = notice.recording or recording.left_running, recording.behind
        handle = behind.handle if goes_on and behind is not None else ""
        self._restart(replace(notice, not_closed=not closed, recording=goes_on, starting=recording.starting,
                              recorder=handle))  # fmt: skip
