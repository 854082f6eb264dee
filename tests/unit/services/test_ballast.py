"""What failed for want of room is done once more with the ballast given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import DiskFull, FolderNotWritable
from app.services.ballast import Ballast, with_ballast


class Act:
    """Fails so often, then answers."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"


def test_the_ballast_stays_while_there_is_room(tmp_path: Path) -> None:
    assert Ballast(tmp_path, 1 << 20).ensure()
    assert with_ballast(tmp_path, Act()) == "done"
    assert Ballast(tmp_path).there


def test_it_is_given_up_once_for_one_more_try(tmp_path: Path) -> None:
    assert Ballast(tmp_path, 1 << 20).ensure()
    act = Act(DiskFull())
    assert with_ballast(tmp_path, act) == "done"
    assert act.calls == 2 and not Ballast(tmp_path).there


@pytest.mark.parametrize(("kept", "calls"), [(True, 2), (False, 1)])
def test_a_disk_that_stays_full_is_said(tmp_path: Path, kept: bool, calls: int) -> None:
    assert not kept or Ballast(tmp_path, 1 << 20).ensure()
    act = Act(DiskFull(), DiskFull())
    with pytest.raises(DiskFull):
        with_ballast(tmp_path, act)
    assert act.calls == calls


def test_it_is_not_given_up_for_anything_else(tmp_path: Path) -> None:
    assert Ballast(tmp_path, 1 << 20).ensure()
    with pytest.raises(FolderNotWritable):
        with_ballast(tmp_path, Act(FolderNotWritable("here")))
    assert Ballast(tmp_path).there
