"""The vault: a folder with `keys.json`, `vault.db` and `audio/`, open in one program at a time."""

from __future__ import annotations

import os
import re
import secrets
import threading
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from app.domain.errors import (
    ProgramFault,
    UnlockFailed,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultLocked,
    VaultMissing,
    WeakPassphrase,
)
from app.store.audit import AuditLog
from app.store.connection import Database
from app.store.files import PRIVATE_FILE, create_private_folder, file_failure, sync_folder
from app.store.migrations import migrate
from app.vault import kdf, keyfile, recovery
from app.vault.kdf import DEFAULT_COST, KdfCost
from app.vault.keyfile import AuditHead, KeyFile
from app.vault.passphrase import SHORTEST

KEYS = "keys.json"
DATABASE = "vault.db"
_UNFINISHED = "vault.db.new"
_LOCK = "vault.lock"
_AUDIO = "audio"
_RECORDING_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Vault:
    """An open vault. Use `create`, `open` or `recover`; `close` locks it."""

    def __init__(self, folder: Path, lock: FileLock, database: Database, vault_key: bytes) -> None:
        self._folder = folder
        self._lock = lock
        self._database = database
        self._key = vault_key
        self._seal_key = keyfile.seal_key(vault_key)
        self._writing = threading.RLock()  # one rewrite of keys.json at a time
        self._closed = False

    # ---- opening ---------------------------------------------------------------------------------

    @staticmethod
    def exists(folder: Path) -> bool:
        """True where a vault, or a part of one, lies in `folder`."""
        return (folder / KEYS).exists() or (folder / DATABASE).exists()

    @classmethod
    def create(cls, folder: Path, passphrase: str, *, cost: KdfCost = DEFAULT_COST) -> tuple[Vault, str]:
        """Make a new vault in `folder` and open it. Answers with it and its recovery code.

        Raises WeakPassphrase, VaultExists, VaultInUse, FolderNotWritable or DiskFull; nothing that
        could be taken for a vault is left behind then.
        """
        _refuse_short(passphrase)
        folder = folder.absolute()
        create_private_folder(folder)
        lock = _acquire(folder)
        if cls.exists(folder):
            lock.release()
            raise VaultExists
        try:
            code, vault_key, vault_id = recovery.new_code(), secrets.token_bytes(kdf.KEY_BYTES), keyfile.new_vault_id()
            file = KeyFile(
                keyfile.FORMAT,
                keyfile.VERSION,
                vault_id,
                keyfile.wrap(vault_id, keyfile.PASSPHRASE, passphrase, vault_key, cost),
                keyfile.wrap(vault_id, keyfile.RECOVERY, recovery.secret_of(code), vault_key, cost),
            )
            head = _create_database(folder, vault_key)
            # From the moment the key file is there, the vault is: the renaming that is left to do is
            # made up for at the next opening.
            keyfile.write(folder / KEYS, msgspec.structs.replace(file, audit_head=head), keyfile.seal_key(vault_key))
            return cls._attach(folder, lock, vault_key), code
        except BaseException:
            # Nobody has seen the recovery code, so this must not stay behind as a vault.
            for name in (KEYS, *_with_logs(DATABASE), *_with_logs(_UNFINISHED)):
                (folder / name).unlink(missing_ok=True)
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> Vault:
        """Open the vault in `folder`.

        Raises VaultMissing, VaultInUse, UnlockFailed (wrong passphrase or damaged key file),
        VaultDamaged, VaultTooNew, FolderNotWritable or DiskFull.
        """
        folder, lock = _enter(folder)
        try:
            vault_key = keyfile.unwrap(keyfile.read(folder / KEYS), keyfile.PASSPHRASE, passphrase)
            vault = cls._attach(folder, lock, vault_key)
        except BaseException:
            lock.release()
            raise
        return vault._begin("vault.unlocked")

    @classmethod
    def recover(
        cls, folder: Path, code: str, new_passphrase: str, *, cost: KdfCost = DEFAULT_COST
    ) -> tuple[Vault, str]:
        """Open the vault by its recovery code; answers with it and a new code.

        The old passphrase and the old code open it no longer. Raises WeakPassphrase and what `open`
        raises; a wrong code is UnlockFailed.
        """
        _refuse_short(new_passphrase)
        secret = recovery.secret_of(code)
        folder, lock = _enter(folder)
        try:
            file = keyfile.read(folder / KEYS)
            vault_key = keyfile.unwrap(file, keyfile.RECOVERY, secret)
            vault = cls._attach(folder, lock, vault_key)
        except BaseException:
            lock.release()
            raise
        try:
            new_code = recovery.new_code()
            vault._rewrite(
                passphrase=keyfile.wrap(file.vault_id, keyfile.PASSPHRASE, new_passphrase, vault_key, cost),
                recovery=keyfile.wrap(file.vault_id, keyfile.RECOVERY, recovery.secret_of(new_code), vault_key, cost),
            )
        except BaseException:
            vault._release()
            raise
        return vault._begin("vault.recovered"), new_code

    # ---- while it is open ------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the vault lies."""
        return self._folder

    @property
    def audio_folder(self) -> Path:
        """Where the recordings lie."""
        return self._folder / _AUDIO

    @property
    def database(self) -> Database:
        """The vault's database; raises VaultLocked on use once the vault is closed."""
        return self._database

    @property
    def key(self) -> bytes:
        """The vault's key, to seal a backup and to search decrypted pages. Raises VaultLocked once closed."""
        if self._closed:
            raise VaultLocked
        return self._key

    def recording_path(self, recording_id: str) -> Path:
        """Where the recording with this id lies, or is to lie."""
        if not _RECORDING_ID.fullmatch(recording_id):
            raise ProgramFault("a recording has an id that cannot name a file")
        return self.audio_folder / f"{recording_id}.db"

    def change_passphrase(self, old: str, new: str, *, cost: KdfCost = DEFAULT_COST) -> None:
        """Wrap the key by another passphrase; interrupted at any moment, one of the two works.

        Raises WeakPassphrase, UnlockFailed (`old` is wrong), DiskFull or FolderNotWritable.
        """
        _refuse_short(new)
        with self._writing:
            file = keyfile.read(self._folder / KEYS)
            vault_key = keyfile.unwrap(file, keyfile.PASSPHRASE, old)
            self._rewrite(passphrase=keyfile.wrap(file.vault_id, keyfile.PASSPHRASE, new, vault_key, cost))
        AuditLog(self._database).append("vault.passphrase-changed")
        self.store_audit_head()

    def key_file_intact(self) -> bool:
        """True where `keys.json` is, byte for byte, what was written with this vault's key."""
        return keyfile.intact(keyfile.read_bytes(self._folder / KEYS), self._seal_key)

    def stored_audit_head(self) -> AuditHead | None:
        """The head of the audit chain that `keys.json` holds. Raises UnlockFailed where it is damaged."""
        return keyfile.read(self._folder / KEYS).audit_head

    def store_audit_head(self) -> bool:
        """Note the newest audit entry in `keys.json`, so that an older database put back is found.

        Answers False, and leaves the file as it is, where the head noted there is not part of the
        chain, or the file was changed: overwriting it would destroy the proof.
        """
        with self._writing:
            log = AuditLog(self._database)
            head = AuditHead(*log.head())
            if not self._head_trusted(log):
                return False
            if self.stored_audit_head() != head:
                self._rewrite(audit_head=head)
            return True

    def close(self) -> None:
        """Note the audit head, close the database and let go of the folder; a second call does nothing.

        Raises VaultDamaged where the head could not be noted as it is; the vault is closed then too.
        """
        with self._writing:
            if self._closed:
                return
            try:
                head = AuditHead(*AuditLog(self._database).head())
                # A chain that is broken was so before, and `verify_vault` tells of it.
                if self.store_audit_head() and self.stored_audit_head() != head:
                    raise VaultDamaged("the key file does not keep what is written to it")
            except UnlockFailed as error:
                raise VaultDamaged("the key file is damaged") from error
            finally:
                self._release()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- inside ----------------------------------------------------------------------------------

    @classmethod
    def _attach(cls, folder: Path, lock: FileLock, vault_key: bytes) -> Vault:
        """Open the database with the key that is now known."""
        unfinished, path = folder / _UNFINISHED, folder / DATABASE
        if unfinished.exists() and not path.exists():
            _rename(unfinished, path)
        try:
            database = Database.open(path, vault_key)
        except VaultMissing as error:
            raise VaultDamaged("its database file is missing") from error
        try:
            migrate(database)
            create_private_folder(folder / _AUDIO)
        except BaseException:
            database.close()
            raise
        return cls(folder, lock, database, vault_key)

    def _begin(self, action: str) -> Vault:
        try:
            AuditLog(self._database).append(action)
            self.store_audit_head()
        except BaseException:
            self._release()
            raise
        return self

    def _head_trusted(self, log: AuditLog) -> bool:
        if not self.key_file_intact():
            return False
        stored = self.stored_audit_head()
        return stored is not None and log.holds(stored.sequence, stored.hash)

    def _rewrite(self, **changes: keyfile.Wrap | AuditHead) -> None:
        path = self._folder / KEYS
        file = keyfile.read(path)
        if not self.key_file_intact():
            # A seal over a head that someone else wrote would make it ours.
            file = msgspec.structs.replace(file, audit_head=None)
        keyfile.write(path, msgspec.structs.replace(file, **changes), self._seal_key)

    def _release(self) -> None:
        self._closed, self._key = True, b""
        try:
            self._database.close()
        finally:
            self._lock.release()


