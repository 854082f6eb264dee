"""The look of the window: bundled fonts, Qt palette and the one style sheet, made from the tokens."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import tokens
from app.ui.resources import resource
from app.ui.stylesheet import style_sheet
from app.ui.tokens import DARK, LIGHT, Palette

FONT_FILES = ("Inter-Regular.ttf", "Inter-Italic.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


class ThemeSignals(QObject):
    """Tells painted widgets and icons that the colours changed."""

    changed = Signal()


@dataclass(slots=True)
class _Current:
    palette: Palette = LIGHT
    scale: float = 1.0
    name: str = ""
    signals: ThemeSignals | None = None
    fonts_loaded: bool = False


_current = _Current()


def palette() -> Palette:
    """The palette in use."""
    return _current.palette


def colour(role: str) -> QColor:
    """The colour of a role of the palette in use, for painting."""
    return QColor(getattr(_current.palette, role))


def px(size: float) -> int:
    """A size in device-independent pixels at the text size in use."""
    return round(size * _current.scale)


def space(steps: float) -> int:
    """A distance of so many steps of 4."""
    return px(steps * tokens.SPACE_UNIT)


def font(role: str) -> QFont:
    """The font of a role of the type scale."""
    size, weight = tokens.TYPE_SCALE[role]
    made = QFont(tokens.FONT_FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    if role == "time":
        made.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that the clock stands still
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
    return made


def signals() -> ThemeSignals:
    """The object whose `changed` signal follows each change of theme."""
    if _current.signals is None:
        _current.signals = ThemeSignals()
    return _current.signals


def system_is_dark() -> bool:
    """Whether the desktop asks for a dark window; False where it does not say."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(app: QApplication, name: str, scale: float = 1.0) -> None:
    """Put a theme on the whole application.

    `name` is "light", "dark" or "system"; `scale` is the text size, 1.0 for the usual one.
    """
    _load_fonts()
    dark = system_is_dark() if name == "system" else name == "dark"
    _current.palette = DARK if dark else LIGHT
    _current.scale = scale
    _current.name = name
    app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_qt_palette(_current.palette))
    app.setStyleSheet(style_sheet(_current.palette, px))
    signals().changed.emit()


def change(app: QApplication, name: str) -> None:
    """Change to another theme at the same text size; does nothing where it is in use already."""
    if name != _current.name:
        apply(app, name, _current.scale)


def _load_fonts() -> None:
    if _current.fonts_loaded:
        return
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    _current.fonts_loaded = True


def _qt_palette(p: Palette) -> QPalette:
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: p.canvas,
        QPalette.ColorRole.WindowText: p.ink,
        QPalette.ColorRole.Base: p.surface,
        QPalette.ColorRole.AlternateBase: p.sunken,
        QPalette.ColorRole.Text: p.ink,
        QPalette.ColorRole.PlaceholderText: p.muted,
        QPalette.ColorRole.Button: p.surface,
        QPalette.ColorRole.ButtonText: p.ink,
        QPalette.ColorRole.Highlight: p.accent,
        QPalette.ColorRole.HighlightedText: p.on_accent,
        QPalette.ColorRole.Link: p.accent,
        QPalette.ColorRole.LinkVisited: p.accent,
        QPalette.ColorRole.ToolTipBase: p.ink,
        QPalette.ColorRole.ToolTipText: p.surface,
    }
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(p.muted))
    return made
