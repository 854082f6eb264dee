"""The course of the treatment: what was done and how it was taken, what comes next, goals, medication."""

from __future__ import annotations

import re

from app.domain.goal import Goal
from app.domain.note import Origin, Source
from app.domain.nudge import Act, Nudge, Place
from app.domain.transcript import Role
from app.notes.members import client_of
from app.notes.nudges.case import Background, Case, Line
from app.notes.nudges.nudge import at, key, shown
from app.notes.text import STOPWORDS, stem, tidy, tokens

_MOST_GOALS = 3
_REACH = 6
"""Turns after an intervention in which words of the client are the answer to it."""
_THERAPIST = re.compile(
    r"^(?:[\w\s',-]{0,40}?, )?(?:the |this )?"
    r"(?:therapist|clinician|counsell?or|writer|provider|psychologist|social worker)\b",
    re.IGNORECASE,
)
_CLIENT = re.compile(r"\b(?:clients?|patient|pt|he|she|they|couple|family|group|members?)\b", re.IGNORECASE)
_CLIENT_CLAUSE = re.compile(
    r"(?:[;,.]|\band|\bwhich|\bto which)\s+(?:the |both )?"
    r"(?:clients?|patient|pt|he|she|they|couple|family|group|partners?)\s+"
    r"(?:\w+ly )?(?!and\b|or\b|with\b|to\b)\w+",
    re.IGNORECASE,
)
_STATES = r"(?:is|was|has|does|seems|feels|remains|appears|reports|states|says|believes|hopes)\b"
_DOES = re.compile(  # "Client walks every day": in a plan, a step
    r"^(?:the )?(?:clients?|patient|pt|he|she|they|both|couple|partners|family|therapist|clinician)\s+"
    rf"(?:\w+ly )?(?!{_STATES})\w+s\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"^(?:used|provided|introduced|taught|explored|reviewed|practi[cs]ed|processed|facilitated|utili[sz]ed|employed|"
    r"implemented|conducted|guided|led|engaged in|assisted|helped|modell?ed|challenged|validated|normali[sz]ed|"
    r"psychoeducation|offered|completed|applied|worked on)\b",
    re.IGNORECASE,
)


# ---- what was done, and how it was taken -----------------------------------------------------------


def response(case: Case) -> list[Nudge]:
    """An intervention is in the note, and nothing of how the client took it."""
    done = [line for line in case.findings if _is_intervention(case, line)]
    if not done or any(_is_response(case, line, done) for line in case.findings):
        return []
    first = done[0]
    section = case.section_called("response") or case.section_called("assessment") or first.section
    reason = f"“{shown(first.text)}” is in the note. How the client took it is not."
    return [Nudge("response", key("response"), reason, Place(section, first.id), Act.ADD, "The client’s response: ")]


def _is_intervention(case: Case, line: Line) -> bool:
    named = case.section_called("intervention")
    if named and line.section == named:
        return True
    if line.sentence.origin is Origin.QUOTATION or _is_dialogue(line):
        return False
    does = _THERAPIST.match(line.outside) or _DOING.match(line.outside)
    return bool(does and case.lexicons.techniques_in_notes.names(line.stems))


def _is_dialogue(line: Line) -> bool:
    """Words of the session with who said them."""
    return bool(line.quotes) and bool(re.match(r"^[\w.() '-]{1,40}: …", line.outside))


def _is_response(case: Case, line: Line, done: list[Line]) -> bool:
    if line.section in _response_sections(case):
        return True
    if _is_dialogue(line):
        speakers = re.findall(r"(?:^|… )([\w.() '-]{1,40}):", line.outside)
        return len(speakers) > 1 or (line not in done and _follows(case, line, done))
    if line in done:  # there the client answers after what was done: "…; the client found it helpful"
        return bool(_CLIENT_CLAUSE.search(_THERAPIST.sub("", line.outside)))
    client = _CLIENT.search(line.outside)
    if client is None:
        return False
    return bool(case.words.response.search(line.outside, client.end())) or _follows(case, line, done)


def _response_sections(case: Case) -> set[str]:
    return {s.id for s in case.template.sections if "response" in f"{s.id} {s.title}".lower()}


def _follows(case: Case, line: Line, done: list[Line]) -> bool:
    """Whether the line stands on words of the client soon after those of an intervention."""
    transcript = case.background.transcript
    if transcript is None or case.background.typed:
        return False
    acts = [e.turn for each in done for e in each.sentence.evidence]
    said = [
        e.turn for e in line.sentence.evidence
        if e.turn < len(transcript.turns) and transcript.role_of(transcript.turns[e.turn]) is not Role.THERAPIST
    ]  # fmt: skip
    return any(act < turn <= act + _REACH for act in acts for turn in said)


# ---- what comes next -------------------------------------------------------------------------------


def plan(case: Case) -> list[Nudge]:
    """The plan is empty, names no step, or says neither when nor how often."""
    if not case.plan_sections or not case.lines:
        return []
    section = case.plan_sections[0]
    if not case.plan:
        if not section.required:
            return []
        return [
            Nudge(
                "plan", key("plan"), f"“{section.title}” is empty: no next step, no date.", Place(section.id), Act.ADD
            )
        ]
    text = "\n".join(line.text for line in case.plan)
    step, when = any(_is_step(case, line) for line in case.plan), case.words.when.search(text)
    if step and when:
        return []
    missing = " and ".join(
        part for part in ("" if step else "no next step", "" if when else "neither a date nor how often") if part
    )
    place = Place(section.id, case.plan[-1].id)
    return [Nudge("plan", key("plan"), f"“{section.title}” has {missing}.", place, Act.ADD)]


def _is_step(case: Case, line: Line) -> bool:
    lexicons = case.lexicons
    if line.stems and line.stems[0] in {stem(word) for word in lexicons.plan_openings}:
        return True
    return bool(
        lexicons.plans_in_notes.find(line.stems)
        or (line.quotes and lexicons.plans_in_sessions.find(line.stems))
        or lexicons.techniques_in_notes.find(line.stems)
        or _DOES.search(line.outside)
        or re.match(rf"(?:\w+ )?{case.words.relations.pattern} (?!{_STATES})\w+s\b", line.outside, re.IGNORECASE)
        or re.search(r"\b(?:next|sessions?|appointments?|homework|return|calls?|meets?)\b", line.text, re.IGNORECASE)
    )


# ---- goals -----------------------------------------------------------------------------------------


def goals(case: Case) -> list[Nudge]:
    """A goal that is worked on comes up nowhere in the note."""
    nudges = []
    # What was put in from the plan is the goal itself, and not what became of it today.
    noted = frozenset(s for line in case.lines if line.sentence.source is not Source.PLAN for s in line.stems)
    for goal in case.background.goals:
        about = _about(case.background, goal)
        if not goal.open or not about or _touched(case.background, about, noted):
            continue
        said = _said(case.background, about)
        if said is None:
            reason = f"Nothing in the note is about the goal “{shown(goal.text, 20)}”."
            place, act = Place(), Act.GOALS
        else:
            moment = case.background.moments[said]
            came_up = "you wrote" if case.background.typed else f"at {at(moment.start)} it was said:"
            reason = (
                f"Nothing in the note is about the goal “{shown(goal.text, 20)}”, though {came_up} "
                f"“{shown(case.background.plain[said])}”."
            )
            place, act = Place(turn=moment.turn), Act.GO
        nudges.append(Nudge("goals", key("goals", goal.id), reason, place, act))
    return nudges[:_MOST_GOALS]


def _about(background: Background, goal: Goal) -> frozenset[str]:
    """The stems of a goal that say what it is about."""
    frame = {stem(word) for word in background.words.goal_frame} | set(background.words.goal_frame)
    words = [w for w in tokens(goal.text) if w not in STOPWORDS and not w[0].isdigit() and len(w) > 2]
    return frozenset(stem(w) for w in words) - frame or frozenset(stem(w) for w in words)


def _touched(background: Background, about: frozenset[str], noted: frozenset[str]) -> bool:
    """Whether one of the words, or another one of the same field, is there."""
    if about & noted:
        return True
    for group in background.words.alike:
        same = frozenset(stem(word) for word in group)
        if about & same and noted & same:
            return True
    groups = background.lexicons.synonyms.names(sorted(about))
    return bool(groups & background.lexicons.synonyms.names(sorted(noted)))


def _said(background: Background, about: frozenset[str]) -> int | None:
    """The moment that speaks of the goal in its own words; two of them where it has as many."""
    for place, said in enumerate(background.stems):
        if len(about & frozenset(said)) >= min(2, len(about)):
            return place
    return None


# ---- medication ------------------------------------------------------------------------------------


def medication(case: Case) -> list[Nudge]:
    """A medication was named in the session and is not in the note."""
    lexicon, background = case.lexicons.medications, case.background
    noted = {name for line in case.lines for name in lexicon.names(line.stems)}
    nudges: list[Nudge] = []
    named = background.once(
        "medication", lambda: [(n, hit) for n, said in enumerate(background.stems) for hit in lexicon.find(said)]
    )
    for place, hit in named:
        if hit.name in noted:
            continue
        noted.add(hit.name)
        written = " ".join(tokens(background.plain[place])[hit.start : hit.end])
        when = "You wrote of it" if background.typed else f"It was named at {at(background.moments[place].start)}"
        reason, turn = f"“{written}” is not in the note. {when}.", background.moments[place].turn
        group = any(client_of(each.id) for each in case.template.sections)  # words of one are nothing for the others
        section = case.part_of(place, case.template.sections) if group else case.section_for("medication")
        if section:
            where, act, text = Place(section, turn=turn), Act.QUOTE, quotation(background, place)
        else:
            where, act, text = Place(turn=turn), Act.GO, ""
        nudges.append(Nudge("medication", key("medication", hit.name), reason, where, act, text))
    return nudges


def quotation(background: Background, place: int) -> str:
    """A moment as it stands in a note: what was said and by whom, with the answer to a question."""
    moment = background.moments[place]
    if background.typed:
        return moment.text.strip()
    who = _who(background, moment.turn)
    text = f"{who}: “{_unquoted(moment.text)}”"
    answer = background.answer(place) if background.plain[place].endswith("?") else ""
    if not answer:
        return text
    number = next(m.turn for m in background.moments[place + 1 :] if m.speaker != moment.speaker)
    return f"{text} {_who(background, number)}: “{shown(_unquoted(answer), 30)}”"


def _unquoted(text: str) -> str:
    return re.sub(r"[“”\"]", "", tidy(text)).strip()


def _who(background: Background, turn: int) -> str:
    transcript = background.transcript
    assert transcript is not None
    role = transcript.role_of(transcript.turns[turn])
    return role.value.capitalize() if role is not Role.UNKNOWN else transcript.turns[turn].speaker
