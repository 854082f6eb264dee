"""Everything out of the vault into a folder, and such a folder into an empty vault."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from app import __version__
from app.domain.errors import (
    Cancelled,
    DiskFull,
    ExportDamaged,
    ExportFolderInUse,
    ExportFolderMissing,
    ExportFolderSynced,
    ExportNoRoom,
    NotAllowed,
)
from app.domain.session import SessionState
from app.notes.templates import TemplateLibrary
from app.services.access import Store, VaultService
from app.services.folders import folder_problem
from app.services.leaving.coming_in import bring_in, refuse_full
from app.services.leaving.folder import FORMAT, VERSION, ExportFolder, Manifest
from app.services.leaving.people import places, write_for_people
from app.services.leaving.reading import ExportReader, read_manifest
from app.services.leaving.writing import Recordings, room_needed, write_records
from app.services.paths import RESOURCES
from app.services.preferences import DEFAULTS, Preferences
from app.store import clock
from app.store.backup import LEAVING
from app.store.connection import Database
from app.store.files import create_private_folder
from app.store.migrations import applied

README = "README.md"
HELP_PAGE = RESOURCES / "help" / "10-export-format.md"
PREFERENCES = "preferences.json"
_OF_THIS_COMPUTER = ("vault_", "accepted_", "microphone", "backup.", "network.", "model.")
_SPARE = 4 << 20


@dataclass(frozen=True, slots=True)
class Left:
    """What an export holds. `left_out`: recordings that could not be read, by their places in the export."""

    folder: Path
    clients: int
    sessions: int
    notes: int
    recordings: int
    left_out: tuple[str, ...] = ()


class LeavingService:
    """The whole vault in open formats, and back. One act at a time; a lock breaks it off."""

    def __init__(self, vault: VaultService, templates: TemplateLibrary, preferences: Preferences) -> None:
        self._vault = vault
        self._templates = templates
        self._preferences = preferences
        self._acting = threading.RLock()
        self._stop = threading.Event()
        vault.on_lock(self._stop.set)

    # ---- out -------------------------------------------------------------------------------------

    def export_all(self, into: Path, *, even_if_synced: bool = False) -> Left:
        """Write everything into a new folder within `into`; answers with its path and what is in it.

        Nothing in it is encrypted. Raises ExportFolderMissing, ExportFolderSynced unless that is confirmed,
        ExportFolderInUse, ExportNoRoom, ExportNotRemoved, FolderNotWritable, NotAllowed within the vault's folder or
        while a session is recorded, DiskFull (the vault's own disk), VaultLocked, Cancelled where the vault was locked
        meanwhile; nothing is left in the folder then.
        """
        with self._acting:
            self._stop.clear()
            store, at = self._store, datetime.now(UTC)
            target = _named(into, at)
            self._refuse(store, into, target, even_if_synced)
            store.audit.append("vault.export-begun")
            with self._snapshot(store) as database:
                self._refuse_small(store, database, into)
                try:
                    left = self._write(store, database, target, at)
                except DiskFull as error:
                    raise ExportNoRoom from error
            store.audit.append("vault.exported")
            store.vault.store_audit_head()
            return left

    def _refuse(self, store: Store, into: Path, target: Path, even_if_synced: bool) -> None:
        if not into.is_dir():
            raise ExportFolderMissing
        if into.resolve().is_relative_to(store.vault.folder.resolve()):
            raise NotAllowed("The vault’s own folder is not the place for what is not encrypted.")
        if store.sessions.by_state(SessionState.RECORDING):
            raise NotAllowed("A session is being recorded. Stop that first, then export.")
        problem = None if even_if_synced else folder_problem(into)
        if problem is not None:
            raise ExportFolderSynced(problem.detail or "it lies on another computer")
        if target.exists():
            raise ExportFolderInUse(target.name)

    def _refuse_small(self, store: Store, database: Database, into: Path) -> None:
        rows = database.query("SELECT id FROM recording WHERE key IS NOT NULL")
        files = [store.vault.recording_path(str(row["id"])) for row in rows]
        if shutil.disk_usage(into).free < room_needed([f for f in files if f.exists()], database.path) + _SPARE:
            raise ExportNoRoom

    def _write(self, store: Store, database: Database, target: Path, at: datetime) -> Left:
        with ExportFolder(target, self._alive) as folder:
            folder.add(README, HELP_PAGE.read_bytes())
            counts = write_records(folder, database)
            found = places(database)
            by_recording = {place.session.recording_id: place.folder for place in found if place.session.recording_id}
            recordings = Recordings(folder, database, store.vault.recording_path)
            counts["recordings"] = recordings.write(lambda each: by_recording.get(each, f"recordings/{each[:8]}"))
            write_for_people(folder, database, self._templates, found)
            folder.add(PREFERENCES, msgspec.json.format(msgspec.json.encode(self._settings()), indent=1))
            left_out = recordings.left_out
            manifest = Manifest(
                FORMAT, VERSION, clock.to_text(at), __version__, applied(database), counts, {}, left_out
            )
            folder.finish(manifest)
        sound = counts["recordings"] - len(left_out)
        return Left(target, counts["clients"], counts["sessions"], counts["notes"], sound, tuple(left_out))

    def _settings(self) -> dict[str, Any]:
        """The plain settings that are not about this computer."""
        return {name: self._preferences.get(name) for name in DEFAULTS if not name.startswith(_OF_THIS_COMPUTER)}

    # ---- in --------------------------------------------------------------------------------------

    def empty(self) -> bool:
        """Whether the vault holds nothing yet, so that an export can be brought in."""
        try:
            refuse_full(self._store)
        except NotAllowed:
            return False
        return True

    def look(self, folder: Path) -> None:
        """See, without a vault, whether there is an export. Raises ExportDamaged or ExportTooNew."""
        read_manifest(folder)

    def import_all(self, folder: Path) -> Left:
        """Bring an export into the open vault, which must be empty.

        Raises VaultNotEmpty, ExportDamaged, ExportTooNew, DiskFull, FolderNotWritable, VaultLocked, or Cancelled where
        the vault was locked meanwhile; the vault is then as empty as before.
        """
        with self._acting:
            self._stop.clear()
            store = self._store
            refuse_full(store)
            export = ExportReader(folder, self._alive)
            settings = _settings_in(export)
            bring_in(store, export, self._alive)
            store.vault.store_audit_head()
            self._preferences.change(settings)
            counts = export.manifest.counts
            sound = sum(each.sound is not None for each in export.recordings())
            clients, sessions, notes = (counts.get(each, 0) for each in ("clients", "sessions", "notes"))
            return Left(folder, clients, sessions, notes, sound)

    # ---- inside ----------------------------------------------------------------------------------

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _alive(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    @contextmanager
    def _snapshot(self, store: Store) -> Iterator[Database]:
        """The vault's database as it stands at one moment: an encrypted copy within the vault's folder."""
        place = store.vault.folder / LEAVING
        shutil.rmtree(place, ignore_errors=True)
        try:
            create_private_folder(place)
            copy = place / "vault.db"
            store.database.copy_to(copy, store.vault.key)
            with Database.open(copy, store.vault.key) as database:
                yield database
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _named(into: Path, at: datetime) -> Path:
    """The folder of an export made at `at`; its name says nothing but when that was."""
    return into / f"sotto-export-{at.astimezone():%Y-%m-%d-%H%M}"


def _settings_in(export: ExportReader) -> dict[str, Any]:
    """The settings that this program knows too, where they are of the kind that it expects. Raises ExportDamaged."""
    if PREFERENCES not in export.manifest.files:
        return {}
    try:
        found = msgspec.json.decode(export.file(PREFERENCES).read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise ExportDamaged(f"{PREFERENCES} is not readable") from None
    return {
        name: value
        for name, value in found.items()
        if name in DEFAULTS and not name.startswith(_OF_THIS_COMPUTER) and type(value) is type(DEFAULTS[name])
    }
