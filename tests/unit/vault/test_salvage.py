"""A damaged vault: what is still readable comes out, and what is lost is told."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import FolderNotWritable, UnlockFailed, VaultDamaged, VaultExists, VaultInUse
from app.domain.session import SessionType
from app.services.container import Services, build_services
from app.services.paths import Places
from app.store import ClientRepository, Database, RecordingRepository
from app.store.audio_store import AudioReader, AudioWriter
from app.store.audio_upkeep import standing
from app.store.migrations import migrate
from app.store.pages import FRAME_HEADER, PAGE, SALT, WAL_HEADER
from app.store.salvage import salvage
from app.vault import Vault, verify_vault
from app.vault.salvage import salvage_vault
from tests.demo import CHEAP, PASSPHRASE
from tests.small_disk import read_only
from tests.unit.store.pages import decrypted_pages

CLIENTS, SESSIONS, SECONDS = 30, 120, 8
KEY = bytes(range(32))
LEAF, INTERIOR = 0x0D, 0x05


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
    store, key = services.vault.store, KEY
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


def contents(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    with Vault.open(folder, PASSPHRASE) as vault:
        tables = ("client", "session", "consent", "recording")
        return {t: {tuple(row) for row in vault.database.query(f"SELECT * FROM {t}")} for t in tables}  # type: ignore[arg-type]


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


def test_a_disk_that_nobody_can_write_to_is_read(damaged: Path, whole: Path, tmp_path: Path) -> None:
    spoil(damaged / "vault.db", 9)
    with read_only(damaged) as disk:
        with pytest.raises(FolderNotWritable):
            Vault.open(disk, PASSPHRASE)
        report = salvage_vault(disk, PASSPHRASE, tmp_path / "new")
    assert report.folder == tmp_path / "new" and "1 pages could not be read" in report.lines[0]
    assert counts(tmp_path / "new")["recording"] == counts(whole)["recording"]
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault, AudioReader(vault.recording_path("r1"), KEY) as reader:
        assert reader.duration == SECONDS


def test_a_vault_that_is_open_is_not_salvaged_even_through_a_read_only_disk(damaged: Path, tmp_path: Path) -> None:
    with Vault.open(damaged, PASSPHRASE):
        with pytest.raises(VaultInUse):
            salvage_vault(damaged, PASSPHRASE, tmp_path / "new")
        with read_only(damaged) as disk, pytest.raises(VaultInUse):
            salvage_vault(disk, PASSPHRASE, tmp_path / "new")
    assert not (tmp_path / "new").exists()


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


def children(page: bytes, start: int = 0) -> list[int]:
    """The pages that an interior page leads to; none where it is a leaf."""
    if page[start] != INTERIOR:
        return []
    cells = int.from_bytes(page[start + 3 : start + 5], "big")
    at = [int.from_bytes(page[start + 12 + 2 * n : start + 14 + 2 * n], "big") for n in range(cells)]
    return [*(int.from_bytes(page[a : a + 4], "big") for a in at), int.from_bytes(page[start + 8 : start + 12], "big")]


def key_and_pages(folder: Path) -> tuple[bytes, list[bytes]]:
    with Vault.open(folder, PASSPHRASE) as vault:
        key = vault.key
    pages = decrypted_pages(folder / "vault.db", key)
    return key, [bytes(16) + pages[0], *pages[1:]]


def salvaged_without(page: int, damaged: Path, tmp_path: Path) -> Path:
    """A new vault from one whose page is lost; the salt, on page 1, is not."""
    folder, into = tmp_path / f"bad-{page}", tmp_path / f"new-{page}"
    shutil.copytree(damaged, folder)
    data = bytearray((folder / "vault.db").read_bytes())
    data[(page - 1) * PAGE + SALT : page * PAGE] = random.Random(page).randbytes(PAGE - SALT)
    (folder / "vault.db").write_bytes(data)
    report = salvage_vault(folder, PASSPHRASE, into)
    assert not report.whole and "1 pages could not be read" in report.lines[0]
    return into


def test_a_lost_page_of_the_list_of_tables_costs_no_record(damaged: Path, whole: Path, tmp_path: Path) -> None:
    """The first page, and each other on which that list stands."""
    before, pages = contents(whole), key_and_pages(whole)[1]
    schema = [1, *children(pages[0], 100)]
    assert len(schema) > 2, "it does not fit on one page"
    for page in schema:
        into = salvaged_without(page, damaged, tmp_path)
        assert contents(into) == before, page
        with Vault.open(into, PASSPHRASE) as vault:
            assert verify_vault(vault) == [], page


def test_a_lost_page_that_only_leads_to_others_costs_nothing(damaged: Path, whole: Path, tmp_path: Path) -> None:
    before, pages = contents(whole), key_and_pages(whole)[1]
    interior = [number for number, page in enumerate(pages, 1) if page[0] == INTERIOR]
    assert interior
    for page in interior:
        assert contents(salvaged_without(page, damaged, tmp_path)) == before, page


def test_a_lost_page_of_the_programs_own_tables_costs_no_record(damaged: Path, whole: Path, tmp_path: Path) -> None:
    """Empty ones too: what was found at opening, for one."""
    before, pages = contents(whole), key_and_pages(whole)[1]
    with Vault.open(whole, PASSPHRASE) as vault:
        listed = vault.database.query("SELECT name, rootpage FROM sqlite_master WHERE name IN ('finding', 'tip')")
        roots = {str(row["name"]): int(row["rootpage"]) for row in listed}
    assert pages[roots["finding"] - 1][3:5] == bytes(2)
    for page in roots.values():
        assert contents(salvaged_without(page, damaged, tmp_path)) == before, page


def test_a_lost_leaf_costs_its_rows_and_no_other(damaged: Path, whole: Path, tmp_path: Path) -> None:
    before, pages = contents(whole), key_and_pages(whole)[1]
    leaves = [number for number, page in enumerate(pages, 1) if page[0] == LEAF and page[3:5] > bytes(2)]
    schema = children(pages[0], 100)
    for page in random.Random(8).sample([leaf for leaf in leaves if leaf not in schema], 4):
        after = contents(salvaged_without(page, damaged, tmp_path))
        gone = sum(len(before[table] - after[table]) for table in before)
        assert gone <= int.from_bytes(pages[page - 1][3:5], "big"), page


def test_deleted_rows_do_not_come_back(damaged: Path, tmp_path: Path) -> None:
    """Also where no list of tables and no tree says any more that they were deleted."""
    with Vault.open(damaged, PASSPHRASE) as vault, vault.database.transaction() as cursor:
        cursor.execute("DELETE FROM consent WHERE id > 10")
    kept = contents(damaged)["consent"]
    assert len(kept) == 10
    assert contents(salvaged_without(1, damaged, tmp_path))["consent"] == kept


def test_an_unproven_page_of_the_log_brings_nothing_back(damaged: Path, tmp_path: Path) -> None:
    """A deletion that is still in the log, in a frame that is lost: the page that the file has is older."""
    crashed = tmp_path / "crashed"
    with Vault.open(damaged, PASSPHRASE) as vault:
        vault.database.checkpoint()
        with vault.database.transaction() as cursor:
            cursor.execute("DELETE FROM consent WHERE id > 10")
        shutil.copytree(damaged, crashed)
    log = crashed / "vault.db-wal"
    assert log.stat().st_size > PAGE
    data = bytearray(log.read_bytes())
    for at in range(WAL_HEADER, len(data), FRAME_HEADER + PAGE):
        data[at + FRAME_HEADER + 500 : at + FRAME_HEADER + 700] = bytes(200)
    log.write_bytes(data)
    database = bytearray((crashed / "vault.db").read_bytes())
    database[1000:1200] = bytes(200)  # nothing but the leaves can be read now
    (crashed / "vault.db").write_bytes(database)
    salvage_vault(crashed, PASSPHRASE, tmp_path / "new")
    after = contents(tmp_path / "new")
    assert len(after["client"]) == CLIENTS
    assert all(row[0] <= 10 for row in after["consent"])  # type: ignore[operator]


def test_a_recording_whose_first_page_is_lost_keeps_all_sound(damaged: Path, tmp_path: Path) -> None:
    spoil(damaged / "audio" / "r1.db", 1)
    salvage_vault(damaged, PASSPHRASE, tmp_path / "new")
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        key = RecordingRepository(vault.database).key("r1")
        assert key is not None
        with AudioReader(vault.recording_path("r1"), key) as reader:
            kept = dict(reader.chunks(0))
            assert reader.verify() == []
    assert kept == {number + 1: random.Random(number).randbytes(32000) for number in range(SECONDS)}


def test_the_head_knows_how_a_lost_beginning_was(damaged: Path, whole: Path, tmp_path: Path) -> None:
    path = damaged / "vault.db"
    data = bytearray(path.read_bytes())
    data[:PAGE] = bytes(PAGE)
    path.write_bytes(data)
    assert not salvage_vault(damaged, PASSPHRASE, tmp_path / "new").whole
    assert counts(tmp_path / "new")["session"] == SESSIONS
    path.with_name("vault.db.head").unlink()
    with pytest.raises(VaultDamaged):
        salvage_vault(damaged, PASSPHRASE, tmp_path / "other")
    assert not Vault.exists(tmp_path / "other")


def test_what_only_a_log_that_was_cut_short_has_comes_out(damaged: Path, tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from app.vault import Vault; from app.store import ClientRepository\n"
        "vault = Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "for n in range(40): ClientRepository(vault.database).add(f'LATE-{n:02}', 'Somebody')\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(damaged), PASSPHRASE], check=True)
    log = damaged / "vault.db-wal"
    data = bytearray(log.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8] = bytes(8)
    log.write_bytes(data)
    with Vault.open(damaged, PASSPHRASE) as vault:  # as anybody does: what SQLite has dropped is only in the log aside
        kept = vault.database.query("SELECT count(*) FROM client WHERE code LIKE 'LATE-%'")[0][0]
        assert kept < 40
    report = salvage_vault(damaged, PASSPHRASE, tmp_path / "new")
    assert not report.whole
    assert any("cut short" in line for line in report.lines) and any("may be missing" in line for line in report.lines)
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        late = vault.database.query("SELECT count(*) FROM client WHERE code LIKE 'LATE-%'")[0][0]
        assert late >= 38, "a client or two may have stood on the page that is lost"


def test_a_transaction_that_was_cut_off_stays_out(damaged: Path, tmp_path: Path) -> None:
    with Vault.open(damaged, PASSPHRASE) as vault:
        key = vault.key
        ClientRepository(vault.database).add("WRITTEN", "")
        connection = vault.database._connection
        connection.execute("PRAGMA cache_size = 5").close()
        connection.execute("BEGIN IMMEDIATE").close()
        connection.execute("UPDATE consent SET wording = 'never committed' || wording").close()
        shutil.copytree(damaged, tmp_path / "killed")
        connection.execute("ROLLBACK").close()
    target = tmp_path / "out.db"
    salvage(tmp_path / "killed" / "vault.db", key, target, migrate)
    with Database.open(target, key) as database:
        assert database.query("SELECT count(*) FROM client WHERE code = 'WRITTEN'")[0][0] == 1
        assert database.query("SELECT count(*) FROM consent WHERE wording LIKE 'never%'")[0][0] == 0
