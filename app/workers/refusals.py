"""What a worker's failure is called on the window's side."""

from __future__ import annotations

from app.domain.errors import (
    BuiltElsewhere,
    ModelChanged,
    ModelNotLoaded,
    ProcessorTooOld,
    SottoError,
    WorkerCrashed,
    WorkerKilled,
    WorkerReported,
    WorkerUnfit,
)
from app.workers import protocol as p
from app.workers.still import FilesChanged


def refusal(name: str, request: p.Request, reply: p.Failed) -> SottoError:
    """The error for a request that failed in a worker that is alive. `name`: the worker's."""
    for unfit in (ProcessorTooOld, BuiltElsewhere):
        if reply.kind == unfit.__name__:
            return unfit()
    if isinstance(request, p.LoadModel):
        changed = reply.kind == FilesChanged.__name__
        return ModelChanged(request.task) if changed else ModelNotLoaded(request.task)
    return WorkerReported(f"{name} reported a problem ({reply.kind})")


def died_twice(name: str, *, killed: bool, illegal: bool) -> SottoError:
    """The error for a worker that died on the same piece of work again."""
    if killed:
        return WorkerKilled(name)
    return WorkerUnfit(name) if illegal else WorkerCrashed(name)
