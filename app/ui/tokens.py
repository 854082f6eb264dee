"""Design tokens: colours by role, the type scale, spacing, strokes, radii and durations.

Everything that the window draws takes its values from here; no other file names a colour or a font
size. Contrast between the pairs in `TEXT_PAIRS` and `SHAPE_PAIRS` is held by a test for each palette
(WCAG 2.2, AA: 4.5 to 1 for text, 3 to 1 for the shape of a control; 7 and 4.5 in high contrast).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

SPACE_UNIT = 4
"""All distances are multiples of this many device-independent pixels."""

LINE, FOCUS = 1, 2
"""Widths of an edge: usual, and where the keyboard is (pixels, at any text size)."""

RADIUS_SMALL, RADIUS_CONTROL, RADIUS_PILL, RADIUS_CARD = 6, 8, 11, 12
"""Rounded corners: within a control, of a control, of a chip, of a card."""

TOAST_MS, TOAST_ACT_MS = 6000, 15000
"""How long a message stays at the foot of the window, without and with something to press (milliseconds)."""

FONT_FAMILY = "Inter"

TYPE_SCALE: dict[str, tuple[int, int]] = {
    # role: (size in device-independent pixels, weight)
    "caption": (13, 400),
    "body": (14, 400),
    "reading": (15, 400),  # what is read for long: transcript, note, help
    "figures": (14, 400),  # times and numbers in columns
    "strong": (14, 600),
    "lead": (16, 400),
    "heading": (16, 600),
    "title": (24, 600),
    "display": (32, 600),
    "time": (96, 400),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role, as #rrggbb."""

    dark: bool
    high: bool  # high contrast: edges where there are tints elsewhere
    canvas: str  # behind everything
    sidebar: str
    surface: str  # cards, fields
    sunken: str  # tracks, quiet fields, hovered rows
    border: str  # hairlines; never the only sign of a control
    outline: str  # the edge of fields and quiet buttons
    ink: str  # text
    muted: str  # secondary text
    accent: str  # the one accent: primary buttons, focus, links
    accent_hover: str
    on_accent: str
    accent_soft: str  # chosen rows, evidence chips
    accent_ink: str  # text on accent_soft
    warning_soft: str
    warning_ink: str
    warning_edge: str
    danger_soft: str
    danger_ink: str
    danger: str
    on_danger: str
    success_soft: str
    success_ink: str
    therapist: str  # the bar beside a speaker's turns
    client: str
    other: str


LIGHT = Palette(
    dark=False,
    high=False,
    canvas="#f6f5f1",
    sidebar="#eeece6",
    surface="#ffffff",
    sunken="#f1efea",
    border="#e2dfd7",
    outline="#8b8c88",
    ink="#20262b",
    muted="#596169",
    accent="#1d6a68",
    accent_hover="#165553",
    on_accent="#ffffff",
    accent_soft="#e0eeec",
    accent_ink="#155452",
    warning_soft="#fbf0d9",
    warning_ink="#6f4700",
    warning_edge="#b07300",
    danger_soft="#fbe9e6",
    danger_ink="#8c1d18",
    danger="#a82a22",
    on_danger="#ffffff",
    success_soft="#e5f0e4",
    success_ink="#28592f",
    therapist="#1d6a68",
    client="#9a5b2f",
    other="#6a5a97",
)

DARK = Palette(
    dark=True,
    high=False,
    canvas="#15181a",
    sidebar="#101315",
    surface="#1d2124",
    sunken="#262b2f",
    border="#31373b",
    outline="#79828a",
    ink="#e7eaec",
    muted="#a5aeb6",
    accent="#74c8c0",
    accent_hover="#8fd6cf",
    on_accent="#0b2523",
    accent_soft="#1c3836",
    accent_ink="#a3ddd7",
    warning_soft="#3a2e15",
    warning_ink="#f2cf8b",
    warning_edge="#d9a441",
    danger_soft="#41211e",
    danger_ink="#f5b7b0",
    danger="#e58a80",
    on_danger="#350c08",
    success_soft="#1e3322",
    success_ink="#a9d8ae",
    therapist="#74c8c0",
    client="#dca27a",
    other="#b3a4e0",
)

