"""The cards with the ways that need no network, and with where the models lie and how much they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.installing.mirror import HUB
from app.ui import words
from app.ui.widgets import Card, Elided, Foldable, button, column, label, line, row

if TYPE_CHECKING:
    from app.services.installing.offers import Space


class WaysCard(Card):
    """Buttons for folder, pack file, and making a pack."""

    def __init__(self) -> None:
        super().__init__("", gap=3, name="models.ways")
        self.rows.addWidget(label(self.tr("Without a network"), "heading"))
        self.rows.addWidget(label(
            self.tr("On a computer without a network, or to save the download: models from another computer, on a "
                    "stick, in a folder or in one pack file. What they are called does not matter."),
            tone="muted", wrap=True,
        ))  # fmt: skip
        buttons = Foldable(520, gap=3)
        self.folder = button(self.tr("From a f&older or stick…"), name="models.fromFolder", icon="folder")
        self.pack = button(self.tr("From a &pack file…"), name="models.fromPack", icon="import")
        self.out = button(self.tr("Ma&ke a pack…"), name="models.makePack", icon="export")
        for each in (self.folder, self.pack, self.out):
            buttons.line.addWidget(each)
        buttons.line.addStretch(1)
        self.rows.addWidget(buttons)


class WhereCard(Card):
    """Folder, what is taken, what is free; where downloads come from."""

    def __init__(self) -> None:
        super().__init__("", gap=3, name="models.where")
        self.rows.addWidget(label(self.tr("Where they are"), "heading"))
        self.folder = Elided("body", "models.folder")
        self.rows.addWidget(self.folder)
        self.room = label("", tone="muted", wrap=True, name="models.room")
        room = row(gap=3)
        room.addWidget(self.room, 1)
        self.tidy = button(self.tr("Throw that away"), name="models.tidy", size="small")
        self.tidy.setAccessibleName(self.tr("Throw away what is there of installations that broke off"))
        room.addWidget(self.tidy)
        self.rows.addLayout(room)
        self.rows.addWidget(line())
        across = row(gap=3)
        texts = column(gap=0.5)
        self.source = label("", wrap=True, name="models.source")
        texts.addWidget(self.source)
        texts.addWidget(label(
            self.tr("A proxy and the certificates that are trusted are those of this computer."),
            "caption", tone="muted", wrap=True,
        ))  # fmt: skip
        across.addLayout(texts, 1)
        self.mirror = button(self.tr("Change…"), name="models.mirror", size="small")
        self.mirror.setAccessibleName(self.tr("Change where downloads come from"))
        across.addWidget(self.mirror)
        self.rows.addLayout(across)

    def show_space(self, space: Space, mirror: str, left: bool) -> None:
        """What was found. `left`: something lies there of an installation that nobody goes on with."""
        self.tidy.setVisible(left)
        self.folder.say(str(space.folder))
        text = self.tr("Models take {used}; {free} are free on this disk.").replace("{used}", _size(space.used))
        parts = [text.replace("{free}", words.size_words(space.free))]
        if space.partial:
            partly = self.tr("{size} of it belong to installations that broke off.")
            parts.append(partly.replace("{size}", _size(space.partial)))
        if space.other:
            parts.append(self.tr("Other files in the folder take {size}.").replace("{size}", _size(space.other)))
        self.room.setText(" ".join(parts))
        host = (mirror or HUB).partition("://")[2]
        self.source.setText(self.tr("Downloads come from {host}.").replace("{host}", host))


def _size(size: int) -> str:
    return words.size_words(size) if size else "0 MB"
