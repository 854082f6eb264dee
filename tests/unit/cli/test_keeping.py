"""Backups from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import main
from app.services.container import build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE
from tests.small_disk import read_only


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A closed vault with one client, and its recovery code."""
    monkeypatch.setenv("SOTTO_HOME", str(tmp_path / "home"))
    services = build_services(Places(tmp_path / "vault", tmp_path / "models", tmp_path / "settings.toml"), CHEAP)
    code = services.vault.create(PASSPHRASE)
    services.records.add_client("K-17")
    services.close()
    return tmp_path / "vault", code


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object, secret: str = PASSPHRASE) -> int:
    monkeypatch.setenv("SOTTO_PASSPHRASE", secret)
    return main([str(each) for each in arguments])


def test_a_vault_is_backed_up_checked_and_put_back(
    vault: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, code = vault
    stick = tmp_path / "stick"
    assert run(monkeypatch, "backup", "--vault", folder, "--to", stick) == 1
    assert "not connected" in capsys.readouterr().err
    stick.mkdir()
    assert run(monkeypatch, "backup", "--vault", folder, "--to", stick) == 0
    made = Path(capsys.readouterr().out.strip())
    assert made.parent == stick
    assert run(monkeypatch, "backup-check", made, "--vault", folder) == 0
    assert "is whole" in capsys.readouterr().out
    assert run(monkeypatch, "restore", made, "--vault", folder) == 1
    assert "a vault in this folder already" in capsys.readouterr().err
    assert run(monkeypatch, "restore", made, "--vault", tmp_path / "a", secret="wrong passphrase") == 1
    assert not (tmp_path / "a").exists()
    assert run(monkeypatch, "restore", made, "--vault", tmp_path / "a") == 0
    assert run(monkeypatch, "restore", made, "--vault", tmp_path / "b", "--code", secret=code) == 0
    capsys.readouterr()
    for again in ("a", "b"):
        assert run(monkeypatch, "verify", "--vault", tmp_path / again) == 0
    data = bytearray(made.read_bytes())
    data[len(data) // 3] ^= 4
    made.write_bytes(data)
    capsys.readouterr()
    assert run(monkeypatch, "backup-check", made, "--vault", folder) == 3
    assert "damaged" in capsys.readouterr().out
    assert run(monkeypatch, "restore", made, "--vault", tmp_path / "c") == 1
    assert "not whole" in capsys.readouterr().err and not (tmp_path / "c").exists()
    assert run(monkeypatch, "restore", tmp_path / "no", "--vault", tmp_path / "c") == 1
    assert "no backup" in capsys.readouterr().err


def test_a_vault_on_a_disk_that_nobody_can_write_to_is_salvaged_and_where_is_said(
    vault: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with read_only(vault[0]) as disk:
        assert run(monkeypatch, "salvage", "--vault", disk, "--into", tmp_path / "new") == 0
    assert f"The rescued vault is in {tmp_path / 'new'}." in capsys.readouterr().out
    assert run(monkeypatch, "verify", "--vault", tmp_path / "new") == 0
