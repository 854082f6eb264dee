"""Backups: making them by hand or on a schedule, keeping the newest, and trying them out.

A backup holds the vault's database as SQLCipher's own backup copied it, under the vault's key; recordings only where
that is chosen. Without its sound a recording's key is not put in either: a recording that is destroyed later is then
destroyed for this backup too.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from app.domain.errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupForeign,
    BackupMissing,
    BackupNoRoom,
    BackupTooNew,
    Cancelled,
    DiskFull,
    NotAllowed,
    VaultLocked,
)
from app.domain.session import SessionState
from app.services.access import Store, VaultService
from app.services.drill import drill_problems
from app.services.preferences import Preferences
from app.services.restore import Restored, restore
from app.store import clock
from app.store.audit import AuditLog
from app.store.backup import DATABASE, DRAFT, DRILL, KEYS, Archive, Contents, Writer, row_counts, writing
from app.store.connection import Database
from app.store.files import companions, create_private_folder
from app.vault import keyfile
from app.vault.key_pair import KeyPair

SUFFIX = ".sottobackup"
STATE = "backup.state"
_NAME = re.compile(r"sotto-\d{4}-\d{2}-\d{2}-\d{4}(-\d+)?\.sottobackup")
_SPARE = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupState:
    """What is known of the backups of this vault; times are UTC. `every_days` is 0 where there is no schedule."""

    folder: Path | None
    every_days: int
    keep: int
    sound: bool
    last_at: datetime | None = None
    last_name: str = ""
    sound_at: datetime | None = None
    drilled_at: datetime | None = None
    drilled_name: str = ""


@dataclass(frozen=True, slots=True)
class Drill:
    """What trying out a backup found: nothing, if all is well."""

    path: Path
    made_at: datetime | None
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the vault could be put back from it as it was."""
        return not self.problems


