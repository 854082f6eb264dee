"""Traces that a toolkit leaves by itself: folders last visited, words that an input method learns."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

_NOWHERE = os.devnull + "/sotto"
"""Where Qt would keep its own settings: a folder that cannot be made, so nothing is written and nothing read."""


def keep_out_of_settings() -> None:
    """Keep Qt from writing which folders and files its dialogs visited (`QtProject.conf`). Call it first.

    Sotto has a settings file of its own and uses no QSettings. On Windows and macOS, where Qt's settings lie
    in registry and property list, `forget_visited` clears them after each dialog instead.
    """
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, _NOWHERE)


def forget_visited() -> None:
    """Remove what Qt's file dialog noted. On Linux it could note nothing."""
    if sys.platform in ("win32", "darwin"):
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        settings.remove("FileDialog")
        settings.sync()


def keep_out_of_learning(application: QApplication) -> None:
    """Tell input methods and screen keyboards, for each field that is entered, to learn nothing from it."""
    application.focusChanged.connect(_say_sensitive)


def _say_sensitive(_: QObject | None, entered: QObject | None) -> None:
    if isinstance(entered, QWidget) and entered.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        sensitive = Qt.InputMethodHint.ImhSensitiveData
        if not entered.inputMethodHints() & sensitive:
            entered.setInputMethodHints(entered.inputMethodHints() | sensitive)
