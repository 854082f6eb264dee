"""Everything out, and in again, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import main
from app.services.container import build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed vault with one client."""
    monkeypatch.setenv("SOTTO_HOME", str(tmp_path / "home"))
    services = build_services(Places(tmp_path / "vault", tmp_path / "models", tmp_path / "settings.toml"), CHEAP)
    services.vault.create(PASSPHRASE)
    services.records.add_client("K-17", "Žofie")
    services.close()
    return tmp_path / "vault"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setenv("SOTTO_PASSPHRASE", PASSPHRASE)
    return main([str(each) for each in arguments])


def test_a_vault_goes_out_and_comes_in_again(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    assert run(monkeypatch, "export-all", "--vault", vault, "--to", stick) == 1
    assert "not connected" in capsys.readouterr().err
    stick.mkdir()
    assert run(monkeypatch, "export-all", "--vault", vault, "--to", stick) == 0
    told = capsys.readouterr()
    made = Path(told.out.strip())
    assert made.parent == stick and "Nothing in this folder is encrypted" in told.err
    assert run(monkeypatch, "import-all", made, "--vault", vault) == 1
    assert "an empty one only" in capsys.readouterr().err
    assert run(monkeypatch, "import-all", made, "--vault", tmp_path / "new") == 0
    assert "Clients: 1, sessions: 0, notes: 0, recordings: 0." in capsys.readouterr().out
    assert run(monkeypatch, "verify", "--vault", tmp_path / "new") == 0
    assert run(monkeypatch, "import-all", stick, "--vault", tmp_path / "another") == 1
    assert "no manifest.json in this folder" in capsys.readouterr().err
    assert not (tmp_path / "another").exists(), "no vault is made for what is no export"


def test_a_folder_that_is_copied_elsewhere_is_refused_unless_that_is_wanted(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    assert run(monkeypatch, "export-all", "--vault", vault, "--to", cloud) == 1
    assert "--even-if-synced" in capsys.readouterr().err and list(cloud.iterdir()) == []
    assert run(monkeypatch, "export-all", "--vault", vault, "--to", cloud, "--even-if-synced") == 0
