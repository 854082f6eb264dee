"""Putting a vault back from a backup: into a folder where there is none, whole or not at all.

It is put together beside its folder and gets its name in one step. A folder that is a disk of its own, or the place
where one is mounted, cannot be replaced: there it is put together inside, and the key files, without which it is no
vault, come last. A link is followed: the vault goes where it leads.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import psutil

from app.domain.errors import (
    BackupDamaged,
    BackupForeign,
    FolderNotWritable,
    NotAllowed,
    UnlockFailed,
    VaultDamaged,
    VaultExists,
    VaultMissing,
)
from app.domain.session import SessionState
from app.store import clock
from app.store.audio_upkeep import standing
from app.store.audit import AuditLog
from app.store.backup import DATABASE, KEYS, Archive, Contents, words_of
from app.store.connection import Database
from app.store.files import create_private_folder, file_failure, sync_folder, write_atomically
from app.store.recordings import RecordingRepository
from app.store.sessions import SessionRepository
from app.store.settings import SettingsRepository
from app.vault import keyfile, recovery
from app.vault.key_pair import COPY
from app.vault.vault import Vault

_DEBRIS = {"vault.lock", "ballast"}
"""What a program that found no vault may have left in its folder."""
_INSIDE = "vault.restoring"
"""Where a vault is put together on a disk of its own."""
_OF_A_DISK = {_INSIDE, "lost+found", "System Volume Information", ".Trashes", ".fseventsd", ".Spotlight-V100"}
"""What may lie on a disk that somebody would call empty."""
_KEYS_LAST = (COPY, KEYS)
_MOVED = "moved.json"
"""Beside a vault that is put together inside: the names of its recordings, which may be in `audio` outside by now."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the state of `made_at` (UTC); how many recordings, and how many are not in the backup."""

    folder: Path
    made_at: datetime
    recordings: int
    without_sound: int
    damaged: int


def restore(
    path: Path, folder: Path, secret: str, *, by_code: bool = False, partly: bool = False,
    alive: Callable[[], None] = lambda: None,
) -> Restored:  # fmt: skip
    """Put the vault of the backup at `path` into `folder`, which must hold none; the folder itself may be missing.

    `secret` is the passphrase that the vault had when the backup was made, or, `by_code`, the recovery code. `partly`
    leaves out recordings that are damaged. Raises VaultExists, NotAllowed (the folder is not empty), UnlockFailed,
    BackupMissing, BackupDamaged (says which part), BackupTooNew, DiskFull or FolderNotWritable; then nothing is left
    behind. The vault is not opened: that is done as ever.
    """
    folder = _where_it_leads(folder)
    mounted = _is_mounted(folder)
    _refuse_occupied(folder, _DEBRIS | _OF_A_DISK if mounted else _DEBRIS)
    with Archive(path) as archive:
        key = _key(archive, secret, by_code)
        try:
            contents = archive.contents(key)
        except BackupForeign as error:
            raise BackupDamaged("its list of contents was changed after it was made") from error
        bad = archive.damaged(alive)
        for name in bad:
            if not (partly and name.startswith("audio/")):
                raise BackupDamaged(words_of(name))
        damaged = {Path(name).name.split(".")[0] for name in bad}
        place = folder / _INSIDE if mounted else folder.with_name(folder.name + ".restoring")
        shutil.rmtree(place, ignore_errors=True)
        try:
            create_private_folder(place / "audio")
            for name in archive.names():
                alive()
                if name != KEYS and not (name.startswith("audio/") and Path(name).name.split(".")[0] in damaged):
                    archive.extract(name, place / name, alive)
            sync_folder(place / "audio")
            without = _settle(place, key, archive.read(KEYS), contents)
            (_put_inside if mounted else _put_in_place)(place, folder)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        sound = sum(1 for name in archive.names("audio/") if name.endswith(".db")) - len(damaged)
        return Restored(folder, archive.manifest.at, sound, without, len(damaged))


