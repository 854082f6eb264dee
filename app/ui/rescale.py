"""Another text size in a window that is open: what was measured in the old one is measured anew."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QApplication, QLayout, QSpacerItem, QStyle, QWidget

UNLIMITED = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which it does not hand to Python."""


def rescale(window: QWidget, ratio: float) -> None:
    """Multiply every fixed size and distance in a window; the style sheet does the rest, and comes afterwards."""
    for widget in (*window.findChildren(QWidget), window):
        _widget(widget, ratio)
    for layout in window.findChildren(QLayout):
        _layout(layout, ratio)


def _widget(widget: QWidget, ratio: float) -> None:
    low, high = widget.minimumSize(), widget.maximumSize()
    if not widget.isWindow():
        # The larger limit first, or one would push the other.
        widget.setMaximumSize(QSize(_limit(high.width(), ratio), _limit(high.height(), ratio)))
        widget.setMinimumSize(QSize(round(low.width() * ratio), round(low.height() * ratio)))
    margins = widget.contentsMargins()
    if not margins.isNull():
        widget.setContentsMargins(_margins(margins, ratio))


def _limit(most: int, ratio: float) -> int:
    return most if most >= UNLIMITED else round(most * ratio)


def _layout(layout: QLayout, ratio: float) -> None:
    if layout.contentsMargins() != _untouched():  # what nobody has set comes from the style, at any text size
        layout.setContentsMargins(_margins(layout.contentsMargins(), ratio))
    if layout.spacing() > 0:
        layout.setSpacing(round(layout.spacing() * ratio))
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QSpacerItem):
            hint, policy = item.sizeHint(), item.sizePolicy()
            item.changeSize(
                round(hint.width() * ratio), round(hint.height() * ratio),
                policy.horizontalPolicy(), policy.verticalPolicy(),
            )  # fmt: skip
    layout.invalidate()


def _untouched() -> QMargins:
    metric, style = QStyle.PixelMetric, QApplication.style()
    sides = (metric.PM_LayoutLeftMargin, metric.PM_LayoutTopMargin, metric.PM_LayoutRightMargin,
             metric.PM_LayoutBottomMargin)  # fmt: skip
    return QMargins(*(style.pixelMetric(side) for side in sides))


def _margins(m: QMargins, ratio: float) -> QMargins:
    return QMargins(*(round(each * ratio) for each in (m.left(), m.top(), m.right(), m.bottom())))
