"""What is copied in Sotto: marked as secret where the platform can, and gone after a minute.

Clipboard managers, history and cloud clipboards leave out what is marked. After `KEPT_SECONDS`, at a lock
and at the end, what is still ours is cleared; what another program put there since is not touched. On X11
the text that is merely selected, which a middle click would paste, goes at a lock too.
Sources: KeePassXC's and Klipper's `x-kde-passwordManagerHint`; "Clipboard Formats" of Windows (cloud clipboard
and history); nspasteboard.org. The marks for Windows and macOS have not been run there yet.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

KEPT_SECONDS = 60.0
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = b"\x00\x00\x00\x00"  # a DWORD
MARKS: dict[str, dict[str, bytes]] = {
    "win32": {
        _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\x01\x00\x00\x00",
        _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
        _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
    },
    "darwin": {"application/x-sotto-concealed": b"secret"},
    "linux": {"x-kde-passwordManagerHint": b"secret"},
}
CONCEALED = "org.nspasteboard.ConcealedType"


def marks() -> dict[str, bytes]:
    """Formats and values that say "secret" on this platform."""
    return MARKS.get(sys.platform, MARKS["linux"])


class ClipboardGuard(QObject):
    """Watches the clipboard for what this program puts there."""

    def __init__(self, application: QApplication, parent: QObject, seconds: float = KEPT_SECONDS) -> None:
        super().__init__(parent)
        self._clipboard = application.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._clear_copied)
        self._clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take back what was copied and what is selected, unless another program has replaced it."""
        self._clear_copied()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _changed(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._timer.stop()
            return
        found = self._clipboard.mimeData()
        if found is None or not found.formats() or found.hasFormat(next(iter(marks()))):
            return
        self._clipboard.setMimeData(_marked(found))  # comes back here once, marked
        if sys.platform == "darwin":
            _conceal()
        self._timer.start()

    def _clear_copied(self) -> None:
        self._timer.stop()
        take_back(self._clipboard)


def take_back(clipboard: QClipboard) -> None:
    """Empty the clipboard, unless another program has put something there since."""
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)


def _marked(found: QMimeData) -> QMimeData:
    copy = QMimeData()
    if found.hasText():
        copy.setText(found.text())  # text alone: no other program is to get the note's layout or its ids
    else:
        for name in found.formats():
            copy.setData(name, found.data(name))
    for name, value in marks().items():
        copy.setData(name, QByteArray(value))
    return copy


def _conceal() -> None:
    """Qt hands macOS no type names of its own choosing, so the mark is added to what Qt has put there."""
    from app.ui.objc import Runtime  # noqa: PLC0415  (macOS alone)

    runtime = Runtime()
    board = runtime.send(runtime.named("NSPasteboard"), "generalPasteboard")
    runtime.send(board, "setString:forType:", runtime.text("secret"), runtime.text(CONCEALED))
