"""SIGKILL at random moments: of the window's process, the recorder, a worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.faults.stand import Outcome, Stand, shim
from tests.faults.table import Row, Run, row
from tests.faults.world import sound_file

START = 100.0
MOST_LOST = 2.0
"""Seconds of sound that a kill may cost."""


def judged(run: Run, stand: Stand, done: Outcome, **more: Any) -> tuple[list[str], list[str]]:
    """Reopen after an act that was cut off; what is lost and what was missed."""
    begun = [line for line in done.said if "begin" in line]
    arguments: dict[str, Any] = {
        "claims": run.template.claims + done.acks,
        "made": run.template.made,
        "doing": begun[-1] if begun and not _over(done, begun[-1]) else None,
        **more,
    }
    left = stand.run("check", arguments, timeout=90.0)
    lost = [str(text) for text in left.answers("lost")]
    missed = [f"check of a whole vault: {text}" for text in left.answers("problem")]
    if left.timed_out:
        missed.append("the next start hangs")
    elif left.raised:
        lost.append(f"the next start fails: {left.trace}")
    elif left.status:
        lost.append(f"the next start ended with {left.status}")
    if done.raised and done.status != -9:
        missed.append(f"the act failed: {done.trace}")
    if done.timed_out:
        missed.append("the act hangs")
    return lost, missed


def _over(done: Outcome, begun: dict[str, Any]) -> bool:
    """Whether the act under way came to its end, and said so."""
    names = {"destroy": "destroyed", "delete": "deleted", "passphrase": "passphrase"}
    return names.get(begun["begin"]) in [ack["ack"] for ack in done.acks] if begun["begin"] in names else True


def killed_at_random(
    run: Run, result: Row, act: str, *, arguments: dict[str, Any] | None = None, goes_on: tuple[str, ...] = ()
) -> Row:
    """Kill the process of an act at random moments between its beginning and a little after its end."""
    given = {"made": run.template.made, **(arguments or {})}
    length = length_of(run, act, given)
    moments = [run.rng.uniform(0.0, length * 1.05) for _ in range(run.tries)]

    def attempt(stand: Stand, moment: float) -> None:
        stand.fresh(run.template.today)
        done = stand.run(act, given, kill_after=moment)
        lost, missed = judged(run, stand, done, goes_on=goes_on)
        result.count(lost=lost, missed=missed, about=f"killed after {moment * 1000:.1f} ms")

    run.each(moments, attempt)
    return result


def length_of(run: Run, act: str, arguments: dict[str, Any], home: Path | None = None) -> float:
    """Seconds from an act's beginning to its end, without a fault."""
    stand, lengths = run.stands[0], []
    for _ in range(2):
        stand.fresh(home or run.template.today)
        whole = stand.run(act, arguments)
        if whole.status:
            raise AssertionError(f"{act} fails without any fault: {whole.trace or whole.said}")
        lengths.append(whole.answers("took")[-1])
        stand.sweep()
    return float(max(lengths))


def killed_at_writes(run: Run, result: Row, act: str, *, arguments: dict[str, Any] | None = None) -> Row:
    """Kill at each call that changes the disk, before it and in the middle of it; `run.tries` of them at most."""
    if shim() is None:
        result.skipped = "no C compiler, or not Linux"
        return result
    given = {"made": run.template.made, **(arguments or {})}
    stand = run.stands[0]
    stand.fresh(run.template.today)
    stand.run(act, given, fault={"mode": "count"})
    calls = stand.counter.read().calls
    jobs = [(mode, at) for at in range(1, calls + 1) for mode in ("kill", "torn")]
    if len(jobs) > run.tries:
        jobs = run.rng.sample(jobs, run.tries)

    def attempt(stand: Stand, job: tuple[str, int]) -> None:
        mode, at = job
        stand.fresh(run.template.today)
        done = stand.run(act, given, fault={"mode": mode, "at": str(at)})
        lost, missed = judged(run, stand, done)
        if done.status != -9 and done.status != 0:
            missed.append(f"ended with {done.status}")
        result.count(lost=lost, missed=missed, about=f"{mode} at call {at} of {calls}")

    run.each(jobs, attempt)
    return result


@row("kill-sign", 80)
def sign(run: Run) -> Row:
    """Note written, signed, added to, exported, log emptied."""
    return killed_at_random(run, Row("kill -9 while a note is written, signed and exported"), "sign")


@row("kill-destroy", 60)
def destroy(run: Run) -> Row:
    """A recording destroyed."""
    return killed_at_random(run, Row("kill -9 while a recording is destroyed"), "destroy")


@row("kill-delete", 50)
def delete(run: Run) -> Row:
    """A session deleted, with everything."""
    return killed_at_random(run, Row("kill -9 while a session is deleted"), "delete")


@row("kill-delete-writes", 80)
def delete_writes(run: Run) -> Row:
    """The same at each write."""
    return killed_at_writes(run, Row("kill -9 at each write of deleting a session"), "delete")


@row("kill-checkpoint", 40)
def checkpoint(run: Run) -> Row:
    """The log emptied."""
    return killed_at_random(run, Row("kill -9 while the log is written into the database"), "checkpoint")


@row("kill-passphrase", 60)
def passphrase(run: Run) -> Row:
    """The passphrase changed."""
    return killed_at_random(run, Row("kill -9 at random while the passphrase is changed"), "change_passphrase")


