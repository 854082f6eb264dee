"""Corrections of a transcript: each undoable, and the draft's evidence follows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.corrections import new_label, turn_words
from app.domain.errors import NotAllowed, NoteSigned, RecordMissing, SottoError
from app.domain.note import Evidence, Note, NoteSentence, Origin, Verdict
from app.domain.session import Session, SessionState
from app.domain.transcript import Doubt, Role, Segment, Speaker, Stretch, StretchKind, Transcript, Turn, Word
from app.notes.draft import quotation
from app.notes.evidence import Passage
from app.notes.moments import moments_of
from app.services.container import Services
from app.services.corrections import CorrectionService
from app.workers.protocol import Heard, Recognise

SAID = (
    ("S1", "How have you been? Did you sleep at all?"),
    ("S2", "I slept a bit better. Maybe six hours a night. It was four before."),
    ("S1", "Six hours. And the exercise?"),
    ("S3", "She did it most nights. I did it too."),
    ("S2", "Most nights. I keep the phone out of the bedroom."),
    ("S1", "Thank you. Would you like to go on with it?"),
    ("S2", "Yes. I would."),
)


def spoken(said: tuple[tuple[str, str], ...] = SAID) -> Transcript:
    """A couple's session with made-up even times; every fifth word is of an uncertain voice."""
    turns, at = [], 0.0
    for who, text in said:
        texts = text.split()
        words = tuple(
            Word(w, at + i * 0.3, at + i * 0.3 + 0.3, uncertain=(len(turns) + i) % 5 == 0) for i, w in enumerate(texts)
        )
        turns.append(Turn(who, at, at + len(texts) * 0.3, text, words, any(w.uncertain for w in words)))
        at += len(texts) * 0.3 + 0.5
    roles = {"S1": Role.THERAPIST, "S2": Role.CLIENT, "S3": Role.CLIENT}
    return Transcript(tuple(turns), tuple(Speaker(label, role) for label, role in roles.items()), at)


def quoted(transcript: Transcript, number: int, text: str) -> NoteSentence:
    """The quotation of one sentence of a turn, as the draft writes it."""
    moment = next(m for m in moments_of(transcript) if m.turn == number and m.text == text)
    passage = Passage((moment,), {})
    return NoteSentence(
        f"q{number}", "data", quotation(passage, transcript), Origin.QUOTATION, Verdict.SUPPORTED, 1.0, (),
        passage.evidence(),
    )  # fmt: skip


def claimed(ident: str, origin: Origin, *evidence: Evidence) -> NoteSentence:
    return NoteSentence(ident, "data", "The client sleeps better.", origin, Verdict.SUPPORTED, 0.9, (), evidence)


@pytest.fixture
def opened(services: Services, session: Session) -> str:
    """A session with a transcript and a draft; the id of the session."""
    store, transcript = services.vault.store, spoken()
    store.transcripts.save(session.id, transcript)
    store.sessions.save(replace(session, state=SessionState.DRAFTED))
    moments = {(m.turn, m.text): m for m in moments_of(transcript)}
    six, better = moments[1, "Maybe six hours a night."], moments[1, "I slept a bit better."]
    sentences = (
        quoted(transcript, 1, "Maybe six hours a night."),
        quoted(transcript, 3, "She did it most nights."),
        claimed("m", Origin.MODEL, better.evidence()),
        claimed("c", Origin.CLINICIAN, six.evidence(), moments[4, "Most nights."].evidence()),
        NoteSentence("own", "plan", "My impression.", Origin.CLINICIAN, kept=True),
    )
    services.notes.save(Note("n", session.id, "dap", sentences))
    return session.id


def note(services: Services, session_id: str) -> dict[str, NoteSentence]:
    latest = services.notes.latest(session_id)
    assert latest is not None
    return {s.id: s for s in latest.sentences}


def points_at_its_words(found: Note, transcript: Transcript) -> bool:
    """Whether all evidence stands in the turn that it names, word for word."""
    for sentence in found.sentences:
        for e in sentence.evidence:
            words, wanted = transcript.turns[e.turn].text.split(), e.quote.split()
            if not any(words[i : i + len(wanted)] == wanted for i in range(len(words))):
                return False
            if not transcript.turns[e.turn].start - 0.01 <= e.start <= e.end <= transcript.turns[e.turn].end + 0.01:
                return False
    return True


