"""Before each load: cheap where nothing happened, every byte where something did."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import ModelChanged, ModelMissing
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing import record as records
from app.services.installing.progress import Halt, InstallProgress
from app.services.installing.ready import RECORDS, Ready
from app.services.installing.record import RECORD, Record, Recorded, read_record, sha256_of, stamp_of, write_record

posix = pytest.mark.skipif(os.name == "nt", reason="Windows does not say when a file was changed")


def nobody(_: InstallProgress) -> None:
    """Nobody is told."""


@pytest.fixture
def entry(tmp_path: Path) -> ModelEntry:
    """A model that was put into the models folder by hand."""
    folder = tmp_path / "models" / "tiny"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights" * 1000)
    file = ModelFile("model.bin", 7000, sha256_of(folder / "model.bin"))
    return ModelEntry(
        id="tiny", task="speech", title="Tiny", description="", licence="MIT", attribution="", where="models",
        path="tiny", files=[file],
    )  # fmt: skip


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of which every byte was read."""
    names: list[str] = []

    def counting(path: Path, further: object = None) -> str:
        names.append(path.name)
        return sha256_of(path)

    monkeypatch.setattr(records, "sha256_of", counting)
    return names


def damage(path: Path) -> None:
    """One other byte; size and time stay."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_every_byte_is_read_once_and_not_again_in_later_runs(models: Path, entry: ModelEntry, read: list[str]) -> None:
    ready = Ready(models)
    folder, files = ready.files(entry)
    assert files == {str(folder / "model.bin"): stamp_of(folder / "model.bin")}
    ready.files(entry)
    Ready(models).files(entry)
    assert read == ["model.bin"]


@posix
def test_a_changed_file_is_not_loaded_whatever_its_times_say(models: Path, entry: ModelEntry, read: list[str]) -> None:
    ready = Ready(models)
    folder, _ = ready.files(entry)
    damage(folder / "model.bin")
    for each in (ready, Ready(models)):
        with pytest.raises(ModelChanged) as caught:
            each.files(entry)
        assert "Tiny" in caught.value.message()


def test_a_touched_file_is_read_again_and_its_new_time_remembered(
    models: Path, entry: ModelEntry, read: list[str]
) -> None:
    folder, before = Ready(models).files(entry)
    os.utime(folder / "model.bin", ns=(0, 0))
    _, after = Ready(models).files(entry)
    Ready(models).files(entry)
    assert after != before
    assert read == ["model.bin"] * 2


def test_another_catalogue_makes_the_record_void(models: Path, entry: ModelEntry, read: list[str]) -> None:
    Ready(models).files(entry)
    other = replace(entry, files=[replace(entry.files[0], sha256="0" * 64)])
    with pytest.raises(ModelChanged):
        Ready(models).files(other)


def test_a_record_of_another_model_says_nothing(models: Path, entry: ModelEntry, read: list[str]) -> None:
    folder, _ = Ready(models).files(entry)
    record = read_record(folder)
    assert record is not None
    write_record(folder, Record("other", record.files))
    Ready(models).files(entry)
    assert read == ["model.bin"] * 2


def test_a_model_installed_anew_goes_by_its_own_record(models: Path, entry: ModelEntry, read: list[str]) -> None:
    ready = Ready(models)
    folder, _ = ready.files(entry)
    data = (folder / "model.bin").read_bytes()
    (folder / "model.bin").unlink()
    (folder / "model.bin").write_bytes(data)
    records.finish_install(entry, folder, nobody, Halt())
    ready.files(entry)
    assert read == ["model.bin"] * 2, "the first check, and the one at install"


def test_a_missing_file_is_a_missing_model(models: Path, entry: ModelEntry) -> None:
    ready = Ready(models)
    folder, _ = ready.files(entry)
    (folder / "model.bin").unlink()
    with pytest.raises(ModelMissing):
        ready.files(entry)
    with pytest.raises(ModelMissing):
        ready.verify(entry, nobody, Halt())


def test_records_of_models_that_ship_lie_in_the_models_folder(
    models: Path, entry: ModelEntry, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = replace(entry, where="repository")
    monkeypatch.setattr("app.services.catalogue.PROGRAM", models)
    for _ in range(2):
        folder, _files = Ready(models).files(shipped)
    assert folder == models / "tiny"
    assert not (folder / RECORD).exists()
    assert (models / RECORDS / "tiny.json").is_file()
    assert read == ["model.bin"]


def test_where_no_record_can_be_written_a_run_checks_once(
    models: Path, entry: ModelEntry, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.catalogue.PROGRAM", models)
    (models / RECORDS).write_bytes(b"a file where the folder should be")
    shipped = replace(entry, where="repository")
    ready = Ready(models)
    for _ in range(3):
        ready.files(shipped)
    assert read == ["model.bin"]
    Ready(models).files(shipped)
    assert read == ["model.bin"] * 2


def test_a_forged_record_passes_the_cheap_check_and_not_the_full_one(
    models: Path, entry: ModelEntry, read: list[str]
) -> None:
    """What a record is worth: it is no signature, and the check on demand believes none."""
    folder = models / "tiny"
    damage(folder / "model.bin")
    forged = Recorded("model.bin", entry.files[0].sha256, stamp_of(folder / "model.bin"))
    write_record(folder, Record("tiny", [forged]))
    ready = Ready(models)
    ready.files(entry)
    assert read == []
    with pytest.raises(ModelChanged):
        ready.verify(entry, nobody, Halt())
    assert read == ["model.bin"]


def test_a_full_check_writes_the_record_anew(models: Path, entry: ModelEntry, read: list[str]) -> None:
    Ready(models).verify(entry, nobody, Halt())
    Ready(models).files(entry)
    assert read == ["model.bin"]


@pytest.mark.parametrize("name", ["preprocessor_config.json", "parts/modules.json"])
def test_a_file_beside_the_tested_ones_that_its_library_could_read_keeps_it_from_being_loaded(
    models: Path, entry: ModelEntry, name: str
) -> None:
    ready = Ready(models)
    folder, _ = ready.files(entry)
    stranger = folder / name
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b'{"feature_size": 128}')
    for each in (ready, Ready(models)):
        with pytest.raises(ModelChanged):
            each.files(entry)
        with pytest.raises(ModelChanged):
            each.verify(entry, nobody, Halt())
    stranger.unlink()
    ready.files(entry)


def test_what_a_desktop_or_a_copy_of_the_hub_leaves_there_is_harmless(models: Path, entry: ModelEntry) -> None:
    for name in ("README.md", ".gitattributes", ".DS_Store", ".cache/x/model.bin.metadata", "desktop.ini", "LICENSE"):
        path = models / "tiny" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    Ready(models).files(entry)
    Ready(models).verify(entry, nobody, Halt())