@row("kill-passphrase-writes", 120)
def passphrase_writes(run: Run) -> Row:
    """The passphrase changed, killed at each write."""
    return killed_at_writes(run, Row("kill -9 at each write of a change of passphrase"), "change_passphrase")


@row("kill-writes", 120)
def writes(run: Run) -> Row:
    """Signing, killed at each write."""
    return killed_at_writes(run, Row("kill -9 at each write of signing (half the write done, or none)"), "sign")


@row("kill-destroy-writes", 80)
def destroy_writes(run: Run) -> Row:
    """Destroying, killed at each write."""
    return killed_at_writes(run, Row("kill -9 at each write of destroying a recording"), "destroy")


@row("kill-transcribe", 50)
def transcribe(run: Run) -> Row:
    """The process that stores the transcript; the next start goes on."""
    result = Row("kill -9 while a session is transcribed (fake engines); work goes on")
    return killed_at_random(run, result, "transcribe", goes_on=("transcript",))


@row("kill-worker", 40)
def worker(run: Run) -> Row:
    """The speech worker: it is started again, and nothing is doubled or missing."""
    result = Row("kill -9 of the speech worker while a session is transcribed (fake engines)")
    length = length_of(run, "transcribe", {"made": run.template.made})

    def attempt(stand: Stand, moment: float) -> None:
        stand.fresh(run.template.today)
        done = stand.run("transcribe", {"made": run.template.made, "worker_after": moment})
        lost, missed = judged(run, stand, done, goes_on=("transcript",))
        if done.answers("killed") and done.status == 0 and done.answers("restarted") not in ([], ["killed"]):
            missed.append(f"said to be {done.answers('restarted')}")
        result.count(lost=lost, missed=missed, about=f"worker killed after {moment:.3f} s")

    run.each([run.rng.uniform(0.0, length) for _ in range(run.tries)], attempt)
    return result


def _sound(run: Run) -> dict[str, Any]:
    path = run.template.folder / "recorded.wav"
    if not path.exists():
        sound_file(path, START, 60.0)
    return {"made": run.template.made, "sound": str(path), "start": START}


@row("kill-window", 50)
def window(run: Run) -> Row:
    """The window's process while a recording runs: the recorder goes on, is found, and loses nothing."""
    result = Row("kill -9 of the window while recording: the recorder goes on and is found")

    def attempt(stand: Stand, job: tuple[float, float]) -> None:
        speed, moment = job
        stand.fresh(run.template.today)
        done = stand.run("record", {**_sound(run), "speed": speed}, kill_after=moment)
        lost, missed = judged(run, stand, done, goes_on=("recording",))
        result.count(lost=lost, missed=missed, about=f"speed {speed}, killed after {moment:.3f} s")

    run.each([(run.rng.choice((1.0, 8.0)), run.rng.uniform(0.0, 2.5)) for _ in range(run.tries)], attempt)
    return result


@row("kill-recorder", 70)
def recorder(run: Run) -> Row:
    """The recorder, in real time: at most two seconds of sound are lost."""
    result = Row("kill -9 of the recorder: at most 2 s lost, the session is interrupted")

    def attempt(stand: Stand, job: tuple[float, float]) -> None:
        speed, moment = job
        stand.fresh(run.template.today)
        done = stand.run("record", {**_sound(run), "speed": speed, "recorder_after": moment})
        lost, missed = _after_a_lost_recorder(run, stand, done, result, speed)
        result.count(lost=lost, missed=missed, about=f"speed {speed}, recorder killed after {moment:.3f} s")

    run.each([(run.rng.choice((1.0, 1.0, 8.0)), run.rng.uniform(0.2, 3.5)) for _ in range(run.tries)], attempt)
    return result


@row("kill-both", 50)
def both(run: Run) -> Row:
    """Window and recorder at the same moment."""
    result = Row("kill -9 of window and recorder at once")

    def attempt(stand: Stand, moment: float) -> None:
        stand.fresh(run.template.today)
        done = stand.run("record", {**_sound(run), "speed": 1.0}, kill_after=moment)
        stand.sweep()
        lost, missed = _after_a_lost_recorder(run, stand, done, result, 1.0, moment)
        result.count(lost=lost, missed=missed, about=f"both killed after {moment:.3f} s")

    run.each([run.rng.uniform(0.0, 3.0) for _ in range(run.tries)], attempt)
    return result


def _after_a_lost_recorder(
    run: Run, stand: Stand, done: Outcome, result: Row, speed: float, moment: float | None = None
) -> tuple[list[str], list[str]]:
    """Reopen, and compare what is there with what had been said when the recorder died."""
    claims = run.template.claims + done.acks
    arguments = {"claims": claims, "made": run.template.made, "goes_on": ("interrupted",)}
    left = stand.run("check", arguments, timeout=90.0)
    lost = [str(text) for text in left.answers("lost")]
    missed = [f"check of a whole vault: {text}" for text in left.answers("problem")]
    if left.raised or left.status:
        lost.append(f"the next start fails: {left.trace or left.status}")
    spoken = moment if moment is not None else next(iter(done.answers("killed")), 0.0)
    kept = next(iter(left.answers("captured")), 0.0)
    gone = float(spoken) * speed - float(kept)
    if speed == 1.0:
        result.worst("seconds of sound lost at most", gone)
        if gone > MOST_LOST:
            lost.append(f"{gone:.2f} s of sound")
    if "interrupted" not in left.answers("state"):
        missed.append(f"not said to be interrupted: {json.dumps(left.answers('state'))}")
    return lost, missed
