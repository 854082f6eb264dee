"""A vault with something of everything, and what can be compared of two vaults."""

from __future__ import annotations

import math
import secrets
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.goal import Goal
from app.domain.note import Note, NoteSentence, NoteTemplate, Origin, Section, Verdict, VersionKind
from app.domain.review import Decision, Review
from app.domain.session import Gap, GapKind, Mark, Session, SessionState, SessionType
from app.domain.transcript import SAMPLE_RATE
from app.domain.writing import RuleKind, WritingRule
from app.services.container import Services, build_services
from app.services.leaving.records import KINDS, OWN_SETTINGS
from app.services.paths import Places
from app.services.records import Profile
from app.store import clock
from app.store.audio_store import AudioReader, AudioWriter
from app.store.audio_upkeep import standing
from tests.demo import CHEAP, PASSPHRASE
from tests.unit.services.keeping import add_texts, another_session

SECONDS = 3


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Services]:
    """A second vault, empty."""
    services = build_services(Places.below(tmp_path / "other"), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


@pytest.fixture
def full(services: Services, session: Session) -> Session:
    """A vault that is filled."""
    return fill(services, session)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of a vault that is filled, made once; to be copied before it is changed."""
    place = tmp_path_factory.mktemp("made")
    services = build_services(Places.below(place / "home"), CHEAP)
    try:
        services.vault.create(PASSPHRASE)
        client = services.records.add_client("K-17", "Žofie Müller-Ó Briain")
        fill(services, services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap"))
        return services.leaving.export_all(place).folder
    finally:
        services.close()


def fill(services: Services, session: Session) -> Session:
    """Two clients, three sessions: one signed with an addendum and sound, one whose sound is destroyed, one planned."""
    store, session_id = services.vault.store, session.id
    record_tone(services, session)
    add_texts(services, store.sessions.get(session_id), "crème brûlée 🐦 \u2028 <b>")
    own = NoteSentence("own", "plan", "Looked tired.", Origin.CLINICIAN, kept=True)
    odd = NoteSentence("odd", "plan", "Odd score.", Origin.MODEL, Verdict.SUPPORTED, 1e-07, ("a", "b"), kept=True)
    latest = services.notes.latest(session_id)
    assert latest is not None
    changed = replace(latest, sentences=(*latest.sentences, own, odd), condensed=((0.0, 12.5),), kind=VersionKind.EDIT)
    store.notes.save(changed)
    services.notes.sign(session_id, "Žofie Őry", "LCSW")
    services.notes.add_addendum(session_id, "Second thoughts.\nTwo lines.", "Žofie Őry", "LCSW")
    destroyed = another_session(services, session.client_id)
    record_tone(services, destroyed)
    store.sessions.save(replace(store.sessions.get(destroyed.id), state=SessionState.TRANSCRIBED))
    services.deletion.destroy_recording(destroyed.id)
    second = services.records.add_client("L-2", "=HYPERLINK(1)", "sertraline\nAnna")
    planned = another_session(services, second.id)
    services.records.set_summary(planned.id, "She called about the appointment.")
    services.records.save_profile(Profile("Žofie Őry", "LCSW"))
    store.settings.set("vocabulary", ["Lexapro"])
    _of_other_parts(services, second.id, session_id)
    return store.sessions.get(session_id)


def _of_other_parts(services: Services, client_id: str, session_id: str) -> None:
    """Goals, a review, a format and rules of the clinician's own, and a dictation whose words wait."""
    store = services.vault.store
    second = next(client for client in store.clients.list() if client.id == client_id)
    store.clients.save(replace(second, called="D.", pronouns="they/them"))
    store.goals.keep(client_id, [Goal("g1", client_id, "Sleep six hours.", clock.now())])
    store.reviews.save(Review(session_id, 61.5, {"a": Decision.KEPT, "odd": Decision.EDITED}))
    section = Section("own_part", "Eigenes", "What was said.")
    store.templates.save(NoteTemplate("own_1", "Eigenes Format", "Ours.", (section,), own=True), retired=True)
    store.writing_rules.put([WritingRule("r1", RuleKind(next(iter(RuleKind))), "Client “reports”.", on=False)])
    store.settings.set(f"dictation.{session_id}", {"recording": "", "text": "We talked about rest.", "position": 4.5})


def record_tone(services: Services, session: Session) -> bytes:
    """A finished recording of a tone, with gaps and marks; answers with its samples."""
    store = services.vault.store
    recording_id, key = f"rec{session.id[:20]}", secrets.token_bytes(32)
    store.recordings.add(recording_id, key)
    path = store.vault.recording_path(recording_id)
    writer = AudioWriter.create(path, key, device="Yeti", device_rate=48_000)
    pcm = tone(SECONDS * SAMPLE_RATE - 123)
    for at in range(0, len(pcm), SAMPLE_RATE * 2):
        writer.append(pcm[at : at + SAMPLE_RATE * 2])
    writer.add_gap(Gap(GapKind.PAUSED, 1.0, 4.5))
    writer.add_mark(Mark(1.5))
    writer.add_gap(Gap(GapKind.SWITCHED, 2.0, 0.5, "Built-in"))
    writer.close(True)
    store.recordings.seal(recording_id, *standing(path, key))
    started = session.started_at
    store.sessions.save(
        replace(
            session, recording_id=recording_id, state=SessionState.RECORDED, duration=len(pcm) / 2 / SAMPLE_RATE,
            ended_at=started + timedelta(minutes=50), marks=(Mark(1.5),), gaps=(Gap(GapKind.PAUSED, 1.0, 4.5),),
        )
    )  # fmt: skip
    return pcm


def tone(samples: int) -> bytes:
    """Two tones and the loudest values that there are."""
    values = [round(20_000 * math.sin(i / 7) + 9_000 * math.sin(i / 3.1)) for i in range(samples)]
    values[:4] = [32767, -32768, 0, -1]
    return struct.pack(f"<{samples}h", *values)


def everything(services: Services) -> dict[str, Any]:
    """All that two vaults with the same records have in common, row by row and sample by sample."""
    store = services.vault.store
    found: dict[str, Any] = {}
    for kind in KINDS:
        columns = ", ".join(f'"{name}"' for name in kind.columns)
        rows = [tuple(row[name] for name in kind.columns) for row in
                store.database.query(f"SELECT {columns} FROM {kind.table} ORDER BY {kind.order}")]  # fmt: skip
        if kind.table == "setting":
            rows = [row for row in rows if row[0] not in OWN_SETTINGS | {"audit.earlier"}]
        found[kind.name] = rows
    found["recordings"] = [_sound(services, recording_id) for recording_id in store.recordings.ids()]
    sessions = store.sessions.list()
    found["as read"] = [
        (each, store.consents.get(each.id), store.transcripts.latest(each.id), store.notes.versions(each.id))
        for each in sessions
    ]
    found["clients as read"] = store.clients.list()
    return found


def _sound(services: Services, recording_id: str) -> tuple[Any, ...]:
    store = services.vault.store
    row = store.database.query("SELECT created_at, destroyed_at FROM recording WHERE id = ?", (recording_id,))[0]
    key = store.recordings.key(recording_id)
    about = (recording_id, row["created_at"], row["destroyed_at"])
    if key is None:
        return about
    with AudioReader(store.vault.recording_path(recording_id), key) as reader:
        assert reader.verify() == []
        return (
            *about, reader.read(0, 1e6), reader.gaps(), reader.marks(), reader.device, reader.device_rate,
            reader.started_at, reader.closed_cleanly, [number for number, _ in reader.chunks(0)],
        )  # fmt: skip


def latest_note(services: Services, session_id: str) -> Note:
    """The note as it stands."""
    note = services.notes.latest(session_id)
    assert note is not None
    return note
