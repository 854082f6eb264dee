"""What the forked children do: the acts that are interrupted, and the look at what is left."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from app.domain.errors import RecorderLost, SottoError, UnlockFailed
from app.services.container import Services
from app.services.export.service import Format
from tests.demo import PASSPHRASE
from tests.faults import fake_worker, fakes, full_disk, world
from tests.faults.claims import Claims
from tests.faults.zygote import Say

NEW_PASSPHRASE = "lantern orbit velvet acorn"
Arguments = dict[str, Any]


build = world.build
main_job = full_disk.main_job
create_again = full_disk.create_again


# ---- acts that are interrupted -----------------------------------------------------------------------


def create(arguments: Arguments, say: Say) -> None:
    """Make a vault."""
    services = world.services_at(arguments["home"])
    say(begin="create")
    services.vault.create(PASSPHRASE)
    say(ack="passphrase", value=PASSPHRASE)
    world.Practice(services, say, Path()).client("N-1")
    services.close()


def open_or_create(arguments: Arguments, say: Say) -> None:
    """After a vault was being made: it opens, or there is none and one can be made."""
    services = world.services_at(arguments["home"])
    if services.vault.exists():
        try:
            services.vault.unlock(PASSPHRASE)
        except SottoError as error:
            raise AssertionError(f"{error.code} {sorted(f.name for f in services.vault.folder.iterdir())}") from error
    else:
        services.vault.create(PASSPHRASE)
    if problems := services.vault.verify():
        raise AssertionError(problems)
    services.close()


def sign(arguments: Arguments, say: Say) -> None:
    """Write in a note, sign it, add to it, take it out as a PDF."""
    services = world.opened(arguments["home"])
    session = services.records.session(arguments["made"]["drafted"])
    say(begin="sign", session=session.id)
    note = services.notes.save(world.draft(session.id, 7))
    say(ack="note", session=session.id, text=world.note_text(note))
    world.Practice(services, say, Path()).sign(session)
    path = Path(arguments["home"]) / "note.pdf"
    services.exports.export(session.id, Format.PDF, path)
    say(ack="exported", path=str(path))
    _checkpoint(services, say)
    services.close()


def _checkpoint(services: Services, say: Say) -> None:
    services.vault.store.database.checkpoint()
    say(ack="checkpoint")


def destroy(arguments: Arguments, say: Say) -> None:
    """Destroy a recording."""
    services = world.opened(arguments["home"])
    session = arguments["made"][arguments.get("which", "signed")]
    say(begin="destroy", session=session)
    services.deletion.destroy_recording(session)
    say(ack="destroyed", session=session)
    services.close()


def delete(arguments: Arguments, say: Say) -> None:
    """Delete a session with its recording, transcript and signed note."""
    services = world.opened(arguments["home"])
    session = services.records.session(arguments["made"][arguments.get("which", "signed")])
    code = services.records.client(session.client_id).code
    say(begin="delete", id=session.id)
    services.deletion.delete_session(session.id, code)
    say(ack="deleted", id=session.id)
    services.close()


def change_passphrase(arguments: Arguments, say: Say) -> None:
    """Change the passphrase."""
    services = world.opened(arguments["home"])
    say(begin="passphrase", value=NEW_PASSPHRASE)
    services.vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
    say(ack="passphrase", value=NEW_PASSPHRASE)
    services.close()


def checkpoint(arguments: Arguments, say: Say) -> None:
    """Write, empty the log, write, empty the log."""
    services = world.opened(arguments["home"])
    practice = world.Practice(services, say, Path())
    say(begin="checkpoint")
    for i in range(3):
        practice.client(f"X-{i}")
        _checkpoint(services, say)
    services.close()


def record(arguments: Arguments, say: Say) -> None:
    """Record from a file at `speed`; whoever is asked to dies: "window" (killed from outside), "recorder"."""
    services = world.opened(arguments["home"])
    session = arguments["made"]["planned"]
    say(starting="record", session=session)
    services.recording.import_file(session, Path(arguments["sound"]), float(arguments["speed"]))
    began = time.monotonic()
    say(begin="record", session=session)
    victim = _recorder() if "recorder_after" in arguments else None
    try:
        while True:
            status = services.recording.status()
            say(ack="captured", session=session, seconds=status.captured)
            if victim is not None and time.monotonic() - began >= float(arguments["recorder_after"]):
                os.kill(victim, signal.SIGKILL)
                say(killed=time.monotonic() - began)
                victim = None
            if arguments.get("until") and status.captured >= float(arguments["until"]):
                break
            time.sleep(0.02)
    except RecorderLost as error:
        say(told=error.code)
        services.close()
        return
    done = services.recording.stop()
    say(ack="sound", session=session, seconds=done.duration, start=arguments["start"])
    services.close()


def _recorder() -> int:
    found = [pid for pid in _children() if "recorder_process" in Path(f"/proc/{pid}/cmdline").read_text("utf-8")]
    if len(found) != 1:
        raise RuntimeError(f"{len(found)} recorders")
    return found[0]


def _children() -> list[int]:
    listed = (task / "children" for task in Path("/proc/self/task").iterdir())
    return [int(pid) for file in listed for pid in file.read_text(encoding="ascii").split()]


def transcribe(arguments: Arguments, say: Say) -> None:
    """Transcribe with fake engines; with `worker_after` it is the worker that dies."""
    services = fakes.with_fakes(world.opened(arguments["home"]))
    session = arguments["made"]["recorded"]
    victim = [float(arguments["worker_after"])] if "worker_after" in arguments else []
    say(begin="transcribe", session=session)
    began = time.monotonic()

    def report(progress: Any) -> None:
        if progress.restarted:
            say(restarted=progress.reason)
        elif progress.stage.value == "transcribe":
            say(ack="segments", session=session, until=progress.done)
        if victim and time.monotonic() - began >= victim[0] and services.workers.speech.pid is not None:
            victim.clear()
            os.kill(services.workers.speech.pid, signal.SIGKILL)
            say(killed=time.monotonic() - began)

    found = services.work.process(session, report)
    say(ack="transcript", session=session, turns=len(found.turns))
    services.close()


# ---- the look at what is left ------------------------------------------------------------------------


def check(arguments: Arguments, say: Say) -> None:
    """Open the vault as the next start does, and say what is lost of `claims` and what the check of the vault says.

    `doing` is the act that was under way: of that either the old state or the new one must hold. `again` are acts of
    the main job that must succeed now. The vault is opened twice, and must be whole both times, unless `once`.
    """
    claims = Claims(arguments["claims"], arguments.get("doing"))
    services = world.services_at(arguments["home"])
    passphrases = claims.passphrases()
    for passphrase in passphrases:
        try:
            services.vault.unlock(passphrase)
            say(opened=passphrase)
            break
        except UnlockFailed:
            continue
    else:
        say(lost="the vault opens with none of its passphrases")
        return
    services.deletion.finish()
    for act in arguments.get("goes_on", ()):
        GOES_ON[act](services, arguments, say)
    for lost in claims.lost(services):
        say(lost=lost)
    for problem in services.vault.verify():
        say(problem=problem)
    for again in arguments.get("again", ()):
        say(again=again, did=full_disk.try_stage(services, again, arguments, say))
        passphrase = NEW_PASSPHRASE if again == "passphrase" else passphrase
    client = services.records.add_client("afterwards")
    services.close()
    if arguments.get("once"):
        return
    services.vault.unlock(passphrase)
    if client.id not in [found.id for found in services.records.clients()]:
        say(lost="what was stored after the fault")
    for problem in services.vault.verify():
        say(problem=f"at the second opening: {problem}")
    services.close()


def _recording_goes_on(services: Services, arguments: Arguments, say: Say) -> None:
    """After a killed window: the recorder is found, has gone on meanwhile, and is stopped."""
    found = services.recording.recover()
    session = arguments["made"]["planned"]
    say(found=[item.id for item in found], active=services.recording.active or "")
    if services.recording.active is None:
        say(lost="the recording that went on was not found again")
        return
    before = services.recording.status().captured
    say(captured=before)
    done = services.recording.stop()
    say(captured=done.duration, state=done.state.value, session=session)


def _recording_was_interrupted(services: Services, arguments: Arguments, say: Say) -> None:
    found = services.recording.recover()
    session = services.records.session(arguments["made"]["planned"])
    say(found=[item.id for item in found], state=session.state.value, captured=session.duration)


def _transcribed_to_the_end(services: Services, arguments: Arguments, say: Say) -> None:
    """Work that was cut off goes on where it stopped: every second once, in its place."""
    session = arguments["made"]["recorded"]
    before = len(services.records.segments(session))
    fakes.with_fakes(services).work.process(session)
    heard = [[word.text for word in segment.words] for segment in services.records.segments(session)]
    wanted = [fake_worker.said(float(second)) for second in range(len(heard))]
    length = services.records.sound_length(session)
    if heard != wanted or abs(len(heard) - length) > 1.0:
        say(lost=f"a transcript made in two parts: {len(heard)} of {length} segments, {before} of them before")
    services.workers.stop()


GOES_ON = {
    "recording": _recording_goes_on,
    "interrupted": _recording_was_interrupted,
    "transcript": _transcribed_to_the_end,
}


def hold(arguments: Arguments, say: Say) -> None:
    """Open the vault, keep it for longer than the other one starts, write something, close it."""
    services = world.services_at(arguments["home"])
    time.sleep(float(arguments["wait"]))
    try:
        services.vault.unlock(PASSPHRASE)
    except SottoError as error:
        say(refused=error.code)
        return
    time.sleep(0.6)
    services.records.add_client("held")
    say(held=True)
    services.close()


def verify(arguments: Arguments, say: Say) -> None:
    """As `app verify`: open and look. Says what was found; a refusal to open is found too."""
    services = world.services_at(arguments["home"])
    try:
        services.vault.unlock(arguments.get("passphrase", PASSPHRASE))
        problems = services.vault.verify()
    except SottoError as error:
        say(refused=error.code, message=error.message())
        return
    say(problems=problems)
    try:
        services.close()
    except SottoError as error:
        say(closing=error.code)
