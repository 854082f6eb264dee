"""Opening and closing the vault, and everything that is kept in it while it is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import RLock

from app.domain.errors import VaultLocked
from app.services.recovery_kit import write_recovery_kit
from app.store.audit import AuditLog
from app.store.clients import ClientRepository
from app.store.notes import NoteRepository
from app.store.recordings import RecordingRepository
from app.store.sessions import ConsentRepository, SessionRepository
from app.store.settings import SettingsRepository
from app.store.transcripts import TranscriptRepository
from app.vault.kdf import DEFAULT_COST, KdfCost
from app.vault.passphrase import Strength, strength
from app.vault.vault import Vault
from app.vault.verify import verify_vault


class Store:
    """The repositories of an open vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.database = database = vault.database
        self.clients = ClientRepository(database)
        self.sessions = SessionRepository(database)
        self.consents = ConsentRepository(database)
        self.recordings = RecordingRepository(database)
        self.transcripts = TranscriptRepository(database)
        self.notes = NoteRepository(database)
        self.settings = SettingsRepository(database)
        self.audit = AuditLog(database)


class VaultService:
    """The one vault of this program: `create`, `unlock` or `recover` it, then `store` is there."""

    def __init__(self, folder: Path, cost: KdfCost = DEFAULT_COST) -> None:
        self.folder = folder
        self._cost = cost
        self._store: Store | None = None
        self._lock = RLock()
        self._before_lock: list[Callable[[], None]] = []

    @property
    def store(self) -> Store:
        """The repositories. Raises VaultLocked."""
        store = self._store
        if store is None:
            raise VaultLocked
        return store

    @property
    def is_open(self) -> bool:
        """True between unlocking and locking."""
        return self._store is not None

    def exists(self) -> bool:
        """True where a vault lies in the folder."""
        return Vault.exists(self.folder)

    def create(self, passphrase: str) -> str:
        """Make the vault and open it; returns the recovery code. Raises as `Vault.create`."""
        with self._lock:
            vault, code = Vault.create(self.folder, passphrase, cost=self._cost)
            self._store = Store(vault)
            return code

    def unlock(self, passphrase: str) -> None:
        """Open the vault. Raises as `Vault.open`."""
        with self._lock:
            if self._store is None:
                self._store = Store(Vault.open(self.folder, passphrase))

    def recover(self, code: str, new_passphrase: str) -> str:
        """Open the vault with the recovery code; returns the new code. Raises as `Vault.recover`."""
        with self._lock:
            vault, new_code = Vault.recover(self.folder, code, new_passphrase, cost=self._cost)
            self._store = Store(vault)
            return new_code

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase. Raises UnlockFailed or WeakPassphrase."""
        self.store.vault.change_passphrase(old, new, cost=self._cost)

    def lock(self) -> None:
        """Close the vault; every process that holds something of a session is ended first."""
        with self._lock:
            for act in self._before_lock:
                act()
            store, self._store = self._store, None
            if store is not None:
                store.vault.close()

    def on_lock(self, act: Callable[[], None]) -> None:
        """Have `act` called before each locking."""
        self._before_lock.append(act)

    def strength(self, passphrase: str) -> Strength:
        """How hard a passphrase is to guess."""
        return strength(passphrase)

    def save_recovery_kit(self, code: str, path: Path) -> None:
        """Write the recovery kit as a one-page PDF. Raises FolderNotWritable."""
        write_recovery_kit(code, path)

    def verify(self) -> list[str]:
        """Read everything and say what is not as it was written; empty if all is well."""
        return verify_vault(self.store.vault)
