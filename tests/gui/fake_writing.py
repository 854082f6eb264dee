"""Ways of writing without a vault, for tests of the window."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import NotAllowed, SottoError
from app.domain.session import Client
from app.domain.writing import RuleKind, WritingRule
from app.services.writing import Choices, Learned

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeState

LEARNED = (
    WritingRule("opening.0", RuleKind.OPENING, "Begin sentences with “Client reported …” or “Clinician explored …”."),
    WritingRule("verb.1", RuleKind.VERB, "Prefer the verbs reported, endorsed, explored."),
    WritingRule("length.2", RuleKind.LENGTH, "About 11 words a sentence."),
)


class FakeWriting:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.chosen = Choices()
        self.rules: tuple[WritingRule, ...] = ()
        self.notes = 6
        self.error: SottoError | None = None

    def choices(self) -> Choices:
        return self.chosen

    def choose(self, name: str, value: str | bool) -> Choices:
        if self.error is not None:
            raise self.error
        usual = {each.name: each.default for each in fields(Choices)}[name]
        made = type(usual)(value) if isinstance(usual, StrEnum) else value
        self.chosen = replace(self.chosen, **{name: made})
        return self.chosen

    def set_client(self, client_id: str, called: str, pronouns: str) -> Client:
        if self.error is not None:
            raise self.error
        self._s.clients[client_id] = replace(self._s.clients[client_id], called=called, pronouns=pronouns)
        self._s.calls.append(("client_writing", client_id))
        return self._s.clients[client_id]

    def learned(self) -> Learned:
        return Learned(self.rules, self.notes)

    def learn(self) -> Learned:
        if self.error is not None:
            raise self.error
        self.rules = LEARNED
        return self.learned()

    def add_rule(self, text: str) -> Learned:
        if not text.strip():
            raise NotAllowed("A rule needs words.")
        self.rules = (*self.rules, WritingRule(f"own.{len(self.rules)}", RuleKind.OWN, text, changed=True))
        return self.learned()

    def change_rule(self, rule_id: str, *, text: str | None = None, on: bool | None = None) -> Learned:
        if self.error is not None:
            raise self.error
        self.rules = tuple(
            rule if rule.id != rule_id
            else replace(rule, text=rule.text if text is None else text, on=rule.on if on is None else on)
            for rule in self.rules
        )  # fmt: skip
        return self.learned()

    def delete_rule(self, rule_id: str) -> Learned:
        self.rules = tuple(rule for rule in self.rules if rule.id != rule_id)
        return self.learned()
