"""One set of icons: every one that the code names is there, drawn alike, under one licence."""

from __future__ import annotations

import ast
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.ui import icons, theme
from app.ui.resources import resource

SVG = "{http://www.w3.org/2000/svg}"
PLACE = {"put": 1, "icon": 0, "pixmap": 0, "EmptyState": 0}
"""Calls that name an icon, and which of their arguments does."""


def named_in(tree: ast.AST) -> set[str]:
    """The icons that a module names in its calls; of a choice, both."""
    found: set[str] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        owner = getattr(getattr(call.func, "value", None), "id", "")
        arguments = [each.value for each in call.keywords if each.arg == "icon"]
        if (owner == "icons" or name == "EmptyState") and name in PLACE and len(call.args) > PLACE[name]:
            arguments.append(call.args[PLACE[name]])
        for argument in arguments:
            parts = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
            found |= {part.value for part in parts if isinstance(part, ast.Constant) and part.value}
    return found


def test_every_icon_that_the_code_names_is_there():
    named: dict[str, str] = {}
    for path in sorted(Path("app/ui").rglob("*.py")):
        named |= dict.fromkeys(named_in(ast.parse(path.read_text(encoding="utf-8"))), str(path))
    assert len(named) > 20, "the search finds nothing any more"
    assert {name: path for name, path in named.items() if name not in icons.names()} == {}


def test_the_search_for_names_finds_them():
    code = 'icons.put(a, "x" if b else "y", "ink"); button("t", icon="z"); EmptyState("e", "", ""); other("n")'
    assert named_in(ast.parse(code)) == {"x", "y", "z", "e"}


def test_the_icons_are_drawn_alike_without_a_word_in_them():
    for name in icons.names():
        root = ET.parse(resource("icons", f"{name}.svg")).getroot()
        assert list(root.iter(f"{SVG}text")) == [], name
        assert list(root.iter(f"{SVG}image")) == [], name
        if name == "sotto":
            continue
        assert root.get("viewBox") == "0 0 24 24", name
        colours = {value for each in root.iter() for key, value in each.attrib.items() if key in ("stroke", "fill")}
        assert colours <= {"#000", "none"}, name


def test_the_set_has_its_licence():
    assert "Apache License" in resource("icons", "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["usual", "high"])
def test_an_icon_has_the_colour_of_its_role_and_no_other(qapp, name, contrast):
    theme.apply(qapp, name, contrast=contrast)
    try:
        picture = icons.pixmap("back", "ink", 20).toImage()
        places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        solid = {at.name() for x, y in places if (at := picture.pixelColor(x, y)).alpha() == 255}
        assert solid == {theme.colour("ink").name()}
    finally:
        theme.apply(qapp, "light")
