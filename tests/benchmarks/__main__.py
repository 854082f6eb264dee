"""`make bench`: what Sotto costs on this machine, as a table and as `bench-out/bench.json`.

    python -m tests.benchmarks --minutes 10,25,50,90 --models 4b     (make bench MINUTES=10,25,50,90 MODELS=4b)

First the quick rows (`tests.benchmarks.quick`) and the evidence check in figures (`check`), then for each length three
columns side by side, with models of the real size: (a) Sotto live (`live`), (b) the same engines used the usual way
(`usual`), (c) the floor of what must remain after Stop (`floors`). Nothing here passes or fails. What earlier calls
found is kept in the file, row by row.

(b) takes longer than the session itself on two cores. So it listens to the first 5 minutes, and words and speakers are
scaled up to the whole: both take time by the length of the sound (`scaled_from_s` in the file, * in the table). The
note model gets the whole transcript. `--usual-most 0` listens to all; `--no-usual` leaves (b) out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks import check, floors, lists, live, quick, search, start, usual
from tests.benchmarks.machine import BUSY, describe

OUT = Path("bench-out")


def main() -> int:
    """Measure what is asked for; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", default="10", help="lengths of session, separated by commas; 0: quick rows only")
    parser.add_argument("--models", choices=sorted(live.COMBINATIONS), default="4b")
    parser.add_argument("--feed", choices=["microphone", "file"], default=live.best_feed())
    parser.add_argument("--accelerated", type=float, default=1.0, metavar="SPEED", help="only with --feed file")
    parser.add_argument("--usual-most", type=float, default=5.0, metavar="MINUTES", help="0: all of the sound")
    parser.add_argument("--no-usual", action="store_true")
    parser.add_argument("--no-quick", action="store_true")
    parser.add_argument("--search", type=int, default=1000, metavar="SESSIONS", help="to search in; 10000 take an hour")
    parser.add_argument("--out", type=Path, default=OUT)
    wanted = parser.parse_args()
    if wanted.accelerated != 1.0 and wanted.feed != "file":
        parser.error("sound through a microphone cannot be accelerated")
    report = read(wanted.out)
    report["machine"] = describe()
    if not wanted.no_quick:
        report["rows"] = quick.rows()
        report["check"] = check.rows()
        report["rows"].update(search.rows(wanted.search) if wanted.search > 0 else {})
        report["rows"].update(lists.rows(*((wanted.search, max(wanted.search // 33, 1)) if wanted.search > 0 else ())))
        write(wanted.out, report)
    lengths = [float(text) for text in wanted.minutes.split(",") if float(text) > 0]
    for minutes in lengths:
        for row in session(
            minutes, wanted.models, feed=wanted.feed, speed=wanted.accelerated,
            with_usual=not wanted.no_usual, usual_most=wanted.usual_most,
        ):  # fmt: skip
            add(report, minutes, wanted.models, row)
            write(wanted.out, report)
    show(report)
    return 0


def session(
    minutes: float, models: str, *, feed: str, speed: float = 1.0, with_usual: bool = True, usual_most: float = 0.0
) -> Iterator[dict[str, Any]]:
    """One length: live, then the floor, then the usual way; the row as it stands after each, to be kept at once.

    The machine has nothing else to do at any time.
    """
    say(f"{minutes:g} minutes with {models}: live")
    with tempfile.TemporaryDirectory(prefix="sotto-bench-") as name:
        sound = live.session_sound(Path(name) / "session.wav", minutes * 60)
        taken, machine = datetime.now(UTC).isoformat(timespec="seconds"), describe()
        with live.prepared(Path(name), models) as services:
            found = live.run_live(services, sound, feed=feed, speed=speed)
            figures = found.figures()
            task = usual.task_of(found, sound, services.models, usual_most * 60)
        window = round(start.start_once(name)[1] / 1e6, 1)
        figures["window_mb"] = window
        figures["peak_memory_mb"] = round(figures["peak_workers_mb"] + window, 1)
        machine["crowded"] = machine["crowded"] or figures["others_share"].get("median", 0.0) > BUSY
        row = {"taken": taken, "machine": machine, "counts": models != "demo" and speed == 1.0, "live": figures}
        yield row
        if models != "demo":
            rates = floors.measure()
            row["rates"] = rates.shown()
            row["floor"] = floors.floor(rates, live.COMBINATIONS[models], found.tokens["after_stop"])
            yield row
        if with_usual:
            say(f"{minutes:g} minutes with {models}: the usual way, all after Stop")
            row["usual"] = usual.run(task)
            yield row


def add(report: dict[str, Any], minutes: float, models: str, row: dict[str, Any]) -> None:
    """Put a session's row into the report, and what is asked for at its top.

    At the top stand the figures of one combination of models, `models` says which: the last that was measured. Those
    of small models, or of sound faster than real, do not count there.
    """
    sessions = report.setdefault("sessions", {}).setdefault(models, {})
    sessions[f"{minutes:g}"] = row
    if not row["counts"]:
        return
    sessions = {length: each for length, each in sessions.items() if each["counts"]}
    report["models"] = models
    report["stop_to_draft"] = {
        length: {
            "live_s": each["live"]["live_s"],
            "after_stop_s": each.get("usual", {}).get("after_stop_s"),
            "floor_s": each.get("floor", {}).get("floor_s"),
        }
        for length, each in sorted(sessions.items(), key=lambda item: float(item[0]))
    }
    lives = [each["live"] for each in sessions.values()]
    gaps = [each["capture_gaps"] for each in lives if each["capture_gaps"] is not None]
    report["peak_memory_mb"] = max(each["peak_memory_mb"] for each in lives)
    report["capture_gaps"] = sum(gaps) if gaps else None
    report["live_text_lag_s"] = row["live"]["live_text_lag_s"].get("p95")


def read(folder: Path) -> dict[str, Any]:
    """What earlier calls found; empty where there is none, or it is not ours."""
    try:
        found = json.loads((folder / "bench.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def write(folder: Path, report: dict[str, Any]) -> None:
    """`bench.json` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def say(text: str) -> None:
    """One line for the person who waits."""
    print(f"[bench {time.strftime('%H:%M')}] {text}", flush=True)


def show(report: dict[str, Any]) -> None:
    """The tables."""
    print(", ".join(f"{name}: {value}" for name, value in report["machine"].items()))
    for name, value in report.get("rows", {}).items():
        print(f"  {name:66} {value:>10}")
    for text in check.lines(report["check"]) if "check" in report else ():
        print(text)
    for models, sessions in report.get("sessions", {}).items():
        print(f"\n  {models}: minutes   live s   first section s   usual s   ratio   floor s   peak MB   "
              "share median/p95   lag s median/p95/max   gaps")  # fmt: skip
        for minutes, row in sorted(sessions.items(), key=lambda item: float(item[0])):
            print("  " + line(minutes, row))


def line(minutes: str, row: dict[str, Any]) -> str:
    """One length in one line."""
    one, other, least = row["live"], row.get("usual", {}), row.get("floor", {})
    wait, after = one["live_s"], other.get("after_stop_s")
    share, lag = one["processor_share"], one["live_text_lag_s"]
    scaled = "*" if other.get("scaled_from_s") else ""
    marks = " (crowded machine)" if row["machine"]["crowded"] else ""
    cells = (
        f"{minutes:>11}", f"{wait:8}", f"{one['first_section_s']:17}", f"{after if after else '-':>8}{scaled:1}",
        f"{after / wait if after else 0.0:7.1f}", f"{least.get('floor_s', '-'):>9}", f"{one['peak_memory_mb']:9}",
        f"{share.get('median', 0.0):8.0%} / {share.get('p95', 0.0):.0%}",
        "   " + " / ".join(str(lag.get(name, "-")) for name in ("median", "p95", "max")),
        f"   {'-' if one['capture_gaps'] is None else one['capture_gaps']}", marks,
    )  # fmt: skip
    return " ".join(cells)


if __name__ == "__main__":
    sys.exit(main())
