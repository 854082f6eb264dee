"""What each command does."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from app.cli.terminal import check_writable, progress_bars, read_json, read_passphrase, write_json
from app.domain.errors import InputInvalid, SottoError, SoundFileDamaged, VaultMissing
from app.domain.note import CheckResult
from app.domain.progress import Progress, Report, Stage
from app.domain.session import RecordingState, Session, SessionType
from app.domain.transcript import Role, Transcript, clean_text, transcript_from_dict
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.roles import with_roles
from app.notes.templates import TemplateLibrary
from app.notes.text import sentences
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
        if arguments.without_model:
            drafter = Drafter(TemplateLibrary(RESOURCES / "templates"), services.tools.checker(), None)
        else:
            drafter = services.tools.drafter()
        with progress_bars() as report:
            note = drafter.draft(transcript, arguments.template, "", report)
        write_json(arguments.json, note.to_dict())
    finally:
        services.close()
    return 0


def check_note(arguments: argparse.Namespace) -> int:
    """`app check-note`."""
    pairs = list(_pairs(arguments))
    services = build_services(Places.usual())
    try:
        checker = services.tools.checker()
        answers = [_answer(checker, read_transcript(transcript), note) for transcript, note in pairs]
    finally:
        services.close()
    write_json(arguments.json, answers if arguments.jsonl else answers[0])
    return 0


def _pairs(arguments: argparse.Namespace) -> list[tuple[Any, list[dict[str, Any]]]]:
    if arguments.jsonl is None:
        if arguments.transcript is None or arguments.note is None:
            raise InputInvalid("check-note needs --transcript and --note, or --jsonl.")
        return [(read_json(arguments.transcript, "transcript"), note_sentences(read_json(arguments.note, "note")))]
    if arguments.transcript is not None or arguments.note is not None:
        raise InputInvalid("check-note takes --jsonl, or --transcript and --note, not both.")
    try:
        # Not splitlines: a text may hold U+2028 and its like.
        lines = arguments.jsonl.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputInvalid("The file of pairs is not there, or not a text in UTF-8.") from error
    pairs: list[tuple[Any, list[dict[str, Any]]]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            pairs.append(_pair(number, line))
    return pairs


def _pair(number: int, line: str) -> tuple[Any, list[dict[str, Any]]]:
    try:
        pair = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputInvalid(f"Line {number} of the file of pairs is not JSON.") from error
    if not isinstance(pair, dict) or "transcript" not in pair or "note" not in pair:
        raise InputInvalid(f'Line {number} of the file of pairs needs "transcript" and "note".')
    try:
        read_transcript(pair["transcript"])
        return pair["transcript"], note_sentences(pair["note"])
    except InputInvalid as error:
        raise InputInvalid(f"Line {number} of the file of pairs: {error.detail}") from error


def read_transcript(data: object) -> Transcript:
    """A transcript in the exchange format; roles are worked out where none is given. Raises InputInvalid."""
    transcript = transcript_from_dict(data)
    named = any(speaker.role is not Role.UNKNOWN for speaker in transcript.speakers)
    return transcript if named else with_roles(transcript)


def note_sentences(data: object) -> list[dict[str, Any]]:
    """The sentences of a note in the exchange format, each with id, section and text. Raises InputInvalid."""
    if isinstance(data, dict) and isinstance(data.get("sentences"), list):
        found = [_given(number, item) for number, item in enumerate(data["sentences"])]
        if len({item["id"] for item in found}) != len(found):
            raise InputInvalid("Two sentences of the note have the same id.")
        return found
    if not isinstance(data, dict) or not isinstance(data.get("sections"), dict):
        raise InputInvalid('The note must be a JSON object with "sections" or "sentences".')
    split: list[dict[str, Any]] = []
    for section, text in data["sections"].items():
        if not isinstance(text, str):
            raise InputInvalid("Each section of the note must be a text.")
        for number, sentence in enumerate(sentences(clean_text(text)), 1):
            split.append({"id": f"{section}-{number}", "section": str(section), "text": sentence})
    return split


def _given(number: int, item: object) -> dict[str, Any]:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise InputInvalid(f'Sentence {number} of the note needs a "text".')
    identifier, section = item.get("id"), item.get("section")
    if identifier is None:
        identifier = str(number)
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise InputInvalid(f'Sentence {number} of the note: "id" must be a text or a whole number.')
    if section is not None and not isinstance(section, str):
        raise InputInvalid(f'Sentence {number} of the note: "section" must be a text.')
    return {"id": identifier, "section": section or "", "text": clean_text(item["text"])}


def _answer(checker: Checker, transcript: Transcript, note: list[dict[str, Any]]) -> dict[str, Any]:
    results = checker.check_all([item["text"] for item in note], checker.prepare(transcript))
    return {"sentences": [{**item, **_result(result)} for item, result in zip(note, results, strict=True)]}


def _result(result: CheckResult) -> dict[str, Any]:
    return {
        "score": round(result.score, 4),
        "marked": result.verdict.value == "unsupported",
        "reasons": list(result.reasons),
        "evidence": [{"turn": e.turn, "start": e.start, "end": e.end, "quote": e.quote} for e in result.evidence],
    }


def models(_: argparse.Namespace) -> int:
    """`app models list`."""
    services = build_services(Places.usual())
    in_use = set(services.models.chosen().values())
    for info in services.models.list():
        state = "in use" if info.id in in_use else "installed" if info.installed else "not installed"
        size = f"{info.size_bytes / 1e6:.0f} MB"
        print(f"{info.task:10} {info.id:22} {size:>8}  {state:14} {info.licence:14} {info.title}. {info.description}")
    return 0


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
