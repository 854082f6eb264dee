"""The models that one session is worked on with: those that are chosen, but for what its plan names instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.domain.errors import ModelMissing
from app.domain.work import ModelPlan
from app.services.catalogue import ModelEntry, Task
from app.services.models import ModelService
from app.workers.protocol import LoadModel

AS_CHOSEN = ModelPlan()
"""Work with what is chosen."""


class ModelSource(Protocol):
    """Where work gets its models from: `ModelService`, or the models of one session."""

    def entry(self, task: Task) -> ModelEntry | None:
        """The model in use for a task, or None."""
        ...

    def load_request(self, task: Task) -> LoadModel:
        """What a worker is told to load for a task. Raises ModelMissing or ModelChanged."""
        ...


class SessionModels:
    """`ModelSource` for one session: what its plan names instead of a choice, for as long as that choice is the same
    and what is named is installed; else what is chosen."""

    def __init__(self, models: ModelService, plan: ModelPlan = AS_CHOSEN) -> None:
        self._models = models
        self.plan = plan

    def entry(self, task: Task) -> ModelEntry | None:
        """See `ModelSource.entry`."""
        used = self._instead(task)
        if used is None:
            return self._models.entry(task)
        return self._models.catalogue[used] if used else None

    def load_request(self, task: Task) -> LoadModel:
        """See `ModelSource.load_request`."""
        used = self._instead(task)
        if used is None:
            return self._models.load_request(task)
        if not used:
            raise ModelMissing(task)
        return self._models.request_for(used)

    def _instead(self, task: Task) -> str | None:
        """The id of what is used in place of the chosen model, "" for none; None: the chosen one is used."""
        found = self.plan.instead.get(task)
        if found is None:
            return None
        wanted, used = found
        if self._models.chosen().get(task) != wanted:
            return None
        installed = {entry.id for entry in self._models.installed() if entry.task == task} if used else {""}
        return used if used in installed else None


def plan_of(instead: Mapping[Task, str], chosen: Mapping[Task, str], *, in_turn: bool) -> ModelPlan:
    """A plan from model ids by task: what is used in place of what was chosen."""
    return ModelPlan({task: (chosen.get(task, ""), used) for task, used in instead.items()}, in_turn)