class BackupService:
    """Makes backups and tries them out; any thread may call it, one at a time does something."""

    def __init__(self, vault: VaultService, preferences: Preferences) -> None:
        self._vault = vault
        self._preferences = preferences
        self._acting = threading.RLock()
        self._stop = threading.Event()
        vault.on_lock(self._stop.set)

    # ---- what is known ---------------------------------------------------------------------------

    def state(self) -> BackupState:
        """Where backups go, how often, and how the last ones went."""
        get, stored = self._preferences.get, self._stored()
        folder = str(get("backup.folder"))
        return BackupState(
            folder=Path(folder) if folder else None,
            every_days=max(0, int(get("backup.every_days"))),
            keep=max(1, int(get("backup.keep"))),
            sound=bool(get("backup.sound")),
            last_at=clock.optional_time(stored.get("last_at")),
            last_name=str(stored.get("last_name", "")),
            sound_at=clock.optional_time(stored.get("sound_at")),
            drilled_at=clock.optional_time(stored.get("drilled_at")),
            drilled_name=str(stored.get("drilled_name", "")),
        )

    def choose(
        self, *, folder: Path | None = None, every_days: int | None = None, keep: int | None = None,
        sound: bool | None = None,
    ) -> BackupState:  # fmt: skip
        """Change what is given. Raises NotAllowed for a folder within the vault's, FolderNotWritable."""
        if folder is not None:
            self._refuse_inside(folder)
            self._preferences.set("backup.folder", str(folder))
        for name, value in (("every_days", every_days), ("keep", keep), ("sound", sound)):
            if value is not None:
                self._preferences.set(f"backup.{name}", value)
        return self.state()

    def due(self) -> bool:
        """Whether the schedule asks for a backup now."""
        state = self.state()
        if not state.every_days or state.folder is None:
            return False
        if state.last_at is None:
            return True
        since = datetime.now(UTC) - state.last_at
        return since >= timedelta(days=state.every_days) or since < timedelta(0)  # made while the clock was wrong

    def backups(self, folder: Path | None = None) -> list[Path]:
        """The backups of this vault in the folder, newest first; those of other vaults and damaged ones are left out.

        Raises BackupFolderMissing.
        """
        key = self._store.vault.key
        found: list[tuple[int, Path]] = []
        for path in self._folder(folder).iterdir():
            if _NAME.fullmatch(path.name):
                try:
                    with Archive(path) as archive:
                        # By the audit trail, not the time: a clock that was wrong once must not decide what is old.
                        found.append((archive.contents(key).audit_sequence, path))
                except (BackupDamaged, BackupForeign, BackupTooNew, BackupMissing):
                    continue
        return [path for _, path in sorted(found, reverse=True)]

    # ---- making ----------------------------------------------------------------------------------

    def make(self, folder: Path | None = None, *, sound: bool | None = None) -> Path:
        """Make a backup in `folder` (the chosen one, if none is given); answers with its path.

        Raises BackupFolderMissing, BackupNoRoom, FolderNotWritable, VaultLocked, or Cancelled where the vault was
        locked meanwhile; nothing is left in the folder then.
        """
        with self._acting:
            self._stop.clear()
            state, place = self.state(), self._folder(folder)
            self._refuse_inside(place)
            with_sound = state.sound if sound is None else sound
            at = datetime.now(UTC)
            _clear_drafts(place)
            target = _free_name(place, at)
            try:
                self._write(target, at, with_sound)
            except DiskFull as error:
                raise BackupNoRoom from error
            store = self._store
            store.audit.append("backup.made", target.stem)
            self._store_state(last_at=clock.to_text(at), last_name=target.name)
            if with_sound:
                self._store_state(sound_at=clock.to_text(at))
            store.vault.store_audit_head()
            if folder is None:
                self._keep_newest(state.keep, target)
            return target

    def run_if_due(self) -> Path | None:
        """Make the scheduled backup if it is time; None if it is not. Raises as `make`."""
        with self._acting:
            return self.make() if self.due() else None

    def _write(self, target: Path, at: datetime, sound: bool) -> None:
        store = self._store
        vault, key = store.vault, store.vault.key
        with self._workplace(DRAFT) as place, writing(target) as writer:
            copy = place / DATABASE
            store.database.copy_to(copy, key)
            with Database.open(copy, key) as database:
                recordings = _recordings(database, vault.recording_path) if sound else {}
                left_out = _without_keys(database, set(recordings))
                rows, (sequence, digest) = row_counts(database), AuditLog(database).head()
                findings = [finding.value for finding in database.findings]
                database.vacuum()
            total = _size([copy, *(path for path, _ in recordings.values())])
            if shutil.disk_usage(target.parent).free < total + _SPARE:
                raise DiskFull
            seal = keyfile.seal_key(key)
            current = KeyPair(vault.folder).current(seal)
            writer.add(KEYS, keys_for_backup(current, keyfile.AuditHead(sequence, digest), seal), self._alive)
            self._add(writer, copy, DATABASE)
            for recording_id, (path, sound_key) in recordings.items():
                sound_copy = place / "sound.db"
                with Database.open(path, sound_key, reading=True) as source:
                    source.copy_to(sound_copy, sound_key)
                self._add(writer, sound_copy, f"audio/{recording_id}.db")
                for file in companions(sound_copy):
                    file.unlink(missing_ok=True)
            writer.finish(Contents(rows, sequence, digest, len(recordings), left_out, findings), key, at)

    def _add(self, writer: Writer, path: Path, name: str) -> None:
        writer.add(name, path, self._alive)
        head = path.with_name(path.name + ".head")
        if head.exists():
            writer.add(f"{name}.head", head, self._alive)

    def _keep_newest(self, keep: int, target: Path) -> None:
        """Delete the oldest of this vault's own backups, the newest `keep` stay, and `target` in any case."""
        for path in self.backups()[keep:]:
            if path != target:
                path.unlink(missing_ok=True)

    # ---- trying out ------------------------------------------------------------------------------

    def drill(self, path: Path | None = None, passphrase: str = "") -> Drill:
        """Open the newest backup (or the one at `path`) and compare it with what it says of itself, page by page.

        Everything stays encrypted; with `passphrase`, the keys in it are tried too. Raises BackupFolderMissing,
        BackupMissing, BackupForeign, BackupTooNew, DiskFull, FolderNotWritable, VaultLocked, Cancelled.
        """
        with self._acting:
            self._stop.clear()
            path = path or self._newest()
            store, made_at = self._store, None
            try:
                with Archive(path) as archive, self._workplace(DRILL) as place:
                    made_at = archive.manifest.at
                    problems = drill_problems(archive, store.vault.key, place, self._alive, passphrase)
            except BackupDamaged as error:
                problems = [error.happened]
            store.audit.append("backup.drilled" if not problems else "backup.drill-failed", path.stem[:64])
            if not problems:
                self._store_state(drilled_at=clock.to_text(datetime.now(UTC)), drilled_name=path.name)
            store.vault.store_audit_head()
            return Drill(path, made_at, tuple(problems))

    def _newest(self) -> Path:
        found = self.backups()
        if not found:
            raise BackupMissing
        return found[0]

    # ---- putting back ----------------------------------------------------------------------------

    def restore(self, path: Path, secret: str, *, by_code: bool = False, partly: bool = False) -> Restored:
        """Put the vault of a backup where this program's vault belongs, and where none is.

        Raises SyncedFolder or NetworkFolder, and what `app.services.restore.restore` raises.
        """
        with self._acting:
            self._stop.clear()
            problem = self._vault.folder_problem()
            if problem is not None:
                raise problem
            return restore(path, self._vault.folder, secret, by_code=by_code, partly=partly, alive=self._alive)

    # ---- inside ----------------------------------------------------------------------------------

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _alive(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    def _folder(self, folder: Path | None) -> Path:
        place = folder or self.state().folder
        if place is None or not place.is_dir():
            raise BackupFolderMissing
        return place

    def _refuse_inside(self, folder: Path) -> None:
        if folder.resolve().is_relative_to(self._vault.folder.resolve()):
            raise NotAllowed("A backup inside the vault's own folder would be lost together with it.")

    @contextmanager
    def _workplace(self, name: str) -> Iterator[Path]:
        """A private folder within the vault's for encrypted copies; gone afterwards, and what was left of it before."""
        place = self._store.vault.folder / name
        shutil.rmtree(place, ignore_errors=True)
        try:
            create_private_folder(place)
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _stored(self) -> dict[str, str]:
        try:
            return dict(self._store.settings.get(STATE) or {})
        except VaultLocked:
            return {}

    def _store_state(self, **changes: str) -> None:
        with self._store.database.transaction():
            self._store.settings.set(STATE, {**self._stored(), **changes})


def keys_for_backup(file: keyfile.KeyFile, head: keyfile.AuditHead, seal: bytes) -> bytes:
    """The key file with the two wraps that open a vault anywhere; a keychain's wrap opens it on one computer only."""
    changed = msgspec.structs.replace(file, keychain=msgspec.UNSET, audit_head=head)
    return keyfile.encode(keyfile.sealed(changed, seal))


def _recordings(database: Database, path_of: Callable[[str], Path]) -> dict[str, tuple[Path, bytes]]:
    """Place and key of each recording that can go into a backup: not one that is being made at this moment, and none
    that is no session's: the sound of a dictation is to be gone soon, everywhere."""
    rows = database.query(
        "SELECT id, key FROM recording WHERE key IS NOT NULL AND id IN "
        "(SELECT recording_id FROM session WHERE recording_id IS NOT NULL AND state <> ?)",
        (SessionState.RECORDING.value,),
    )
    found = {str(row["id"]): (path_of(str(row["id"])), bytes(row["key"])) for row in rows}
    return {each: place for each, place in found.items() if place[0].exists()}


def _without_keys(database: Database, included: set[str]) -> int:
    """Take out the keys of recordings whose sound is not in the backup; how many there were."""
    rows = database.query("SELECT id FROM recording WHERE key IS NOT NULL")
    others = [str(row["id"]) for row in rows if str(row["id"]) not in included]
    with database.transaction() as cursor:
        for recording_id in others:
            cursor.execute("UPDATE recording SET key = NULL WHERE id = ?", (recording_id,))
        cursor.execute("UPDATE recording SET control_address = NULL, control_authkey = NULL")
    return len(others)


def _size(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def _clear_drafts(folder: Path) -> None:
    """Delete what an attempt left that ended with its process, an hour ago or more."""
    for draft in folder.glob("sotto-*.part"):
        old = time.time() - draft.stat().st_mtime > 3600
        if old and _NAME.fullmatch(draft.name.removesuffix(".part")):
            draft.unlink(missing_ok=True)


def _free_name(folder: Path, at: datetime) -> Path:
    stem, number = f"sotto-{at.astimezone():%Y-%m-%d-%H%M}", 2
    target = folder / f"{stem}{SUFFIX}"
    while target.exists():
        target, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
    return target
