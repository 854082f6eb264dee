"""One thing that is done about models, and how it is remembered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.services.installing.progress import Halt, InstallProgress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.catalogue import Task
    from app.services.machine import MeasureProgress
    from app.services.models import ModelInfo

_APART, _USE, _PAUSED = "\t", "+", " paused"


class Kind(StrEnum):
    """What is done."""

    DOWNLOAD = "download"
    IMPORT = "import"
    EXPORT = "export"
    CHECK = "check"  # every byte of an installed model
    TEST = "test"  # does it run on this computer?
    MEASURE = "measure"


class State(StrEnum):
    """Where an errand stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"


REMEMBERED = (Kind.DOWNLOAD, Kind.IMPORT, Kind.EXPORT)
"""What is gone on with after a break."""


@dataclass(slots=True, eq=False)
class Errand:
    """One thing to do. `ids`: the models; none where it is about the computer.

    `use`: those of them that are chosen for their tasks once they are installed.
    """

    kind: Kind
    ids: tuple[str, ...] = ()
    path: Path | None = None
    use: frozenset[str] = frozenset()
    state: State = State.WAITING
    progress: InstallProgress | MeasureProgress | None = None
    error: Exception | None = None
    result: Any = None
    halt: Halt = field(default_factory=Halt)
    untried: tuple[str, ...] = ()
    """What was installed and has never run on this computer."""
    quiet: bool = False
    """Nobody asked for it: it is only told of where it fails."""
    dropped: bool = False
    """It was given up while it ran, and goes as soon as it has stopped."""

    @property
    def over(self) -> bool:
        """Whether nothing more happens unless it is asked for."""
        return self.state in (State.DONE, State.FAILED, State.PAUSED)

    @property
    def part(self) -> float | None:
        """How much is done, from 0.0 to 1.0; None where nobody can say."""
        told = self.progress
        if not isinstance(told, InstallProgress):
            return None if told is None else told.done
        return min(1.0, told.done / told.total) if told.total > 0 else None


def to_use(models: Sequence[ModelInfo], chosen: Mapping[Task, str], ids: Collection[str]) -> frozenset[str]:
    """Of models that are to be installed, those that are to be used at once: one for each task that has none, or only
    a demo model, now. The largest is taken: whoever brings two has brought it on purpose."""
    demo = {model.id for model in models if model.demo}
    wanted: dict[str, ModelInfo] = {}
    for model in models:
        now = chosen.get(model.task)
        if model.id not in ids or (now is not None and now not in demo):
            continue
        if model.task not in wanted or model.memory_mb > wanted[model.task].memory_mb:
            wanted[model.task] = model
    return frozenset(model.id for model in wanted.values())


def written(errand: Errand) -> str:
    """An errand as the settings keep it."""
    ids = (f"{_USE if each in errand.use else ''}{each}" for each in errand.ids)
    return _APART.join((f"{errand.kind}{_PAUSED if errand.over else ''}", str(errand.path or ""), *ids))


def read(entry: str) -> Errand | None:
    """What was remembered; None for what makes no sense."""
    begun, _, rest = entry.partition(_APART)
    kind = begun.removesuffix(_PAUSED)
    path, *ids = rest.split(_APART)
    if kind not in REMEMBERED or (kind == Kind.DOWNLOAD) == bool(path) or not all(ids) or not ids:
        return None
    use = frozenset(each.removeprefix(_USE) for each in ids if each.startswith(_USE))
    plain = tuple(each.removeprefix(_USE) for each in ids)
    state = State.PAUSED if begun != kind else State.WAITING
    return Errand(Kind(kind), plain, Path(path) if path else None, use, state)
