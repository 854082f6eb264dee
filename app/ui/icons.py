"""SVG icons tinted with the theme's colours, and retinted when the theme changes."""

from __future__ import annotations

import re

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.ui import theme
from app.ui.resources import resource

_NAME, _ROLE, _SIZE = "tintName", "tintRole", "tintSize"
GAP = 4
"""Pixels at the usual text size between the sign of a button and its words, beside the four that Qt leaves."""
_TINTED = re.compile(r"#(?:000|fff)\b")
_texts: dict[str, str] = {}
_made: dict[tuple[str, str, int, float], QPixmap] = {}


def pixmap(name: str, role: str, size: int) -> QPixmap:
    """An icon of `size` device-independent pixels in the colour of a palette role."""
    screen = QGuiApplication.primaryScreen()
    ratio = max(2.0, screen.devicePixelRatio() if screen else 1.0)
    key = (name, theme.colour(role).name(), size, ratio)
    if key not in _made:
        _made[key] = _render(name, key[1], size, ratio)
    return _made[key]


def _render(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    if name not in _texts:
        _texts[name] = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    # In one go: white and black are colours of the palettes too, and would be replaced once more.
    tints = {"#000": colour, "#fff": theme.colour("on_accent").name()}
    text = _TINTED.sub(lambda found: tints[found[0]], _texts[name])
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def names() -> list[str]:
    """Every icon of the set; those of the style sheet, which come in two fixed colours, are not for widgets."""
    found = (path.stem for path in resource("icons").glob("*.svg"))
    return sorted(name for name in found if not name.endswith(("-dark", "-light")))


def icon(name: str, role: str = "ink", size: int = 20, gap: int = 0, *, mirrored: bool = False) -> QIcon:
    """A QIcon whose disabled state is muted; `gap`: pixels of air on the side where the words stand."""
    usual, muted = (_aired(pixmap(name, each, size), size, gap, mirrored=mirrored) for each in (role, "muted"))
    made = QIcon(usual)
    made.addPixmap(muted, QIcon.Mode.Disabled)
    return made


def _aired(sign: QPixmap, size: int, gap: int, *, mirrored: bool) -> QPixmap:
    """A sign with air at its right, at its left where the words stand there."""
    if not gap:
        return sign
    ratio = sign.devicePixelRatio()
    made = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(gap if mirrored else 0, 0, sign)
    painter.end()
    return made


def fit(widget: QAbstractButton) -> None:
    """After a button got words, or lost them: put its sign where it stands well beside them, or alone."""
    if widget.property(_NAME):
        _paint(widget)


def put(widget: QAbstractButton | QLabel, name: str, role: str = "ink", size: int = 20) -> None:
    """Put an icon on a button or label; it follows the theme from then on."""
    for key, value in ((_NAME, name), (_ROLE, role), (_SIZE, size)):
        widget.setProperty(key, value)
    _paint(widget)


def retint(window: QWidget) -> None:
    """Paint every icon of a window anew, after the theme changed."""
    for widget in window.findChildren(QWidget):
        if widget.property(_NAME) and isinstance(widget, QAbstractButton | QLabel):
            _paint(widget)


def _paint(widget: QAbstractButton | QLabel) -> None:
    name, role, size = (str(widget.property(_NAME)), str(widget.property(_ROLE)), theme.px(int(widget.property(_SIZE))))
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, role, size))
        return
    gap = theme.px(GAP) if widget.text() else 0
    widget.setIcon(icon(name, role, size, gap, mirrored=widget.isRightToLeft()))
    widget.setIconSize(QSize(size + gap, size))
