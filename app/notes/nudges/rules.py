"""All rules, and asking them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from app.domain.note import Note, NoteTemplate
from app.domain.nudge import Nudge
from app.notes.nudges import course, earlier, frame, risk, wording
from app.notes.nudges.case import Background, Case


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of its id; `documents`: it holds for plans, discharges and what the client is given to read, too."""

    id: str
    find: Callable[[Case], list[Nudge]]
    documents: bool = False


RULES: tuple[Rule, ...] = (
    Rule("risk", risk.risk),
    Rule("safety_plan", risk.safety_plan),
    Rule("contradiction", earlier.contradiction, documents=True),
    Rule("medication", course.medication),
    Rule("goals", course.goals),
    Rule("response", course.response),
    Rule("plan", course.plan),
    Rule("vague", wording.vague),
    Rule("third_person", wording.third_person, documents=True),
    Rule("verbatim", wording.verbatim, documents=True),
    Rule("cloned", earlier.cloned),
    Rule("times", frame.times),
    Rule("late", frame.late),
)
"""In the order in which their nudges are shown."""
RULE_IDS = tuple(rule.id for rule in RULES)


def find_nudges(
    background: Background, note: Note, template: NoteTemplate, now: datetime, off: Collection[str] = ()
) -> list[Nudge]:
    """Every nudge for a note as it stands, in the order of `RULES`; none for a signed or an empty one.

    `off` are the rules that the clinician has switched off; `now` is UTC.
    """
    case = Case(background, note, template, now)
    if note.signed or not case.lines:
        return []
    asked = (rule for rule in RULES if rule.id not in off and (rule.documents or template.use == "session"))
    return [nudge for rule in asked for nudge in rule.find(case)]
