"""The pages of the help: read from `resources/help/`, in an order to read them in, and searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication

from app.ui import shortcuts
from app.ui.folding import folded
from app.ui.resources import resource

KEYS = "keys"
"""The page of all keys, which is made from their list."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("HelpPages", text)


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the help. `name` is its file without number and ending; `text` is Markdown, with the title first."""

    name: str
    title: str
    text: str


def groups() -> list[tuple[str, tuple[str, ...]]]:
    """Headings, and the names of the topics under each, in the order to read them in."""
    return [
        (_tr("To begin with"), ("first-steps", "setting-up", "opening", "today", KEYS, "help")),
        (_tr("A session"), ("new-session", "recording", "without-recording", "working")),
        (_tr("The note"), ("reviewing", "signing", "formats", "writing", "out-of-sotto")),
        (_tr("Your records"), ("clients", "search", "storage", "privacy", "audit")),
        (_tr("Sotto itself"), ("models", "settings", "errors", "limits", "export-format")),
    ]


def order() -> list[str]:
    """The names of all topics in the order to read them in."""
    return [name for _, names in groups() for name in names]


@cache
def _files() -> dict[str, str]:
    """The text of each file by its name. A few hundred lines, read once."""
    found = {}
    for path in sorted(resource("help").glob("*.md")):
        found[re.sub(r"^\d+-", "", path.stem)] = path.read_text(encoding="utf-8")
    return found


def topic(name: str) -> Topic | None:
    """A topic by its name; None where there is none."""
    text = shortcuts.as_markdown() if name == KEYS else _files().get(name)
    if text is None:
        return None
    return Topic(name, text.split("\n", 1)[0].lstrip("# ").strip(), text)


def topics() -> list[Topic]:
    """All topics in order; a file that the order does not know comes last."""
    names = [*order(), *(name for name in _files() if name not in order())]
    return [found for name in names if (found := topic(name)) is not None]


def plain(text: str) -> str:
    """Markdown without the signs that mark it up: what is read, and searched."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`#|]|^\s*[-\d]+\.?\s", "", text, flags=re.MULTILINE)


def find(among: Sequence[Topic], typed: str) -> list[Topic]:
    """The topics that have every word that is typed, or its beginning; those with one in the title first."""
    wanted = folded(typed).split()
    if not wanted:
        return list(among)

    def has(text: str, word: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(word)}", text) is not None

    scored = []
    for place, each in enumerate(among):
        title, text = folded(each.title), folded(plain(each.text))
        if all(has(text, word) for word in wanted):
            scored.append((-sum(has(title, word) for word in wanted), place, each))
    return [each for *_, each in sorted(scored, key=lambda found: found[:2])]
