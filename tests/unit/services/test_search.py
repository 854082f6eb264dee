"""Search over a real vault: what is stored is found at its moment, and what is deleted is found nowhere."""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import VaultLocked
from app.domain.moment import Moment
from app.domain.note import Addendum, Note, NoteSentence, Origin, Signature
from app.domain.search import Filters, HitKind
from app.domain.session import Session, SessionState, SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.services.container import Services, build_services
from app.services.paths import Places
from app.services.search import SearchService, _Settled
from app.services.search_looking import PER_SESSION
from app.services.search_reading import PASSAGE
from app.store.search import SearchIndex
from app.vault.salvage import salvage_vault
from tests.demo import CHEAP, PASSPHRASE
from tests.unit.services.keeping import CANARY, add_texts, another_session, found

SPEAKERS = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT))
SIGNATURE = Signature("A. Ray", "LCSW", datetime(2026, 1, 5, tzinfo=UTC), "Mine.")
VAULTS = Path(__file__).parents[2] / "data" / "vaults"


def say(services: Services, session: Session, *texts: str) -> None:
    """A transcript of turns, therapist and client by turns."""
    turns = tuple(Turn(f"S{n % 2 + 1}", n * 5.0, n * 5.0 + 4.0, text) for n, text in enumerate(texts))
    services.vault.store.transcripts.save(session.id, Transcript(turns, SPEAKERS, 5.0 * len(turns)))


def texts(services: Services, typed: str, filters: Filters | None = None, limit: int = 50) -> list[str]:
    services.search.read_in()
    return [hit.text for hit in services.search.find(typed, filters or Filters(), limit).hits]


@pytest.fixture
def told(services: Services, drafted: Note) -> Session:
    """The session of `drafted`, read in."""
    assert services.search.indexing() == 1
    assert services.search.read_in() == 1 and services.search.indexing() == 0
    return services.records.session(drafted.session_id)


# ---- what is found ---------------------------------------------------------------------------------


def test_a_hit_says_what_where_and_whose(services: Services, told: Session) -> None:
    note, turn = services.search.find("six hours").hits
    assert (note.kind, note.text, note.moment) == (
        HitKind.NOTE, "Client slept six hours.", Moment(told.id, -1, "a"),
    )  # fmt: skip
    assert (turn.kind, turn.text, turn.moment) == (HitKind.TURN, "Six hours a night.", Moment(told.id, 1))
    assert [turn.text[a:b] for a, b in turn.marks] == ["Six", "hours"]
    assert (turn.role, turn.start, turn.by_meaning) == (Role.CLIENT, 2.5, False)
    assert (turn.session_id, turn.client_id, turn.started_at) == (told.id, told.client_id, told.started_at)
    assert turn.client_label == "K-17 · Žofie Müller-Ó Briain"


def test_each_letter_that_is_typed_finds_it(services: Services, told: Session) -> None:
    for end in range(2, len("sleep") + 1):
        assert "How did you sleep?" in texts(services, "sleep"[:end]), end
    assert texts(services, "sleepx") == []


def test_a_long_beginning_is_looked_at_to_its_end(services: Services, session: Session) -> None:
    say(services, session, "An interview.", "Interventions.", "The interval.")
    assert texts(services, "interv") == ["An interview.", "Interventions.", "The interval."]
    assert texts(services, "intervi") == ["An interview."] and texts(services, "interviewer") == []


def test_only_the_last_word_may_be_a_beginning(services: Services, told: Session) -> None:
    assert texts(services, "hou six") == [] and texts(services, "six hou") != []
    assert texts(services, '"six hou"') == []


def test_the_first_letter_of_one_more_word_changes_nothing(services: Services, told: Session) -> None:
    assert texts(services, "six n") == texts(services, "six") != []


def test_accents_and_capitals_do_not_matter(services: Services, session: Session) -> None:
    say(services, session, "We met at the Café Łódź.")
    assert texts(services, "CAFE lodz") == ["We met at the Café Łódź."]
    assert texts(services, "café") == ["We met at the Café Łódź."]


