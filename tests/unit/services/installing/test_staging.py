"""The way in: until the last step what was there before is untouched, and nothing wrong gets through."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, FolderNotWritable, ModelMissing
from app.domain.model_errors import DiskUnreliable, InstallRunning, NoRoomForModel, WrongBytes
from app.services.catalogue import ModelEntry
from app.services.installing import staging as staging_module
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.record import read_record, unchanged
from app.services.installing.staging import PARTIAL, Staging, disk_failures, in_words, partial_bytes
from tests.small_disk import small_disk
from tests.unit.services.installing.small_models import CONTENTS, content_of, quiet, small_entry

OLD = {"model.bin": b"old weights", "only-then.txt": b"x"}


def gather(staging: Staging, entry: ModelEntry) -> None:
    """All files, as they should be."""
    for file in entry.files:
        staging.path_for(file).write_bytes(CONTENTS[file.path])


def lay_out(folder: Path, contents: dict[str, bytes]) -> None:
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.fixture
def entry() -> ModelEntry:
    return small_entry()


def test_what_is_whole_is_moved_into_place_with_its_record(tmp_path: Path, entry: ModelEntry) -> None:
    seen = list[InstallProgress]()
    with Staging(entry, tmp_path / "models") as staging:
        gather(staging, entry)
        target = staging.commit(seen.append, Halt())
        assert target == tmp_path / "models" / "small"
    assert {name: content_of(target, name) for name in CONTENTS} == CONTENTS
    record = read_record(target)
    assert record is not None and unchanged(record, target)
    assert not (tmp_path / "models" / PARTIAL / "small").exists()
    assert seen[-1].stage is InstallStage.DONE and seen[-1].done == seen[-1].total == entry.size_bytes
    assert any(each.stage is InstallStage.CHECK for each in seen)


def test_one_that_was_there_is_replaced_as_a_whole(tmp_path: Path, entry: ModelEntry) -> None:
    lay_out(tmp_path / "small", OLD)
    staging = Staging(entry, tmp_path)
    gather(staging, entry)
    target = staging.commit(quiet, Halt())
    assert content_of(target, "model.bin") == CONTENTS["model.bin"]
    assert not (target / "only-then.txt").exists()
    assert not list((tmp_path / PARTIAL).glob("*.old"))


def test_what_the_catalogue_does_not_name_does_not_come_in(tmp_path: Path, entry: ModelEntry) -> None:
    staging = Staging(entry, tmp_path)
    gather(staging, entry)
    lay_out(staging.folder, {"evil.py": b"import os", "parts/more/other.bin": b"x"})
    (staging.folder / "parts" / "link").symlink_to("/etc/passwd")
    (staging.folder / "elsewhere").symlink_to(tmp_path)
    target = staging.commit(quiet, Halt())
    found = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file() or path.is_symlink()}
    assert found - {*CONTENTS} == {"sotto-record.json"}
    assert not (target / "parts" / "more").exists()


def test_a_wrong_byte_is_named_and_that_file_alone_is_gone(tmp_path: Path, entry: ModelEntry) -> None:
    lay_out(tmp_path / "small", OLD)
    staging = Staging(entry, tmp_path)
    gather(staging, entry)
    wrong = bytearray(CONTENTS["parts/config.json"])
    wrong[3] ^= 1
    (staging.folder / "parts" / "config.json").write_bytes(wrong)
    with pytest.raises(WrongBytes) as caught:
        staging.commit(quiet, Halt())
    assert caught.value.detail == "parts/config.json"
    assert not (staging.folder / "parts" / "config.json").exists()
    assert staging.have(entry.files[0]) == entry.files[0].bytes
    assert content_of(tmp_path / "small", "model.bin") == OLD["model.bin"]


def test_a_file_that_is_missing_keeps_the_model_out(tmp_path: Path, entry: ModelEntry) -> None:
    staging = Staging(entry, tmp_path)
    staging.path_for(entry.files[0]).write_bytes(CONTENTS["model.bin"])
    with pytest.raises(ModelMissing):
        staging.commit(quiet, Halt())
    assert not staging.target.exists()


def test_a_link_and_a_file_that_is_too_long_are_not_written_to(tmp_path: Path, entry: ModelEntry) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"kept")
    staging = Staging(entry, tmp_path / "models")
    path = staging.path_for(entry.files[0])
    path.symlink_to(precious)
    staging.path_for(entry.files[0]).write_bytes(b"new")
    assert precious.read_bytes() == b"kept"
    path.write_bytes(bytes(entry.files[0].bytes + 1))
    assert staging.path_for(entry.files[0]) == path and not path.exists()


def test_stopping_while_it_is_checked_keeps_everything(tmp_path: Path, entry: ModelEntry) -> None:
    lay_out(tmp_path / "small", OLD)
    staging, halt = Staging(entry, tmp_path), Halt()
    gather(staging, entry)
    with pytest.raises(Cancelled):
        staging.commit(lambda progress: halt.ask(), halt)
    assert content_of(tmp_path / "small", "model.bin") == OLD["model.bin"]
    assert partial_bytes(tmp_path, "small") == entry.size_bytes
    target = staging.commit(quiet, Halt())
    assert content_of(target, "model.bin") == CONTENTS["model.bin"]


def test_two_at_once_do_not_work_on_the_same_model(tmp_path: Path, entry: ModelEntry) -> None:
    with Staging(entry, tmp_path):
        with pytest.raises(InstallRunning), Staging(entry, tmp_path):
            raise AssertionError
        with pytest.raises(InstallRunning):
            Staging(entry, tmp_path).discard()
        with Staging(small_entry("other"), tmp_path):
            pass
    with Staging(entry, tmp_path):
        pass


def test_another_process_is_kept_out_too(tmp_path: Path, entry: ModelEntry) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from app.services.installing.staging import Staging\n"
        "from app.domain.model_errors import InstallRunning\n"
        "from tests.unit.services.installing.small_models import small_entry\n"
        "try:\n    Staging(small_entry(), Path(sys.argv[1])).__enter__()\n"
        "except InstallRunning:\n    sys.exit(7)\n"
    )
    with Staging(entry, tmp_path):
        assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 7
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 0


CUT = """
import os, sys
from pathlib import Path
from app.services.installing.progress import Halt
from app.services.installing.staging import Staging
from tests.unit.services.installing.small_models import CONTENTS, small_entry
entry = small_entry()
staging = Staging(entry, Path(sys.argv[1]))
for file in entry.files:
    staging.path_for(file).write_bytes(CONTENTS[file.path])
