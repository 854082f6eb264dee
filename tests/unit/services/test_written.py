"""What is written instead of recorded: kept as it is typed, refused where a recording or a signature stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import NotAllowed, NoteSigned, RecordMissing
from app.domain.session import Session, SessionState
from app.services.container import Services

TEXT = "Slept five hours.\nPlan:\n- two thought records"


def written(services: Services) -> int:
    return sum(e.action == "session.summary" for e in services.vault.store.audit.entries())


def test_every_state_of_the_text_is_kept_and_the_trail_notes_it_once(services: Services, session: Session) -> None:
    for end in range(1, len(TEXT) + 1):
        services.written.keep(session.id, TEXT[:end])
    assert services.records.session(session.id).summary == TEXT
    assert written(services) == 1
    services.written.keep(session.id, TEXT)
    services.vault.lock()
    services.vault.unlock("umbrella giraffe window")
    assert services.records.session(session.id).summary == TEXT
    services.written.keep(session.id, TEXT + ".")
    assert written(services) == 2, "another sitting"


def test_what_stands_under_a_signature_or_on_a_recording_is_not_written_over(
    services: Services, session: Session
) -> None:
    store = services.vault.store
    store.sessions.save(replace(session, state=SessionState.SIGNED))
    with pytest.raises(NoteSigned):
        services.written.keep(session.id, TEXT)
    store.sessions.save(replace(session, recording_id="r1", state=SessionState.RECORDED))
    with pytest.raises(NotAllowed):
        services.written.keep(session.id, TEXT)
    with pytest.raises(RecordMissing):
        services.written.keep("nobody", TEXT)
    assert store.sessions.get(session.id).summary == ""


def test_how_far_a_text_would_go_is_said_before_it_is_drafted(services: Services, session: Session) -> None:
    template = services.notes.template("dap")
    outlook = services.written.outlook(TEXT, template)
    assert outlook.total == 2 and outlook.sentences["plan"] == 1
    assert [s.id for s in outlook.missing if not s.clinician_only] == ["assessment"]
    assert services.written.outlook("", template).total == 0
    assert services.notes.latest(session.id) is None, "nothing is stored by looking"
