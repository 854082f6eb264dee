"""The gallery: each widget of Sotto's own, with its states, in every palette and at a larger text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from app.ui import gallery, icons, theme
from app.ui.widgets import Banner, Segmented
from tests.gui.test_look import clipped

WANTED = {
    "Card", "Chip", "Evidence chip", "Meter", "Progress with stages", "Empty state", "Banner", "Toast", "Timeline",
    "Segmented control",
}  # fmt: skip


@pytest.fixture
def made(qtbot, qapp, request):
    name, contrast, scale = request.param
    theme.apply(qapp, name, scale, contrast=contrast)
    shown = gallery.Gallery()
    qtbot.addWidget(shown)
    yield shown
    theme.apply(qapp, "light")


@pytest.mark.parametrize(
    "made",
    [("light", "usual", 1.0), ("dark", "usual", 1.0), ("light", "high", 1.0), ("dark", "high", 1.5)],
    indirect=True,
)
def test_every_widget_is_drawn_in_each_of_its_states(made, qapp):
    picture = gallery.picture(made, qapp)
    assert set(made.sections) >= WANTED
    whole = picture.toImage()
    ratio = picture.devicePixelRatio()
    for name, section in made.sections.items():
        place = section.mapTo(made, section.rect().topLeft())
        part = whole.copy(
            round(place.x() * ratio), round(place.y() * ratio),
            round(section.width() * ratio), round(section.height() * ratio),
        )  # fmt: skip
        small = part.scaled(QSize(160, 80))
        colours = {small.pixel(x, y) for x in range(small.width()) for y in range(small.height())}
        assert len(colours) > 8, f"{name} is empty"
    assert clipped(made) == []


@pytest.mark.parametrize("made", [("light", "usual", 1.0)], indirect=True)
def test_what_is_chosen_shows_without_its_colour(made, qapp, qtbot):
    gallery.picture(made, qapp)
    line = made.sections["Segmented control"].findChild(Segmented, "gallery.dark")
    edges = []
    for value in ("light", "dark"):
        segment = line.findChild(QPushButton, f"gallery.dark.{value}")
        picture = segment.grab().toImage()
        column = [picture.pixelColor(picture.width() // 2, y).lightness() for y in range(picture.height())]
        edge = 0
        while column[-1 - edge] < 200:
            edge += 1
        edges.append(edge)
    assert edges[1] > edges[0], "the chosen one has the broader edge"


@pytest.mark.parametrize("made", [("light", "usual", 1.0)], indirect=True)
def test_each_tone_of_a_banner_has_a_sign_and_words(made, qapp):
    signs = {}
    for tone in ("info", "success", "warning", "danger"):
        banner = made.sections["Banner"].findChild(Banner, f"gallery.banner.{tone}")
        signs[tone] = banner._sign.property("tintName")
        assert banner.text
    assert signs["info"] != signs["success"] != signs["warning"]
    assert all(sign in icons.names() for sign in signs.values())


def test_the_gallery_is_drawn_into_a_file(tmp_path, qapp, capsys):
    path = tmp_path / "gallery.png"
    assert gallery.main(["--theme", "dark", "--size", "125", "--out", str(path)]) == 0
    assert path.stat().st_size > 50_000
    theme.apply(qapp, "light")
