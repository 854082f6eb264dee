from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.domain.errors import CodeTaken, ProgramFault, RecordMissing, VaultDamaged
from app.domain.session import Consent, Gap, GapKind, Mark, Session, SessionState, SessionType
from app.domain.transcript import Role, Segment, Speaker, SpeakerTurn, Transcript, Turn, Word
from app.store import (
    ClientRepository,
    ConsentRepository,
    Database,
    RecordingRepository,
    SessionRepository,
    SettingsRepository,
    TranscriptRepository,
)
from tests.unit.store.conftest import KEY, MORNING
from tests.unit.store.pages import decrypted_pages


def test_clients(database: Database) -> None:
    clients = ClientRepository(database)
    second, first = clients.add("b2", "Ümit Ö."), clients.add("A1")
    assert clients.list() == [first, second]
    assert clients.get(second.id) == second
    renamed = replace(second, code="B3", name="")
    clients.save(renamed)
    assert clients.get(second.id) == renamed


def test_two_clients_never_share_a_code(database: Database) -> None:
    clients = ClientRepository(database)
    first, second = clients.add("A1"), clients.add("B2")
    with pytest.raises(CodeTaken):
        clients.add("a1")
    with pytest.raises(CodeTaken):
        clients.save(replace(second, code="A1"))
    clients.save(replace(first, code="a1"))
    assert len(clients.list()) == 2


def test_what_is_not_there_is_missing(database: Database) -> None:
    with pytest.raises(RecordMissing):
        ClientRepository(database).get("x")
    with pytest.raises(RecordMissing):
        SessionRepository(database).get("x")
    with pytest.raises(RecordMissing):
        SessionRepository(database).add(Session("s", "x", SessionType.GROUP, 6, SessionState.PLANNED, MORNING))
    with pytest.raises(RecordMissing):
        ConsentRepository(database).add(Consent("x", MORNING, "yes"))
    with pytest.raises(RecordMissing):
        TranscriptRepository(database).save("x", Transcript())
    with pytest.raises(RecordMissing):
        RecordingRepository(database).set_control("x", "address", b"key")


def test_everything_about_a_session_comes_back(database: Database, session: Session) -> None:
    sessions = SessionRepository(database)
    full = replace(
        session,
        type=SessionType.COUPLE,
        speakers=3,
        state=SessionState.INTERRUPTED,
        ended_at=MORNING + timedelta(minutes=50),
        duration=2999.5,
        recording_id="r1",
        template_id="soap",
        summary="Slept better.",
        audio_destroyed_at=MORNING + timedelta(days=1),
        marks=(Mark(1.5), Mark(2.0)),
        gaps=(Gap(GapKind.OFF_RECORD, 3.0, 60.0),),
    )
    sessions.save(full)
    assert sessions.get("s1") == full
    assert sessions.by_state(SessionState.INTERRUPTED) == [full]
    assert sessions.by_state(SessionState.PLANNED) == []
    with pytest.raises(RecordMissing):
        sessions.save(replace(full, id="s2"))


def test_sessions_come_newest_first(database: Database, session: Session) -> None:
    sessions = SessionRepository(database)
    other = ClientRepository(database).add("B2")
    later = replace(session, id="s2", started_at=MORNING + timedelta(hours=1))
    theirs = replace(session, id="s3", client_id=other.id, started_at=MORNING - timedelta(hours=1))
    sessions.add(later)
    sessions.add(theirs)
    assert [s.id for s in sessions.list()] == ["s2", "s1", "s3"]
    assert [s.id for s in sessions.list(other.id)] == ["s3"]
    assert [s.id for s in sessions.list(session.client_id)] == ["s2", "s1"]


def test_a_time_without_a_zone_is_refused(database: Database, session: Session) -> None:
    with pytest.raises(ProgramFault):
        SessionRepository(database).save(replace(session, ended_at=datetime(2026, 3, 2)))  # noqa: DTZ001
    assert SessionRepository(database).get("s1") == session


def test_consents(database: Database, session: Session) -> None:
    consents = ConsentRepository(database)
    assert consents.get("s1") is None
    consents.add(Consent("s1", MORNING, "You may record."))
    consents.add(Consent("s1", MORNING + timedelta(minutes=1), "You may record this."))
    found = consents.get("s1")
    assert found == Consent("s1", MORNING + timedelta(minutes=1), "You may record this.")
    assert session.id == "s1"


def test_the_way_to_a_running_recorder(database: Database) -> None:
    recordings = RecordingRepository(database)
    recordings.add("r1", KEY)
    assert recordings.key("r1") == KEY
    assert recordings.key("r2") is recordings.control("r1") is None
    recordings.set_control("r1", "/tmp/x", b"\x00secret")
    assert recordings.control("r1") == ("/tmp/x", b"\x00secret")
    recordings.clear_control("r1")
    assert recordings.control("r1") is None


@pytest.mark.parametrize("checkpoint_before", [True, False])
def test_a_destroyed_key_is_in_no_page_of_the_vault(database: Database, checkpoint_before: bool) -> None:
    recordings = RecordingRepository(database)
    keys = {f"r{i}": hashlib.sha256(bytes([i])).digest() for i in range(60)}
    for recording_id, key in keys.items():
        recordings.add(recording_id, key)
    recordings.set_control("r20", "address", b"a recorder's secret")
    if checkpoint_before:
        database.checkpoint()
    doomed = keys["r20"]
    assert any(doomed in page for page in decrypted_pages(database.path, KEY))

    recordings.destroy("r20")

    pages = decrypted_pages(database.path, KEY)
    assert pages
    # No half of it either: a page may have been split in the middle of a row.
    assert not any(doomed[at : at + 12] in page for page in pages for at in range(0, 21))
    assert not any(b"a recorder's secret" in page for page in pages)
    assert any(keys["r21"] in page for page in pages)
    assert recordings.key("r20") is recordings.control("r20") is None
    assert recordings.key("r21") == keys["r21"]
    assert "r20" in recordings.ids()
    recordings.destroy("r20")
    with pytest.raises(RecordMissing):
        recordings.destroy("never")


