"""Which models are in memory: loaded once, warmed when Record is pressed, and gone where memory is short.

On a computer without room for all of them at the same moment, what listens (speech, speakers) and what writes (the
note model and what checks its sentences) take turns. Where memory runs short in mid-session although all was thought
to fit, the note model gives way: it reads the session afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import psutil

from app.domain.errors import Cancelled, ModelError, WorkerFailure
from app.domain.transcript import Segment, SpeakerTurn
from app.domain.work import ModelPlan
from app.services.catalogue import ModelEntry, Task
from app.services.following import Ahead
from app.services.language_tools import Workers
from app.services.models import ModelService
from app.services.preflight import LISTENING, MB
from app.services.session_models import SessionModels
from app.workers.host import WorkerHost
from app.workers.protocol import LoadModel

WRITING = ("embedding", "entailment", "note")
LEAST_FREE_MB = 250
"""Where less is free the system begins to swap, and soon ends the process that holds most: that is a worker."""


def free_now() -> int:
    """Megabytes that the system can give out now."""
    return int(psutil.virtual_memory().available / MB)


class ModelMemory:
    """Loads and unloads the models of a session in both workers."""

    def __init__(
        self,
        models: ModelService,
        workers: Workers,
        fit: Callable[[], ModelPlan],
        *,
        free_mb: Callable[[], int] = free_now,
        listens: Callable[[], bool] = lambda: False,
    ) -> None:
        """`fit`: what fits now, for work that comes without a plan. `listens`: whether somebody else (a dictation)
        uses the speech model just now; it is not taken away then."""
        self._models = models
        self._workers = workers
        self._fit = fit
        self._free_mb = free_mb
        self._listens = listens
        self._plans: dict[str, ModelPlan] = {}
        self._warming: threading.Thread | None = None

    # ---- what a session is worked on with ------------------------------------------------------------

    def begin(self, session_id: str, plan: ModelPlan | None) -> SessionModels:
        """The models of work that begins; `plan` None: those that fit now."""
        self._plans[session_id] = plan if plan is not None else self._fit()
        return SessionModels(self._models, self._plans[session_id])

    def go_on(self, session_id: str, plan: ModelPlan | None, *, read: bool) -> SessionModels:
        """The models of a draft. A session that was `read` along is drafted by the model that read it; one whose
        memory ran short meanwhile is drafted in turn, whatever its `plan` said before."""
        known = self._plans.get(session_id)
        ran_short = known is not None and plan is not None and replace(plan, in_turn=True) == known
        if known is not None and (read or ran_short):
            return SessionModels(self._models, known)
        return self.begin(session_id, plan)

    # ---- taking turns --------------------------------------------------------------------------------

    def for_listening(self, plan: ModelPlan) -> None:
        """Before words and speakers: what writes leaves, where there is no room for both. Raises Cancelled."""
        if plan.in_turn:
            self._workers.language.unload(*WRITING)
            self._workers.speech.unload(*WRITING)

    def for_writing(self, plan: ModelPlan) -> None:
        """Before a draft: what listens leaves, where there is no room for both. Raises Cancelled."""
        if plan.in_turn and not self._listens():
            self._workers.speech.unload(*LISTENING)

    def short(self) -> bool:
        """Whether memory is short at this moment, whatever was reckoned before."""
        return self._free_mb() < LEAST_FREE_MB

    def sparing(self, session_id: str, ahead: Ahead, let_go: Callable[[], None]) -> Ahead:
        """The same reading ahead, which ends where memory runs short: `let_go` forgets it, the note model leaves, and
        from then on the session's models take turns."""

        def give_way() -> None:
            let_go()
            plan = replace(self._plans.get(session_id, ModelPlan()), in_turn=True)
            self._plans[session_id] = plan
            self.for_listening(plan)

        return _Sparing(ahead, self.short, give_way)

    # ---- warming -------------------------------------------------------------------------------------

    def warm(self, plan: ModelPlan | None = None, *, quiet: bool = False) -> threading.Thread:
        """Record was pressed: load what the session needs, in the background, in the order in which it is needed.

        `quiet`: only the words are written down while the recording goes on. What cannot be loaded is loaded again,
        and its error told, by the work itself.
        """
        thread = threading.Thread(target=self._warm, args=(plan, quiet), name="warming", daemon=True)
        if self._warming is None or not self._warming.is_alive():
            self._warming = thread
            thread.start()
        return self._warming

    def _warm(self, plan: ModelPlan | None, quiet: bool) -> None:
        speech, language = self._workers.speech, self._workers.language
        stops = speech.stops + language.stops

        def over() -> bool:  # the vault was locked: no process may be started after that
            return speech.stops + language.stops != stops

        with _told_by_the_work():
            plan = plan if plan is not None else self._fit()
            models = SessionModels(self._models, plan)
            self.for_listening(plan)
            speech.load(models.load_request("speech"), cancelled=over)
            if quiet or over():
                return
            speech.load(models.load_request("speakers"), cancelled=over)
            if plan.in_turn or over() or models.entry("note") is None:
                return
            language.load(models.load_request("note"), cancelled=over)


class BesideSessions:
    """`ModelSource` of what is done beside a session: a dictation, a stretch that is listened to once more.

    While a session is worked on it is what the speech worker holds already: another model in its place would end that
    work. Else it is what fits now.
    """

    def __init__(
        self, models: ModelService, host: WorkerHost, fit: Callable[[], ModelPlan], busy: Callable[[], bool]
    ) -> None:
        self._models = models
        self._host = host
        self._fit = fit
        self._busy = busy

    def entry(self, task: Task) -> ModelEntry | None:
        """See `ModelSource.entry`."""
        return SessionModels(self._models, self._fit()).entry(task)

    def load_request(self, task: Task) -> LoadModel:
        """See `ModelSource.load_request`."""
        held = self._host.holds(task) if self._busy() else None
        return held if held is not None else SessionModels(self._models, self._fit()).load_request(task)


@contextmanager
def _told_by_the_work() -> Iterator[None]:
    """The work itself meets the same error a moment later, and has somebody to tell it to."""
    try:
        yield
    except (ModelError, WorkerFailure, Cancelled):
        return


class _Sparing(Ahead):
    """Reads ahead for as long as there is memory for it."""

    def __init__(self, ahead: Ahead, short: Callable[[], bool], give_way: Callable[[], None]) -> None:
        self._ahead = ahead
        self._short = short
        self._give_way = give_way

    @property
    def read_to(self) -> float:
        """See `Ahead.read_to`."""
        return self._ahead.read_to

    def hear(self, segments: list[Segment]) -> None:
        """See `Ahead.hear`."""
        self._ahead.hear(segments)

    def follow(self, turns: list[SpeakerTurn], until: float) -> None:
        """See `Ahead.follow`."""
        self._ahead.follow(turns, until)

    def advance(self) -> bool:
        """See `Ahead.advance`."""
        if self._short():  # also after it gave way: a model that was just being loaded then is there now
            self._ahead = Ahead()
            self._give_way()
        return self._ahead.advance()
