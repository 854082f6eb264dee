"""Where the window's own files lie: icons, fonts, help pages and consent texts."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Path of a file below `resources/`, in a checkout and in a frozen build."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).parents[2]
    return root.joinpath("resources", *parts)


def consent_wording() -> str:
    """The wording of the consent to recording, as one paragraph."""
    return resource("consent", "recording.txt").read_text(encoding="utf-8").strip()
