"""Imports over what is there already, and imports that break off: what was installed before stays."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, FolderNotWritable
from app.domain.model_errors import InstallRunning, NoRoomForModel, SourceLost
from app.services.installing import folder as folder_module
from app.services.installing.offers import Imported, OfferState
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.staging import PARTIAL, Staging
from tests.packs import ignore, lay_out, tiny_entry
from tests.small_disk import read_only, small_disk
from tests.unit.services.installing.shelf import BASE, SMALL, Shelf

BOTH = {"base": BASE, "small": SMALL}


# ---- what is there already -----------------------------------------------------------------------


def test_what_is_installed_is_left_alone(shelf: Shelf) -> None:
    shelf.bring(shelf.pack("base", "small"))
    before = (shelf.models / "base" / "model.bin").stat()

    offer = shelf.importer.look_into(shelf.stick)
    imported = shelf.bring()

    assert {m.state for m in offer.models} == {OfferState.INSTALLED}
    assert imported == Imported(already=("base", "small"))
    assert (shelf.models / "base" / "model.bin").stat() == before


def test_an_older_edition_of_a_model_is_replaced(shelf: Shelf) -> None:
    shelf.bring(shelf.pack("base"))
    newer = {**BASE, "config.json": b'{"of": "BASE"}'}
    shelf.entries["base"] = tiny_entry("base", newer)
    lay_out(shelf.stick / "newer", newer)

    assert shelf.importer.look_into(shelf.stick / "newer").installable == ("base",)
    assert shelf.bring(shelf.stick / "newer") == Imported(installed=("base",))
    assert shelf.installed() == {"base": newer}


@pytest.mark.parametrize("damage", [b"", b"BASE" * 4000, b"short"])
def test_what_is_damaged_is_mended(damage: bytes, shelf: Shelf) -> None:
    shelf.bring(shelf.pack("base"))
    (shelf.models / "base" / "model.bin").write_bytes(damage)

    assert shelf.bring() == Imported(installed=("base",))
    assert shelf.installed() == {"base": BASE}


def test_what_was_put_there_by_hand_counts_once_its_bytes_are_right(shelf: Shelf) -> None:
    lay_out(shelf.models / "base", BASE)
    lay_out(shelf.models / "small", {**SMALL, "model.bin": b"SMALL" * 9000})

    assert shelf.bring(shelf.pack("base", "small")) == Imported(installed=("small",), already=("base",))
    assert shelf.installed() == BOTH


def test_a_model_that_ships_with_the_program_is_there_already(shelf: Shelf) -> None:
    place = lay_out(shelf.stick.parent / "program", BASE)
    shelf.entries["base"] = replace(shelf.entries["base"], where="repository", path=str(place))

    assert shelf.bring(shelf.pack("base")) == Imported(already=("base",))
    assert not shelf.models.exists()


def test_the_models_folder_itself_gives_nothing_new(shelf: Shelf) -> None:
    shelf.bring(shelf.pack("base"))
    lay_out(shelf.models / PARTIAL / "small", {"model.bin": SMALL["model.bin"]})

    offer = shelf.importer.look_into(shelf.models)

    assert [(m.model_id, m.state) for m in offer.models] == [("base", OfferState.INSTALLED)]


# ---- what breaks off -----------------------------------------------------------------------------


def at_the_large_file(of: str, act: Callable[[], None]) -> Callable[[InstallProgress], None]:
    """Acts once, when the large file of a model is begun."""
    acted: list[bool] = []

    def report(progress: InstallProgress) -> None:
        if (progress.model_id, progress.file, progress.stage) == (of, "model.bin", InstallStage.COPY) and not acted:
            acted.append(True)
            act()

    return report


def test_a_stick_that_is_pulled_leaves_what_was_there_and_what_was_whole_by_then(shelf: Shelf) -> None:
    path = shelf.pack("base", "small")
    lay_out(shelf.models / "small", {**SMALL, "model.bin": b"older" * 9000})
    cut = path.stat().st_size - 30_000

    with pytest.raises(SourceLost):
        shelf.importer.import_from(path, at_the_large_file("small", lambda: os.truncate(path, cut)), Halt())

    assert shelf.installed() == {"base": BASE, "small": {**SMALL, "model.bin": b"older" * 9000}}
    kept = shelf.models / PARTIAL / "small"
    assert {p.name for p in kept.iterdir()} == {"config.json", "vocabulary.txt"}


def test_files_that_vanish_meanwhile_are_a_source_that_was_lost(shelf: Shelf) -> None:
    lay_out(shelf.stick, BASE)

    with pytest.raises(SourceLost):
        shelf.importer.import_from(shelf.stick, at_the_large_file("base", (shelf.stick / "model.bin").unlink), Halt())

    assert not shelf.installed()


def test_a_disk_error_on_the_stick_is_a_source_that_was_lost(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(shelf.stick / "deep", BASE)
    scan = os.scandir

    def failing(path: Path) -> object:
        if Path(path).name == "deep":
            raise OSError(errno.EIO, "Input/output error")
        return scan(path)

    monkeypatch.setattr(folder_module.os, "scandir", failing)
    with pytest.raises(SourceLost):
        shelf.bring()


def test_a_stick_that_is_not_there_is_a_source_that_was_lost(shelf: Shelf) -> None:
    with pytest.raises(SourceLost):
        shelf.bring(shelf.stick / "gone")


def test_what_is_called_off_goes_on_where_it_was(shelf: Shelf) -> None:
    lay_out(shelf.stick, SMALL)
    halt = Halt()

    with pytest.raises(Cancelled):
        shelf.importer.import_from(shelf.stick, at_the_large_file("small", halt.ask), halt)
    assert not shelf.installed()
    staged = shelf.models / PARTIAL / "small"
    before = {path.name: path.stat().st_mtime_ns for path in staged.iterdir()}

    assert shelf.importer.import_from(shelf.stick, ignore, Halt()).installed == ("small",)

    assert set(before) == {"config.json", "vocabulary.txt"}
    place = shelf.models / "small"
    assert {name: (place / name).stat().st_mtime_ns for name in before} == before  # not copied again
    assert shelf.installed() == {"small": SMALL}


def test_a_download_that_broke_off_is_kept_when_the_import_fails(shelf: Shelf) -> None:
    begun = lay_out(shelf.models / PARTIAL / "base", {"model.bin": BASE["model.bin"][:5000]})
    lay_out(shelf.stick, BASE)
    halt = Halt()

    with pytest.raises(Cancelled):
        shelf.importer.import_from(shelf.stick, at_the_large_file("base", halt.ask), halt)

    assert (begun / "model.bin").read_bytes() == BASE["model.bin"][:5000]


def test_two_at_once_do_not_get_into_each_others_way(shelf: Shelf) -> None:
    lay_out(shelf.stick, BASE)

    with Staging(shelf.entries["base"], shelf.models), pytest.raises(InstallRunning):
        shelf.bring()

    assert shelf.bring().installed == ("base",)


def test_a_read_only_stick_is_as_good_as_any(shelf: Shelf) -> None:
    shelf.pack("base")
    lay_out(shelf.stick / "small", SMALL)

    with read_only(shelf.stick) as stick:
        assert shelf.bring(stick).installed == ("base", "small")


def test_a_models_folder_that_cannot_be_written_is_named(shelf: Shelf) -> None:
    lay_out(shelf.stick, BASE)
    shelf.models.mkdir(parents=True)

    with read_only(shelf.models) as models:
        shelf.models = models
        with pytest.raises(FolderNotWritable):
            shelf.bring()


def test_too_little_room_is_said_before_anything_is_copied(shelf: Shelf, tmp_path: Path) -> None:
    lay_out(shelf.stick, BASE)

    with small_disk(tmp_path, "8m") as disk:
        shelf.models = disk / "models"
        with pytest.raises(NoRoomForModel):
            shelf.bring()
        assert not shelf.models.exists()


def test_a_disk_that_fills_up_meanwhile_leaves_no_half_file(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = {"model.bin": os.urandom(3 << 20), "config.json": b"{}"}
    shelf.entries["large"] = tiny_entry("large", large)
    lay_out(shelf.stick, large)
    monkeypatch.setattr(folder_module, "free_bytes", lambda folder: 1 << 40)

    with small_disk(tmp_path, "2m") as disk:
        shelf.models = disk / "models"
        with pytest.raises(NoRoomForModel):
            shelf.bring()
        assert not shelf.installed()
        assert not list(disk.rglob("model.bin*"))