# ---- single acts -----------------------------------------------------------------------------------


def test_a_turn_is_split_and_its_second_part_given_to_somebody(services: Services, opened: str) -> None:
    done = services.corrections.split_turn(opened, 1, 5, "S1")
    assert [(t.speaker, t.text) for t in done.after.turns[1:4]] == [
        ("S2", "I slept a bit better."),
        ("S1", "Maybe six hours a night. It was four before. Six hours. And the exercise?"),
        ("S3", "She did it most nights. I did it too."),
    ]
    assert done.after.turns[2].start == pytest.approx(spoken().turns[1].words[5].start)
    assert done.can_undo and not done.can_redo
    there = note(services, opened)
    assert there["q1"].text == "Therapist: “Maybe six hours a night.”", "generated words are written anew"
    assert there["q1"].verdict is Verdict.SUPPORTED and there["q1"].evidence[0].turn == 2
    assert there["m"].verdict is Verdict.SUPPORTED and there["m"].evidence[0].turn == 1
    assert there["c"].unchecked and there["c"].text == "The client sleeps better.", "own words stay, and are checked"
    assert there["own"] == NoteSentence("own", "plan", "My impression.", Origin.CLINICIAN, kept=True)


def test_what_was_split_stays_split(services: Services, opened: str) -> None:
    services.corrections.split_turn(opened, 1, 5)
    done = services.corrections.split_turn(opened, 1, 3)
    assert [t.text for t in done.after.turns[1:4]] == [
        "I slept a", "bit better.", "Maybe six hours a night. It was four before.",
    ]  # fmt: skip
    assert done.after.turns[2].speaker == done.after.turns[3].speaker == "S2"
    pieces = note(services, opened)["m"].evidence
    assert [(e.turn, e.quote) for e in pieces] == [(1, "I slept a"), (2, "bit better.")]
    undone = services.corrections.undo(opened)
    assert [t.text for t in undone.after.turns[1:3]] == [
        "I slept a bit better.", "Maybe six hours a night. It was four before.",
    ]  # fmt: skip
    assert [e.quote for e in note(services, opened)["m"].evidence] == ["I slept a bit better."]


@pytest.mark.parametrize("word", [0, 14, -1, 99])
def test_a_turn_is_split_only_between_words(services: Services, opened: str, word: int) -> None:
    with pytest.raises(NotAllowed):
        services.corrections.split_turn(opened, 1, word)
    assert services.vault.store.transcripts.count_versions(opened) == 1


def test_two_voices_of_one_person_are_merged(services: Services, opened: str) -> None:
    assert note(services, opened)["q3"].text == "Client (S3): “She did it most nights.”"
    done = services.corrections.merge_speakers(opened, "S3", "S2")
    assert [s.label for s in done.after.speakers] == ["S1", "S2"]
    assert [t.speaker for t in done.after.turns] == ["S1", "S2", "S1", "S2", "S1", "S2"]
    assert done.after.turns[3].text.endswith("I did it too. Most nights. I keep the phone out of the bedroom.")
    there = note(services, opened)
    assert there["q3"].text == "Client: “She did it most nights.”"
    assert there["q1"].text == "Client: “Maybe six hours a night.”", "one client is left: no label is needed"
    with pytest.raises(RecordMissing):
        services.corrections.merge_speakers(opened, "S3", "S2")
    with pytest.raises(NotAllowed):
        services.corrections.merge_speakers(opened, "S2", "S2")


def test_a_range_is_given_to_somebody_new(services: Services, opened: str) -> None:
    done = services.corrections.reassign(opened, 4, 6, "")
    assert [t.speaker for t in done.after.turns] == ["S1", "S2", "S1", "S3", "S4"]
    assert done.after.turns[4].text.startswith("Most nights.") and done.after.turns[4].text.endswith("I would.")
    assert [s.label for s in done.after.speakers] == ["S1", "S2", "S3", "S4"]
    assert not done.after.turns[4].uncertain and not any(w.uncertain for w in done.after.turns[4].words)


