"""The computer's keychain: may keep 32 random bytes that open the vault without the passphrase.

Optional, off until the clinician turns it on, and never the only way in. Only keychains that the
system itself encrypts are used, by name: `keyring` would otherwise take whatever is installed or named
in an environment variable, plain text files among it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.domain.errors import KeychainUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Sotto vault"
SECRET_BYTES = 32
ALLOWED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)


class Keychain:
    """One secret for each vault. `backends` lists what is installed, `allowed` the names that may be used."""

    def __init__(
        self, backends: Callable[[], Iterable[KeyringBackend]] | None = None, allowed: frozenset[str] = ALLOWED
    ) -> None:
        self._backends = backends or _installed
        self._allowed = allowed

    @property
    def available(self) -> bool:
        """Whether this computer has a keychain that may be used."""
        try:
            self._backend()
        except KeychainUnavailable:
            return False
        return True

    def store(self, vault_id: str) -> bytes:
        """Make a secret and keep it; answers with it once it came back the same. Raises KeychainUnavailable."""
        secret = secrets.token_bytes(SECRET_BYTES)
        backend = self._backend()
        with _refusals():
            backend.set_password(SERVICE, vault_id, secret.hex())
        if self.fetch(vault_id) != secret:
            raise KeychainUnavailable
        return secret

    def fetch(self, vault_id: str) -> bytes:
        """The secret of a vault. Raises KeychainUnavailable where there is none, or it is refused."""
        backend = self._backend()
        with _refusals():
            kept = backend.get_password(SERVICE, vault_id)
        try:
            secret = bytes.fromhex(kept or "")
        except ValueError as error:
            raise KeychainUnavailable from error
        if len(secret) != SECRET_BYTES:
            raise KeychainUnavailable
        return secret

    def remove(self, vault_id: str) -> None:
        """Remove the secret of a vault; none there is fine. Raises KeychainUnavailable."""
        backend = self._backend()
        with _refusals():
            if backend.get_password(SERVICE, vault_id) is not None:
                backend.delete_password(SERVICE, vault_id)

    def _backend(self) -> KeyringBackend:
        with _refusals():
            found = [each for each in self._backends() if _name(each) in self._allowed]
            if not found:
                raise KeychainUnavailable
            return max(found, key=lambda each: float(each.priority))


class _refusals:
    """Every way in which a keychain can refuse becomes KeychainUnavailable.

    The backends raise what their libraries raise (D-Bus, Windows, macOS), under no common base.
    """

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, KeychainUnavailable):
            raise KeychainUnavailable from error


def _installed() -> Iterable[KeyringBackend]:
    from keyring.backend import get_all_keyring  # noqa: PLC0415 - looks through everything installed: when it is wanted

    return get_all_keyring()


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
