"""The main job, act by act, on a disk that has no room: once, or from a moment on.

Each act begins in a vault that the acts before it have prepared, so that every write of the whole job has its turn
without the whole job being done each time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.errors import NoteSigned, SottoError, UnlockFailed
from app.domain.session import RecordingState, SessionState, SessionType
from app.services.ballast import Ballast
from app.services.container import Services
from app.services.export.service import Format
from tests.demo import PASSPHRASE
from tests.faults import fakes, world
from tests.faults.zygote import Say, arm

NEW_PASSPHRASE = "lantern orbit velvet acorn"
Arguments = dict[str, Any]
Stage = Callable[[Services, Arguments, Say], None]


def _create(services: Services, arguments: Arguments, say: Say) -> None:
    services.vault.create(PASSPHRASE)
    say(ack="passphrase", value=PASSPHRASE)


def _open(services: Services, arguments: Arguments, say: Say) -> None:
    services.vault.unlock(PASSPHRASE)
    services.deletion.finish()


def _client(services: Services, arguments: Arguments, say: Say) -> None:
    world.Practice(services, say, Path()).client("F-1")


def _session(services: Services, arguments: Arguments, say: Say) -> None:
    client = services.records.session(arguments["made"]["planned"]).client_id
    session = services.records.new_session(client, SessionType.INDIVIDUAL, 2, "dap")
    say(ack="session", id=session.id, client=client)
    services.records.give_consent(session.id, "Yes, as printed.")
    say(ack="consent", session=session.id)


def _record(services: Services, arguments: Arguments, say: Say) -> None:
    session = services.records.session(arguments["made"]["planned"])
    if session.state is SessionState.RECORDED:
        return  # what ended the recording early was said after it was stored
    if services.recording.active != session.id:  # else only its end could not be stored: Stop is pressed again
        services.recording.import_file(session.id, Path(arguments["sound"]))
    while services.recording.status().state not in (RecordingState.STOPPED, RecordingState.FAILED):
        time.sleep(0.02)
    done = services.recording.stop()
    say(ack="sound", session=session.id, seconds=done.duration, start=arguments["start"])


def _transcribe(services: Services, arguments: Arguments, say: Say) -> None:
    session = arguments["made"]["recorded"]
    found = fakes.with_fakes(services).work.process(session)
    say(ack="transcript", session=session, turns=len(found.turns))


def _draft(services: Services, arguments: Arguments, say: Say) -> None:
    session = arguments["made"]["drafted"]
    note = services.notes.save(world.draft(session, 9))
    say(ack="note", session=session, text=world.note_text(note))


def _sign(services: Services, arguments: Arguments, say: Say) -> None:
    session = arguments["made"]["drafted"]
    try:
        services.notes.sign(session, "Ruth Calder", "LCSW")
    except NoteSigned:
        say(signed_before=True)
    say(ack="signed", session=session)


def _export(services: Services, arguments: Arguments, say: Say) -> None:
    path = Path(arguments["home"]) / "note.pdf"
    services.exports.export(arguments["made"]["signed"], Format.PDF, path)
    say(ack="exported", path=str(path))


def _destroy(services: Services, arguments: Arguments, say: Say) -> None:
    session = arguments["made"]["signed"]
    if services.records.session(session).audio_destroyed_at is None:
        services.deletion.destroy_recording(session)
    say(ack="destroyed", session=session)


def _delete(services: Services, arguments: Arguments, say: Say) -> None:
    session = arguments["made"]["drafted"]
    if session in [each.id for each in services.records.sessions()]:
        services.deletion.delete_session(session)
    say(ack="deleted", id=session)


def _passphrase(services: Services, arguments: Arguments, say: Say) -> None:
    try:
        services.vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
    except UnlockFailed:  # it was changed before, and only what came after it failed
        services.vault.change_passphrase(NEW_PASSPHRASE, NEW_PASSPHRASE)
    say(ack="passphrase", value=NEW_PASSPHRASE)


def _backup(services: Services, arguments: Arguments, say: Say) -> None:
    folder = Path(arguments["home"]) / "backups"
    folder.mkdir(exist_ok=True)
    path = services.backup.make(folder, sound=True)
    say(ack="backup", path=str(path))


def _close(services: Services, arguments: Arguments, say: Say) -> None:
    services.close()


STAGES: dict[str, Stage] = {
    "create": _create,
    "open": _open,
    "client": _client,
    "session": _session,
    "record": _record,
    "transcribe": _transcribe,
    "draft": _draft,
    "sign": _sign,
    "export": _export,
    "destroy": _destroy,
    "delete": _delete,
    "passphrase": _passphrase,
    "backup": _backup,
    "close": _close,
}
_BEGUN = {"passphrase": "passphrase", "destroy": "destroy", "delete": "delete"}


def try_stage(services: Services, name: str, arguments: Arguments, say: Say) -> bool:
    """Do an act; True where it was done. An error of ours is said, any other goes through."""
    try:
        STAGES[name](services, arguments, say)
    except SottoError as error:
        say(told=error.code, of=name, detail=error.detail)
        return False
    return True


def main_job(arguments: Arguments, say: Say) -> None:
    """Act: one part of the main job with the shim armed as `fault` says; then again, once there is room.

    With the mode "full" the same process tries again; with "full-on" the vault is closed on the full disk.
    """
    name, fault = arguments["stage"], dict(arguments["fault"])
    services = world.services_at(arguments["home"])
    if name not in ("create", "open"):
        _open(services, arguments, say)
    if arguments.get("ballast"):
        Ballast(services.vault.folder).ensure()
    if name == "close":
        world.Practice(services, say, Path()).client("F-2")
    made = arguments["made"]
    about = {"passphrase": {"value": NEW_PASSPHRASE}, "destroy": {"session": made["signed"]}}
    say(begin=_BEGUN.get(name, name), **about.get(name, {"id": made["drafted"]}))
    arm(**fault)
    done = try_stage(services, name, arguments, say)
    say(done=done)
    if fault["FAULT_MODE"] == "full-on":
        try:
            services.close()
        except SottoError as error:
            say(told=error.code, of="close")
        return
    arm(FAULT_MODE="off")
    if not done:
        say(again=name, did=try_stage(services, name, arguments, say))
    services.close()


def create_again(arguments: Arguments, say: Say) -> None:
    """Act: make the vault where making it failed, and look at it."""
    services = world.services_at(arguments["home"])
    services.vault.create(PASSPHRASE)
    if problems := services.vault.verify():
        raise AssertionError(problems)
    services.close()
