"""What was checked of a model, and when it has to be checked again."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from app.domain.errors import Cancelled, ModelChanged, ModelMissing
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing import record as records
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.record import (
    RECORD,
    Record,
    check,
    finish_install,
    read_record,
    sha256_of,
    stamp_of,
    unchanged,
    untouched,
)

CONTENT = {"config.json": b"{}", "deep/model.bin": bytes(range(256)) * 5000}


def nobody(_: InstallProgress) -> None:
    """Nobody is told."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in CONTENT.items():
        path = tmp_path / "tiny" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "tiny"


@pytest.fixture
def entry(folder: Path) -> ModelEntry:
    files = [ModelFile(name, len(data), sha256_of(folder / name)) for name, data in CONTENT.items()]
    return ModelEntry(
        id="tiny", task="speech", title="Tiny", description="", licence="MIT", attribution="", where="models",
        path="tiny", files=files,
    )  # fmt: skip


def rewrite(path: Path, at: int = 0) -> None:
    """Another byte, the same size, and the time it had before."""
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_finished_model_has_a_record_of_every_file(entry: ModelEntry, folder: Path) -> None:
    finish_install(entry, folder, nobody, Halt())
    record = read_record(folder)
    assert record is not None
    assert [(f.path, f.sha256) for f in record.files] == [(f.path, f.sha256) for f in entry.files]
    assert (record.model, record.made) == ("tiny", [])
    assert unchanged(record, folder) and untouched(record, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "deep", RECORD], "and no draft is left"


def test_the_record_holds_after_the_folder_was_moved(entry: ModelEntry, folder: Path) -> None:
    finish_install(entry, folder, nobody, Halt())
    moved = folder.rename(folder.with_name("elsewhere"))
    record = read_record(moved)
    assert record is not None and untouched(record, moved)


def test_a_file_that_was_written_to_is_found(entry: ModelEntry, folder: Path) -> None:
    finish_install(entry, folder, nobody, Halt())
    record = read_record(folder)
    assert record is not None
    path = folder / "deep" / "model.bin"
    os.utime(path, ns=(0, 0))
    assert not unchanged(record, folder)
    path.unlink()
    assert not unchanged(record, folder) and not untouched(record, folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say when a file was changed")
def test_a_file_that_was_given_its_time_back_is_found(entry: ModelEntry, folder: Path) -> None:
    finish_install(entry, folder, nobody, Halt())
    record = read_record(folder)
    assert record is not None
    rewrite(folder / "deep" / "model.bin")
    assert unchanged(record, folder), "size and time say nothing"
    assert not untouched(record, folder)


@pytest.mark.parametrize("at", [0, -1])
def test_one_wrong_byte_is_found_and_no_record_written(entry: ModelEntry, folder: Path, at: int) -> None:
    rewrite(folder / "deep" / "model.bin", at)
    with pytest.raises(ModelChanged):
        finish_install(entry, folder, nobody, Halt())
    assert read_record(folder) is None


def test_a_missing_and_a_longer_file_are_found(entry: ModelEntry, folder: Path) -> None:
    with (folder / "config.json").open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(ModelChanged):
        check(entry, folder, nobody, Halt())
    (folder / "config.json").unlink()
    with pytest.raises(ModelMissing):
        check(entry, folder, nobody, Halt())


def test_what_the_caller_has_read_is_not_read_again(
    entry: ModelEntry, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counting(path: Path, further: object) -> str:
        read.append(path.name)
        return sha256_of(path)

    monkeypatch.setattr(records, "sha256_of", counting)
    stamps = {file.path: stamp_of(folder / file.path) for file in entry.files}
    finish_install(entry, folder, nobody, Halt(), hashed=stamps)
    assert read == []
    rewrite(folder / "config.json")
    with pytest.raises(ModelChanged):
        finish_install(entry, folder, nobody, Halt(), hashed=stamps)
    assert read == ["config.json"], "it was written to after the caller had read it"


def test_a_file_that_is_written_to_while_it_is_read_is_found(entry: ModelEntry, folder: Path) -> None:
    path = folder / "deep" / "model.bin"

    def meddle(progress: InstallProgress) -> None:
        if progress.file == "deep/model.bin":
            rewrite(path, -1)
            rewrite(path, -1)  # and back

    with pytest.raises(ModelChanged):
        check(entry, folder, meddle, Halt())


def test_progress_is_told_and_it_can_be_stopped(entry: ModelEntry, folder: Path) -> None:
    told: list[InstallProgress] = []
    check(entry, folder, told.append, Halt())
    assert told[-1].done == entry.size_bytes == told[-1].total
    assert {t.stage for t in told} == {InstallStage.CHECK}
    assert [t.done for t in told] == sorted(t.done for t in told)
    halt = Halt()
    halt.ask()
    with pytest.raises(Cancelled):
        finish_install(entry, folder, nobody, halt)
    assert read_record(folder) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"model": 3, "files": []}',
        msgspec.json.encode(Record("tiny", [], format=99)),
        b" " * (2 << 20),
        b'{"model": "ti\xff\xfe", "files": []}',
        b'{"more": ' + b"[" * 200_000,
    ],
    ids=["empty", "torn", "a list", "wrong kinds", "of another format", "endless", "no text", "without a bottom"],
)
def test_a_record_that_cannot_be_read_is_none(folder: Path, data: bytes) -> None:
    (folder / RECORD).write_bytes(data)
    assert read_record(folder) is None
