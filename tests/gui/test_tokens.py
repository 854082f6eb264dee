"""Contrast over every palette, with every accent that a system may have; what the system says of its look."""

from __future__ import annotations

import colorsys
import dataclasses

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.ui import theme, tokens
from app.ui.accent import mixed, with_accent
from app.ui.system_look import accent_of, scale_of

HUES = [
    "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue / 24, light, vivid))
    for hue in range(24)
    for light in (0.1, 0.5, 0.9)
    for vivid in (0.35, 1.0)
] + ["#000000", "#ffffff", "#808080"]


@pytest.mark.parametrize("name", tokens.PALETTES)
@pytest.mark.parametrize(("text", "ground"), tokens.TEXT_PAIRS)
def test_text_reaches_aa(name, text, ground):
    palette = tokens.PALETTES[name]
    reached = tokens.contrast(getattr(palette, text), getattr(palette, ground))
    assert reached >= (7.0 if palette.high and ground != "border" else 4.5)


@pytest.mark.parametrize("name", tokens.PALETTES)
@pytest.mark.parametrize(("shape", "ground"), tokens.SHAPE_PAIRS)
def test_shapes_reach_three_to_one(name, shape, ground):
    palette = tokens.PALETTES[name]
    reached = tokens.contrast(getattr(palette, shape), getattr(palette, ground))
    assert reached >= (4.5 if palette.high else 3.0)


def test_contrast_is_measured_as_wcag_does():
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_palette_that_cannot_be_read_is_found():
    faint = dataclasses.replace(tokens.LIGHT, muted="#9a9a9a", outline="#dddddd")
    found = tokens.short_of(faint)
    assert any(each.startswith("muted on surface") for each in found)
    assert any(each.startswith("outline on canvas") for each in found)
    assert not any(each.startswith("ink on") for each in found)


def test_every_colour_of_text_is_measured_on_some_ground():
    measured = {shape for shape, _ in tokens.TEXT_PAIRS + tokens.SHAPE_PAIRS}
    grounds = {ground for _, ground in tokens.TEXT_PAIRS}
    roles = {field.name for field in dataclasses.fields(tokens.Palette)} - {"dark", "high"}
    assert roles == measured | grounds


@pytest.mark.parametrize("name", tokens.PALETTES)
def test_every_accent_can_be_read(name):
    palette = tokens.PALETTES[name]
    for accent in HUES:
        made = with_accent(palette, accent)
        assert tokens.short_of(made) == [], accent
        assert made is not palette, accent


@pytest.mark.parametrize("name", tokens.PALETTES)
def test_an_accent_keeps_its_hue_and_leaves_the_rest(name):
    palette = tokens.PALETTES[name]
    for hue in range(0, 360, 30):
        wanted = QColor.fromHsv(hue, 200, 200)
        made = with_accent(palette, wanted.name())
        apart = abs(QColor(made.accent).hue() - wanted.hue())
        assert min(apart, 360 - apart) <= 6, (wanted.name(), made.accent)
        kept = ("ink", "canvas", "danger", "warning_ink", "therapist", "client", "on_accent")
        assert all(getattr(made, role) == getattr(palette, role) for role in kept)


def test_an_accent_that_can_be_read_stays_as_it_is():
    assert with_accent(tokens.LIGHT, "#1a5fb4").accent == "#1a5fb4"


def test_colours_are_mixed_by_parts():
    assert mixed("#ffffff", "#000000", 0.0) == "#000000"
    assert mixed("#ffffff", "#000000", 1.0) == "#ffffff"
    assert mixed("#ff0000", "#0000ff", 0.5) == "#800080"


def test_a_palette_without_an_accent_of_its_own_has_none(qapp):
    assert accent_of(QPalette()) == ""
    named = QPalette()
    named.setColor(QPalette.ColorRole.Accent, QColor("#c061cb"))
    assert accent_of(named) == "#c061cb"


@pytest.mark.parametrize(
    ("pixels", "platform", "scale"),
    [(12, "win32", 1.0), (18, "win32", 1.5), (40, "win32", 2.0), (13, "darwin", 1.0), (12, "linux", 1.0),
     (15, "linux", 1.0), (18, "linux", 1.2), (7, "linux", 1.0)],
)  # fmt: skip
def test_the_systems_text_size_is_taken_over_and_never_makes_the_text_small(pixels, platform, scale):
    assert scale_of(pixels, platform) == pytest.approx(scale)


def test_the_system_decides_where_it_is_left_to_it(qapp):
    theme.apply(qapp, "dark", contrast="high")
    assert theme.palette() is tokens.HIGH_DARK
    theme.apply(qapp, "light", contrast="usual")
    assert theme.palette() is tokens.LIGHT
    theme.apply(qapp, "light")
    assert theme.palette() is tokens.LIGHT, "no contrast is asked for here"


def test_settings_that_make_no_sense_are_brought_within_bounds():
    assert theme.chosen({"text_size": 900}.get).size == theme.SIZES[-1]
    assert theme.chosen({"text_size": 3}.get).size == theme.SIZES[0]
    assert theme.chosen({}.get) == theme.Look()


def test_the_bundled_font_is_used(qapp):
    theme.apply(qapp, "light")
    assert "Inter" in QFontDatabase.families()


@pytest.mark.parametrize("kind", ["line", "box"])
def test_a_hint_in_a_field_can_be_read(qapp, qtbot, kind):
    theme.apply(qapp, "light")
    field = QLineEdit()
    shown: QWidget = field
    if kind == "box":
        shown = QComboBox()
        shown.setEditable(True)
        shown.setLineEdit(field)
    qtbot.addWidget(shown)
    field.setPlaceholderText("MMMMMMMM")
    shown.resize(240, 40)
    shown.show()
    picture = shown.grab().toImage()
    inner = [
        picture.pixelColor(x, y).name()
        for x in range(12, picture.width() - 60)
        for y in range(10, picture.height() - 10)
    ]
    darkest = min(inner, key=lambda each: -tokens.contrast(each, tokens.LIGHT.surface))
    assert tokens.contrast(darkest, tokens.LIGHT.surface) >= 4.5
