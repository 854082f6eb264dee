from __future__ import annotations

import contextlib
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.domain.errors import (
    DiskFull,
    FolderNotWritable,
    ProgramFault,
    SottoError,
    UnlockFailed,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultLocked,
    VaultMissing,
    VaultTooNew,
    WeakPassphrase,
)
from app.store import AuditLog, ClientRepository
from app.vault import Vault, key_pair, keyfile
from app.vault import vault as vault_module
from app.vault.held_keys import HeldKeys
from tests.unit.vault.conftest import CHEAP, PASSPHRASE, Made

NEW = "cobalt ladder meadow"
NAMES = ("keys.json", "keys-copy.json")


def opens(folder: Path, passphrase: str) -> bool:
    try:
        Vault.open(folder, passphrase).close()
    except UnlockFailed:
        return False
    return True


def test_what_is_stored_is_there_tomorrow_and_not_in_the_clear(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert not Vault.exists(folder)
    vault, code = Vault.create(folder, PASSPHRASE, cost=CHEAP)
    with vault:
        assert vault.folder == folder
        assert vault.audio_folder.is_dir()
        ClientRepository(vault.database).add("A1", "Heliotrope")
    assert Vault.exists(folder)
    assert sorted(p.name for p in folder.iterdir() if p.name != "vault.lock") == [
        "audio",
        "keys-copy.json",
        "keys.json",
        "vault.db",
        "vault.db.head",
    ]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "keys.json").stat().st_mode) == 0o600
    everything = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    for secret in (b"Heliotrope", PASSPHRASE.encode(), code.encode(), code.replace("-", "").encode()):
        assert secret not in everything
    with Vault.open(folder, PASSPHRASE) as again:
        assert [client.name for client in ClientRepository(again.database).list()] == ["Heliotrope"]


def test_one_message_for_wrong_passphrase_wrong_code_and_damaged_file(made: Made) -> None:
    messages = set()

    def refused(act: object) -> None:
        with pytest.raises(SottoError) as failure:
            act()  # type: ignore[operator]
        assert type(failure.value) is UnlockFailed
        messages.add(failure.value.message())

    refused(lambda: Vault.open(made.folder, "not the passphrase"))
    refused(lambda: Vault.open(made.folder, ""))
    refused(lambda: Vault.recover(made.folder, "0" * 28, NEW, cost=CHEAP))
    refused(lambda: Vault.recover(made.folder, "no code at all", NEW, cost=CHEAP))
    data = (made.folder / "keys.json").read_bytes()
    for damaged in (
        b"",
        data[:100],
        data.replace(b'"salt":"', b'"salt":"A', 1),
        re.sub(rb'ped_key":"....', b'ped_key":"AAAA', data),
    ):
        for name in NAMES:
            (made.folder / name).write_bytes(damaged)
        (made.folder / "attempts.json").unlink()  # or the next would have to wait
        refused(lambda: Vault.open(made.folder, PASSPHRASE))
    for name in NAMES:
        (made.folder / name).unlink()
    refused(lambda: Vault.open(made.folder, PASSPHRASE))
    assert len(messages) == 1
    (made.folder / "keys.json").write_bytes(data)
    assert opens(made.folder, PASSPHRASE)  # nothing that was refused has changed anything


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase) as failure:
        Vault.create(tmp_path / "vault", "eleven char", cost=CHEAP)
    assert "12" in failure.value.message()
    assert not (tmp_path / "vault").exists()


def test_a_vault_is_never_made_over_another(made: Made) -> None:
    with pytest.raises(VaultExists):
        Vault.create(made.folder, PASSPHRASE, cost=CHEAP)
    assert opens(made.folder, PASSPHRASE)
    (made.folder / "keys.json").unlink()
    with pytest.raises(VaultExists):  # the key file may still be found somewhere
        Vault.create(made.folder, PASSPHRASE, cost=CHEAP)


def test_no_vault_here(tmp_path: Path) -> None:
    for act in (lambda: Vault.open(tmp_path, PASSPHRASE), lambda: Vault.recover(tmp_path, "x", NEW, cost=CHEAP)):
        with pytest.raises((VaultMissing, UnlockFailed)):
            act()
    with pytest.raises(VaultMissing):
        Vault.open(tmp_path / "none", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotWritable):
        Vault.create(tmp_path / "file", PASSPHRASE, cost=CHEAP)
    with pytest.raises(FolderNotWritable):
        Vault.create(tmp_path / "file" / "vault", PASSPHRASE, cost=CHEAP)


