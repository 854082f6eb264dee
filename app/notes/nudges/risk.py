"""Danger that was spoken of: is it in the note, and where the client spoke of it themselves, is a safety plan?

What counts is what was said, in words that are quoted; how great a danger is, is the clinician's to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.nudge import Act, Nudge, Place
from app.domain.transcript import Role
from app.notes.nudges.case import Background, Case
from app.notes.nudges.nudge import around, at, key, shown
from app.notes.nudges.words import RiskKind
from app.notes.reading import answer_in

_NEAR = 45  # characters before a phrase in which a negation reaches it


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where danger of a kind was spoken of. `own`: by the client, of themselves and of now, and not denied."""

    kind: RiskKind
    place: int
    start: int
    end: int
    own: bool


def mentions(background: Background) -> list[Mention]:
    """Every place of the session where danger was spoken of, in order of kinds."""
    kinds = background.words.risk
    return background.once("risk", lambda: [found for kind in kinds for found in _of_kind(background, kind)])


def _of_kind(background: Background, kind: RiskKind) -> list[Mention]:
    found = []
    for place, text in enumerate(background.plain):
        match = said_of(kind, text)
        if match is None and background.typed:
            match = kind.note.search(text)
        if match is not None:
            found.append(Mention(kind, place, match.start(), match.end(), _own(background, kind, place, match)))
    return found


def said_of(kind: RiskKind, text: str) -> re.Match[str] | None:
    """The first phrase that means it; one that only sounds like it covers what it stands on."""
    covered = [m.span() for m in kind.unless.finditer(text)]
    for match in kind.session.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in covered):
            return match
    return None


def _own(background: Background, kind: RiskKind, place: int, match: re.Match[str]) -> bool:
    moment, text = background.moments[place], background.plain[place]
    if background.words.past.search(text):
        return False
    if background.typed:
        return not background.words.negation.search(text)
    if moment.role is Role.THERAPIST:
        return answer_in(background.answer(place)) == "yes" and text.rstrip().endswith("?")
    before = text[max(0, match.start() - _NEAR) : match.start()]
    clause = re.split(r"[.;:!?]|\bbut\b|^\W*(?:no|yeah|well),", before, flags=re.IGNORECASE)[-1]
    return bool(kind.own.fullmatch(match.group())) and not background.words.negation.search(clause)


def risk(case: Case) -> list[Nudge]:
    """Danger was spoken of in the session, and the note does not say so."""
    nudges, told = [], set()
    for mention in mentions(case.background):
        if mention.kind.name in told or mention.kind.note.search(case.text):
            continue
        told.add(mention.kind.name)
        reason = f"{_came_up(case.background, mention)} The note does not mention it."
        nudges.append(
            Nudge("risk", key("risk", mention.kind.name), reason,
                  Place(turn=case.background.moments[mention.place].turn), Act.GO)
        )  # fmt: skip
    return nudges


def _came_up(background: Background, mention: Mention) -> str:
    """What was said, by whom and when: a sentence."""
    moment = background.moments[mention.place]
    said = around(background.plain[mention.place], mention.start, mention.end)
    if background.typed:
        return f"You wrote “{said}”."
    when = at(moment.start)
    if moment.role is not Role.THERAPIST:
        return f"At {when} “{said}” was said."
    answer = shown(background.answer(mention.place), 24)  # an answer that is cut short may say something else
    return f"At {when} you asked “{said}” and heard “{answer}”." if answer else f"At {when} you said “{said}”."


def safety_plan(case: Case) -> list[Nudge]:
    """The client spoke of danger of their own, and no safety plan is in the note."""
    if case.words.safety_plan.search(case.text):
        return []
    for mention in mentions(case.background):
        if not mention.own:
            continue
        moment = case.background.moments[mention.place]
        reason = f"{_came_up(case.background, mention)} No safety plan is in the note."
        section = case.part_of(mention.place, case.plan_sections)
        if case.plan_sections and not section:  # in a group, and of whom it was said is not known
            return [Nudge("safety_plan", key("safety_plan"), reason, Place(turn=moment.turn), Act.GO)]
        section = section or case.section_for("risk", "homework")
        return [
            Nudge("safety_plan", key("safety_plan"), reason,
                  Place(section=section, turn=moment.turn), Act.ADD, "Safety plan: ")
        ]  # fmt: skip
    return []
