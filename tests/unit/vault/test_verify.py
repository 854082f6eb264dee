from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.session import Session, SessionState, SessionType
from app.store import AudioWriter, AuditLog, ClientRepository, RecordingRepository, SessionRepository
from app.store.audio_upkeep import standing
from app.store.audit import printed_head
from app.vault import Vault, verify_vault
from app.vault.verify import accept_findings
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
        assert any("older database was put back" in problem for problem in found)
        assert any("what was stored last is missing" in problem for problem in found)
    with Vault.open(full.folder, PASSPHRASE) as vault:
        accept_findings(vault)
    assert problems(full) == []


def test_an_old_vault_put_back_whole_is_found_by_a_printed_page(full: Made, tmp_path: Path) -> None:
    shutil.copytree(full.folder, tmp_path / "old")
    with Vault.open(full.folder, PASSPHRASE) as vault:
        AuditLog(vault.database).append("note.signed")
        printed = printed_head(*AuditLog(vault.database).head())
        assert verify_vault(vault, printed) == []
    shutil.rmtree(full.folder)
    shutil.copytree(tmp_path / "old", full.folder)
    with Vault.open(full.folder, PASSPHRASE) as vault:
        assert verify_vault(vault) == [], "nothing on this computer knows better"
        assert "as it was printed" in verify_vault(vault, printed)[0]
        assert "could not be read" in verify_vault(vault, "something else")[0]


def test_an_old_recording_put_back_with_its_head(full: Made, tmp_path: Path) -> None:
    path = full.folder / "audio" / "r1.db"
    shutil.copytree(path.parent, tmp_path / "old")
    with Vault.open(full.folder, PASSPHRASE) as vault:
        recordings = RecordingRepository(vault.database)
        key = recordings.key("r1")
        assert key is not None
        writer = AudioWriter.resume(path, key)
        writer.append(bytes(32000))
        writer.close(clean=True)
        recordings.seal("r1", *standing(path, key))
        assert verify_vault(vault) == []
    shutil.rmtree(path.parent)
    shutil.copytree(tmp_path / "old", path.parent)
    assert any("put back from an earlier moment" in problem for problem in problems(full))


def test_entries_cut_off_the_trail(full: Made) -> None:
    with Vault.open(full.folder, PASSPHRASE) as vault:
        with vault.database.transaction() as cursor:
            cursor.execute("DROP TRIGGER audit_keeps")
            cursor.execute("DELETE FROM audit WHERE sequence > 1")
        assert len(verify_vault(vault)) == 1


def test_a_head_that_someone_else_wrote_is_not_taken_over(full: Made) -> None:
    with Vault.open(full.folder, PASSPHRASE) as vault:
        for name in ("keys.json", "keys-copy.json"):
            path = full.folder / name
            path.write_bytes(path.read_bytes().replace(b'"sequence":', b'"sequence":1'))
        assert vault.stored_audit_head() is None
        vault.change_passphrase(PASSPHRASE, PASSPHRASE + "!", cost=CHEAP)
        assert vault.stored_audit_head() is None
        assert "The key file no longer says where the audit trail ended." in verify_vault(vault)


def test_a_record_without_its_owner(full: Made) -> None:
    with Vault.open(full.folder, PASSPHRASE) as vault:
        vault.database.query("PRAGMA foreign_keys = OFF")
        with vault.database.transaction() as cursor:
            cursor.execute("DELETE FROM client")
        assert verify_vault(vault) == ["A record in the database belongs to another one that is missing."]