def test_a_speaker_without_a_role_is_quoted_as_a_draft_would(services: Services, opened: str) -> None:
    services.corrections.reassign(opened, 1, 1, "")
    assert note(services, opened)["q1"].text == "Client (S4): “Maybe six hours a night.”"
    services.corrections.name_speakers(opened, {"S4": "Lee"}, {})
    assert note(services, opened)["q1"].text == "Lee: “Maybe six hours a night.”"


def test_words_within_a_turn_are_given_to_somebody(services: Services, opened: str) -> None:
    done = services.corrections.reassign(opened, 1, 1, "S1", (5, 10))
    assert [(t.speaker, t.text) for t in done.after.turns[1:4]] == [
        ("S2", "I slept a bit better."), ("S1", "Maybe six hours a night."), ("S2", "It was four before."),
    ]  # fmt: skip
    first = services.corrections.reassign(opened, 0, 0, "S2", (0, 4)).after
    assert (first.turns[0].speaker, first.turns[0].text) == ("S2", "How have you been?")


def test_who_was_unsure_and_is_confirmed_is_certain(services: Services, opened: str) -> None:
    assert services.records.transcript(opened).turns[0].uncertain  # type: ignore[union-attr]
    done = services.corrections.reassign(opened, 0, 0, "S1")
    assert not done.after.turns[0].uncertain and done.after.turns[0].text == SAID[0][1]
    again = services.corrections.reassign(opened, 0, 0, "S1")
    assert services.vault.store.transcripts.count_versions(opened) == 2, "what changes nothing is not a version"
    assert again.after == done.after


def test_roles_are_swapped_and_quotations_say_so(services: Services, opened: str) -> None:
    services.corrections.swap_roles(opened)
    there = note(services, opened)
    assert there["q1"].text.startswith("Therapist") and there["q1"].evidence[0].turn == 1
    assert there["m"].unchecked and there["c"].unchecked
    services.corrections.undo(opened)
    assert note(services, opened)["q1"].text == "Client (S2): “Maybe six hours a night.”"


def test_names_are_given_in_one_act(services: Services, opened: str) -> None:
    done = services.corrections.name_speakers(opened, {"S2": "Dana"}, {"S3": Role.UNKNOWN})
    assert done.after.name_of("S2") == "Dana" and done.after.name_of("S3") == "S3"
    assert note(services, opened)["q1"].text == "Dana: “Maybe six hours a night.”"
    assert services.corrections.undo(opened).after == spoken()


def test_corrected_words_renew_a_quotation_and_question_a_sentence(services: Services, opened: str) -> None:
    text = "I slept a bit better. Maybe seven hours a night. It was four before."
    services.corrections.edit_turn(opened, 1, text)
    there = note(services, opened)
    assert there["q1"].text == "Client (S2): “Maybe seven hours a night.”"
    assert there["c"].unchecked and not there["m"].unchecked, "only what stands on the words that changed"


def test_corrected_words_keep_their_times(services: Services, opened: str) -> None:
    before = spoken().turns[0].words
    same = services.corrections.edit_turn(opened, 0, "Where have you been? Did you sleep at all?").after.turns[0]
    assert [(w.text, w.start, w.end) for w in same.words[1:]] == [(w.text, w.start, w.end) for w in before[1:]]
    assert (same.words[0].text, same.words[0].start) == ("Where", 0.0)
    more = services.corrections.edit_turn(opened, 0, "And how did you sleep?").after.turns[0]
    assert len(more.words) == 5 and more.words[0].start == 0.0 and more.words[-1].end == pytest.approx(before[-1].end)
    assert services.vault.store.transcripts.count_versions(opened) == 3, "the older words stay"


def test_suggested_words_are_used_only_where_they_still_stand(services: Services, opened: str) -> None:
    done = services.corrections.replace_words(opened, 1, 9, 10, "night", "day")
    assert done.after.turns[1].text == "I slept a bit better. Maybe six hours a day. It was four before."
    with pytest.raises(NotAllowed):
        services.corrections.replace_words(opened, 1, 9, 10, "night", "day")
    assert services.corrections.undo(opened).after == spoken()


