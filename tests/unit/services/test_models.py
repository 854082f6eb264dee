"""Which models are in use, and that a changed one is not loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import FolderNotWritable, ModelChanged, ModelMissing, ProgramFault
from app.services import catalogue
from app.services.container import Services
from app.services.models import ModelService
from app.services.preferences import Preferences


def test_the_demo_models_are_in_use_until_others_are_installed(services: Services) -> None:
    assert services.models.chosen() == {
        "speech": "whisper-demo",
        "speakers": "pyannote-demo",
        "embedding": "minilm",
        "note": "smollm2-135m",
    }
    assert services.models.demo_in_use()


def test_a_model_that_is_not_there_cannot_be_chosen(services: Services) -> None:
    for model in ("whisper-small", "smollm2-135m", "nothing"):
        with pytest.raises(ModelMissing):
            services.models.choose("speech", model)
    services.models.choose("speech", "whisper-demo")
    assert services.preferences.get("model.speech") == "whisper-demo"


def test_a_changed_model_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = catalogue.load_catalogue()["whisper-demo"]
    folder = entry.folder(tmp_path)
    assert folder is not None
    copy = tmp_path / "program" / entry.path
    copy.mkdir(parents=True)
    for file in entry.files:
        (copy / file.path).write_bytes((folder / file.path).read_bytes())
    monkeypatch.setattr(catalogue, "PROGRAM", tmp_path / "program")
    models = ModelService(tmp_path, Preferences(tmp_path / "settings.toml"))
    assert models.load_request("speech").path == str(copy)
    damaged = bytearray((copy / "model.bin").read_bytes())
    damaged[1000] ^= 1
    (copy / "model.bin").write_bytes(damaged)
    with pytest.raises(ModelChanged) as caught:
        models.load_request("speech")
    assert "Demo speech model" in caught.value.message()
    (copy / "model.bin").unlink()
    with pytest.raises(ModelMissing):
        models.load_request("speech")


def test_settings_are_kept_and_a_damaged_file_means_defaults(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    Preferences(path).set("theme", "dark")
    assert Preferences(path).get("theme") == "dark"
    path.write_text("theme = [[[", encoding="utf-8")
    assert Preferences(path).get("theme") == "system"
    path.write_text("idle_minutes = 'soon'", encoding="utf-8")
    assert Preferences(path).get("idle_minutes") == 10
    with pytest.raises(ProgramFault):
        Preferences(path).get("client_name")


def test_settings_in_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FolderNotWritable):
        Preferences(tmp_path / "file" / "settings.toml").set("theme", "dark")
