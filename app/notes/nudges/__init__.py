"""Nudges: remarks beside a note, each with a reason that quotes and one thing to do. None of them blocks anything.

They look for what a colleague who reads the note would ask about. They never say how the client is: no emotion, no
diagnosis and no level of risk comes from here.
"""

from app.domain.nudge import Act, Nudge, Place
from app.notes.nudges.case import Background, EarlierNote
from app.notes.nudges.rules import RULE_IDS, find_nudges

__all__ = ["RULE_IDS", "Act", "Background", "EarlierNote", "Nudge", "Place", "find_nudges"]
