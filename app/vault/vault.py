"""The vault: a folder with `keys.json`, its copy, `vault.db` and `audio/`, open in one program at a time."""

from __future__ import annotations

import re
import secrets
import threading
from contextlib import nullcontext
from pathlib import Path

import msgspec
from filelock import FileLock

from app.domain.errors import (
    ProgramFault,
    UnlockFailed,
    VaultDamaged,
    VaultExists,
    VaultLocked,
    VaultMissing,
    WeakPassphrase,
)
from app.store.audit import AuditLog
from app.store.connection import Database
from app.store.files import companions, create_private_folder, rename_database
from app.store.migrations import copy_before, migrate
from app.store.settings import SettingsRepository
from app.vault import kdf, keyfile, recovery
from app.vault.attempts import Attempts
from app.vault.folder import DATABASE, UNFINISHED, acquire, holds_vault
from app.vault.held_keys import HeldKeys
from app.vault.kdf import KdfCost
from app.vault.key_pair import COPY, KEYS, KeyPair, Opened, Unwrap
from app.vault.keyfile import AuditHead, KeyFile
from app.vault.passphrase import SHORTEST

RECOVERY_PENDING = "recovery.pending"
"""Setting: true until the clinician has said that the recovery code in force is stored."""
RECOVERY_SHOWN = "recovery.shown"
"""Setting: true while a proposed recovery code was shown and neither confirmed nor put off."""
_AUDIO = "audio"
_RECORDING_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_FAILURES = 100


