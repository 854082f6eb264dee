"""How formats, their fields and what is wrong with them are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.notes.template_schema import Problem


def _tr(text: str) -> str:
    return QCoreApplication.translate("Formats", text)


def use_words(use: str) -> str:
    """What a format is for."""
    return {
        "session": _tr("Session note"),
        "document": _tr("Document"),
        "client": _tr("For the client"),
    }.get(use, use)


def uses_words(use: str) -> str:
    """The heading above the formats of a kind."""
    return {
        "session": _tr("Notes of a session"),
        "document": _tr("Plans and summaries"),
        "client": _tr("For the client to read"),
    }.get(use, use)


def problem_words(problem: Problem) -> str:
    """What is wrong with a format, where, and what to do, as a colleague would say it."""
    said = {
        ("title", "missing"): _tr("It needs a title."),
        ("title", "long"): _tr("The title is too long; 60 characters at most."),
        ("description", "long"): _tr("The line about what it is good for is too long; 200 characters at most."),
        ("guidance", "missing"): _tr("Say what belongs here."),
        ("guidance", "long"): _tr("What belongs here is too long; 800 characters at most."),
        ("sections", "missing"): _tr("A format needs at least one field."),
        ("sections", "many"): _tr("That is too many fields; 40 at most."),
        ("sections", "shared"): _tr("Not every field can be one for each client: the group needs a part of its own."),
        ("clinician_only", "judged"): _tr("What this title asks for is yours alone: choose “Only I”."),
        ("checklist", "many"): _tr("That is too many points to tick; 60 at most."),
        ("checklist", "long"): _tr("One of the points to tick is too long; 160 characters at most."),
        ("longest", "length"): _tr("Characters at most: no limit, or from 80 to 20,000."),
    }.get((problem.field, problem.code))
    if (problem.field, problem.code) == ("title", "twice"):
        said = _tr("Another field has this title.") if problem.section else _tr("Another format has this title.")
    said = said or f"{problem.field} {problem.text}."
    if not problem.section:
        return _tr("The format: {what}").replace("{what}", said) if problem.field == "title" else said
    where = _tr("Field {n}").replace("{n}", str(problem.section))
    return f"{where} ({problem.title}): {said}" if problem.title else f"{where}: {said}"
