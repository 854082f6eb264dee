"""How long recordings are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import NotAllowed
from app.domain.note import Signature
from app.domain.session import Session
from app.services.container import Services
from app.services.retention import ClockDoubt, Keep, Policy, RetentionService
from tests.demo import PASSPHRASE
from tests.unit.services.keeping import add_sound, add_texts, another_session, found


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


# ---- a clock that is wrong ------------------------------------------------------------------------


class Clock:
    """The computer's clock, as somebody sets it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, services: Services) -> None:
        self.off = timedelta()
        monkeypatch.setattr("app.store.clock.now", self.now)
        self.retention = RetentionService(services.vault, services.deletion, self.now)
        self.retention.set_policy(Policy(Keep.AFTER_DAYS, 30))

    def now(self) -> datetime:
        return datetime.now(UTC) + self.off

    def sign(self, services: Services, session: Session) -> Session:
        session = add_texts(services, add_sound(services, session))
        note = services.notes.latest(session.id)
        assert note is not None
        services.vault.store.notes.sign(note, Signature("A. Ray", "LCSW", self.now(), "Mine."))
        return session


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch, services: Services) -> Clock:
    return Clock(monkeypatch, services)


@pytest.mark.parametrize("looked_before", [True, False])
def test_a_clock_years_ahead_destroys_nothing_unasked(
    services: Services, session: Session, wrong: Clock, looked_before: bool
) -> None:
    wrong.sign(services, session)
    if looked_before:
        assert wrong.retention.apply() == []
    seen = wrong.now()
    services.vault.lock()
    wrong.off = timedelta(days=3 * 365)
    for _ in range(2):  # the opening with the wrong date is in the trail by then, and proves nothing
        services.vault.unlock(PASSPHRASE)
        assert wrong.retention.apply() == [] and wrong.retention.due() == []
        doubt = wrong.retention.clock_doubt()
        assert isinstance(doubt, ClockDoubt) and abs(doubt.seen - seen) < timedelta(minutes=5)
        services.vault.lock()
    wrong.off = timedelta()
    services.vault.unlock(PASSPHRASE)
    assert wrong.retention.clock_doubt() is None and wrong.retention.apply() == []


def test_once_the_date_is_said_to_be_right_it_counts(services: Services, session: Session, wrong: Clock) -> None:
    wrong.sign(services, session)
    wrong.retention.apply()
    wrong.off = timedelta(days=90)
    assert wrong.retention.apply() == []
    wrong.retention.clock_is_right()
    assert wrong.retention.clock_doubt() is None
    assert wrong.retention.apply() == [session.id]
    assert "policy.clock-confirmed" in [e.action for e in services.vault.store.audit.entries()]


def test_a_holiday_is_not_asked_about(services: Services, session: Session, wrong: Clock) -> None:
    wrong.sign(services, session)
    wrong.retention.apply()
    for _ in range(2):
        assert wrong.retention.apply() == []
        wrong.off += timedelta(days=20)
    assert wrong.retention.clock_doubt() is None
    assert wrong.retention.apply() == [session.id]


def test_a_clock_that_went_back_is_asked_about(services: Services, session: Session, wrong: Clock) -> None:
    wrong.sign(services, session)
    wrong.retention.apply()
    wrong.off = -timedelta(days=20 * 365)
    assert wrong.retention.apply() == []
    assert wrong.retention.clock_doubt() is not None, "or it would be kept for ever in silence"
    wrong.retention.clock_is_right()
    assert wrong.retention.apply() == [] and wrong.retention.clock_doubt() is None
    wrong.off += timedelta(days=16)
    wrong.retention.apply()
    wrong.off += timedelta(days=15)
    assert wrong.retention.apply() == [session.id], "its days count from when the date was said to be right"


@pytest.mark.parametrize("years", [-20, 3])
def test_what_was_signed_under_a_wrong_clock_is_kept_its_days_and_no_longer(
    services: Services, session: Session, wrong: Clock, years: int
) -> None:
    wrong.retention.apply()
    wrong.off = timedelta(days=365 * years)
    signed_then = wrong.sign(services, another_session(services, session.client_id))
    assert wrong.retention.apply() == []
    wrong.off = timedelta(days=1)
    assert wrong.retention.apply() == [], "not at once, because it seems to be from long ago"
    wrong.off = timedelta(days=29)
    assert wrong.retention.apply() == []
    wrong.off = timedelta(days=32)
    assert wrong.retention.apply() == [signed_then.id], "and not in three years"


def test_at_signing_is_at_signing_whatever_the_clock_says(services: Services, session: Session, wrong: Clock) -> None:
    wrong.retention.set_policy(Policy(Keep.AT_SIGNING))
    wrong.sign(services, session)
    wrong.off = -timedelta(days=400)
    assert wrong.retention.clock_doubt() is None
    assert wrong.retention.apply() == [session.id]
