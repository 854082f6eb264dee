from __future__ import annotations

import base64
import contextlib
import json
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import DiskFull, UnlockFailed, VaultTooNew
from app.store import files
from app.vault import Vault, kdf, keyfile, verify_vault
from app.vault.keyfile import PASSPHRASE as SLOT
from app.vault.keyfile import KeyFile, read, unwrap, wrap, write
from tests.unit.vault.conftest import CHEAP, PASSPHRASE, Made

VAULT_KEY = bytes(range(32))
SEAL_KEY = keyfile.seal_key(VAULT_KEY)


@pytest.fixture(scope="module")
def file() -> KeyFile:
    made = wrap("vault-1", SLOT, PASSPHRASE, VAULT_KEY, CHEAP)
    return KeyFile(keyfile.FORMAT, keyfile.VERSION, "vault-1", made, made)


def rewrite(path: Path, change: Any) -> None:
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content))


def test_a_wrapped_key_comes_back_for_the_right_secret_only(tmp_path: Path, file: KeyFile) -> None:
    written = write(tmp_path / "keys.json", file, SEAL_KEY)
    found = read(tmp_path / "keys.json")
    assert found == written
    assert unwrap(found, SLOT, PASSPHRASE) == VAULT_KEY
    with pytest.raises(UnlockFailed):
        unwrap(found, SLOT, PASSPHRASE + " ")
    assert VAULT_KEY not in base64.b64decode(
        json.loads((tmp_path / "keys.json").read_text())["passphrase"]["wrapped_key"]
    )


def test_a_wrap_is_bound_to_its_vault_and_its_place(file: KeyFile) -> None:
    with pytest.raises(UnlockFailed):
        unwrap(file, keyfile.RECOVERY, PASSPHRASE)
    elsewhere = KeyFile(file.format, file.version, "vault-2", file.passphrase, file.recovery)
    with pytest.raises(UnlockFailed):
        unwrap(elsewhere, SLOT, PASSPHRASE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_kib", 8),
        ("memory_kib", 64 * 1024 - 1),
        ("memory_kib", kdf.MEMORY_CAP_KIB + 1),
        ("memory_kib", 2**62),
        ("memory_kib", -1),
        ("memory_kib", "65536"),
        ("memory_kib", 1e9),
        ("time", 0),
        ("time", 10**9),
        ("parallelism", 0),
        ("parallelism", 10**6),
        ("kdf", "argon2i"),
        ("kdf_version", 16),
        ("cipher", "none"),
        ("salt", ""),
        ("nonce", "AAAA"),
        ("salt", "not base64"),
        ("extra", 1),
    ],
)
def test_hostile_parameters_are_refused_before_any_is_paid(
    tmp_path: Path, file: KeyFile, monkeypatch: pytest.MonkeyPatch, field: str, value: object
) -> None:
    path = tmp_path / "keys.json"
    write(path, file, SEAL_KEY)
    rewrite(path, lambda content: content["passphrase"].update({field: value}))
    monkeypatch.setattr(kdf, "derive", lambda *_: pytest.fail("paid"))
    with pytest.raises(UnlockFailed):
        read(path)


@pytest.mark.parametrize(
    ("field", "value"), [("memory_kib", 65 * 1024), ("time", 2), ("parallelism", 2), ("salt", "A" * 22 + "==")]
)
def test_parameters_are_authenticated(
    tmp_path: Path, file: KeyFile, monkeypatch: pytest.MonkeyPatch, field: str, value: object
) -> None:
    path = tmp_path / "keys.json"
    write(path, file, SEAL_KEY)
    right_key = kdf.derive(PASSPHRASE, file.passphrase.salt, CHEAP)
    rewrite(path, lambda content: content["passphrase"].update({field: value}))
    # Even where the changed parameters led to the same key, the file would be refused.
    monkeypatch.setattr(kdf, "derive", lambda *_: right_key)
    with pytest.raises(UnlockFailed):
        unwrap(read(path), SLOT, PASSPHRASE)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 50_000, b" " * 70_000, b'{"format":1}']
)
def test_rubbish_gets_the_one_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    with pytest.raises(UnlockFailed):
        read(tmp_path / "keys.json")
    with pytest.raises(UnlockFailed):
        read(tmp_path / "none.json")


def test_a_newer_file_is_named_as_such(tmp_path: Path, file: KeyFile) -> None:
    write(tmp_path / "keys.json", file, SEAL_KEY)
    check = zlib.crc32(b"sotto-keys 3")
    rewrite(tmp_path / "keys.json", lambda content: content.update(version=3, check=check, something="new"))
    with pytest.raises(VaultTooNew):
        read(tmp_path / "keys.json")


def test_no_flipped_bit_makes_a_file_look_newer(tmp_path: Path, file: KeyFile) -> None:
    data = keyfile.encode(write(tmp_path / "keys.json", file, SEAL_KEY))
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with contextlib.suppress(UnlockFailed):
            keyfile.decode(bytes(flipped))
    for version in (0, 1, 3, 6, 10, 2**70, -2):
        rewrite(tmp_path / "keys.json", lambda content, number=version: content.update(version=number))
        with pytest.raises(UnlockFailed):
            read(tmp_path / "keys.json")


def test_every_flipped_bit_is_found_and_none_opens_another_vault(made: Made, tmp_path: Path) -> None:
    """Opens, or gives the one message; and where it opens, `verify_vault` says that something is wrong."""
    path = made.folder / "keys.json"
    data = path.read_bytes()
    with Vault.open(made.folder, PASSPHRASE) as vault:
        data = path.read_bytes()
        assert verify_vault(vault) == []
        seal = keyfile.seal_key(vault.key)
        for bit in range(len(data) * 8):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 1 << bit % 8
            assert not keyfile.intact(bytes(flipped), seal), bit
        for bit in (30, 400, 2000, 4000, len(data) * 8 - 8):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 1 << bit % 8
            path.write_bytes(flipped)
            assert any("key file" in problem.lower() for problem in verify_vault(vault)), bit
        path.write_bytes(data)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, file: KeyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys.json"
    write(path, file, SEAL_KEY)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(DiskFull):
        write(path, file, bytes(32))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["keys.json"]


def test_the_file_of_another_vault_does_not_open_this_one(made: Made, tmp_path: Path) -> None:
    other, _ = Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    other.close()
    for name in ("keys.json", "keys-copy.json"):
        shutil.copy(tmp_path / "other" / name, made.folder / name)
    with pytest.raises(Exception, match=r"vault\.damaged"):
        Vault.open(made.folder, PASSPHRASE)
