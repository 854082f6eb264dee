"""What each command does."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from app.cli.note_files import read_transcript
from app.cli.terminal import check_writable, progress_bars, read_json, read_passphrase, write_json
from app.domain.errors import InputInvalid, SottoError, SoundFileDamaged, VaultMissing
from app.domain.note import NoteTemplate
from app.domain.progress import Progress, Report, Stage
from app.domain.session import RecordingState, Session, SessionType
from app.notes.draft import Drafter
from app.notes.templates import TemplateLibrary, load_template
from app.services.container import Services, build_services
from app.services.paths import RESOURCES, Places
from app.services.records import MOST_SPEAKERS
from app.services.sound_file import check_sound

FOUND_PROBLEMS = 3
POLL_SECONDS = 0.1
CONSENT = "Confirmed by whoever ran 'app process': everyone recorded has agreed."


def process(arguments: argparse.Namespace) -> int:
    """`app process FILE --vault DIR`. What can be wrong is looked at before anything is made."""
    services = build_services(places(arguments.vault))
    try:
        services.notes.template(arguments.template)
        if not 1 <= arguments.speakers <= MOST_SPEAKERS:
            raise InputInvalid(f"--speakers must be between 1 and {MOST_SPEAKERS}.")
        check_sound(arguments.file)
        check_writable(arguments.json)
        enter(services, arguments, create=True)
        _settle_earlier(services)
        session = _session(services, arguments)
        with progress_bars() as report:
            damaged = _take_in_what_is_whole(services, session.id, arguments.file, report)
            transcript = services.work.process(session.id, report)
            note = services.work.draft(session.id, arguments.template, report)
        if damaged is not None:
            print(describe(damaged), file=sys.stderr)
        write_json(arguments.json, {"session": session.id, "transcript": transcript.to_dict(), "note": note.to_dict()})
    finally:
        services.close()
    return 0


def _session(services: Services, arguments: argparse.Namespace) -> Session:
    client = next((c for c in services.records.clients() if c.code == arguments.client), None)
    client = client or services.records.add_client(arguments.client)
    kinds = {1: SessionType.INDIVIDUAL, 2: SessionType.INDIVIDUAL, 3: SessionType.COUPLE, 4: SessionType.FAMILY}
    kind = kinds.get(arguments.speakers, SessionType.GROUP)
    session = services.records.new_session(client.id, kind, arguments.speakers, arguments.template)
    services.records.give_consent(session.id, CONSENT)
    return session


def _settle_earlier(services: Services) -> None:
    """A command that was interrupted may have left its recorder: close what it has, so that a new one can begin."""
    services.recording.recover()
    if services.recording.active is not None:
        try:
            services.recording.stop()
        except SottoError as error:
            print(describe(error), file=sys.stderr)


def _take_in_what_is_whole(services: Services, session_id: str, file: Path, report: Report) -> SoundFileDamaged | None:
    """As `take_in`; a file that is damaged in the middle gives what stands before, and the error to tell."""
    try:
        take_in(services, session_id, file, report)
    except SoundFileDamaged as error:
        return error
    return None


def take_in(services: Services, session_id: str, file: Path, report: Report, speed: float = 0.0) -> Session:
    """Feed a sound file to the recorder and wait until it has stored all of it."""
    services.recording.import_file(session_id, file, speed)
    try:
        while True:
            status = services.recording.status()
            report(Progress(Stage.CAPTURE, status.captured, status.total or max(status.captured, 1.0)))
            if status.state in (RecordingState.STOPPED, RecordingState.FAILED):
                break
            time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        services.recording.stop()  # the recorder is a process of its own and would go on
        raise
    return services.recording.stop()


def draft(arguments: argparse.Namespace) -> int:
    """`app draft --transcript T.json`."""
    transcript = read_transcript(read_json(arguments.transcript, "transcript"))
    services = build_services(Places.usual())
    try:
        template = _template(services, arguments.template)
        if arguments.without_model:
            library, checker = TemplateLibrary(RESOURCES / "templates"), services.tools.checker()
            drafter = Drafter(library, checker, None, manner=services.writing.manner())
        else:
            drafter = services.tools.drafter(manner=services.writing.manner())
        with progress_bars() as report:
            note = drafter.draft(transcript, template, "", report)
        write_json(arguments.json, note.to_dict())
    finally:
        services.close()
    return 0


def _template(services: Services, wanted: str) -> NoteTemplate:
    """The format of a file, or the one of that id. Raises TemplateInvalid before any model is loaded."""
    if wanted.lower().endswith((".yaml", ".yml")):
        return load_template(Path(wanted))
    return services.notes.template(wanted)


def places(vault: Path) -> Places:
    """The usual places, with this vault."""
    usual = Places.usual()
    return Places(vault, usual.models, usual.preferences)


def enter(services: Services, arguments: argparse.Namespace, *, create: bool) -> str:
    """Open the vault, or make one; answers with the passphrase.

    Raises SyncedFolder or NetworkFolder before the passphrase is asked for.
    """
    exists = services.vault.exists()
    if not exists and not create:
        raise VaultMissing
    if arguments.accept_folder:
        services.vault.accept_folder()
    problem = services.vault.folder_problem()
    if problem is not None:
        print("(--accept-folder uses it all the same.)", file=sys.stderr)
        raise problem
    passphrase = read_passphrase(arguments.passphrase_fd, new=not exists)
    if exists:
        services.vault.unlock(passphrase)
        return passphrase
    code = services.vault.create(passphrase)
    print(f"A new vault was made. Its recovery code, shown only now: {code}", file=sys.stderr)
    services.vault.recovery_stored()
    return passphrase


def describe(error: SottoError) -> str:
    """An error for a terminal."""
    return "\n".join(part for part in (error.happened, error.lost, error.next_step) if part)