HIGH_LIGHT = Palette(
    dark=False,
    high=True,
    canvas="#ffffff",
    sidebar="#ffffff",
    surface="#ffffff",
    sunken="#f2f2f2",
    border="#767676",
    outline="#000000",
    ink="#000000",
    muted="#333333",
    accent="#00454a",
    accent_hover="#002b2e",
    on_accent="#ffffff",
    accent_soft="#e3f4f3",
    accent_ink="#00363a",
    warning_soft="#fff4d6",
    warning_ink="#4a2f00",
    warning_edge="#6b4500",
    danger_soft="#ffecea",
    danger_ink="#6d0d09",
    danger="#7d110c",
    on_danger="#ffffff",
    success_soft="#e8f6e8",
    success_ink="#0f3d17",
    therapist="#00454a",
    client="#5c2c08",
    other="#3b2a73",
)

HIGH_DARK = Palette(
    dark=True,
    high=True,
    canvas="#000000",
    sidebar="#000000",
    surface="#000000",
    sunken="#1c1c1c",
    border="#757575",
    outline="#ffffff",
    ink="#ffffff",
    muted="#d6d6d6",
    accent="#7fe9df",
    accent_hover="#b5f5ee",
    on_accent="#000000",
    accent_soft="#0c2b29",
    accent_ink="#b5f5ee",
    warning_soft="#2b2003",
    warning_ink="#ffe09a",
    warning_edge="#ffc53d",
    danger_soft="#330d0a",
    danger_ink="#ffcdc7",
    danger="#ff9d92",
    on_danger="#000000",
    success_soft="#0c260f",
    success_ink="#c2f0c6",
    therapist="#7fe9df",
    client="#ffc096",
    other="#d3c8ff",
)

PALETTES = {"light": LIGHT, "dark": DARK, "high light": HIGH_LIGHT, "high dark": HIGH_DARK}

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "canvas"),
    ("ink", "sidebar"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "border"),
    ("surface", "ink"),
    ("muted", "canvas"),
    ("muted", "sidebar"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent", "surface"),
    ("accent", "canvas"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent_ink", "accent_soft"),
    ("ink", "accent_soft"),
    ("muted", "accent_soft"),
    ("warning_ink", "warning_soft"),
    ("danger_ink", "danger_soft"),
    ("danger_ink", "surface"),
    ("danger_ink", "canvas"),
    ("warning_ink", "surface"),
    ("warning_ink", "canvas"),
    ("success_ink", "surface"),
    ("success_ink", "canvas"),
    ("ink", "warning_soft"),
    ("on_danger", "danger"),
    ("success_ink", "success_soft"),
    ("therapist", "surface"),
    ("client", "surface"),
    ("other", "surface"),
    ("therapist", "accent_soft"),
    ("client", "accent_soft"),
    ("other", "accent_soft"),
)
"""(text, ground) pairs that the window uses."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("outline", "surface"),
    ("outline", "canvas"),
    ("accent", "canvas"),
    ("accent", "sidebar"),
    ("accent", "sunken"),
    ("accent_ink", "accent_soft"),
    ("warning_edge", "surface"),
    ("danger", "surface"),
)
"""(shape, ground) pairs that tell where a control or a sign is."""


def palette_of(*, dark: bool, high: bool) -> Palette:
    """The palette of a theme."""
    return next(each for each in PALETTES.values() if each.dark == dark and each.high == high)


def least(p: Palette) -> tuple[float, float]:
    """The contrast that a palette owes: of text, of shapes."""
    return (7.0, 4.5) if p.high else (4.5, 3.0)


def short_of(p: Palette) -> list[str]:
    """The pairs of a palette that do not reach what they must, each with its figure; empty for a sound palette."""
    found = []
    for pairs, wanted in zip((TEXT_PAIRS, SHAPE_PAIRS), least(p), strict=True):
        for shape, ground in pairs:
            reached = contrast(getattr(p, shape), getattr(p, ground))
            owed = min(wanted, 4.5) if ground == "border" else wanted  # it lies only behind what is pressed just now
            if reached < owed:
                found.append(f"{shape} on {ground}: {reached:.2f} of {owed}")
    return found


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two #rrggbb colours, from 1.0 to 21.0."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@lru_cache(maxsize=4096)
def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
