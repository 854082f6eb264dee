"""Downloads onto disks that are full or bad, and over models that are there already."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.domain.model_errors import NoRoomForModel, ServerRefused
from app.services.installing import staging as staging_module
from app.services.installing.progress import InstallProgress, InstallStage
from app.services.installing.staging import Staging, partial_bytes
from tests.hub import Fault, Hub
from tests.small_disk import small_disk
from tests.unit.services.installing.small_models import CONTENTS, content_of, hub_files, small_entry
from tests.unit.services.installing.trying import Try


def test_a_disk_that_is_really_full_keeps_what_fits_and_goes_on_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = small_entry()
    monkeypatch.setattr(staging_module, "RESERVE", 0)
    with Hub(hub_files(entry)) as hub, small_disk(tmp_path, "400k") as disk:
        tried = Try(hub, disk / "models", entry)
        film = disk / "film"
        film.write_bytes(bytes(150_000))
        said = tried.fails(NoRoomForModel)
        assert said.detail == "1 MB" and hub.seen == [], "it is known before anything is fetched"
        # Somebody else fills the disk while it is fetched.
        film.unlink()
        tried.reports = _Filling(film)
        assert tried.fails(NoRoomForModel).detail == "1 MB"
        there = partial_bytes(tried.folder, "small")
        assert hub.seen and there > 0
        film.unlink()
        tried.reports = []
        tried.run()
        assert tried.is_there


class _Filling(list[InstallProgress]):
    """Fills the disk as soon as the download runs."""

    def __init__(self, film: Path) -> None:
        super().__init__()
        self._film = film

    def append(self, progress: InstallProgress) -> None:
        if progress.stage is InstallStage.DOWNLOAD and not self._film.exists():
            self._film.write_bytes(bytes(200_000))


def test_a_file_that_changes_on_the_disk_after_it_came_is_fetched_again(tried: Try) -> None:
    """As by a bad stick: all is right while it streams, and the check before the move finds it."""
    spoiled = []

    class Spoiling(list[InstallProgress]):
        def append(self, progress: InstallProgress) -> None:
            if progress.stage is InstallStage.CHECK and not spoiled:
                spoiled.append(True)
                path = Staging(tried.entry, tried.folder).path_for(tried.entry.files[2])
                path.write_bytes(b"?" + path.read_bytes()[1:])

    tried.reports = Spoiling()
    tried.run()
    assert spoiled and tried.is_there and tried.hub.asked(tried.path(2)) == [0, 0]


def test_repairing_fetches_only_what_is_wrong(tried: Try) -> None:
    tried.run()
    (tried.folder / "small" / "vocabulary.txt").write_bytes(b"short")
    (tried.folder / "small" / "parts" / "config.json").unlink()
    tried.run()
    assert tried.is_there
    assert [len(tried.hub.asked(tried.path(n))) for n in range(3)] == [1, 2, 2]


def test_one_that_is_wrong_inside_is_not_taken_over(tried: Try) -> None:
    tried.run()
    (tried.folder / "small" / "model.bin").write_bytes(bytes(300_000))
    tried.run()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0, 0]


def test_one_that_cannot_be_read_any_more_is_fetched(tried: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    tried.run()
    bad, real = tried.folder / "small" / "model.bin", Path.open

    def broken(self: Path, *arguments: object, **named: object) -> object:
        if self == bad:
            raise OSError(errno.EIO, "a bad disk")
        return real(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", broken)
    tried.run()
    monkeypatch.undo()
    assert tried.is_there and tried.hub.asked(tried.path()) == [0, 0]


def test_what_came_of_a_file_that_the_catalogue_has_replaced_is_not_gone_on_with(tried: Try) -> None:
    old = tried.entry
    tried.hub.always(tried.path(2), Fault(status=404))
    tried.hub.plan(tried.path(), Fault(end_after=1000), Fault(status=404))
    tried.fails(ServerRefused)
    assert partial_bytes(tried.folder, "small") == 1000
    newer = {**CONTENTS, "model.bin": CONTENTS["model.bin"][::-1]}
    tried.entry = small_entry(contents=newer, revision="f" * 40)
    tried.hub.files.update(hub_files(tried.entry, newer))
    tried.run()
    assert tried.hub.asked(tried.path()) == [0], "from its first byte, and once"
    assert content_of(tried.folder / "small", "model.bin") == newer["model.bin"] and old != tried.entry
    left = {path.name for path in (tried.folder / ".partial").iterdir()}
    assert left <= {"small.lock"}


@pytest.mark.parametrize("noted", [b'{"model.bin": "\xff\xfe"}', b"{", b"[" * 200_000])
def test_a_note_of_what_had_come_that_is_torn_costs_nothing(tried: Try, noted: bytes) -> None:
    partial = tried.folder / ".partial"
    partial.mkdir(parents=True)
    (partial / "small.pins").write_bytes(noted)
    tried.run()
    assert tried.is_there
