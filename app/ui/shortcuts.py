"""Every key of the window, by the page where it works: shown as one page of the help.

Tests hold this list against the keys that the pages really have, and that no two of them clash.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from app.ui.global_keys import the_keys

EVERYWHERE = ""
"""The place of keys that work on every page."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key sequence, or several that do the same, and what it does."""

    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where keys work: a page's object name, `EVERYWHERE`, or a part of the window that is no page."""

    name: str
    title: str
    keys: tuple[Key, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)


def _key(words: str, *keys: str) -> Key:
    return Key(keys, words)


def places() -> list[Place]:
    """All keys, those that work everywhere first."""
    return [
        Place(EVERYWHERE, _tr("Everywhere"), _everywhere()),
        Place(
            "newSession",
            _tr("A new session"),
            (_key(_tr("Begin, the way that is usual for this client"), "Ctrl+Return", "Ctrl+Enter"),),
        ),
        Place("recording", _tr("While recording"), _recording()),
        Place(
            "every program",
            _tr("While recording, in every program (turned on under Settings)"),
            tuple(Key((each.keys,), each.words) for each in the_keys()),
        ),
        Place("workspace", _tr("Reviewing: transcript and note"), _workspace()),
        Place("writing", _tr("Without a recording"), (_key(_tr("Draft the note"), "Ctrl+Return"),)),
        Place("clients", _tr("Clients"), (_key(_tr("Goals of the client who is chosen"), "Ctrl+G"),)),
        Place("lists", _tr("In a list"), _lists()),
        Place("dialogs", _tr("In a dialog"), _dialogs()),
    ]


def _everywhere() -> tuple[Key, ...]:
    return (
        _key(_tr("Do something or go somewhere by its name"), "Ctrl+K"),
        _key(_tr("New session"), "Ctrl+N"),
        _key(_tr("Search everything"), "Ctrl+Shift+F"),
        _key(_tr("Lock"), "Ctrl+L"),
        _key(_tr("Help for this page"), "F1"),
        _key(_tr("All keys"), "Shift+F1"),
        _key(_tr("Today"), "Ctrl+1"),
        _key(_tr("Clients"), "Ctrl+2"),
        _key(_tr("Search"), "Ctrl+3"),
        _key(_tr("Models"), "Ctrl+4"),
        _key(_tr("Settings"), "Ctrl+5"),
        _key(_tr("Privacy"), "Ctrl+6"),
        _key(_tr("Help"), "Ctrl+7"),
        _key(
            _tr("The next part of the window, the one before; a message that has just come is first"), "F6", "Shift+F6"
        ),
        _key(_tr("From one control to the next, and back"), "Tab", "Shift+Tab"),
    )


def _recording() -> tuple[Key, ...]:
    return (
        _key(_tr("Mark this moment"), "Ctrl+M"),
        _key(_tr("Hide the words"), "Esc"),
    )


def _workspace() -> tuple[Key, ...]:
    return (
        _key(_tr("Play, or stop"), "Ctrl+Space"),
        _key(_tr("Three seconds back"), "Ctrl+Shift+Space"),
        _key(_tr("Faster, slower"), "Ctrl+Shift+Up", "Ctrl+Shift+Down"),
        _key(_tr("The next doubtful place, the one before"), "F7", "Shift+F7"),
        _key(_tr("The next sentence to decide, the one before"), "F8", "Shift+F8"),
        _key(_tr("What the note may lack"), "F9"),
        _key(_tr("Find in transcript and note"), "Ctrl+F"),
        _key(_tr("The next place found, the one before"), "F3", "Shift+F3"),
        _key(_tr("Take the last change back"), "Ctrl+Z"),
        _key(_tr("Do it again"), "Ctrl+Shift+Z", "Ctrl+Y"),
        _key(_tr("Correct the turn that is chosen; another sentence, in the note"), "Return"),
        _key(_tr("What can be put right at a turn"), "Menu"),
    )


def _lists() -> tuple[Key, ...]:
    return (
        _key(_tr("Choose"), "Up", "Down"),
        _key(_tr("Open what is chosen"), "Return"),
        _key(_tr("What can be done with it"), "Menu"),
    )


def _dialogs() -> tuple[Key, ...]:
    return (
        _key(_tr("Press the button that is marked"), "Return"),
        _key(_tr("Cancel"), "Esc"),
    )


def native(keys: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def as_markdown() -> str:
    """All keys as a page of the help."""
    lines = [
        f"# {_tr('Keys')}",
        "",
        _tr("Everything in Sotto can be done without a mouse. Most buttons also have a letter of their own: hold Alt "
            "and press it. The tooltip of a button says which."),
    ]  # fmt: skip
    for place in places():
        lines += ["", f"## {place.title}", ""]
        lines += [f"- **{_or(each.keys)}** {each.words}" for each in place.keys]
    return "\n".join(lines) + "\n"


def _or(keys: tuple[str, ...]) -> str:
    return f"** {_tr('or')} **".join(native(each) for each in keys)