def test_a_second_instance_is_refused(made: Made, tmp_path: Path) -> None:
    other = (
        "import sys; from pathlib import Path; from app.vault import Vault\n"
        "from app.domain.errors import VaultInUse\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2]).close()\n"
        "except VaultInUse: sys.exit(7)\n"
    )
    run = [sys.executable, "-c", other, str(made.folder), PASSPHRASE]
    with Vault.open(made.folder, PASSPHRASE):
        for act in (
            lambda: Vault.open(made.folder, PASSPHRASE),
            lambda: Vault.recover(made.folder, made.code, NEW, cost=CHEAP),
            lambda: Vault.create(made.folder, PASSPHRASE, cost=CHEAP),
        ):
            with pytest.raises(VaultInUse):
                act()
        assert subprocess.run(run, check=False).returncode == 7
    assert subprocess.run(run, check=False).returncode == 0
    assert opens(made.folder, PASSPHRASE)


HOLDS = """
import sys, time
from pathlib import Path
from app.vault import Vault

vault = Vault.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
time.sleep(600)
"""


def test_two_processes_and_the_lock_of_one_that_was_killed(made: Made) -> None:
    run = [sys.executable, "-c", HOLDS, str(made.folder), PASSPHRASE]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        for _ in range(5):  # it says so each time, and counts as no failed try
            with pytest.raises(VaultInUse) as refused:
                Vault.open(made.folder, PASSPHRASE)
        assert "another Sotto window" in refused.value.message()
        with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as second:
            _, said = second.communicate(timeout=60)
        assert second.returncode == 1 and "VaultInUse" in said
        assert not (made.folder / "attempts.json").exists()
        first.kill()
    assert (made.folder / "vault.lock").exists()  # nobody tidied up, and the file alone says nothing
    assert opens(made.folder, PASSPHRASE)


def test_a_failed_unlock_lets_go_of_the_folder(made: Made) -> None:
    assert not opens(made.folder, "not the passphrase")
    (made.folder / "vault.db").rename(made.folder / "elsewhere")
    with pytest.raises(VaultDamaged):
        Vault.open(made.folder, PASSPHRASE)
    assert not (made.folder / "vault.db").exists()  # and no empty one was put in its place
    (made.folder / "elsewhere").rename(made.folder / "vault.db")
    assert opens(made.folder, PASSPHRASE)


def test_recovery_leads_to_a_new_passphrase_and_a_new_code(made: Made) -> None:
    typed = made.code.lower().replace("-", " ")
    with Vault.recover(made.folder, typed, NEW, cost=CHEAP) as vault:
        assert [e.action for e in AuditLog(vault.database).entries()][-1] == "vault.recovered"
        assert vault.recovery_pending
        code = vault.propose_recovery_code()
    assert code != made.code
    assert not opens(made.folder, PASSPHRASE)
    assert opens(made.folder, NEW)
    with pytest.raises(UnlockFailed):
        Vault.recover(made.folder, code, NEW, cost=CHEAP)  # nobody has said that it is stored
    with Vault.recover(made.folder, made.code, NEW, cost=CHEAP) as vault:
        vault.confirm_recovery_code(code, cost=CHEAP)
        assert not vault.recovery_pending
        assert [e.action for e in AuditLog(vault.database).entries()][-1] == "recovery.renewed"
    with pytest.raises(UnlockFailed):
        Vault.recover(made.folder, made.code, NEW, cost=CHEAP)
    with Vault.recover(made.folder, code, PASSPHRASE, cost=CHEAP) as vault:
        assert vault.recovery_pending
    assert opens(made.folder, PASSPHRASE)


def test_a_first_code_is_asked_after_until_it_is_stored(made: Made) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert vault.recovery_pending  # the vault was made, and nobody said anything of its code
        with pytest.raises(UnlockFailed):
            vault.confirm_recovery_code("not a code", cost=CHEAP)
        assert vault.recovery_pending
        vault.recovery_stored()
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert not vault.recovery_pending
    Vault.recover(made.folder, made.code, NEW, cost=CHEAP).close()


def test_recovery_with_a_short_passphrase_changes_nothing(made: Made) -> None:
    with pytest.raises(WeakPassphrase):
        Vault.recover(made.folder, made.code, "short", cost=CHEAP)
    assert opens(made.folder, PASSPHRASE)


