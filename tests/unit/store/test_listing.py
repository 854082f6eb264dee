"""Lists of sessions and clients: in order, a piece at a time, and never the texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import VaultDamaged
from app.domain.note import Note, NoteSentence, Origin, Signature, Verdict
from app.domain.overview import LastTime
from app.domain.session import Client, Session, SessionState, SessionType
from app.store import ClientRepository, Database, SessionRepository
from app.store.listing import Listing
from app.store.notes import NoteRepository
from tests.unit.store.conftest import MORNING


@pytest.fixture
def clients(database: Database) -> list[Client]:
    repository = ClientRepository(database)
    return [repository.add("b2", "Žofie Müller"), repository.add("A1"), repository.add("c3")]


def add(database: Database, client: Client, *hours: int, **changes: object) -> list[Session]:
    """Sessions of a client that began so many hours after the morning."""
    made = []
    for hour in hours:
        at = MORNING + timedelta(hours=hour)
        session = Session(f"{client.code}-{hour}", client.id, SessionType.INDIVIDUAL, 2, SessionState.PLANNED, at)
        made.append(replace(session, **changes))  # type: ignore[arg-type]
        SessionRepository(database).add(made[-1])
    return made


def sign(database: Database, session: Session) -> None:
    sentence = NoteSentence("a", "data", "Slept.", Origin.CLINICIAN, Verdict.UNSUPPORTED, 0.0, (), (), kept=True)
    note = NoteRepository(database).save(Note(f"n-{session.id}", session.id, "dap", (sentence,)))
    NoteRepository(database).sign(note, Signature("A. Ray", "LCSW", MORNING + timedelta(days=1), "Mine."))


def test_pieces_follow_each_other_without_gap_or_repetition(database: Database, clients: list[Client]) -> None:
    add(database, clients[0], *range(0, 20, 2))
    add(database, clients[1], *range(1, 20, 2))
    listing, found, after = Listing(database), [], None
    for expected_more in (True, True, False):
        lines, more = listing.sessions(after=after, most=8)
        assert more is expected_more
        found += lines
        after = lines[-1]
    assert [line.started_at for line in found] == sorted((line.started_at for line in found), reverse=True)
    assert len(found) == 20 and len({line.id for line in found}) == 20


def test_sessions_of_one_moment_are_told_apart(database: Database, clients: list[Client]) -> None:
    for client in clients:
        add(database, client, 5)
    listing = Listing(database)
    first, more = listing.sessions(most=2)
    second, end = listing.sessions(after=first[-1], most=2)
    assert more and not end
    assert {line.id for line in (*first, *second)} == {"b2-5", "A1-5", "c3-5"}


def test_a_line_says_what_a_list_shows(database: Database, clients: list[Client]) -> None:
    (recorded,) = add(database, clients[0], 1, recording_id="r", state=SessionState.SIGNED, duration=60.0)
    add(database, clients[0], 2, summary="We spoke of the week.")
    add(database, clients[1], 3, recording_id="r2", audio_destroyed_at=MORNING, summary="x", state=SessionState.DRAFTED)
    sign(database, recorded)
    destroyed, written, signed = Listing(database).sessions()[0]
    assert (signed.client, signed.sound, signed.written, signed.duration) == ("b2 · Žofie Müller", True, False, 60.0)
    assert signed.signed_at == MORNING + timedelta(days=1)
    assert (written.written, written.sound, written.signed_at) == (True, False, None)
    assert (destroyed.client, destroyed.sound) == ("A1", False)
    assert not destroyed.written, "a draft is there: what was typed is not what it waits for"


def test_one_client_one_state_and_some_ids(database: Database, clients: list[Client]) -> None:
    add(database, clients[0], 1, 2)
    add(database, clients[1], 3, state=SessionState.DRAFTED)
    add(database, clients[1], 4, summary="Words.")
    listing = Listing(database)
    assert [line.id for line in listing.sessions(client_id=clients[0].id)[0]] == ["b2-2", "b2-1"]
    assert [line.id for line in listing.waiting(SessionState.DRAFTED)] == ["A1-3"]
    assert [line.id for line in listing.waiting(SessionState.PLANNED, written=True)] == ["A1-4"]
    assert len(listing.waiting(SessionState.PLANNED, most=2)) == 2
    assert [line.id for line in listing.lines(["A1-3", "nobody", "b2-1"])] == ["A1-3", "b2-1"]
    assert (listing.count(), listing.count(clients[1].id), listing.count("nobody")) == (4, 2, 0)


def test_clients_come_by_code_with_their_number_of_sessions(database: Database, clients: list[Client]) -> None:
    add(database, clients[0], 1, 7)
    lines = Listing(database).clients()
    assert [(line.label, line.sessions, line.last_at) for line in lines] == [
        ("A1", 0, None),
        ("b2 · Žofie Müller", 2, MORNING + timedelta(hours=7)),
        ("c3", 0, None),
    ]


def test_the_last_time_is_that_of_the_newest_session(database: Database, clients: list[Client]) -> None:
    add(database, clients[0], 9, type=SessionType.COUPLE, speakers=3, template_id="soap")
    add(database, clients[0], 1)
    add(database, clients[1], 2, summary="Words.")
    found = Listing(database).last_times()
    assert found == {
        clients[0].id: LastTime(MORNING + timedelta(hours=9), SessionType.COUPLE, 3, "soap", False),
        clients[1].id: LastTime(MORNING + timedelta(hours=2), SessionType.INDIVIDUAL, 2, "dap", True),
    }


def test_signed_sessions_whose_recording_is_there(database: Database, clients: list[Client]) -> None:
    there, gone, none = (
        *add(database, clients[0], 1, recording_id="r"),
        *add(database, clients[0], 2, recording_id="q", audio_destroyed_at=MORNING),
        *add(database, clients[0], 3),
    )
    add(database, clients[0], 4, recording_id="unsigned")
    for session in (there, gone, none):
        sign(database, session)
    assert Listing(database).signed_with_sound() == [(there.id, MORNING + timedelta(days=1))]


@pytest.mark.parametrize("column", ["state", "type"])
def test_a_kind_that_there_is_not_is_damage(database: Database, clients: list[Client], column: str) -> None:
    add(database, clients[0], 1)
    with database.transaction() as cursor:
        cursor.execute(f"UPDATE session SET {column} = 'else'")
    with pytest.raises(VaultDamaged):
        Listing(database).sessions()
    if column == "type":
        with pytest.raises(VaultDamaged):
            Listing(database).last_times()
