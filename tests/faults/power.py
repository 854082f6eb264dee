"""The machine is killed: what was not fsynced is dropped or reordered, and the vault is opened on what is left."""

from __future__ import annotations

import shutil
from typing import Any

from tests.faults.kills import START
from tests.faults.replay import Disk, Entry, acknowledged, read_log, write_out
from tests.faults.stand import Stand, StandBroken, shim
from tests.faults.table import Row, Run, row
from tests.faults.world import sound_file

CUTS_PER_LOG = 12
ACTS: dict[str, dict[str, Any]] = {
    "sign": {},
    "destroy": {},
    "delete": {},
    "change_passphrase": {},
    "checkpoint": {},
    "transcribe": {},
    "record": {"speed": 1.0, "until": 5.0},
    "create": {},
}
_OVER = {"destroy": "destroyed", "delete": "deleted", "passphrase": "passphrase"}


@row("power-cut", 400, least=24)
def power_cut(run: Run) -> Row:
    """Each act is done once with a log of every write; then the power is cut at random places of that log."""
    return _cut(run, Row("power cut: unsynced writes dropped, torn, reordered; lost names"), ACTS)


def _cut(run: Run, result: Row, acts: dict[str, dict[str, Any]]) -> Row:
    if shim() is None:
        result.skipped = "no C compiler, or not Linux"
        return result
    each = max(1, round(run.tries / len(acts)))
    logs = max(1, round(each / CUTS_PER_LOG))

    def attempt(stand: Stand, job: tuple[str, int]) -> None:
        name, seed = job
        _several(run, stand, result, name, acts[name], seed, max(1, each // logs))

    run.each([(name, run.rng.getrandbits(32)) for _ in range(logs) for name in acts], attempt)
    return result


def _several(run: Run, stand: Stand, result: Row, name: str, arguments: dict[str, Any], seed: int, count: int) -> None:
    """One log, several cuts."""
    rng = type(run.rng)(seed)
    entries, whole = _log(run, stand, name, arguments)
    for place in sorted(rng.randrange(1, len(entries) + 1) for _ in range(count)):
        disk = Disk(stand.home, whole)
        for entry in entries[:place]:
            disk.take(entry)
        shutil.rmtree(stand.home)
        write_out(disk.after_a_cut(rng), stand.home)
        lost, missed = _judged(run, stand, name, entries[:place])
        result.count(lost=lost, missed=missed, about=f"{name}, after entry {place} of {len(entries)} (log {seed})")


def _log(run: Run, stand: Stand, name: str, arguments: dict[str, Any]) -> tuple[list[Entry], Any]:
    """Do the act with every write noted."""
    start = run.template.today
    if name == "create":
        start = run.template.folder / "empty"
        start.mkdir(exist_ok=True)
    stand.fresh(start)
    sound = run.template.folder / "powered.wav"
    if not sound.exists():
        sound_file(sound, START, 30.0)
    given = {"made": run.template.made, "sound": str(sound), "start": START, **arguments}
    done = stand.run(name, given, fault={"mode": "log"})
    if done.status:
        raise StandBroken(f"{name} fails without any fault: {done.trace or done.said}")
    stand.sweep()
    entries = read_log(stand.log)
    _same(stand, start, entries)
    return entries, start


def _same(stand: Stand, start: Any, entries: list[Entry]) -> None:
    """The log, replayed to its end with nothing lost, must give the folder as it is: else it is no use."""
    disk = Disk(stand.home, start)
    for entry in entries:
        disk.take(entry)
    for path, content in disk.now().items():
        file = stand.home / path
        there = file.read_bytes() if file.is_file() else None
        if not path.endswith(("-shm", ".lock")) and content != there:
            raise StandBroken(f"the log does not say how {file.name} came to be")


def _judged(run: Run, stand: Stand, name: str, entries: list[Entry]) -> tuple[list[str], list[str]]:
    said = acknowledged(entries)
    acks = [line for line in said if "ack" in line]
    begun = [line for line in said if "begin" in line]
    arguments: dict[str, Any] = {"claims": run.template.claims + acks, "made": run.template.made}
    if name == "create":
        arguments["claims"] = acks
        if not acks:  # nobody has been told that there is a vault: there is one that opens, or one can be made
            left = stand.run("open_or_create", arguments)
            return [], [f"neither opens nor can be made: {left.trace or left.said}"] * bool(left.status)
    if begun and _OVER.get(begun[-1]["begin"]) not in [ack["ack"] for ack in acks]:
        arguments["doing"] = begun[-1]
    if name == "record":
        arguments["goes_on"] = ("interrupted",)
    left = stand.run("check", arguments, timeout=90.0)
    lost = [str(text) for text in left.answers("lost")]
    missed = [f"check of a whole vault: {text}" for text in left.answers("problem")]
    if left.timed_out:
        missed.append("the next start hangs")
    elif left.raised or left.status:
        lost.append(f"the next start fails: {left.trace or left.status}")
    return lost, missed
