"""The generator of sessions for the measure of the search: what it makes is there, is found, and is always the same."""

from __future__ import annotations

from app.domain.search import Filters
from app.services.container import Services
from tests.benchmarks import search


def test_what_it_makes_is_stored_read_in_and_found(services: Services) -> None:
    made = search.fill(services, 2)
    assert services.search.indexing() == 0 and made["text (MB)"] > 0.08
    sessions = services.records.sessions()
    assert len(sessions) == 2
    for session in sessions:
        transcript = services.records.transcript(session.id)
        assert transcript is not None and len(transcript.turns) == search.TURNS
        phrase = '"' + " ".join(transcript.turns[250].text.rstrip(".").split()[:6]) + '"'
        found = services.search.find(phrase, Filters(client_id=session.client_id)).hits
        assert (session.id, 250) in {(hit.session_id, hit.moment.turn) for hit in found}


def test_questions_are_always_the_same_and_of_every_kind(services: Services) -> None:
    clients = [services.records.add_client("A"), services.records.add_client("B")]
    words = search.Words.of_english()
    asked = list(search.questions(words, clients, 80))
    assert asked == list(search.questions(words, clients, 80)) and len(asked) == 80
    assert any(text.startswith('"') for text, _ in asked) and any(" " in text for text, _ in asked)
    for wanted in ("client_id", "since", "role", "signed"):
        assert any(getattr(filters, wanted) not in (None, "") for _, filters in asked), wanted
    assert sum(filters == Filters() for _, filters in asked) >= 20
