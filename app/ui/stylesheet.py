"""The one style sheet, made from the tokens.

Widgets choose their look by dynamic properties, never by style sheets of their own: `kind` on
buttons (primary, quiet, link, danger, option), `role` on labels (a name of the type scale, with
`tone` for its colour), `card` on frames, `tone` on chips and banners.
"""

from __future__ import annotations

from collections.abc import Callable

from app.ui.resources import resource
from app.ui.tokens import (
    FOCUS,
    FONT_FAMILY,
    LINE,
    RADIUS_CARD,
    RADIUS_CONTROL,
    RADIUS_PILL,
    RADIUS_SMALL,
    TYPE_SCALE,
    Palette,
)


def style_sheet(p: Palette, px: Callable[[float], int]) -> str:
    """Qt style sheet of a palette; `px` turns a size into pixels at the text size in use."""
    parts = [_base(p, px), _labels(p, px), _buttons(p, px), _fields(p, px), _choices(p, px), _frames(p, px)]
    if p.high:
        parts.append(_edges(p, px))
    return "\n".join(parts)


def _base(p: Palette, px: Callable[[float], int]) -> str:
    return f"""
* {{ font-family: "{FONT_FAMILY}"; font-size: {px(14)}px; }}
QWidget {{ color: {p.ink}; }}
QMainWindow, QDialog, QWidget[page="true"], QScrollArea[page="true"], QWidget[canvas="true"] {{
  background: {p.canvas}; }}
QScrollArea {{ border: none; background: transparent; }}
QToolTip {{ background: {p.ink}; color: {p.surface}; border: none; padding: {px(6)}px {px(8)}px; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: {px(2)}px; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: {px(2)}px; }}
QScrollBar::handle {{ background: {p.border}; border-radius: {px(4)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::handle:hover {{ background: {p.outline}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {p.border}; }}
QSplitter::handle:hover {{ background: {p.accent}; }}
QMenu {{ background: {p.surface}; border: {LINE}px solid {p.border}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(8)}px {px(16)}px; border-radius: {px(RADIUS_SMALL)}px; }}
QMenu::item:selected {{ background: {p.accent_soft}; color: {p.accent_ink}; }}
"""


def _labels(p: Palette, px: Callable[[float], int]) -> str:
    small = px(TYPE_SCALE["caption"][0])
    rules = [
        f'QLabel[role="{role}"] {{ font-size: {px(size)}px; font-weight: {weight}; }}'
        for role, (size, weight) in TYPE_SCALE.items()
    ]
    tones = {
        "muted": p.muted,
        "accent": p.accent,
        "danger": p.danger_ink,
        "warning": p.warning_ink,
        "success": p.success_ink,
    }
    rules += [f'QLabel[tone="{tone}"] {{ color: {value}; }}' for tone, value in tones.items()]
    rules.append(f"""
QLabel {{ background: transparent; }}
QLabel[chip="true"] {{ border-radius: {px(RADIUS_PILL)}px; padding: 0 {px(10)}px; font-size: {small}px;
  min-height: {px(22)}px; max-height: {px(22)}px; font-weight: 600; background: {p.sunken}; color: {p.muted}; }}
QLabel[chip="true"][tone="accent"] {{ background: {p.accent_soft}; color: {p.accent_ink}; }}
QLabel[chip="true"][tone="warning"] {{ background: {p.warning_soft}; color: {p.warning_ink}; }}
QLabel[chip="true"][tone="danger"] {{ background: {p.danger_soft}; color: {p.danger_ink}; }}
QLabel[chip="true"][tone="success"] {{ background: {p.success_soft}; color: {p.success_ink}; }}
""")
    return "\n".join(rules)


