"""Two small models with a word list in common, and a folder for what is installed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.services.catalogue import ModelEntry, load_catalogue
from app.services.installing.folder import Importer
from app.services.installing.offers import Imported
from app.services.installing.packing import write_pack
from app.services.installing.progress import Halt
from tests.packs import ignore, lay_out, tiny_entry, write_catalogue

WORDS = b"a word list that both have\n" * 40
BASE = {"model.bin": b"base" * 4000, "config.json": b'{"of": "base"}', "vocabulary.txt": WORDS}
SMALL = {"model.bin": b"small" * 9000, "config.json": b'{"of": "small"}', "vocabulary.txt": WORDS}


@dataclass
class Shelf:
    """A catalogue of two small models, the folder of installed ones, and another for what is brought."""

    entries: dict[str, ModelEntry]
    models: Path
    stick: Path
    catalogue: Path

    @property
    def importer(self) -> Importer:
        return Importer(self.entries, self.models)

    def bring(self, source: Path | None = None, **rest: object) -> Imported:
        return self.importer.import_from(source or self.stick, ignore, Halt(), **rest)

    def installed(self) -> dict[str, dict[str, bytes]]:
        """Contents of what lies in place, by model and path; without the records."""
        return {
            entry.id: {f.path: (self.models / entry.path / f.path).read_bytes() for f in entry.files}
            for entry in self.entries.values()
            if (self.models / entry.path).exists()
        }

    def pack(self, *ids: str, to: Path | None = None) -> Path:
        """A pack of models of the catalogue, made from files of their contents."""
        contents = {"base": BASE, "small": SMALL}
        places = [(self.entries[i], lay_out(self.stick.parent / "made" / i, contents[i])) for i in ids]
        return write_pack(places, to or self.stick / "models.sottopack", ignore, Halt())


def make_shelf(tmp_path: Path) -> Shelf:
    """All of it below one folder; nothing is installed yet, and the stick is empty."""
    entries = [tiny_entry("base", BASE), tiny_entry("small", SMALL)]
    catalogue = write_catalogue(tmp_path / "catalogue.toml", entries)
    stick = tmp_path / "stick"
    stick.mkdir()
    return Shelf(load_catalogue(catalogue), tmp_path / "home" / "models", stick, catalogue)
