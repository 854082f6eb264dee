"""Choices of writing, what a client is called, the clinician's voice, and what a draft is given of earlier work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import NotAllowed, RecordMissing
from app.domain.note import Note, NoteSentence, Origin, Source, Verdict
from app.domain.session import Session, SessionState, SessionType
from app.domain.writing import RuleKind
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.given import Given
from app.notes.style import Length, Manner, Person, Refused, Tense, Term
from app.services.container import Services
from app.services.goals import GoalEntry
from app.services.writing import MOST_RULES, Choices
from tests.unit.services.conftest import TRANSCRIPT

OWN = (
    "Pt endorsed worry about {0} and reported poor sleep.",
    "Pt endorsed that {0} called.",
    "Pt reported 4711 and {0}.",
)


def signed(services: Services, code: str, word: str, *, origin: Origin = Origin.CLINICIAN) -> Session:
    """A session with a signed note about `word`."""
    clients = {client.code: client for client in services.records.clients()}
    client = clients.get(code) or services.records.add_client(code, f"{word} Surname")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    sentences = tuple(
        NoteSentence(
            f"{session.id}{n}",
            "plan" if n == 2 else "data",
            text.format(word),
            origin,
            Verdict.SUPPORTED,
            1.0,
            kept=True,
        )
        for n, text in enumerate(OWN)
    )
    services.notes.save(Note(f"note{session.id}", session.id, "dap", sentences))
    services.notes.sign(session.id, "A. Ray", "LCSW")
    return services.records.session(session.id)


def actions(services: Services) -> list[str]:
    return [entry.action for entry in services.vault.store.audit.entries()]


def test_choices_are_kept_and_nothing_else_is(services: Services) -> None:
    writing = services.writing
    assert writing.choices() == Choices()
    for name, value in (
        ("length", "brief"), ("tense", "present"), ("term", "initials"), ("clinician", "I"), ("refused", "mark"),
        ("voice", False), ("goals", True), ("last_note", True),
    ):  # fmt: skip
        writing.choose(name, value)
    chosen = Choices(Length.BRIEF, Tense.PRESENT, Term.INITIALS, Person.FIRST, Refused.MARK, False, True, True)
    assert writing.choices() == chosen
    for name, value in (("length", "huge"), ("length", True), ("voice", "yes"), ("nothing", "x")):
        with pytest.raises(NotAllowed):
            writing.choose(name, value)
    services.preferences.set("writing.tense", "someday")
    assert writing.choices().tense is Tense.PAST, "what cannot be read counts as not chosen"


def test_a_client_has_a_term_and_pronouns(services: Services, session: Session) -> None:
    writing = services.writing
    assert writing.manner(session.id).client == ""
    writing.choose("term", "initials")
    assert writing.manner(session.id).client == "Ž.M.B."
    changed = writing.set_client(session.client_id, "  Žofie \n", " they / them ")
    assert (changed.called, changed.pronouns) == ("Žofie", "they / them")
    assert services.records.client(session.client_id) == changed
    manner = writing.manner(session.id)
    assert manner.client == "Žofie" and manner.forms is not None and manner.forms.subject == "they"
    assert actions(services).count("client.writing") == 1
    writing.set_client(session.client_id, "Žofie", "they / them")
    assert actions(services).count("client.writing") == 1, "nothing changed"
    with pytest.raises(NotAllowed):
        writing.set_client(session.client_id, "Žofie", "fae")
    with pytest.raises(RecordMissing):
        writing.set_client("nobody", "", "")
    assert writing.manner().client == "" and writing.manner().voice == ""


@pytest.fixture
def no_model(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts are made of quotations: no worker is started."""

    def drafter(*_: object, manner: Manner, given: Given, writes: bool, **__: object) -> Drafter:
        assert writes, "a session's draft asks for the note model"
        return services.tools.floor(manner, given)

    monkeypatch.setattr(services.tools, "drafter", drafter)


@pytest.mark.usefixtures("no_model")
def test_a_draft_is_written_so(services: Services, session: Session) -> None:
    services.vault.store.transcripts.save(session.id, TRANSCRIPT)
    services.vault.store.sessions.save(replace(session, state=SessionState.TRANSCRIBED))
    services.writing.set_client(session.client_id, "Žofie", "")
    note = services.work.draft(session.id, "dap")
    assert [s.text for s in note.sentences] == ["Therapist: “How did you sleep?” Žofie: “Six hours a night.”"]


def test_the_voice_is_learned_from_five_signed_notes_and_can_be_changed(services: Services) -> None:
    writing = services.writing
    for n in range(4):
        signed(services, f"C{n}", f"Zoraida{n}")
    assert writing.learned().notes == 4 and not writing.learned().possible
    with pytest.raises(NotAllowed):
        writing.learn()
    signed(services, "C9", "Quetzalcoatl")
    rules = writing.learn().rules
    assert {RuleKind.OPENING, RuleKind.VERB, RuleKind.LENGTH} <= {rule.kind for rule in rules}
    assert rules == writing.learned().rules and writing.voice().startswith("How this clinician writes: Begin")
    opening = next(rule for rule in rules if rule.kind is RuleKind.OPENING)
    writing.change_rule(opening.id, on=False)
    verbs = next(rule for rule in rules if rule.kind is RuleKind.VERB)
    writing.change_rule(verbs.id, text="Prefer  plain\nverbs.")
    writing.add_rule("Never write “noncompliant”.")
    length = next(rule for rule in rules if rule.kind is RuleKind.LENGTH)
    writing.delete_rule(length.id)
    told = writing.voice()
    assert "Begin" not in told and "Prefer plain verbs." in told and "noncompliant" in told and "words a" not in told
    again = writing.learn().rules
    assert not next(rule for rule in again if rule.text == opening.text).on
    assert {"Prefer plain verbs.", "Never write “noncompliant”."} <= {rule.text for rule in again}
    assert {"writing.learned", "writing.changed"} <= set(actions(services))
    for act in (lambda: writing.change_rule("none", on=True), lambda: writing.delete_rule("none")):
        with pytest.raises(RecordMissing):
            act()
    with pytest.raises(NotAllowed):
        writing.add_rule(" <|x|> ")
    writing.choose("voice", False)
    assert writing.voice() == ""


