"""No verdict is counted on at the signature that does not belong to what stands there then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import CheckedAnew, NotAllowed, UnhandledSentences, WorkerCrashed
from app.domain.note import CheckResult, Evidence, Note, NoteSentence, Origin, Verdict
from app.domain.session import Session, SessionType
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.notes.check import Checker
from app.notes.for_client import NOT_FOR_CLIENT
from app.notes.members import AT
from app.notes.prepared import PreparedTranscript
from app.services import seals
from app.services.container import Services, build_services
from app.services.last_look import NAMES_ANOTHER, NOT_THE_MODELS, SAID_BY_ANOTHER
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE

SPOKEN = Transcript(
    (
        Turn("S1", 0.0, 2.0, "How did you sleep this week?"),
        Turn("S2", 2.5, 6.0, "I slept six hours a night. My sister visited on Sunday."),
        Turn("S1", 6.5, 8.0, "What did you do with your sister?"),
        Turn("S2", 8.5, 12.0, "We walked along the river for two hours."),
    ),
    (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)),
    12.0,
)
TRUE = ("Client slept six hours a night.", "Client walked along the river for two hours.")
INVENTED = "Client was hospitalized for pneumonia in March."
OWN = "Client looked tired."


def of_model(name: str, section: str, text: str, *, kept: bool = False) -> NoteSentence:
    """A sentence that says of itself that it was found."""
    return NoteSentence(name, section, text, Origin.MODEL, Verdict.SUPPORTED, 0.9, kept=kept)


def stored(services: Services, session: Session, *sentences: NoteSentence, template: str = "dap") -> Note:
    """A note whose sentences were stored by somebody who asked no check."""
    services.vault.store.transcripts.save(session.id, SPOKEN)
    return services.notes.save(Note("n", session.id, template, sentences))


def checked(services: Services, session: Session, *texts: str) -> Note:
    """A note as the window stores it: each sentence with the check's answer."""
    services.vault.store.transcripts.save(session.id, SPOKEN)
    made = []
    for number, text in enumerate(texts):
        result = services.notes.check(session.id, text)
        assert result.verdict is Verdict.SUPPORTED, f"the check of this test does not find: {text}"
        made.append(
            replace(
                of_model(f"s{number}", "data", text), verdict=result.verdict, score=result.score,
                evidence=result.evidence, seal=result.seal,
            )
        )  # fmt: skip
    return services.notes.save(Note("n", session.id, "dap", tuple(made)))


def sign(services: Services, session: Session, version: int | None = None) -> Note:
    return services.notes.sign(session.id, "A. Ray", "LCSW", version=version)


def refused(services: Services, session: Session) -> list[NoteSentence]:
    """The sentences that are marked after a signature was refused for them; nothing is signed."""
    with pytest.raises(CheckedAnew) as caught:
        sign(services, session)
    note = services.notes.latest(session.id)
    assert note is not None and not note.signed
    marked = [s for s in note.sentences if s.needs_review]
    assert str(len(marked)) in caught.value.happened and all(s.reasons for s in marked)
    with pytest.raises(UnhandledSentences):
        sign(services, session)
    return marked


