"""No worker unpickles anything that could run."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


class Trap:
    """Unpickling it makes a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("reader", ["pickle.loads", "pickle._loads"], ids=["in C", "in Python"])
def test_a_pickle_that_names_a_function_is_refused(tmp_path: Path, reader: str) -> None:
    stored = tmp_path / "trap"
    stored.write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    code = (
        "import pickle, sys; from pathlib import Path; from app.workers import pickles\n"
        "if sys.argv[2] == 'refuse': pickles.refuse()\n"
        f"assert {reader}(pickle.dumps([1, 'two'])) == [1, 'two']\n"
        f"try: {reader}(Path(sys.argv[1]).read_bytes())\n"
        "except pickles.PickleRefused as error: print('refused', str(error))\n"
    )
    for way, said in (("refuse", "refused"), ("allow", "")):
        done = subprocess.run(
            [sys.executable, "-c", code, str(stored), way], capture_output=True, text=True, check=True, timeout=120
        )
        assert done.stdout.strip() == said
        assert (tmp_path / "sprung").exists() == (way == "allow"), "without the guard the trap works"
