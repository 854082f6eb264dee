from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import DiskFull, UnlockDelayed, UnlockFailed, VaultDamaged
from app.store import AuditLog
from app.vault import Vault, attempts
from app.vault.attempts import FREE, LONGEST, Attempts, delay
from tests.unit.vault.conftest import CHEAP, PASSPHRASE, Made

NEW = "cobalt ladder meadow"


class Clock:
    """A clock on the wall that only the test moves."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def fail(tries: Attempts, count: int = 1) -> None:
    for _ in range(count):
        with pytest.raises(UnlockFailed), tries.one():
            raise UnlockFailed


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(attempts.time, "time", made)
    return made


def test_three_are_free_and_the_wait_doubles_to_a_minute(tmp_path: Path) -> None:
    assert [delay(n) for n in range(12)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert delay(10**9) == LONGEST
    clock = Clock()
    tries = Attempts(tmp_path, clock)
    fail(tries, FREE)
    for seconds in (1, 2, 4, 8, 16, 32, 60, 60):
        assert tries.seconds_to_wait() == seconds
        with pytest.raises(UnlockDelayed) as refused, tries.one():
            pytest.fail("tried before its time")
        assert refused.value.seconds == seconds and str(seconds) in refused.value.message()
        clock.now += seconds - 0.5
        assert tries.seconds_to_wait() == 1
        clock.now += 0.5
        assert tries.seconds_to_wait() == 0
        fail(tries)
    assert tries.failures == FREE + 8  # those that were refused were not counted


def test_a_clock_that_was_set_back_locks_nobody_out_for_longer_than_the_wait(tmp_path: Path) -> None:
    clock = Clock()
    tries = Attempts(tmp_path, clock)
    for _ in range(20):
        clock.now += LONGEST
        fail(tries)
    clock.now -= 10 * 365 * 86_400
    assert tries.seconds_to_wait() == LONGEST
    clock.now += LONGEST
    assert tries.seconds_to_wait() == 0
    clock.now += 20 * 365 * 86_400
    assert tries.seconds_to_wait() == 0


def test_a_try_is_on_the_disk_before_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (synced.append(descriptor), real(descriptor))[1])
    tries = Attempts(tmp_path)
    with tries.one():
        assert Attempts(tmp_path).failures == 1
        assert synced
    assert Attempts(tmp_path).failures == 0
    assert list(tmp_path.iterdir()) == []


def test_only_a_wrong_secret_counts(tmp_path: Path) -> None:
    tries = Attempts(tmp_path)
    fail(tries, 2)
    with pytest.raises(VaultDamaged), tries.one():
        raise VaultDamaged("x")
    with pytest.raises(KeyboardInterrupt), tries.one():
        raise KeyboardInterrupt
    assert tries.failures == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff", b'{"failures":-1}', b'{"failures":"9"}', b'{"failures":NaN}',
     b'{"failures":3,"last":-5}', b'{"failures":1e400}', b"[" * 60_000, b" " * 100_000],
)  # fmt: skip
def test_a_count_that_cannot_be_read_keeps_nobody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / attempts.NAME).write_bytes(content)
    tries = Attempts(tmp_path)
    assert tries.failures == 0 and tries.seconds_to_wait() == 0
    fail(tries)
    assert tries.failures == 1


def test_a_count_from_the_far_future_is_a_clock_that_was_set_back(tmp_path: Path) -> None:
    (tmp_path / attempts.NAME).write_bytes(b'{"failures":999999999999,"last":99999999999999}')
    clock = Clock()
    tries = Attempts(tmp_path, clock)
    assert tries.seconds_to_wait() == LONGEST
    clock.now += LONGEST
    assert tries.seconds_to_wait() == 0


def test_a_full_disk_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(attempts, "write_atomically", full)
    with Attempts(tmp_path).one():
        pass


# ---- at the vault's door -------------------------------------------------------------------------


def test_wrong_passphrases_and_codes_slow_down_and_are_in_the_audit_trail(made: Made, clock: Clock) -> None:
    wrong = "0000-0000-0000-0000-0000-0000-0000"
    for _ in range(2):
        with pytest.raises(UnlockFailed):
            Vault.open(made.folder, "not the passphrase")
    with pytest.raises(UnlockFailed):
        Vault.recover(made.folder, wrong, NEW, cost=CHEAP)
    for act in (
        lambda: Vault.open(made.folder, PASSPHRASE),  # the right one has to wait as well
        lambda: Vault.recover(made.folder, made.code, NEW, cost=CHEAP),
    ):
        with pytest.raises(UnlockDelayed):
            act()
    clock.now += 1
    with pytest.raises(UnlockFailed):
        Vault.recover(made.folder, wrong, NEW, cost=CHEAP)
    clock.now += 2
    with Vault.open(made.folder, PASSPHRASE) as vault:
        actions = [entry.action for entry in AuditLog(vault.database).entries()]
        assert actions[-5:] == ["vault.unlock-failed"] * 4 + ["vault.unlocked"]
        assert {entry.subject for entry in AuditLog(vault.database).entries()} == {""}
    assert not (made.folder / attempts.NAME).exists()
    with Vault.open(made.folder, PASSPHRASE) as vault:
        actions = [entry.action for entry in AuditLog(vault.database).entries()]
        assert actions.count("vault.unlock-failed") == 4


def test_a_wrong_old_passphrase_slows_down_the_change_too(made: Made, clock: Clock) -> None:
    with Vault.open(made.folder, PASSPHRASE) as vault:
        for _ in range(FREE):
            with pytest.raises(UnlockFailed):
                vault.change_passphrase("not the passphrase", NEW, cost=CHEAP)
        with pytest.raises(UnlockDelayed):
            vault.check_passphrase(PASSPHRASE)
        clock.now += 1
        vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
        actions = [entry.action for entry in AuditLog(vault.database).entries()]
        assert actions[-4:] == ["vault.unlock-failed"] * 3 + ["vault.passphrase-changed"]


def test_no_more_than_a_hundred_entries(made: Made, clock: Clock) -> None:
    (made.folder / attempts.NAME).write_bytes(b'{"failures":100000,"last":0}')
    with Vault.open(made.folder, PASSPHRASE) as vault:
        actions = [entry.action for entry in AuditLog(vault.database).entries()]
        assert actions.count("vault.unlock-failed") == 100


def test_ending_the_program_in_the_midst_of_a_try_gives_no_free_one(made: Made) -> None:
    script = (
        "import sys, os, signal; from pathlib import Path; from app.vault import Vault, kdf\n"
        "kdf.derive = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Vault.open(Path(sys.argv[1]), 'a guess that is killed')\n"
    )
    for _ in range(FREE):
        ended = subprocess.run([sys.executable, "-c", script, str(made.folder)], check=False)
        assert ended.returncode == -9
    assert Attempts(made.folder).failures == FREE
    with pytest.raises(UnlockDelayed):
        Vault.open(made.folder, PASSPHRASE)
