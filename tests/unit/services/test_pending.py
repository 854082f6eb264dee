"""Work that a lock or a crash put off is found again, and only where it still makes sense."""

from __future__ import annotations

from dataclasses import replace

from app.domain.note import Note
from app.domain.session import Session
from app.domain.work import ModelPlan, WorkPlan
from app.services.container import Services
from app.services.pending import NAME
from tests.demo import PASSPHRASE


def reopen(services: Services) -> None:
    services.vault.lock()
    services.vault.unlock(PASSPHRASE)


def test_plans_come_back_in_order_after_a_lock(services: Services, session: Session) -> None:
    plans = [WorkPlan(session.id, capture=True, notice="It ended early."), WorkPlan(session.id, transcribe=False)]
    services.pending.keep(plans)
    reopen(services)
    assert services.pending.plans() == plans
    services.pending.keep([])
    assert services.pending.plans() == []


def test_a_draft_is_not_made_over_what_was_written_meanwhile(services: Services, drafted: Note) -> None:
    again, only_words = WorkPlan(drafted.session_id, transcribe=False), WorkPlan(drafted.session_id, draft=False)
    services.pending.keep([again, only_words])
    assert services.pending.plans() == [again, only_words]
    services.notes.save(replace(drafted, sentences=drafted.sentences[:1]))
    services.pending.keep([again, only_words])  # kept anew, with how the note stood at first
    reopen(services)
    assert services.pending.plans() == [only_words]


def test_work_on_a_session_that_is_gone_is_forgotten(services: Services, session: Session) -> None:
    services.pending.keep([WorkPlan("no-such-session"), WorkPlan(session.id)])
    assert services.pending.plans() == [WorkPlan(session.id)]


def test_what_another_version_kept_is_not_taken_for_a_plan(services: Services, session: Session) -> None:
    services.pending.keep([WorkPlan(session.id)])
    settings = services.vault.store.settings
    entry = settings.get(NAME)[0]
    for stored in ({"odd": 1}, [1, {"session_id": session.id}, {**entry, "more": 1}], "x"):
        settings.set(NAME, stored)
        assert services.pending.plans() == []
    settings.set(NAME, [entry])
    assert services.pending.plans() == [WorkPlan(session.id)]


def test_which_models_a_session_works_with_is_kept_with_its_plan(services: Services, session: Session) -> None:
    plan = WorkPlan(session.id, live=True, models=ModelPlan({"note": ("qwen3-4b", "")}, in_turn=True))
    services.pending.keep([plan])
    assert services.pending.plans() == [plan]


def test_what_was_kept_before_plans_named_models_is_still_worked_on(services: Services, session: Session) -> None:
    services.pending.keep([WorkPlan(session.id, draft=False)])
    settings = services.vault.store.settings
    (entry,) = settings.get(NAME)
    del entry["models"]
    settings.set(NAME, [entry])
    assert services.pending.plans() == [WorkPlan(session.id, draft=False)]
