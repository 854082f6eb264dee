"""Vaults as every earlier schema wrote them open, with everything in them, and a copy is kept from before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.errors import VaultTooNew
from app.store import ClientRepository, RecordingRepository, SessionRepository, TranscriptRepository
from app.store.audio_store import AudioReader
from app.store.audit import AuditLog
from app.store.connection import Database
from app.store.migrations import MIGRATIONS, applied, copies_before
from app.store.settings import SettingsRepository
from app.vault import Vault, verify_vault
from tests.demo import PASSPHRASE

VAULTS = Path(__file__).parent.parent.parent / "data" / "vaults"
EARLIER = [migration.name for migration in MIGRATIONS[:-1]]


def test_there_is_a_vault_of_every_earlier_schema() -> None:
    assert sorted(folder.name for folder in VAULTS.iterdir()) == sorted(EARLIER)


@pytest.mark.parametrize("name", EARLIER)
def test_it_opens_with_everything_in_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(VAULTS / name, folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        database = vault.database
        assert applied(database) == [migration.name for migration in MIGRATIONS]
        (session,) = SessionRepository(database).list()
        transcript = TranscriptRepository(database).latest(session.id)
        assert transcript is not None and "better than before" in transcript.turns[1].text
        assert [client.code for client in ClientRepository(database).list()] == ["K-17"]
        assert SettingsRepository(database).get("profile") == {"name": "Ruth Calder", "credentials": "LCSW"}
        assert AuditLog(database).verify() == []
        key = RecordingRepository(database).key(session.recording_id)
        assert key is not None
        with AudioReader(vault.recording_path(session.recording_id), key) as reader:
            assert reader.duration == session.duration > 0 and len(reader.read(0.0, 0.5)) == 16000
        (copy,) = copies_before(folder)
        with Database.open(copy, vault.key) as kept:
            assert applied(kept) == EARLIER[: EARLIER.index(name) + 1]
            assert SessionRepository(kept).list() == [session]
    with Vault.open(folder, PASSPHRASE) as vault:
        assert verify_vault(vault) == []


def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(VAULTS / EARLIER[0], folder)
    with Vault.open(folder, PASSPHRASE) as vault, vault.database.transaction() as cursor:
        cursor.execute("INSERT INTO migration (position, name, applied_at) VALUES (99, '9999-later', '2030-01-01')")
    before = (folder / "vault.db").read_bytes()
    with pytest.raises(VaultTooNew):
        Vault.open(folder, PASSPHRASE)
    assert (folder / "vault.db").read_bytes() == before
