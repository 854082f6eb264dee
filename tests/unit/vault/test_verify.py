from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.session import Session, SessionState, SessionType
from app.store import AudioWriter, AuditLog, ClientRepository, RecordingRepository, SessionRepository
from app.vault import Vault, verify_vault
from tests.unit.vault.conftest import CHEAP, PASSPHRASE, Made

RECORDING = "The recording of 2026-03-02 09:00 UTC"


@pytest.fixture
def full(made: Made) -> Iterator[Made]:
    """A vault with a session whose recording has five seconds."""
    with Vault.open(made.folder, PASSPHRASE) as vault:
        client = ClientRepository(vault.database).add("A1")
        key = os.urandom(32)
        RecordingRepository(vault.database).add("r1", key)
        SessionRepository(vault.database).add(
            Session(
                "s1",
                client.id,
                SessionType.INDIVIDUAL,
                2,
                SessionState.RECORDED,
                datetime(2026, 3, 2, 9, tzinfo=UTC),
                duration=5.0,
                recording_id="r1",
            )
        )
        writer = AudioWriter.create(vault.recording_path("r1"), key, device="room", device_rate=16_000)
        for _ in range(5):
            writer.append(os.urandom(32_000))
        writer.close(True)
    yield made


def problems(made: Made) -> list[str]:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        return verify_vault(vault)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_all_is_well(full: Made) -> None:
    assert problems(full) == []


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_a_flipped_bit_in_a_recording(full: Made, place: float) -> None:
    path = full.folder / "audio" / "r1.db"
    flip(path, int(path.stat().st_size * place))
    found = problems(full)
    assert found
    assert all(problem.startswith(RECORDING) for problem in found)


def test_a_recording_cut_short_missing_or_exchanged(full: Made, tmp_path: Path) -> None:
    path = full.folder / "audio" / "r1.db"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert problems(full)
    path.write_bytes(b"")
    assert problems(full) == [f"{RECORDING}: The vault could not be read: a database file is empty."]
    path.unlink()
    assert problems(full) == [f"{RECORDING} is missing."]
    AudioWriter.create(path, bytes(32), device="", device_rate=1).close(True)
    assert len(problems(full)) == 1


def test_what_a_destroyed_recording_leaves(full: Made) -> None:
    with Vault.open(full.folder, PASSPHRASE) as vault:
        RecordingRepository(vault.database).destroy("r1")
        assert verify_vault(vault) == [f"{RECORDING} is destroyed and cannot be read, but its file is still there."]
        vault.recording_path("r1").unlink()
        assert verify_vault(vault) == []


def test_a_recording_that_never_began_is_no_problem(full: Made) -> None:
    with Vault.open(full.folder, PASSPHRASE) as vault:
        RecordingRepository(vault.database).add("r2", bytes(32))
        assert verify_vault(vault) == []


def test_every_page_of_the_database_is_watched(full: Made) -> None:
    path = full.folder / "vault.db"
    size = path.stat().st_size
    with Vault.open(full.folder, PASSPHRASE) as vault:
        vault.database.checkpoint()
        size = path.stat().st_size
        for page in range(size // 4096):
            flip(path, page * 4096 + 100)
            assert any("database" in problem for problem in verify_vault(vault)), page
            flip(path, page * 4096 + 100)
        assert verify_vault(vault) == []


def test_an_older_database_put_back(full: Made, tmp_path: Path) -> None:
    shutil.copy(full.folder / "vault.db", tmp_path / "old.db")
    with Vault.open(full.folder, PASSPHRASE) as vault:
        AuditLog(vault.database).append("note.signed")
    shutil.copy(tmp_path / "old.db", full.folder / "vault.db")
    for _ in range(3):  # and it stays found: opening and closing do not wash the proof away
        found = problems(full)
        assert len(found) == 1
        assert "older database was put back" in found[0]


def test_entries_cut_off_the_trail(full: Made) -> None:
    with Vault.open(full.folder, PASSPHRASE) as vault:
        with vault.database.transaction() as cursor:
            cursor.execute("DROP TRIGGER audit_keeps")
            cursor.execute("DELETE FROM audit WHERE sequence > 1")
        assert len(verify_vault(vault)) == 1


def test_a_head_that_someone_else_wrote_is_not_taken_over(full: Made) -> None:
    path = full.folder / "keys.json"
    with Vault.open(full.folder, PASSPHRASE) as vault:
        path.write_bytes(path.read_bytes().replace(b'"sequence":', b'"sequence":1'))
        vault.change_passphrase(PASSPHRASE, PASSPHRASE + "!", cost=CHEAP)
        assert verify_vault(vault) == ["The key file no longer says where the audit trail ended."]


def test_a_record_without_its_owner(full: Made) -> None:
    with Vault.open(full.folder, PASSPHRASE) as vault:
        vault.database.query("PRAGMA foreign_keys = OFF")
        with vault.database.transaction() as cursor:
            cursor.execute("DELETE FROM client")
        assert verify_vault(vault) == ["A record in the database belongs to another one that is missing."]
