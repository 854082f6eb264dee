"""Killed at any step that changes the disk: a model is there as it was or as it shall be, and the next try ends it.

Each step is tried: a child process is killed right before its n-th rename, removal, new folder or file opened for
writing, for n = 1, 2, 3 … until nothing is left to be cut off.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.services.installing.pack import read_pack
from app.services.installing.packing import write_pack
from app.services.installing.progress import Halt
from app.services.installing.removal import Removal, tidy
from app.services.models import ModelService
from app.services.preferences import Preferences
from tests.packs import ignore, lay_out, tiny_entry, use_catalogue
from tests.unit.services.installing.shelf import BASE, SMALL, Shelf, make_shelf

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink"}
MOST_STEPS = 300


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Run `act` in a child that is killed at a step; False where it got to its end before that."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if event in CHANGES or writes:
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            act()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "it failed where it should have been killed"
    return os.WIFSIGNALED(status)


def steps(act: Callable[[int], bool]) -> int:
    """How many steps there were."""
    for step in range(1, MOST_STEPS):
        if not act(step):
            return step - 1
    raise AssertionError("there is no end to it")


def test_an_import_that_replaces_an_older_model(tmp_path: Path) -> None:
    older = {**SMALL, "model.bin": b"older" * 9000}

    def one(step: int) -> bool:
        shelf = make_shelf(tmp_path / str(step))
        path = shelf.pack("base", "small")
        new = shelf.entries["small"]
        shelf.entries["small"] = tiny_entry("small", older)
        shelf.bring(lay_out(shelf.stick.parent / "older", older))
        shelf.entries["small"] = new

        killed = killed_at(step, lambda: shelf.bring(path))

        tidy(shelf.entries, shelf.models)  # as the next start of the program does
        lying = shelf.installed()
        assert lying["small"] in (older, SMALL)
        assert lying.get("base", BASE) == BASE
        shelf.bring(path)
        assert shelf.installed() == {"base": BASE, "small": SMALL}
        assert not [p for p in (shelf.models / ".partial").iterdir() if p.suffix not in (".lock", ".pins")]
        return killed

    tried = steps(one)
    print(f"import: killed at {tried} steps")
    assert tried > 20


def test_a_removal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one(step: int) -> bool:
        shelf = make_shelf(tmp_path / str(step))
        use_catalogue(monkeypatch, shelf.catalogue)
        shelf.bring(shelf.pack("base", "small"))
        models = ModelService(shelf.models, Preferences(tmp_path / "settings.toml"))

        killed = killed_at(step, lambda: Removal(models, shelf.models).remove("base"))

        assert shelf.installed() in ({"base": BASE, "small": SMALL}, {"small": SMALL})
        tidy(shelf.entries, shelf.models)
        assert not list((shelf.models / ".partial").glob("*.removed"))
        return killed

    tried = steps(one)
    print(f"removal: killed at {tried} steps")
    assert tried > 3


def test_an_export_over_an_older_pack(tmp_path: Path) -> None:
    def one(step: int) -> bool:
        shelf: Shelf = make_shelf(tmp_path / str(step))
        path = shelf.pack("base")
        places = [(shelf.entries["small"], lay_out(shelf.stick.parent / "made" / "small", SMALL))]

        killed = killed_at(step, lambda: write_pack(places, path, ignore, Halt()))

        pack = read_pack(path)
        assert not pack.cut
        assert [piece.sha256() for piece in pack.pieces] == [piece.claimed for piece in pack.pieces]
        write_pack(places, path, ignore, Halt())
        assert [p.name for p in shelf.stick.iterdir()] == ["models.sottopack"]
        return killed

    tried = steps(one)
    print(f"export: killed at {tried} steps")
    assert tried >= 2