step, real = int(sys.argv[2]), Path.rename
def rename(self, other):
    global step
    if step == 0:
        os._exit(9)
    step -= 1
    return real(self, other)
Path.rename = rename
staging.commit(lambda progress: None, Halt())
"""


@pytest.mark.parametrize("step", [0, 1])
def test_a_program_that_ends_in_the_middle_of_the_move_leaves_a_whole_model(
    tmp_path: Path, entry: ModelEntry, step: int
) -> None:
    """It ends before the old one is put aside, or between the two renames: then the old one is put back."""
    lay_out(tmp_path / "small", OLD)
    assert subprocess.run([sys.executable, "-c", CUT, str(tmp_path), str(step)], check=False).returncode == 9
    assert (tmp_path / "small").exists() is (step == 0)
    with Staging(entry, tmp_path) as staging:
        assert content_of(tmp_path / "small", "model.bin") == OLD["model.bin"]
        assert content_of(staging.commit(quiet, Halt()), "model.bin") == CONTENTS["model.bin"]


def test_what_was_put_aside_goes_when_the_new_one_stands(tmp_path: Path, entry: ModelEntry) -> None:
    lay_out(tmp_path / "small", CONTENTS)
    lay_out(tmp_path / PARTIAL / "small.old", OLD)
    with Staging(entry, tmp_path):
        assert not (tmp_path / PARTIAL / "small.old").exists()
        assert content_of(tmp_path / "small", "model.bin") == CONTENTS["model.bin"]


def test_a_move_that_fails_puts_the_old_one_back(
    tmp_path: Path, entry: ModelEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path / "small", OLD)
    staging, real = Staging(entry, tmp_path), Path.rename
    gather(staging, entry)

    def rename(self: Path, other: Path) -> Path:
        if self == staging.folder:
            raise OSError(errno.EIO, "a bad disk")
        return real(self, other)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(DiskUnreliable):
        staging.commit(quiet, Halt())
    assert content_of(tmp_path / "small", "model.bin") == OLD["model.bin"]


def test_a_disk_that_is_really_full_is_said_before_a_byte_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = small_entry()
    with small_disk(tmp_path, "8m") as disk:
        staging = Staging(entry, disk / "models")
        with pytest.raises(NoRoomForModel) as caught:
            staging.check_room()  # 8 MB, and 64 stay free for everything else
        assert caught.value.detail.endswith(" MB") and 55 <= int(caught.value.detail.split()[0]) <= 61
        monkeypatch.setattr(staging_module, "RESERVE", 1 << 20)
        staging.check_room()
        staging.path_for(entry.files[0]).write_bytes(CONTENTS["model.bin"])
        before = staging.missing_room()
        assert before == 0


def test_room_counts_what_is_there_already_and_what_converting_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = small_entry()
    free = staging_module.RESERVE + entry.size_bytes
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(staging_module.shutil, "disk_usage", lambda path: usage)
    assert Staging(entry, tmp_path).missing_room() == 0
    assert Staging(small_entry(task="speakers"), tmp_path).missing_room() == entry.files[0].bytes
    usage.free = free - entry.files[0].bytes
    staging = Staging(entry, tmp_path)
    assert staging.missing_room() == entry.files[0].bytes
    staging.path_for(entry.files[0]).write_bytes(CONTENTS["model.bin"])
    assert staging.missing_room() == 0


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, NoRoomForModel),
        (errno.EDQUOT, NoRoomForModel),
        (errno.EFBIG, NoRoomForModel),
        (errno.EROFS, FolderNotWritable),
        (errno.EACCES, FolderNotWritable),
        (errno.EIO, DiskUnreliable),
    ],
)
def test_each_failure_of_a_disk_has_its_words(tmp_path: Path, number: int, kind: type[Exception]) -> None:
    with pytest.raises(kind), disk_failures(tmp_path):
        raise OSError(number, "x")


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, entry: ModelEntry) -> None:
    (tmp_path / "models").write_bytes(b"")
    acts: list[Callable[[], object]] = [
        lambda: Staging(entry, tmp_path / "models").path_for(entry.files[0]),
        lambda: Staging(entry, tmp_path / "models").check_room(),
        lambda: Staging(entry, tmp_path / "models").__enter__(),
    ]
    for act in acts:
        with pytest.raises(FolderNotWritable):
            act()


def test_sizes_are_said_in_words_and_rounded_up() -> None:
    assert [in_words(size) for size in (1, 10**6 + 1, 999_999_999, 10**9, 1_234_567_890)] == [
        "1 MB", "2 MB", "1000 MB", "1.0 GB", "1.3 GB",
    ]  # fmt: skip
