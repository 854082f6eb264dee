"""The frame of the record: start and stop time, and when it was written."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from app.domain.nudge import Act, Nudge, Place
from app.notes.nudges.case import Case
from app.notes.nudges.nudge import key

LATE = timedelta(hours=48)
"""From the end of a session on: later, payers and boards want an entry to say that it is late."""


def times(case: Case) -> list[Nudge]:
    """Neither the session nor the note says when it began and when it ended."""
    session = case.background.session
    measured = session.ended_at is not None and session.ended_at > session.started_at
    if measured or case.words.times.search(case.text) or len(_CLOCK.findall(case.text)) > 1:
        return []
    first = case.template.sections[0].id if case.template.sections else ""
    return [
        Nudge("times", key("times"), "Nothing says when the session began and ended.", Place(first), Act.ADD,
              "Start and stop time: ")
    ]  # fmt: skip


_CLOCK = re.compile(r"\b\d{1,2}(?::\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)|\b\d{1,2}:\d{2}\b", re.IGNORECASE)


def late(case: Case) -> list[Nudge]:
    """The note is not signed long after its session, and does not say that it is late."""
    session = case.background.session
    over = session.ended_at or session.started_at
    if case.now - over <= LATE or case.words.late.search(case.text):
        return []
    days = (case.now.astimezone().date() - over.astimezone().date()).days
    section = case.template.sections[-1].id if case.template.sections else ""
    return [
        Nudge("late", key("late"), f"The session was {days} days ago. An entry this late usually says so.",
              Place(section), Act.ADD, f"Late entry, written {day(case.now)} for the session of {day(over)}.")
    ]  # fmt: skip


def day(moment: datetime) -> str:
    """The local day of a UTC moment: "22 November 2026"."""
    here = moment.astimezone()
    return f"{here.day} {here:%B %Y}"
