"""Clients, sessions and corrections of a transcript."""

from __future__ import annotations

import pytest

from app.domain.errors import CodeTaken, DiskFull, NotAllowed, NoteSigned, RecordMissing, VaultLocked
from app.domain.note import Note
from app.domain.session import Session, SessionType
from app.services.container import Services
from tests.unit.services.conftest import TRANSCRIPT


def test_a_client_needs_a_code_of_its_own(services: Services, session: Session) -> None:
    with pytest.raises(NotAllowed):
        services.records.add_client("  ")
    with pytest.raises(CodeTaken):
        services.records.add_client("K-17")
    assert [client.label for client in services.records.clients()] == ["K-17 · Žofie Müller-Ó Briain"]


def test_a_client_comes_with_its_terms_or_not_at_all(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    made = services.records.add_client("K-18", "Iolanthe", " Lamotrigine\nUncle Tadeusz ")
    assert made.terms == "Lamotrigine\nUncle Tadeusz" and services.records.client(made.id) == made
    trail = services.vault.store.audit
    assert [each.action for each in trail.entries()][-2:] == ["client.created", "client.terms"]

    def full_at_the_terms(action: str, subject: str = "") -> None:
        if action == "client.terms":
            raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(trail, "append", full_at_the_terms)
        with pytest.raises(DiskFull):
            services.records.add_client("K-19", "", "Quetiapin")
    assert [each.code for each in services.records.clients()] == ["K-18"]
    assert services.records.add_client("K-19", "", "Quetiapin").terms == "Quetiapin", "its code is free"


@pytest.mark.parametrize("people", [-1, 13])
def test_an_impossible_number_of_people_is_refused(services: Services, session: Session, people: int) -> None:
    with pytest.raises(NotAllowed):
        services.records.new_session(session.client_id, SessionType.GROUP, people, "dap")
    assert len(services.records.sessions()) == 1


def test_consent_is_stored_with_time_and_wording(services: Services, session: Session) -> None:
    given = services.records.give_consent(session.id, "I agree.")
    assert services.vault.store.consents.get(session.id) == given
    assert given.wording == "I agree." and given.given_at.tzinfo is not None


def test_what_is_not_there_is_said_to_be_missing(services: Services, session: Session) -> None:
    with pytest.raises(RecordMissing):
        services.corrections.swap_roles(session.id)
    services.vault.store.transcripts.save(session.id, TRANSCRIPT)
    with pytest.raises(RecordMissing):
        services.corrections.edit_turn(session.id, 7, "x")
    with pytest.raises(RecordMissing):
        services.records.sound(session.id, 0.0, 1.0)
    with pytest.raises(NotAllowed):
        services.deletion.destroy_recording(session.id)


def test_after_the_signature_the_transcript_stays(services: Services, drafted: Note) -> None:
    from dataclasses import replace

    services.notes.save(replace(drafted, sentences=drafted.sentences[:1]))
    services.notes.sign(drafted.session_id, "A. Ray", "LCSW")
    with pytest.raises(NoteSigned):
        services.corrections.edit_turn(drafted.session_id, 0, "Changed.")


def test_a_locked_vault_gives_nothing(services: Services, session: Session) -> None:
    services.vault.lock()
    with pytest.raises(VaultLocked):
        services.records.sessions()


def test_every_act_is_in_the_audit_trail_without_content(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "I agree.")
    services.records.set_summary(session.id, "private words")
    entries = services.vault.store.audit.entries()
    assert [e.action for e in entries][-4:] == ["client.created", "session.created", "consent.given", "session.summary"]
    assert "private" not in str(entries) and "Žofie" not in str(entries)
