"""Search by meaning with the real model for sentences, in its worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.session import SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.services.container import Services, build_services
from app.services.paths import Places
from app.services.search import SearchService
from app.services.search_meaning import MeaningIndex
from app.workers.host import WorkerHost
from app.workers.protocol import LoadModel
from tests.demo import CHEAP, PASSPHRASE, load_request

pytestmark = pytest.mark.engines
SAID = (
    ("I lie awake until three in the morning.", "My mind just goes round and round."),
    ("My manager gave me another deadline.", "The whole team is working late."),
    ("We adopted a puppy from the shelter.", "She chews every shoe in the house."),
)
ASKED = {"trouble sleeping": 0, "stress at work": 1, "a new dog": 2}


class Real:
    """A model source with the demo model for sentences."""

    def entry(self, task: str) -> Any:
        return type("Entry", (), {"id": "demo", "revision": ""})()

    def load_request(self, task: str) -> LoadModel:
        return load_request("embedding")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(Places.below(tmp_path / "home"), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


def test_a_session_is_found_by_what_it_is_about(services: Services, language: WorkerHost) -> None:
    client = services.records.add_client("K-17")
    ids = []
    for texts in SAID:
        session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
        turns = tuple(Turn(f"S{n % 2 + 1}", n * 5.0, n * 5.0 + 4.0, text) for n, text in enumerate(texts))
        speakers = (Speaker("S1", Role.CLIENT), Speaker("S2", Role.CLIENT))
        services.vault.store.transcripts.save(session.id, Transcript(turns, speakers, 10.0))
        ids.append(session.id)
    real = Real()
    index = MeaningIndex(real, real, language)
    search = SearchService(services.vault, index)
    search.read_in()
    while index.advance(services.vault.store):
        pass
    assert services.vault.store.search.vectors.count_missing() == 0
    for asked, number in ASKED.items():
        assert search.find(asked).hits == (), "its words were not said"
        first = search.meaning(asked).hits[0]
        assert (first.session_id, first.text) == (ids[number], SAID[number][0]), asked
