"""Opening and closing the vault, and everything that is kept in it while it is open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import RLock

from app.domain.errors import EnvironmentFailure, KeychainUnavailable, NotAllowed, UnlockFailed, VaultError, VaultLocked
from app.services import moving
from app.services.folders import folder_problem
from app.services.preferences import Preferences
from app.store.audit import AuditLog
from app.store.clients import ClientRepository
from app.store.files import create_private_folder
from app.store.goals import GoalRepository
from app.store.listing import Listing
from app.store.notes import NoteRepository
from app.store.recordings import RecordingRepository
from app.store.reviews import ReviewRepository
from app.store.search import SearchIndex
from app.store.sessions import ConsentRepository, SessionRepository
from app.store.settings import SettingsRepository
from app.store.templates import TemplateRepository
from app.store.transcripts import TranscriptRepository
from app.store.writing_rules import WritingRuleRepository
from app.vault.attempts import Attempts
from app.vault.folder import LOCK, acquire
from app.vault.kdf import KdfCost
from app.vault.key_pair import keychain_vault
from app.vault.keychain import Keychain
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
        self.reviews = ReviewRepository(database)
        self.goals = GoalRepository(database)
        self.listing = Listing(database)
        self.templates = TemplateRepository(database)
        self.settings = SettingsRepository(database)
        self.writing_rules = WritingRuleRepository(database)
        self.audit = AuditLog(database)
        self.search = SearchIndex(database)


_ACCEPTED = "policy.folder-accepted"
log = logging.getLogger(__name__)


class VaultService:
    """The one vault of this program: `create`, `unlock` or `recover` it, then `store` is there.

    `cost` None: what this machine can afford. Without `preferences`, nothing is remembered of the folder.
    """

    def __init__(
        self,
        folder: Path,
        cost: KdfCost | None = None,
        preferences: Preferences | None = None,
        keychain: Keychain | None = None,
        look: Callable[[Path], VaultError | None] = folder_problem,
    ) -> None:
        self.folder = folder
        self._cost = cost
        self._preferences = preferences
        self._keychain = keychain or Keychain()
        self._look = look
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

    # ---- opening ---------------------------------------------------------------------------------

    def create(self, passphrase: str) -> str:
        """Make the vault and open it; returns the recovery code.

        Raises as `Vault.create`; SyncedFolder or NetworkFolder before anything is written.
        """
        with self._lock:
            self._check_folder()
            vault, code = Vault.create(self.folder, passphrase, cost=self._cost)
            self._opened(vault)
            return code

    def unlock(self, passphrase: str) -> None:
        """Open the vault. Raises as `Vault.open`; SyncedFolder or NetworkFolder before anything else."""
        with self._lock:
            if self._store is None:
                self._check_folder()
                self._opened(Vault.open(self.folder, passphrase))

    def recover(self, code: str, new_passphrase: str) -> None:
        """Open the vault with the recovery code, under a new passphrase; the code stays good until another one is
        confirmed. Raises as `Vault.recover`; SyncedFolder or NetworkFolder before anything else."""
        with self._lock:
            self._check_folder()
            self._opened(Vault.recover(self.folder, code, new_passphrase, cost=self._cost))

    def unlock_with_keychain(self) -> None:
        """Open the vault by what this computer's keychain keeps.

        Raises KeychainUnavailable where that does not work, whatever the reason; else as `Vault.open`.
        """
        self._check_folder()
        vault_id = keychain_vault(self.folder)
        if vault_id is None:
            raise KeychainUnavailable
        secret = self._keychain.fetch(vault_id)  # may ask the clinician, who may type the passphrase meanwhile
        with self._lock:
            if self._store is not None:
                return
            try:
                self._opened(Vault.open_with_keychain(self.folder, secret))
            except UnlockFailed as error:
                raise KeychainUnavailable from error

    def keychain_offered(self) -> bool:
        """Whether the locked vault has a wrap for this computer's keychain."""
        return keychain_vault(self.folder) is not None

    def seconds_to_wait(self) -> int:
        """Seconds until the next try with passphrase or code is allowed; 0: now."""
        return Attempts(self.folder).seconds_to_wait() if self.folder.is_dir() else 0

    # ---- ways in ---------------------------------------------------------------------------------

    def check_passphrase(self, passphrase: str) -> None:
        """Raises UnlockFailed or UnlockDelayed where it is not the vault's."""
        self.store.vault.check_passphrase(passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase. Raises UnlockFailed, UnlockDelayed or WeakPassphrase."""
        self.store.vault.change_passphrase(old, new, cost=self._cost)

    def recovery_pending(self) -> bool:
        """Whether nobody has said yet that the recovery code in force is stored."""
        return self.store.vault.recovery_pending

    def propose_recovery_code(self) -> str:
        """A new code, which opens nothing until it is confirmed."""
        return self.store.vault.propose_recovery_code()

    def recovery_void(self) -> bool:
        """Whether a proposed code was shown that nobody could decide on: it opens nothing, which is to be said."""
        return self.store.vault.recovery_void

    def recovery_put_off(self) -> None:
        """The proposed code is not wanted, or it is known that it opens nothing."""
        self.store.vault.recovery_put_off()

    def confirm_recovery_code(self, code: str) -> None:
        """The new code is stored: it takes the place of the one before. Raises DiskFull or FolderNotWritable."""
        self.store.vault.confirm_recovery_code(code, cost=self._cost)

    def recovery_stored(self) -> None:
        """The code that came with the new vault is stored."""
        self.store.vault.recovery_stored()

    def save_recovery_kit(self, code: str, path: Path) -> None:
        """Write the recovery kit as a one-page PDF. Raises FolderNotWritable."""
        from app.services.recovery_kit import write_recovery_kit  # noqa: PLC0415 - loads the maker of PDF files

        write_recovery_kit(code, path)

    def keychain_available(self) -> bool:
        """Whether this computer has a keychain that may be used."""
        return self._keychain.available

    def keychain_is_on(self) -> bool:
        """Whether the open vault has a wrap for a keychain."""
        return self.store.vault.opens_with_keychain

    def keychain_on(self, passphrase: str) -> None:
        """Let this computer's keychain open the vault. Raises UnlockFailed, UnlockDelayed or KeychainUnavailable."""
        vault = self.store.vault
        vault.check_passphrase(passphrase)
        vault.wrap_for_keychain(self._keychain.store(vault.id))

    def keychain_off(self) -> bool:
        """The keychain opens the vault no longer. False where what it kept could not be removed; it opens nothing."""
        vault = self.store.vault
        vault.wrap_for_keychain(None)
        try:
            self._keychain.remove(vault.id)
        except KeychainUnavailable:
            return False
        return True

    # ---- the folder ------------------------------------------------------------------------------

    def folder_problem(self) -> VaultError | None:
        """SyncedFolder or NetworkFolder where the vault lies in such a folder, and nobody has accepted that."""
        problem = self._look(self.folder)
        return None if problem is None or self._accepted() else problem

    def accept_folder(self) -> None:
        """Use this folder all the same; remembered for this folder, and noted in the audit trail at the next opening.

        Raises FolderNotWritable.
        """
        if self._preferences is not None and not self._accepted():
            folders = [*self._preferences.get("accepted_folders"), self._real_folder()]
            self._preferences.set("accepted_folders", folders)

    def use_folder(self, chosen: Path) -> None:
        """Keep the vault in another folder from now on, and move there what is there already.

        Every byte is compared before anything is removed. Raises SyncedFolder, NetworkFolder, VaultExists,
        VaultInUse, FolderChanged, DiskFull or FolderNotWritable; the vault then lies where it was.
        """
        with self._lock:
            if self._store is not None:
                raise NotAllowed("The vault can be moved only while it is locked.")
            self._finish_move()
            target = moving.place_in(chosen)
            problem = self._look(target)
            if problem is not None:
                raise problem
            create_private_folder(target)
            if self.exists():
                self._move(target)
            else:
                self._take(target)

    def _move(self, target: Path) -> None:
        source = self.folder
        with acquire(source), acquire(target):
            self._prefer("vault_left", str(target))  # so that a copy that is cut off is tidied up
            names = moving.copy_vault(source, target)
            try:
                self._take(target, left=source)
            except EnvironmentFailure:
                moving.remove(target, names)
                raise
            moving.remove(source, names)
        moving.remove(source, [Path(LOCK)])
        self._prefer("vault_left", "")

    def _take(self, folder: Path, left: Path | None = None) -> None:
        if self._preferences is not None:
            self._preferences.change({"vault_folder": str(folder), "vault_left": str(left or "")})
        self.folder = folder

    def _prefer(self, name: str, value: str) -> None:
        if self._preferences is not None:
            self._preferences.set(name, value)

    def _finish_move(self) -> None:
        """Tidy up after a move that was cut off; where that fails, it is tried at the next opening."""
        left = self._preferences.get("vault_left") if self._preferences is not None else ""
        if left:
            try:
                moving.finish(Path(left), self.folder)
                self._prefer("vault_left", "")
            except EnvironmentFailure as error:
                log.info("what a move has left could not be removed: %s", error.code)

    def _check_folder(self) -> None:
        problem = self.folder_problem()
        if problem is not None:
            raise problem

    def _accepted(self) -> bool:
        return self._preferences is not None and self._real_folder() in self._preferences.get("accepted_folders")

    def _real_folder(self) -> str:
        return str(self.folder.resolve())

    def _opened(self, vault: Vault) -> None:
        self._store = store = Store(vault)
        self._finish_move()
        if self._accepted() and self._look(self.folder) and store.settings.get(_ACCEPTED) != self._real_folder():
            with store.database.transaction():
                store.settings.set(_ACCEPTED, self._real_folder())
                store.audit.append(_ACCEPTED)

    # ---- while it is open ------------------------------------------------------------------------

    def lock(self) -> None:
        """Close the vault; every process that holds something of a session is ended first.

        What takes its time is not waited for: a deletion that is not finished is finished after the next unlocking.
        """
        store = self._store
        if store is not None:
            store.database.break_off(for_good=True)
        with self._lock:
            for act in self._before_lock:
                act()
            store, self._store = self._store, None
            if store is not None:
                store.vault.close()

    def make_way(self) -> None:
        """Break off what takes its time, so that what was typed is stored at once. Does not wait."""
        store = self._store
        if store is not None:
            store.database.break_off()

    def on_lock(self, act: Callable[[], None]) -> None:
        """Have `act` called before each locking."""
        self._before_lock.append(act)

    def strength(self, passphrase: str) -> Strength:
        """How hard a passphrase is to guess."""
        return strength(passphrase)

    def verify(self, printed: str = "") -> list[str]:
        """Read everything and say what is not as it was written; empty if all is well.

        `printed` is the end of the audit trail from a signed note on paper: with it, a whole vault put back from
        an earlier day is found as well. Takes some seconds for each hour of sound.
        """
        return verify_vault(self.store.vault, printed)