def test_quotes_hold_words_together(services: Services, session: Session) -> None:
    say(services, session, "I was not afraid.", "Afraid I was not at all.", "A follow-up on Monday.")
    assert texts(services, '"not afraid"') == ["I was not afraid."]
    assert len(texts(services, "not afraid")) == 2
    assert texts(services, "follow-up") == ["A follow-up on Monday."]
    assert texts(services, "“follow up”") == ["A follow-up on Monday."]
    assert texts(services, "up-follow") == []


def test_words_that_stand_together_once_in_a_long_session_are_found(services: Services, session: Session) -> None:
    """Though each of its passages has both of them somewhere: more passages than are looked at in one go."""
    lines = ["Better was the morning, and then the evening slept."] * 8 * 300
    lines[3] = "And I slept better."
    say(services, session, *lines)
    assert texts(services, '"slept better"') == ["And I slept better."]


def test_an_answer_is_found_with_a_word_of_its_question(services: Services, session: Session) -> None:
    say(services, session, "How is your sister?", "She gave up the violin.")
    services.search.read_in()
    (hit,) = services.search.find("sister violin").hits
    assert hit.text == "How is your sister? … She gave up the violin."
    assert [hit.text[a:b] for a, b in hit.marks] == ["sister", "violin"] and hit.moment == Moment(session.id, 0)


def test_clients_are_found_by_code_and_name(services: Services, told: Session) -> None:
    for typed in ("k-17", "zof", "mull", "briain"):
        (hit,) = services.search.find(typed).hits
        assert (hit.kind, hit.client_id, hit.session_id, hit.moment) == (
            HitKind.CLIENT, told.client_id, "", Moment(""),
        ), typed  # fmt: skip
    assert services.search.find("zof", Filters(role=Role.CLIENT)).hits == ()
    assert services.search.find("zof", Filters(client_id="another")).hits == ()


def test_addenda_and_what_was_written_are_found(services: Services, told: Session) -> None:
    store = services.vault.store
    note = services.notes.latest(told.id)
    assert note is not None
    kept = replace(note, sentences=tuple(replace(sentence, kept=True) for sentence in note.sentences))
    store.notes.sign(kept, SIGNATURE)
    store.notes.add_addendum(note.id, Addendum("x", "Later the pharmacist called.", SIGNATURE))
    written = another_session(services, told.client_id)
    services.records.set_summary(written.id, "- Came late.\n- Spoke of the allotment.")
    assert texts(services, "pharmacist") == ["Later the pharmacist called."]
    (hit,) = services.search.find("allotment").hits
    assert (hit.kind, hit.session_id, hit.role) == (HitKind.WRITTEN, written.id, Role.UNKNOWN)
    assert services.search.find("allotment", Filters(role=Role.UNKNOWN)).hits == (), "nobody said it"


def test_only_the_newest_versions_are_found(services: Services, told: Session) -> None:
    services.corrections.edit_turn(told.id, 1, "Seven hours a night.")
    assert "Six hours a night." not in texts(services, "hours")
    assert "Seven hours a night." in texts(services, "hours")


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_is_typed_is_no_error(services: Services, told: Session, typed: str) -> None:
    services.search.find(typed)


TYPED = (
    *('"', '""', "*", "six*", "(", "NEAR(six hours)", "six OR", "NOT", "-six", "note:six", "{note}: six", "six^", "'"),
    *(
        "\\",
        "six\x00",
        "six" * 200,
        "six " * 500,
        "^",
        "+",
        '"six',
        'six"',
        "tag:k",
        "zopen",
        "%",
        ";--",
        "k" + "0" * 16,
    ),
)


def test_no_typed_sign_means_anything(services: Services, told: Session) -> None:
    for typed in TYPED:
        for hit in services.search.find(typed).hits:
            assert hit.text[slice(*hit.marks[0])].lower() in {"six", "hours", "k"}, typed
    assert services.search.find("note:six").hits == () and services.search.find("-six").hits


