"""Whatever clinicians and clients say, write and are called: out of one vault and into another it stays the same."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.goal import Goal
from app.domain.note import Addendum, Evidence, Note, NoteSentence, Origin, Signature, Source, Verdict, VersionKind
from app.domain.review import Decision, Review
from app.domain.session import SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn, Word
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE
from tests.unit.services.leaving.conftest import everything

AT = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
TEXT = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from(list("\n\t\r\u2028\u202e\x0b\x00\"',=<>&\\é🐦א")),
    max_size=40,
)
SAID = st.builds(lambda text: f"word {text}", TEXT)
TIME = st.floats(0, 1e5, allow_nan=False, allow_infinity=False)
EVIDENCE = st.builds(Evidence, st.integers(0, 3), TIME, TIME, TEXT)


@dataclass(frozen=True)
class Held:
    """One session of a client: what was said, the versions of its note, and what followed the signature."""

    turns: tuple[tuple[str, str], ...]
    versions: tuple[tuple[NoteSentence, ...], ...]
    signed: bool
    addenda: tuple[str, ...]
    summary: str
    wording: str


SENTENCE = st.builds(
    NoteSentence,
    st.uuids().map(lambda each: each.hex),
    st.sampled_from(["data", "plan", "progress@S2", "gone", ""]),
    TEXT,
    st.sampled_from(Origin),
    st.sampled_from(Verdict),
    st.floats(0, 1, allow_nan=False),
    st.tuples(TEXT),
    st.tuples(EVIDENCE),
    st.booleans(),
    st.sampled_from(Source),
)
HELD = st.builds(
    Held,
    st.lists(st.tuples(st.sampled_from(["S1", "S2", "S3"]), TEXT), max_size=4).map(tuple),
    st.lists(st.lists(SENTENCE, max_size=4).map(tuple), max_size=3).map(tuple),
    st.booleans(),
    st.lists(SAID, max_size=2).map(tuple),
    TEXT,
    SAID,
)
CLIENT = st.tuples(TEXT, TEXT, st.lists(HELD, max_size=2))


def fill(services: Services, clients: Sequence[tuple[str, str, list[Held]]]) -> None:
    """Store all of it as the program would."""
    store = services.vault.store
    for number, (name, terms, sessions) in enumerate(clients):
        client = services.records.add_client(f"C{number} {name}", name, terms)
        store.goals.keep(client.id, [Goal(f"g{number}", client.id, f"Goal {terms}", AT)])
        for held in sessions:
            session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
            services.records.give_consent(session.id, held.wording)
            if held.turns:
                store.transcripts.save(session.id, transcript_of(held))
            store.sessions.save(replace(store.sessions.get(session.id), summary=held.summary))
            keep_note(services, session.id, held)


def transcript_of(held: Held) -> Transcript:
    turns = tuple(
        Turn(who, n * 2.0, n * 2.0 + 1.0, text, (Word(text, n * 2.0, n * 2.0 + 1.0),))
        for n, (who, text) in enumerate(held.turns)
    )
    speakers = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT, held.summary), Speaker("S3"))
    return Transcript(turns, speakers, len(turns) * 2.0)


def keep_note(services: Services, session_id: str, held: Held) -> None:
    store, note = services.vault.store, None
    for number, sentences in enumerate(held.versions):
        kind = (VersionKind.DRAFT, VersionKind.EDIT, VersionKind.FOLLOWED)[number]
        note = store.notes.save(
            Note(f"n{session_id}", session_id, "dap", sentences, model=held.summary, condensed=((0.0, 1.5),), kind=kind)
        )
    if note is None:
        return
    store.reviews.save(Review(session_id, 1.5, {s.id: Decision.KEPT for s in note.sentences}))
    if held.signed and note.sentences:
        decided = replace(note, sentences=tuple(replace(s, kept=True) for s in note.sentences))
        who = Signature(f"A. Ray {held.summary}", held.wording, AT, f"Mine. {held.summary}")
        store.notes.sign(decided, who)
        for number, text in enumerate(held.addenda):
            later = replace(who, signed_at=AT + timedelta(days=number + 1))
            store.notes.add_addendum(note.id, Addendum(f"a{number}{session_id}", text, later))


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(st.lists(CLIENT, min_size=1, max_size=3))
def test_whatever_a_vault_holds_comes_back_the_same(clients: list[tuple[str, str, list[Held]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        first, second = (build_services(Places.below(place / name), CHEAP) for name in ("first", "second"))
        try:
            for services in (first, second):
                services.vault.create(PASSPHRASE)
            fill(first, clients)
            left = first.leaving.export_all(place)
            came = second.leaving.import_all(left.folder)
            assert everything(second) == everything(first)
            assert (came.clients, came.sessions, came.notes) == (left.clients, left.sessions, left.notes)
            assert second.vault.verify() == [] and second.vault.store.notes.verify() == []
        finally:
            first.close()
            second.close()
