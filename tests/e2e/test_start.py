"""What the window's process loads before the vault is open: nothing heavy, and of the pages first the lock screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from app.services.container import build_services
from app.services.paths import Places

HEAVY = (
    "torch", "torchaudio", "faster_whisper", "ctranslate2", "pyannote", "llama_cpp", "sentence_transformers",
    "transformers", "onnxruntime", "scipy", "sklearn", "numpy", "av", "soundfile", "sounddevice", "reportlab", "PIL",
    "docx", "lxml", "fhir", "pydantic", "rapidfuzz", "safetensors", "pandas", "tqdm", "huggingface_hub", "httpx",
)  # fmt: skip

PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
import app.bootstrap
from app.services.container import build_services
from app.services.paths import Places
from app.ui import application, rooms, theme, window as frame
from app.ui.window import Window
frame.READY_MS = 1_000_000  # it is told when

def modules():
    return sorted(name for name in sys.modules)

services = build_services(Places.below(Path(sys.argv[1])))
program = application.application()
theme.start(program, theme.chosen(services.preferences.get))
window = Window(services)
window.start()
window.show()
found = {}

def first():
    if window.page().objectName() == "unlock" and window.ops.pending == 0:
        found["page"], found["pages"], found["first"] = "unlock", [page.objectName() for page in window.made], modules()
        window.get_ready()
        wait(ready)
    else:
        wait(first)

def ready():
    if len(window.made) > len(rooms.SOON) and window.ops.pending == 0:
        found["ready"] = modules()
        window.close()
    else:
        wait(ready)

def wait(act):
    QTimer.singleShot(20, act)

wait(first)
program.exec()
services.close()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    home = tmp_path_factory.mktemp("start")
    services = build_services(Places.below(home))
    services.vault.create("not a secret, for a test")
    services.close()
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(home)],
        capture_output=True, text=True, check=True, timeout=240, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return json.loads(ran.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize("moment", ["first", "ready"])
def test_nothing_heavy_is_loaded_before_the_vault_is_open(loaded, moment):
    tops = {name.split(".")[0] for name in loaded[moment]}
    assert "sqlcipher3" in tops and "PySide6" in tops, "the list is of another process"
    assert sorted(tops & set(HEAVY)) == []


def test_the_lock_screen_is_there_before_any_other_page(loaded):
    assert loaded["pages"] == ["unlock"]
    pages = {name for name in loaded["first"] if name.startswith("app.ui.pages.")}
    assert "app.ui.pages.unlock" in pages
    assert not pages & {f"app.ui.pages.{name}" for name in ("today", "workspace", "settings", "recording", "working")}
    assert not any(name.startswith("app.ui.workspace.") for name in loaded["first"])


def test_the_other_pages_are_made_while_the_lock_screen_is_looked_at(loaded):
    assert "app.ui.pages.workspace" in loaded["ready"]