def test_the_newest_session_comes_first_and_none_hides_the_others(services: Services, session: Session) -> None:
    store = services.vault.store
    for number in range(4):
        each = replace(
            another_session(services, session.client_id), started_at=session.started_at - timedelta(days=number + 1)
        )
        store.sessions.save(each)
        say(services, each, *(f"The river {number} again and again {n}." for n in range(3 * PASSAGE)))
    services.search.read_in()
    found_ = services.search.find("river")
    assert found_.more and len(found_.hits) == 4 * PER_SESSION
    order = [hit.started_at for hit in found_.hits]
    assert order == sorted(order, reverse=True)
    starts = [hit.start for hit in found_.hits[:PER_SESSION]]
    assert starts == sorted(starts)
    few = services.search.find("river", limit=10)
    assert few.more and few.hits == found_.hits[:10]
    assert services.search.find('"river 2"').hits
    one = services.search.find('"river 2 again and again 23"')
    assert not one.more and [hit.moment.turn for hit in one.hits] == [23]


def test_a_long_text_is_shown_around_what_was_found(services: Services, session: Session) -> None:
    say(services, session, " ".join([*["before"] * 300, "needle", *["after"] * 300]))
    services.search.read_in()
    (hit,) = services.search.find("needle").hits
    assert len(hit.text) < 400 and hit.text.startswith("…") and hit.text.endswith("…")
    assert [hit.text[a:b] for a, b in hit.marks] == ["needle"]


# ---- filters ---------------------------------------------------------------------------------------


def test_filters(services: Services, told: Session) -> None:
    today = told.started_at.astimezone().date()
    other = services.records.add_client("L-2")
    theirs = replace(another_session(services, other.id), started_at=told.started_at - timedelta(days=40))
    services.vault.store.sessions.save(theirs)
    say(services, theirs, "Six of one?", "Half a dozen of six.")
    services.vault.store.sessions.save(replace(theirs, state=SessionState.SIGNED))
    services.search.read_in()

    def sessions(filters: Filters) -> set[str]:
        return {hit.session_id for hit in services.search.find("six", filters).hits}

    assert sessions(Filters()) == {told.id, theirs.id}
    assert sessions(Filters(client_id=other.id)) == {theirs.id}
    assert sessions(Filters(signed=True)) == {theirs.id} and sessions(Filters(signed=False)) == {told.id}
    assert sessions(Filters(since=today)) == {told.id} == sessions(Filters(since=today, until=today))
    assert sessions(Filters(until=today - timedelta(days=1))) == {theirs.id}
    assert sessions(Filters(since=date.min, until=date.max)) == {told.id, theirs.id}
    assert sessions(Filters(since=date.max)) == set() == sessions(Filters(until=date.min))
    assert texts(services, "six", Filters(role=Role.THERAPIST)) == ["Six of one?"]
    assert texts(services, "six", Filters(role=Role.CLIENT)) == ["Six hours a night.", "Half a dozen of six."]


def test_the_filter_follows_a_signature_before_it_is_read_in(services: Services, told: Session) -> None:
    services.vault.store.sessions.save(replace(told, state=SessionState.SIGNED))
    assert services.search.find("six", Filters(signed=False)).hits == ()
    services.search.read_in()
    assert services.search.find("six", Filters(signed=True)).hits


def test_it_is_what_a_look_through_everything_finds(services: Services, session: Session) -> None:
    """Three hundred lines of invented words, by the index and by eye."""
    random_ = random.Random(3)
    words = [f"{a}{b}" for a in ("ba", "be", "bi", "ko", "ku") for b in ("n", "nd", "rt", "s", "st", "x")]
    said: dict[tuple[str, int], set[str]] = {}
    for number in range(12):
        each = replace(
            another_session(services, session.client_id), started_at=session.started_at - timedelta(hours=number)
        )
        services.vault.store.sessions.save(each)
        lines = [[random_.choice(words) for _ in range(random_.randrange(1, 6))] for _ in range(25)]
        say(services, each, *(" ".join(line) for line in lines))
        said |= {(each.id, at): set(line) for at, line in enumerate(lines)}
    services.search.read_in()
    for typed in ("ban", "be", "kort", "bist ku", "kox ban", "bes bi"):
        *whole, last = typed.split()
        expected = {
            place for place, line in said.items()
            if set(whole) <= line and any(word.startswith(last) for word in line)
        }  # fmt: skip
        hits = services.search.find(typed, Filters(client_id=session.client_id), limit=10_000).hits
        got = {(hit.session_id, hit.moment.turn) for hit in hits if " … " not in hit.text}
        assert got == expected and expected, typed