def test_a_signed_note_keeps_its_transcript(services: Services, opened: str) -> None:
    services.corrections.swap_roles(opened)
    services.corrections.undo(opened)
    latest = services.notes.latest(opened)
    assert latest is not None
    services.notes.save(replace(latest, sentences=tuple(replace(s, kept=True) for s in latest.sentences)))
    services.notes.sign(opened, "A. Ray", "LCSW")
    count = services.vault.store.transcripts.count_versions(opened)
    acts: list[Callable[[CorrectionService], object]] = [
        lambda s: s.split_turn(opened, 1, 5),
        lambda s: s.merge_speakers(opened, "S3", "S2"),
        lambda s: s.reassign(opened, 0, 1, "S3"),
        lambda s: s.swap_roles(opened),
        lambda s: s.redo(opened),
        lambda s: s.edit_turn(opened, 0, "x"),
        lambda s: s.transcribe_stretch(opened, Stretch(StretchKind.UNCLEAR, 0.0, 1.0)),
    ]
    for act in acts:
        with pytest.raises(NoteSigned):
            act(services.corrections)
    assert services.vault.store.transcripts.count_versions(opened) == count


def test_nothing_is_undone_over_what_somebody_else_wrote(services: Services, opened: str) -> None:
    services.corrections.swap_roles(opened)
    assert services.corrections.opened(opened) == (True, False)
    services.vault.store.transcripts.save(opened, spoken(SAID[:3]))
    assert services.corrections.opened(opened) == (False, False)
    with pytest.raises(NotAllowed):
        services.corrections.undo(opened)


def test_the_audit_trail_knows_the_acts_and_no_words(services: Services, opened: str) -> None:
    services.corrections.name_speakers(opened, {"S2": "Dana"}, {})
    services.corrections.split_turn(opened, 1, 5)
    services.corrections.undo(opened)
    entries = services.vault.store.audit.entries()
    assert [e.action for e in entries][-3:] == ["transcript.speakers", "transcript.split", "transcript.undone"]
    assert "Dana" not in str(entries) and "slept" not in str(entries)


# ---- medicines -------------------------------------------------------------------------------------


def test_a_misheard_medicine_is_suggested_used_and_taken_back(services: Services, opened: str) -> None:
    said = (*SAID, ("S2", "I take (set raline's) dose, fifty milligrams of the pills."))
    services.vault.store.transcripts.save(opened, spoken(said))
    (found,) = [s for s in services.corrections.suggestions(opened) if s.meant == "sertraline"]
    assert spoken(said).turns[7].text == services.records.transcript(opened).turns[7].text  # type: ignore[union-attr]
    done = services.corrections.replace_words(opened, found.turn, found.first, found.last, found.heard, found.meant)
    assert done.after.turns[7].text == "I take (sertraline’s) dose, fifty milligrams of the pills."
    assert services.corrections.suggestions(opened) == []
    services.corrections.undo(opened)
    assert services.corrections.suggestions(opened) == [found]


def test_what_was_left_is_not_asked_again_and_goes_with_the_session(services: Services, opened: str) -> None:
    said = (*SAID, ("S2", "I take set raline, fifty milligrams of the pills."))
    services.vault.store.transcripts.save(opened, spoken(said))
    (found,) = services.corrections.suggestions(opened)
    services.corrections.leave(opened, found)
    assert services.corrections.suggestions(opened) == []
    session = services.records.session(opened)
    services.deletion.delete_session(opened, services.records.client(session.client_id).code)
    assert services.vault.store.settings.get(f"left.{opened}") is None


# ---- any acts ----------------------------------------------------------------------------------------


