"""The files of a graphics card, for a worker that may start no program to have them put up."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.workers.sight import graphics, wake_graphics


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    """As on a laptop whose card has shown pictures and calculated nothing yet."""
    folder = tmp_path / "dev"
    folder.mkdir()
    for name in ("nvidia0", "nvidiactl", "null"):
        (folder / name).touch()
    return folder


def helper(folder: Path, does: str) -> str:
    path = folder / "nvidia-modprobe"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_worker_is_given_the_cards_files_and_no_others(devices: Path, tmp_path: Path) -> None:
    assert [path.name for path in graphics(devices)] == ["nvidia0", "nvidiactl"]
    (devices / "dxg").touch()
    assert [path.name for path in graphics(devices)] == ["dxg", "nvidia0", "nvidiactl"]
    assert graphics(tmp_path / "none") == []


def test_the_file_that_calculating_needs_is_put_up_first(devices: Path, tmp_path: Path) -> None:
    own = helper(tmp_path, f'echo "$@" > {tmp_path}/asked; touch {devices}/nvidia-uvm; echo noise; echo noise >&2')
    wake_graphics(devices, ["/nowhere/nvidia-modprobe", own])
    assert (tmp_path / "asked").read_text() == "-u -c=0\n"
    assert devices / "nvidia-uvm" in graphics(devices)
    (tmp_path / "asked").unlink()
    wake_graphics(devices, [own])
    assert not (tmp_path / "asked").exists(), "once it is there nothing is started"


def test_without_a_card_nothing_is_started(tmp_path: Path) -> None:
    own = helper(tmp_path, f"touch {tmp_path}/asked")
    wake_graphics(tmp_path / "none", [own])
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev/nvidiactl").touch()
    wake_graphics(tmp_path / "dev", [own])
    assert not (tmp_path / "asked").exists()


def test_a_helper_that_fails_hinders_nobody(
    devices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.workers.sight.WAKE_SECONDS", 0.2)
    (tmp_path / "no program").write_text("")
    wake_graphics(devices, [str(tmp_path / "no program")])
    wake_graphics(devices, [helper(tmp_path, "echo no >&2; exit 1")])
    wake_graphics(devices, [helper(tmp_path, "exec sleep 30")])
    assert capfd.readouterr() == ("", "")
