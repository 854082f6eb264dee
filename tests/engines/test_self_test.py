"""Every kind of model is tried for real: its own library, in its own process, with everything that it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.model_errors import SelfTestRefused
from app.domain.placement import Placed
from app.services import catalogue
from app.services.models import ModelService
from app.services.preferences import Preferences
from app.services.self_test import SelfTest
from app.workers.host import WorkerHost
from app.workers.protocol import LoadModel
from app.workers.trial import Ending, TrialFailed, try_out
from tests.demo import load_request
from tests.packs import lay_out, portable, tiny_entry, use_catalogue, write_catalogue
from tests.unit.engines.tiny_onnx import write_tiny

pytestmark = pytest.mark.engines


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelService]:
    """The demo's speech model and note model as if they had been installed, and one that is no model."""
    entries = portable(("whisper-demo", "smollm2-135m"))
    broken = tiny_entry("whisper-broken", {"model.bin": b"no weights", "config.json": b"{}", "tokenizer.json": b"{}"})
    use_catalogue(monkeypatch, write_catalogue(tmp_path / "catalogue.toml", [*entries, broken]))
    folder = tmp_path / "models"
    for entry in entries:
        real = catalogue.load_catalogue()[entry.id].folder(tmp_path)
        assert real is not None
        lay_out(folder / entry.path, {file.path: (real / file.path).read_bytes() for file in entry.files})
    lay_out(folder / broken.path, {"model.bin": b"no weights", "config.json": b"{}", "tokenizer.json": b"{}"})
    yield ModelService(folder, Preferences(tmp_path / "settings.toml"))


@pytest.mark.parametrize("task", ["speech", "speakers", "embedding", "note"])
def test_the_models_of_the_demo_run_here(task: str) -> None:
    placed = try_out(load_request(task))
    assert placed.device in ("cpu", "cuda", "metal")


@pytest.mark.parametrize(("broken", "runs"), [("", True), ("nan", False)])
def test_a_second_reader_that_answers_no_numbers_is_found_out(tmp_path: Path, broken: str, runs: bool) -> None:
    folder = write_tiny(tmp_path / "models" / "tiny", broken=broken)
    request = LoadModel("entailment", str(folder), {"max_tokens": 64})
    if runs:
        assert try_out(request, models=folder.parent) == Placed()
        return
    with pytest.raises(TrialFailed) as failed:
        try_out(request, models=folder.parent)
    assert failed.value.ending is Ending.REFUSED


def test_what_is_installed_is_tried_before_a_worker_loads_it(installed: ModelService, tmp_path: Path) -> None:
    test = SelfTest(installed, tmp_path / "models", Preferences(tmp_path / "settings.toml"))
    worker = WorkerHost("note worker", models=tmp_path / "models", try_first=test.before_loading)
    try:
        assert test.needed("smollm2-135m")
        worker.load(installed.request_for("smollm2-135m"))
        assert not test.needed("smollm2-135m") and worker.has("note")
    finally:
        worker.stop()


def test_what_the_library_does_not_take_is_said(installed: ModelService, tmp_path: Path) -> None:
    test = SelfTest(installed, tmp_path / "models", Preferences(tmp_path / "settings.toml"))
    with pytest.raises(SelfTestRefused) as caught:
        test.run("whisper-broken")
    assert "Model whisper-broken" in caught.value.message()
    test.run("whisper-demo")
    assert not test.needed("whisper-demo")