def _buttons(p: Palette, px: Callable[[float], int]) -> str:
    r = px(RADIUS_CONTROL)
    small = px(TYPE_SCALE["caption"][0])
    return f"""
QPushButton {{ background: {p.surface}; color: {p.ink}; border: {LINE}px solid {p.outline}; border-radius: {r}px;
  padding: {px(7)}px {px(16)}px; font-weight: 600; min-height: {px(20)}px; }}
QPushButton:hover {{ background: {p.sunken}; }}
QPushButton:pressed {{ background: {p.border}; }}
QPushButton:focus {{ border: {FOCUS}px solid {p.accent}; padding: {px(7) - 1}px {px(16) - 1}px; }}
QPushButton:disabled {{ color: {p.muted}; background: {p.sunken}; border-color: {p.border}; }}
QPushButton[kind="primary"] {{ background: {p.accent}; color: {p.on_accent}; border: {LINE}px solid {p.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {p.accent_hover}; border-color: {p.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: {FOCUS}px solid {p.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {p.sunken}; color: {p.muted}; border-color: {p.border}; }}
QPushButton[kind="danger"] {{ background: {p.danger}; color: {p.on_danger}; border: {LINE}px solid {p.danger}; }}
QPushButton[kind="danger"]:focus {{ border: {FOCUS}px solid {p.ink}; }}
QPushButton[kind="danger"]:disabled {{ background: {p.sunken}; color: {p.muted}; border-color: {p.border}; }}
QPushButton[scale="large"] {{ padding: {px(11)}px {px(24)}px; font-size: {px(16)}px; border-radius: {px(10)}px; }}
QPushButton[scale="large"]:focus {{ padding: {px(11) - 1}px {px(24) - 1}px; }}
QPushButton[scale="small"] {{ padding: {px(3)}px {px(10)}px; font-size: {small}px; min-height: {px(18)}px; }}
QPushButton[scale="small"]:focus {{ padding: {px(3) - 1}px {px(10) - 1}px; }}
QPushButton[kind="quiet"] {{ background: transparent; border: {LINE}px solid transparent; color: {p.ink}; }}
QPushButton[kind="quiet"]:hover {{ background: {p.sunken}; }}
QPushButton[kind="quiet"]:disabled {{ color: {p.muted}; }}
QPushButton[kind="quiet"]:focus {{ border: {FOCUS}px solid {p.accent}; }}
QPushButton[kind="link"] {{ background: transparent; border: {LINE}px solid transparent; color: {p.accent};
  padding: {px(4)}px {px(4)}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ color: {p.accent_hover}; text-decoration: underline; background: transparent; }}
QPushButton[kind="link"]:disabled {{ color: {p.muted}; }}
QPushButton[kind="link"]:focus {{ border: {FOCUS}px solid {p.accent}; padding: {px(4) - 1}px {px(4) - 1}px; }}
QPushButton[kind="nav"] {{ background: transparent; border: {LINE}px solid transparent; text-align: left;
  color: {p.muted}; padding: {px(9)}px {px(12)}px; }}
QPushButton[kind="nav"]:hover {{ background: {p.border}; color: {p.ink}; }}
QPushButton[kind="nav"]:checked {{ background: {p.surface}; color: {p.accent}; border: {LINE}px solid {p.border};
  border-left: {px(3)}px solid {p.accent}; padding-left: {px(12) - px(3) + 1}px;
  border-top-left-radius: {LINE}px; border-bottom-left-radius: {LINE}px; }}
QPushButton[kind="nav"]:focus {{ border: {FOCUS}px solid {p.accent}; padding: {px(9) - 1}px {px(12) - 1}px; }}
QPushButton[square="true"], QPushButton[square="true"]:focus {{ padding: 0; min-height: 0; }}
QPushButton[kind="toast"] {{ background: transparent; border: {LINE}px solid {p.muted}; color: {p.surface}; }}
QPushButton[kind="toast"]:hover {{ border: {LINE}px solid {p.surface}; text-decoration: underline; }}
QPushButton[kind="toast"]:pressed {{ background: {p.surface}; color: {p.ink}; }}
QPushButton[kind="toast"]:focus {{ border: {FOCUS}px solid {p.surface}; }}
QPushButton[kind="toast"][square="true"] {{ border: {FOCUS}px solid transparent; }}
QPushButton[kind="toast"][square="true"]:hover, QPushButton[kind="toast"][square="true"]:focus {{
  border: {FOCUS}px solid {p.surface}; }}
QPushButton[kind="evidence"] {{ background: {p.accent_soft}; color: {p.accent_ink};
  border: {LINE}px solid {p.accent_soft};
  border-radius: {px(RADIUS_PILL - 1)}px; padding: {px(1)}px {px(9)}px; font-size: {small}px;
  min-height: {px(18)}px; }}
QPushButton[kind="evidence"]:hover, QPushButton[kind="evidence"]:focus {{ border: {LINE}px solid {p.accent}; }}
QPushButton[kind="segment"] {{ border-radius: 0; border-right-width: 0; padding: {px(7)}px {px(14)}px; }}
QPushButton[kind="segment"][edge="first"] {{ border-top-left-radius: {r}px; border-bottom-left-radius: {r}px; }}
QPushButton[kind="segment"][edge="last"] {{ border-top-right-radius: {r}px; border-bottom-right-radius: {r}px;
  border-right-width: 1px; }}
QPushButton[kind="segment"]:checked {{ color: {p.accent_ink}; border-color: {p.accent}; border-right-width: 1px;
  background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, stop: 0 {p.accent_soft}, stop: 0.915 {p.accent_soft},
    stop: 0.92 {p.accent}, stop: 1 {p.accent}); }}
QPushButton[kind="segment"]:focus {{ border: {FOCUS}px solid {p.accent}; padding: {px(7) - 1}px {px(14) - 1}px; }}
"""


