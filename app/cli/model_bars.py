"""How far an installation or a measurement is, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from app.services.installing.progress import InstallProgress, InstallStage, Report
from app.services.measuring import MeasureProgress, MeasureReport

STAGES = {
    InstallStage.DOWNLOAD: "fetching",
    InstallStage.COPY: "copying",
    InstallStage.CHECK: "checking every byte",
    InstallStage.CONVERT: "storing the weights safely",
}
TRIED = {"speech": "Trying the speech model", "speakers": "Trying the speaker model", "note": "Trying the note model"}


def size_text(size: float) -> str:
    """Bytes in usual words: "486 MB", "2.5 GB"."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{max(size, 0) / 1e3:.0f} kB"


@contextmanager
def install_bars(titles: Mapping[str, str]) -> Iterator[Report]:
    """One bar a model and stage; a try that failed is told of in a line. `titles` by model id."""
    bars: dict[tuple[str, InstallStage], Any] = {}
    told: set[tuple[str, str, int]] = set()

    def report(progress: InstallProgress) -> None:
        if progress.stage not in STAGES:
            return
        key = (progress.model_id, progress.stage)
        bar = bars.get(key)
        if bar is None:
            _close(bars, whole=True)
            title = titles.get(progress.model_id, "Pack")
            bar = bars[key] = _bar(f"{title}: {STAGES[progress.stage]}", progress.total)
        tried = (progress.model_id, progress.file, progress.attempt)
        if progress.waiting and tried not in told:
            told.add(tried)
            bar.write(f"  {progress.file}: that did not work. Again in {progress.waiting:.0f} s.", file=sys.stderr)
        bar.total = max(progress.total, 1)
        bar.n = min(progress.done, bar.total)
        bar.set_postfix_str(_pace(progress), refresh=False)
        bar.update(0)

    done = False
    try:
        yield report
        done = True
    finally:
        _close(bars, whole=done)


def _pace(progress: InstallProgress) -> str:
    parts = []
    if progress.bytes_per_second is not None:
        parts.append(f"{size_text(progress.bytes_per_second)}/s")
    if progress.seconds_left is not None:
        left = progress.seconds_left
        parts.append(f"{left / 60:.0f} min left" if left >= 90 else f"{left:.0f} s left")
    return ", ".join(parts)


@contextmanager
def measure_bar() -> Iterator[MeasureReport]:
    """One bar for the whole measurement."""
    bar = _bar("Measuring", 1000)

    def report(progress: MeasureProgress) -> None:
        bar.set_description_str(TRIED.get(progress.task or "", "Measuring"), refresh=False)
        bar.n = round(progress.done * 1000)
        bar.update(0)

    try:
        yield report
    finally:
        bar.refresh()
        bar.close()


def _bar(text: str, total: int) -> Any:
    return tqdm(
        total=max(total, 1),
        desc=text,
        bar_format="{desc} {bar:20} {percentage:3.0f}%  {postfix}",
        mininterval=0.2 if sys.stderr.isatty() else 5.0,
        file=sys.stderr,
    )


def _close(bars: dict[tuple[str, InstallStage], Any], *, whole: bool) -> None:
    """End those that are still open; `whole`: what they showed came to its end."""
    for bar in bars.values():
        if not bar.disable:
            if whole:
                bar.n = bar.total
                bar.set_postfix_str("", refresh=False)
            bar.refresh()
            bar.close()
            bar.disable = True
