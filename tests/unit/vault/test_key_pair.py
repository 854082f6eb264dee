"""keys.json and its copy: damage, put-backs, and rewrites that are cut off."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import DiskFull, SottoError, UnlockFailed, VaultMemory
from app.store import AuditLog
from app.store.settings import SettingsRepository
from app.vault import Vault, kdf, key_pair, keyfile, verify_vault
from app.vault.held_keys import DIGESTS
from app.vault.key_pair import KeyPair
from app.vault.verify import accept_findings
from tests.demo import PASSPHRASE as FIRST_PASSPHRASE
from tests.demo import ROOT
from tests.unit.vault.conftest import CHEAP, PASSPHRASE, Made

NEW = "cobalt ladder meadow"
KEYS, COPY = "keys.json", "keys-copy.json"
MENDED = "It was put right when this was found."


def opens(folder: Path, passphrase: str) -> bool:
    try:
        Vault.open(folder, passphrase).close()
    except UnlockFailed:
        return False
    finally:
        (folder / "attempts.json").unlink(missing_ok=True)
    return True


def actions(vault: Vault) -> list[str]:
    return [entry.action for entry in AuditLog(vault.database).entries()]


def both(folder: Path) -> tuple[bytes, bytes]:
    return (folder / KEYS).read_bytes(), (folder / COPY).read_bytes()


def test_both_are_written_the_same_and_nothing_is_wrong_with_them(made: Made) -> None:
    one, other = both(made.folder)
    assert one == other
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert vault.key_file_problems() == []
        assert SettingsRepository(vault.database).get(DIGESTS) == [keyfile.digest(both(made.folder)[0])]
        assert "keys.repaired" not in actions(vault)
    one, other = both(made.folder)
    assert one == other


@pytest.mark.parametrize("name", [KEYS, COPY])
def test_any_flipped_bit_in_either_is_told_of_and_mended(made: Made, name: str) -> None:
    """One bit in each kind of place; that every single one is seen is shown in `test_keyfile`."""
    path = made.folder / name
    for part in (b'"version":', b'"memory_kib":2', b'"salt":"', b'"wrapped_key":"', b'"recovery":', b'"seal":"'):
        whole = path.read_bytes()
        at = whole.find(part) if part in whole else whole.find(b'"memory_kib":')
        flipped = bytearray(whole)
        flipped[at + len(part)] ^= 4
        path.write_bytes(flipped)
        with Vault.open(made.folder, PASSPHRASE) as vault:
            what = "key file" if name == KEYS else "copy of the key file"
            assert vault.key_file_problems() == [f"The {what} was changed or damaged. {MENDED}"], part
            assert vault.key_file_intact()
            assert "keys.repaired" in actions(vault)[-2:]
            assert any(what in problem for problem in verify_vault(vault))
        one, other = both(made.folder)
        assert one == other
        with Vault.open(made.folder, PASSPHRASE) as vault:
            assert vault.key_file_problems() == []


@pytest.mark.parametrize("name", [KEYS, COPY])
@pytest.mark.parametrize("damage", ["missing", "empty", "rubbish", "folder", "pipe", "endless", "cut"])
def test_one_of_the_two_is_enough_whatever_became_of_the_other(made: Made, name: str, damage: str) -> None:
    path = made.folder / name
    whole = path.read_bytes()
    path.unlink()
    make: dict[str, Callable[[], Any]] = {
        "missing": lambda: None,
        "empty": path.touch,
        "rubbish": lambda: path.write_bytes(os.urandom(2000)),
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "endless": lambda: path.symlink_to("/dev/zero"),
        "cut": lambda: path.write_bytes(whole[: len(whole) // 2]),
    }
    make[damage]()
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert len(vault.key_file_problems()) == 1
        assert "keys.repaired" in actions(vault)
    one, other = both(made.folder)
    assert one == other
    assert opens(made.folder, PASSPHRASE)


def test_damage_while_the_vault_is_open_is_told_of_and_mended_at_the_next_opening(made: Made) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        for name in (KEYS, COPY):
            path = made.folder / name
            whole = path.read_bytes()
            path.write_bytes(whole.replace(b'"recovery"', b'"recoverx"'))
            assert len(vault.key_file_problems()) == 1
            path.write_bytes(whole)
        (made.folder / KEYS).unlink()
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert vault.key_file_problems() == [f"The key file is missing or cannot be read. {MENDED}"]


def test_both_damaged_but_readable_opens_and_says_what_to_do(made: Made) -> None:
    for name in (KEYS, COPY):
        path = made.folder / name
        data = path.read_bytes()
        at = data.index(b'"salt":"', data.index(b'"recovery":{')) + 10
        other = b"B" if data[at : at + 1] == b"A" else b"A"  # still base64: the file is to be readable
        path.write_bytes(data[:at] + other + data[at + 1 :])
    for _ in range(2):  # it stays found: no seal is put on what somebody else may have written
        with Vault.open(made.folder, PASSPHRASE) as vault:
            assert "make a new recovery kit" in vault.key_file_problems()[-1]
            assert not vault.key_file_intact()
    with Vault.open(made.folder, PASSPHRASE) as vault:
        code = vault.propose_recovery_code()
        vault.confirm_recovery_code(code, cost=CHEAP)
        assert vault.key_file_intact()
    Vault.recover(made.folder, code, NEW, cost=CHEAP).close()


def test_a_cost_that_a_flipped_bit_made_too_dear_does_not_keep_the_copy_from_opening(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.folder / KEYS
    path.write_bytes(path.read_bytes().replace(b'"memory_kib":65536', b'"memory_kib":965536', 1))
    derive = kdf.derive

    def short(secret: str, salt: bytes, cost: kdf.KdfCost) -> bytes:
        if cost.memory_kib > 500_000:
            raise VaultMemory
        return derive(secret, salt, cost)

    monkeypatch.setattr(kdf, "derive", short)
    assert opens(made.folder, PASSPHRASE)


def test_a_vault_of_the_first_version_gets_copy_digests_and_check_value(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(ROOT / "tests/data/vaults/0001-first", folder)
    assert b'"version":1' in (folder / KEYS).read_bytes()
    with Vault.open(folder, FIRST_PASSPHRASE) as vault:
        assert vault.key_file_problems() == []
        assert "keys.repaired" not in actions(vault)
        assert SettingsRepository(vault.database).get(DIGESTS)
    one, other = both(folder)
    assert one == other
    assert b'"version":2' in one and b'"check":' in one
    assert opens(folder, FIRST_PASSPHRASE)


# ---- put back ------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [(KEYS,), (COPY,), (KEYS, COPY)])
def test_a_key_file_from_an_earlier_day_is_found(made: Made, tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        shutil.copy(made.folder / name, tmp_path / name)
    for _ in range(3):
        assert opens(made.folder, PASSPHRASE)
    for name in names:
        shutil.copy(tmp_path / name, made.folder / name)
    with Vault.open(made.folder, PASSPHRASE) as vault:
        found = vault.key_file_problems()
        assert len(found) == len(names)
        assert all("from an earlier time" in problem for problem in found)
        assert any("from an earlier time" in problem for problem in verify_vault(vault))
        assert actions(vault).count("keys.put-back") == 1
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert vault.key_file_problems() == []


def test_a_key_file_put_back_while_the_vault_is_open_is_found_and_not_sealed(made: Made, tmp_path: Path) -> None:
    shutil.copy(made.folder / KEYS, tmp_path / "old")
    with Vault.open(made.folder, PASSPHRASE) as vault:
        shutil.copy(tmp_path / "old", made.folder / KEYS)
        assert vault.key_file_problems() == ["The key file is from an earlier time: an old one was put back."]
        assert vault.store_audit_head() is False
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert "from an earlier time" in vault.key_file_problems()[0]


def test_an_old_file_with_an_old_passphrase_opens_is_told_of_and_brings_nothing_else_back(
    made: Made, tmp_path: Path
) -> None:
    shutil.copy(made.folder / KEYS, tmp_path / "old")
    with Vault.open(made.folder, PASSPHRASE) as vault:
        vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
        code = vault.propose_recovery_code()
        vault.confirm_recovery_code(code, cost=CHEAP)
    shutil.copy(tmp_path / "old", made.folder / KEYS)
    with Vault.open(made.folder, PASSPHRASE) as vault:
        assert "from an earlier time" in vault.key_file_problems()[0]
        assert "keys.put-back" in actions(vault)
    with pytest.raises(UnlockFailed):
        Vault.recover(made.folder, made.code, NEW, cost=CHEAP)  # the old code stays void
    Vault.recover(made.folder, code, NEW, cost=CHEAP).close()


def test_an_older_database_is_not_taken_for_an_older_key_file(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path / "old")
    for _ in range(3):
        assert opens(made.folder, PASSPHRASE)
    for name in ("vault.db", "vault.db.head"):
        shutil.copy(tmp_path / "old" / name, made.folder / name)
    for _ in range(2):
        with Vault.open(made.folder, PASSPHRASE) as vault:
            assert vault.key_file_problems() == []
            assert any("older database" in problem for problem in verify_vault(vault))


def test_an_older_database_with_its_key_file_is_told_by_the_copy(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path / "old")
    for _ in range(3):
        assert opens(made.folder, PASSPHRASE)
    for name in ("vault.db", "vault.db.head", KEYS):
        shutil.copy(tmp_path / "old" / name, made.folder / name)
    for _ in range(2):  # the proof is not washed away
        with Vault.open(made.folder, PASSPHRASE) as vault:
            assert any("knows of more than the database holds" in problem for problem in verify_vault(vault))
    with Vault.open(made.folder, PASSPHRASE) as vault:
        vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
        assert any("does not go on from entry" in problem for problem in verify_vault(vault))
        accept_findings(vault)
    with Vault.open(made.folder, NEW) as vault:
        assert verify_vault(vault) == []


def test_a_new_recovery_code_cut_off_is_asked_for_again(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        vault.recovery_stored()
        code = vault.propose_recovery_code()

        def cut_off(*_: object) -> None:
            raise DiskFull

        with monkeypatch.context() as patch, pytest.raises(DiskFull):
            patch.setattr(key_pair, "write_atomically", cut_off)
            vault.confirm_recovery_code(code, cost=CHEAP)
        assert vault.recovery_pending


# ---- cut off -------------------------------------------------------------------------------------


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A vault whose keys cost nothing to derive: what is looked at here are the writes."""

    def derive(secret: str, salt: bytes, cost: kdf.KdfCost) -> bytes:
        return hashlib.sha256(repr((kdf.normalise(secret), salt, cost)).encode()).digest()

    monkeypatch.setattr(kdf, "derive", derive)
    vault, code = Vault.create(tmp_path / "quick", PASSPHRASE, cost=CHEAP)
    vault.close()
    return Made(tmp_path / "quick", code)


