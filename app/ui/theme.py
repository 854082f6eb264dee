"""The look of the window: bundled fonts, Qt palette and the one style sheet, made from the tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import tokens
from app.ui.accent import with_accent
from app.ui.rescale import rescale
from app.ui.resources import resource
from app.ui.stylesheet import style_sheet
from app.ui.system_look import system_look
from app.ui.tokens import LIGHT, Palette, palette_of

SIZES = (100, 125, 150, 175, 200)
"""The text sizes to choose from, in percent."""
FONT_FILES = ("Inter-Regular.ttf", "Inter-Italic.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


class ThemeSignals(QObject):
    """Tells painted widgets and icons that the colours changed."""

    changed = Signal()


@dataclass(frozen=True, slots=True)
class Look:
    """What was chosen in the settings. `theme`: system, light, dark; `contrast`: system, usual, high; `size`: the text
    size in percent, 0 for the system's; `accent`: whether the system's accent colour takes the place of Sotto's."""

    theme: str = "system"
    contrast: str = "system"
    size: int = 0
    accent: bool = True


@dataclass(slots=True)
class _Current:
    palette: Palette = LIGHT
    scale: float = 1.0
    look: Look | None = None
    system_palette: QPalette | None = None
    system_scale: float = 1.0
    signals: ThemeSignals | None = None
    fonts_loaded: bool = False
    follows: bool = False


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
    if role in ("time", "figures"):
        made.setFeature(QFont.Tag("tnum"), 1)  # figures of one width: a clock stands still, columns stand in line
    if role == "time":
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
    return made


def signals() -> ThemeSignals:
    """The object whose `changed` signal follows each change of theme."""
    if _current.signals is None:
        _current.signals = ThemeSignals()
    return _current.signals


def apply(app: QApplication, name: str, scale: float = 1.0, *, contrast: str = "system") -> None:
    """Put a theme on the whole application, with Sotto's own accent.

    `name` is "light", "dark" or "system"; `scale` is the text size, 1.0 for the usual one, which counts as the
    system's from then on.
    """
    _remember_system(app)
    _current.system_scale = scale
    _current.look = Look(name, contrast, accent=False)
    _dress(app, _current.look, anew=True)


def start(app: QApplication, look: Look) -> None:
    """Put on what the settings ask for, and follow the system from then on where they leave it to it."""
    _remember_system(app)
    _current.system_scale = system_look().scale
    _current.look = look
    _dress(app, look, anew=True)
    if not _current.follows:
        _current.follows = True
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(lambda _: _again(app))
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: _again(app))


def wear(app: QApplication, look: Look) -> None:
    """Change to what the settings ask for; does nothing where that is in use already."""
    if look != _current.look:
        _current.look = look
        _dress(app, look)


def chosen(get: Callable[[str], Any]) -> Look:
    """What the settings ask for; `get` gives a setting by its name."""
    size = int(get("text_size") or 0)
    return Look(
        str(get("theme") or "system"),
        str(get("contrast") or "system"),
        min(SIZES[-1], max(SIZES[0], size)) if size else 0,
        get("accent") is not False,
    )


def look() -> Look:
    """What is in use."""
    return _current.look or Look()


def _remember_system(app: QApplication) -> None:
    """Before Sotto's own palette is put on for the first time: afterwards the application tells that one."""
    if _current.system_palette is None:
        _current.system_palette = QPalette(app.palette())


def _again(app: QApplication) -> None:
    """The system looks otherwise than it did."""
    _dress(app, look())


def _dress(app: QApplication, look: Look, *, anew: bool = False) -> None:
    _load_fonts()
    system = system_look(_current.system_palette)
    dark = system.dark if look.theme == "system" else look.theme == "dark"
    high = system.high if look.contrast == "system" else look.contrast == "high"
    palette = palette_of(dark=dark, high=high)
    if look.accent and system.accent:
        palette = with_accent(palette, system.accent)
    scale = look.size / 100 if look.size else _current.system_scale
    if not anew and (palette, scale) == (_current.palette, _current.scale):
        return
    if scale != _current.scale:
        for window in app.topLevelWidgets():
            rescale(window, scale / _current.scale)
    _current.palette, _current.scale = palette, scale
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(style_sheet(palette, px))
    signals().changed.emit()


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
        QPalette.ColorRole.Accent: p.accent,
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
