"""Catalogues and packs for tests: the demo models as if they were to be installed, and models of a few bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import tomli_w

from app.services import models as models_module
from app.services.catalogue import ModelEntry, ModelFile, load_catalogue
from app.services.installing.packing import write_pack
from app.services.installing.progress import Halt, InstallProgress

DEMO = ("whisper-demo", "pyannote-demo", "minilm", "smollm2-135m")
"""One model for each task that a session needs, from those that are on every developer's computer."""
NOWHERE = "nowhere/models"


def portable(ids: Collection[str] = DEMO, *, demo: bool = False) -> list[ModelEntry]:
    """These models of the real catalogue as if they lay in the clinician's own models folder once installed.

    `demo`: whether they still count as demo models (a real model of the same task would go first then).
    """
    entries = [entry for entry in load_catalogue().values() if entry.id in ids]
    return [
        replace(
            entry, where="models", path=entry.id, demo=demo, repository=entry.repository or NOWHERE, revision="0" * 40
        )
        for entry in entries
    ]


def write_catalogue(path: Path, entries: Iterable[ModelEntry]) -> Path:
    """A catalogue file with these entries; it is read back, so that a mistake shows here."""
    listed = [{k: v for k, v in msgspec.to_builtins(entry).items() if v is not None} for entry in entries]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps({"model": listed}), encoding="utf-8")
    load_catalogue(path)
    return path


def use_catalogue(patch: pytest.MonkeyPatch, path: Path) -> None:
    """Every ModelService that is made from now on knows the models of `path` and no others."""
    patch.setattr(models_module, "load_catalogue", lambda: load_catalogue(path))


def demo_pack(folder: Path, ids: Sequence[str] = DEMO) -> Path:
    """A pack of the demo models, fit for the catalogue that `portable` makes; as `app models export` would make it."""
    real = load_catalogue()
    models = []
    for entry in portable(ids):
        place = real[entry.id].folder(folder)
        assert place is not None, f"{entry.id} is not installed on this computer"
        models.append((entry, place))
    folder.mkdir(parents=True, exist_ok=True)
    return write_pack(models, folder / "demo.sottopack", ignore, Halt())


def ignore(_: InstallProgress) -> None:
    """For whoever does not want to hear how far it is."""


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def tiny_entry(model_id: str, files: Mapping[str, bytes], like: str = "whisper-demo", **changed: object) -> ModelEntry:
    """An entry for a model with these contents; everything else as that of the model `like`."""
    listed = [ModelFile(path, len(data), digest(data)) for path, data in files.items()]
    entry = load_catalogue()[like]
    plain = replace(entry, id=model_id, title=f"Model {model_id}", where="models", path=model_id, demo=False)
    plain = replace(plain, repository=NOWHERE, revision="0" * 40)
    return replace(plain, files=listed, memory_mb=1, **changed)


def lay_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