@pytest.fixture
def asked(services: Services, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sentence that the check is asked for."""
    found: list[str] = []
    check_all = Checker.check_all

    def counted(self: Checker, sentences: Sequence[str], prepared: PreparedTranscript) -> list[CheckResult]:
        found.extend(sentences)
        return check_all(self, sentences, prepared)

    monkeypatch.setattr(Checker, "check_all", counted)
    return found


def test_what_was_checked_is_signed_without_another_check(
    services: Services, session: Session, asked: list[str]
) -> None:
    note = checked(services, session, *TRUE)
    asked.clear()
    signed = sign(services, session, note.version)
    assert asked == [] and signed.signed and signed.version == note.version


def test_a_verdict_that_nobody_gave_is_not_counted_on(services: Services, session: Session) -> None:
    stored(services, session, of_model("a", "data", TRUE[0]), of_model("b", "data", INVENTED))
    assert [s.text for s in refused(services, session)] == [INVENTED]
    note = services.notes.latest(session.id)
    assert note is not None
    decided = tuple(replace(s, kept=True, origin=Origin.CLINICIAN) if s.needs_review else s for s in note.sentences)
    services.notes.save(replace(note, sentences=decided))
    assert [s.text for s in sign(services, session).sentences] == [TRUE[0], INVENTED]


def test_a_true_sentence_without_a_seal_is_found_anew_and_signed(
    services: Services, session: Session, asked: list[str]
) -> None:
    note = stored(services, session, of_model("a", "data", TRUE[0]))
    signed = sign(services, session, note.version)
    assert asked == [TRUE[0]] and signed.sentences[0].evidence[0].turn == 1 and signed.sentences[0].seal


def test_a_sentence_that_was_changed_after_its_check_is_checked_anew(services: Services, session: Session) -> None:
    note = checked(services, session, *TRUE)
    changed = tuple(replace(s, text=s.text.replace("six", "nine")) for s in note.sentences)
    services.notes.save(replace(note, sentences=changed))
    assert [s.text for s in refused(services, session)] == ["Client slept nine hours a night."]


def test_evidence_that_was_changed_after_the_check_does_not_count(services: Services, session: Session) -> None:
    note = checked(services, session, TRUE[0])
    other = (Evidence(3, 8.5, 12.0, "We walked along the river for two hours."),)
    services.notes.save(replace(note, sentences=(replace(note.sentences[0], evidence=other),)))
    assert [e.turn for e in sign(services, session).sentences[0].evidence] == [1], "found anew"


def test_a_correction_of_the_transcript_has_everything_checked_anew(
    services: Services, session: Session, asked: list[str]
) -> None:
    checked(services, session, *TRUE)
    services.corrections.edit_turn(session.id, 0, "How did you sleep?")  # no sentence stands on this turn
    asked.clear()
    signed = sign(services, session)
    assert asked == list(TRUE) and signed.signed


def test_what_a_correction_took_the_ground_from_is_not_signed(services: Services, session: Session) -> None:
    checked(services, session, *TRUE)
    # Past the services that would have the note follow, as another window or program might.
    turns = (*SPOKEN.turns[:3], replace(SPOKEN.turns[3], text="We stayed at home, it rained."))
    services.vault.store.transcripts.save(session.id, replace(SPOKEN, turns=turns))
    assert [s.text for s in refused(services, session)] == [TRUE[1]]


def test_other_roles_are_another_transcript(services: Services, session: Session) -> None:
    checked(services, session, TRUE[0])
    swapped = SPOKEN.with_roles({"S1": Role.CLIENT, "S2": Role.THERAPIST})
    services.vault.store.transcripts.save(session.id, swapped)
    assert [s.text for s in refused(services, session)] == [TRUE[0]]


def test_an_older_version_of_the_check_does_not_count(
    services: Services, session: Session, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(services, session, TRUE[0])
    monkeypatch.setattr(seals, "CHECK", "another")
    asked.clear()
    assert sign(services, session).signed and asked == [TRUE[0]]


def test_what_waits_for_its_check_is_not_signed(services: Services, session: Session) -> None:
    stored(services, session, of_model("a", "data", TRUE[0]).to_check())
    with pytest.raises(UnhandledSentences):
        sign(services, session)


def test_what_the_clinician_kept_stays_kept(services: Services, session: Session, asked: list[str]) -> None:
    kept = replace(of_model("a", "data", OWN, kept=True), verdict=Verdict.UNSUPPORTED, origin=Origin.CLINICIAN)
    stored(services, session, kept)
    services.corrections.edit_turn(session.id, 1, "I slept badly.")
    signed = sign(services, session)
    assert asked == [] and signed.sentences[0].kept and signed.sentences[0].text == OWN


def test_a_quotation_counts_while_its_turns_hold_it(services: Services, session: Session, asked: list[str]) -> None:
    evidence = (Evidence(1, 2.5, 4.0, "I slept six hours a night."),)
    quote = NoteSentence("q", "data", "Client: “I slept six hours a night.”", Origin.QUOTATION, Verdict.SUPPORTED,
                         1.0, (), evidence)  # fmt: skip
    note = stored(services, session, quote)
    assert sign(services, session, note.version).signed and asked == []


@pytest.mark.parametrize("text", ["Client: “I slept nine hours a night.”", "Therapist: “I slept six hours a night.”"])
def test_a_quotation_that_nobody_said_so_is_not_signed(services: Services, session: Session, text: str) -> None:
    evidence = (Evidence(1, 2.5, 4.0, "I slept six hours a night."),)
    stored(services, session, NoteSentence("q", "data", text, Origin.QUOTATION, Verdict.SUPPORTED, 1.0, (), evidence))
    assert [s.text for s in refused(services, session)] == [text]


def test_without_a_transcript_nothing_is_found(services: Services, session: Session) -> None:
    services.notes.save(Note("n", session.id, "dap", (of_model("a", "data", TRUE[0]),)))
    assert [s.text for s in refused(services, session)] == [TRUE[0]]


def test_where_the_worker_dies_the_words_alone_decide(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(services, session, of_model("a", "data", TRUE[0]), of_model("b", "data", INVENTED))

    def dies(*_: object, **__: object) -> Checker:
        raise WorkerCrashed("signal 11")

    monkeypatch.setattr(services.notes._tools, "checker", dies)
    assert [s.text for s in refused(services, session)] == [INVENTED]


def test_what_comes_with_an_import_is_checked_here(services: Services, session: Session, tmp_path: Path) -> None:
    note = checked(services, session, *TRUE)
    folder = services.leaving.export_all(tmp_path).folder
    assert b"check.key" not in (folder / "records" / "settings.jsonl").read_bytes()
    other = build_services(Places.below(tmp_path / "other"), CHEAP)
    other.vault.create(PASSPHRASE)
    try:
        other.leaving.import_all(folder)
        came = other.notes.latest(session.id)
        assert came is not None and came.sentences == note.sentences
        key = services.vault.store.settings.get(seals.SETTING)
        assert key and other.vault.store.settings.get(seals.SETTING) != key
        found = tuple(replace(came.sentences[0], text=text) for text in (TRUE[0], INVENTED))
        renamed = tuple(replace(s, id=str(n)) for n, s in enumerate(found))
        other.vault.store.notes.save(replace(came, sentences=renamed))
        assert [s.text for s in refused(other, session)] == [INVENTED]
    finally:
        other.close()


def test_a_field_that_became_the_clinicians_alone_holds_nothing_of_a_model(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Own formats keep their old form for notes that were written in it; those that ship come anew with the program."""
    note = checked(services, session, TRUE[0])
    before = services.notes.template("dap")
    sections = tuple(replace(s, clinician_only=s.id == "data") for s in before.sections)
    monkeypatch.setattr(services.notes, "template", lambda _: replace(before, sections=sections))
    assert [s.reasons for s in refused(services, session)] == [(NOT_THE_MODELS,)]
    kept = tuple(replace(s, kept=True, origin=Origin.CLINICIAN) for s in note.sentences)
    services.notes.save(replace(note, sentences=kept))
    assert sign(services, session).signed


def test_what_the_client_takes_home_is_signed_without_a_word_of_safety(services: Services, session: Session) -> None:
    asked_of = (
        Turn("S1", 20.0, 22.0, "Have you had thoughts of suicide?"),
        Turn("S2", 22.5, 24.0, "No, I have no thoughts of suicide."),
    )
    services.vault.store.transcripts.save(session.id, replace(SPOKEN, turns=(*SPOKEN.turns, *asked_of), duration=24.0))
    text = "Client: “No, I have no thoughts of suicide.”"
    evidence = (Evidence(5, 22.5, 24.0, "No, I have no thoughts of suicide."),)
    quote = NoteSentence("q", "talked_about", text, Origin.QUOTATION, Verdict.SUPPORTED, 1.0, (), evidence)
    services.notes.save(Note("n", session.id, "client_summary", (quote,)))
    assert [s.reasons for s in refused(services, session)] == [(NOT_FOR_CLIENT,)]


GROUP = Transcript(
    (
        Turn("S1", 0.0, 2.0, "How was your week, everybody?"),
        Turn("S2", 2.5, 6.0, "I walked along the river every day."),
        Turn("S3", 6.5, 9.0, "I quarrelled with Oskar about the dishes."),
    ),
    (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT, "Ana"), Speaker("S3", Role.CLIENT, "Bea")),
    9.0,
)


