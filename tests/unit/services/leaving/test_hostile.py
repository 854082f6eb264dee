"""What an export may meet: a changed or cut file, a full disk, a lock in the middle, a vault that is not empty."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import (
    Cancelled,
    ExportDamaged,
    ExportFolderInUse,
    ExportFolderMissing,
    ExportFolderSynced,
    ExportNoRoom,
    ExportNotRemoved,
    ExportTooNew,
    FolderNotWritable,
    NotAllowed,
    SottoError,
    VaultNotEmpty,
)
from app.domain.session import Session, SessionState
from app.services.container import Services
from app.services.leaving import coming_in, folder, service, writing
from app.services.leaving.folder import UNFINISHED, WARNING
from tests.small_disk import small_disk
from tests.unit.services.leaving.conftest import everything

Change = Callable[[Path], None]


def rewritten(name: str, change: Callable[[list[dict[str, object]]], object]) -> Change:
    """Change the records of a file and the manifest with it, as somebody would who knows the format."""

    def apply(export: Path) -> None:
        path = export / f"records/{name}.jsonl"
        lines = [json.loads(line) for line in path.read_bytes().splitlines()]
        change(lines)
        data = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
        path.write_bytes(data)
        manifest = json.loads((export / "manifest.json").read_bytes())
        manifest["files"][f"records/{name}.jsonl"] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        manifest["counts"][name] = len(lines)
        (export / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    return apply


def manifest(change: Callable[[dict[str, object]], object]) -> Change:
    def apply(export: Path) -> None:
        data = json.loads((export / "manifest.json").read_bytes())
        change(data)
        (export / "manifest.json").write_text(json.dumps(data), encoding="utf-8")

    return apply


def one_bit(name: str) -> Change:
    def apply(export: Path) -> None:
        path = next(export.glob(name))
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)

    return apply


def other_sound(export: Path) -> None:
    """Another sound of the same length in the recording's place, and a manifest that fits it."""
    from app.audio.flac import write_flac
    from tests.unit.services.leaving.conftest import tone

    path = next(export.glob("clients/*/*/recording.flac"))
    samples = json.loads((export / "records/recordings.jsonl").read_bytes().splitlines()[0])["sound"]["samples"]
    path.unlink()
    write_flac(path, [tone(samples)[::-1]])
    name = str(path.relative_to(export))
    facts = {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    manifest(lambda m: m["files"].update({name: facts}))(export)  # type: ignore[attr-defined]


def outside(export: Path) -> None:
    """A recording whose sound lies somewhere else on the disk."""
    secret = export.parent / "secret.flac"
    secret.write_bytes(b"x")
    rewritten("recordings", lambda r: r[0]["sound"].update({"file": "../secret.flac"}))(export)  # type: ignore[attr-defined]
    facts = {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    manifest(lambda m: m["files"].update({"../secret.flac": facts}))(export)  # type: ignore[attr-defined]


def linked(export: Path) -> None:
    path = export / "records/goals.jsonl"
    data = path.read_bytes()
    (export.parent / "goals").write_bytes(data)
    path.unlink()
    path.symlink_to(export.parent / "goals")


DAMAGE: dict[str, tuple[Change, type[SottoError]]] = {
    "no manifest": (lambda e: (e / "manifest.json").unlink(), ExportDamaged),
    "manifest of something else": (manifest(lambda m: m.update({"format": "zip"})), ExportDamaged),
    "a newer format": (manifest(lambda m: m.update({"version": 2, "more": 1})), ExportTooNew),
    "manifest cut": (lambda e: (e / "manifest.json").write_bytes(b'{"format": "sotto-exp'), ExportDamaged),
    "manifest deep": (lambda e: (e / "manifest.json").write_bytes(b"[" * 100_000), ExportDamaged),
    "a bit in the records": (one_bit("records/notes.jsonl"), ExportDamaged),
    "a bit in the sound": (one_bit("clients/*/*/recording.flac"), ExportDamaged),
    "another sound": (other_sound, ExportDamaged),
    "a file gone": (lambda e: (e / "records/turns.jsonl").unlink(), ExportDamaged),
    "a file from elsewhere": (outside, ExportDamaged),
    "a link": (linked, ExportDamaged),
    "signed text changed": (
        rewritten("note_versions", lambda r: r[-1]["sentences"][0].update({"text": "Something else."})), ExportDamaged,
    ),
    "signed text spaced otherwise": (rewritten("note_versions", lambda r: r), ExportDamaged),
    "audit entry gone": (rewritten("audit", lambda r: r.pop(3)), ExportDamaged),
    "audit entry changed": (rewritten("audit", lambda r: r[3].update({"action": "note.edited"})), ExportDamaged),
    "no audit trail": (rewritten("audit", lambda r: r.clear()), ExportDamaged),
    "a client twice": (rewritten("clients", lambda r: r.append(r[0])), ExportDamaged),
    "a session of nobody": (rewritten("clients", lambda r: r.pop(0)), ExportDamaged),
    "an unknown state": (rewritten("sessions", lambda r: r[0].update({"state": "lost"})), ExportDamaged),
    "a session being recorded": (
        rewritten("sessions", lambda r: r[0].update({"state": "recording"})), ExportDamaged,
    ),
    "an id that is a path": (rewritten("recordings", lambda r: r[0].update({"id": "../../x"})), ExportDamaged),
    "a time that is none": (rewritten("sessions", lambda r: r[0].update({"started_at": "yesterday"})), ExportDamaged),
    "a field too many": (rewritten("clients", lambda r: r[0].update({"mood": "low"})), ExportDamaged),
    "a number beyond measure": (rewritten("turns", lambda r: r[0].update({"id": 2**63})), ExportDamaged),
    "words that are none": (rewritten("turns", lambda r: r[0].update({"data": {"text": 1}})), ExportDamaged),
    "a turn that is not there": (rewritten("transcripts", lambda r: r[0].update({"turns": [999]})), ExportDamaged),
}  # fmt: skip


@pytest.mark.parametrize("name", list(DAMAGE))
def test_what_is_not_whole_is_refused_and_nothing_is_brought_in(
    other: Services, made: Path, tmp_path: Path, name: str
) -> None:
    export = tmp_path / "export"
    shutil.copytree(made, export)
    change, kind = DAMAGE[name]
    change(export)
    before = everything(other)
    with pytest.raises(kind) as caught:
        other.leaving.import_all(export)
    assert "Nothing was brought in" in caught.value.message()
    assert not any(word in caught.value.message() for word in ("K-17", "Looked tired", "Second thoughts", "crème"))
    assert everything(other) == before and other.leaving.empty()
    assert list(other.vault.store.vault.audio_folder.glob("*")) == []
    assert other.vault.verify() == []


def test_after_a_refusal_a_whole_export_still_comes_in(other: Services, made: Path, tmp_path: Path) -> None:
    export = tmp_path / "export"
    shutil.copytree(made, export)
    one_bit("records/notes.jsonl")(export)
    with pytest.raises(ExportDamaged):
        other.leaving.import_all(export)
    one_bit("records/notes.jsonl")(export)
    assert other.leaving.import_all(export).sessions == 3


def test_only_an_empty_vault_takes_an_export(services: Services, full: Session, made: Path) -> None:
    before = everything(services)
    assert not services.leaving.empty()
    with pytest.raises(VaultNotEmpty):
        services.leaving.import_all(made)
    assert everything(services) == before


# ---- making one ----------------------------------------------------------------------------------


def left_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if path.name.startswith("sotto-export"))


def failing_at(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """The notes are written already; then the disk, or whatever it is, fails."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(service, "write_for_people", fail)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "full"), ExportNoRoom),
        (OSError(errno.EDQUOT, "quota"), ExportNoRoom),
        (OSError(errno.EACCES, "no"), FolderNotWritable),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_an_export_that_fails_leaves_nothing(
    services: Services, full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    error: BaseException, told: type[BaseException],
) -> None:  # fmt: skip
    failing_at(monkeypatch, error)
    with pytest.raises(told):
        services.leaving.export_all(tmp_path)
    assert left_in(tmp_path) == []
    actions = [entry.action for entry in services.vault.store.audit.entries()]
    assert actions[-1] == "vault.export-begun" and "vault.exported" not in actions
    assert not (services.vault.folder / "leaving").exists()


def test_a_disk_that_is_too_small_is_known_before_anything_is_written(
    services: Services, full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "room_needed", lambda *_: 1 << 60)
    with pytest.raises(ExportNoRoom):
        services.leaving.export_all(tmp_path)
    assert left_in(tmp_path) == []


def test_what_cannot_be_removed_is_marked_and_named(
    services: Services, full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(monkeypatch, OSError(errno.EIO, "gone"))
    monkeypatch.setattr(folder.shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(ExportNotRemoved) as caught:
        services.leaving.export_all(tmp_path)
    (name,) = left_in(tmp_path)
    assert name.endswith(UNFINISHED) and name in caught.value.happened
    assert (tmp_path / name / WARNING).exists() and not (tmp_path / name / "manifest.json").exists()


def test_a_kill_in_the_middle_leaves_what_is_marked_and_is_not_taken_for_an_export(
    services: Services, other: Services, full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(monkeypatch, KeyboardInterrupt())
    monkeypatch.setattr(folder.ExportFolder, "__exit__", lambda *_: None)  # no tidying up: the process is gone
    with pytest.raises(KeyboardInterrupt):
        services.leaving.export_all(tmp_path)
    (name,) = left_in(tmp_path)
    assert name.endswith(UNFINISHED) and (tmp_path / name / WARNING).exists()
    assert (tmp_path / name / "records/notes.jsonl").exists()
    with pytest.raises(ExportDamaged):
        other.leaving.import_all(tmp_path / name)


def test_a_disk_that_fills_up_in_the_middle(
    services: Services, full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "room_needed", lambda *_: 0)
    monkeypatch.setattr(service, "_SPARE", 0)
    for size in ("64k", "120k", "200k"):
        place = tmp_path / size
        place.mkdir()
        with small_disk(place, size) as disk:
            with pytest.raises(ExportNoRoom):
                services.leaving.export_all(disk)
            assert list(disk.iterdir()) == []


def test_a_lock_breaks_it_off(
    services: Services, full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing.to_record

    def locking(kind: object, row: object) -> object:
        services.leaving._stop.set()
        return real(kind, row)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "to_record", locking)
    with pytest.raises(Cancelled):
        services.leaving.export_all(tmp_path)
    assert left_in(tmp_path) == []


def test_a_lock_breaks_bringing_in_off(other: Services, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = coming_in._rows

    def locking(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        other.leaving._stop.set()

    monkeypatch.setattr(coming_in, "_rows", locking)
    with pytest.raises(Cancelled):
        other.leaving.import_all(made)
    assert other.leaving.empty() and list(other.vault.store.vault.audio_folder.glob("*")) == []


def test_where_an_export_may_not_go(
    services: Services, full: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ExportFolderMissing):
        services.leaving.export_all(tmp_path / "nowhere")
    with pytest.raises(NotAllowed):
        services.leaving.export_all(services.vault.folder)
    synced = tmp_path / "Dropbox" / "notes"
    synced.mkdir(parents=True)
    with pytest.raises(ExportFolderSynced) as caught:
        services.leaving.export_all(synced)
    assert "Dropbox" in caught.value.happened and left_in(synced) == []
    assert services.leaving.export_all(synced, even_if_synced=True).sessions == 3
    again = services.leaving.export_all(tmp_path).folder
    monkeypatch.setattr(service, "_named", lambda *_: again)
    with pytest.raises(ExportFolderInUse):
        services.leaving.export_all(tmp_path)


def test_not_while_a_session_is_recorded(services: Services, full: Session, tmp_path: Path) -> None:
    store = services.vault.store
    store.sessions.save(replace(full, state=SessionState.RECORDING))
    with pytest.raises(NotAllowed):
        services.leaving.export_all(tmp_path)
    assert left_in(tmp_path) == []
