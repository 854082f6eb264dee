"""The clinician's rules of writing: in their order, changed one by one, gone when they are deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import RecordMissing
from app.domain.writing import RuleKind, WritingRule
from app.store import Database
from app.store.writing_rules import WritingRuleRepository

RULES = [
    WritingRule("b", RuleKind.OPENING, "Begin sentences with “Pt endorsed …”."),
    WritingRule("a", RuleKind.LENGTH, "About 9 words a sentence.", on=False),
    WritingRule("c", RuleKind.OWN, "Ö “…” 語", changed=True),
]


def test_rules_are_kept_in_their_order(database: Database) -> None:
    rules = WritingRuleRepository(database)
    assert rules.list() == []
    rules.put(RULES)
    assert rules.list() == RULES
    changed = replace(RULES[0], on=False)
    rules.save(changed)
    added = WritingRule("0", RuleKind.OWN, "Last.")
    rules.save(added)
    assert rules.list() == [changed, *RULES[1:], added]
    rules.delete("a")
    with pytest.raises(RecordMissing):
        rules.delete("a")
    assert rules.list() == [changed, RULES[2], added]
    rules.put([])
    assert rules.list() == []
