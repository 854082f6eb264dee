"""Work on a session that is to be done, or to be gone on with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What is to be done with a session: read a sound file, transcribe, draft.

    `live`: while its recording goes on it is followed as it grows.
    """

    session_id: str
    capture: bool = False
    transcribe: bool = True
    draft: bool = True
    template_id: str = ""
    live: bool = False
    notice: str = ""
    """What to say above the work: why the recording ended early, for example."""