def test_rules_have_an_end(services: Services) -> None:
    for n in range(MOST_RULES):
        services.writing.add_rule(f"Rule {n}.")
    with pytest.raises(NotAllowed):
        services.writing.add_rule("One more.")


def test_nothing_of_any_clients_notes_is_in_rules_or_in_what_a_draft_is_told(
    services: Services, session: Session
) -> None:
    words = ("Zoraida", "Przybylski", "Quetzalcoatl", "Spelunking", "Xanadu", "Taxidermy")
    for n, word in enumerate(words):
        signed(services, f"C{n}", word)
    services.writing.learn()
    services.writing.choose("last_note", True)
    services.writing.choose("goals", True)
    for client in services.records.clients():
        if client.code != "K-17":
            services.goals.keep(client.id, [GoalEntry("", f"Goal of {client.name}")])
    told = [
        *(rule.text for rule in services.writing.learned().rules),
        services.writing.manner(session.id).voice,
        str(services.writing.given(session.id)),
    ]
    for text in told:
        assert not any(word.lower() in text.lower() for word in (*words, "4711", "Surname")), text


def test_sentences_that_are_not_the_clinicians_teach_nothing(services: Services) -> None:
    for n in range(6):
        signed(services, f"C{n}", "Zoraida", origin=Origin.MODEL if n % 2 else Origin.QUOTATION)
    assert services.writing.learned().notes == 0


@pytest.mark.usefixtures("no_model")
def test_a_draft_is_given_the_open_goals_and_the_last_signed_note_of_its_own_client(services: Services) -> None:
    first = signed(services, "C1", "Zoraida")
    signed(services, "C2", "Quetzalcoatl")
    later = services.records.new_session(first.client_id, SessionType.INDIVIDUAL, 2, "dap")
    store = services.vault.store
    store.sessions.save(replace(later, started_at=first.started_at + timedelta(days=7)))
    services.goals.keep(
        first.client_id, [GoalEntry("", "Swim twice a week."), GoalEntry("", "Sleep seven hours.", reached=True)]
    )
    assert services.writing.given(later.id).goals == () and services.writing.given(later.id).last_note == ()
    services.writing.choose("goals", True)
    services.writing.choose("last_note", True)
    given = services.writing.given(later.id)
    assert given.goals == ("Swim twice a week.",)
    assert given.last_note[0] == "Pt reported 4711 and Zoraida.", "its plan first"
    assert len(given.last_note) == 3 and "Quetzalcoatl" not in str(given)
    assert services.writing.given(first.id).last_note == (), "a note is not given to the session before it"
    store.transcripts.save(later.id, TRANSCRIPT)
    note = services.work.draft(later.id, "girp")
    standing = [s for s in note.sentences if s.source is Source.PLAN]
    assert [s.text for s in standing] == ["From the plan: Swim twice a week."] and note.to_review == 1
    stored = services.notes.latest(later.id)
    assert stored is not None and [s.source for s in stored.sentences if s.needs_review] == [Source.PLAN]


def test_rules_outlive_a_client_and_hold_nothing_of_them(services: Services) -> None:
    sessions = [signed(services, f"C{n}", f"Zoraida{n}") for n in range(5)]
    services.writing.learn()
    rules = services.writing.learned().rules
    services.writing.set_client(sessions[0].client_id, "Zora", "she/her")
    services.deletion.delete_client(sessions[0].client_id, "C0")
    learned = services.writing.learned()
    assert learned.rules == rules and learned.notes == 4
    rows = services.vault.store.database.query("SELECT called, pronouns FROM client")
    assert not any(row["called"] for row in rows), "the client's own term goes with the client"


def test_what_is_edited_and_what_stands_instead_knows_the_clients_term(
    services: Services, drafted: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence is checked as it means, whatever the note calls the client; quotations keep the term."""
    monkeypatch.setattr(services.tools, "checker", lambda *_: Checker(None))
    session = services.records.session(drafted.session_id)
    services.writing.set_client(session.client_id, "Žofie", "")
    for text in ("Žofie slept six hours a night.", "The client slept six hours a night."):
        assert services.notes.check(session.id, text).verdict is Verdict.SUPPORTED
    assert services.notes.check(session.id, "Žofie slept nine hours a night.").verdict is Verdict.UNSUPPORTED
    instead = services.notes.quotation(session.id, drafted.sentences[0])
    assert instead is not None and instead.text == "Žofie: “Six hours a night.”"
