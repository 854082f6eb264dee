"""Sotto's sign in the desktop's tray: what goes on, and the few things that are wanted without the window.

Where the desktop has no tray there is none, and nothing depends on it. Closing the window ends Sotto all the same.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.domain.session import RecorderStatus, RecordingState
from app.ui import words
from app.ui.lamp import Sign, badge, sign_of
from app.ui.notices import bus_there
from app.ui.pages.recording_words import alarm_words, state_words


@dataclass(frozen=True, slots=True)
class Standing:
    """How Sotto stands. `status`: of the recording that is followed; `behind`: one goes on behind the lock."""

    locked: bool = True
    status: RecorderStatus | None = None
    behind: bool = False
    working: bool = False


def there() -> bool:
    """Whether the desktop has a tray that can be asked for without starting anything."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return False
    if sys.platform == "linux" and not bus_there():
        return False
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """The sign and its menu."""

    pause = Signal()
    mark = Signal()
    stop = Signal()
    lock = Signal()
    leave = Signal()
    back = Signal()
    """The window is to come to the front."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._standing = Standing()
        self._shown: tuple[object, ...] = ()
        self.menu = QMenu(window)
        self.menu.setObjectName("tray.menu")
        self.says = self._action("tray.state", "", None)
        self.says.setEnabled(False)
        self.menu.addSeparator()
        self.open_action = self._action("tray.open", self.tr("Open Sotto"), self.back)
        self.menu.addSeparator()
        self.pause_action = self._action("tray.pause", self.tr("Pause"), self.pause)
        self.mark_action = self._action("tray.mark", self.tr("Mark this moment"), self.mark)
        self.stop_action = self._action("tray.stop", self.tr("Stop the recording…"), self.stop)
        self.menu.addSeparator()
        self.lock_action = self._action("tray.lock", self.tr("Lock"), self.lock)
        self.leave_action = self._action("tray.leave", self.tr("Close Sotto"), self.leave)
        self.menu.aboutToShow.connect(self._name_state)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.back)
        self.show_standing(self._standing)

    def _action(self, name: str, text: str, told: object) -> QAction:
        made = QAction(text, self.menu)
        made.setObjectName(name)
        if told is not None:
            made.triggered.connect(lambda _=False: told.emit())  # type: ignore[attr-defined]
        self.menu.addAction(made)
        return made

    @property
    def sign(self) -> Sign:
        """The sign at the corner of the mark."""
        now = self._standing
        if now.status is not None:
            return Sign.WAITING if alarm_words(now.status) else sign_of(now.status)
        return Sign.LOCKED if now.behind else Sign.WORKING if now.working and not now.locked else Sign.NONE

    def words(self) -> str:
        """What goes on, without the time; the tooltip, too."""
        now = self._standing
        if now.status is not None:
            return alarm_words(now.status) or state_words(now.status)
        if now.locked:
            return self.tr("The recording goes on. Sotto is locked.") if now.behind else self.tr("Sotto is locked")
        return self.tr("Working on a session") if now.working else self.tr("Nothing is being recorded")

    def show_standing(self, standing: Standing) -> None:
        """Show how Sotto stands now."""
        self._standing = standing
        status = standing.status
        told = (self.sign, self.words(), standing.locked, status.state if status is not None else None)
        if told == self._shown:
            return  # a few times a second: the desktop is told only of what has changed
        self._shown = told
        running = status is not None and status.state is RecordingState.RECORDING
        active = running or (status is not None and status.state in (RecordingState.PAUSED, RecordingState.OFF_RECORD))
        self.pause_action.setText(self.tr("Go on") if active and not running else self.tr("Pause"))
        for action, shown in (
            (self.pause_action, active), (self.mark_action, running), (self.stop_action, status is not None),
            (self.lock_action, not standing.locked),
        ):  # fmt: skip
            action.setVisible(shown)
        self.icon.setIcon(QIcon(badge(self.sign)))
        self.icon.setToolTip(f"Sotto: {self.words()}")
        self._name_state()

    def _name_state(self) -> None:
        status = self._standing.status
        time = f" · {words.clock(status.captured)}" if status is not None else ""
        self.says.setText(f"{self.words()}{time}")

    def send(self, text: str, *, urgent: bool) -> None:
        """As `notices.Channel`: where the system shows a tray's messages."""
        kind = QSystemTrayIcon.MessageIcon.Warning if urgent else QSystemTrayIcon.MessageIcon.NoIcon
        self.icon.showMessage("Sotto", text, kind)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.back.emit()
