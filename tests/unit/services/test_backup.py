"""Backups: whole or not there, encrypted, tried out, and put back."""

from __future__ import annotations

import json
import random
import secrets
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from app.domain.errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupForeign,
    BackupMissing,
    BackupNoRoom,
    Cancelled,
    DiskFull,
    FolderNotWritable,
    NotAllowed,
    UnlockFailed,
    VaultExists,
    VaultLocked,
)
from app.domain.session import Session, SessionState
from app.services import backup as backup_module
from app.services import restore as restore_module
from app.services.container import Services, build_services
from app.services.paths import Places
from app.services.restore import restore
from app.store import clock
from app.store.backup import Archive
from tests.demo import CHEAP, PASSPHRASE
from tests.small_disk import read_only, small_disk
from tests.unit.services.keeping import CANARY, NAME, add_sound, add_texts, another_session, found


@pytest.fixture
def stick(tmp_path: Path, services: Services) -> Path:
    """The folder that the clinician named."""
    folder = tmp_path / "stick"
    folder.mkdir()
    services.backup.choose(folder=folder)
    return folder


def opened(places: Path) -> Services:
    services = build_services(Places(places, places / "models", places.parent / "settings.toml"), CHEAP)
    services.vault.unlock(PASSPHRASE)
    return services


def test_a_backup_holds_no_plaintext_and_no_recording_unless_asked(
    services: Services, session: Session, stick: Path
) -> None:
    session = add_texts(services, add_sound(services, session))
    key = services.vault.store.recordings.key(session.recording_id)
    assert key is not None
    path = services.backup.make()
    assert [each.name for each in stick.iterdir()] == [path.name]
    assert path.name.startswith("sotto-20") and path.suffix == ".sottobackup"
    data = path.read_bytes()
    for words in (CANARY, "Žofie", "K-17", "client", "session_by_client", session.id, session.recording_id):
        assert words.encode() not in data
    assert b"SQLite format" not in data
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["keys.json", "manifest.json", "vault.db", "vault.db.head"]
        assert set(json.loads(archive.read("keys.json"))) >= {"passphrase", "recovery"}
        assert "keychain" not in json.loads(archive.read("keys.json"))
    assert list(services.vault.folder.glob("backup-*")) == []
    assert services.vault.store.recordings.key(session.recording_id) == key, "the vault itself keeps it"
    with_sound = services.backup.make(sound=True)
    with zipfile.ZipFile(with_sound) as archive:
        assert f"audio/{session.recording_id}.db" in archive.namelist()
    assert [e.action for e in services.vault.store.audit.entries()[-2:]] == ["backup.made", "backup.made"]
    assert services.vault.verify() == []


def test_a_drill_passes_and_says_when(services: Services, session: Session, stick: Path) -> None:
    add_texts(services, add_sound(services, session))
    services.backup.make(sound=True)
    services.records.set_summary(session.id, "The vault goes on.")
    drill = services.backup.drill(passphrase=PASSPHRASE)
    assert drill.passed, drill.problems
    state = services.backup.state()
    assert state.drilled_at is not None and state.drilled_name == state.last_name == drill.path.name
    assert state.sound_at == state.last_at
    assert services.vault.store.audit.entries()[-1].action == "backup.drilled"
    assert list(services.vault.folder.glob("backup-*")) == []
    assert services.backup.drill(passphrase="not this one at all").problems == (
        "The passphrase given does not open it.",
    )
    assert services.vault.store.audit.entries()[-1].action == "backup.drill-failed"