def test_change_of_passphrase(made: Made) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        with pytest.raises(UnlockFailed):
            vault.change_passphrase("not the passphrase", NEW, cost=CHEAP)
        with pytest.raises(WeakPassphrase):
            vault.change_passphrase(PASSPHRASE, "short", cost=CHEAP)
        vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
        assert vault.key_file_intact()
    assert not opens(made.folder, PASSPHRASE)
    assert opens(made.folder, NEW)
    Vault.recover(made.folder, made.code, PASSPHRASE, cost=CHEAP).close()  # the code is still good


def test_a_change_that_the_disk_refuses_leaves_the_old_passphrase(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    with Vault.open(made.folder, PASSPHRASE) as vault, monkeypatch.context() as patch:
        patch.setattr(key_pair, "write_atomically", full)
        with pytest.raises(DiskFull):
            vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
    assert opens(made.folder, PASSPHRASE)


CHANGES = """
import sys
from pathlib import Path
from app.vault import Vault
from tests.unit.vault.conftest import CHEAP
from tests.unit.vault.test_vault import NEW, PASSPHRASE

vault = Vault.open(Path(sys.argv[1]), sys.argv[2])
old, new = sys.argv[2], NEW if sys.argv[2] == PASSPHRASE else PASSPHRASE
while True:
    print("about to change", flush=True)
    vault.change_passphrase(old, new, cost=CHEAP)
    old, new = new, old
"""


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.06, 0.09])  # seconds; one change takes about 0.1
def test_killed_in_the_midst_of_a_change_one_of_the_two_works(made: Made, moment: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHANGES, str(made.folder), PASSPHRASE], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "about to change\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        process.kill()
    assert [opens(made.folder, PASSPHRASE), opens(made.folder, NEW)].count(True) == 1


@pytest.mark.parametrize(
    "step", ["wrap", "_create_database", "write_atomically", "rename_database", "migrate", "remember"]
)
def test_a_creation_that_fails_leaves_no_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    owners: dict[str, object] = {"wrap": keyfile, "write_atomically": key_pair, "remember": HeldKeys}
    with monkeypatch.context() as patch:
        patch.setattr(owners.get(step, vault_module), step, full)
        with pytest.raises(DiskFull):
            Vault.create(tmp_path, PASSPHRASE, cost=CHEAP)
    assert not Vault.exists(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] in ([], ["vault.lock"])
    vault, _ = Vault.create(tmp_path, PASSPHRASE, cost=CHEAP)
    vault.close()


def test_a_creation_cut_off_before_its_last_step_is_made_up_for(made: Made) -> None:
    (made.folder / "vault.db").rename(made.folder / "vault.db.new")
    assert opens(made.folder, PASSPHRASE)
    assert (made.folder / "vault.db").exists()


def test_a_newer_vault_is_refused_and_let_go(made: Made) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault, vault.database.transaction() as cursor:
        cursor.execute("INSERT INTO migration (position, name, applied_at) VALUES (99, '9999-later', '')")
    for _ in range(2):
        with pytest.raises(VaultTooNew):
            Vault.open(made.folder, PASSPHRASE)


def test_closing_locks_and_may_be_done_twice_from_any_thread(made: Made) -> None:
    vault = Vault.open(made.folder, PASSPHRASE)
    threads = [threading.Thread(target=vault.close) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pytest.raises(VaultLocked):
        ClientRepository(vault.database).list()
    assert opens(made.folder, PASSPHRASE)


def test_closing_notes_the_audit_head(made: Made) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        for _ in range(3):
            AuditLog(vault.database).append("note.opened")
        head = AuditLog(vault.database).head()
        assert vault.stored_audit_head() != keyfile.AuditHead(*head)
    assert keyfile.read(made.folder / "keys.json").audit_head == keyfile.AuditHead(*head)
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert [e.action for e in AuditLog(vault.database).entries()] == [
            "vault.created",
            "vault.unlocked",
            *["note.opened"] * 3,
            "vault.unlocked",
        ]


def test_closing_says_when_the_key_file_is_lost_and_closes_all_the_same(made: Made) -> None:
    vault = Vault.open(made.folder, PASSPHRASE)
    data = (made.folder / "keys.json").read_bytes()
    for name in NAMES:
        (made.folder / name).unlink()
    with pytest.raises(VaultDamaged):
        vault.close()
    assert vault.database.closed
    (made.folder / "keys.json").write_bytes(data)
    assert opens(made.folder, PASSPHRASE)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "x" * 65, "Jane Doe"])
def test_a_recording_is_named_by_an_id_alone(made: Made, name: str) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        with pytest.raises(ProgramFault):
            vault.recording_path(name)
        assert vault.recording_path("r1") == vault.audio_folder / "r1.db"
