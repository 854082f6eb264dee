"""The words that recognition is prepared for: names and terms of the client, the clinic, the field, and medications.

A speech model has room for few of them (its tokenizer counts, see `app.engines.speech`), so what is most likely to be
said in this very session comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any

import yaml

from app.domain.errors import NotAllowed, TemplateInvalid
from app.domain.transcript import clean_text
from app.notes.medications import medicines
from app.services.access import VaultService
from app.services.paths import RESOURCES

MOST = 150
"""Terms that are handed over at most: more never fit."""
CLINIC, MODALITIES = "vocabulary", "modalities"
GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Modality:
    """A way of working, and the terms that come with it."""

    id: str
    title: str
    terms: tuple[str, ...]


class VocabularyService:
    """What recognition is prepared for. Every method but `modalities` raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault

    def hotwords(self, session_id: str) -> list[str]:
        """The terms for one session, at most `MOST`, most relevant first: the client's chart, the clinic's own list,
        the ways of working, medications. Raises RecordMissing."""
        store = self._vault.store
        client = store.clients.get(store.sessions.get(session_id).client_id)
        chart = (client.name, *client.terms.splitlines())
        return _first(chart, self.clinic_terms(), _terms_of(self.chosen_modalities()), medicines())

    def clinic_terms(self) -> list[str]:
        """The clinic's own terms, most important first."""
        stored = self._vault.store.settings.get(CLINIC)
        return _tidy(stored.splitlines()) if isinstance(stored, str) else []

    def set_clinic_terms(self, terms: Sequence[str]) -> None:
        """Keep the clinic's own terms; blank ones and those that are there twice are left out."""
        self._store(
            CLINIC, "\n".join(_tidy(line for term in terms for line in term.splitlines())), "vocabulary.changed"
        )

    def modalities(self) -> list[Modality]:
        """Every way of working that there are terms for."""
        return [each for each in _modalities().values() if each.id != GENERAL]

    def chosen_modalities(self) -> list[str]:
        """The ids of the clinician's ways of working."""
        stored = self._vault.store.settings.get(MODALITIES)
        return [each for each in stored if each in _modalities()] if isinstance(stored, list) else []

    def set_modalities(self, ids: Sequence[str]) -> None:
        """Choose the clinician's ways of working. Raises NotAllowed for one that there are no terms for."""
        known = {each.id for each in self.modalities()}
        if not known.issuperset(ids):
            raise NotAllowed("There are no terms for this way of working.")
        self._store(MODALITIES, list(dict.fromkeys(ids)), "modalities.changed")

    def _store(self, name: str, value: Any, action: str) -> None:
        store = self._vault.store
        with store.database.transaction():
            if store.settings.get(name) != value:
                store.settings.set(name, value)
                store.audit.append(action)


def hotwords() -> tuple[str, ...]:
    """The terms where nothing is known of client or clinic."""
    return tuple(_first(_terms_of(()), medicines()))


@cache
def _modalities() -> dict[str, Modality]:
    try:
        listed = yaml.safe_load((RESOURCES / "lexicons" / "modalities.yaml").read_text(encoding="utf-8"))
        found = {name: Modality(name, str(m["title"]), tuple(map(str, m["terms"]))) for name, m in listed.items()}
    except (OSError, yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as error:
        raise TemplateInvalid("the word list modalities.yaml cannot be read") from error
    if GENERAL not in found:
        raise TemplateInvalid("the word list modalities.yaml is not in order")
    return found


def _terms_of(chosen: Iterable[str]) -> list[str]:
    """Of several ways of working each gets its turn, so that the first does not take all the room."""
    listed = [_modalities()[each].terms for each in chosen]
    longest = max(map(len, listed), default=0)
    turns = (terms[place] for place in range(longest) for terms in listed if place < len(terms))
    return [*turns, *_modalities()[GENERAL].terms]


def _tidy(terms: Iterable[str]) -> list[str]:
    """One space between words, nothing blank, nothing twice: the first spelling stays."""
    found: dict[str, str] = {}
    for term in terms:
        tidy = " ".join(clean_text(term).split())
        if tidy:
            found.setdefault(tidy.casefold(), tidy)
    return list(found.values())


def _first(*sources: Iterable[str]) -> list[str]:
    return list(islice(_tidy(chain(*sources)), MOST))
