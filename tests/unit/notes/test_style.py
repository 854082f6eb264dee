"""How a sentence is written: terms, pronouns and tense are put in by rules that never change what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.note import Origin
from app.domain.session import Client
from app.domain.transcript import Transcript
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.moved_evidence import follow
from app.notes.pronouns import forms_of
from app.notes.style import Length, Manner, Person, Tense, Term, called, tidy_term
from app.notes.templates import TemplateLibrary
from app.notes.text import tokens
from tests.unit.notes.sessions import session
from tests.unit.notes.test_draft import says, texts, whole

LIBRARY = TemplateLibrary()
CHECKER = Checker(None)
DANA = Manner(client="Dana", pronouns="they/them")


@pytest.mark.parametrize(
    ("manner", "text", "spoken", "written"),
    [
        (Manner(), "The client slept six hours.", "I slept six hours.", "The client slept six hours."),
        (Manner(), "Client reported poor sleep.", "I sleep badly.", "Client reported poor sleep."),
        (Manner(), "The patient slept.", "I slept.", "The client slept."),
        (Manner(client="the patient"), "Client reported poor sleep.", "", "Patient reported poor sleep."),
        (DANA, "The client's sleep was better.", "I slept better.", "Dana's sleep was better."),
        (DANA, "She was tired and she often forgets her keys.", "I was tired and I often forget my keys.",
         "They were tired and they often forget their keys."),
        (DANA, "The client said that the exercise helped her.", "The exercise helped me.",
         "Dana said that the exercise helped them."),
        (DANA, "The client said that she missed her sister.", "I miss my sister.",
         "Dana said that they missed their sister."),
        (DANA, "The client said that her mother said she was proud.", "My mother said that she was proud.",
         "Dana said that their mother said she was proud."),
        (DANA, "The client blamed herself.", "I blame myself.", "Dana blamed themselves."),
        (replace(DANA, pronouns="he/him"), "The client said that the problem was hers.", "It is my problem.",
         "Dana said that the problem was his."),
        (replace(DANA, pronouns=""), "The client said that she was tired of her job.", "I am tired of my job.",
         "Dana said that Dana was tired of Dana's job."),
        (Manner(), "The client said that she's been tired.", "I have been tired.",
         "The client said that the client has been tired."),
        (replace(DANA, pronouns="she/her"), "The client said “he is never home” of him.", "He is never home.",
         "Dana said “he is never home” of him."),
        (Manner(tense=Tense.PRESENT), "The client said that she slept badly.", "She slept badly.",
         "The client says that she slept badly."),
        (Manner(tense=Tense.PRESENT), "The therapist asked about sleep.", "How did you sleep?",
         "The therapist asks about sleep."),
        (Manner(), "The client denies panic.", "No panic.", "The client denied panic."),
        (Manner(clinician=Person.CLINICIAN), "The therapist asked about it.", "", "The clinician asked about it."),
        (Manner(clinician=Person.WRITER), "The client thanked the therapist.", "", "The client thanked this writer."),
        (Manner(clinician=Person.FIRST), "The therapist asked about sleep.", "", "I asked about sleep."),
        (Manner(clinician=Person.FIRST, tense=Tense.PRESENT), "The therapist asked about it.", "", "I ask about it."),
        (Manner(clinician=Person.FIRST), "The client thanked the therapist.", "", "The client thanked the therapist."),
        # The client has clients: whose is meant is not certain, and nothing is changed.
        (DANA, "The client said that the client shouted.", "My client shouted.",
         "The client said that the client shouted."),
    ],
)  # fmt: skip
def test_a_sentence_is_turned_into_the_manner(manner: Manner, text: str, spoken: str, written: str) -> None:
    assert manner.applied(text, spoken) == written


def test_where_it_is_not_clear_whose_a_pronoun_is_the_sentence_is_given_up() -> None:
    """Dana goes by "they"; "she" may be the manager or a slip of the model."""
    text = "The client said that when the manager asked for a meeting she was scared."
    spoken = "My manager asked for a meeting and I was scared."
    assert DANA.applied(text, spoken) is None
    assert Manner().applied(text, spoken) == text


@pytest.mark.parametrize(
    ("text", "subject"),
    [("she/her", "she"), ("She / Her / Hers", "she"), ("they", "they"), ("he, him", "he"), ("fae/faer/faers", "fae"),
     ("fae", ""), ("", ""), ("  ", ""), ("1/2/3", "")],
)  # fmt: skip
def test_pronouns_as_they_are_written(text: str, subject: str) -> None:
    forms = forms_of(text)
    assert (forms.subject if forms else "") == subject


@pytest.mark.parametrize(
    ("client", "usual", "term"),
    [
        (Client("1", "K-17"), Term.CLIENT, ""),
        (Client("1", "K-17"), Term.INITIALS, ""),
        (Client("1", "K-17", "Dana Kowalski"), Term.INITIALS, "D.K."),
        (Client("1", "K-17", "Dana Kowalski"), Term.NAME, "Dana"),
        (Client("1", "K-17", "Dana Kowalski"), Term.PATIENT, "the patient"),
        (Client("1", "K-17", "Dana", called="Mx. K."), Term.NAME, "Mx. K."),
        (Client("1", "K-17", "Dana", called="the client"), Term.NAME, ""),
        (Client("1", "K-17", "Dana", called="Patient"), Term.NAME, "the patient"),
        (Client("1", "K-17", "Dana", called="“D”: <|im_start|>\n"), Term.CLIENT, "D"),
    ],
)
def test_what_a_client_is_called(client: Client, usual: Term, term: str) -> None:
    assert called(client, usual) == term


@given(st.text(max_size=80))
def test_a_term_can_always_stand_before_a_quotation(text: str) -> None:
    term = tidy_term(text)
    assert len(term) <= 40 and not set(term) & set('“”":[]{}<>\n')


WORDS = st.sampled_from(
    """the client said that she he her his him them they slept six hours not never no pain mother sister was is fifty
    mg and but anxious Dana's therapist reported denied panic I “I slept” quietly herself""".split()  # noqa: SIM905
)


