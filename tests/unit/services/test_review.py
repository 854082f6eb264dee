"""What the review of a note took: kept with the session, and gone with it; quotations in place of sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import RecordMissing
from app.domain.note import Note, NoteSentence, Origin, Source, Verdict, VersionKind
from app.domain.review import Decision, Review
from app.domain.session import Session
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE


@pytest.fixture(autouse=True)
def without_workers(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check by words alone: no model is loaded."""
    checker = services.notes._by_words
    monkeypatch.setattr(services.notes._tools, "checker", lambda: checker, raising=False)


def test_time_and_decisions_add_up_and_survive(services: Services, drafted: Note, tmp_path: Path) -> None:
    id_ = drafted.session_id
    assert services.review.get(id_) == Review(id_)
    services.review.add(id_, 12.5, {"a": Decision.KEPT, "b": Decision.DELETED})
    services.review.add(id_, 3.0, {"b": None, "c": Decision.EDITED, "a": Decision.REPLACED})
    wanted = Review(id_, 15.5, {"a": Decision.REPLACED, "c": Decision.EDITED})
    assert services.review.get(id_) == wanted
    services.vault.lock()
    again = build_services(Places.below(tmp_path / "home"), CHEAP)
    again.vault.unlock(PASSPHRASE)
    try:
        assert again.review.get(id_) == wanted
    finally:
        again.close()


def test_nothing_is_added_to_a_signed_note_or_to_none(services: Services, drafted: Note) -> None:
    id_ = drafted.session_id
    services.review.add(id_, 5.0, {})
    services.notes.save(replace(drafted, sentences=drafted.sentences[:1]))
    services.notes.sign(id_, "A. Ray", "LCSW")
    assert services.review.add(id_, 100.0, {"b": Decision.KEPT}).seconds == 5.0
    assert services.review.get(id_).decisions == {}
    with pytest.raises(RecordMissing):
        services.review.add("nowhere", 1.0, {})


def test_it_goes_with_the_session(services: Services, drafted: Note) -> None:
    store = services.vault.store
    services.review.add(drafted.session_id, 777.25, {"canarysentenceid": Decision.KEPT})
    services.deletion.delete_session(drafted.session_id)
    assert store.database.query("SELECT * FROM review") == []
    assert services.review.get(drafted.session_id).seconds == 0.0


def test_it_goes_with_the_client(services: Services, drafted: Note) -> None:
    store = services.vault.store
    services.review.add(drafted.session_id, 1.0, {})
    client = store.clients.get(store.sessions.get(drafted.session_id).client_id)
    services.deletion.delete_client(client.id, client.code)
    assert store.database.query("SELECT * FROM review") == []


def test_versions_say_how_they_came_about(services: Services, drafted: Note) -> None:
    edited = services.notes.save(replace(drafted, sentences=(replace(drafted.sentences[0], text="Other words."),)))
    assert edited.kind is VersionKind.EDIT
    checked = replace(edited.sentences[0], verdict=Verdict.UNSUPPORTED, reasons=("not said",))
    followed = services.notes.save(replace(edited, sentences=(checked,)))
    assert followed.kind is VersionKind.FOLLOWED, "what only the check changed is not the clinician's edit"
    assert [n.kind for n in services.vault.store.notes.versions(drafted.session_id)][1:] == [
        VersionKind.EDIT, VersionKind.FOLLOWED,
    ]  # fmt: skip


def test_figures_of_a_signed_note(services: Services, drafted: Note) -> None:
    store, id_ = services.vault.store, drafted.session_id
    store.notes.delete(id_)
    draft = store.notes.save(replace(drafted, kind=VersionKind.DRAFT))
    ended = datetime.now(UTC) - timedelta(minutes=9)
    store.sessions.save(replace(store.sessions.get(id_), ended_at=ended))
    first, second = draft.sentences
    services.notes.save(replace(draft, sentences=(first, replace(second, kept=True, origin=Origin.CLINICIAN))))
    services.review.add(id_, 61.0, {second.id: Decision.KEPT})
    open_ = services.review.figures(id_)
    assert open_ is not None and open_.until_signed is None
    services.notes.sign(id_, "A. Ray", "LCSW")
    found = services.review.figures(id_)
    assert found is not None
    assert (found.drafted, found.unchanged, found.own, found.edit_share) == (2, 2, 1, 0.0)
    assert found.review.count(Decision.KEPT) == 1 and found.review.seconds == 61.0
    assert found.until_signed is not None and 9 * 60 <= found.until_signed < 10 * 60
    assert services.review.figures("nowhere") is None


