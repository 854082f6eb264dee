"""What the system says about how its programs should look: dark, high contrast, accent, text size.

Asked before Sotto's own palette is put on the application, which hides the system's.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QGuiApplication, QPalette

USUAL_PIXELS = {"win32": 12.0, "darwin": 13.0}
"""How large the system's own text is where nobody changed it: 9 points at Windows' 96 dots an inch, 13 on macOS."""
USUAL_ELSEWHERE = 15.0
"""The largest that a Linux desktop comes with (GNOME: 11 points); 9 and 10 points are usual too."""
LARGEST = 2.0
STEP = 0.05


@dataclass(frozen=True, slots=True)
class SystemLook:
    """`accent`: #rrggbb, "" where the system has none. `scale`: of the text, 1.0 to `LARGEST`."""

    dark: bool = False
    high: bool = False
    accent: str = ""
    scale: float = 1.0


def system_look(own: QPalette | None = None) -> SystemLook:
    """Ask the system. `own`: its palette, before Sotto put on another; None: nothing is known of an accent."""
    hints = QGuiApplication.styleHints()
    high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    accent = accent_of(own) if own is not None else ""
    return SystemLook(hints.colorScheme() == Qt.ColorScheme.Dark, high, accent, text_scale())


def accent_of(palette: QPalette) -> str:
    """The accent that a system's palette names; "" for one that only has Qt's own."""
    group, role = QPalette.ColorGroup.Active, QPalette.ColorRole.Accent
    return palette.color(group, role).name(QColor.NameFormat.HexRgb) if palette.isBrushSet(group, role) else ""


def text_scale() -> float:
    """How much larger than usual the system's own text is."""
    return scale_of(QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize())


def scale_of(pixels: float, platform: str = sys.platform) -> float:
    """The text size that goes with the system's text of so many device-independent pixels; never under 1.0."""
    exact = pixels / USUAL_PIXELS.get(platform, USUAL_ELSEWHERE)
    return min(LARGEST, max(1.0, round(exact / STEP) * STEP))
