"""The clinic's own formats: kept in the vault, given out and taken in as files, never changed under a note."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.errors import (
    Cancelled,
    FolderNotWritable,
    NotAllowed,
    RecordMissing,
    TemplateInvalid,
    VaultDamaged,
    VaultLocked,
)
from app.domain.note import Note, NoteSentence, NoteTemplate, Origin, Section
from app.domain.session import Session, SessionState, SessionType
from app.services.container import Services, build_services
from app.services.paths import Places
from app.services.templates import demo_transcript
from app.store.templates import StoredTemplate
from tests.demo import CHEAP, PASSPHRASE

BRIEF = NoteTemplate(
    "", "Brief", "For short contacts.",
    (
        Section("contact", "Contact", "What the client said and what was done.", topics=("symptoms", "events")),
        Section("risk_level", "Risk level", "Mine.", clinician_only=True, checklist=("Not elevated", "Elevated")),
        Section("next", "Next", "What was agreed.", topics=("homework", "appointments"), longest=400),
    ),
    own=True,
)  # fmt: skip


def audited(services: Services) -> list[tuple[str, str]]:
    rows = services.vault.store.database.query("SELECT action, subject FROM audit ORDER BY sequence")
    return [(row["action"], row["subject"]) for row in rows if row["action"].startswith("format.")]


def write_in(services: Services, session: Session, template_id: str) -> None:
    sentence = NoteSentence("a", "contact", "Called.", Origin.CLINICIAN, kept=True)
    services.notes.save(Note("n1", session.id, template_id, (sentence,)))


# ---- keeping -----------------------------------------------------------------------------------


def test_an_own_format_is_kept_and_offered_everywhere(services: Services) -> None:
    kept = services.templates.save(BRIEF)
    assert kept.id.startswith("own_") and kept.own
    assert replace(kept, id="") == BRIEF
    assert kept in services.templates.list() and kept in services.notes.templates()
    assert services.notes.template(kept.id) == kept
    assert services.notes.template(f"{kept.id}+cbt").sections[1].id == "cbt_situation"
    assert audited(services) == [("format.added", kept.id)]


def test_it_is_there_after_a_lock_and_not_while_it_is_locked(services: Services) -> None:
    kept = services.templates.save(BRIEF)
    services.vault.lock()
    assert kept not in services.templates.list(), "what ships is offered; what is in the vault is not"
    assert len(services.templates.list()) == 14
    with pytest.raises(TemplateInvalid):
        services.templates.get(kept.id)
    with pytest.raises(VaultLocked):
        services.templates.save(BRIEF)
    services.vault.unlock(PASSPHRASE)
    assert services.templates.get(kept.id) == kept


def test_a_format_is_changed_in_place_until_something_is_written_in_it(services: Services) -> None:
    kept = services.templates.save(BRIEF)
    renamed = services.templates.save(replace(kept, title="Briefer"))
    assert renamed.id == kept.id
    assert [t.title for t in services.templates.list() if t.own] == ["Briefer"]
    assert audited(services) == [("format.added", kept.id), ("format.changed", kept.id)]


def test_a_note_keeps_the_format_in_which_it_was_written(services: Services, session: Session) -> None:
    kept = services.templates.save(BRIEF)
    write_in(services, session, f"{kept.id}+cbt")
    other = replace(kept.sections[0], title="What happened")
    changed = services.templates.save(replace(kept, sections=(other, *kept.sections[1:])))
    assert changed.id != kept.id
    assert services.notes.template(f"{kept.id}+cbt").sections[0].title == "Contact"
    assert services.notes.template(changed.id).sections[0].title == "What happened"
    offered = [t.id for t in services.templates.list() if t.own]
    assert offered == [changed.id], "of the two only the new one can be chosen"
    with pytest.raises(NotAllowed, match=r"."):
        services.templates.save(replace(changed, title="DAP"))


def test_what_is_only_planned_goes_on_with_the_new_one(services: Services, session: Session) -> None:
    kept = services.templates.save(BRIEF)
    services.preferences.set("template", f"{kept.id}+mi")
    planned = services.records.new_session(session.client_id, SessionType.INDIVIDUAL, 2, f"{kept.id}+mi")
    recorded = services.records.new_session(session.client_id, SessionType.INDIVIDUAL, 2, kept.id)
    store = services.vault.store
    store.sessions.save(replace(recorded, state=SessionState.RECORDED))
    changed = services.templates.save(replace(kept, description="Another."))
    assert store.sessions.get(planned.id).template_id == f"{changed.id}+mi"
    assert store.sessions.get(recorded.id).template_id == kept.id, "its draft is on the way"
    assert services.preferences.get("template") == f"{changed.id}+mi"


def test_a_format_that_nothing_was_written_in_is_deleted_for_good(services: Services, session: Session) -> None:
    kept = services.templates.save(BRIEF)
    services.preferences.set("template", kept.id)
    planned = services.records.new_session(session.client_id, SessionType.INDIVIDUAL, 2, kept.id)
    services.templates.delete(kept.id)
    assert services.vault.store.templates.all() == []
    assert services.preferences.get("template") == "dap"
    assert services.vault.store.sessions.get(planned.id).template_id == "dap"
    with pytest.raises(TemplateInvalid):
        services.notes.template(kept.id)
    assert audited(services)[-1] == ("format.removed", kept.id)


def test_a_deleted_format_stays_for_its_notes(services: Services, session: Session) -> None:
    kept = services.templates.save(BRIEF)
    write_in(services, session, kept.id)
    services.templates.delete(kept.id)
    assert kept.id not in [t.id for t in services.templates.list()]
    assert services.notes.template(kept.id).title == "Brief"
    assert services.vault.store.templates.all() == [StoredTemplate(kept, retired=True)]
    again = services.templates.save(BRIEF)
    assert again.title == "Brief", "its title is free again"


def test_formats_that_ship_are_neither_changed_nor_deleted(services: Services) -> None:
    with pytest.raises(NotAllowed):
        services.templates.save(replace(services.templates.get("dap"), title="Mine"))
    with pytest.raises(NotAllowed):
        services.templates.delete("dap")
    assert audited(services) == []


def test_what_is_wrong_is_never_kept(services: Services) -> None:
    for wrong in (
        replace(BRIEF, title=" "),
        replace(BRIEF, sections=()),
        replace(BRIEF, sections=(replace(BRIEF.sections[0], title="Mood"),)),
        replace(BRIEF, use="poem"),
    ):
        assert services.templates.problems(wrong)
        with pytest.raises(TemplateInvalid):
            services.templates.save(wrong)
    with pytest.raises(NotAllowed):
        services.templates.save(replace(BRIEF, title="soap"))
    assert services.vault.store.templates.all() == [] and audited(services) == []


def test_a_title_is_there_once(services: Services) -> None:
    kept = services.templates.save(BRIEF)
    assert services.templates.problems(kept) == [], "its own title is no other format's"
    (problem,) = services.templates.problems(replace(BRIEF, title=" brief "))
    assert (problem.field, problem.code) == ("title", "twice")


def test_formats_that_came_in_some_other_way_are_offered_at_once(services: Services) -> None:
    """As when an export of everything is brought in while the vault is open."""
    assert len(services.templates.list()) == 14
    services.vault.store.templates.save(replace(BRIEF, id="own_77"))
    assert "own_77" in [t.id for t in services.templates.list()]
    assert services.notes.template("own_77").own


def test_one_damaged_format_hides_no_other(services: Services) -> None:
    good, bad = services.templates.save(BRIEF), services.templates.save(replace(BRIEF, title="Briefer"))
    with services.vault.store.database.transaction() as cursor:
        cursor.execute("UPDATE note_template SET content = ? WHERE id = ?", (b'{"template": 1}', bad.id))
    assert services.templates.damaged() == 1
    listed = [each.id for each in services.templates.list()]
    assert good.id in listed and "dap" in listed and bad.id not in listed
    with pytest.raises(VaultDamaged):
        services.vault.store.templates.get(bad.id)


def test_a_copy_is_one_to_change(services: Services) -> None:
    copy = services.templates.copy_of("dap+cbt")
    assert copy.own and copy.id == "" and copy.title == "DAP · CBT (own)"
    kept = services.templates.save(copy)
    assert [s.id for s in kept.sections] == [s.id for s in services.templates.get("dap+cbt").sections]
    assert services.templates.copy_of("dap+cbt").title == "DAP · CBT (own) (2)"
    assert services.templates.get(f"{kept.id}+cbt").sections == kept.sections, "what it has is not added again"


# ---- files -------------------------------------------------------------------------------------


def test_a_format_goes_out_as_a_file_and_comes_in_again(services: Services, tmp_path: Path) -> None:
    kept = services.templates.save(BRIEF)
    path = tmp_path / "brief.yaml"
    services.templates.export_file(kept.id, path)
    assert path.read_text(encoding="utf-8").startswith(f"id: {kept.id}\n")
    taken = services.templates.import_file(path)
    assert taken.id != kept.id and taken.title == "Brief (2)"
    assert taken.sections == kept.sections
    assert [action for action, _ in audited(services)] == ["format.added", "format.exported", "format.imported"]


@pytest.mark.parametrize(
    "template_id", ["soap", "group", "treatment_plan", "client_summary", "dap+emdr", "soap+cbt+mi"]
)
def test_formats_that_ship_go_out_and_in(template_id: str, services: Services, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    services.templates.export_file(template_id, path)
    taken = services.templates.import_file(path)
    found = services.templates.get(template_id)
    assert taken.sections == found.sections and taken.use == found.use and taken.own
    assert services.templates.get(taken.id) == taken


def test_a_file_that_is_wrong_is_refused_with_its_place_and_nothing_is_kept(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("id: x\ntitle: X\nsections:\n  - {id: a, title: Diagnosis, guidance: G}\n", encoding="utf-8")
    with pytest.raises(TemplateInvalid) as error:
        services.templates.import_file(path)
    assert "bad.yaml, section 1 (Diagnosis): clinician_only must be true" in error.value.happened
    assert services.vault.store.templates.all() == [] and audited(services) == []


def test_a_file_that_cannot_be_written_is_said_and_not_audited(services: Services, tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable):
        services.templates.export_file("dap", tmp_path / "no" / "f.yaml")
    assert audited(services) == []


# ---- the preview -------------------------------------------------------------------------------


def test_the_preview_is_made_of_the_demo_session_alone(services: Services) -> None:
    note = services.templates.preview(BRIEF)
    words = " ".join(turn.text for turn in demo_transcript().turns)
    assert {s.section for s in note.sentences} == {"contact", "next"}
    assert all(e.quote in words for s in note.sentences for e in s.evidence)
    assert note.model == "" and services.vault.store.database.query("SELECT 1 FROM note") == []


def test_a_preview_that_nobody_waits_for_ends(services: Services) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        services.templates.preview(services.templates.get("intake"), stop.is_set)


def test_the_demo_session_is_whole() -> None:
    turns = demo_transcript().turns
    assert len(turns) > 30 and turns[0].speaker == "S1" and turns[1].speaker == "S2"
    assert all(a.end <= b.start for a, b in pairwise(turns))


# ---- the table ---------------------------------------------------------------------------------


def test_formats_by_id(services: Services) -> None:
    table = services.vault.store.templates
    with pytest.raises(RecordMissing):
        table.get("own_1")
    with pytest.raises(RecordMissing):
        table.delete("own_1")
    first = replace(BRIEF, id="own_1")
    table.save(first)
    table.save(replace(first, title="Other"), retired=True)
    assert table.get("own_1") == StoredTemplate(replace(first, title="Other"), retired=True)
    assert [s.template.id for s in table.all()] == ["own_1"]


def test_an_id_that_begins_like_another_is_another(services: Services, session: Session) -> None:
    write_in(services, session, "own_12")
    table = services.vault.store.templates
    assert table.used("own_12") and not table.used("own_1") and not table.used("own%")
    services.vault.store.sessions.save(replace(session, template_id="own_3+cbt", state=SessionState.RECORDED))
    assert table.used("own_3") and not table.used("own_3+") and not table.used("ownx3")


def test_own_formats_leave_with_everything_and_come_back(services: Services, session: Session, tmp_path: Path) -> None:
    """What a note was written in, retired or not, is there again in another vault."""
    kept = services.templates.save(BRIEF)
    write_in(services, session, kept.id)
    changed = services.templates.save(replace(kept, title="Briefer"))
    left = services.leaving.export_all(tmp_path)
    other = build_services(Places.below(tmp_path / "other"), CHEAP)
    try:
        other.vault.create(PASSPHRASE)
        other.leaving.import_all(left.folder)
        assert [t.title for t in other.templates.list() if t.own] == ["Briefer"]
        assert other.notes.template(kept.id) == kept and other.notes.template(changed.id) == changed
        note = other.notes.latest(session.id)
        assert note is not None and note.template_id == kept.id
    finally:
        other.close()
