"""From one computer to the next, with real models: export, a pack on a stick, import, and they can be loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import ModelMissing
from app.domain.model_errors import ModelNotRemovable, PackNotWritten
from app.network import gate
from app.services.installing.offers import OfferState
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.service import Installer
from app.services.models import ModelService
from app.services.paths import Places
from app.services.preferences import Preferences
from tests.packs import demo_pack, ignore, portable, use_catalogue, write_catalogue

IDS = ("whisper-demo", "pyannote-demo")


def a_computer(folder: Path) -> tuple[ModelService, Installer]:
    """The services of a computer that has nothing installed but what ships with the program."""
    places = Places.below(folder)
    preferences = Preferences(places.preferences)
    models = ModelService(places.models, preferences)
    return models, Installer(models, places.models, preferences, gate)


def test_models_go_from_one_computer_to_the_next_and_on_to_a_third(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = demo_pack(tmp_path / "stick", IDS)
    use_catalogue(monkeypatch, write_catalogue(tmp_path / "catalogue.toml", portable(IDS)))
    models, installer = a_computer(tmp_path / "second")
    assert models.chosen() == {}
    heard: list[InstallProgress] = []

    assert installer.look_into(stick).installable == IDS
    imported = installer.import_from(stick, heard.append, Halt())

    assert imported.installed == IDS
    assert models.chosen() == {"speech": "whisper-demo", "speakers": "pyannote-demo"}
    for model_id in IDS:
        models.verify(model_id)
    assert Path(models.load_request("speech").path).is_relative_to(tmp_path / "second" / "models")
    assert {InstallStage.COPY, InstallStage.CHECK, InstallStage.DONE} <= {progress.stage for progress in heard}
    assert all(progress.done <= progress.total for progress in heard)

    again = installer.export_pack([*IDS, IDS[0]], tmp_path / "second.sottopack", ignore, Halt())
    assert again.read_bytes() == stick.read_bytes()
    _, third = a_computer(tmp_path / "third")
    assert third.import_from(again, ignore, Halt()).installed == IDS
    assert {m.state for m in third.look_into(again).models} == {OfferState.INSTALLED}


def test_the_demo_models_of_the_program_can_be_packed_and_are_there_already(tmp_path: Path) -> None:
    models, installer = a_computer(tmp_path)

    pack = installer.export_pack(["whisper-demo"], tmp_path, ignore, Halt())

    assert installer.import_from(pack, ignore, Halt()).already == ("whisper-demo",)
    assert "whisper-demo" in {entry.id for entry in models.installed()}
    with pytest.raises(ModelNotRemovable):
        installer.remove("whisper-demo")


def test_a_pack_of_nothing_or_of_what_is_not_there_is_refused(tmp_path: Path) -> None:
    _, installer = a_computer(tmp_path)

    with pytest.raises(PackNotWritten):
        installer.export_pack([], tmp_path / "x.sottopack", ignore, Halt())
    for model_id in ("whisper-small", "nobody knows"):
        with pytest.raises(ModelMissing):
            installer.export_pack([model_id], tmp_path / "x.sottopack", ignore, Halt())
    assert not list(tmp_path.glob("*.sottopack*"))