@given(
    st.lists(WORDS, max_size=14), st.sampled_from(["I slept six hours.", "My sister said she was ill.", ""]),
    st.sampled_from(list(Tense)), st.sampled_from(list(Person)), st.sampled_from(["", "they/them", "he/him"]),
    st.sampled_from(["", "Dana", "the patient"]),
)  # fmt: skip
def test_no_rule_touches_what_carries_the_meaning(
    words: list[str], spoken: str, tense: Tense, person: Person, pronouns: str, client: str
) -> None:
    """Negations, numbers, people and what happened stay, in their order; only terms, pronouns and the verb change."""
    text = " ".join(words).capitalize() + "."
    written = Manner(tense=tense, client=client, pronouns=pronouns, clinician=person).applied(text, spoken)
    if written is None:
        return
    carry = set("slept six hours not never no pain mother sister fifty mg but anxious panic quietly".split())  # noqa: SIM905
    assert [w for w in tokens(written) if w in carry] == [w for w in tokens(text) if w in carry]


def test_quotations_call_the_client_so_too(demo_session: Transcript) -> None:
    note = Drafter(LIBRARY, CHECKER, None, manner=DANA).draft(demo_session, "dap", "s1")
    whole(note, demo_session)
    assert all(s.text.startswith(("Dana: “", "Therapist: “")) for s in note.sentences)
    assert any(s.text.startswith("Dana: “") for s in note.sentences)
    clinician = Manner(clinician=Person.CLINICIAN)
    note = Drafter(LIBRARY, CHECKER, None, manner=clinician).draft(demo_session, "birp", "s1")
    assert all(s.text.startswith("Clinician: “") for s in note.in_section("intervention"))


def test_a_note_that_follows_keeps_the_clients_term(demo_session: Transcript) -> None:
    note = Drafter(LIBRARY, CHECKER, None, manner=DANA).draft(demo_session, "dap", "s1")
    turns = list(demo_session.turns)
    place = next(n for n, t in enumerate(turns) if "six hours a night" in t.text)
    turns[place] = replace(turns[place], text=turns[place].text.replace("six hours", "five hours"), words=())
    followed = follow(note, demo_session, replace(demo_session, turns=tuple(turns)))
    changed = [s for s in followed.sentences if "five hours" in s.text]
    assert changed and changed[0].text.startswith("Dana: “")
    labels = {s.label: s.role for s in demo_session.speakers}
    one, other = labels
    swapped = demo_session.with_roles({one: labels[other], other: labels[one]})
    frames = {s.text.split(":")[0] for s in follow(note, demo_session, swapped).sentences}
    assert frames == {"Dana", "Therapist"}


def test_in_a_couple_nobody_gets_the_records_term() -> None:
    couple = session("therapist: How was the week?", "Ben: I slept badly all week.", "Ann: My heart was racing.")
    note = Drafter(LIBRARY, CHECKER, None, manner=DANA).draft(couple, "dap", "s1")
    assert note.sentences and "Dana" not in "".join(s.text for s in note.sentences)


def test_the_models_sentences_are_written_so(demo_session: Transcript) -> None:
    model = says({"text": "The client said that she slept better, about six hours a night.", "turns": [3]})
    note = Drafter(LIBRARY, CHECKER, model, manner=DANA).draft(demo_session, "dap", "s1")
    whole(note, demo_session)
    written = [s.text for s in note.sentences if s.origin is Origin.MODEL]
    assert written == ["Dana said that they slept better, about six hours a night."]
    assert all("they/them" in prompt for prompt in model.prompts)
    assert not any("Dana" in prompt for prompt in model.prompts), "the model need not know the name"


def test_length_makes_a_note_shorter_or_longer(demo_session: Transcript) -> None:
    counts = {
        length: len(Drafter(LIBRARY, CHECKER, None, manner=Manner(length)).draft(demo_session, "dap", "s").sentences)
        for length in Length
    }
    assert counts[Length.BRIEF] < counts[Length.USUAL] <= counts[Length.FULL]


def test_a_section_is_never_longer_than_it_may_be(demo_session: Transcript) -> None:
    dap = LIBRARY.get("dap")
    for longest in (60, 200, 500):
        short = replace(dap, sections=tuple(replace(s, longest=longest) for s in dap.sections))
        note = Drafter(LIBRARY, CHECKER, None).draft(demo_session, short, "s1")
        whole(note, demo_session)
        for section in short.sections:
            assert len(texts(note, section.id)) <= longest
        assert note.sentences


def test_a_sentence_is_checked_in_its_plain_form() -> None:
    manner = Manner(client="Dana", clinician=Person.FIRST)
    assert (
        manner.plain("Dana said that Dana's sleep was better.") == "The client said that the client's sleep was better."
    )
    assert manner.plain("I asked Dana about sleep.") == "The therapist asked the client about sleep."
