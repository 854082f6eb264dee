"""Work on a session that is to be done, or to be gone on with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """With which models a session is worked on.

    `instead`: by task, the id of the model that was chosen and the id of the one that is used in its place, "" for
    none; it holds for as long as the choice is that one. `in_turn`: the note model is loaded once words and speakers
    are done, and they are unloaded before: there is no room for all of them at the same moment.
    """

    instead: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    in_turn: bool = False


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What is to be done with a session: read a sound file, transcribe, draft.

    `live`: while its recording goes on it is followed as it grows. `models`: what was found to fit before it began;
    None: what fits is found out when the work begins.
    """

    session_id: str
    capture: bool = False
    transcribe: bool = True
    draft: bool = True
    template_id: str = ""
    live: bool = False
    notice: str = ""
    """What to say above the work: why the recording ended early, for example."""

    models: ModelPlan | None = None
