"""The index of the search: what is put in is found, what is taken out has left no byte, and damage loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import VaultDamaged
from app.domain.search import HitKind, Item
from app.domain.session import Client, Session, SessionState, SessionType
from app.domain.transcript import Role, Transcript, Turn
from app.store import ClientRepository, NoteRepository, SessionRepository, TranscriptRepository
from app.store.connection import Database
from app.store.search import PLACES, SESSION_BITS, STEP, Passages, SearchIndex, minute_of, place_of

BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ALL = (0, 1 << 62)
Adding = Callable[..., str]


@pytest.fixture
def index(database: Database) -> SearchIndex:
    index = SearchIndex(database)
    index.ready()
    return index


@pytest.fixture
def client(database: Database) -> Client:
    return ClientRepository(database).add("K-17")


@pytest.fixture
def adding(database: Database, client: Client) -> Adding:
    """Adds a session that began so many minutes after the first."""

    def add(number: int, minutes: int = 0) -> str:
        began = BEGAN + timedelta(minutes=minutes)
        session = Session(f"{number:032x}", client.id, SessionType.INDIVIDUAL, 2, SessionState.DRAFTED, began)
        SessionRepository(database).add(session)
        return session.id

    return add


def spoken(*texts: str) -> Passages:
    """A passage for each text."""
    return {place_of(HitKind.TURN, n): (Item(HitKind.TURN, text, Role.CLIENT, n),) for n, text in enumerate(texts)}


def read_in(index: SearchIndex, passages: Passages, *, tag: str = "ktag", minutes: int = 0) -> None:
    due = index.due()
    assert due is not None
    while not index.put(due, BEGAN + timedelta(minutes=minutes), passages, tag):
        pass


def found(index: SearchIndex, expression: str) -> list[str]:
    numbers = index.matching(f"- tag : ({expression})", *ALL, 100)
    passages = index.passages(numbers)
    return [passages[number][0].text for number in numbers]


def blocks(database: Database) -> bytes:
    """Everything that stands in the index's own pages."""
    rows = database.query("SELECT block FROM search_words_data ORDER BY id")
    terms = database.query("SELECT CAST(term AS BLOB) FROM search_words_idx")
    return b"|".join(bytes(row[0]) for row in (*rows, *terms))


def test_what_is_put_in_is_found_the_newest_first(index: SearchIndex, adding: Adding) -> None:
    adding(1)
    read_in(index, spoken("The heron stood still."))
    adding(2, 30)
    read_in(index, spoken("A heron again.", "And herons fly."), minutes=30)
    assert found(index, '"heron"*') == ["And herons fly.", "A heron again.", "The heron stood still."]
    assert found(index, '"heron"') == ["A heron again.", "The heron stood still."]
    assert index.count_due() == 0 and index.due() is None
    index.verify()


def test_a_tag_is_no_word_of_the_text(index: SearchIndex, adding: Adding) -> None:
    adding(1)
    read_in(index, spoken("Some words."), tag="kabc zopen")
    assert found(index, '"kabc"') == []
    assert len(index.matching('(- tag : ("some")) AND (tag : "kabc")', *ALL, 9)) == 1
    assert index.matching('(- tag : ("some")) AND (tag : "kother")', *ALL, 9) == []


def test_sessions_of_one_minute_have_numbers_of_their_own(index: SearchIndex, adding: Adding) -> None:
    ids = [adding(number) for number in range(1, 4)]
    for number in range(3):
        read_in(index, spoken(f"Word{number}."))
    rows = index.sessions()
    assert sorted(row["id"] for row in rows.values()) == ids
    assert sorted(rows) == [minute_of(BEGAN) + n for n in range(3)]


def test_a_session_that_began_at_another_time_gets_another_number(
    index: SearchIndex, adding: Adding, database: Database
) -> None:
    session_id = adding(1)
    read_in(index, spoken("Earlier words."))
    sessions = SessionRepository(database)
    moved = BEGAN + timedelta(days=2)
    with database.transaction() as cursor:
        cursor.execute("UPDATE session SET started_at = ? WHERE id = ?", (moved.isoformat(), session_id))
    assert sessions.get(session_id).started_at == moved
    read_in(index, spoken("Earlier words."), minutes=2 * 24 * 60)
    assert list(index.sessions()) == [minute_of(moved)]
    assert found(index, '"earlier"') == ["Earlier words."]
    index.verify()


def test_what_has_not_changed_is_left_alone(index: SearchIndex, adding: Adding, database: Database) -> None:
    session_id = adding(1)
    texts = [f"Passage number{n}." for n in range(40)]
    read_in(index, spoken(*texts))
    before = set(index.traces(session_id, most=100))
    texts[7] = "Passage changed."
    SessionRepository(database).save(Session(**{**_fields(database, session_id), "summary": "x"}))
    read_in(index, spoken(*texts))
    after = set(index.traces(session_id, most=100))
    assert len(before) == len(after) == 40 and len(before - after) == 1
    assert found(index, '"changed"') == ["Passage changed."] and found(index, '"number7"') == []


