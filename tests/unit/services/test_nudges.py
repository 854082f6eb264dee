"""Nudges from a real vault: session, earlier notes and goals are looked at; off, set aside, gone with the session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import NotAllowed, RecordMissing, VaultLocked
from app.domain.note import Note, NoteSentence, Origin
from app.domain.session import Session, SessionState, SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.services.container import Services
from app.services.goals import GoalEntry
from tests.unit.services.keeping import found

SAID = Transcript(
    (
        Turn("S1", 0.0, 2.0, "Are you still taking the sertraline?"),
        Turn("S2", 2.5, 4.0, "Every morning."),
        Turn("S1", 5.0, 7.0, "Have you had any thoughts of hurting yourself?"),
        Turn("S2", 8.0, 9.0, "No."),
    ),
    (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)),
    9.0,
)


def note_of(session_id: str, *texts: str) -> Note:
    sentences = [NoteSentence(f"a{n}", "data", text, Origin.CLINICIAN, kept=True) for n, text in enumerate(texts)]
    plan = NoteSentence("p", "plan", "Next session on Monday.", Origin.CLINICIAN, kept=True)
    return Note(f"note-{session_id}", session_id, "dap", (*sentences, plan))


def rules(services: Services, note: Note) -> list[str]:
    return [nudge.rule for nudge in services.nudges.find(note)[0]]


@pytest.fixture
def drafted_session(services: Services, session: Session) -> Session:
    """A session that was recorded, with start and stop time, of which there is a transcript."""
    store = services.vault.store
    done = replace(session, state=SessionState.DRAFTED, ended_at=session.started_at + timedelta(minutes=50))
    store.sessions.save(done)
    store.transcripts.save(session.id, SAID)
    return done


def test_they_come_from_the_note_as_it_is_on_the_screen(services: Services, drafted_session: Session) -> None:
    note = note_of(drafted_session.id, "Client came on time.")
    assert rules(services, note) == ["risk", "medication"]
    more = note_of(drafted_session.id, "Client takes sertraline.", "Client denied thoughts of self-harm.")
    assert rules(services, more) == [], "nothing was stored, and what was typed counts"
    assert services.notes.latest(drafted_session.id) is None


def test_goals_and_corrections_are_seen_at_once(services: Services, drafted_session: Session) -> None:
    note = note_of(drafted_session.id, "Client takes sertraline. Asked about self-harm.")
    assert rules(services, note) == []
    (goal,) = services.goals.keep(drafted_session.client_id, [GoalEntry("", "Reconnect with estranged father")])
    assert rules(services, note) == ["goals"]
    services.goals.keep(drafted_session.client_id, [replace_entry(goal.id)])
    assert rules(services, note) == [], "what was reached is not worked on"
    said = replace(SAID, turns=(*SAID.turns, Turn("S2", 9.0, 9.5, "The doctor gave me lithium.")))
    services.vault.store.transcripts.save(drafted_session.id, said)
    assert rules(services, note) == ["medication"]


def replace_entry(goal_id: str) -> GoalEntry:
    return GoalEntry(goal_id, "Reconnect with estranged father", reached=True)


def test_earlier_notes_of_this_client_alone_are_compared_with(services: Services, drafted_session: Session) -> None:
    store = services.vault.store
    told = "Client takes sertraline 50 mg, argued with her brother about the inheritance and felt ignored by them."
    stranger = services.records.add_client("K-18")
    for client_id in (stranger.id, drafted_session.client_id):
        before = services.records.new_session(client_id, SessionType.INDIVIDUAL, 2, "dap")
        store.sessions.save(replace(before, started_at=before.started_at - timedelta(days=7)))
        assert rules(services, note_of(drafted_session.id, told, "Asked about self-harm.")) == []
        services.notes.save(note_of(before.id, told))
        services.notes.sign(before.id, "A. Ray", "LCSW")
    again = note_of(drafted_session.id, told, "Asked about self-harm.")
    (nudge,) = services.nudges.find(again)[0]
    assert nudge.rule == "cloned" and "%" in nudge.reason and "DAP note of" in nudge.reason
    other_dose = note_of(drafted_session.id, "Client takes sertraline 100 mg.", "Asked about self-harm.")
    (nudge,) = services.nudges.find(other_dose)[0]
    assert nudge.rule == "contradiction" and "50 mg" in nudge.reason


def test_a_rule_is_switched_off_and_on_for_every_note(services: Services, drafted_session: Session) -> None:
    note = note_of(drafted_session.id, "Client came on time.")
    services.nudges.switch("risk", False)
    services.nudges.switch("risk", False)
    assert services.nudges.switched_off() == {"risk"} and rules(services, note) == ["medication"]
    services.nudges.switch("risk", True)
    assert rules(services, note) == ["risk", "medication"]
    with pytest.raises(NotAllowed):
        services.nudges.switch("mood", False)
    told = [(e.action, e.subject) for e in services.vault.store.audit.entries() if e.action == "nudges.switched"]
    assert told == [("nudges.switched", "risk:off"), ("nudges.switched", "risk:on")]


def test_not_for_this_note_is_remembered_for_this_note(services: Services, drafted_session: Session) -> None:
    note = note_of(drafted_session.id, "Client came on time.")
    risk = services.nudges.find(note)[0][0]
    services.nudges.set_aside(drafted_session.id, risk.key)
    services.nudges.set_aside(drafted_session.id, risk.key)
    shown, aside = services.nudges.find(note_of(drafted_session.id, "Client came a little late."))
    assert ([nudge.rule for nudge in shown], aside) == (["medication"], 1)
    services.nudges.bring_back(drafted_session.id)
    assert rules(services, note) == ["risk", "medication"]
    with pytest.raises(RecordMissing):
        services.nudges.set_aside("nothing", risk.key)
    actions = [e.action for e in services.vault.store.audit.entries() if e.action.startswith("nudge")]
    assert actions == ["nudge.set-aside", "nudges.brought-back"]


def test_what_was_set_aside_holds_no_words_and_goes_with_the_session(
    services: Services, drafted_session: Session
) -> None:
    note = note_of(drafted_session.id, "Client came on time.")
    for nudge in services.nudges.find(note)[0]:
        services.nudges.set_aside(drafted_session.id, nudge.key)
    stored = services.vault.store.settings.get(f"nudges.{drafted_session.id}")
    assert len(stored) == 2 and "sertraline" not in str(stored)
    services.deletion.delete_session(drafted_session.id)
    assert services.vault.store.settings.get(f"nudges.{drafted_session.id}") is None
    assert found(services, stored[0]) == 0


def test_a_signed_note_is_left_alone_and_a_locked_vault_says_so(services: Services, drafted_session: Session) -> None:
    services.notes.save(note_of(drafted_session.id, "Client came on time."))
    signed = services.notes.sign(drafted_session.id, "A. Ray", "LCSW")
    assert services.nudges.find(signed) == ([], 0)
    services.vault.lock()
    with pytest.raises(VaultLocked):
        services.nudges.find(note_of(drafted_session.id, "Client came on time."))
