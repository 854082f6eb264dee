"""Getting a damaged vault's content into a new folder. The damaged one is only read: it may lie on a disk where nobody
can write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import SottoError, VaultExists, VaultMissing
from app.store.audio_store import AudioReader
from app.store.audio_upkeep import salvage_recording, standing
from app.store.audit import AuditLog
from app.store.files import companions, create_private_folder, file_failure
from app.store.migrations import migrate
from app.store.recordings import RecordingRepository
from app.store.salvage import Salvaged, salvage
from app.vault import keyfile, recovery
from app.vault.folder import DATABASE, held_for_reading
from app.vault.key_pair import COPY, KEYS, KeyPair
from app.vault.vault import Vault
from app.vault.verify import accept_findings


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it, in plain words, and where the new vault is; `whole` where nothing was lost."""

    folder: Path
    lines: tuple[str, ...]
    whole: bool


def salvage_vault(folder: Path, secret: str, into: Path) -> Report:
    """Copy what can be read of the vault in `folder` into a new vault in `into`, which must not hold one.

    `secret` is the passphrase or the recovery code; the new vault opens by the same. Raises VaultMissing,
    VaultExists, VaultInUse, UnlockFailed, VaultDamaged (its first 16 bytes are lost, and the head beside it),
    DiskFull or FolderNotWritable.
    """
    folder, into = folder.absolute(), into.absolute()
    if not (folder / DATABASE).exists():
        raise VaultMissing
    if Vault.exists(into):
        raise VaultExists
    with held_for_reading(folder):
        slot = keyfile.RECOVERY if recovery.is_well_formed(secret) else keyfile.PASSPHRASE
        typed = recovery.secret_of(secret) if slot == keyfile.RECOVERY else secret
        opened = KeyPair(folder).open(slot, lambda file: keyfile.unwrap(file, slot, typed))
        create_private_folder(into)
        result = salvage(folder / DATABASE, opened.vault_key, into / DATABASE, migrate)
        _copy_keys(folder, into)
    with Vault.adopt(into, opened.vault_key) as vault:
        lines = [*_told("The records", result), *_recordings(folder, vault)]
        AuditLog(vault.database).append("vault.salvaged")
        accept_findings(vault)
    return Report(into, tuple(lines) or ("Everything could be read.",), not lines)


def _copy_keys(folder: Path, into: Path) -> None:
    try:
        for name in (KEYS, COPY):
            if (folder / name).exists():
                shutil.copyfile(folder / name, into / name)
                (into / name).chmod(0o600)
    except OSError as error:
        raise file_failure(error, into) from error


def _recordings(folder: Path, vault: Vault) -> Iterator[str]:
    recordings = RecordingRepository(vault.database)
    for number, recording_id in enumerate(recordings.ids(), 1):
        key, target = recordings.key(recording_id), vault.recording_path(recording_id)
        source, name = folder / target.parent.name / target.name, f"Recording {number}"
        if key is None or not source.exists():
            continue
        try:
            if not _copied_whole(source, key, target):
                yield from _told(name, salvage_recording(source, key, target))
            recordings.seal(recording_id, *standing(target, key))
        except SottoError as error:
            yield f"{name} could not be read: {error.happened}"


def _copied_whole(source: Path, key: bytes, target: Path) -> bool:
    """Copy a recording with what lies beside it, if nothing is wrong with it."""
    beside = [file for file in companions(source) if file.exists() and not file.name.endswith("-shm")]
    try:
        for file in beside:
            shutil.copyfile(file, target.with_name(file.name))
            target.with_name(file.name).chmod(0o600)
        with AudioReader(target, key) as reader:
            whole = not reader.verify()
    except OSError as error:
        raise file_failure(error, target.parent) from error
    except SottoError:
        whole = False
    if not whole:
        for file in companions(target):
            file.unlink(missing_ok=True)
    return whole


def _told(name: str, result: Salvaged) -> Iterator[str]:
    if result.mended_pages:
        yield f"{name}: {result.mended_pages} damaged pages could be put right, with nothing lost."
    if result.broken_pages:
        yield f"{name}: {result.broken_pages} pages could not be read; what stood on them is lost."
    if result.from_logs:
        yield f"{name}: {result.from_logs} rows came from a log that damage had cut short, and were put back."
    if result.commits_missing:
        yield f"{name}: what was stored last before the damage may be missing."
    if result.unplaced:
        yield f"{name}: {result.unplaced} rows were left out because it is not certain where they belong."
    if result.stand_ins:
        yield f"{name}: {result.stand_ins} records whose owner is lost were put under the client code SALVAGED."
