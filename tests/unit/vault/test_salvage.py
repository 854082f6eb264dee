"""A damaged vault: what is still readable comes out, and what is lost is told."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from app.domain.errors import UnlockFailed, VaultDamaged, VaultExists
from app.domain.session import SessionType
from app.services.container import Services, build_services
from app.services.paths import Places
from app.store import RecordingRepository
from app.store.audio_store import AudioReader, AudioWriter
from app.store.audio_upkeep import standing
from app.store.pages import PAGE
from app.vault import Vault, verify_vault
from app.vault.salvage import salvage_vault
from tests.demo import CHEAP, PASSPHRASE

CLIENTS, SESSIONS, SECONDS = 30, 120, 8


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault of some size, with one recording."""
    home = tmp_path_factory.mktemp("salvage")
    services = build_services(Places.below(home), CHEAP)
    services.vault.create(PASSPHRASE)
    clients = [services.records.add_client(f"C-{n:03}", f"Somebody {n} " * 8) for n in range(CLIENTS)]
    for number in range(SESSIONS):
        session = services.records.new_session(clients[number % CLIENTS].id, SessionType.INDIVIDUAL, 2, "dap")
        services.records.give_consent(session.id, f"An invented session, number {number}. " * 6)
    _record(services, session.id)
    services.close()
    return home / "vault"


def _record(services: Services, session_id: str) -> None:
    store, key = services.vault.store, bytes(range(32))
    store.recordings.add("r1", key)
    path = store.vault.recording_path("r1")
    writer = AudioWriter.create(path, key, device="test", device_rate=16000)
    for number in range(SECONDS):
        writer.append(random.Random(number).randbytes(32000))
    writer.close(clean=True)
    store.recordings.seal("r1", *standing(path, key))


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "vault")
    return tmp_path / "vault"


def spoil(path: Path, page: int, length: int = 200) -> None:
    """Overwrite the middle of a page, as a bad sector does."""
    data = bytearray(path.read_bytes())
    at = (page - 1) * PAGE + 1000
    data[at : at + length] = bytes(length)
    path.write_bytes(data)


def counts(folder: Path) -> dict[str, int]:
    with Vault.open(folder, PASSPHRASE) as vault:
        tables = ("client", "session", "consent", "audit", "recording")
        return {t: vault.database.query(f"SELECT count(*) FROM {t}")[0][0] for t in tables}


def test_a_whole_vault_comes_out_whole(whole: Path, tmp_path: Path) -> None:
    report = salvage_vault(whole, PASSPHRASE, tmp_path / "new")
    assert report.whole and report.lines == ("Everything could be read.",)
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        assert verify_vault(vault) == []
    assert counts(tmp_path / "new")["session"] == SESSIONS
    with pytest.raises(VaultExists):
        salvage_vault(whole, PASSPHRASE, tmp_path / "new")
    with pytest.raises(UnlockFailed):
        salvage_vault(whole, PASSPHRASE + "!", tmp_path / "other")


def test_a_bad_page_costs_what_stood_on_it(damaged: Path, whole: Path, tmp_path: Path) -> None:
    """One that leads to others costs those: few pages do."""
    before, lost = counts(whole), []
    pages = (damaged / "vault.db").stat().st_size // PAGE
    for page in random.Random(3).sample(range(3, pages + 1), 7):
        folder, into = tmp_path / f"bad-{page}", tmp_path / f"new-{page}"
        shutil.copytree(damaged, folder)
        spoil(folder / "vault.db", page)
        original = (folder / "vault.db").read_bytes()
        report = salvage_vault(folder, PASSPHRASE, into)
        assert not report.whole and "1 pages could not be read" in report.lines[0], page
        assert (folder / "vault.db").read_bytes() == original, "the damaged one is only read"
        with Vault.open(into, PASSPHRASE) as vault:
            problems = [p for p in verify_vault(vault) if "audit" not in p.lower()]
            assert problems == [], page
        lost.append(sum(before.values()) - sum(counts(into).values()))
    assert len([rows for rows in lost if rows > 40]) <= 2, lost


def test_a_recording_with_a_bad_page_keeps_the_rest(damaged: Path, tmp_path: Path) -> None:
    path = damaged / "audio" / "r1.db"
    spoil(path, path.stat().st_size // PAGE // 2)
    report = salvage_vault(damaged, PASSPHRASE, tmp_path / "new")
    assert any("Recording 1" in line for line in report.lines)
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        key = RecordingRepository(vault.database).key("r1")
        assert key is not None
        with AudioReader(vault.recording_path("r1"), key) as reader:
            kept = dict(reader.chunks(0))
    assert len(kept) >= SECONDS - 2
    assert all(pcm == random.Random(number - 1).randbytes(32000) for number, pcm in kept.items())


def test_bits_on_every_page_are_put_right(damaged: Path, tmp_path: Path) -> None:
    data = bytearray((damaged / "vault.db").read_bytes())
    for page in range(0, len(data) // PAGE, 5):
        data[page * PAGE + 77] ^= 16
    (damaged / "vault.db").write_bytes(data)
    report = salvage_vault(damaged, PASSPHRASE, tmp_path / "new")
    assert "could be put right, with nothing lost" in report.lines[0] and len(report.lines) == 1
    assert counts(tmp_path / "new")["consent"] == SESSIONS


def test_a_lost_first_page_is_said_and_leaves_nothing(damaged: Path, tmp_path: Path) -> None:
    spoil(damaged / "vault.db", 1)
    with pytest.raises(VaultDamaged):
        salvage_vault(damaged, PASSPHRASE, tmp_path / "new")
    assert not Vault.exists(tmp_path / "new")
