"""A disk that is really small, and can really be filled."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of `size` ("8m") below `folder`; skips the test where this user may not mount one."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """`folder` as a disk that nobody can write to shows it."""
    if os.geteuid() != 0:  # whoever is not root is kept out by the rights alone
        folders = [folder, *(each for each in folder.rglob("*") if each.is_dir())]
        for each in folders:
            each.chmod(0o500)
        try:
            yield folder
        finally:
            for each in folders:
                each.chmod(0o700)
        return
    shown = folder.with_name(folder.name + "-read-only")
    shown.mkdir()
    if subprocess.run(["mount", "--bind", str(folder), str(shown)], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a folder read-only")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(shown)], check=True)
        yield shown
    finally:
        subprocess.run(["umount", "-l", str(shown)], check=True)


def fill(folder: Path) -> Path:
    """Take all the room that is left; the file that took it."""
    file = folder / "somebody's film"
    with file.open("wb", buffering=0) as taken:
        try:
            while taken.write(bytes(4096)):
                pass
        except OSError:
            pass
    return file
