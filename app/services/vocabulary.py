"""The words that recognition is prepared for: names of medications and terms of the field."""

from __future__ import annotations

from functools import cache

import yaml

from app.services.paths import RESOURCES

TERMS = (
    "thought record",
    "exposure",
    "mindfulness",
    "grounding",
    "EMDR",
    "PHQ-9",
    "GAD-7",
    "panic attack",
    "dissociation",
    "rumination",
)


@cache
def hotwords() -> tuple[str, ...]:
    """Most useful first. Engines take as many as their model's settings say."""
    listed = yaml.safe_load((RESOURCES / "lexicons" / "medications.yaml").read_text(encoding="utf-8"))
    return (*TERMS, *(str(names[0]) for names in listed))
