"""A disk without room at every write of the main job."""

from __future__ import annotations

from typing import Any

from tests.faults.full_disk import STAGES
from tests.faults.kills import judged
from tests.faults.stand import Outcome, Stand, shim
from tests.faults.table import Row, Run, row
from tests.faults.world import sound_file

START, SECONDS = 100.0, 2.0
_MODES = ("full", "full-on")
_TOLD = {"disk.full", "disk.not-writable", "backup.no-room"}
_DONE_BY_LOOKING = ("open", "close")
_LONG = 100
"""Writes from which on an act's fail by turns, once and for good, and not both each."""
Job = tuple[str, str, int]


@row("full-disk", 4000, least=8)
def full_disk(run: Run) -> Row:
    """ENOSPC at each call that can need room, of each act: once, and from then on."""
    result = Row("ENOSPC at every write of the main job, once and from then on")
    return _every_write(run, result, [name for name in STAGES if name != "backup"])


@row("full-disk-backup", 100, least=2)
def backup(run: Run) -> Row:
    """The same while a backup is made; a sample, for every page of it is a write of its own."""
    return _every_write(run, Row("ENOSPC at writes of a backup"), ["backup"])


def _every_write(run: Run, result: Row, acts: list[str]) -> Row:
    if shim() is None:
        result.skipped = "no C compiler, or not Linux"
        return result
    names = acts if run.tries >= len(acts) else run.rng.sample(acts, run.tries)
    calls = {name: _calls(run, name) for name in names}
    result.figures["writes that can need room"] = sum(calls.values())
    jobs = [
        (name, mode, at)
        for name in names
        for at in range(1, calls[name] + 1)
        for mode in (_MODES if calls[name] < _LONG else (_MODES[at % 2],))
    ]
    if len(jobs) > run.tries:  # a part: each act has its turn
        rest = run.rng.sample(jobs, run.tries - len(names))
        jobs = [run.rng.choice([job for job in jobs if job[0] == name]) for name in names] + rest

    def attempt(stand: Stand, job: Job) -> None:
        name, mode, at = job
        done = _attempt(run, stand, job)
        lost, missed = _judged(run, stand, done, job)
        result.count(lost=lost, missed=missed, about=f"{name}, {mode} at write {at} of {calls[name]}")

    run.each(jobs, attempt)
    return result


@row("full-disk-delete", 6, least=2)
def deletion(run: Run) -> Row:
    """Deleting works on a disk that is full from the first write on."""
    result = Row("destroying and deleting on a full disk: it is done, with the ballast given up")
    if shim() is None:
        result.skipped = "no C compiler, or not Linux"
        return result

    def attempt(stand: Stand, name: str) -> None:
        done = _attempt(run, stand, (name, "full-on", 1), ballast=True)
        lost, missed = _judged(run, stand, done, (name, "full-on", 1))
        if done.answers("done") != [True]:
            missed.append(f"not done: {done.answers('told')}")
        result.count(lost=lost, missed=missed, about=name)

    run.each([("destroy", "delete")[i % 2] for i in range(run.tries)], attempt)
    return result


def _arguments(run: Run, name: str, fault: dict[str, str]) -> dict[str, Any]:
    path = run.template.folder / "short.wav"
    if not path.exists():
        sound_file(path, START, SECONDS)
    about = {"stage": name, "made": run.template.made, "sound": str(path), "start": START}
    return {**about, "fault": {f"FAULT_{key.upper()}": value for key, value in fault.items()}}


def _calls(run: Run, name: str) -> int:
    """How many calls of an act can need room."""
    stand = run.stands[0]
    done = _attempt(run, stand, (name, "full", 0))
    if done.status or done.answers("done") != [True]:
        raise AssertionError(f"{name} fails with room enough: {done.trace or done.said}")
    return stand.counter.read().calls


def _attempt(run: Run, stand: Stand, job: Job, *, ballast: bool = False) -> Outcome:
    name, mode, at = job
    empty = run.template.folder / "empty"
    empty.mkdir(exist_ok=True)
    stand.fresh(empty if name == "create" else run.template.today)
    arguments = {**_arguments(run, name, {"mode": mode, "at": str(at)}), "ballast": ballast}
    # The processes that the act starts read the same environment: the recorder's writes are counted with the rest.
    done = stand.run("main_job", arguments, fault={"mode": "off"}, timeout=120.0)
    stand.sweep()
    return done


def _judged(run: Run, stand: Stand, done: Outcome, job: Job) -> tuple[list[str], list[str]]:
    name, mode, at = job
    created = name != "create" or "passphrase" in [ack["ack"] for ack in done.acks]
    missed = [f"said {line['told']} ({line.get('detail')})" for line in done.said if "told" in line]
    missed = [text for text in missed if text.split()[1] not in _TOLD]
    if done.raised:
        return [], [f"an error that is none of ours: {done.trace}"]
    if done.timed_out:
        return [], ["it hangs"]
    if [line["did"] for line in done.said if "again" in line] == [False]:
        missed.append("the same act fails once there is room again")
    if not created:
        left = stand.run("create_again", {"made": run.template.made})
        missed += [f"a vault cannot be made once there is room: {left.trace or left.said}"] * bool(left.status)
        return [], missed
    if name == "create":
        lost, more = judged(run, stand, done, claims=done.acks)
        return lost, missed + more
    if mode == "full-on" and done.answers("done") == [False]:
        again = [name] * (name not in _DONE_BY_LOOKING)
        lost, more = judged(run, stand, done, again=again, once=at % 4 > 0, **_arguments(run, name, {}))
    else:
        lost, more = judged(run, stand, done, once=at % 4 > 0)
    return lost, missed + more
