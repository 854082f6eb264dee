"""Each nudge speaks up on its case, and not where nothing is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.note import Note, NoteSentence, Origin, Source
from app.notes.members import expanded
from app.notes.nudges import RULE_IDS, Act, Nudge, find_nudges
from app.notes.roles import with_roles
from tests.unit.notes.nudges.cases import NOW, background_of, cases, nudges_of, template_of

GOOD = [*cases("good.yaml"), *cases("more_good.yaml"), *cases("ordinary.yaml")]
CASES = [*cases("cases.yaml"), *cases("overlooked.yaml")]


def told(found: list[Nudge]) -> list[tuple[str, str]]:
    return [(nudge.rule, nudge.reason) for nudge in found]


@pytest.mark.parametrize("case", GOOD, ids=[case["title"] for case in GOOD])
def test_a_good_note_is_left_alone(case: dict[str, Any]) -> None:
    assert told(nudges_of(case)) == []


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_each_case_has_its_nudges_and_no_other(case: dict[str, Any]) -> None:
    found = nudges_of(case)
    assert [nudge.rule for nudge in found] == case["expect"], told(found)
    if not found:
        return
    first = found[0]
    assert case.get("contains", "") in first.reason
    assert case.get("text", "") in first.text
    where = str(case.get("where", "")).split()
    if where[:1] == ["turn"]:
        assert first.place.turn == int(where[1])
    elif where:
        assert first.place.sentence == ".".join(where)


def test_every_rule_has_a_case() -> None:
    assert {rule for case in CASES for rule in case["expect"]} == set(RULE_IDS)
    assert len(GOOD) >= 20


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_each_nudge_says_why_and_offers_what_can_be_done(case: dict[str, Any]) -> None:
    for nudge in nudges_of(case):
        assert nudge.reason.endswith((".", "”")) and "!" not in nudge.reason
        if nudge.act is Act.GO:
            assert nudge.place.sentence or nudge.place.turn >= 0
        elif nudge.act in (Act.ADD, Act.QUOTE):
            assert nudge.place.section
        elif nudge.act is Act.REWORD:
            assert nudge.place.sentence and nudge.text


def test_in_a_group_each_remark_leads_to_the_part_of_whoever_said_it() -> None:
    case: dict[str, Any] = {
        "template": "group",
        "type": "group",
        "transcript": [
            "therapist: How was the week for all of you?",
            "Ana: I walked along the river every day.",
            "Bo: They put me on Lexapro, ten milligrams. I want to die.",
            "therapist: Does anybody else take sertraline?",
            "Ana: No.",
        ],
        "note": {"intervention": ["Therapist asked about the week; members answered."]},
    }
    background, template = background_of(case), template_of(case)
    assert background.transcript is not None
    whole = expanded(template, with_roles(background.transcript))
    note = Note("n", "s", "group", (NoteSentence("a", "intervention", "Members told of their week.", Origin.MODEL),))
    found = find_nudges(background, note, whole, NOW)
    ids = {section.id for section in whole.sections}
    assert all(nudge.place.section in ids | {""} for nudge in found), "each leads to a part that there is"
    by_rule = {(nudge.rule, nudge.text[:12]): nudge.place.section for nudge in found}
    assert by_rule["safety_plan", "Safety plan:"].partition("@")[2] == "Bo"
    quoted = [nudge for nudge in found if nudge.rule == "medication"]
    assert [nudge.place.section.partition("@")[2] for nudge in quoted] == ["Bo", "Ana"]


def test_a_goal_that_was_put_in_from_the_plan_is_not_touched_by_that() -> None:
    case = {"goals": ["Learn to swim"], "note": {}}
    plan = NoteSentence("p", "plan", "Next session on Monday.", Origin.MODEL)
    said = NoteSentence("a", "data", "The client works towards learning to swim.", Origin.MODEL)
    for source, expected in ((Source.PLAN, ["goals"]), (Source.SESSION, [])):
        note = Note("n", "s", "dap", (replace(said, source=source), plan))
        assert [n.rule for n in find_nudges(background_of(case), note, template_of(case), NOW)] == expected
