"""Real services on a real vault with the cheapest legal key derivation; no models are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.note import Evidence, Note, NoteSentence, Origin, Verdict
from app.domain.session import Session, SessionState, SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn, Word
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE

ASKED = ("How", "did", "you", "sleep?")
TRANSCRIPT = Transcript(
    (
        Turn("S1", 0.0, 2.0, " ".join(ASKED), tuple(Word(w, i / 2, i / 2 + 0.5) for i, w in enumerate(ASKED))),
        Turn("S2", 2.5, 4.0, "Six hours a night."),
    ),
    (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)),
    4.0,
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """An open vault in a folder of its own."""
    services = build_services(Places.below(tmp_path / "home"), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


@pytest.fixture
def session(services: Services) -> Session:
    """A session with one client and nothing recorded."""
    client = services.records.add_client("K-17", "Žofie Müller-Ó Briain")
    return services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")


@pytest.fixture
def drafted(services: Services, session: Session) -> Note:
    """A note with one sentence that is supported and one that is not."""
    store = services.vault.store
    store.transcripts.save(session.id, TRANSCRIPT)
    store.sessions.save(replace(session, state=SessionState.DRAFTED))
    evidence = (Evidence(1, 2.5, 4.0, "Six hours a night."),)
    sentences = (
        NoteSentence("a", "data", "Client slept six hours.", Origin.MODEL, Verdict.SUPPORTED, 0.9, (), evidence),
        NoteSentence("b", "plan", "Client will start EMDR.", Origin.MODEL, Verdict.UNSUPPORTED, 0.1, ("not said",)),
    )
    return services.notes.save(Note("note-1", session.id, "dap", sentences))