# ---- going, and coming back --------------------------------------------------------------------------


def blocks(services: Services) -> bytes:
    rows = services.vault.store.database.query("SELECT block FROM search_words_data")
    return b"|".join(bytes(row[0]) for row in rows)


def test_a_deleted_session_is_in_no_page(services: Services, session: Session) -> None:
    other = another_session(services, session.client_id)
    say(services, other, "The heron is a bird of reeds.")
    session = add_texts(services, session)
    say(services, session, "My qxzvorlik is a secret.", CANARY)
    assert texts(services, "qxzvorlik") and b"vorlik" in blocks(services)
    traces = services.vault.store.search.traces(session.id)
    assert traces and all(found(services, trace) for trace in traces)
    done = services.deletion.delete_session(session.id)
    assert done.searched and not any(found(services, trace) for trace in traces)
    assert b"vorlik" not in blocks(services)
    assert texts(services, "qxzvorlik") == [] == texts(services, "ohrid")
    assert texts(services, "heron") == ["The heron is a bird of reeds."]
    assert services.vault.verify() == []


def test_a_deleted_client_and_a_deleted_transcript_are_gone(services: Services, told: Session) -> None:
    other = services.records.add_client("L-2", "Qxzname")
    theirs = another_session(services, other.id)
    say(services, theirs, "A qxzvorlik of theirs.")
    assert texts(services, "qxzvorlik") and texts(services, "qxzname")
    services.deletion.delete_client(other.id, "L-2")
    assert texts(services, "qxzvorlik") == [] == texts(services, "qxzname") and b"vorlik" not in blocks(services)
    third = another_session(services, told.client_id)
    say(services, third, "One more qxzvorlik.")
    assert texts(services, "qxzvorlik")
    services.deletion.delete_transcript(third.id)
    assert texts(services, "qxzvorlik") == [] and b"vorlik" not in blocks(services)
    assert texts(services, "six")


def test_a_deleted_version_of_a_note_is_gone_even_if_it_was_read_in_last(services: Services, told: Session) -> None:
    note = services.notes.latest(told.id)
    assert note is not None
    second = services.vault.store.notes.save(replace(note, sentences=(_sentence("A qxzvorlik that was a mistake."),)))
    assert texts(services, "qxzvorlik")
    services.vault.store.notes.save(replace(second, sentences=(_sentence("Nothing of the kind."),)))
    services.deletion.delete_note_version(told.id, second.version)
    assert services.search.find("qxzvorlik").hits == () and b"vorlik" not in blocks(services)
    assert texts(services, "kind") == ["Nothing of the kind."] and texts(services, "hours")


def _sentence(text: str) -> NoteSentence:
    return NoteSentence("c", "data", text, Origin.CLINICIAN, kept=True)


def test_a_damaged_index_does_not_keep_anything_from_being_deleted(services: Services, told: Session) -> None:
    with services.vault.store.database.transaction() as cursor:
        cursor.execute("UPDATE search_words_data SET block = x'00'")
    services.deletion.delete_session(told.id)
    assert texts(services, "six") == [] and services.vault.verify() == []


def test_a_damaged_index_is_made_anew_by_a_question(
    services: Services, told: Session, caplog: pytest.LogCaptureFixture
) -> None:
    with services.vault.store.database.transaction() as cursor:
        cursor.execute("DELETE FROM search_words_data")
    assert services.search.find("six").hits == () and services.search.indexing() == 1
    assert "six" not in caplog.text and "made anew" in caplog.text
    caplog.clear()
    assert "Six hours a night." in texts(services, "six")


def test_a_check_of_the_vault_makes_a_damaged_index_anew(services: Services, told: Session) -> None:
    with services.vault.store.database.transaction() as cursor:
        cursor.execute("UPDATE search_words_data SET block = x'00' WHERE id > 10")
    assert services.vault.verify() == [] and services.search.indexing() == 1
    assert "Six hours a night." in texts(services, "six")


def test_a_session_that_is_being_changed_is_read_in_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("app.services.search.time.monotonic", lambda: now[0])
    settled = _Settled()
    assert settled.may("a") and not settled.may("a")
    now[0] += 14.0
    assert not settled.may("a")
    now[0] += 1.0
    assert settled.may("a") and settled.may("b") and settled.may("a")