def random_act(rng: random.Random, service: CorrectionService, session_id: str, transcript: Transcript) -> None:
    """One correction of any kind; those that make no sense are refused."""
    labels = [s.label for s in transcript.speakers]
    turn = rng.randrange(len(transcript.turns))
    count = len(transcript.turns[turn].text.split())
    last = min(len(transcript.turns) - 1, turn + rng.randrange(4))
    start = rng.randrange(max(count, 1))
    kinds: list[Callable[[], object]] = [
        lambda: service.split_turn(session_id, turn, rng.randrange(count + 1)),
        lambda: service.split_turn(session_id, turn, rng.randrange(count + 1), rng.choice([*labels, ""])),
        lambda: service.reassign(session_id, turn, last, rng.choice([*labels, ""])),
        lambda: service.reassign(session_id, turn, turn, rng.choice(labels), (start, rng.randrange(start, count) + 1)),
        lambda: service.merge_speakers(session_id, rng.choice(labels), rng.choice(labels)),
        lambda: service.swap_roles(session_id),
        lambda: service.name_speakers(session_id, {rng.choice(labels): rng.choice(["Dana", "Lee", ""])}, {}),
        lambda: service.edit_turn(session_id, turn, transcript.turns[turn].text.replace("six", "seven") + " Yes."),
    ]
    try:
        rng.choice(kinds)()
    except (NotAllowed, RecordMissing):
        return


@pytest.mark.parametrize("seed", range(12))
def test_any_corrections_keep_the_evidence_and_can_all_be_undone(services: Services, opened: str, seed: int) -> None:
    rng = random.Random(seed)
    first = spoken()
    words = [w for t in first.turns for w in t.text.split()]
    for _ in range(25):
        now = services.records.transcript(opened)
        assert now is not None
        random_act(rng, services.corrections, opened, now)
        now, written = services.records.transcript(opened), services.notes.latest(opened)
        assert now is not None and written is not None
        assert points_at_its_words(written, now)
        assert {t.speaker for t in now.turns} <= {s.label for s in now.speakers}
        assert all(len(turn_words(t)) == len(t.text.split()) for t in now.turns)
        kept = [w for t in now.turns for w in t.text.split() if w != "Yes."]
        assert len(kept) == len([w for w in words if w != "Yes."]), "no act loses a word"
    last = services.records.transcript(opened)
    undone = 0
    while services.corrections.opened(opened)[0]:
        services.corrections.undo(opened)
        undone += 1
        now, written = services.records.transcript(opened), services.notes.latest(opened)
        assert now is not None and written is not None and points_at_its_words(written, now)
    assert undone > 5
    assert services.records.transcript(opened) == first
    while services.corrections.opened(opened)[1]:
        services.corrections.redo(opened)
    assert services.records.transcript(opened) == last


@pytest.mark.parametrize("seed", range(4))
def test_quotations_are_the_same_again_after_undo(services: Services, opened: str, seed: int) -> None:
    rng = random.Random(100 + seed)
    before = {k: (s.text, s.evidence) for k, s in note(services, opened).items() if s.origin is Origin.QUOTATION}
    for _ in range(8):
        now = services.records.transcript(opened)
        assert now is not None
        random_act(rng, services.corrections, opened, now)
    while services.corrections.opened(opened)[0]:
        services.corrections.undo(opened)
    after = {k: (s.text, s.evidence) for k, s in note(services, opened).items() if s.origin is Origin.QUOTATION}
    for key, (text, evidence) in after.items():
        if evidence:  # else its words were parted in the middle, and it waits for its check
            assert text == before[key][0]
            assert [(e.turn, e.quote) for e in evidence] == [(e.turn, e.quote) for e in before[key][1]]


