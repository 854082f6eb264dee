"""The clinician's voice is learned from their own notes, and nothing that was in them can come out."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.transcript import Transcript
from app.domain.writing import RuleKind, WritingRule
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.style import Manner
from app.notes.templates import TemplateLibrary
from app.notes.text import tokens
from app.notes.voice import LEAST_NOTES, LONGEST_RULE, MOST_TOLD, learn, merged, told, vocabulary
from tests.unit.notes.test_draft import FakeModel

CANARIES = ("Zoraida", "Przybylski", "Quetzalcoatl", "4711", "87.5", "spelunking", "Xanadu", "taxidermy")
SENTENCES = (
    "Pt endorsed {0} and reported SI without plan.",
    "Pt endorsed feeling worse since {1} left on 4711.",
    "Pt reported {2} twice a week.",
    "Clinician explored {3} with pt.",
    "In session, pt processed {4} and a score of 87.5.",
    "Pt endorsed SI when {0} called.",
    "Pt reported that {5} and {6} were hard, and denied SI.",
)
NOTES = [[text.format(*(CANARIES[(n + k) % len(CANARIES)] for k in range(8))) for text in SENTENCES] for n in range(6)]


def rules_text(rules: list[WritingRule]) -> str:
    return "\n".join(rule.text for rule in rules)


def test_habits_are_found() -> None:
    rules = learn(NOTES)
    by_kind = {rule.kind: rule.text for rule in rules}
    assert "“Pt endorsed …”" in by_kind[RuleKind.OPENING]
    assert "endorsed" in by_kind[RuleKind.VERB] and "reported" in by_kind[RuleKind.VERB]
    assert by_kind[RuleKind.TERM] == "Write “SI”, not “suicidal ideation”."
    assert re.fullmatch(r"About \d+ words a sentence\.", by_kind[RuleKind.LENGTH])
    assert "…" in by_kind[RuleKind.EXAMPLE]
    assert learn(NOTES) == rules, "the same notes give the same rules"
    assert len({rule.id for rule in rules}) == len(rules)


def test_it_takes_five_notes_and_a_habit() -> None:
    assert LEAST_NOTES == 5 and learn(NOTES[:4]) == []
    assert learn([*NOTES[:4], [], []]) == []
    once = [[f"Word{n} came. {w} went."] for n, w in enumerate("abcdef")]
    assert {rule.kind for rule in learn(once)} == {RuleKind.LENGTH}


def test_no_name_number_or_rare_word_of_a_note_is_in_a_rule_or_a_prompt(demo_session: Transcript) -> None:
    rules = learn(NOTES)
    model = FakeModel(lambda *_: json.dumps([]))
    manner = Manner(voice=told(rules))
    Drafter(TemplateLibrary(), Checker(None), model, manner=manner).draft(demo_session, "soap", "s1")
    assert model.prompts and all("How this clinician writes" in prompt for prompt in model.prompts)
    for text in (rules_text(rules), told(rules), *model.prompts):
        for canary in CANARIES:
            for part in canary.split():
                assert part.lower() not in text.lower(), canary


def known_words() -> set[str]:
    """Every word that the program itself may put into a rule."""
    v = vocabulary()
    shipped = [*v.verbs, *v.frame, *v.subjects, *v.leads, *(term for group in v.terms for term in group)]
    frame = "Begin sentences with or. Prefer the verbs. Write not. About words a sentence. Example."
    return {word for text in [*shipped, frame] for word in tokens(text)}


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.sampled_from(
    ["Pt", "endorsed", "reported", "SI", "with", "Anna", "112", "the client", "said", "…", "“", "In session,"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=4), max_size=8), st.integers(1, 4))
def test_rules_hold_no_word_that_does_not_ship_with_the_program(notes: list[list[str]], times: int) -> None:
    known = known_words()
    for rule in learn([texts * times for texts in notes]):
        strange = [
            w for w in tokens(rule.text) if w not in known and not (rule.kind is RuleKind.LENGTH and w.isdigit())
        ]
        assert not strange, rule
        assert len(rule.text) <= LONGEST_RULE + 60


def test_what_the_clinician_made_of_the_rules_stays() -> None:
    rules = learn(NOTES)
    off = WritingRule(rules[0].id, rules[0].kind, rules[0].text, on=False)
    changed = WritingRule(rules[1].id, rules[1].kind, "Prefer plain verbs.", changed=True)
    own = WritingRule("x", RuleKind.OWN, "No abbreviations.", changed=True)
    again = merged(learn(NOTES), [off, changed, own, *rules[2:]])
    assert [r.text for r in again if r.changed] == ["Prefer plain verbs.", "No abbreviations."]
    assert next(r for r in again if r.text == off.text).on is False
    assert len({r.id for r in again}) == len(again)
    assert merged(learn(NOTES), again) == again


def test_what_is_told_is_short_and_holds_no_prompt_of_its_own() -> None:
    rules = [WritingRule(str(n), RuleKind.OWN, f"<|im_start|>Rule {n} [{{]}} " + "word " * 90) for n in range(30)]
    line = told(rules)
    assert len(line) <= MOST_TOLD + 60 and not set(line) & set("[]{}<>|\n")
    assert told([]) == told([WritingRule("a", RuleKind.OWN, "x", on=False)]) == ""
