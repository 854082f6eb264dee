"""The models lie on a disk that was pulled, or on a share that is gone: the program starts, and says what is so."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import ModelMissing
from app.domain.model_errors import DiskUnreliable
from app.network import Gate
from app.services.installing.removal import tidy
from app.services.installing.service import Installer
from app.services.models import ModelService
from app.services.preferences import Preferences
from tests.packs import use_catalogue
from tests.unit.services.installing.shelf import Shelf


@pytest.fixture
def pulled(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """Both models were installed, and every question about them now ends in an error of the disk."""
    use_catalogue(monkeypatch, shelf.catalogue)
    shelf.bring(shelf.pack("base", "small"))
    top = str(shelf.models)

    def failing(real: Any) -> Any:
        def ask(path: Any, *more: Any, **named: Any) -> Any:
            if not isinstance(path, int) and str(path).startswith(top):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(path, *more, **named)

        return ask

    with monkeypatch.context() as broken:
        for name in ("stat", "lstat", "scandir", "mkdir", "open", "rename"):
            broken.setattr(os, name, failing(getattr(os, name)))
        yield shelf


def test_the_program_starts_and_nothing_counts_as_installed(pulled: Shelf, tmp_path: Path) -> None:
    tidy(pulled.entries, pulled.models)

    models = ModelService(pulled.models, Preferences(tmp_path / "settings.toml"))

    assert {info.id for info in models.list() if info.installed} == set()
    assert models.chosen() == {}
    with pytest.raises(ModelMissing):
        models.request_for("base")


def test_what_is_asked_of_it_is_answered_in_words(pulled: Shelf, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "settings.toml")
    models = ModelService(pulled.models, preferences)
    installer = Installer(models, pulled.models, preferences, Gate())

    assert installer.partial() == {}
    for ask in (installer.space, lambda: installer.remove("base")):
        with pytest.raises(DiskUnreliable):
            ask()