def _fields(database: Database, session_id: str) -> dict[str, object]:
    session = SessionRepository(database).get(session_id)
    return {name: getattr(session, name) for name in Session.__dataclass_fields__}


def test_a_long_session_is_stored_in_steps(index: SearchIndex, adding: Adding) -> None:
    adding(1)
    due = index.due()
    assert due is not None
    passages = spoken(*(f"Turn word{n}." for n in range(STEP + 1)))
    assert not index.put(due, BEGAN, passages, "ktag")
    assert len(index.matching('"turn"', *ALL, 999)) == STEP and index.count_due() == 1
    assert index.put(due, BEGAN, passages, "ktag")
    assert len(index.matching('"turn"', *ALL, 999)) == STEP + 1 and index.count_due() == 0


def test_places_of_kinds_do_not_meet() -> None:
    ends = [place_of(kind, number) for kind in HitKind if kind is not HitKind.CLIENT for number in (0, PLACES - 1)]
    assert len(set(ends)) == 8 and max(ends) == (1 << SESSION_BITS) - 1


# ---- what is due -----------------------------------------------------------------------------------


def test_every_change_of_a_session_is_due(index: SearchIndex, adding: Adding, database: Database) -> None:
    session_id = adding(1)
    read_in(index, {})
    transcripts, sessions = TranscriptRepository(database), SessionRepository(database)
    session = sessions.get(session_id)
    acts: list[Callable[[], object]] = [
        lambda: transcripts.save(session_id, Transcript((Turn("S1", 0.0, 1.0, "Words."),))),
        lambda: transcripts.delete(session_id),
        lambda: sessions.save(Session(**{**_fields(database, session_id), "summary": "typed"})),
        lambda: sessions.save(Session(**{**_fields(database, session_id), "state": SessionState.SIGNED})),
        lambda: sessions.delete(session_id),
    ]
    for act in acts:
        assert index.due() is None
        act()
        due = index.due()
        assert due is not None and due.session_id == session_id
        read_in(index, {})
    assert session.id == session_id


def test_what_says_nothing_new_is_not_due(index: SearchIndex, adding: Adding, database: Database) -> None:
    session_id = adding(1)
    read_in(index, {})
    SessionRepository(database).save(Session(**{**_fields(database, session_id), "state": SessionState.RECORDED}))
    assert index.due() is None and NoteRepository(database).latest(session_id) is None


def test_what_was_read_before_a_deletion_does_not_come_back(
    index: SearchIndex, adding: Adding, database: Database
) -> None:
    """The reader has read the session, then it is deleted, then the reader wants to store what it read."""
    adding(1)
    before = index.due()
    assert before is not None
    index.forget(before.session_id)
    assert index.put(before, BEGAN, spoken("What was deleted."), "ktag")
    assert found(index, '"deleted"') == [] and index.count_due() == 1
    SessionRepository(database).delete(before.session_id)
    index.forget(before.session_id)
    assert index.put(before, BEGAN, spoken("What was deleted."), "ktag")
    assert found(index, '"deleted"') == [] and index.count_due() == 0


def test_the_rest_of_a_session_that_is_deleted_meanwhile_does_not_come(
    index: SearchIndex, adding: Adding, database: Database
) -> None:
    adding(1)
    due = index.due()
    assert due is not None
    passages = spoken(*(f"Turn word{n}." for n in range(3 * STEP)))
    assert not index.put(due, BEGAN, passages, "ktag")
    with database.transaction():
        SessionRepository(database).delete(due.session_id)
        index.forget(due.session_id)
    assert index.put(due, BEGAN, passages, "ktag")
    assert index.matching('"turn"', *ALL, 999) == [] and index.sessions() == {}


# ---- taking out ------------------------------------------------------------------------------------

RARE = "qxzvorlik"
"""No other word begins like it, so that the index has to write it out."""


def test_a_word_that_was_taken_out_is_in_no_page_of_the_index(
    index: SearchIndex, adding: Adding, database: Database
) -> None:
    keep = adding(1)
    read_in(index, spoken("Other words stay here."))
    gone = adding(2, 10)
    read_in(index, spoken(f"My {RARE} is my secret.", "Other words stay here."), minutes=10)
    assert RARE.encode()[3:] in blocks(database), "the test finds what is there"
    traces = index.traces(gone)
    index.forget(gone)
    index.scrub()
    assert RARE.encode()[3:] not in blocks(database)
    assert b"secret" not in blocks(database)
    assert found(index, f'"{RARE}"') == [] and found(index, '"words"') == ["Other words stay here."]
    rows = database.query("SELECT substr(items, 1, 16) FROM search_doc")
    assert traces and not set(traces) & {bytes(row[0]) for row in rows}
    assert index.traces(keep) and not index.traces(gone)
    index.verify()