def test_in_a_group_no_part_speaks_of_another(services: Services, session: Session) -> None:
    store = services.vault.store
    store.sessions.save(replace(session, type=SessionType.GROUP))
    store.transcripts.save(session.id, GROUP)
    part = next(s.id for s in services.notes.template("group").sections if s.per_client)
    river = (Evidence(1, 2.5, 6.0, "I walked along the river every day."),)
    dishes = (Evidence(2, 6.5, 9.0, "I quarrelled with Oskar about the dishes."),)
    said = [
        ("a", f"{part}{AT}S2", "Ana: “I walked along the river every day.”", river),
        ("b", f"{part}{AT}S3", "Ana: “I walked along the river every day.”", river),
        ("c", f"{part}{AT}S3", "Bea: “I quarrelled with Oskar about the dishes.”", dishes),
    ]
    made = [NoteSentence(i, s, t, Origin.QUOTATION, Verdict.SUPPORTED, 1.0, (), e) for i, s, t, e in said]
    services.notes.save(Note("n", session.id, "group", tuple(made)))
    assert {s.id: s.reasons for s in refused(services, session)} == {
        "b": (SAID_BY_ANOTHER,),
        "c": (NAMES_ANOTHER,),
    }


def test_a_correction_that_comes_while_the_note_is_looked_over_ends_the_signature(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(services, session, of_model("a", "data", TRUE[0]))
    check_all = Checker.check_all

    def slow(self: Checker, sentences: Sequence[str], prepared: PreparedTranscript) -> list[CheckResult]:
        answers = check_all(self, sentences, prepared)
        turns = (*SPOKEN.turns[:1], replace(SPOKEN.turns[1], text="I did not sleep."), *SPOKEN.turns[2:])
        services.vault.store.transcripts.save(session.id, replace(SPOKEN, turns=turns))
        return answers

    monkeypatch.setattr(Checker, "check_all", slow)
    with pytest.raises(NotAllowed):
        sign(services, session)
    note = services.notes.latest(session.id)
    assert note is not None and not note.signed


def test_a_seal_says_nothing_of_the_sentence_and_is_another_in_each_vault(
    services: Services, session: Session, tmp_path: Path
) -> None:
    note = checked(services, session, TRUE[0])
    seal = note.sentences[0].seal
    assert len(seal) == 64 and int(seal, 16) and "seal" not in json.dumps(note.to_dict())
    other = build_services(Places.below(tmp_path / "second"), CHEAP)
    other.vault.create(PASSPHRASE)
    try:
        assert seals.Seals(other.vault).sentence(note.sentences[0], SPOKEN).seal != seal
    finally:
        other.close()