def test_every_changed_byte_of_what_is_in_it_fails_the_drill(services: Services, session: Session, stick: Path) -> None:
    add_texts(services, add_sound(services, session))
    path = services.backup.make(sound=True)
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        places = {info.filename: (info.header_offset, info.file_size) for info in archive.infolist()}
    broken = path.with_name("sotto-2020-01-01-0000.sottobackup")
    for name, (at, size) in places.items():
        start = at + 30 + len(name) + int.from_bytes(data[at + 28 : at + 30], "little")
        for offset in {0, size // 2, size - 1}:
            changed = bytearray(data)
            changed[start + offset] ^= 0x10
            broken.write_bytes(changed)
            assert not services.backup.drill(broken).passed, (name, offset)
    broken.write_bytes(data[: len(data) // 2])
    assert services.backup.drill(broken).problems == ("This backup is not whole: its list of contents cannot be read.",)
    assert services.backup.state().drilled_at is None


def test_any_single_bit_that_is_lost_fails_the_drill(services: Services, session: Session, stick: Path) -> None:
    add_sound(services, session, seconds=1)
    path = services.backup.make(sound=True)
    data, chance = path.read_bytes(), random.Random(20261122)
    broken = path.with_name("sotto-2020-01-01-0000.sottobackup")
    with zipfile.ZipFile(path) as archive:
        headers = [info.header_offset + at for info in archive.infolist() for at in range(30)]
        start = archive.start_dir
    places = [
        *chance.sample(headers, 40),
        *chance.sample(range(start, len(data)), 80),
        *chance.sample(range(start), 40),
    ]
    missed = []
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        broken.write_bytes(changed)
        if services.backup.drill(broken).passed:
            missed.append(place)
    assert missed == []


def test_an_exchanged_database_is_found_although_it_is_authentic(
    services: Services, session: Session, stick: Path, tmp_path: Path
) -> None:
    first = services.backup.make()
    add_texts(services, session)
    second = services.backup.make()
    mixed = tmp_path / "mixed.sottobackup"
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second) as new, zipfile.ZipFile(mixed, "w") as out:
        for name in new.namelist():
            out.writestr(name, (old if name.startswith("vault.db") else new).read(name))
    assert services.backup.drill(mixed).problems == ("The database in it is damaged.",)
    manifest = json.loads(zipfile.ZipFile(second).read("manifest.json"))
    manifest["made_at"] = clock.to_text(datetime.now(UTC) + timedelta(days=9))
    with zipfile.ZipFile(second) as new, zipfile.ZipFile(mixed, "w") as out:
        for name in new.namelist():
            out.writestr(name, json.dumps(manifest) if name == "manifest.json" else new.read(name))
    assert services.backup.drill(mixed).problems == ("Its list of contents was changed after it was made.",)


def test_what_was_found_wrong_before_does_not_make_a_backup_useless(
    services: Services, session: Session, stick: Path, tmp_path: Path
) -> None:
    head = services.vault.folder / "vault.db.head"
    services.vault.lock()
    head.unlink()
    services.vault.unlock(PASSPHRASE)
    assert services.vault.store.database.findings
    path = services.backup.make()
    assert services.backup.drill().passed
    restore(path, tmp_path / "again", PASSPHRASE)
    back = opened(tmp_path / "again")
    assert back.vault.store.database.findings == services.vault.store.database.findings, "it is still to be looked at"
    back.close()


def test_a_backup_of_another_vault_is_told_apart(services: Services, stick: Path, tmp_path: Path) -> None:
    other = build_services(Places.below(tmp_path / "other"), CHEAP)
    other.vault.create(PASSPHRASE)
    foreign = other.backup.make(stick)
    other.close()
    with pytest.raises(BackupForeign):
        services.backup.drill(foreign)
    assert services.backup.backups() == []
    with pytest.raises(BackupMissing):
        services.backup.drill()


def test_only_the_newest_of_our_own_are_kept(services: Services, stick: Path, tmp_path: Path) -> None:
    other = build_services(Places.below(tmp_path / "other"), CHEAP)
    other.vault.create(PASSPHRASE)
    foreign = other.backup.make(stick)
    other.close()
    (stick / "notes.txt").write_text("mine", encoding="utf-8")
    services.backup.choose(keep=2, every_days=7)
    made = [services.backup.make() for _ in range(3)]
    assert not made[0].exists() and made[1].exists() and made[2].exists()
    assert foreign.exists() and (stick / "notes.txt").exists()
    assert services.backup.backups() == [made[2], made[1]]


def test_the_schedule(services: Services, stick: Path) -> None:
    assert not services.backup.due() and services.backup.run_if_due() is None
    services.backup.choose(every_days=7)
    assert services.backup.due()
    assert services.backup.run_if_due() is not None
    assert not services.backup.due() and services.backup.run_if_due() is None
    services.backup._store_state(last_at=clock.to_text(datetime.now(UTC) - timedelta(days=7, minutes=1)))
    assert services.backup.due()
    stick.rename(stick.with_name("pulled-out"))
    with pytest.raises(BackupFolderMissing):
        services.backup.run_if_due()
    assert services.backup.due(), "it is made up for once the stick is back"


def test_a_folder_inside_the_vault_is_refused(services: Services) -> None:
    with pytest.raises(NotAllowed):
        services.backup.choose(folder=services.vault.folder / "audio")


def test_a_full_disk_leaves_nothing(
    services: Services, session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_texts(services, session)
    with monkeypatch.context() as patch:
        patch.setattr(backup_module.shutil, "disk_usage", lambda _: type("U", (), {"free": 1000})())
        with pytest.raises(BackupNoRoom):
            services.backup.make()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("app.store.backup.os.fsync", full)
        with pytest.raises(BackupNoRoom):
            services.backup.make()
    assert list(stick.iterdir()) == [] and list(services.vault.folder.glob("backup-*")) == []
    assert services.backup.state().last_at is None


def test_a_lock_ends_it_and_leaves_nothing(
    services: Services, session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_sound(services, session)
    alive = services.backup._alive

    def locked_meanwhile() -> None:
        services.vault.lock()
        alive()

    monkeypatch.setattr(services.backup, "_alive", locked_meanwhile)
    with pytest.raises((Cancelled, VaultLocked)):
        services.backup.make(sound=True)
    assert list(stick.iterdir()) == [] and list(services.vault.folder.glob("backup-*")) == []


# ---- putting back --------------------------------------------------------------------------------


@pytest.mark.parametrize("sound", [True, False])
def test_what_is_put_back_is_what_was_there(
    services: Services, session: Session, stick: Path, tmp_path: Path, sound: bool
) -> None:
    session = add_texts(services, add_sound(services, session))
    untouched = add_sound(services, another_session(services, session.client_id))
    played = services.records.sound(session.id, 0.5, 1.5)
    signed = services.notes.sign(session.id, "A. Ray", "LCSW")
    path = services.backup.make(sound=sound)
    target = tmp_path / "again" / "vault"
    done = restore(path, target, PASSPHRASE)
    assert (done.recordings, done.without_sound) == ((2, 0) if sound else (0, 2))
    back = opened(target)
    try:
        assert back.vault.verify() == []
        assert back.notes.latest(session.id) == signed
        assert back.records.transcript(session.id) == services.records.transcript(session.id)
        actions = [entry.action for entry in back.vault.store.audit.entries()]
        assert "vault.restored" in actions and "keys.put-back" not in actions and "keys.repaired" not in actions
        if sound:
            assert back.records.sound(session.id, 0.5, 1.5) == played
            assert back.records.session(untouched.id).state is SessionState.RECORDED
        else:
            assert back.records.session(session.id).audio_destroyed_at is not None
            assert back.records.session(untouched.id).state is SessionState.PLANNED
            assert actions.count("recording.not-restored") == 2
    finally:
        back.close()


def test_a_recording_destroyed_after_the_backup_stays_destroyed_for_it(
    services: Services, session: Session, stick: Path, tmp_path: Path
) -> None:
    session = add_texts(services, add_sound(services, session))
    key = services.vault.store.recordings.key(session.recording_id)
    assert key is not None
    path = services.backup.make()
    restore(path, tmp_path / "again", PASSPHRASE)
    back = opened(tmp_path / "again")
    assert found(back, key) == 0
    back.close()


def test_the_recovery_code_puts_it_back_too(tmp_path: Path) -> None:
    services = build_services(Places.below(tmp_path / "home"), CHEAP)
    code = services.vault.create(PASSPHRASE)
    client = services.records.add_client("K-17", NAME, "Lamotrigine")
    session = add_texts(services, add_sound(services, another_session(services, client.id)))
    played = services.records.sound(session.id, 0.5, 1.5)
    signed, transcript = services.notes.sign(session.id, "A. Ray", "LCSW"), services.records.transcript(session.id)
    stick = tmp_path / "stick"
    stick.mkdir()
    path = services.backup.make(stick, sound=True)
    services.close()
    done = restore(path, tmp_path / "again", code, by_code=True)
    assert (done.recordings, done.without_sound, done.damaged) == (1, 0, 0)
    back = opened(tmp_path / "again")
    try:
        assert back.vault.verify() == [] and back.records.clients() == [client]
        assert back.notes.latest(session.id) == signed and back.records.transcript(session.id) == transcript
        assert back.records.sound(session.id, 0.5, 1.5) == played
    finally:
        back.close()


def test_nothing_is_left_of_a_refused_attempt(
    services: Services, session: Session, stick: Path, tmp_path: Path
) -> None:
    add_texts(services, add_sound(services, session))
    path = services.backup.make(sound=True)
    there = set(tmp_path.iterdir())
    with pytest.raises(UnlockFailed):
        restore(path, tmp_path / "again", "not the passphrase")
    with pytest.raises(VaultExists):
        restore(path, services.vault.folder, PASSPHRASE)
    with pytest.raises(NotAllowed):
        restore(path, stick, PASSPHRASE)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("vault.db").header_offset + 5000
    data[at] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupDamaged) as error:
        restore(path, tmp_path / "again", PASSPHRASE)
    assert "database" in error.value.happened
    assert set(tmp_path.iterdir()) == there


def test_what_is_whole_can_be_put_back_without_a_damaged_recording(
    services: Services, session: Session, stick: Path, tmp_path: Path
) -> None:
    session = add_texts(services, add_sound(services, session))
    other = add_texts(services, add_sound(services, another_session(services, session.client_id)))
    path = services.backup.make(sound=True)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        data[archive.getinfo(f"audio/{session.recording_id}.db").header_offset + 9000] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupDamaged) as error:
        restore(path, tmp_path / "again", PASSPHRASE)
    assert "recording" in error.value.happened
    assert restore(path, tmp_path / "again", PASSPHRASE, partly=True).damaged == 1
    back = opened(tmp_path / "again")
    assert back.records.session(session.id).audio_destroyed_at is not None
    assert len(back.records.sound(other.id, 0.0, 1.0)) == 32_000
    assert back.vault.verify() == []
    back.close()


def test_a_session_that_is_being_recorded_is_left_out(services: Services, session: Session, stick: Path) -> None:
    running = add_sound(services, session)
    services.vault.store.sessions.save(replace(running, state=SessionState.RECORDING))
    with Archive(services.backup.make(sound=True)) as archive:
        assert archive.names("audio/") == []
        assert archive.contents(services.vault.store.vault.key).left_out == 1


@pytest.mark.parametrize("kind", ["noise", "empty", "compressed", "stranger", "twice"])
def test_what_is_no_backup_is_refused_in_words(services: Services, stick: Path, tmp_path: Path, kind: str) -> None:
    path = services.backup.make()
    bad = tmp_path / "bad.sottobackup"
    if kind == "noise":
        bad.write_bytes(secrets.token_bytes(5000))
    elif kind == "empty":
        bad.write_bytes(b"")
    else:
        method = zipfile.ZIP_DEFLATED if kind == "compressed" else zipfile.ZIP_STORED
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w", method) as out:
            for name in old.namelist():
                data = old.read(name)
                if kind == "stranger" and name == "manifest.json":
                    data = data.replace(b'"vault.db.head"', b'"../vault.head"')
                if kind == "twice" and name == "manifest.json":
                    data = data.replace(b'"vault.db.head"', b'"vault.db"')
                out.writestr(name, data)
    with pytest.raises(BackupDamaged):
        restore(bad, tmp_path / "again", PASSPHRASE)
    assert not (tmp_path / "again").exists()


def test_a_clock_that_was_wrong_once_costs_no_backup(
    services: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = datetime

    class Clock(real):
        ahead = timedelta(days=4000)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return real.now(tz) + cls.ahead

    monkeypatch.setattr(backup_module, "datetime", Clock)
    services.backup.choose(folder=stick, every_days=1, keep=2)
    wrong = [services.backup.make() for _ in range(2)]
    Clock.ahead = timedelta(0)
    assert services.backup.due()
    right = services.backup.make()
    assert services.backup.backups() == [right, wrong[1]] and not wrong[0].exists()


# ---- folders that are not plain folders -----------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, mounted where the vault is to be, as somebody formats one."""
    with small_disk(tmp_path, "16m") as mounted:
        (mounted / "lost+found").mkdir()
        yield mounted


def holds(folder: Path, services: Services) -> bool:
    """Whether the vault in `folder` opens, is whole, and has this one's clients."""
    back = opened(folder)
    try:
        return back.vault.verify() == [] and back.records.clients() == services.records.clients()
    finally:
        back.close()


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_followed_and_stays(
    services: Services, session: Session, stick: Path, tmp_path: Path, there: bool
) -> None:
    path, target, link = services.backup.make(), tmp_path / "elsewhere" / "vault", tmp_path / "link"
    if there:
        target.mkdir(parents=True)
    link.symlink_to(target)
    assert restore(path, link, PASSPHRASE).folder == target
    assert link.is_symlink() and holds(link, services)
    assert {each.name for each in target.parent.iterdir()} == {"vault"}
    with pytest.raises(VaultExists):
        restore(path, link, PASSPHRASE)


def test_a_link_that_leads_to_itself_is_refused(services: Services, stick: Path, tmp_path: Path) -> None:
    path, link = services.backup.make(), tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(FolderNotWritable):
        restore(path, link, PASSPHRASE)


def test_a_disk_of_its_own_takes_the_vault(
    services: Services, session: Session, stick: Path, tmp_path: Path, disk: Path
) -> None:
    add_sound(services, session)
    path, there = services.backup.make(sound=True), set(tmp_path.iterdir())
    assert restore(path, disk, PASSPHRASE).recordings == 1
    assert set(tmp_path.iterdir()) == there, "nothing is left beside it"
    assert holds(disk, services)
    assert {each.name for each in disk.iterdir()} >= {"lost+found", "audio", "keys.json", "keys-copy.json", "vault.db"}
    assert not (disk / "vault.restoring").exists()


def test_a_disk_with_something_on_it_or_too_little_room_is_left_as_it_is(
    services: Services, session: Session, stick: Path, disk: Path
) -> None:
    add_sound(services, session, 30, 1 << 20)
    path = services.backup.make(sound=True)
    with pytest.raises(DiskFull):
        restore(path, disk, PASSPHRASE)
    (disk / "letters").mkdir()
    with pytest.raises(NotAllowed):
        restore(path, disk, PASSPHRASE)
    assert {each.name for each in disk.iterdir()} == {"lost+found", "letters"}


def cut_off(path: Path, disk: Path, outside: tuple[str, ...]) -> Path:
    """As a power cut leaves it once `outside` is where it belongs: nothing is tidied up. Where the rest lies."""
    left = [*outside]

    def move(source: Path, target: Path) -> Path:
        if target.parent == disk and source.parent.name == "vault.restoring":
            if source.name not in left:
                raise KeyboardInterrupt
            left.remove(source.name)
        source.rename(target)
        return target

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "replace", move)
        patched.setattr(restore_module.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            restore(path, disk, PASSPHRASE)
    assert not left
    return disk / "vault.restoring"


@pytest.mark.parametrize("outside", [(), ("audio",), ("audio", "vault.db"), ("audio", "vault.db", "vault.db.head")])
def test_a_restore_cut_off_on_a_disk_is_begun_anew(
    services: Services, session: Session, stick: Path, disk: Path, outside: tuple[str, ...]
) -> None:
    add_sound(services, session)
    path = services.backup.make(sound=True)
    cut = cut_off(path, disk, outside)
    restore(path, disk, PASSPHRASE)
    assert holds(disk, services) and not cut.exists()


@pytest.mark.parametrize("outside", [(), ("audio",), ("audio", "vault.db")])
def test_what_somebody_put_on_a_disk_since_a_restore_was_cut_off_is_left_there(
    services: Services, session: Session, stick: Path, disk: Path, outside: tuple[str, ...]
) -> None:
    session = add_sound(services, session)
    path = services.backup.make(sound=True)
    cut = cut_off(path, disk, outside)
    (disk / "audio").mkdir(exist_ok=True)
    (disk / "audio" / "song.wav").write_bytes(b"mine")
    with pytest.raises(NotAllowed):
        restore(path, disk, PASSPHRASE)
    assert (disk / "audio" / "song.wav").read_bytes() == b"mine"
    assert [each.name for each in (disk / "audio").iterdir()] == ["song.wav"], "and of ours nothing"
    (disk / "audio" / "song.wav").unlink()
    (disk / "audio").rmdir()
    restore(path, disk, PASSPHRASE)
    assert holds(disk, services) and not cut.exists()


def test_a_folder_of_somebody_else_that_has_the_name_of_ours_is_left_there(
    services: Services, session: Session, stick: Path, disk: Path
) -> None:
    path = services.backup.make()
    cut_off(path, disk, ("audio",))
    (disk / "audio").rmdir()  # and put one there instead
    (disk / "audio").mkdir()
    (disk / "audio" / "song.wav").write_bytes(b"mine")
    with pytest.raises(NotAllowed):
        restore(path, disk, PASSPHRASE)
    assert (disk / "audio" / "song.wav").read_bytes() == b"mine"


def test_a_vault_that_one_key_file_opens_is_never_taken_for_a_cut_off_restore(
    services: Services, session: Session, stick: Path, disk: Path
) -> None:
    path = services.backup.make()
    restore(path, disk, PASSPHRASE)
    (disk / "vault.restoring").mkdir()
    (disk / "keys.json").rename(disk / "vault.restoring" / "keys.json")
    with pytest.raises(VaultExists):
        restore(path, disk, PASSPHRASE)
    assert (disk / "vault.db").exists() and (disk / "audio").is_dir()


def test_a_folder_of_another_place_that_is_shown_here_is_no_plain_folder(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with read_only(tmp_path / "there") as shown:
        assert restore_module._is_mounted(shown) == (shown != tmp_path / "there")
    assert not restore_module._is_mounted(tmp_path / "there")
