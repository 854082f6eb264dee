"""When the next meeting is: the time that was settled on, not the one that was put off."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.transcript import Role
from app.notes.findings import Case, Finding
from app.notes.prepared import PreparedTranscript
from app.notes.text import stem, stems

_CLOSING = 14  # sentences at the end of a session in which times are settled
_DAYS = frozenset(stems("monday tuesday wednesday thursday friday saturday sunday"))
_OTHER_TIME = re.compile(
    r"\b(?:can we|could we|can you do|could you do|make it|could it be|can it be|instead|rather|better for me|"
    r"works better|how about|what about|is my [a-z]+|i'm on|i can't|i have|doesn't work|won't work)\b"
)
_NO_TIMES = ("mg", "%", "week", "minute", "day", "time")


def moved(case: Case) -> Iterable[Finding]:
    """A day or an hour that was put forward for the next meeting and then changed."""
    claim, prepared = case.claim, case.prepared
    if not case.lexicons.appointments_in_notes.find(claim.whole.stems) or prepared.typed:
        return
    days = _DAYS & set(claim.whole.stems)
    hours = {n.value for n in claim.whole.numbers if n.unit in ("", "clock") and n.value <= 12}
    first = max(0, len(prepared.readings) - _CLOSING)
    for place in range(first, len(prepared.readings)):
        reading = prepared.readings[place]
        if prepared.moments[place].role is Role.THERAPIST and not reading.question:
            continue
        text = " ".join(reading.words)
        if not _OTHER_TIME.search(text):
            continue
        refused = _given_up(prepared, place)
        kept_days, kept_hours = _settled(prepared, place)
        if (days and kept_days and not days & kept_days) or (hours & refused and not hours & kept_hours):
            yield Finding("another time was settled on", 0.3)
            return


_OFFERED = ("minute", "hour", "day", "week", "time", "month", "entry", "session", "")


def bargained(case: Case) -> Iterable[Finding]:
    """A number that was asked for, and answered with another: "Ten?" "No. Five."."""
    claim, prepared = case.claim, case.prepared
    if prepared.typed or claim.quotes or claim.denies or claim.said_by is Role.THERAPIST:
        return
    for number in claim.whole.numbers:
        places = prepared.numbers.get(number.value, ())
        if number.unit in _OFFERED and places and all(_answered_otherwise(prepared, n, number.value) for n in places):
            yield Finding(f"{number.shown} was asked for, and another number agreed", 0.3)
            return


def _answered_otherwise(prepared: PreparedTranscript, place: int, value: float) -> bool:
    """Whether a number is the therapist's offer, or its echo in an answer that goes on to another number."""
    moment = prepared.moments[place]
    if moment.role is Role.CLIENT:
        if not prepared.readings[place].question:
            return False
        later = prepared.moments[place + 1 : place + 4]
        mine = [prepared.readings[m.index] for m in later if m.turn == moment.turn]
    else:
        answering = [m for m in prepared.moments[place + 1 : place + 8] if m.role is Role.CLIENT]
        mine = [prepared.readings[m.index] for m in answering if m.turn == answering[0].turn]
        if not (mine and (mine[0].question or mine[0].stems[:1] == ("no",)) and len(mine[0].words) <= _ECHO):
            return False
    return any(n.value != value for r in mine for n in r.numbers)


_ECHO = 4  # words


def _settled(prepared: PreparedTranscript, place: int) -> tuple[set[str], set[float]]:
    """Days and hours that stand in a counter-proposal and after it, without what it turns away ("instead of two")."""
    days: set[str] = set()
    hours: set[float] = set()
    for n in range(place, len(prepared.readings)):
        reading = prepared.readings[n]
        text = " ".join(reading.words)
        if (
            n == place
            and not reading.question
            and not re.search(r"\b(?:can|could|make it|how about|what about)\b", text)
        ):
            continue  # "Monday's the dentist" only turns away
        kept = text.split(" instead of ")[0]
        days |= {form for form in reading.stems if form in _DAYS and form in {stem(w) for w in kept.split()}}
        hours |= {x.value for x in reading.numbers if x.unit not in _NO_TIMES and x.at < len(kept.split())}
    return days, hours


def _given_up(prepared: PreparedTranscript, place: int) -> set[float]:
    """Hours that stood before a counter-proposal, or after "instead of"."""
    found: set[float] = set()
    for n in range(max(0, place - 4), place + 1):
        found |= {x.value for x in prepared.readings[n].numbers if x.unit not in _NO_TIMES}
    return found
