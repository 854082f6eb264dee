"""Removing models, and what they take: never half, never while they are needed, never what ships with the program."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.domain.errors import FolderNotWritable, ModelMissing
from app.domain.model_errors import InstallRunning, ModelInUse, ModelNotRemovable
from app.services.installing.removal import Removal, tidy
from app.services.installing.staging import PARTIAL, Staging, bytes_in
from app.services.models import ModelService
from app.services.preferences import Preferences
from app.workers import protocol as p
from app.workers.host import WorkerHost
from tests.packs import lay_out, use_catalogue
from tests.small_disk import read_only
from tests.unit.services.installing.shelf import BASE, SMALL, Shelf


@dataclass
class Worker:
    """A process that holds the models of some folders."""

    holding: dict[str, Path] = field(default_factory=dict)
    busy: bool = False

    def held_in(self, folder: Path) -> tuple[str, ...]:
        return tuple(task for task, path in self.holding.items() if path == folder)

    def unload(self, *tasks: str) -> None:
        for task in tasks:
            del self.holding[task]

    def __hash__(self) -> int:
        return id(self)


@pytest.fixture
def models(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModelService:
    """Both are installed, "base" is in use."""
    use_catalogue(monkeypatch, shelf.catalogue)
    shelf.bring(shelf.pack("base", "small"))
    service = ModelService(shelf.models, Preferences(tmp_path / "settings.toml"))
    service.choose("speech", "base")
    return service


def test_a_model_goes_whole_and_the_others_stay(shelf: Shelf, models: ModelService) -> None:
    removal = Removal(models, shelf.models)
    before = removal.space()

    freed = removal.remove("small")

    after = removal.space()
    assert shelf.installed() == {"base": BASE}
    assert freed == before.by_model["small"] >= shelf.entries["small"].size_bytes
    assert after.used == before.used - freed
    assert not list((shelf.models / PARTIAL).glob("*.removed"))


def test_another_one_is_in_use_once_the_chosen_one_is_gone(shelf: Shelf, models: ModelService) -> None:
    Removal(models, shelf.models).remove("base")

    assert models.chosen()["speech"] == "small"


def test_what_was_removed_can_be_installed_again(shelf: Shelf, models: ModelService) -> None:
    Removal(models, shelf.models).remove("small")

    assert shelf.bring().installed == ("small",)
    assert shelf.installed()["small"] == SMALL


def test_what_ships_with_the_program_stays(shelf: Shelf, tmp_path: Path) -> None:
    service = ModelService(shelf.models, Preferences(tmp_path / "settings.toml"))

    with pytest.raises(ModelNotRemovable):
        Removal(service, shelf.models).remove("whisper-demo")

    assert "whisper-demo" in service.chosen().values()


def test_what_is_not_there_is_said(shelf: Shelf, models: ModelService) -> None:
    removal = Removal(models, shelf.models)
    removal.remove("small")

    for model_id in ("small", "nobody knows", "../base"):
        with pytest.raises(ModelMissing):
            removal.remove(model_id)
    assert set(shelf.installed()) == {"base"}


def test_a_model_in_memory_is_unloaded_first(shelf: Shelf, models: ModelService) -> None:
    worker = Worker({"speech": shelf.models / "base", "speakers": shelf.models / "other"})

    Removal(models, shelf.models, [worker]).remove("base")

    assert worker.holding == {"speakers": shelf.models / "other"}


def test_a_model_at_work_is_not_removed(shelf: Shelf, models: ModelService) -> None:
    worker = Worker({"speech": shelf.models / "base"}, busy=True)

    with pytest.raises(ModelInUse):
        Removal(models, shelf.models, [worker]).remove("base")

    assert worker.holding
    assert set(shelf.installed()) == {"base", "small"}
    Removal(models, shelf.models, [worker]).remove("small")  # it has nothing to do with that work


def test_while_a_session_runs_the_model_that_is_chosen_for_it_stays(shelf: Shelf, models: ModelService) -> None:
    removal = Removal(models, shelf.models, at_work=lambda: True)

    with pytest.raises(ModelInUse):
        removal.remove("base")
    removal.remove("small")

    assert set(shelf.installed()) == {"base"}


def test_a_worker_knows_what_it_was_given_from_a_folder(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    host = WorkerHost("speech worker")
    monkeypatch.setattr(host, "call", lambda *_, **__: p.Loaded("cpu", ""))

    host.load(p.LoadModel("note", str(shelf.models / "base" / "model.gguf"), {}))

    assert host.held_in(shelf.models / "base") == ("note",)
    assert host.held_in(shelf.models / "bas") == ()


def test_what_was_cut_off_is_put_right_at_the_next_start(shelf: Shelf, models: ModelService) -> None:
    partial = shelf.models / PARTIAL
    lay_out(partial / "unknown.removed", {"model.bin": b"rest"})
    lay_out(partial / "base.removed", {"model.bin": b"rest"})
    lay_out(partial / "base.old", {"model.bin": b"there is a newer one"})
    (shelf.models / "small").rename(partial / "small.old")
    assert Removal(models, shelf.models).space().partial >= 8

    tidy(shelf.entries, shelf.models)

    assert shelf.installed() == {"base": BASE, "small": SMALL}
    assert {path.suffix for path in partial.iterdir()} == {".lock"}


def test_what_an_earlier_removal_left_of_it_is_in_nobodys_way(shelf: Shelf, models: ModelService) -> None:
    lay_out(shelf.models / PARTIAL / "small.removed", {"model.bin": b"rest"})

    Removal(models, shelf.models).remove("small")

    assert shelf.installed() == {"base": BASE}
    assert not list((shelf.models / PARTIAL).glob("*.removed"))


def test_what_came_of_a_model_that_the_catalogue_no_longer_has_goes_at_the_next_start(shelf: Shelf) -> None:
    partial = shelf.models / PARTIAL
    gone, kept = (lay_out(partial / name, {"model.bin": b"half"}) for name in ("dropped", "small"))
    (partial / "dropped.pins").write_bytes(b"{}")
    with Staging(replace(shelf.entries["base"], id="dropped"), shelf.models):  # another edition of the program
        tidy(shelf.entries, shelf.models)
        assert gone.exists()

    tidy(shelf.entries, shelf.models)

    assert kept.exists() and not gone.exists() and not (partial / "dropped.pins").exists()


def test_putting_right_leaves_alone_what_is_at_work_or_cannot_be_written(shelf: Shelf, models: ModelService) -> None:
    old = (shelf.models / "small").rename(shelf.models / PARTIAL / "small.old")

    with read_only(shelf.models) as folder:
        tidy(shelf.entries, folder)
    with Staging(shelf.entries["base"], shelf.models):
        held = lay_out(shelf.models / PARTIAL / "base.old", {"model.bin": b"1"})
        tidy(shelf.entries, shelf.models)
        assert held.exists()

    assert not old.exists()
    assert shelf.installed()["small"] == SMALL


def test_putting_right_makes_nothing_where_nothing_is_installed(shelf: Shelf) -> None:
    tidy(shelf.entries, shelf.models)

    assert not shelf.models.exists()


def test_an_installation_that_runs_is_not_disturbed(shelf: Shelf, models: ModelService) -> None:
    with Staging(shelf.entries["small"], shelf.models), pytest.raises(InstallRunning):
        Removal(models, shelf.models).remove("small")

    assert set(shelf.installed()) == {"base", "small"}


def test_a_folder_on_another_disk_is_not_emptied_through_a_link(
    shelf: Shelf, models: ModelService, tmp_path: Path
) -> None:
    place = shelf.models / "small"
    elsewhere = place.rename(tmp_path / "elsewhere")
    place.symlink_to(elsewhere)

    assert Removal(models, shelf.models).remove("small") == 0

    assert not os.path.lexists(place)
    assert (elsewhere / "model.bin").read_bytes() == SMALL["model.bin"]


def test_where_nothing_can_be_written_the_model_stays_and_the_folder_is_named(
    shelf: Shelf, models: ModelService
) -> None:
    with read_only(shelf.models) as folder, pytest.raises(FolderNotWritable):
        Removal(models, folder).remove("small")

    assert set(shelf.installed()) == {"base", "small"}


def test_room_is_counted_by_model_with_what_was_broken_off_and_what_is_foreign(
    shelf: Shelf, models: ModelService
) -> None:
    lay_out(shelf.models, {".partial/small/model.bin": b"12345", "notes.txt": b"mine"})

    space = Removal(models, shelf.models).space()

    locks = sum(p.stat().st_size for p in (shelf.models / PARTIAL).glob("*.lock"))
    assert space.partial == 5 + locks
    assert space.other == 4
    assert set(space.by_model) == {"base", "small"}
    assert space.by_model["base"] == bytes_in(shelf.models / "base") > shelf.entries["base"].size_bytes
    assert space.used + space.other == bytes_in(shelf.models)
    assert space.free > 0
    assert space.folder == shelf.models


def test_room_is_known_before_there_is_a_folder(shelf: Shelf, tmp_path: Path) -> None:
    service = ModelService(shelf.models, Preferences(tmp_path / "settings.toml"))

    space = Removal(service, shelf.models).space()

    assert not shelf.models.exists()
    assert space.free > 0
    assert space.by_model["whisper-demo"] == service.catalogue["whisper-demo"].size_bytes
    assert (space.partial, space.other) == (0, 0)
