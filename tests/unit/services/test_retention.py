"""How long recordings are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import NotAllowed
from app.domain.note import Signature
from app.domain.session import Session
from app.services.container import Services
from app.services.retention import Keep, Policy
from tests.unit.services.keeping import add_sound, add_texts, found


def signed(services: Services, session: Session, days_ago: float = 0.0) -> Session:
    session = add_texts(services, add_sound(services, session))
    note = services.notes.latest(session.id)
    assert note is not None
    at = datetime.now(UTC) - timedelta(days=days_ago)
    services.vault.store.notes.sign(note, Signature("A. Ray", "LCSW", at, "Mine."))
    return session


def test_nothing_is_destroyed_by_itself_unless_decided(services: Services, session: Session) -> None:
    session = signed(services, session, 4000)
    assert services.retention.policy() == Policy(Keep.BY_HAND, 30)
    assert services.retention.apply() == []
    assert services.retention.describe(session) == "The recording is kept until you destroy it."
    assert services.retention.summary() == (
        "Recordings are kept until you destroy them. There is 1 recording in the vault now."
    )


def test_a_decision_is_noted_without_content_and_once(services: Services) -> None:
    services.retention.set_policy(Policy(Keep.AFTER_DAYS, 30))
    services.retention.set_policy(Policy(Keep.AFTER_DAYS, 30))
    services.retention.set_policy(Policy(Keep.AT_SIGNING, 30))
    entries = [(e.action, e.subject) for e in services.vault.store.audit.entries() if e.action.startswith("policy")]
    assert entries == [("policy.recordings", "after-days:30"), ("policy.recordings", "at-signing")]
    with pytest.raises(NotAllowed):
        services.retention.set_policy(Policy(Keep.AFTER_DAYS, 0))


def test_at_signing(services: Services, session: Session) -> None:
    services.retention.set_policy(Policy(Keep.AT_SIGNING))
    session = add_texts(services, add_sound(services, session))
    key = services.vault.store.recordings.key(session.recording_id)
    assert key is not None
    assert services.retention.apply() == [] and "until the note is signed" in services.retention.describe(session)
    services.notes.sign(session.id, "A. Ray", "LCSW")
    assert services.retention.apply() == [session.id]
    gone = services.records.session(session.id)
    assert gone.audio_destroyed_at is not None and found(services, key) == 0
    assert services.retention.describe(gone).startswith("The recording was destroyed on ")
    assert services.retention.apply() == []
    assert "no recording in the vault" in services.retention.summary()


@pytest.mark.parametrize(("ago", "gone"), [(29.9, False), (30.1, True)])
def test_some_days_after_signing(services: Services, session: Session, ago: float, gone: bool) -> None:
    session = signed(services, session, ago)
    services.retention.set_policy(Policy(Keep.AFTER_DAYS, 30))
    if not gone:
        assert services.retention.describe(session).startswith("The recording is kept until ")
    assert services.retention.apply() == ([session.id] if gone else [])


def test_what_is_being_worked_on_waits(services: Services, session: Session) -> None:
    session = signed(services, session, 2)
    services.retention.set_policy(Policy(Keep.AFTER_DAYS, 1))
    with services.work._working_on(session.id):
        assert services.retention.apply() == []
    assert services.retention.apply() == [session.id]


def test_a_policy_that_cannot_be_read_destroys_nothing(services: Services, session: Session) -> None:
    signed(services, session, 900)
    services.vault.store.settings.set("policy.recordings", {"keep": "whatever", "days": "x"})
    assert services.retention.policy() == Policy() and services.retention.apply() == []
