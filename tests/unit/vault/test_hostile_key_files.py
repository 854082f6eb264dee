"""Key files that somebody made to hurt: always the one message, never a crash, never more memory than the cap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UnlockFailed, VaultTooNew
from app.vault import Vault, kdf, key_pair
from tests.unit.vault.conftest import CHEAP, PASSPHRASE, Made

NEW = "cobalt ladder meadow"
NAMES = ("keys.json", "keys-copy.json")


@pytest.fixture(autouse=True)
def _costs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing beyond the cap may ever be derived, whatever the file says."""
    derive = kdf.derive

    def watched(secret: str, salt: bytes, cost: kdf.KdfCost) -> bytes:
        assert cost.acceptable() and cost.memory_kib <= kdf.MEMORY_CAP_KIB
        return derive(secret, salt, CHEAP)  # what it really asks for is not what is looked at here

    monkeypatch.setattr(kdf, "derive", watched)
    yield


def refused(made: Made) -> None:
    """Both doors, within a time in which nothing can have been waited for."""
    ended: list[BaseException] = []

    def knock() -> None:
        for act in (
            lambda: Vault.open(made.folder, PASSPHRASE),
            lambda: Vault.recover(made.folder, made.code, NEW, cost=CHEAP),
        ):
            try:
                act().close()
            except BaseException as error:  # noqa: BLE001 - looked at below
                ended.append(error)

    thread = threading.Thread(target=knock, daemon=True)
    thread.start()
    thread.join(60)
    assert not thread.is_alive(), "it hangs"
    assert [type(error) for error in ended] == [UnlockFailed, UnlockFailed]
    assert len({error.message() for error in ended if isinstance(error, UnlockFailed)}) == 1


def put(made: Made, data: bytes) -> None:
    for name in NAMES:
        (made.folder / name).write_bytes(data)


def changed(made: Made, change: Callable[[dict[str, Any]], None]) -> bytes:
    content = json.loads((made.folder / NAMES[0]).read_bytes())
    change(content)
    return json.dumps(content).encode()


def both_wraps(**fields: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        content["passphrase"].update(fields)
        content["recovery"].update(fields)

    return change


@pytest.mark.parametrize(
    "fields",
    [
        {"memory_kib": 2**31},
        {"memory_kib": 2**64},
        {"memory_kib": 10**300},
        {"memory_kib": kdf.MEMORY_CAP_KIB + 1},
        {"memory_kib": kdf.MEMORY_CAP_KIB},
        {"memory_kib": 1},
        {"memory_kib": 0},
        {"memory_kib": -65536},
        {"memory_kib": 65536.5},
        {"memory_kib": True},
        {"memory_kib": None},
        {"memory_kib": [65536]},
        {"memory_kib": "65536"},
        {"time": 0},
        {"time": -1},
        {"time": 2**40},
        {"time": kdf.TIME_CAP},
        {"parallelism": 0},
        {"parallelism": -4},
        {"parallelism": 2**24},
        {"salt": ""},
        {"salt": "A" * 40_000},
        {"salt": "\u0000" * 16},
        {"salt": 5},
        {"nonce": ""},
        {"nonce": "AAAA" * 4},
        {"wrapped_key": ""},
        {"wrapped_key": "AAAA"},
        {"wrapped_key": "A" * 40_000},
        {"kdf": "scrypt"},
        {"kdf": "\ud800"},
        {"kdf_version": 16},
        {"kdf_version": 2**70},
        {"cipher": "null"},
        {"surprise": {}},
    ],
)
def test_hostile_wraps(made: Made, fields: dict[str, Any]) -> None:
    put(made, changed(made, both_wraps(**fields)))
    refused(made)


@pytest.mark.parametrize(
    "fields",
    [
        {"format": "sotto-kays"},
        {"format": None},
        {"format": "\udfff"},
        {"version": -1},
        {"version": 0},
        {"version": 3},
        {"version": 2**62},
        {"version": 1e308},
        {"version": "2"},
        {"check": 0},
        {"check": None},
        {"check": -(2**63)},
        {"vault_id": ""},
        {"vault_id": "x" * 30_000},
        {"vault_id": "\ud83d"},
        {"vault_id": {"a": 1}},
        {"passphrase": None, "recovery": None},
        {"passphrase": [], "recovery": []},
        {"passphrase": "x", "recovery": "y"},
        {"seal": "not base64!"},
        {"seal": 7},
        {"audit_head": {"sequence": "1", "hash": ""}},
        {"audit_head": []},
        {"keychain": {"cipher": "none", "nonce": "", "wrapped_key": ""}},
        {"keychain": True},
        {"keychain": None},
        {"constructor": {"prototype": 1}},
    ],
)
def test_hostile_fields(made: Made, fields: dict[str, Any]) -> None:
    put(made, changed(made, lambda content: content.update(fields)))
    refused(made)


def test_wraps_of_the_other_place(made: Made) -> None:
    def swap(content: dict[str, Any]) -> None:
        content["passphrase"], content["recovery"] = content["recovery"], content["passphrase"]

    put(made, changed(made, swap))
    refused(made)


DEEP = 20_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 5000,
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf{}",
        b"null",
        b"NaN",
        b"[]",
        b"{}",
        b'"keys"',
        b"1e999",
        b"[" * DEEP,
        b"[" * DEEP + b"]" * DEEP,
        b'{"format":' * 5000 + b"1" + b"}" * 5000,
        b'{"format":"sotto-keys","version":NaN}',
        b'{"format":"sotto-keys","version":Infinity}',
        b'{"format":"sotto-keys","version":' + b"9" * 60_000 + b"}",
        b'{"format":"sotto-keys\\ud800","version":2}',
        b'{"format":"\xed\xa0\x80","version":2}',
        b" " * (64 * 1024 + 1),
        b"{" + b'"a":1,' * 10_000 + b'"b":1}',
    ],
)
def test_rubbish(made: Made, data: bytes) -> None:
    put(made, data)
    refused(made)


