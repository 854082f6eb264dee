"""A model of a few hundred kilobytes, and what the hub is to give out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing.progress import InstallProgress

CONTENTS: dict[str, bytes] = {
    "model.bin": Random(5).randbytes(300_000),
    "parts/config.json": b'{"what": "a model that is none"}',
    "vocabulary.txt": Random(6).randbytes(40_000),
}
REVISION = "0123456789abcdef0123456789abcdef01234567"


def small_entry(model_id: str = "small", contents: Mapping[str, bytes] | None = None, **changed: Any) -> ModelEntry:
    """An entry whose checksums are those of `contents` (CONTENTS)."""
    files = [
        ModelFile(path, len(content), hashlib.sha256(content).hexdigest())
        for path, content in (CONTENTS if contents is None else contents).items()
    ]
    facts: dict[str, Any] = {
        "task": "note", "title": "Small model", "description": "", "licence": "MIT", "attribution": "",
        "where": "models", "path": model_id, "repository": "owner/small", "revision": REVISION,
    }  # fmt: skip
    return ModelEntry(id=model_id, files=files, **{**facts, **changed})


def hub_files(entry: ModelEntry, contents: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """What a hub gives out for an entry, by the paths of its addresses."""
    return {entry.url_path(file): (CONTENTS if contents is None else contents)[file.path] for file in entry.files}


def content_of(folder: Path, name: str) -> bytes:
    """One file of an installed model."""
    return (folder / name).read_bytes()


def quiet(progress: InstallProgress) -> None:
    """Nobody looks."""
