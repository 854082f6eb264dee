"""The vault as a service: its folder, moving it, recovery, the keychain."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import (
    DiskFull,
    FolderChanged,
    FolderNotWritable,
    KeychainUnavailable,
    NetworkFolder,
    NotAllowed,
    SyncedFolder,
    UnlockDelayed,
    UnlockFailed,
    VaultError,
    VaultExists,
    VaultInUse,
)
from app.services import moving
from app.services.access import VaultService
from app.services.paths import Places
from app.services.preferences import Preferences
from app.store import AudioWriter
from app.vault import kdf
from app.vault.keychain import Keychain
from tests.demo import CHEAP, PASSPHRASE
from tests.unit.vault.test_keychain import MEMORY, Locked, Memory

NEW = "cobalt ladder meadow"


class Where:
    """Answers for the folder checks: every folder with this word in its name is synchronised."""

    def __init__(self, word: str = "Cloud") -> None:
        self.word = word

    def __call__(self, path: Path) -> VaultError | None:
        return SyncedFolder("Dropbox") if self.word in str(path) else None


@pytest.fixture
def backend() -> Memory:
    return Memory()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "settings.toml")


def service(folder: Path, preferences: Preferences, backend: Memory | None = None) -> VaultService:
    return VaultService(
        folder, CHEAP, preferences, Keychain(lambda: (backend,) if backend else (), MEMORY), look=Where()
    )


@pytest.fixture
def vault(tmp_path: Path, preferences: Preferences, backend: Memory) -> Iterator[VaultService]:
    made = service(tmp_path / "vault", preferences, backend)
    made.create(PASSPHRASE)
    yield made
    made.lock()


def actions(vault: VaultService) -> list[str]:
    return [entry.action for entry in vault.store.audit.entries()]


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vault.lock"
    }


# ---- the folder ----------------------------------------------------------------------------------


def test_nothing_is_written_or_derived_in_a_synchronised_folder(
    tmp_path: Path, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "derive", lambda *_: pytest.fail("a key was derived"))
    vault = service(tmp_path / "Cloud" / "vault", preferences)
    assert isinstance(vault.folder_problem(), SyncedFolder)
    for act in (
        lambda: vault.create(PASSPHRASE),
        lambda: vault.unlock(PASSPHRASE),
        lambda: vault.recover("0" * 28, NEW),
        vault.unlock_with_keychain,
    ):
        with pytest.raises(SyncedFolder) as refused:
            act()
        assert "Dropbox" in refused.value.message()
    assert not (tmp_path / "Cloud").exists()


def test_a_folder_that_was_accepted_is_remembered_and_noted_once(tmp_path: Path, preferences: Preferences) -> None:
    vault = service(tmp_path / "Cloud" / "vault", preferences)
    vault.accept_folder()
    vault.accept_folder()
    assert preferences.get("accepted_folders") == [str((tmp_path / "Cloud" / "vault").resolve())]
    vault.create(PASSPHRASE)
    assert actions(vault).count("policy.folder-accepted") == 1
    vault.lock()
    again = service(tmp_path / "Cloud" / "vault", Preferences(tmp_path / "settings.toml"))
    assert again.folder_problem() is None
    again.unlock(PASSPHRASE)
    assert actions(again).count("policy.folder-accepted") == 1
    again.lock()
    other = service(tmp_path / "Cloud" / "other", preferences)
    assert isinstance(other.folder_problem(), SyncedFolder)


def test_moving_a_vault_takes_everything_and_leaves_nothing(
    tmp_path: Path, vault: VaultService, preferences: Preferences
) -> None:
    vault.store.clients.add("A1", "Heliotrope")
    vault.store.recordings.add("r1", bytes(32))
    AudioWriter.create(vault.store.vault.recording_path("r1"), bytes(32), device="", device_rate=16_000).close(True)
    vault.lock()
    old, before = vault.folder, contents(vault.folder)
    assert "audio/r1.db" in before
    vault.use_folder(tmp_path / "elsewhere")
    assert vault.folder == tmp_path / "elsewhere" and not list(old.rglob("*"))
    assert contents(vault.folder) == before
    assert preferences.get("vault_folder") == str(tmp_path / "elsewhere")
    if os.name == "posix":
        modes = {path.stat().st_mode & 0o077 for path in vault.folder.rglob("*")}
        assert modes == {0} or modes == {0, 0o044}  # the lock file holds nothing
    vault.unlock(PASSPHRASE)
    assert [client.name for client in vault.store.clients.list()] == ["Heliotrope"]
    assert vault.verify() == []


def test_the_next_start_looks_where_the_vault_was_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTTO_HOME", str(tmp_path / "home"))
    usual = Places.usual()
    assert usual.vault == tmp_path / "home" / "vault"
    preferences = Preferences(usual.preferences)
    vault = service(usual.vault, preferences)
    vault.use_folder(tmp_path / "mine")
    assert Places.usual().vault == tmp_path / "mine"
    assert Places.usual().models == usual.models


def test_a_folder_with_something_in_it_gets_one_inside(tmp_path: Path, vault: VaultService) -> None:
    vault.lock()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    vault.use_folder(tmp_path / "full")
    assert vault.folder == tmp_path / "full" / moving.SUBFOLDER
    assert (tmp_path / "full" / "letter.txt").exists()


def test_what_is_no_place_for_a_vault_is_refused_and_nothing_moves(
    tmp_path: Path, vault: VaultService, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotAllowed):
        vault.use_folder(tmp_path / "open")
    vault.lock()
    before = contents(vault.folder)
    (tmp_path / "Cloud").mkdir()
    (tmp_path / "file").touch()
    other = service(tmp_path / "other", preferences)
    other.create(PASSPHRASE)
    other.lock()
    monkeypatch.setattr(vault, "_look", lambda path: NetworkFolder() if path.name == "net" else Where()(path))
    for target, expected in (
        (tmp_path / "Cloud", SyncedFolder),
        (tmp_path / "net", NetworkFolder),
        (tmp_path / "other", VaultExists),
        (tmp_path / "file" / "below", FolderNotWritable),
        (vault.folder, VaultExists),
    ):
        with pytest.raises(expected):
            vault.use_folder(target)
        assert contents(vault.folder) == before and preferences.get("vault_folder") == ""
    vault.unlock(PASSPHRASE)


def test_a_copy_that_differs_is_found_and_removed(
    tmp_path: Path, vault: VaultService, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.lock()
    before = contents(vault.folder)
    real = moving._copy

    def flips(source: Path, target: Path) -> None:
        real(source, target)
        if target.name == "vault.db":
            data = bytearray(target.read_bytes())
            data[len(data) // 2] ^= 1
            target.write_bytes(data)

    def full(source: Path, target: Path) -> None:
        if target.name == "vault.db":
            raise OSError(28, "No space left on device")
        real(source, target)

    for broken, expected in ((flips, FolderChanged), (full, DiskFull)):
        monkeypatch.setattr(moving, "_copy", broken)
        with pytest.raises(expected):
            vault.use_folder(tmp_path / "new")
        assert contents(vault.folder) == before
        assert contents(tmp_path / "new") == {}
        (tmp_path / "new" / "vault.lock").unlink()
    monkeypatch.setattr(moving, "_copy", real)
    vault.use_folder(tmp_path / "new")
    assert contents(tmp_path / "new") == before


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("gone", [0, 1, 2, 99])
def test_a_move_that_was_cut_off_is_finished_at_the_next_opening(
    tmp_path: Path, vault: VaultService, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, gone: int
) -> None:
    old = vault.folder
    vault.lock()
    (tmp_path / "vault" / "mine.txt").touch()  # copied as all the rest, since it lies in the vault's folder
    remove = moving.remove

    def killed(folder: Path, names: list[Path]) -> None:
        remove(folder, sorted(names, key=lambda each: each.name.startswith("keys"))[:gone])
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(moving, "remove", killed)
        with pytest.raises(Killed):
            vault.use_folder(tmp_path / "new")
    again = service(tmp_path / "new", Preferences(tmp_path / "settings.toml"))
    again.unlock(PASSPHRASE)
    assert contents(old) == {} and again.verify() == []
    assert Preferences(tmp_path / "settings.toml").get("vault_left") == ""
    again.lock()


def test_another_vault_is_never_taken_for_what_a_move_has_left(
    tmp_path: Path, vault: VaultService, preferences: Preferences
) -> None:
    other = service(tmp_path / "other", preferences)
    other.create(PASSPHRASE)
    other.lock()
    before = contents(other.folder)
    vault.lock()
    for left in (other.folder, vault.folder, tmp_path / "none"):
        preferences.set("vault_left", str(left))
        vault.unlock(PASSPHRASE)
        vault.lock()
        assert contents(other.folder) == before and vault.exists()


RECORDS = """
import sys, time
from pathlib import Path
from app.store import AudioWriter