@pytest.mark.parametrize("again", [False, True])
def test_a_draft_follows_a_correction_made_while_it_was_written(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """`again`: a draft is there already. It only follows the correction, so the new one still takes its place."""
    services.vault.store.transcripts.save(session.id, spoken())
    monkeypatch.setattr(services.tools, "drafter", lambda *_, **__: services.tools.floor())
    before = services.work.draft(session.id, "dap")
    assert any(e.turn > 1 for s in before.sentences for e in s.evidence), "else this shows nothing"
    if not again:
        services.vault.store.notes.delete(session.id)
    halves: list[int] = []

    def report(_: object) -> None:
        if not halves:
            halves.append(services.corrections.split_turn(session.id, 0, 4).after.turns[1].text.count("Did"))

    drafted = services.work.draft(session.id, "dap", report)
    assert halves == [1]
    now = services.records.transcript(session.id)
    assert now is not None and points_at_its_words(drafted, now)
    assert [s.text for s in drafted.sentences] == [s.text for s in before.sentences]


def test_a_new_label_is_nobodys() -> None:
    assert new_label(spoken()) == "S4"
    assert new_label(Transcript((), (Speaker("therapist"),))) == "S1"


# ---- what had no words -------------------------------------------------------------------------------


class FakeHost:
    """A speech worker that hears what it is told to hear."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.asked: list[Recognise] = []
        self.stops = 0

    def load(self, *_: object, **__: object) -> None:
        return None

    def call(self, request: Recognise, _expect: type[Heard], **_kept: object) -> Heard:
        self.asked.append(request)
        words = tuple(Word(w, request.start + i * 0.2, request.start + i * 0.2 + 0.2) for i, w in enumerate(self.words))
        return Heard([Segment(request.start, request.start + len(request.pcm) / 32_000, words)], 0.0)


def listening(services: Services, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> FakeHost:
    host = FakeHost(words)
    monkeypatch.setattr(services.corrections, "_speech", host)
    monkeypatch.setattr(services.models, "load_request", lambda _task: None)
    monkeypatch.setattr(services.records, "sound", lambda _id, start, end: b"\x40\x00" * round((end - start) * 16_000))
    return host


@pytest.fixture
def doubtful(services: Services, opened: str) -> str:
    """The session with two doubtful segments between its turns, and one that was left out."""
    store = services.vault.store
    store.sessions.save(replace(store.sessions.get(opened), recording_id="r", duration=60.0))
    end = spoken().turns[0].end
    segments = (
        Segment(0.0, end, spoken().turns[0].words),
        Segment(end + 0.05, end + 0.2, (), Doubt.IMPROBABLE),
        Segment(end + 0.25, end + 0.45, (), Doubt.REPEATED),
        Segment(35.0, 67.0, (), Doubt.SKIPPED),
    )
    for place, segment in enumerate(segments):
        store.transcripts.save_segment(opened, place, segment)
    return opened


def test_stretches_lie_between_the_words(services: Services, doubtful: str) -> None:
    end = spoken().turns[0].end
    said = spoken().turns[-1].end
    assert services.records.stretches(doubtful) == [
        Stretch(StretchKind.UNCLEAR, pytest.approx(end + 0.05), pytest.approx(end + 0.45)),
        Stretch(StretchKind.PAUSE, said, 35.0),
        Stretch(StretchKind.SKIPPED, 35.0, 67.0),
    ]


def test_an_unclear_stretch_is_written_down_and_taken_back(
    services: Services, doubtful: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = listening(services, monkeypatch, ("very", "quiet"))
    unclear = services.records.stretches(doubtful)[0]
    done = services.corrections.transcribe_stretch(doubtful, unclear)
    assert done is not None
    assert [r.start for r in host.asked] == [unclear.start, pytest.approx(unclear.start + 0.2)]
    assert done.after.turns[1].text == "very quiet very quiet" and done.after.turns[1].uncertain
    assert all(w.uncertain for w in done.after.turns[1].words)
    assert note(services, doubtful)["q1"].evidence[0].turn == 2
    assert [s.kind for s in services.records.stretches(doubtful)] == [StretchKind.PAUSE, StretchKind.SKIPPED]
    assert services.records.segments(doubtful)[1].doubt is Doubt.NONE
    undone = services.corrections.undo(doubtful)
    assert undone.after == spoken() and services.records.stretches(doubtful)[0] == unclear
    redone = services.corrections.redo(doubtful)
    assert redone.after == done.after and services.records.segments(doubtful)[1].words


def test_a_long_stretch_is_heard_in_pieces(services: Services, doubtful: str, monkeypatch: pytest.MonkeyPatch) -> None:
    host = listening(services, monkeypatch, ("sob",))
    done = services.corrections.transcribe_stretch(doubtful, services.records.stretches(doubtful)[-1])
    assert [(r.start, len(r.pcm) / 32_000) for r in host.asked] == [(35.0, 28.0), (63.0, 4.0)]
    assert done is not None and done.after.turns[-1].text == "sob sob" and done.after.turns[-1].speaker == "S2"


def test_where_nothing_is_made_out_nothing_changes(
    services: Services, doubtful: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening(services, monkeypatch, ())
    before = services.records.stretches(doubtful)
    assert services.corrections.transcribe_stretch(doubtful, before[0]) is None
    assert services.records.stretches(doubtful) == before
    assert services.vault.store.transcripts.count_versions(doubtful) == 1
    with pytest.raises(NotAllowed):
        services.corrections.transcribe_stretch(doubtful, before[1])


def test_silence_is_not_asked_for_words(services: Services, doubtful: str, monkeypatch: pytest.MonkeyPatch) -> None:
    host = listening(services, monkeypatch, ("invented",))
    monkeypatch.setattr(services.records, "sound", lambda _id, start, end: b"\x01\x00" * round((end - start) * 16_000))
    assert services.corrections.transcribe_stretch(doubtful, services.records.stretches(doubtful)[0]) is None
    assert host.asked == []


def test_words_from_the_middle_of_a_turn_part_it(
    services: Services, doubtful: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = spoken().turns[4].words[2].start - 0.01
    services.vault.store.transcripts.save_segment(doubtful, 4, Segment(inside, inside + 0.01, (), Doubt.EMPTY))
    listening(services, monkeypatch, ("aside",))
    stretch = next(s for s in services.records.stretches(doubtful) if s.start == inside)
    done = services.corrections.transcribe_stretch(doubtful, stretch)
    assert done is not None
    assert [t.text for t in done.after.turns[4:7]] == [
        "Most nights.", "aside", "I keep the phone out of the bedroom.",
    ]  # fmt: skip


ACTS: dict[str, Callable[[CorrectionService, str, Transcript], Transcript]] = {
    "edit": lambda s, of, seen: s.edit_turn(of, 3, "Other words.", seen).after,
    "replace": lambda s, of, seen: s.replace_words(of, 3, 2, 3, "it", "this", seen).after,
    "split": lambda s, of, seen: s.split_turn(of, 3, 5, "", seen).after,
    "reassign": lambda s, of, seen: s.reassign(of, 3, 3, "", seen=seen).after,
    "some words": lambda s, of, seen: s.reassign(of, 3, 3, "", (1, 3), seen).after,
    "several": lambda s, of, seen: s.reassign(of, 3, 4, "", seen=seen).after,
}


@pytest.mark.parametrize("act", ACTS)
def test_a_turn_that_was_chosen_before_others_came_is_still_the_one(
    services: Services, doubtful: str, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    listening(services, monkeypatch, ("quiet",))
    seen = services.records.transcript(doubtful)
    assert seen is not None
    wanted = ACTS[act](services.corrections, doubtful, seen)
    assert wanted.turns != seen.turns
    services.corrections.undo(doubtful)
    done = services.corrections.transcribe_stretch(doubtful, services.records.stretches(doubtful)[0])
    assert done is not None
    found = ACTS[act](services.corrections, doubtful, seen)
    assert found.turns == (wanted.turns[0], done.after.turns[1], *wanted.turns[1:])


@pytest.mark.parametrize("act", ACTS)
def test_a_turn_that_is_not_as_it_was_is_left_alone(services: Services, opened: str, act: str) -> None:
    seen = spoken()
    now = services.corrections.split_turn(opened, 3, 2).after
    with pytest.raises(NotAllowed):
        ACTS[act](services.corrections, opened, seen)
    assert services.records.transcript(opened) == now


def test_several_turns_between_which_another_came_are_chosen_anew(
    services: Services, doubtful: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening(services, monkeypatch, ("quiet",))
    services.corrections.transcribe_stretch(doubtful, services.records.stretches(doubtful)[0])
    with pytest.raises(NotAllowed):
        services.corrections.reassign(doubtful, 0, 2, "S1", seen=spoken())


def test_errors_are_of_the_one_tree(services: Services, opened: str) -> None:
    with pytest.raises(SottoError):
        services.corrections.reassign(opened, 3, 1, "S1")
    with pytest.raises(RecordMissing):
        services.corrections.reassign(opened, 3, 99, "S1")
    with pytest.raises(NotAllowed):
        services.corrections.reassign(opened, 1, 1, "S1", (5, 99))
