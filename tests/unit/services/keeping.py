"""Sessions with everything that can be deleted: sound, transcript, note versions, a consent."""

from __future__ import annotations

import secrets
from dataclasses import replace

from app.domain.note import Evidence, Note, NoteSentence, Origin, Verdict
from app.domain.session import Session, SessionState, SessionType
from app.domain.transcript import Role, Segment, Speaker, SpeakerTurn, Transcript, Turn, Word
from app.services.container import Services
from app.store.audio_store import AudioWriter
from app.store.gone import find_in_pages

CANARY = "the heron stood in the reeds of Lake Ohrid"
NAME = "Zdravka Canary-Petrovska"


def add_sound(services: Services, session: Session, seconds: int = 3, size: int = 32_000) -> Session:
    """A finished recording with random sound."""
    store = services.vault.store
    recording_id, key = secrets.token_hex(16), secrets.token_bytes(32)
    store.recordings.add(recording_id, key)
    writer = AudioWriter.create(store.vault.recording_path(recording_id), key, device="test", device_rate=48_000)
    for _ in range(seconds):
        writer.append(secrets.token_bytes(size))
    writer.close(True)
    changed = replace(session, recording_id=recording_id, state=SessionState.RECORDED, duration=float(seconds))
    store.sessions.save(changed)
    return changed


def add_texts(services: Services, session: Session, canary: str = CANARY) -> Session:
    """Consent, segments, who spoke when, two versions of a transcript, two of a note, an unsent text."""
    store = services.vault.store
    services.records.give_consent(session.id, "I agree. " + canary)
    spoken = " ".join([canary] * 120)  # long enough to need pages of its own
    words = tuple(Word(w, i * 0.5, i * 0.5 + 0.4) for i, w in enumerate(spoken.split()))
    store.transcripts.save_segment(session.id, 0, Segment(0.0, 400.0, words))
    store.transcripts.save_diarization(session.id, [SpeakerTurn(0.0, 400.0, "S1")])
    turns = (Turn("S1", 0.0, 400.0, spoken, words), Turn("S2", 401.0, 402.0, "And then " + canary))
    store.transcripts.save(session.id, Transcript(turns, (Speaker("S1", Role.CLIENT),), 402.0))
    services.corrections.edit_turn(session.id, 1, "Corrected: " + canary)
    evidence = (Evidence(1, 401.0, 402.0, canary),)
    sentences = (NoteSentence("a", "data", canary + ".", Origin.MODEL, Verdict.SUPPORTED, 0.9, (), evidence),)
    note = store.notes.save(Note(f"note-{session.id[:8]}", session.id, "dap", sentences))
    for text in ("Second version.", "Third version."):
        changed = replace(note.sentences[0], text=text, kept=True)  # so that it can be signed
        note = store.notes.save(replace(note, sentences=(changed,)))
    services.notes.keep_unsent(session.id, "unsent " + canary)
    changed_session = replace(store.sessions.get(session.id), state=SessionState.DRAFTED)
    store.sessions.save(changed_session)
    return changed_session


def another_session(services: Services, client_id: str) -> Session:
    """One more session of a client."""
    return services.records.new_session(client_id, SessionType.INDIVIDUAL, 2, "dap")


def found(services: Services, needle: str | bytes) -> int:
    """In how many pages of the vault, as they lie on the disk, something stands."""
    store = services.vault.store
    data = needle.encode() if isinstance(needle, str) else needle
    return find_in_pages(store.database, store.vault.key, [data])