def _refuse_short(passphrase: str) -> None:
    if len(kdf.normalise(passphrase)) < SHORTEST:
        raise WeakPassphrase(str(SHORTEST))


def _enter(folder: Path) -> tuple[Path, FileLock]:
    folder = folder.absolute()
    if not Vault.exists(folder):
        raise VaultMissing
    return folder, _acquire(folder)


def _acquire(folder: Path) -> FileLock:
    """Hold the folder for this program. Raises VaultInUse or FolderNotWritable."""
    path = folder / _LOCK
    try:
        # FileLock would report a folder that cannot be written to as one that is in use.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    except OSError as error:
        raise file_failure(error, folder) from error
    lock = FileLock(path, timeout=0, thread_local=False)  # any thread may lock the vault again
    try:
        lock.acquire()
    except Timeout as error:
        raise VaultInUse from error
    return lock


def _create_database(folder: Path, vault_key: bytes) -> AuditHead:
    """Make the database under a name that nobody opens, whole and closed; answers with its audit head."""
    unfinished = folder / _UNFINISHED
    # Left by an attempt that ended before its key was written anywhere: nothing can be in it.
    for name in _with_logs(_UNFINISHED):
        (folder / name).unlink(missing_ok=True)
    with Database.open(unfinished, vault_key, create=True) as database:
        migrate(database)
        AuditLog(database).append("vault.created")
        head = AuditHead(*AuditLog(database).head())
        database.checkpoint()
    return head


def _with_logs(name: str) -> tuple[str, str, str]:
    """A database's file and the two that SQLite keeps beside it."""
    return name, f"{name}-wal", f"{name}-shm"


def _rename(unfinished: Path, path: Path) -> None:
    try:
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise file_failure(error, path.parent) from error
