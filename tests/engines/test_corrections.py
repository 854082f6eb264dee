"""Writing down, on demand, what was doubted: the real recogniser on the demo's own sound, through the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.session import Session, SessionState
from app.domain.transcript import Doubt, Role, Segment, Speaker, StretchKind, Transcript, Turn
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE, demo_truth, plain, read_demo
from tests.engines.test_work import recorded

pytestmark = pytest.mark.engines


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(Places.below(tmp_path), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


def with_doubt(services: Services, folder: Path, pcm: bytes, doubted: int, doubt: Doubt) -> Session:
    """A session of the demo's first sentences, of which one was doubted."""
    session = recorded(services, folder, pcm)
    length = len(pcm) / 2 / 16_000
    rows = [row for row in demo_truth() if float(str(row["end"])) < length]
    store, turns = services.vault.store, []
    for place, row in enumerate(rows):
        start, end = float(str(row["start"])), float(str(row["end"]))
        here = place == doubted
        store.transcripts.save_segment(session.id, place, Segment(start, end, (), doubt if here else Doubt.NONE))
        if not here:
            turns.append(Turn("S1" if row["role"] == "therapist" else "S2", start, end, str(row["text"])))
    speakers = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT))
    store.transcripts.save(session.id, Transcript(tuple(turns), speakers, length))
    store.sessions.save(replace(services.records.session(session.id), state=SessionState.TRANSCRIBED))
    return session


def test_a_doubted_sentence_is_written_down_from_its_sound(services: Services, tmp_path: Path) -> None:
    session = with_doubt(services, tmp_path, read_demo(0.0, 20.0), 3, Doubt.IMPROBABLE)
    said = plain(str(demo_truth()[3]["text"]))
    (stretch,) = services.records.stretches(session.id)
    assert stretch.kind is StretchKind.UNCLEAR
    done = services.corrections.transcribe_stretch(session.id, stretch)
    assert done is not None
    (new,) = [turn for turn in done.after.turns if turn.uncertain]
    heard = plain(new.text)
    assert set(said.split()) & set(heard.split()), "the words are those of the sound"
    assert abs(len(heard.split()) - len(said.split())) <= 2
    assert stretch.start - 0.3 <= new.start <= new.end <= stretch.end + 0.3
    assert services.records.stretches(session.id) == []
    services.corrections.undo(session.id)
    assert services.records.stretches(session.id) == [stretch]


def test_silence_gives_no_words(services: Services, tmp_path: Path) -> None:
    rows = demo_truth()
    start, end = float(str(rows[3]["start"])), float(str(rows[3]["end"]))
    pcm = bytearray(read_demo(0.0, 20.0))
    pcm[int(start * 16_000) * 2 : int(end * 16_000) * 2] = bytes(
        int(end * 16_000) * 2 - int(start * 16_000) * 2
    )  # fmt: skip
    session = with_doubt(services, tmp_path, bytes(pcm), 3, Doubt.SKIPPED)
    (stretch,) = services.records.stretches(session.id)
    assert stretch.kind is StretchKind.SKIPPED
    assert services.corrections.transcribe_stretch(session.id, stretch) is None
    assert services.records.stretches(session.id) == [stretch]