def test_a_word_of_an_earlier_version_is_in_no_page_after_a_scrub(
    index: SearchIndex, adding: Adding, database: Database
) -> None:
    session_id = adding(1)
    read_in(index, spoken(f"My {RARE}."))
    SessionRepository(database).save(Session(**{**_fields(database, session_id), "summary": "x"}))
    read_in(index, spoken("Corrected."))
    assert found(index, f'"{RARE}"') == []
    index.scrub()
    assert RARE.encode()[3:] not in blocks(database)


def test_a_scrub_of_many_parts_leaves_one(index: SearchIndex, adding: Adding, database: Database) -> None:
    for number in range(1, 9):
        adding(number, number)
        read_in(index, spoken(*(f"word{number}x{n} and more of them" for n in range(60))), minutes=number)
    for number in range(1, 9, 2):
        index.forget(f"{number:032x}")
    index.scrub()
    rows = database.query("SELECT DISTINCT id >> 37 FROM search_words_data WHERE id >= 1 << 37")
    assert len(rows) == 1
    assert len(index.matching('"more"', *ALL, 9999)) == 4 * 60
    index.verify()
    assert database.query("SELECT removed FROM search_state")[0][0] == 0


def test_what_does_not_leave_the_index_makes_it_new(index: SearchIndex, adding: Adding, database: Database) -> None:
    """The passage is not what was put in: what would be taken out are other words."""
    first, second = adding(1), adding(2, 5)
    read_in(index, spoken(f"My {RARE}."), minutes=5)
    read_in(index, spoken("Others."))
    other = database.query("SELECT items FROM search_doc ORDER BY id LIMIT 1")[0][0]
    with database.transaction() as cursor:
        cursor.execute("UPDATE search_doc SET items = ?", (other,))
    index.forget(second)
    assert found(index, f'"{RARE}"') == [] and index.count_due() == 2
    assert RARE.encode()[3:] not in blocks(database)
    assert {row["session_id"] for row in database.query("SELECT session_id FROM search_due")} == {first, second}


# ---- damage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM search_words_data",
        "UPDATE search_words_data SET block = x'00' WHERE id > 10",
        "UPDATE search_doc SET items = x'00'",
    ],
)
def test_damage_is_noticed_and_a_new_index_loses_nothing(
    harm: str, index: SearchIndex, adding: Adding, database: Database
) -> None:
    session_id = adding(1)
    read_in(index, spoken("The heron stood still."))
    with database.transaction() as cursor:
        cursor.execute(harm)
    fresh = SearchIndex(database)
    with pytest.raises(VaultDamaged):
        fresh.passages(fresh.matching('"heron"', *ALL, 9))
        fresh.verify()
    fresh.reset()
    assert fresh.count_due() == 1 and found(fresh, '"heron"') == []
    read_in(fresh, spoken("The heron stood still."))
    assert found(fresh, '"heron"') == ["The heron stood still."]
    fresh.verify()
    assert SessionRepository(database).get(session_id).id == session_id


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE search_words",
        "DROP TABLE search_doc",
        "DROP TRIGGER search_note_in",
        "UPDATE search_state SET form = 'older'",
        "DELETE FROM search_state",
    ],
)
def test_an_index_that_lacks_a_part_or_is_of_another_form_is_made_anew(
    harm: str, index: SearchIndex, adding: Adding, database: Database
) -> None:
    adding(1)
    read_in(index, spoken("The heron stood still."))
    with database.transaction() as cursor:
        cursor.execute(harm)
    index.ready()
    assert index.count_due() == 1
    read_in(index, spoken("The heron stood still."))
    assert found(index, '"heron"') == ["The heron stood still."]
    index.ready()
    assert index.count_due() == 0, "what is in order is left alone"


# ---- vectors ---------------------------------------------------------------------------------------


def test_vectors_come_and_go_with_their_passages(index: SearchIndex, adding: Adding, database: Database) -> None:
    session_id = adding(1)
    read_in(index, spoken("First.", "Second."))
    vectors = index.vectors
    assert vectors.use_model("model one") and not vectors.use_model("model one")
    first, second = sorted(vectors.missing(9))
    vectors.keep({first: b"\x01\x02", second: b"\x03\x04"}, "model one")
    assert vectors.missing(9) == [] and vectors.of([first]) == {first: b"\x01\x02"}
    assert vectors.some(1 << 62, 9) == [(second, b"\x03\x04"), (first, b"\x01\x02")]
    vectors.keep({first: b"\x09\x09"}, "model two")
    assert vectors.of([first]) == {first: b"\x01\x02"}, "of a model that is not in use"
    changes = vectors.changes
    assert vectors.use_model("model two") and vectors.count_missing() == 2 and vectors.changes > changes
    vectors.keep({first: b"\x05\x06", 12345: b"\x07"}, "model two")
    traces = index.traces(session_id)
    assert len(traces) == 3, "two passages, one vector"
    index.forget(session_id)
    assert database.query("SELECT count(*) FROM search_vector")[0][0] == 0
