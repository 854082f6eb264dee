"""What is deleted is gone from every page of the vault; what cannot be finished is said and finished later."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import (
    Cancelled,
    ConfirmationMissing,
    DeletionUnfinished,
    DiskFull,
    NotAllowed,
    RecordMissing,
    SessionBusy,
)
from app.domain.session import Session, SessionState
from app.domain.work import WorkPlan
from app.notes.medications import Suggestion
from app.services import erasing
from app.services.container import Services, build_services
from app.services.paths import Places
from app.store import engine, gone
from app.store.ballast import Ballast
from app.store.engine import Guard
from app.store.files import companions
from app.store.migrations import copy_before
from app.store.pages import Page
from tests.demo import CHEAP, PASSPHRASE
from tests.unit.services.keeping import CANARY, add_sound, add_texts, another_session, found


def key_of(services: Services, session: Session) -> bytes:
    key = services.vault.store.recordings.key(session.recording_id)
    assert key is not None
    return key


# ---- recordings ----------------------------------------------------------------------------------


def test_the_key_of_a_destroyed_recording_lies_in_no_page(services: Services, session: Session) -> None:
    session = add_texts(services, add_sound(services, session))
    key = key_of(services, session)
    assert found(services, key) > 0, "the search finds what is there"
    gone = services.deletion.destroy_recording(session.id)
    assert gone.audio_destroyed_at is not None and gone.state is SessionState.DRAFTED
    assert found(services, key) == 0
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
    assert services.records.transcript(session.id) is not None and services.notes.latest(session.id) is not None
    assert services.vault.verify() == []
    assert services.vault.store.audit.entries()[-1].action == "recording.destroyed"
    with pytest.raises(NotAllowed):
        services.deletion.destroy_recording(session.id)


def test_the_search_looks_into_the_log_and_into_freed_pages(services: Services, session: Session) -> None:
    database = services.vault.store.database
    canary = b"a canary of more than thirty-two bytes in a log"
    with database.transaction() as cursor:
        cursor.execute("CREATE TABLE scrap (data BLOB)")
        cursor.execute("INSERT INTO scrap VALUES (?)", (canary * 300,))
    in_log = found(services, canary)
    assert in_log > 0 and database.path.with_name("vault.db-wal").stat().st_size > 0
    database.checkpoint()
    database.query("PRAGMA secure_delete = OFF")
    with database.transaction() as cursor:
        cursor.execute("DROP TABLE scrap")
    database.checkpoint()
    assert found(services, canary) > 0, "without overwriting it stays in pages that SQLite counts as free"
    database.query("PRAGMA secure_delete = ON")
    database.vacuum()
    assert found(services, canary) == 0


def test_a_recording_that_nobody_worked_on_leaves_a_session_to_begin_anew(services: Services, session: Session) -> None:
    session = add_sound(services, session)
    services.vault.store.sessions.save(replace(session, state=SessionState.INTERRUPTED))
    back = services.deletion.destroy_recording(session.id)
    assert (back.state, back.recording_id, back.duration) == (SessionState.PLANNED, "", 0.0)
    assert services.vault.verify() == []


def test_another_reader_keeps_it_from_being_finished_and_that_is_said(services: Services, session: Session) -> None:
    session = add_sound(services, session)
    store, key = services.vault.store, key_of(services, session)
    store.database.query("PRAGMA busy_timeout = 50")
    other = engine.connect(store.database.path, store.vault.key, Guard())
    other.execute("BEGIN").close()
    other.execute("SELECT count(*) FROM recording").fetchall()
    with pytest.raises(DeletionUnfinished):
        services.deletion.destroy_recording(session.id)
    assert found(services, key) > 0, "the old page is still there: it was right not to call it destroyed"
    assert services.records.session(session.id).state is SessionState.RECORDED
    other.execute("COMMIT").close()
    other.close()
    assert services.deletion.finish() == 1
    assert found(services, key) == 0
    assert services.records.session(session.id).state is SessionState.PLANNED
    assert services.deletion.finish() == 0
    assert services.vault.verify() == []


@pytest.mark.parametrize("moment", ["destroy", "purge", "delete_files"])
def test_what_was_cut_off_is_finished_after_the_next_unlocking(
    services: Services, session: Session, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = add_texts(services, add_sound(services, session))
    key = key_of(services, session)

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if moment == "destroy":
            patch.setattr(services.vault.store.recordings, "destroy", die)
        else:
            patch.setattr(erasing, moment, die)
        with pytest.raises(Killed):
            services.deletion.destroy_recording(session.id)
    services.vault.lock()
    services.vault.unlock(PASSPHRASE)
    assert services.deletion.finish() == 1
    assert found(services, key) == 0
    assert services.records.session(session.id).audio_destroyed_at is not None
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
    assert services.vault.verify() == []


def test_a_log_that_was_put_aside_does_not_keep_the_key(services: Services, session: Session) -> None:
    session = add_sound(services, session)
    database, key = services.vault.store.database, key_of(services, session)
    log = database.path.with_name("vault.db-wal")
    aside = database.path.with_name("vault.db-wal.aside-001")
    aside.write_bytes(log.read_bytes())
    assert aside.stat().st_size > 0
    services.deletion.destroy_recording(session.id)
    assert not aside.exists()
    assert found(services, key) == 0


def test_a_copy_from_before_a_step_of_the_schema_does_not_keep_the_key(services: Services, session: Session) -> None:
    session = add_sound(services, session)
    store = services.vault.store
    copy = copy_before(store.vault.folder, "0002-integrity")
    store.database.copy_to(copy, store.vault.key)
    services.deletion.destroy_recording(session.id)
    assert not [each for each in companions(copy) if each.exists()]


def test_nothing_is_deleted_while_it_is_recorded_or_worked_on(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = add_texts(services, add_sound(services, session))
    store = services.vault.store
    code = "K-17"
    acts = (
        lambda: services.deletion.destroy_recording(session.id),
        lambda: services.deletion.delete_session(session.id, code),
        lambda: services.deletion.delete_client(session.client_id, code),
        lambda: services.deletion.delete_transcript(session.id),
        lambda: services.deletion.delete_note_version(session.id, 1),
    )
    store.sessions.save(replace(session, state=SessionState.RECORDING))
    for act in acts:
        with pytest.raises(SessionBusy):
            act()
    store.sessions.save(session)
    with services.work._working_on(session.id):
        for act in acts:
            with pytest.raises(SessionBusy):
                act()
    services.pending.keep([WorkPlan(session.id, transcribe=False)])
    for act in acts:
        with pytest.raises(SessionBusy):
            act()
    services.pending.keep([])
    assert services.records.transcript(session.id) is not None


# ---- texts, sessions, clients --------------------------------------------------------------------


def test_a_deleted_session_leaves_no_word_in_any_page(services: Services, session: Session) -> None:
    session = add_texts(services, add_sound(services, session))
    other = add_texts(services, another_session(services, session.client_id), "another canary in other reeds")
    key = key_of(services, session)
    services.records.set_summary(session.id, "typed " + CANARY)
    assert found(services, CANARY) > 3
    services.deletion.delete_session(session.id)
    assert found(services, CANARY) == 0 and found(services, key) == 0
    assert found(services, "another canary in other reeds") > 0, "the other session is untouched"
    assert services.records.transcript(other.id) is not None
    with pytest.raises(RecordMissing):
        services.records.session(session.id)
    entry = services.vault.store.audit.entries()[-1]
    assert (entry.action, entry.subject) == ("session.deleted", session.id)
    assert services.vault.verify() == []


def test_a_deleted_client_leaves_no_name_in_any_page(services: Services, session: Session) -> None:
    add_texts(services, add_sound(services, session))
    add_texts(services, another_session(services, session.client_id))
    name = "Žofie Müller-Ó Briain"
    assert found(services, name) > 0
    with pytest.raises(ConfirmationMissing):
        services.deletion.delete_client(session.client_id, "K-18")
    assert len(services.records.sessions()) == 2
    services.deletion.delete_client(session.client_id, " k-17 ")
    assert found(services, name) == 0 and found(services, CANARY) == 0
    assert services.records.clients() == [] and services.records.sessions() == []
    actions = [entry.action for entry in services.vault.store.audit.entries()]
    assert actions[-3:] == ["session.deleted", "session.deleted", "client.deleted"]
    assert CANARY not in str(services.vault.store.audit.entries())
    assert services.vault.verify() == []


def test_a_signed_session_goes_only_where_the_code_was_typed(services: Services, session: Session) -> None:
    session = add_texts(services, session)
    services.notes.sign(session.id, "A. Ray", "LCSW")
    services.notes.add_addendum(session.id, "Addendum: " + CANARY, "A. Ray", "")
    for typed in ("", "K-1", "wrong"):
        with pytest.raises(ConfirmationMissing):
            services.deletion.delete_session(session.id, typed)
    assert services.notes.latest(session.id) is not None
    services.deletion.delete_session(session.id, "K-17")
    assert found(services, CANARY) == 0


def test_a_deleted_transcript_leaves_the_signed_note(services: Services, session: Session) -> None:
    session = add_texts(services, add_sound(services, session))
    with pytest.raises(NotAllowed):
        services.deletion.delete_transcript(session.id)
    signed = services.notes.sign(session.id, "A. Ray", "LCSW")
    names = f"{session.id}.speakers"
    services.notes.keep_unsent(names, "Wendeline van Osch " * 50)
    heard = Suggestion(0, 0, 1, "sir tralin of the reeds", "sertraline", "sound")
    services.corrections.leave(session.id, heard)
    words = ("Corrected: the heron", "sir tralin of the reeds", "Wendeline van Osch")
    assert all(found(services, each) > 0 for each in words), "the search finds what is there"
    services.deletion.delete_transcript(session.id)
    assert [found(services, each) for each in words] == [0, 0, 0]
    assert services.notes.unsent(names) == "" and services.notes.unsent(session.id) != "", "the addendum stays"
    assert services.records.transcript(session.id) is None and services.records.segments(session.id) == []
    assert services.notes.latest(session.id) == signed
    assert services.vault.store.notes.verify() == []
    with pytest.raises(RecordMissing):
        services.deletion.delete_transcript(session.id)


def test_a_transcript_without_a_note_goes_back_to_the_recording(services: Services, session: Session) -> None:
    session = add_sound(services, session)
    store = services.vault.store
    add_texts(services, session)
    store.notes.delete(session.id)
    assert services.deletion.delete_transcript(session.id).state is SessionState.RECORDED


def test_an_earlier_version_of_a_note_can_go_the_signed_one_and_the_one_under_it_not(
    services: Services, session: Session
) -> None:
    session = add_texts(services, session)
    assert [(note.version, can) for note, can in services.deletion.note_versions(session.id)] == [
        (3, False), (2, True), (1, True),
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        services.deletion.delete_note_version(session.id, 3)
    services.notes.sign(session.id, "A. Ray", "LCSW")
    assert [can for _, can in services.deletion.note_versions(session.id)] == [False, False, True]
    for version in (3, 2):
        with pytest.raises(NotAllowed):
            services.deletion.delete_note_version(session.id, version)
    before = found(services, "of Lake Ohrid.")
    assert before > 0
    services.deletion.delete_note_version(session.id, 1)
    assert found(services, "of Lake Ohrid.") == 0, "only the first version said it in the note"
    with pytest.raises(RecordMissing):
        services.deletion.delete_note_version(session.id, 1)
    assert services.vault.store.audit.entries()[-1].action == "note.version-deleted"
    assert services.vault.verify() == []


def test_what_a_session_holds_is_told_before_it_is_deleted(services: Services, session: Session) -> None:
    session = add_texts(services, add_sound(services, session))
    held = services.deletion.holdings(session.id)
    assert (held.recording, held.transcript, held.note, held.signed, held.client_signed) == (
        True,
        True,
        True,
        False,
        False,
    )
    assert held.client.code == "K-17" and held.sessions_of_client == 1 and held.sound_in_backup is None


# ---- a full disk ---------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=False)
    if made.returncode:
        pytest.skip("mounting is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Take the disk's last byte."""
    size = 1 << 20
    with (folder / "filler").open("wb") as file:
        while size:
            try:
                os.write(file.fileno(), bytes(size))
            except OSError:
                size //= 2