writer = AudioWriter.create(Path(sys.argv[1]), bytes(32), device="", device_rate=16_000)
writer.append(bytes(32_000))
print("recording", flush=True)
time.sleep(600)
"""


def test_a_vault_with_a_recording_that_runs_is_not_moved(tmp_path: Path, vault: VaultService) -> None:
    path = vault.store.vault.recording_path("r1")
    vault.lock()
    with subprocess.Popen([sys.executable, "-c", RECORDS, str(path)], stdout=subprocess.PIPE, text=True) as recorder:
        assert recorder.stdout is not None
        assert recorder.stdout.readline() == "recording\n"
        with pytest.raises(FolderChanged) as refused:
            vault.use_folder(tmp_path / "new")
        assert "recording is running" in refused.value.message()
        recorder.kill()
    vault.use_folder(tmp_path / "new")  # one that was cut off holds nobody up
    vault.unlock(PASSPHRASE)


def test_a_vault_that_is_open_elsewhere_is_not_moved(
    tmp_path: Path, vault: VaultService, preferences: Preferences
) -> None:
    with pytest.raises(VaultInUse):
        service(vault.folder, preferences).use_folder(tmp_path / "new")
    assert vault.verify() == []


# ---- ways in -------------------------------------------------------------------------------------


def test_the_code_of_a_new_vault_is_asked_after_until_it_is_stored(vault: VaultService) -> None:
    assert vault.recovery_pending()
    vault.lock()
    vault.unlock(PASSPHRASE)
    assert vault.recovery_pending()
    code = vault.propose_recovery_code()
    vault.confirm_recovery_code(code)
    assert not vault.recovery_pending()
    vault.lock()
    vault.recover(code, NEW)
    assert vault.recovery_pending()
    vault.recovery_stored()
    assert not vault.recovery_pending()


def test_a_proposed_code_that_nobody_decided_on_opens_nothing_and_is_remembered(vault: VaultService) -> None:
    assert not vault.recovery_void()
    code = vault.propose_recovery_code()
    vault.lock()
    with pytest.raises(UnlockFailed):
        vault.recover(code, NEW)
    vault.unlock(PASSPHRASE)
    assert vault.recovery_void()
    vault.recovery_put_off()
    assert not vault.recovery_void()
    vault.confirm_recovery_code(vault.propose_recovery_code())
    assert not vault.recovery_void()


def test_waiting_after_failed_tries(vault: VaultService) -> None:
    assert vault.seconds_to_wait() == 0
    vault.lock()
    for _ in range(3):
        with pytest.raises(UnlockFailed):
            vault.unlock("not the passphrase")
    assert vault.seconds_to_wait() == 1
    with pytest.raises(UnlockDelayed):
        vault.unlock(PASSPHRASE)
    assert VaultService(vault.folder / "none").seconds_to_wait() == 0


def test_the_keychain_opens_the_vault_when_it_is_on(vault: VaultService, backend: Memory) -> None:
    assert vault.keychain_available() and not vault.keychain_is_on() and not vault.keychain_offered()
    with pytest.raises(UnlockFailed):
        vault.keychain_on("not the passphrase")
    assert backend.kept == {}
    vault.keychain_on(PASSPHRASE)
    assert vault.keychain_is_on()
    vault.lock()
    assert vault.keychain_offered()
    vault.unlock_with_keychain()
    assert vault.is_open and actions(vault)[-1] == "vault.unlocked-keychain"
    assert vault.keychain_off()
    assert backend.kept == {} and not vault.keychain_is_on()
    vault.lock()
    with pytest.raises(KeychainUnavailable):
        vault.unlock_with_keychain()


def test_a_keychain_that_lost_its_secret_leaves_the_passphrase(vault: VaultService, backend: Memory) -> None:
    vault.keychain_on(PASSPHRASE)
    vault.lock()
    backend.kept = dict.fromkeys(backend.kept, "00" * 32)
    with pytest.raises(KeychainUnavailable):
        vault.unlock_with_keychain()
    backend.kept.clear()
    with pytest.raises(KeychainUnavailable) as refused:
        vault.unlock_with_keychain()
    assert "passphrase" in refused.value.message()
    vault.unlock(PASSPHRASE)
    assert vault.seconds_to_wait() == 0


def test_a_keychain_that_refuses_to_forget_opens_nothing_all_the_same(
    tmp_path: Path, vault: VaultService, preferences: Preferences
) -> None:
    vault.keychain_on(PASSPHRASE)
    vault.lock()
    refusing = service(vault.folder, preferences, Locked())
    refusing.unlock(PASSPHRASE)
    assert refusing.keychain_off() is False
    refusing.lock()
    assert not vault.keychain_offered()
    with pytest.raises(KeychainUnavailable):
        vault.unlock_with_keychain()


def test_without_a_cost_the_machine_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def fitting() -> kdf.KdfCost:
        asked.append(1)
        return CHEAP

    monkeypatch.setattr(kdf, "fitting_cost", fitting)
    vault = VaultService(tmp_path / "vault")
    vault.create(PASSPHRASE)
    vault.change_passphrase(PASSPHRASE, NEW)
    vault.confirm_recovery_code(code := vault.propose_recovery_code())
    vault.lock()
    vault.recover(code, PASSPHRASE)
    vault.lock()
    assert len(asked) == 4