def test_segments(database: Database, session: Session) -> None:
    transcripts = TranscriptRepository(database)
    one, two = Segment(0.0, 2.5, (Word("Hello.", 0.1, 0.4, 0.75),)), Segment(3.0, 4.0)
    transcripts.save_segment(session.id, 1, two)
    transcripts.save_segment(session.id, 0, two)
    transcripts.save_segment(session.id, 0, one)
    assert transcripts.segments(session.id) == [one, two]
    transcripts.clear_segments(session.id)
    assert transcripts.segments(session.id) == []


def test_who_spoke_when(database: Database, session: Session) -> None:
    transcripts = TranscriptRepository(database)
    assert transcripts.diarization(session.id) is None
    transcripts.save_diarization(session.id, [])
    assert transcripts.diarization(session.id) == []
    turns = [SpeakerTurn(0.0, 1.5, "S1"), SpeakerTurn(1.5, 2.0, "S2")]
    transcripts.save_diarization(session.id, turns)
    assert transcripts.diarization(session.id) == turns


def test_every_version_of_a_transcript_is_kept(database: Database, session: Session) -> None:
    transcripts = TranscriptRepository(database)
    assert transcripts.latest(session.id) is None
    turns = tuple(Turn("S1", float(i), i + 1.0, f"Sentence {i}.", (Word("x", i, i + 0.5),)) for i in range(50))
    first = Transcript((*turns, turns[3]), (Speaker("S1", Role.CLIENT, "Ö"),), 51.0)
    transcripts.save(session.id, first)
    second = replace(first, turns=(replace(turns[0], text="Corrected.", uncertain=True), *turns[1:]))
    transcripts.save(session.id, second)
    transcripts.save(session.id, Transcript())
    assert transcripts.latest(session.id) == Transcript()
    assert transcripts.count_versions(session.id) == 3
    assert [transcripts.version(session.id, n) for n in (1, 2, 4)] == [first, second, None]
    assert len(database.query("SELECT * FROM turn")) == 51  # a turn that did not change is stored once


def test_a_turn_that_stands_as_it_was_read_is_the_same_object(database: Database, session: Session) -> None:
    transcripts = TranscriptRepository(database)
    turns = tuple(Turn("S1", float(i), i + 1.0, f"Sentence {i}.") for i in range(4))
    first = Transcript(turns, (Speaker("S1", Role.CLIENT),), 4.0)
    transcripts.save(session.id, first)
    read = transcripts.latest(session.id)
    assert read == first and transcripts.latest(session.id) is read
    transcripts.save(session.id, replace(first, turns=(turns[0], replace(turns[1], text="Other."), *turns[2:])))
    after = transcripts.latest(session.id)
    assert read is not None and after is not None and after.turns[1].text == "Other."
    assert [now is before for now, before in zip(after.turns, read.turns, strict=True)] == [True, False, True, True]
    transcripts.save(session.id, replace(first, speakers=(Speaker("S1", Role.THERAPIST),)))
    named = transcripts.latest(session.id)
    assert named is not None and named.speakers[0].role is Role.THERAPIST and named.turns == turns


def test_what_is_remembered_of_a_transcript_is_not_taken_for_another(database: Database, session: Session) -> None:
    transcripts = TranscriptRepository(database)
    transcripts.save(session.id, Transcript((Turn("S1", 0.0, 1.0, "Before."),), (), 1.0))
    assert transcripts.latest(session.id) is not None
    transcripts.delete(session.id)
    assert transcripts.latest(session.id) is None
    transcripts.save(session.id, Transcript((Turn("S1", 0.0, 1.0, "After."),), (), 1.0))  # under the same number
    found = transcripts.latest(session.id)
    assert found is not None and found.turns[0].text == "After."
    with database.transaction() as cursor:
        cursor.execute("UPDATE turn SET data = x'00' WHERE session_id = ?", (session.id,))
    with pytest.raises(VaultDamaged):
        transcripts.latest(session.id)


def test_what_could_not_be_read_back_is_not_stored(database: Database, session: Session) -> None:
    transcripts = TranscriptRepository(database)
    with pytest.raises(ProgramFault) as failure:
        transcripts.save_segment(session.id, 0, Segment(0.0, float("nan"), (Word("heliotrope", 0.0, 1.0),)))
    assert "heliotrope" not in failure.value.message()
    with pytest.raises(ProgramFault):
        transcripts.save(session.id, Transcript((Turn("S1", 0.0, 1.0, "\ud800"),)))
    assert transcripts.segments(session.id) == []


def test_settings(database: Database) -> None:
    settings = SettingsRepository(database)
    assert settings.get("profile") is None
    for value in ({"name": "Dr Ö", "years": 12}, [1, 2.5, None], "text", False):
        settings.set("profile", value)
        assert settings.get("profile") == value
    with pytest.raises(ProgramFault):
        settings.set("profile", object())
    assert settings.get("profile") is False
