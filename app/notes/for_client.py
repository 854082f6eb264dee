"""What the client is given to read says nothing of safety, violence or diagnoses: somebody else may read it too."""

from __future__ import annotations

import re

from app.notes.nudges.risk import said_of
from app.notes.nudges.words import load_words
from app.notes.text import tidy

NOT_FOR_CLIENT = "speaks of safety or of a diagnosis, in what the client takes home"

_NAMED = re.compile(
    r"\b(?:suicid\w*|parasuicid\w*|homicid\w*|self[- ]?(?:harm\w*|injur\w*)|overdos\w*|nssi|si/hi|"
    r"(?:safety|crisis) (?:plan\w*|line)|risk (?:level|assess\w*)|lethal\w*|abus(?:e|ed|es|ive|ing)|violen\w*|"
    r"assault\w*|rap(?:e|ed|ist)|molest\w*|strangl\w*|"
    r"diagnos\w*|prognos\w*|disorder\w*|icd-?1[01]|dsm-?(?:5|iv|v)|ptsd|c-?ptsd|ocd|adhd|mdd|bipolar|borderline|"
    r"schizo\w*|psychosis|psychotic|dissociative|personality disorder)\b",
    re.IGNORECASE,
)


def says_too_much(text: str) -> bool:
    """Whether a text speaks of danger, as sessions or as notes do, or names a diagnosis. Raises TemplateInvalid."""
    plain = tidy(text)
    return _NAMED.search(plain) is not None or any(said_of(kind, plain) is not None for kind in load_words().risk)