@pytest.mark.parametrize("ballast", [True, False])
def test_deletion_works_on_a_full_disk(small_disk: Path, ballast: bool) -> None:
    services = build_services(Places.below(small_disk), CHEAP)
    services.vault.create(PASSPHRASE)
    client = services.records.add_client("K-17")
    first, second = (add_sound(services, another_session(services, client.id), 40) for _ in range(2))
    add_texts(services, first)
    vault = services.vault.store.vault
    if ballast:
        assert Ballast(vault.folder, 4 << 20)._write() is None
    fill(small_disk)
    with pytest.raises(DiskFull):
        services.records.set_summary(first.id, "x" * 400_000)
    key = key_of(services, first)
    services.deletion.destroy_recording(first.id)
    assert found(services, key) == 0
    assert not vault.recording_path(first.recording_id).exists()
    fill(small_disk)
    key = key_of(services, second)
    services.deletion.delete_session(second.id)
    assert found(services, key) == 0
    assert [each.id for each in services.records.sessions()] == [first.id]
    (small_disk / "filler").unlink()
    assert services.vault.verify() == []
    services.close()


# ---- a lock in between ----------------------------------------------------------------------------


class InTheVacuum:
    """Calls `act` from within the first VACUUM, in its thread, when that has begun."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
        self.came = 0
        asked = Guard.__call__

        def ask(guard: Guard, operation: int, *rest: str | None) -> int:
            if operation == engine._OP_ATTACH and guard.vacuuming:
                self.came += 1
                if self.came == 1:
                    act()
            return asked(guard, operation, *rest)

        monkeypatch.setattr(Guard, "__call__", ask)


def pages_to_move(services: Services, session: Session) -> Session:
    """A session in a vault with enough in it for a vacuum to take some steps."""
    session = add_texts(services, add_sound(services, session))
    for number in range(300):
        services.vault.store.settings.set(f"test.{number}", "x" * 3000)
    return session


def test_a_lock_breaks_a_vacuum_off_and_it_is_finished_after_the_next_unlocking(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = pages_to_move(services, session)
    key, store = key_of(services, session), services.vault.store
    said: list[str] = []

    def lock() -> None:
        services.vault.lock()
        said.append("locked")

    locking = threading.Thread(target=lock)

    def now() -> None:
        locking.start()
        over = store.database.breaking()
        while not over():
            locking.join(0.01)

    vacuum = InTheVacuum(monkeypatch, now)
    with pytest.raises(DeletionUnfinished):
        services.deletion.destroy_recording(session.id)
    locking.join(30)
    assert said == ["locked"] and vacuum.came == 1 and not services.vault.is_open
    services.vault.unlock(PASSPHRASE)
    assert services.vault.store.recordings.key(session.recording_id) is None, "the key was the first to go"
    assert services.deletion.finish() == 1
    assert services.records.session(session.id).audio_destroyed_at is not None
    assert found(services, key) == 0 and services.vault.verify() == []
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
    assert services.notes.latest(session.id) is not None, "what was to be kept is there"


def test_a_lock_that_is_called_off_breaks_off_what_runs_and_nothing_that_comes_later(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = pages_to_move(services, session)
    key = key_of(services, session)
    InTheVacuum(monkeypatch, services.vault.make_way)
    with pytest.raises(DeletionUnfinished):
        services.deletion.destroy_recording(session.id)
    services.records.set_summary(session.id, "Stored at once.")
    assert services.deletion.finish() == 1
    assert found(services, key) == 0 and services.vault.verify() == []


def test_a_search_and_a_copy_are_broken_off_too(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = pages_to_move(services, session)
    database, pages = services.vault.store.database, gone.read_pages

    def read(path: Path, key: bytes) -> Iterator[Page]:
        for number, page in enumerate(pages(path, key)):
            if number == 5:
                services.vault.make_way()
            assert number < 10, "the search goes on"
            yield page

    monkeypatch.setattr(gone, "read_pages", read)
    with pytest.raises(Cancelled):
        gone.find_in_pages(database, services.vault.store.vault.key, [b"0123456789"])
    monkeypatch.setattr("app.store.connection._LOOK_EVERY", 5)
    database.break_off(for_good=True)
    with pytest.raises(Cancelled):
        database.copy_to(tmp_path / "copy.db", bytes(32))
    assert not list(tmp_path.glob("copy.db*"))
    services.records.set_summary(session.id, "Stored all the same.")


def test_names_that_were_only_typed_go_with_their_session_and_client(services: Services, session: Session) -> None:
    session = add_texts(services, session)
    texts = {f"{session.id}.speakers": "Wendeline van Osch", "newSession.who": "Tarquin Abernethy"}
    for place, text in texts.items():
        services.notes.keep_unsent(place, text * 50)
    (speakers, who) = texts
    services.deletion.delete_session(session.id)
    assert services.notes.unsent(speakers) == "" and found(services, texts[speakers]) == 0
    assert found(services, texts[who]) > 0, "the search finds what is there"
    services.deletion.delete_client(session.client_id, "K-17")
    assert services.notes.unsent(who) == "" and found(services, texts[who]) == 0
