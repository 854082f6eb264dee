"""What the home page and the client's page are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import CodeTaken, ConfirmationMissing, NotAllowed, RecordMissing
from app.domain.note import Note, NoteSentence, Origin, Signature, Verdict
from app.domain.overview import NeedKind
from app.domain.session import Session, SessionState, SessionType
from app.services.container import Services
from app.services.goals import GoalEntry
from app.services.retention import Keep, Policy
from tests.unit.services.keeping import add_sound, add_texts


def another(services: Services, session: Session, state: SessionState, hours_ago: float, **changes: object) -> Session:
    made = services.records.new_session(session.client_id, SessionType.INDIVIDUAL, 2, "dap")
    at = datetime.now(UTC) - timedelta(hours=hours_ago)
    made = replace(made, state=state, started_at=at, **changes)  # type: ignore[arg-type]
    services.vault.store.sessions.save(made)
    return made


def noted(services: Services, session: Session, *sentences: NoteSentence) -> Note:
    return services.vault.store.notes.save(Note(f"n-{session.id}", session.id, "dap", sentences))


def sentence(section: str, text: str, *, found: bool = True) -> NoteSentence:
    verdict = Verdict.SUPPORTED if found else Verdict.UNSUPPORTED
    return NoteSentence(f"{section}-{len(text)}", section, text, Origin.MODEL, verdict, 0.9 if found else 0.1)


def test_a_session_with_nothing_in_it_needs_nobody(services: Services, session: Session) -> None:
    assert services.overview.needs() == []
    assert [line.id for line in services.overview.sessions().lines] == [session.id]


def test_what_waits_is_told_by_kind_and_the_newest_first(services: Services, session: Session) -> None:
    states = [
        (SessionState.PLANNED, NeedKind.WRITING, {"summary": "We spoke of the week."}),
        (SessionState.RECORDED, NeedKind.WORK, {}),
        (SessionState.TRANSCRIBED, NeedKind.DRAFT, {}),
        (SessionState.DRAFTED, NeedKind.REVIEW, {}),
        (SessionState.INTERRUPTED, NeedKind.INTERRUPTED, {}),
        (SessionState.RECORDING, NeedKind.RECORDING, {}),
    ]
    made = [
        (kind, another(services, session, state, hours, **changes).id)
        for state, kind, changes in states
        for hours in (5, 2)
    ]
    another(services, session, SessionState.SIGNED, 1)
    told = [(need.kind, need.session.id) for need in services.overview.needs()]
    expected = [(kind, each) for kind in NeedKind for known, each in reversed(made) if known is kind]
    assert told == expected


def test_a_note_without_anything_to_decide_waits_for_its_signature(services: Services, session: Session) -> None:
    ready = another(services, session, SessionState.DRAFTED, 2)
    open_ = another(services, session, SessionState.DRAFTED, 1)
    noted(services, ready, sentence("data", "Slept six hours."))
    noted(services, open_, sentence("data", "Slept."), sentence("plan", "Will start EMDR.", found=False))
    told = [(need.kind, need.session.id, need.undecided) for need in services.overview.needs()]
    assert told == [(NeedKind.SIGN, ready.id, 0), (NeedKind.REVIEW, open_.id, 1)]


@pytest.mark.parametrize(("policy", "told"), [
    (Policy(Keep.AFTER_DAYS, 30), True), (Policy(Keep.AFTER_DAYS, 60), False), (Policy(Keep.BY_HAND), False),
])  # fmt: skip
def test_a_recording_that_is_about_to_go_is_told_of(
    services: Services, session: Session, policy: Policy, told: bool
) -> None:
    session = add_texts(services, add_sound(services, session))
    note = services.notes.latest(session.id)
    assert note is not None
    at = datetime.now(UTC) - timedelta(days=28)
    services.vault.store.notes.sign(note, Signature("A. Ray", "LCSW", at, "Mine."))
    services.retention.set_policy(policy)
    going = [need for need in services.overview.needs() if need.kind is NeedKind.SOUND_GOES]
    assert [need.session.id for need in going] == ([session.id] if told else [])
    if told:
        until = going[0].until
        services.retention.apply()  # from here on it is remembered from when the days count
        again = [need for need in services.overview.needs() if need.kind is NeedKind.SOUND_GOES]
        assert [(need.session.id, need.until) for need in again] == [(session.id, until)]
        services.deletion.destroy_recording(session.id)
        assert not any(need.kind is NeedKind.SOUND_GOES for need in services.overview.needs())
        assert until is not None and abs((until - datetime.now(UTC)) - timedelta(days=2)) < timedelta(minutes=5)


def test_a_client_is_shown_with_goals_plan_and_sessions(services: Services, session: Session) -> None:
    older = another(services, session, SessionState.SIGNED, 48)
    newer = another(services, session, SessionState.DRAFTED, 24)
    empty = another(services, session, SessionState.DRAFTED, 12)
    noted(services, older, sentence("plan", "Call the sister."))
    noted(services, newer, sentence("plan", "Keep the diary."), sentence("plan", "Start EMDR.", found=False),
          sentence("data", "Slept."))  # fmt: skip
    noted(services, empty, sentence("data", "Slept."))
    services.goals.keep(session.client_id, [GoalEntry("", "Sleep through the night")])
    view = services.overview.client(session.client_id)
    assert view.client.code == "K-17" and view.count == 4
    assert [goal.text for goal in view.goals] == ["Sleep through the night"]
    assert view.planned is not None and view.planned.session_id == newer.id and not view.planned.signed
    assert view.planned.sentences == ("Keep the diary.",), "what was not found may not be true"
    assert [line.id for line in view.sessions.lines] == [session.id, empty.id, newer.id, older.id]
    with pytest.raises(RecordMissing):
        services.overview.client("nobody")


def test_a_client_is_renamed_and_the_trail_holds_no_name(services: Services, session: Session) -> None:
    records = services.records
    records.add_client("K-18")
    renamed = records.rename_client(session.client_id, " K-20 ", " Iolanthe ")
    assert (renamed.code, renamed.name) == ("K-20", "Iolanthe") and records.client(session.client_id) == renamed
    records.rename_client(session.client_id, "K-20", "Iolanthe")
    entries = services.vault.store.audit.entries()
    assert [(e.action, e.subject) for e in entries if e.action == "client.renamed"] == [
        ("client.renamed", session.client_id)
    ], "once: the second time nothing changed"
    with pytest.raises(CodeTaken):
        records.rename_client(session.client_id, "k-18", "")
    with pytest.raises(NotAllowed):
        records.rename_client(session.client_id, "  ", "Iolanthe")
    with pytest.raises(RecordMissing):
        records.rename_client("nobody", "K-21", "")


def test_a_client_without_a_session_can_be_deleted(services: Services, session: Session) -> None:
    alone = services.records.add_client("K-18")
    held = services.deletion.client_holdings(alone.id)
    assert (held.client, held.sessions_of_client, held.client_signed) == (alone, 0, False)
    with pytest.raises(ConfirmationMissing):
        services.deletion.delete_client(alone.id, "")
    services.deletion.delete_client(alone.id, "k-18")
    assert [line.code for line in services.overview.clients()] == ["K-17"]
    of_one = services.deletion.client_holdings(session.client_id)
    assert (of_one.sessions_of_client, of_one.client_signed) == (1, False)