def test_ten_megabytes_are_not_read(made: Made) -> None:
    whole = (made.folder / NAMES[0]).read_bytes()
    put(made, whole + b" " * 10_000_000)
    refused(made)
    assert key_pair.read(made.folder / NAMES[0]) is None


def test_names_that_come_twice_are_no_key_file_of_ours(made: Made) -> None:
    whole = (made.folder / NAMES[0]).read_bytes()
    put(made, whole.replace(b'{"format"', b'{"vault_id":"x","format"', 1))
    with Vault.open(made.folder, PASSPHRASE) as vault:  # the last one counts: it opens, and it is told of
        assert not any(state == [] for state in [vault.key_file_problems()])
    put(made, whole.replace(b'"audit_head"', b'"vault_id":"x","audit_head"', 1))
    refused(made)


def test_a_newer_one_is_believed_only_with_its_check_value(made: Made) -> None:
    put(made, changed(made, lambda c: c.update(version=7, check=zlib.crc32(b"sotto-keys 7"), more=[])))
    with pytest.raises(VaultTooNew):
        Vault.open(made.folder, PASSPHRASE)
    assert not (made.folder / "attempts.json").exists()  # that was no wrong try
    put(made, changed(made, lambda c: c.update(version=7, check=zlib.crc32(b"sotto-keys 6"))))
    refused(made)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("what", ["zero", "random", "pipe", "folder", "loop", "dangling", "socket"])
def test_what_is_no_file(made: Made, what: str) -> None:
    make: dict[str, Callable[[Path], Any]] = {
        "zero": lambda path: path.symlink_to("/dev/zero"),
        "random": lambda path: path.symlink_to("/dev/urandom"),
        "pipe": os.mkfifo,
        "folder": lambda path: path.mkdir(),
        "loop": lambda path: path.symlink_to(path),
        "dangling": lambda path: path.symlink_to("/nonexistent/keys"),
        "socket": _socket,
    }
    for name in NAMES:
        (made.folder / name).unlink()
        make[what](made.folder / name)
    refused(made)


def _socket(path: Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket may have a hundred characters only
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_what_lies_in_the_way_of_writing_is_neither_waited_for_nor_followed(made: Made, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not yours")
    os.mkfifo(made.folder / "attempts.json")
    os.mkfifo(made.folder / "attempts.json.new")
    (made.folder / "keys.json.new").symlink_to(elsewhere)
    os.mkfifo(made.folder / "keys-copy.json.new")
    ended: list[str] = []
    thread = threading.Thread(target=lambda: ended.append(_opened_and_closed(made)), daemon=True)
    thread.start()
    thread.join(60)
    assert ended == ["closed"]
    assert elsewhere.read_bytes() == b"not yours"


def _opened_and_closed(made: Made) -> str:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
    return "closed"


def test_a_file_that_may_not_be_read(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def denied(path: Any, *arguments: Any, **named: Any) -> int:
        if Path(path).name in NAMES:
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **named)

    monkeypatch.setattr(os, "open", denied)
    refused(made)


@pytest.mark.skipif(sys.platform != "linux", reason="measured through /proc")
def test_no_hostile_file_takes_more_memory_than_the_cap(made: Made) -> None:
    """The dearest file that is not refused, really derived, in a process of its own."""
    put(made, changed(made, both_wraps(memory_kib=kdf.MEMORY_CAP_KIB, time=1)))
    script = (
        "import resource, sys; from pathlib import Path; from app.vault import Vault\n"
        "from app.domain.errors import UnlockFailed, VaultMemory\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except (UnlockFailed, VaultMemory): pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    run = [sys.executable, "-c", script, str(made.folder), PASSPHRASE]
    grown = int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    assert grown <= kdf.MEMORY_CAP_KIB * 1.05