def _fields(p: Palette, px: Callable[[float], int]) -> str:
    r = px(RADIUS_CONTROL)
    down = resource("icons", "down-dark.svg" if p.dark else "down-light.svg").as_posix()
    up = resource("icons", "up-dark.svg" if p.dark else "up-light.svg").as_posix()
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {p.surface}; color: {p.ink};
  border: {LINE}px solid {p.outline}; border-radius: {r}px; padding: {px(7)}px {px(10)}px;
  selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{ placeholder-text-color: {p.muted}; }}
QLineEdit, QComboBox, QSpinBox {{ min-height: {px(20)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border: {FOCUS}px solid {p.accent}; padding: {px(7) - 1}px {px(10) - 1}px; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ background: {p.sunken}; color: {p.muted};
  border-color: {p.border}; }}
QComboBox::drop-down {{ border: none; width: {px(28)}px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: {px(14)}px; height: {px(14)}px; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; min-height: 0;
  placeholder-text-color: {p.muted}; }}
QComboBox QAbstractItemView {{ background: {p.surface}; border: {LINE}px solid {p.border}; padding: {px(4)}px;
  outline: none; selection-background-color: {p.accent_soft}; selection-color: {p.accent_ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {px(32)}px; padding: 0 {px(8)}px; }}
QSpinBox, QSpinBox:focus {{ padding: {px(7)}px {px(28)}px {px(7)}px {px(4)}px; }}
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {{ border: none; padding: 0 {px(4)}px; background: transparent;
  min-height: 0; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: {px(26)}px; background: transparent; }}
QSpinBox::up-arrow {{ image: url("{up}"); width: {px(12)}px; height: {px(12)}px; }}
QSpinBox::down-arrow {{ image: url("{down}"); width: {px(12)}px; height: {px(12)}px; }}
QTextEdit[sentence="true"], QPlainTextEdit[reading="true"] {{ font-size: {px(TYPE_SCALE["reading"][0])}px; }}
QTextEdit[sentence="true"] {{ background: transparent; border: {LINE}px solid transparent;
  border-radius: {px(RADIUS_SMALL)}px; padding: {px(4)}px {px(6)}px; }}
QTextEdit[sentence="true"]:hover {{ background: {p.sunken}; }}
QTextEdit[sentence="true"]:focus {{ background: {p.surface}; border: {LINE}px solid {p.accent};
  padding: {px(4)}px {px(6)}px; }}
QPlainTextEdit[plain="true"], QPlainTextEdit[plain="true"]:focus {{ border: none; border-radius: 0;
  padding: {px(16)}px {px(20)}px; }}
QTextBrowser[plain="true"] {{ background: transparent; border: none; padding: 0; }}
"""


def _choices(p: Palette, px: Callable[[float], int]) -> str:
    tick = resource("icons", "check-dark.svg" if p.dark else "check-light.svg").as_posix()
    return f"""
QCheckBox, QRadioButton {{ spacing: {px(10)}px; padding: {px(4)}px {px(2)}px; border: {FOCUS}px solid transparent;
  border-radius: {px(RADIUS_SMALL)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border: {FOCUS}px solid {p.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {p.muted}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {p.sunken};
  border-color: {p.border}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(16)}px; height: {px(16)}px;
  border: {LINE}px solid {p.outline}; background: {p.surface}; }}
QCheckBox::indicator {{ border-radius: {px(4)}px; }}
QRadioButton::indicator {{ border-radius: {px(8) + 1}px; }}
QCheckBox::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ border: {px(5)}px solid {p.accent}; width: {px(8)}px; height: {px(8)}px; }}
QCheckBox::indicator:checked:disabled {{ background: {p.muted}; border-color: {p.muted}; }}
QRadioButton::indicator:checked:disabled {{ border-color: {p.muted}; }}
QProgressBar {{ background: {p.sunken}; border: none; border-radius: {px(3)}px; max-height: {px(6)}px;
  min-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: {px(3)}px; }}
"""


def _frames(p: Palette, px: Callable[[float], int]) -> str:
    r = px(RADIUS_CARD)
    banners = {
        "info": (p.accent_soft, p.accent_ink),
        "warning": (p.warning_soft, p.warning_ink),
        "danger": (p.danger_soft, p.danger_ink),
        "success": (p.success_soft, p.success_ink),
    }
    rules = [
        f'QFrame[banner="true"][tone="{tone}"] {{ background: {ground}; border: none; border-radius: {px(8)}px; }}\n'
        f'QFrame[banner="true"][tone="{tone}"] QLabel {{ color: {text}; }}'
        for tone, (ground, text) in banners.items()
    ]
    rules.append(f"""
QFrame[banner="true"][strip="true"] {{ border-radius: 0; }}
QFrame[card="true"] {{ background: {p.surface}; border: {LINE}px solid {p.border}; border-radius: {r}px; }}
QFrame[tour="true"] {{ border: {LINE}px solid {p.accent}; }}
QFrame[card="true"][tone="warning"] {{ border-left: {px(3)}px solid {p.warning_edge}; }}
QFrame[toast="true"] {{ background: {p.ink}; border: {LINE}px solid {p.surface};
  border-radius: {px(RADIUS_CONTROL)}px; }}
QFrame[toast="true"] QLabel {{ color: {p.surface}; }}
QFrame[sidebar="true"] {{ background: {p.sidebar}; border: none; border-right: 1px solid {p.border}; }}
QFrame[floating="true"] {{ background: {p.surface}; border: {LINE}px solid {p.outline}; border-radius: 0; }}
QFrame[topbar="true"] {{ background: {p.surface}; border: none; border-bottom: 1px solid {p.border}; }}
QFrame[footbar="true"] {{ background: {p.surface}; border: none; border-top: 1px solid {p.border}; }}
QFrame[line="true"] {{ background: {p.border}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[sentence="true"] {{ border: none; border-radius: {px(8)}px; background: transparent; }}
QFrame[sentence="true"][tone="warning"] {{ background: {p.warning_soft}; }}
QFrame[sentence="true"][tone="warning"] QTextEdit, QFrame[sentence="true"][tone="warning"] QLabel {{
  color: {p.warning_ink}; }}
QFrame[sentence="true"][tone="warning"] QTextEdit:focus {{ color: {p.ink}; }}
QListView {{ background: transparent; border: none; outline: none; }}
QListView[surface="true"] {{ background: {p.surface}; }}
QListWidget[topics="true"]::item {{ padding: {px(9)}px {px(12)}px; border-radius: {px(8)}px; color: {p.muted}; }}
QListWidget[topics="true"]::item:selected {{ background: {p.accent_soft}; color: {p.accent_ink}; }}
QListWidget[topics="true"]::item:hover:!selected {{ background: {p.sunken}; }}
QFrame[option="true"] {{ background: {p.surface}; border: {LINE}px solid {p.outline}; border-radius: {r}px; }}
""")
    return "\n".join(rules)


def _edges(p: Palette, px: Callable[[float], int]) -> str:
    """High contrast: an edge wherever a tint alone told things apart, and a broader one where the keyboard is."""
    wide = FOCUS + 1
    banners = "\n".join(
        f'QFrame[banner="true"][tone="{tone}"] {{ border: {LINE}px solid {colour}; }}'
        for tone, colour in (
            ("info", p.accent), ("warning", p.warning_edge), ("danger", p.danger), ("success", p.success_ink)
        )
    )  # fmt: skip
    return f"""
{banners}
QLabel[chip="true"] {{ border: {LINE}px solid {p.ink}; }}
QFrame[card="true"], QMenu, QFrame[option="true"] {{ border: {LINE}px solid {p.outline}; }}
QFrame[sidebar="true"] {{ border-right: {LINE}px solid {p.outline}; }}
QFrame[topbar="true"] {{ border-bottom: {LINE}px solid {p.outline}; }}
QFrame[sentence="true"][tone="warning"] {{ border: {LINE}px solid {p.warning_edge}; }}
QPushButton[kind="evidence"] {{ border: {LINE}px solid {p.accent}; }}
QPushButton[kind="link"] {{ text-decoration: underline; }}
QPushButton[kind="quiet"] {{ border: {LINE}px solid {p.border}; }}
QPushButton[kind="nav"]:checked {{ border: {FOCUS}px solid {p.accent}; border-left: {px(6)}px solid {p.accent};
  padding-left: {px(12) - px(6) + 1}px; }}
QPushButton:hover {{ border: {FOCUS}px solid {p.outline}; }}
QPushButton:focus, QPushButton[kind="evidence"]:focus {{ border: {wide}px solid {p.accent}; }}
QPushButton[kind="primary"]:focus, QPushButton[kind="danger"]:focus {{ border: {wide}px solid {p.ink}; }}
QPushButton:disabled {{ border: {LINE}px dashed {p.border}; }}
QMenu::item:selected, QListView::item:selected {{ border: {FOCUS}px solid {p.accent}; }}
QProgressBar {{ border: {LINE}px solid {p.outline}; }}
"""
