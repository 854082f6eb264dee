"""A vault in a synchronised folder, from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import main
from app.services.container import build_services
from app.services.paths import Places
from app.services.preferences import Preferences
from tests.demo import CHEAP, PASSPHRASE


def test_it_is_refused_until_it_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOTTO_HOME", str(tmp_path / "home"))
    services = build_services(Places.below(tmp_path / "plain"), CHEAP)
    services.vault.create(PASSPHRASE)
    services.close()
    folder = tmp_path / "Dropbox" / "vault"
    folder.parent.mkdir()
    (tmp_path / "plain" / "vault").rename(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    assert main(["verify", "--vault", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "Dropbox" in said and "--accept-folder" in said
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    assert main(["verify", "--vault", str(folder), "--accept-folder"]) == 0
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    assert main(["verify", "--vault", str(folder)]) == 0  # it is remembered for this folder
    assert Preferences(tmp_path / "home" / "settings.toml").get("accepted_folders") == [str(folder.resolve())]
