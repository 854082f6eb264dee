"""Search by meaning with a model of nine words: vectors come when the model is there anyway, and go with the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import ModelMissing
from app.domain.note import Note
from app.domain.search import Filters, HitKind, Item
from app.domain.session import Session
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.services.container import Services
from app.services.search import SearchService
from app.services.search_meaning import WINDOW, MeaningIndex, quantised, windows_of
from app.workers import protocol as p
from tests.unit.services.keeping import another_session

TOPICS = ("sleep night awake tired", "dog walk park leash", "boss office deadline job")
"""Words of one line mean about the same."""


class Host:
    """A worker that knows three topics; every other word points in a direction that says nothing."""

    def __init__(self) -> None:
        self.loaded = False
        self.embedded: list[str] = []
        self.stops = 0

    def has(self, task: str) -> bool:
        return self.loaded and task == "embedding"

    def load(self, request: p.LoadModel, **_: Any) -> None:
        self.loaded = True

    def call(self, request: p.Embed, expect: object, **_: Any) -> p.Vectors:
        assert isinstance(request, p.Embed) and expect is p.Vectors
        self.embedded += request.texts
        return p.Vectors([_vector(text) for text in request.texts])


def _vector(text: str) -> list[float]:
    """Sixteen numbers; each topic has its own five, the last is there for all."""
    words = text.lower().replace(".", "").split()
    counts = [sum(word in topic.split() for word in words) for topic in TOPICS]
    vector = [float(count) - 0.1 for count in counts for _ in range(5)] + [0.1]
    length = sum(x * x for x in vector) ** 0.5
    return [x / length for x in vector]


class Models:
    """As much of `ModelSource` as the search needs."""

    def __init__(self, entry: Any) -> None:
        self.found = entry

    def entry(self, task: str) -> Any:
        return self.found

    def load_request(self, task: str) -> p.LoadModel:
        return p.LoadModel("embedding", "nowhere", {})


class Entry:
    """A model of the catalogue."""

    def __init__(self, id_: str) -> None:
        self.id, self.revision = id_, ""


Made = tuple[SearchService, Host, Models]


@pytest.fixture
def made(services: Services) -> Made:
    host, models = Host(), Models(Entry("tiny"))
    index = MeaningIndex(models, models, host)  # type: ignore[arg-type]
    return SearchService(services.vault, index), host, models


def say(services: Services, session: Session, *texts: str) -> Session:
    turns = tuple(Turn(f"S{n % 2 + 1}", n * 5.0, n * 5.0 + 4.0, text) for n, text in enumerate(texts))
    speakers = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT))
    services.vault.store.transcripts.save(session.id, Transcript(turns, speakers, 5.0 * len(turns)))
    return session


def work_out(services: Services, search: SearchService) -> int:
    search.read_in()
    steps = 0
    while search._meaning.advance(services.vault.store):
        steps += 1
    return steps


@pytest.fixture
def said(services: Services, session: Session, made: Made) -> tuple[Session, Session]:
    """Two sessions: nights and the office, and a dog."""
    first = say(services, session, "Awake at night.", "I lie there, tired.")
    second = say(services, another_session(services, session.client_id), "A walk with the dog.", "The leash broke.")
    search, host, _ = made
    host.loaded = True
    assert work_out(services, search) == 1
    return first, second


def test_what_means_the_same_is_found_without_the_word(
    services: Services, made: Made, said: tuple[Session, Session]
) -> None:
    search, _, _ = made
    assert search.can_mean() and search.find("sleep").hits == ()
    found = search.meaning("sleep")
    hit = found.hits[0]
    assert hit.session_id == said[0].id and hit.by_meaning and hit.marks == () and not found.more
    assert (
        hit.kind is HitKind.TURN
        and hit.moment.turn in (0, 1)
        and hit.text in ("Awake at night.", "I lie there, tired.")
    )
    assert search.meaning("park").hits[0].session_id == said[1].id
    assert search.meaning("   ").hits == () == search.meaning("sleep", limit=0).hits


def test_filters_hold_by_meaning_too(services: Services, made: Made, said: tuple[Session, Session]) -> None:
    search, _, _ = made
    assert search.meaning("sleep", Filters(client_id="another")).hits == ()
    assert search.meaning("sleep", Filters(signed=True)).hits == ()
    (hit,) = search.meaning("sleep", Filters(role=Role.CLIENT)).hits
    assert hit.text == "I lie there, tired." and hit.role is Role.CLIENT


def test_without_a_model_words_are_found_and_meaning_says_so(services: Services, drafted: Note, made: Made) -> None:
    search, _, models = made
    models.found = None
    search.read_in()
    assert not search.can_mean() and search.find("six").hits
    with pytest.raises(ModelMissing):
        search.meaning("six")


def test_no_model_is_loaded_for_the_vectors_alone(services: Services, drafted: Note, made: Made) -> None:
    search, host, _ = made
    assert work_out(services, search) == 0 and not host.embedded
    search.meaning("sleep")
    assert host.loaded and work_out(services, search) == 1


def test_another_model_makes_them_anew(services: Services, made: Made, said: tuple[Session, Session]) -> None:
    search, host, models = made
    before = len(host.embedded)
    assert work_out(services, search) == 0 and len(host.embedded) == before
    models.found = Entry("another")
    assert work_out(services, search) == 1 and len(host.embedded) > before
    assert services.vault.store.search.vectors.model() == "another"


def test_what_is_deleted_means_nothing_any_more(services: Services, made: Made, said: tuple[Session, Session]) -> None:
    search, _, _ = made
    assert search.meaning("sleep").hits
    services.deletion.delete_session(said[0].id)
    assert said[0].id not in {hit.session_id for hit in search.meaning("sleep").hits}
    rows = services.vault.store.database.query("SELECT id FROM search_vector")
    assert len(rows) == 1


def test_a_correction_is_worked_out_anew(services: Services, made: Made, said: tuple[Session, Session]) -> None:
    search, host, _ = made
    services.corrections.edit_turn(said[1].id, 0, "A deadline of the boss.")
    assert work_out(services, search) == 1 and "deadline" in host.embedded[-1]
    assert search.meaning("office").hits[0].text == "A deadline of the boss."


def test_nothing_of_it_stays_in_memory_after_the_lock(
    services: Services, made: Made, said: tuple[Session, Session]
) -> None:
    search, _, _ = made
    search.meaning("sleep")
    assert search._meaning._signs is not None
    services.vault.lock()
    assert search._meaning._signs is None


def items(*lengths: int) -> list[Item]:
    return [Item(HitKind.TURN, "x" * length) for length in lengths]


@pytest.mark.parametrize(
    ("lengths", "windows"),
    [
        ((), []),
        ((WINDOW * 3,), [(0, 1)]),
        ((WINDOW // 2, WINDOW // 2, 1), [(0, 2), (2, 3)]),
        ((1, WINDOW * 2, 1), [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_windows_leave_nothing_out(lengths: Sequence[int], windows: list[tuple[int, int]]) -> None:
    assert windows_of(items(*lengths)) == windows


def test_a_byte_a_number_keeps_the_direction() -> None:
    vector = [0.5, -0.25, 0.0, 0.125]
    assert list(quantised(vector)) == [127, 256 - 64, 0, 32]
    assert quantised([0.0, 0.0]) == b"\x00\x00"
    longer: Callable[[float], list[float]] = lambda by: [x * by for x in vector]  # noqa: E731
    assert quantised(longer(7.0)) == quantised(vector) and replace(items(1)[0], text="y").text == "y"
