"""The system's accent colour in Sotto's palettes: its hue stays, its lightness moves until everything can be read."""

from __future__ import annotations

import colorsys
from dataclasses import replace

from app.ui.tokens import Palette, short_of

STEPS = 100
"""So many lightnesses from black to white are tried, the nearest to the accent's own first."""
SOFT = (0.2, 0.16, 0.12, 0.08, 0.05)
"""How much of the accent tints the ground of what is chosen: as much as can be read on."""
VIVID = 0.85
"""No accent is more saturated than this: a whole window is drawn with it."""


def with_accent(p: Palette, accent: str) -> Palette:
    """`p` with the hue of `accent` (#rrggbb) wherever the accent shows; text on it, and it on its grounds, reach AA
    (in high contrast 7 to 1). The colours of speakers, warnings and errors stay."""
    hue, light, vivid = _hls(accent)
    steps = (step / STEPS for step in range(STEPS + 1))
    for moved in sorted((light, *steps), key=lambda each: abs(each - light)):
        colour = _hex(hue, moved, min(vivid, VIVID))
        for soft in SOFT:
            made = _dressed(p, colour, soft)
            if not short_of(made):
                return made
    return p


def _dressed(p: Palette, accent: str, soft: float) -> Palette:
    towards = "#ffffff" if p.dark else "#000000"
    return replace(
        p,
        accent=accent,
        accent_hover=mixed(towards, accent, 0.2),
        accent_soft=mixed(accent, p.surface, soft),
        accent_ink=mixed(towards, accent, 0.4 if p.dark else 0.25),
    )


def mixed(first: str, second: str, part: float) -> str:
    """`part` (0 to 1) of the first colour in the second, both #rrggbb."""
    both = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(part * a + (1 - part) * b):02x}" for a, b in both)


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _hls(colour: str) -> tuple[float, float, float]:
    red, green, blue = (channel / 255 for channel in _channels(colour))
    return colorsys.rgb_to_hls(red, green, blue)


def _hex(hue: float, light: float, vivid: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, light, vivid))
