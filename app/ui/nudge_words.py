"""How nudges are called on the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.nudge import Act, Nudge


def _tr(text: str) -> str:
    return QCoreApplication.translate("Nudges", text)


def title(rule: str) -> str:
    """A rule in a few words; its id where it has none."""
    return {
        "risk": _tr("Risk was spoken of"),
        "safety_plan": _tr("No safety plan"),
        "contradiction": _tr("Differs from the last signed note"),
        "medication": _tr("Medication not in the note"),
        "goals": _tr("Goal not touched"),
        "response": _tr("How the client took it"),
        "plan": _tr("Plan without step or date"),
        "vague": _tr("Change without a measure"),
        "third_person": _tr("Somebody named in full"),
        "verbatim": _tr("Long quotation"),
        "cloned": _tr("Like an earlier note"),
        "times": _tr("Start and stop time"),
        "late": _tr("Late entry"),
    }.get(rule, rule)


def explained(rule: str) -> str:
    """What a rule looks for, in a sentence; "" where nothing is known of it."""
    return {
        "risk": _tr("Harm to self, harm to others or violence came up in the session, and the note does not say so."),
        "safety_plan": _tr("The client spoke of it for themselves, and no safety plan is in the note."),
        "contradiction": _tr("A dose, a number, a fact of life or a history differs from the last note you signed."),
        "medication": _tr("A medication was named in the session and is not in the note."),
        "goals": _tr("A goal of the treatment plan comes up nowhere in the note."),
        "response": _tr("The note says what you did, and not how the client answered."),
        "plan": _tr("The plan has no next step, or neither a date nor how often."),
        "vague": _tr("“Improving”, “doing better” and the like, without a score, a number or an example."),
        "third_person": _tr("Somebody who is not your client stands in the note with given name and surname."),
        "verbatim": _tr("More of the session’s own words than a note needs."),
        "cloned": _tr("A good part of the note is as in an earlier one; it says which, and how much."),
        "times": _tr("Nothing says when the session began and ended."),
        "late": _tr("The session was over two days ago, and the note does not say that it is late."),
    }.get(rule, "")


def action(nudge: Nudge) -> str:
    """The words on the one button of a nudge."""
    if nudge.act is Act.GO:
        return _tr("Show me")
    if nudge.act is Act.ADD:
        return {
            "safety_plan": _tr("Add it to the plan"),
            "plan": _tr("Add to the plan"),
            "late": _tr("Add that line"),
        }.get(nudge.rule, _tr("Add a sentence"))
    return {
        Act.QUOTE: _tr("Quote it"),
        Act.REWORD: _tr("Use initials"),
        Act.GOALS: _tr("Open the goals"),
    }[nudge.act]


def action_told(nudge: Nudge) -> str:
    """The same as a screen reader says it."""
    if nudge.act is Act.GO:
        return _tr("Show me the sentence") if nudge.place.sentence else _tr("Show me where it was said")
    return _tr("Quote it: put what was said into the note") if nudge.act is Act.QUOTE else action(nudge)


def counted(count: int) -> str:
    """How many there are, for the button: "Nudges: 3"."""
    return _tr("Nudges: {n}").replace("{n}", str(count)) if count else _tr("Nudges")


def told(count: int) -> str:
    """The same as a screen reader says it."""
    if not count:
        return _tr("No nudges for this note")
    return _tr("1 nudge for this note") if count == 1 else _tr("{n} nudges for this note").replace("{n}", str(count))
