from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import NotAllowed, NoteSigned, ProgramFault, RecordMissing, UnhandledSentences
from app.domain.note import Addendum, Evidence, Note, NoteSentence, Origin, Signature, Verdict
from app.domain.session import Session
from app.store import Database, NoteRepository, SessionRepository
from tests.unit.store.conftest import MORNING

SIGNATURE = Signature("Dr A. Example", "PhD", MORNING, "I wrote this note.")
SENTENCE = NoteSentence(
    "a1",
    "data",
    "Client slept six hours.",
    Origin.MODEL,
    Verdict.SUPPORTED,
    0.75,
    ("said so",),
    (Evidence(4, 1.0, 2.5, "maybe six hours"),),
)


@pytest.fixture
def note(session: Session) -> Note:
    return Note("n1", session.id, "dap", (SENTENCE,), model="small")


@pytest.fixture
def notes(database: Database, note: Note) -> NoteRepository:
    return NoteRepository(database)


def reworded(note: Note, text: str) -> Note:
    return replace(note, sentences=(replace(note.sentences[0], text=text),))


def test_each_change_is_a_version_and_the_older_ones_stay(notes: NoteRepository, note: Note) -> None:
    assert notes.latest(note.session_id) is None
    first = notes.save(note)
    assert first.updated_at is not None
    assert replace(first, updated_at=None) == note
    second = notes.save(reworded(first, "Client slept seven hours."))
    third = notes.save(replace(second, template_id="soap"))
    assert [n.version for n in (first, second, third)] == [1, 2, 3]
    assert notes.versions(note.session_id) == [first, second, third]
    assert notes.latest(note.session_id) == third


def test_saving_what_did_not_change_makes_no_version(notes: NoteRepository, note: Note) -> None:
    first = notes.save(note)
    assert notes.save(note) == notes.save(first) == first
    changed = notes.save(reworded(note, "Other."))
    assert notes.save(note).version == changed.version + 1  # going back is a change too
    assert len(notes.versions(note.session_id)) == 3


def test_a_signed_note_is_locked(notes: NoteRepository, note: Note) -> None:
    notes.save(note)
    signed = notes.sign(reworded(note, "Signed text."), SIGNATURE)
    assert signed.version == 2
    assert signed.signature == SIGNATURE
    assert notes.latest(note.session_id) == signed
    refused = (
        lambda: notes.save(reworded(note, "Changed.")),
        lambda: notes.save(signed),
        lambda: notes.save(replace(note, id="n2")),  # a second note of the session would hide the signed one
        lambda: notes.sign(note, SIGNATURE),
    )
    for act in refused:
        with pytest.raises(NoteSigned):
            act()
    assert notes.versions(note.session_id) == [notes.versions(note.session_id)[0], signed]
    assert notes.verify() == []


def test_a_sentence_that_nobody_dealt_with_cannot_be_signed(notes: NoteRepository, note: Note) -> None:
    doubtful = replace(note, sentences=(SENTENCE, replace(SENTENCE, id="a2", verdict=Verdict.UNSUPPORTED)))
    with pytest.raises(UnhandledSentences):
        notes.sign(doubtful, SIGNATURE)
    assert notes.latest(note.session_id) is None
    kept = replace(doubtful, sentences=(SENTENCE, replace(doubtful.sentences[1], kept=True)))
    assert notes.sign(kept, SIGNATURE).signed


def test_addenda_are_added_in_order_and_change_nothing(notes: NoteRepository, note: Note) -> None:
    first, second = Addendum("d1", "Earlier entry.", SIGNATURE), Addendum("d2", "Later entry.", SIGNATURE)
    with pytest.raises(RecordMissing):
        notes.add_addendum("n1", first)
    notes.save(note)
    with pytest.raises(NotAllowed):
        notes.add_addendum("n1", first)
    signed = notes.sign(note, SIGNATURE)
    notes.add_addendum("n1", first)
    last = notes.add_addendum("n1", second)
    assert last == replace(signed, addenda=(first, second)) == notes.latest(note.session_id)


def test_text_changed_behind_a_signature_is_found(notes: NoteRepository, note: Note, database: Database) -> None:
    notes.sign(note, SIGNATURE)
    with database.transaction() as cursor:
        cursor.execute("UPDATE note_version SET sentences = x'5B5D'")
    assert len(notes.verify()) == 1


def test_a_note_belongs_to_its_session(notes: NoteRepository, note: Note, database: Database) -> None:
    with pytest.raises(RecordMissing):
        notes.save(replace(note, session_id="nowhere"))
    notes.save(note)
    sessions = SessionRepository(database)
    sessions.add(replace(sessions.get("s1"), id="s2"))
    with pytest.raises(ProgramFault):
        notes.save(replace(note, session_id="s2"))


def test_an_act_that_fails_leaves_nothing_half_done(notes: NoteRepository, note: Note, database: Database) -> None:
    with pytest.raises(KeyError), database.transaction():
        notes.sign(note, SIGNATURE)
        raise KeyError
    assert notes.latest(note.session_id) is None
    assert database.query("SELECT * FROM note") == []


def test_what_the_note_model_read_in_short_is_kept(notes: NoteRepository, note: Note) -> None:
    stored = notes.save(replace(note, condensed=((0.0, 1260.5),)))
    assert notes.latest(note.session_id) == stored and stored.condensed == ((0.0, 1260.5),)
