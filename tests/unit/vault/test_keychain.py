from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.domain.errors import KeychainUnavailable, UnlockFailed
from app.store import AuditLog
from app.vault import Vault, keychain, keyfile
from app.vault.key_pair import keychain_vault
from app.vault.keychain import ALLOWED, Keychain
from tests.unit.vault.conftest import CHEAP, PASSPHRASE, Made

NEW = "cobalt ladder meadow"


class Memory(KeyringBackend):  # type: ignore[misc]
    """A keychain that keeps everything until the test ends."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class Locked(Memory):
    """One whose owner does not let us in."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("refused")


class Forgetful(Memory):
    """One that says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return None


MEMORY = frozenset({f"{__name__}.Memory", f"{__name__}.Locked", f"{__name__}.Forgetful"})


def of(*backends: KeyringBackend) -> Keychain:
    return Keychain(lambda: backends, MEMORY)


def turn_on(folder: Path, chain: Keychain) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        vault.wrap_for_keychain(chain.store(vault.id))


def test_it_opens_the_vault_and_is_never_the_only_way(made: Made) -> None:
    backend = Memory()
    chain = of(backend)
    assert keychain_vault(made.folder) is None
    turn_on(made.folder, chain)
    vault_id = keychain_vault(made.folder)
    assert vault_id is not None
    with Vault.open_with_keychain(made.folder, chain.fetch(vault_id)) as vault:
        assert vault.opens_with_keychain and vault.key_file_problems() == []
        actions = [entry.action for entry in AuditLog(vault.database).entries()]
        assert actions[-2:] == ["keychain.on", "vault.unlocked-keychain"]
        vault.change_passphrase(PASSPHRASE, NEW, cost=CHEAP)
    with Vault.open_with_keychain(made.folder, chain.fetch(vault_id)):
        pass  # a change of passphrase leaves it
    Vault.open(made.folder, NEW).close()
    Vault.recover(made.folder, made.code, PASSPHRASE, cost=CHEAP).close()
    [secret] = backend.kept.values()
    everything = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert secret.encode() not in everything and bytes.fromhex(secret) not in everything


def test_turning_it_off_removes_wrap_and_secret(made: Made) -> None:
    backend = Memory()
    chain = of(backend)
    turn_on(made.folder, chain)
    [secret] = backend.kept.values()
    with Vault.open(made.folder, PASSPHRASE) as vault:
        vault.wrap_for_keychain(None)
        chain.remove(vault.id)
        assert not vault.opens_with_keychain
        assert AuditLog(vault.database).entries()[-1].action == "keychain.off"
    assert backend.kept == {} and keychain_vault(made.folder) is None
    for name in ("keys.json", "keys-copy.json"):
        assert "keychain" not in json.loads((made.folder / name).read_bytes())
    with pytest.raises(UnlockFailed):
        Vault.open_with_keychain(made.folder, bytes.fromhex(secret))
    assert not (made.folder / "attempts.json").exists()


def test_another_secret_or_the_wrap_of_another_vault_opens_nothing(made: Made, tmp_path: Path) -> None:
    chain = of(Memory())
    turn_on(made.folder, chain)
    for secret in (bytes(32), b"", bytes(16), bytes(33)):
        with pytest.raises(UnlockFailed):
            Vault.open_with_keychain(made.folder, secret)
    other, _ = Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    with other:
        other.wrap_for_keychain(chain.store(other.id))
        foreign = chain.fetch(other.id)
    with pytest.raises(UnlockFailed):
        Vault.open_with_keychain(made.folder, foreign)


@pytest.mark.parametrize("field", ["cipher", "nonce", "wrapped_key"])
def test_a_damaged_wrap_leaves_the_passphrase(made: Made, field: str) -> None:
    chain = of(Memory())
    turn_on(made.folder, chain)
    for name in ("keys.json", "keys-copy.json"):
        content = json.loads((made.folder / name).read_bytes())
        text = content["keychain"][field]
        content["keychain"][field] = text[:-6] + ("B" if text[-6] == "A" else "A") + text[-5:]
        (made.folder / name).write_text(json.dumps(content))
    vault_id = keyfile.new_vault_id()
    with pytest.raises((UnlockFailed, KeychainUnavailable)):
        Vault.open_with_keychain(made.folder, chain.fetch(keychain_vault(made.folder) or vault_id))
    if field != "cipher":  # an unknown cipher makes the whole file one that is not ours
        Vault.open(made.folder, PASSPHRASE).close()


@pytest.mark.parametrize("backends", [(), (FailKeyring(),), (NullKeyring(),), (ChainerBackend(),)])
def test_insecure_and_missing_keychains_are_not_used(backends: tuple[KeyringBackend, ...]) -> None:
    chain = Keychain(lambda: backends)
    assert not chain.available
    for act in (lambda: chain.store("v"), lambda: chain.fetch("v"), lambda: chain.remove("v")):
        with pytest.raises(KeychainUnavailable):
            act()


def test_plain_text_files_are_not_among_those_allowed() -> None:
    assert all(name.startswith("keyring.backends.") for name in ALLOWED)
    words = ("fail", "null", "chainer", "plain", "file", "alt")
    assert not [name for name in ALLOWED if any(word in name.lower() for word in words)]


def test_the_best_of_those_allowed_is_used() -> None:
    class Better(Memory):
        priority = 9.0

    Better.__module__, Better.__qualname__ = __name__, "Memory"
    plain, better, null = Memory(), Better(), NullKeyring()
    of(plain, null, better).store("v")
    assert better.kept and not plain.kept


@pytest.mark.parametrize("backend", [Locked(), Forgetful(), Memory()])
def test_a_keychain_that_refuses_or_has_nothing(backend: Memory) -> None:
    chain = of(backend)
    with pytest.raises(KeychainUnavailable) as refused:
        chain.fetch("v")
    assert "passphrase" in refused.value.message()
    if type(backend) is not Memory:
        with pytest.raises(KeychainUnavailable):
            chain.store("v")


@pytest.mark.parametrize("kept", ["", "zz", "00" * 31, "00" * 33, "not hex at all"])
def test_what_is_not_our_secret_is_not_used(kept: str) -> None:
    backend = Memory()
    backend.kept[keychain.SERVICE, "v"] = kept
    with pytest.raises(KeychainUnavailable):
        of(backend).fetch("v")


def test_whatever_a_library_raises_becomes_one_error() -> None:
    def broken(error: Exception) -> Callable[[], tuple[KeyringBackend, ...]]:
        def look() -> tuple[KeyringBackend, ...]:
            raise error

        return look

    for error in (OSError("no bus"), RuntimeError("x"), ImportError("dbus"), KeyError("y")):
        assert not Keychain(broken(error)).available


def test_looking_for_keychains_on_this_machine_does_no_harm() -> None:
    assert Keychain().available in (True, False)
