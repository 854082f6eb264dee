"""Asking for a file, in one place, so that tests can answer.

On Linux and Windows the dialog is Qt's own: the desktops' dialogs note each name in the list of recent files
(`recently-used.xbel`, the registry's ComDlg32), and a clinician may well have put a client's name into it. On macOS
it is the system's, without which a sandboxed program may open nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.ui import traces


def ask_save(parent: QWidget, title: str, suggested: str, kind: str, suffix: str) -> Path | None:
    """Where to store a file, None if the clinician thought better of it. `suffix` as ".pdf"."""
    dialog = _dialog(parent, title, QStandardPaths.StandardLocation.DocumentsLocation, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(suggested)
    path = _answer(dialog)
    return path if path is None or path.suffix else path.with_suffix(suffix)


def ask_open(parent: QWidget, title: str, kind: str) -> Path | None:
    """Which file to read, None if none."""
    dialog = _dialog(parent, title, QStandardPaths.StandardLocation.MusicLocation, kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _answer(dialog)


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Which folder to use, None if none; a new one can be made in the dialog."""
    dialog = _dialog(parent, title, QStandardPaths.StandardLocation.HomeLocation, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    return _answer(dialog)


def _dialog(parent: QWidget, title: str, where: QStandardPaths.StandardLocation, kind: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, QStandardPaths.writableLocation(where), kind)
    dialog.setObjectName("files.dialog")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform != "darwin")
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons, True)
    return dialog


def _answer(dialog: QFileDialog) -> Path | None:
    try:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        return Path(chosen[0]) if accepted and chosen else None
    finally:
        dialog.setHistory([])
        dialog.deleteLater()
        traces.forget_visited()
