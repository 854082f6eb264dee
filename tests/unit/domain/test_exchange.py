"""The exchange formats of transcript and note."""

from __future__ import annotations

import json

from app.domain.note import Evidence, Note, NoteSentence, Origin, Verdict
from app.domain.session import SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn, transcript_from_dict


def test_a_transcript_survives_its_exchange_format() -> None:
    turns = (Turn("S1", 0.0, 1.5, "How are you?"), Turn("S2", 2.0, 3.25, "Žofie is well."))
    transcript = Transcript(turns, (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), 3.25)
    again = transcript_from_dict(json.loads(transcript.to_json()))
    assert [(t.start, t.end, t.text) for t in again.turns] == [(t.start, t.end, t.text) for t in turns]
    assert [again.role_of(t) for t in again.turns] == [Role.THERAPIST, Role.CLIENT]


def test_a_speaker_is_called_by_name_then_role_then_label() -> None:
    speakers = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT, "Ben"), Speaker("S3"))
    transcript = Transcript((), speakers)
    assert [transcript.name_of(label) for label in ("S1", "S2", "S3", "S9")] == ["Therapist", "Ben", "S3", "S9"]


def test_missing_times_follow_from_the_turn_before() -> None:
    turns = [{"speaker": "client", "text": "One.", "end": 4}, {"speaker": "client", "text": "Two."}]
    read = transcript_from_dict({"turns": turns})
    assert [(t.start, t.end) for t in read.turns] == [(0.0, 4.0), (4.0, 4.0)]


def test_a_note_says_which_sentences_need_a_decision() -> None:
    evidence = (Evidence(0, 0.0, 1.0, "words"),)
    sentences = (
        NoteSentence("a", "data", "Said.", Origin.MODEL, Verdict.SUPPORTED, 0.9, (), evidence),
        NoteSentence("b", "data", "Not said.", Origin.MODEL),
        NoteSentence("c", "plan", "My own.", Origin.CLINICIAN, kept=True),
        NoteSentence("d", "plan", "  ", Origin.CLINICIAN),
    )
    note = Note("n", "s", "dap", sentences)
    assert note.to_review == 1
    exchanged = note.to_dict()
    assert exchanged["sections"]["data"] == "Said. Not said."
    assert [s["marked"] for s in exchanged["sentences"]][:2] == [False, True]


def test_each_kind_of_session_has_its_usual_number_of_people() -> None:
    assert [kind.usual_speakers for kind in SessionType] == [2, 3, 4, 6]
