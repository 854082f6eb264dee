"""The catalogue of models: `models/catalogue.toml`, read and checked."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import msgspec

from app.domain.errors import CatalogueInvalid, ModelChanged, ModelMissing
from app.services.catalogue_rules import clashes, problems
from app.services.paths import CATALOGUE, PROGRAM, package_folder

Task = Literal["speech", "speakers", "embedding", "entailment", "note"]
TASKS: tuple[Task, ...] = ("speech", "speakers", "embedding", "entailment", "note")
HASH_BLOCK = 1 << 20
LICENCE_TEXTS = PROGRAM / "models" / "licences"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its path inside the model's folder, size and SHA-256."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model of the catalogue. `settings` go to its engine as they are.

    `memory_mb`: megabytes (10^6 bytes) that the program needs more while the model is in use. `judges`: a note model
    large enough that its own judgement gets a vote in the evidence check. `languages`: codes such as "en", ["*"] for
    many, empty where no language matters. `good_for`: one sentence. `speed`: on the processor of an ordinary laptop.
    `repository`, `revision`: where the files come from, `owner/name` and the 40 digits of one commit ("" for what does
    not lie in the models folder). `notice`: the text that the licence wants to be handed on with the files.
    `unconfirmed`: its checksums were not seen in two places that agree; it is listed, and not offered for download.
    """

    id: str
    task: Task
    title: str
    description: str
    licence: str
    attribution: str
    where: Literal["repository", "package", "models"]
    path: str
    files: list[ModelFile]
    demo: bool = False
    memory_mb: int = 0
    judges: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    good_for: str = ""
    speed: Literal["fast", "medium", "slow", ""] = ""
    repository: str = ""
    revision: str = ""
    notice: str = ""
    unconfirmed: bool = False

    @property
    def size_bytes(self) -> int:
        """What its files take on the disk."""
        return sum(file.bytes for file in self.files)

    @property
    def needed_mb(self) -> int:
        """`memory_mb`; where the catalogue does not say, half as much again as its files take."""
        return self.memory_mb or round(self.size_bytes * 1.5 / 1e6)

    def folder(self, models: Path) -> Path | None:
        """Where it lies, or would lie; None where its package is not installed."""
        if self.where == "repository":
            return PROGRAM / self.path
        if self.where == "models":
            return models / self.path
        package, _, rest = self.path.partition("/")
        found = package_folder(package)
        return found / rest if found is not None else None

    def all_in(self, folder: Path) -> bool:
        """Whether all of its files are in a folder; not where its disk was pulled or does not answer."""
        try:
            return all((folder / file.path).is_file() for file in self.files)
        except OSError:
            return False

    def url_path(self, file: ModelFile) -> str:
        """Where a hub or its mirror gives out a file, from the host's name on, percent-encoded."""
        return f"/{quote(self.repository)}/resolve/{self.revision}/{quote(file.path)}"

    def licence_texts(self) -> dict[str, str]:
        """The texts of its licences by their names, to be handed on with the files; of CC BY, the notice has a link."""
        texts = {name: LICENCE_TEXTS / f"{name}.txt" for name in self.licence.split(", ")}
        return {name: path.read_text(encoding="utf-8") for name, path in texts.items() if path.is_file()}

    def load_path(self, folder: Path) -> Path:
        """What its engine is given: the one file of a note model, else the folder."""
        return folder / self.files[0].path if self.task == "note" else folder


def load_catalogue(path: Path = CATALOGUE) -> dict[str, ModelEntry]:
    """All entries by id. Raises CatalogueInvalid that names the entry and what is wrong with it."""
    try:
        with path.open("rb") as stream:
            tables = tomllib.load(stream)
    except OSError as error:
        raise CatalogueInvalid("the file is not there") from error
    except (ValueError, RecursionError) as error:  # broken TOML, not a text in UTF-8, or brackets without end
        raise CatalogueInvalid(str(error)) from error
    for name in tables:
        if name != "model":
            raise CatalogueInvalid(f"there is no place for '{name}', only for [[model]]")
    listed = tables.get("model")
    if not isinstance(listed, list) or not listed:
        raise CatalogueInvalid("it lists no model")
    by_id: dict[str, ModelEntry] = {}
    for number, table in enumerate(listed, start=1):
        entry = _entry(table, number)
        for problem in (*problems(entry), *clashes(entry, by_id)):
            raise CatalogueInvalid(f"'{entry.id}': {problem}")
        by_id[entry.id] = entry
    return by_id


def _entry(table: object, number: int) -> ModelEntry:
    """One table as an entry. Raises CatalogueInvalid that names it, by its number where it has no name."""
    name = f"entry {number}"
    if isinstance(table, dict):
        if isinstance(table.get("id"), str):
            name = f"'{table['id']}'"
        listed = table.get("files")
        files = [file for file in listed if isinstance(file, dict)] if isinstance(listed, list) else []
        for keys, known in ((table.keys(), _ENTRY), *((file.keys(), _FILE) for file in files)):
            for unknown in sorted(keys - known):  # a word that is misspelt would else be passed over
                raise CatalogueInvalid(f"{name}: there is no field '{unknown}'")
    try:
        return msgspec.convert(table, ModelEntry)
    except msgspec.ValidationError as error:
        raise CatalogueInvalid(f"{name}: {str(error).replace('$.', '')}") from error


_ENTRY = {one.name for one in fields(ModelEntry)}
_FILE = {one.name for one in fields(ModelFile)}


def check_files(entry: ModelEntry, folder: Path | None) -> Path:
    """Read every file of a model and compare it with the catalogue; the folder if all is right.

    Raises ModelMissing or ModelChanged.
    """
    if folder is None or not all((folder / file.path).is_file() for file in entry.files):
        raise ModelMissing(entry.title)
    for file in entry.files:
        if (folder / file.path).stat().st_size != file.bytes or _sha256(folder / file.path) != file.sha256:
            raise ModelChanged(entry.title)
    return folder


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()
