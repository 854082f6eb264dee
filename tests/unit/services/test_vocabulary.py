"""The words that recognition is prepared for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import NotAllowed, RecordMissing, VaultLocked
from app.domain.session import Session
from app.notes.lexicons import load_lexicons
from app.notes.medications import medicines
from app.services.container import Services
from app.services.vocabulary import MOST, VocabularyService, hotwords


@pytest.fixture
def vocabulary(services: Services) -> VocabularyService:
    return VocabularyService(services.vault)


def chart(services: Services, session: Session, terms: str) -> None:
    clients = services.vault.store.clients
    clients.save(replace(clients.get(session.client_id), terms=terms))


def test_the_most_relevant_come_first(services: Services, session: Session, vocabulary: VocabularyService) -> None:
    chart(services, session, "Uncle Théo\n Latuda \n\nBramblewood")
    vocabulary.set_clinic_terms(["Haus am See", "Dr. Okonkwo"])
    vocabulary.set_modalities(["emdr", "dbt"])
    terms = vocabulary.hotwords(session.id)
    assert terms[:6] == ["Žofie Müller-Ó Briain", "Uncle Théo", "Latuda", "Bramblewood", "Haus am See", "Dr. Okonkwo"]
    assert terms[6:10] == ["EMDR", "DBT", "bilateral stimulation", "wise mind"]  # each gets its turn
    assert terms.index("PHQ-9") < terms.index("sertraline") < terms.index("Zoloft") < terms.index("Prozac")
    assert terms.count("Latuda") == 1
    assert len(terms) == MOST
    assert len({term.casefold() for term in terms}) == len(terms)


def test_with_nothing_known_there_are_the_field_and_medications(
    session: Session, vocabulary: VocabularyService
) -> None:
    assert vocabulary.clinic_terms() == []
    assert vocabulary.chosen_modalities() == []
    assert vocabulary.hotwords(session.id)[1:] == list(hotwords())[: MOST - 1]
    assert {"PHQ-9", "sertraline", "Zoloft"} <= set(hotwords())


def test_another_client_s_terms_stay_out(services: Services, session: Session, vocabulary: VocabularyService) -> None:
    chart(services, session, "Bramblewood")
    other = services.records.add_client("K-18", "Iolanthe")
    second = services.records.new_session(other.id, session.type, 2, "dap")
    terms = vocabulary.hotwords(second.id)
    assert terms[0] == "Iolanthe"
    assert "Bramblewood" not in terms


def test_the_clinic_s_list_is_kept_tidy(services: Services, vocabulary: VocabularyService) -> None:
    vocabulary.set_clinic_terms(["  Haus   am See ", "", "haus am see", "two\nlines", "\x00nul"])
    assert vocabulary.clinic_terms() == ["Haus am See", "two", "lines", "nul"]
    assert services.vault.store.settings.get("vocabulary") == "Haus am See\ntwo\nlines\nnul"
    vocabulary.set_clinic_terms(vocabulary.clinic_terms())
    assert [e.action for e in services.vault.store.audit.entries()].count("vocabulary.changed") == 1
    vocabulary.set_clinic_terms([])
    assert vocabulary.clinic_terms() == []


def test_a_very_long_list_takes_no_more_room_than_there_is(session: Session, vocabulary: VocabularyService) -> None:
    vocabulary.set_clinic_terms([f"term {number}" for number in range(1000)])
    assert len(vocabulary.clinic_terms()) == 1000
    assert vocabulary.hotwords(session.id)[:3] == ["Žofie Müller-Ó Briain", "term 0", "term 1"]
    assert len(vocabulary.hotwords(session.id)) == MOST


def test_every_way_of_working_has_terms(vocabulary: VocabularyService) -> None:
    known = {each.id: each for each in vocabulary.modalities()}
    assert list(known) == ["cbt", "dbt", "act", "emdr", "psychodynamic", "mi"]
    assert all(len(each.terms) >= 8 and each.title for each in known.values())
    with pytest.raises(NotAllowed):
        vocabulary.set_modalities(["cbt", "astrology"])
    assert vocabulary.chosen_modalities() == []


def test_what_a_later_version_chose_does_no_harm(
    services: Services, session: Session, vocabulary: VocabularyService
) -> None:
    services.vault.store.settings.set("modalities", ["cbt", "a way of the future"])
    services.vault.store.settings.set("vocabulary", 7)
    assert vocabulary.chosen_modalities() == ["cbt"]
    assert "thought record" in vocabulary.hotwords(session.id)


def test_errors(services: Services, vocabulary: VocabularyService) -> None:
    with pytest.raises(RecordMissing):
        vocabulary.hotwords("nothing")
    services.vault.lock()
    with pytest.raises(VaultLocked):
        vocabulary.clinic_terms()


def test_medications_are_written_as_they_should_be_read() -> None:
    names = medicines()
    assert names[:2] == ("sertraline", "Zoloft")
    assert len(names) >= 180
    assert len({name.casefold() for name in names}) == len(names)
    found = load_lexicons().medications
    assert found.names(["zoloft"]) == {"sertraline"}
