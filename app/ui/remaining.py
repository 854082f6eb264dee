"""How long work on a session still takes, from how fast it has gone so far.

Each stage tells how much of it is done; its pace is what it did in the time since it was first heard of. What a
stage takes that has not begun is known from the last sessions on this computer, or not at all: then only the
present step is spoken of. Nothing is promised before a pace is seen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.domain.progress import Progress, Stage

SEEN = 4.0
"""Seconds for which a stage must have been watched, and the least of it that must have been done meanwhile."""
PART = 0.02
OF_SOUND = (Stage.CAPTURE, Stage.TRANSCRIBE, Stage.SPEAKERS)
"""Stages whose units are seconds of sound; the others count sections or are done at once."""
WEIGHT = 0.5
"""How much the newest session counts beside those before it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds that are left, of the whole or, where `step`, of the present step alone."""

    seconds: float
    step: bool


@dataclass(slots=True)
class _Watch:
    at: float
    done: float
    now: float
    last: float
    total: float

    @property
    def pace(self) -> float | None:
        """Seconds of work for one unit; None while too little was seen."""
        did, took = self.last - self.done, self.now - self.at
        if took < SEEN or self.total <= 0 or did < self.total * PART:
            return None
        return took / did


class Remaining:
    """Watches one job. `usual`: seconds of work for a unit of a stage (OF_SOUND), or for the whole of it (others)."""

    def __init__(
        self, stages: tuple[Stage, ...], usual: Mapping[Stage, float], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stages = stages
        """Those that the job goes through, in order."""
        self.usual = usual
        self._clock = clock
        self._watched: dict[Stage, _Watch] = {}
        self._stage: Stage | None = None

    def take(self, progress: Progress) -> None:
        """Hear how far a stage is."""
        stage, now = progress.stage, self._clock()
        if progress.total <= 0:
            return
        watch = self._watched.get(stage)
        if watch is None or progress.done < watch.last or progress.restarted:
            self._watched[stage] = _Watch(now, progress.done, now, progress.done, progress.total)
        elif progress.done > watch.last or progress.total != watch.total:
            watch.now, watch.last, watch.total = now, progress.done, progress.total
        self._stage = stage

    def estimate(self) -> Estimate | None:
        """What is left; None while nothing can be said.

        Words and speakers take turns: the time of both passes while either goes on, so the slower one counts.
        """
        begun = [each for each in self._stages if each in self._watched and each is not Stage.CHECK]
        left = [self._left(each) for each in begun if not self._over(each)]
        known = [each for each in left if each is not None]
        if len(known) < len(left) or self._stage is None:
            return None
        here = max(known, default=0.0)
        later = self._later(begun)
        if later is None:
            return Estimate(here, step=True) if known else None
        return Estimate(here + later, step=False)

    def _over(self, stage: Stage) -> bool:
        watch = self._watched[stage]
        return watch.last >= watch.total

    def _left(self, stage: Stage) -> float | None:
        """Seconds for the rest of a stage that has begun."""
        watch = self._watched[stage]
        pace = watch.pace
        if pace is None and stage in self.usual:
            pace = self.usual[stage] if stage in OF_SOUND else self.usual[stage] / watch.total
        if pace is None:
            return None
        return max(0.0, (watch.total - watch.last) * pace - (self._clock() - watch.now))

    def _later(self, begun: Sequence[Stage]) -> float | None:
        """Seconds for what has not begun; None where that is not known."""
        sound = next((self._watched[each].total for each in begun if each in OF_SOUND), None)
        left = 0.0
        for each in self._stages:
            if each in begun or each is Stage.CHECK:
                continue  # the check is told of when it is over; its time is the draft's
            usual = self.usual.get(each)
            if usual is None or (each in OF_SOUND and sound is None):
                return None
            left += usual * sound if each in OF_SOUND and sound is not None else usual
        return left

    def learnt(self) -> dict[Stage, float]:
        """What is usual after this job, for the next one."""
        found = dict(self.usual)
        for stage, watch in self._watched.items():
            pace = watch.pace
            if pace is None or stage is Stage.CHECK:
                continue
            newest = pace if stage in OF_SOUND else pace * watch.total
            before = found.get(stage, newest)
            found[stage] = before * (1 - WEIGHT) + newest * WEIGHT
        return found


def read_usual(kept: object) -> dict[Stage, float]:
    """What the settings file keeps, a list of "stage=seconds"; what is not such is passed over."""
    found: dict[Stage, float] = {}
    for each in kept if isinstance(kept, list) else []:
        name, _, value = str(each).partition("=")
        try:
            seconds, stage = float(value), Stage(name)
        except ValueError:
            continue
        if 0 < seconds < 1e5:
            found[stage] = seconds
    return found


def write_usual(usual: Mapping[Stage, float]) -> list[str]:
    """As `read_usual` reads it."""
    return [f"{stage.value}={seconds:.4g}" for stage, seconds in sorted(usual.items())]


def left_words(estimate: Estimate | None) -> str:
    """What is left in words, no finer than is known; "" for nothing to say."""
    if estimate is None:
        return ""
    tr = QCoreApplication.translate
    minutes = round(estimate.seconds / 60)
    if estimate.step:
        if minutes < 1:
            return tr("Remaining", "Less than a minute for this step")
        return tr("Remaining", "About {n} min for this step").replace("{n}", str(minutes))
    if minutes < 1:
        return tr("Remaining", "Less than a minute left")
    return tr("Remaining", "About {n} min left").replace("{n}", str(minutes))