def test_a_sentence_gives_way_to_the_words_that_come_nearest(services: Services, drafted: Note) -> None:
    wrong = NoteSentence("w", "data", "Client slept nine hours a night.", Origin.MODEL)
    made = services.notes.quotation(drafted.session_id, wrong)
    assert made is not None and (made.id, made.section, made.origin) == ("w", "data", Origin.QUOTATION)
    assert "“Six hours a night.”" in made.text and made.text.count("“") >= 1
    assert [e.turn for e in made.evidence][-1] == 1 and not made.needs_review
    assert services.notes.check(drafted.session_id, made.text).verdict is Verdict.SUPPORTED
    assert services.notes.quotation(drafted.session_id, replace(wrong, text="Xylophones, marimbas.")) is None


def test_what_was_said_is_offered_beside_own_fields_alone(services: Services, drafted: Note) -> None:
    said = services.notes.said(drafted.session_id, "data")
    assert [s.origin for s in said] == [Origin.QUOTATION] * len(said) and said
    assert any("Six hours a night." in s.text for s in said) and all(s.evidence for s in said)
    assert services.notes.said(drafted.session_id, "no such field") == []
    latest = services.notes.latest(drafted.session_id)
    assert latest is not None and latest.sentences == drafted.sentences, "nothing is put into the note"


def test_in_a_group_a_quotation_names_no_other_member(services: Services, session: Session) -> None:
    store = services.vault.store
    turns = (
        Turn("T", 0.0, 2.0, "Who wants to begin with the week?"),
        Turn("A", 3.0, 6.0, "I slept four hours a night all week."),
        Turn("B", 7.0, 9.0, "Marguerite told me she slept badly as well."),
    )
    speakers = (
        Speaker("T", Role.THERAPIST),
        Speaker("A", Role.CLIENT, "Marguerite"),
        Speaker("B", Role.CLIENT, "Torvald"),
    )
    store.transcripts.save(session.id, Transcript(turns, speakers, 9.0))
    shared = next(s for s in services.notes.template("group").sections if not s.per_client and not s.clinician_only)
    parts = services.notes.format_for(session.id, "group").sections
    own = next(s for s in parts if s.id.endswith("@A"))
    assert not any(s.per_client and "@" not in s.id for s in parts)
    wrong = NoteSentence("w", shared.id, "A member slept nine hours a night all week.", Origin.MODEL)
    services.notes.save(Note("n", session.id, "group", (wrong, replace(wrong, id="o", section=own.id))))
    made = services.notes.quotation(session.id, wrong)
    assert made is not None and "four hours" in made.text
    assert "Marguerite" not in made.text and "Torvald" not in made.text
    theirs = services.notes.quotation(session.id, replace(wrong, id="o", section=own.id))
    assert theirs is not None and [e.turn for e in theirs.evidence] == [1] and "Torvald" not in theirs.text
    badly = replace(wrong, text="Marguerite slept badly as well, a member said.")
    instead = services.notes.quotation(session.id, badly)
    assert instead is None or "Marguerite" not in instead.text


@pytest.mark.parametrize(("source", "said"), [(Source.PLAN, "from the plan"), (Source.LAST_NOTE, "from the last note")])
def test_what_is_not_of_today_blocks_the_signature_though_it_is_true(source: Source, said: str) -> None:
    sentence = NoteSentence("p", "plan", "Goal: sleep.", Origin.MODEL, Verdict.SUPPORTED, 1.0, source=source)
    assert sentence.needs_review and sentence.mark == said
    assert not replace(sentence, kept=True).needs_review