def test_a_session_that_cannot_be_read_leaves_the_others_to_be_found(
    services: Services, told: Session, caplog: pytest.LogCaptureFixture
) -> None:
    broken = another_session(services, told.client_id)
    say(services, broken, "Broken words.")
    with services.vault.store.database.transaction() as cursor:
        cursor.execute("UPDATE turn SET data = x'00' WHERE session_id = ?", (broken.id,))
    assert texts(services, "hours") and services.search.indexing() == 0
    assert "could not be read in" in caplog.text
    caplog.clear()


def test_a_locked_vault_answers_nothing(services: Services, told: Session) -> None:
    services.vault.lock()
    for act in (lambda: services.search.find("six"), services.search.indexing):
        with pytest.raises(VaultLocked):
            act()
    services.search.start()
    assert not any(thread.name == "search" for thread in threading.enumerate())
    services.vault.unlock(PASSPHRASE)
    assert services.search.find("six").hits


def test_nothing_that_is_asked_is_stored(services: Services, told: Session) -> None:
    before = services.vault.store.database.sequence
    services.search.find("qxzquestion six")
    assert services.vault.store.database.sequence == before
    assert found(services, "qxzquestion") == 0


# ---- in the background -------------------------------------------------------------------------------


def until(true: Callable[[], bool]) -> bool:
    for _ in range(600):
        if true():
            return True
        time.sleep(0.05)
    return False


def test_it_is_read_in_by_itself_until_the_lock(services: Services, drafted: Note) -> None:
    services.search.start()
    assert until(lambda: services.search.indexing() == 0)
    assert services.search.find("six").hits
    services.vault.lock()
    assert until(lambda: not any(thread.name == "search" for thread in threading.enumerate()))


def test_nothing_is_read_in_while_somebody_works(services: Services, drafted: Note) -> None:
    asked = threading.Event()

    def busy() -> bool:
        asked.set()
        return True

    search = SearchService(services.vault, services.search._meaning, busy)
    search.start()
    assert asked.wait(10.0)
    assert search.indexing() == 1
    services.vault.lock()


# ---- vaults from elsewhere ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [folder.name for folder in sorted(VAULTS.iterdir())])
def test_an_earlier_vault_is_read_in(name: str, tmp_path: Path) -> None:
    places = Places.below(tmp_path / "earlier")
    shutil.copytree(VAULTS / name, places.vault)
    earlier = build_services(places, CHEAP)
    try:
        earlier.vault.unlock(PASSPHRASE)
        assert earlier.search.indexing() == 1
        assert any("better than before" in text for text in texts(earlier, "better than before"))
        assert earlier.vault.verify() == []
    finally:
        earlier.close()


def test_a_salvaged_vault_is_read_in(services: Services, told: Session, tmp_path: Path) -> None:
    places = services.vault.folder
    services.vault.lock()
    report = salvage_vault(places, PASSPHRASE, tmp_path / "new" / "vault")
    assert report.whole
    shutil.copytree(report.folder, Places.below(tmp_path / "again").vault)
    again = build_services(Places.below(tmp_path / "again"), CHEAP)
    try:
        again.vault.unlock(PASSPHRASE)
        assert again.search.indexing() == 1 and "Six hours a night." in texts(again, "six")
        assert again.vault.verify() == []
    finally:
        again.close()


def test_what_is_taken_in_from_an_export_is_found(services: Services, told: Session, tmp_path: Path) -> None:
    left = services.leaving.export_all(tmp_path)
    other = build_services(Places.below(tmp_path / "other"), CHEAP)
    try:
        other.vault.create(PASSPHRASE)
        other.leaving.import_all(left.folder)
        assert "Six hours a night." in texts(other, "six")
    finally:
        other.close()


def test_the_index_is_no_record(services: Services, told: Session) -> None:
    """A session of another kind changes nothing that a backup or an export counts."""
    index = services.vault.store.search
    assert isinstance(index, SearchIndex)
    before = len(services.vault.store.audit.entries())
    index.reset()
    services.search.read_in()
    assert len(services.vault.store.audit.entries()) == before
    assert SessionType.INDIVIDUAL is told.type and services.vault.verify() == []