class Vault:
    """An open vault. Use `create`, `open` or `recover`; `close` locks it."""

    def __init__(self, folder: Path, lock: FileLock, database: Database, vault_key: bytes) -> None:
        self._folder = folder
        self._lock = lock
        self._database = database
        self._key = vault_key
        self._keys = HeldKeys(KeyPair(folder), database, keyfile.seal_key(vault_key))
        self._writing = threading.RLock()  # one rewrite of the key files at a time
        self._closed = False

    # ---- opening ---------------------------------------------------------------------------------

    @staticmethod
    def exists(folder: Path) -> bool:
        """True where a vault, or a part of one, lies in `folder`."""
        return holds_vault(folder)

    @classmethod
    def create(cls, folder: Path, passphrase: str, *, cost: KdfCost | None = None) -> tuple[Vault, str]:
        """Make a new vault in `folder` and open it. Answers with it and its recovery code.

        `cost` None: what this machine can afford. Raises WeakPassphrase, VaultExists, VaultInUse,
        FolderNotWritable or DiskFull; nothing that could be taken for a vault is left behind then.
        """
        _refuse_short(passphrase)
        folder = folder.absolute()
        create_private_folder(folder)
        lock = acquire(folder)
        if cls.exists(folder):
            lock.release()
            raise VaultExists
        try:
            cost = cost or kdf.fitting_cost()
            code, vault_key, vault_id = recovery.new_code(), secrets.token_bytes(kdf.KEY_BYTES), keyfile.new_vault_id()
            file = KeyFile(
                keyfile.FORMAT,
                keyfile.VERSION,
                vault_id,
                keyfile.wrap(vault_id, keyfile.PASSPHRASE, passphrase, vault_key, cost),
                keyfile.wrap(vault_id, keyfile.RECOVERY, recovery.secret_of(code), vault_key, cost),
            )
            file = msgspec.structs.replace(file, audit_head=_create_database(folder, vault_key))
            # From the moment the key file is there, the vault is: the renaming that is left to do is
            # made up for at the next opening.
            KeyPair(folder).write(file, keyfile.seal_key(vault_key), None, lambda _: None)
            vault = cls._attach(folder, lock, vault_key)
            try:
                vault._keys.remember()
            except BaseException:
                vault._database.close()
                raise
            return vault, code
        except BaseException:
            # Nobody has seen the recovery code, so this must not stay behind as a vault.
            databases = (*companions(folder / DATABASE), *companions(folder / UNFINISHED))
            for path in (folder / KEYS, folder / COPY, *databases):
                path.unlink(missing_ok=True)
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> Vault:
        """Open the vault in `folder`.

        Raises VaultMissing, VaultInUse, UnlockFailed (wrong passphrase or damaged key file),
        UnlockDelayed, VaultDamaged, VaultTooNew, VaultMemory, FolderNotWritable or DiskFull.
        """
        return cls._enter(folder, keyfile.PASSPHRASE, _unwrap(keyfile.PASSPHRASE, passphrase), "vault.unlocked")

    @classmethod
    def open_with_keychain(cls, folder: Path, secret: bytes) -> Vault:
        """Open the vault by the secret that the computer's keychain keeps. Raises as `open`, but is never delayed."""
        return cls._enter(
            folder, keyfile.KEYCHAIN, lambda file: keyfile.unwrap_from_keychain(file, secret), "vault.unlocked-keychain"
        )

    @classmethod
    def recover(cls, folder: Path, code: str, new_passphrase: str, *, cost: KdfCost | None = None) -> Vault:
        """Open the vault by its recovery code, and give it a new passphrase; the old one opens it no longer.

        The code stays good until another one is confirmed as stored. Raises WeakPassphrase and what
        `open` raises; a wrong code is UnlockFailed.
        """
        _refuse_short(new_passphrase)
        unwrap = _unwrap(keyfile.RECOVERY, recovery.secret_of(code))
        vault = cls._enter(folder, keyfile.RECOVERY, unwrap, "vault.recovered")
        try:
            vault._settings.set(RECOVERY_PENDING, True)
            vault._keys.rewrite(passphrase=vault._wrap(keyfile.PASSPHRASE, new_passphrase, cost))
        except BaseException:
            vault._release()
            raise
        return vault

    @classmethod
    def adopt(cls, folder: Path, vault_key: bytes) -> Vault:
        """Open a vault that was just put together from another one, with that one's key. Raises as `open`."""
        folder = folder.absolute()
        lock = acquire(folder)
        try:
            return cls._attach(folder, lock, vault_key)
        except BaseException:
            lock.release()
            raise

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

    def check_passphrase(self, passphrase: str) -> None:
        """Raises UnlockFailed or UnlockDelayed where it is not the one; wrong tries are counted as at the door."""
        with self._writing:
            with Attempts(self._folder).one():
                KeyPair(self._folder).open(keyfile.PASSPHRASE, _unwrap(keyfile.PASSPHRASE, passphrase))
            self._note_failures()

    def change_passphrase(self, old: str, new: str, *, cost: KdfCost | None = None) -> None:
        """Wrap the key by another passphrase; interrupted at any moment, one of the two works.

        Raises WeakPassphrase, UnlockFailed (`old` is wrong), UnlockDelayed, DiskFull or FolderNotWritable.
        """
        _refuse_short(new)
        with self._writing:
            self.check_passphrase(old)
            self._keys.rewrite(passphrase=self._wrap(keyfile.PASSPHRASE, new, cost))
            self._note("vault.passphrase-changed")

    @property
    def recovery_pending(self) -> bool:
        """True until the clinician has said that the recovery code in force is stored."""
        return self._settings.get(RECOVERY_PENDING) is True

    def propose_recovery_code(self) -> str:
        """A new code, which opens nothing until it is confirmed. The caller alone holds it; that it was shown is noted,
        so that whoever has written it down is told if it never came to count."""
        self._settings.set(RECOVERY_SHOWN, True)
        return recovery.new_code()

    @property
    def recovery_void(self) -> bool:
        """True where a code was shown that opens nothing, and a lock, say, came before anybody could decide on it."""
        return self._settings.get(RECOVERY_SHOWN) is True

    def recovery_put_off(self) -> None:
        """The clinician does not want the code that was proposed, or knows that it opens nothing."""
        self._settings.set(RECOVERY_SHOWN, False)

    def confirm_recovery_code(self, code: str, *, cost: KdfCost | None = None) -> None:
        """The clinician has stored this code: from now on it is the one that opens the vault.

        Raises UnlockFailed where it is none, DiskFull or FolderNotWritable.
        """
        secret = recovery.secret_of(code)
        wrap = self._wrap(keyfile.RECOVERY, secret, cost)
        with self._writing:
            # Cut off between the two key files, either code may be the one that opens: then it is asked for again.
            self._settings.set(RECOVERY_PENDING, True)
            self._keys.rewrite(recovery=wrap)
            self._settings.set(RECOVERY_PENDING, False)
            self._settings.set(RECOVERY_SHOWN, False)
            self._note("recovery.renewed")

    def recovery_stored(self) -> None:
        """The clinician has stored the code that came with a new vault."""
        with self._writing:
            self._settings.set(RECOVERY_PENDING, False)
            self._note("recovery.stored")

    @property
    def id(self) -> str:
        """A random name, under which a keychain keeps this vault's secret. Raises UnlockFailed."""
        return self._keys.file.vault_id

    @property
    def opens_with_keychain(self) -> bool:
        """Whether the key is wrapped for the computer's keychain. Raises UnlockFailed."""
        return self._keys.file.keychain is not msgspec.UNSET

    def wrap_for_keychain(self, secret: bytes | None) -> None:
        """Wrap the key by what the keychain keeps as well; None: no longer. Raises DiskFull or FolderNotWritable."""
        with self._writing:
            wrap = keyfile.wrap_for_keychain(self.id, secret, self.key) if secret is not None else msgspec.UNSET
            self._keys.rewrite(keychain=wrap)
            self._note("keychain.on" if secret is not None else "keychain.off")

    def key_file_intact(self) -> bool:
        """True where `keys.json` is, byte for byte, what was written with this vault's key."""
        return self._keys.intact

    def key_file_problems(self) -> list[str]:
        """What is wrong with the key file and its copy, and was when this vault was opened, in plain words."""
        return self._keys.problems()

    def stored_audit_head(self) -> AuditHead | None:
        """The head of the audit chain that the key file holds, or its copy where the key file is damaged.

        None where neither is whole. Raises UnlockFailed where neither can be read.
        """
        return self._keys.file.audit_head

    def store_audit_head(self) -> bool:
        """Note the newest audit entry in `keys.json`, so that an older database put back is found.

        Answers False, and leaves the file as it is, where the head noted there is not part of the
        chain, or the file was changed: overwriting it would destroy the proof.
        """
        with self._writing:
            if not self._keys.trusted:
                return False
            head = AuditHead(*AuditLog(self._database).head())
            if self.stored_audit_head() != head:
                self._keys.rewrite(audit_head=head)
            return True

    def anchor_audit_head(self) -> None:
        """Go on from the newest entry, whatever `keys.json` remembered: only after somebody has seen what was found.

        Raises DiskFull or FolderNotWritable.
        """
        with self._writing:
            self._keys.rewrite(audit_head=AuditHead(*AuditLog(self._database).head()))
            self._keys.forget()

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
                self.stored_audit_head()  # a key file that is lost together with its copy is told of
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
    def _enter(cls, folder: Path, slot: str, unwrap: Unwrap, action: str) -> Vault:
        folder = folder.absolute()
        if not cls.exists(folder):
            raise VaultMissing
        lock = acquire(folder)
        try:
            # Nobody guesses 32 random bytes: what the keychain gives is not delayed, and no failed try.
            with nullcontext() if slot == keyfile.KEYCHAIN else Attempts(folder).one():
                opened = KeyPair(folder).open(slot, unwrap)
                vault = cls._attach(folder, lock, opened.vault_key)
        except BaseException:
            lock.release()
            raise
        return vault._begin(action, opened)

    @classmethod
    def _attach(cls, folder: Path, lock: FileLock, vault_key: bytes) -> Vault:
        """Open the database with the key that is now known."""
        unfinished, path = folder / UNFINISHED, folder / DATABASE
        if unfinished.exists() and not path.exists():
            rename_database(unfinished, path)
        try:
            database = Database.open(path, vault_key)
        except VaultMissing as error:
            raise VaultDamaged("its database file is missing") from error
        try:
            migrate(database, before=lambda step: _keep_copy(database, copy_before(folder, step), vault_key))
            create_private_folder(folder / _AUDIO)
        except BaseException:
            database.close()
            raise
        return cls(folder, lock, database, vault_key)

    def _begin(self, action: str, opened: Opened) -> Vault:
        """Make both key files the one that opened the vault, and note the opening."""
        try:
            self._keys.settle(opened)
            self._note_failures()
            for finding in self._database.opening_findings:
                AuditLog(self._database).append("integrity.found", finding.value)
            self._note(action)
        except BaseException:
            self._release()
            raise
        return self

    def _note(self, action: str) -> None:
        AuditLog(self._database).append(action)
        self.store_audit_head()

    def _note_failures(self) -> None:
        """Failed tries become entries of the audit trail as soon as there is somebody who can write them."""
        attempts = Attempts(self._folder)
        failures = min(attempts.failures, _MOST_FAILURES)
        if failures:
            with self._database.transaction():
                for _ in range(failures):
                    AuditLog(self._database).append("vault.unlock-failed")
            attempts.clear()

    def _wrap(self, slot: str, secret: str, cost: KdfCost | None) -> keyfile.Wrap:
        return keyfile.wrap(self.id, slot, secret, self.key, cost or kdf.fitting_cost())

    @property
    def _settings(self) -> SettingsRepository:
        return SettingsRepository(self._database)

    def _release(self) -> None:
        self._closed, self._key = True, b""
        try:
            self._database.close()
        finally:
            self._lock.release()


def _refuse_short(passphrase: str) -> None:
    if len(kdf.normalise(passphrase)) < SHORTEST:
        raise WeakPassphrase(str(SHORTEST))


def _unwrap(slot: str, secret: str) -> Unwrap:
    return lambda file: keyfile.unwrap(file, slot, secret)


def _create_database(folder: Path, vault_key: bytes) -> AuditHead:
    """Make the database under a name that nobody opens, whole and closed; answers with its audit head."""
    unfinished = folder / UNFINISHED
    # Left by an attempt that ended before its key was written anywhere: nothing can be in it.
    for path in companions(unfinished):
        path.unlink(missing_ok=True)
    with Database.open(unfinished, vault_key, create=True) as database:
        migrate(database)
        SettingsRepository(database).set(RECOVERY_PENDING, True)
        AuditLog(database).append("vault.created")
        head = AuditHead(*AuditLog(database).head())
        database.checkpoint()
    return head


def _keep_copy(database: Database, path: Path, vault_key: bytes) -> None:
    """The database as it is before a step of the schema. One that is there is from an attempt that was broken off."""
    for file in companions(path):
        file.unlink(missing_ok=True)
    database.copy_to(path, vault_key)