def _where_it_leads(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise FolderNotWritable(str(folder)) from error


def _is_mounted(folder: Path) -> bool:
    """Whether a disk, or a folder of another place, is shown here: such a folder can be neither removed nor renamed."""
    return os.path.ismount(folder) or str(folder) in {each.mountpoint for each in psutil.disk_partitions(all=True)}


def _refuse_occupied(folder: Path, allowed: set[str]) -> None:
    if (folder / _INSIDE / KEYS).exists() and not any((folder / name).exists() for name in _KEYS_LAST):
        _take_out(folder, folder / _INSIDE)  # one that was cut off before it was a vault
    if Vault.exists(folder):
        raise VaultExists
    if folder.exists() and (not folder.is_dir() or {each.name for each in folder.iterdir()} - allowed):
        raise NotAllowed("This folder is not empty. Choose an empty one for the vault.")


def _key(archive: Archive, secret: str, by_code: bool) -> bytes:
    """The vault's key. Raises UnlockFailed, or BackupDamaged where no secret could open the keys in it."""
    try:
        file = keyfile.decode(archive.read(KEYS))
    except UnlockFailed as error:
        raise BackupDamaged(words_of(KEYS)) from error
    if by_code:
        return keyfile.unwrap(file, keyfile.RECOVERY, recovery.secret_of(secret))
    return keyfile.unwrap(file, keyfile.PASSPHRASE, secret)


def _settle(place: Path, key: bytes, keys: bytes, contents: Contents) -> int:
    """Note in the vault that it was put back, and which recordings are not there; how many these are."""
    try:
        with Database.open(place / DATABASE, key) as database:
            if {finding.value for finding in database.findings} - set(contents.findings):
                raise BackupDamaged(words_of(DATABASE))
            without = _without_sound(database, place)
            AuditLog(database).append("vault.restored")
            # The vault takes only the key file that it remembers for the present one.
            SettingsRepository(database).set("keys.digests", [keyfile.digest(keys)])
    except (VaultDamaged, VaultMissing) as error:
        raise BackupDamaged(words_of(DATABASE)) from error
    for name in (KEYS, COPY):
        write_atomically(place / name, keys)
    return without


def _without_sound(database: Database, place: Path) -> int:
    """Note which recordings are not there, and how the files of the others stand; how many are missing."""
    recordings, sessions, audit = RecordingRepository(database), SessionRepository(database), AuditLog(database)
    missing: list[str] = []
    with database.transaction():
        for session in sessions.list():
            if not session.recording_id or session.audio_destroyed_at is not None:
                continue
            path, key = place / "audio" / f"{session.recording_id}.db", recordings.key(session.recording_id)
            if key is not None and path.exists():
                recordings.seal(session.recording_id, *standing(path, key))
                continue
            missing.append(session.recording_id)
            if session.state in (SessionState.RECORDING, SessionState.INTERRUPTED, SessionState.RECORDED):
                changed = replace(session, state=SessionState.PLANNED, recording_id="", duration=0.0, ended_at=None)
            else:
                changed = replace(session, audio_destroyed_at=clock.now())
            sessions.save(changed)
            audit.append("recording.not-restored", session.id)
    for recording_id in missing:
        recordings.destroy(recording_id)
    return len(missing)


def _put_in_place(place: Path, folder: Path) -> None:
    try:
        if folder.exists():
            for name in _DEBRIS:
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()
        place.replace(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise file_failure(error, folder.parent) from error


def _put_inside(place: Path, folder: Path) -> None:
    """Move everything from `place`, which lies in `folder`, up into it; the key files come last, `KEYS` after all."""
    names = sorted((each.name for each in place.iterdir()), key=lambda name: (name in _KEYS_LAST, name == KEYS, name))
    write_atomically(place / _MOVED, json.dumps(sorted(each.name for each in (place / "audio").iterdir())).encode())
    try:
        for name in _DEBRIS:
            (folder / name).unlink(missing_ok=True)
        for name in names:
            if name in _KEYS_LAST:
                sync_folder(folder)  # or a power cut might keep the keys and lose what they open
            (place / name).replace(folder / name)
        sync_folder(folder)
    except OSError as error:
        _take_out(folder, place)
        raise file_failure(error, folder) from error


def _take_out(folder: Path, place: Path) -> None:
    """Remove what was moved from `place` into `folder`, and the rest with it.

    What still lies in `place` was not moved: something of that name in `folder`, and every other thing in an `audio`
    there, somebody put there since, and it stays. Raises FolderNotWritable.
    """
    try:
        for name in (*_KEYS_LAST, DATABASE, f"{DATABASE}.head"):
            if not (place / name).exists():
                (folder / name).unlink(missing_ok=True)
        sound = folder / "audio"
        if sound.is_dir() and (place / _MOVED).exists() and not (place / "audio").exists():
            for name in json.loads((place / _MOVED).read_bytes()):
                (sound / Path(name).name).unlink(missing_ok=True)
            if not any(sound.iterdir()):
                sound.rmdir()
        if place.exists():
            shutil.rmtree(place)
    except OSError as error:
        raise file_failure(error, folder) from error