class Cut(BaseException):
    """The power goes: nothing that cleans up may run on the way, and nothing later reaches the disk."""


class Power:
    """Lets `left` calls of the operating system's writing functions pass, then none."""

    def __init__(self, patch: pytest.MonkeyPatch, left: int) -> None:
        self.left, self.calls = left, 0
        self._patch = patch
        for name in ("open", "fsync", "replace", "write"):
            self._wrap(os, name)
        for name in ("replace", "unlink", "rename"):
            self._wrap(Path, name)

    def _wrap(self, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def act(*arguments: Any, **named: Any) -> Any:
            if name == "open" and not self._writes(arguments):
                return real(*arguments, **named)
            self.calls += 1
            if self.calls > self.left:
                raise Cut
            return real(*arguments, **named)

        self._patch.setattr(owner, name, act)

    @staticmethod
    def _writes(arguments: tuple[Any, ...]) -> bool:
        return len(arguments) > 1 and bool(arguments[1] & (os.O_WRONLY | os.O_CREAT))


def interrupted(made: Made, folder: Path, act: Callable[[Vault], None], left: int) -> tuple[bool, int]:
    """Do `act` in a fresh copy of the vault, cut off after `left` writes; whether it was, and how many there were."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made.folder, folder)
    vault = Vault.open(folder, PASSPHRASE)
    with pytest.MonkeyPatch.context() as patch:
        power = Power(patch, left)
        try:
            act(vault)
        except Cut:
            cut = True
        else:
            cut = False
    vault._database.close()
    vault._lock.release()
    (folder / "attempts.json").unlink(missing_ok=True)
    return cut, power.calls


def change(vault: Vault) -> None:
    vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)


def renew(vault: Vault) -> None:
    vault.confirm_recovery_code(CODE, cost=CHEAP)


CODE = "0000-0000-0000-0000-0000-0000-0000"


def test_every_single_bit_of_both_files(quick: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """Whichever one is flipped, the passphrase still gives the key, and the damage is seen."""
    pair, tried = KeyPair(quick.folder), 0
    for name in (KEYS, COPY):
        path = quick.folder / name
        data = path.read_bytes()
        for bit in range(len(data) * 8):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 1 << bit % 8
            path.write_bytes(flipped)
            opened = pair.open("passphrase", lambda file: keyfile.unwrap(file, "passphrase", PASSPHRASE))
            seal = keyfile.seal_key(opened.vault_key)
            damaged = opened.main if name == KEYS else opened.copy
            assert damaged is not None and not keyfile.intact(damaged, seal), bit
            tried += 1
        path.write_bytes(data)
    with capsys.disabled():
        print(f"\n{tried} flipped bits in keys.json and its copy: all opened, all seen")


@pytest.mark.parametrize("name", [KEYS, COPY])
def test_flipped_bits_all_over_never_keep_the_vault_shut_and_never_go_unseen(quick: Made, name: str) -> None:
    path, chance = quick.folder / name, random.Random(20261122)
    for _ in range(60):
        data = bytearray(path.read_bytes())
        bit = chance.randrange(len(data) * 8)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        with Vault.open(quick.folder, PASSPHRASE) as vault:
            assert len(vault.key_file_problems()) == 1, bit
            assert vault.key_file_intact(), bit


def test_a_change_of_passphrase_cut_off_at_any_write_leaves_one_that_works(
    quick: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = {"old": 0, "new": 0, "both": 0}
    for left in itertools.count():
        cut, _ = interrupted(quick, tmp_path / "cut", change, left)
        shutil.copytree(tmp_path / "cut", tmp_path / "other", dirs_exist_ok=True)
        old, new = opens(tmp_path / "cut", PASSPHRASE), opens(tmp_path / "other", NEW)
        assert old or new, f"neither works after {left} writes"
        tried["both" if old and new else "old" if old else "new"] += 1
        # What was typed wins: afterwards the vault has one passphrase, and nothing is wrong with it.
        right, other = (PASSPHRASE, NEW) if old else (NEW, PASSPHRASE)
        assert not opens(tmp_path / "cut", other)
        with Vault.open(tmp_path / "cut", right) as vault:
            assert vault.key_file_problems() == []
        if not cut:
            break
    assert left >= 15 and all(tried.values())
    with capsys.disabled():
        print(f"\na change of passphrase cut off at each of {left} writes: {tried}")


def test_a_new_recovery_code_cut_off_at_any_write_leaves_one_that_works(quick: Made, tmp_path: Path) -> None:
    for left in itertools.count():
        cut, _ = interrupted(quick, tmp_path / "cut", renew, left)
        worked = 0
        for code in (quick.code, CODE):
            shutil.copytree(tmp_path / "cut", tmp_path / "other", dirs_exist_ok=True)
            try:
                Vault.recover(tmp_path / "other", code, NEW, cost=CHEAP).close()
                worked += 1
            except UnlockFailed:
                pass
            shutil.rmtree(tmp_path / "other")
        assert worked, f"no code works after {left} writes"
        assert opens(tmp_path / "cut", PASSPHRASE)
        if not cut:
            break


@pytest.mark.parametrize("left", range(0, 40, 3))
def test_mending_that_is_cut_off_is_made_up_for(quick: Made, tmp_path: Path, left: int) -> None:
    path = quick.folder / KEYS
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.MonkeyPatch.context() as patch:
        Power(patch, left)
        with contextlib.suppress(Cut):
            Vault.open(quick.folder, PASSPHRASE).close()
    (quick.folder / "attempts.json").unlink(missing_ok=True)
    with Vault.open(quick.folder, PASSPHRASE) as vault:
        assert vault.key_file_intact()
    one, other = both(quick.folder)
    assert one == other


def test_a_disk_that_is_full_in_between_leaves_a_vault_that_opens(quick: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.store import files

    real = os.fsync
    with Vault.open(quick.folder, PASSPHRASE) as vault:
        for full_at in range(1, 4):
            calls = itertools.count(1)

            def fsync(descriptor: int, at: int = full_at, counted: Any = calls) -> None:
                if next(counted) == at:
                    raise OSError(28, "No space left on device")
                real(descriptor)

            with monkeypatch.context() as patch:
                patch.setattr(files.os, "fsync", fsync)
                try:
                    vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
                except SottoError:
                    continue
            vault.change_passphrase(NEW, PASSPHRASE, cost=CHEAP)
    assert opens(quick.folder, PASSPHRASE) or opens(quick.folder, NEW)
