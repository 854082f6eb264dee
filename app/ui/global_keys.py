"""Keys that work while another program is in front: only during a recording, and only where they were asked for.

X11: the keys are grabbed (`global_keys_x11`). Wayland: the desktop is asked through its portal, and asks the clinician
(`global_keys_portal`). Windows and macOS: their own calls (`global_keys_native`), not run there yet. Elsewhere there
are none, and the settings say so. Other keys than these never reach Sotto.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.ui.notices import bus_there


@dataclass(frozen=True, slots=True)
class GlobalKey:
    """What is done, how it is called to the clinician, and its keys as in "Ctrl+Alt+P"."""

    name: str
    words: str
    keys: str

    @property
    def letter(self) -> str:
        """The key itself, a capital letter."""
        return self.keys.rsplit("+", 1)[1]

    def mask(self, bits: Mapping[str, int]) -> int:
        """The modifiers in a system's own bits, by their names here: Ctrl, Alt, Shift, Meta."""
        return sum(bits[name] for name in self.keys.split("+")[:-1])


def the_keys() -> tuple[GlobalKey, ...]:
    """All of them."""
    tr = QCoreApplication.translate
    return (
        GlobalKey("pause", tr("GlobalKeys", "Pause the recording, or go on"), "Ctrl+Alt+P"),
        GlobalKey("off", tr("GlobalKeys", "Off the record"), "Ctrl+Alt+O"),
        GlobalKey("mark", tr("GlobalKeys", "Mark this moment"), "Ctrl+Alt+M"),
        GlobalKey("back", tr("GlobalKeys", "Bring Sotto to the front"), "Ctrl+Alt+B"),
    )


class Source(Protocol):
    """A way to be told of keys. Both are called on the main thread and return at once.

    `begin` hands `tell` the name of each key that is pressed, and `refused` the names of those that cannot be had
    (another program has them), once that is known; both on any thread.
    """

    def begin(
        self, keys: Sequence[GlobalKey], tell: Callable[[str], None], refused: Callable[[list[str]], None]
    ) -> None: ...
    def end(self) -> None: ...


def way() -> str:
    """How keys are had here: "x11", "portal", "windows", "macos"; "" for not at all."""
    if sys.platform in ("win32", "darwin"):
        return "windows" if sys.platform == "win32" else "macos"
    platform = QGuiApplication.platformName()
    wayland = platform.startswith("wayland") or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    if wayland:  # there a grab would be served only while an X11 program is in front
        return "portal" if bus_there() and platform != "offscreen" else ""
    return "x11" if platform == "xcb" else ""


def source(parent: QObject) -> Source | None:
    """The way to be told here; None where there is none."""
    found = way()
    if found == "x11":
        from app.ui.global_keys_x11 import XcbSource  # noqa: PLC0415  (that system's library)

        return XcbSource(parent)
    if found == "portal":
        from app.ui.global_keys_portal import PortalSource  # noqa: PLC0415

        return PortalSource()
    if found:
        from app.ui.global_keys_native import native_source  # noqa: PLC0415

        return native_source()
    return None


class GlobalKeys(QObject):
    """Takes the keys when a recording begins, and lets them go when it ends."""

    pressed = Signal(str)
    """The name of a key, as in `the_keys`."""
    taken = Signal(list)
    """The names of keys that another program has."""

    _heard = Signal(str)
    _refused = Signal(list)

    def __init__(self, parent: QObject, make: Callable[[QObject], Source | None] = source) -> None:
        super().__init__(parent)
        self._make = make
        self._source: Source | None = None
        self._heard.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._refused.connect(self._say, Qt.ConnectionType.QueuedConnection)

    @property
    def held(self) -> bool:
        """Whether keys were asked for."""
        return self._source is not None

    def begin(self) -> None:
        """Take the keys; does nothing where they are taken, or cannot be."""
        if self._source is not None:
            return
        self._source = self._make(self)
        if self._source is not None:
            self._source.begin(the_keys(), self._heard.emit, self._refused.emit)

    def end(self) -> None:
        """Let them go."""
        gone, self._source = self._source, None
        if gone is not None:
            gone.end()

    def _pass_on(self, name: str) -> None:
        if self._source is not None:  # what was pressed just before the end does nothing any more
            self.pressed.emit(name)

    def _say(self, names: list[str]) -> None:
        if self._source is not None and names:
            self.taken.emit(names)
