"""`app demo`: the demo session through the same services as a recording."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import textwrap
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.cli.commands import take_in
from app.cli.measure import Measure
from app.cli.terminal import has_display, progress_bars, write_json
from app.domain.errors import FolderNotWritable
from app.domain.note import Note, NoteTemplate
from app.domain.session import SessionType
from app.domain.transcript import Transcript
from app.notes.render import clock
from app.services.container import Services, build_services
from app.services.export.service import Format
from app.services.paths import DEMO_SOUND, RESOURCES, Places

TEMPLATE = "dap"
WIDTH = 100


class Windowing(Protocol):
    """What the demo asks of the window; handed in by the composition root."""

    def open(self, services: Services, session_id: str, home: Path) -> int:
        """Show the window on a session until it is closed; `home` is the folder that everything of it lies in."""
        ...

    def pictures(self, services: Services, session_id: str, folder: Path) -> list[Path]:
        """Render the pages into PNG files, without a display."""
        ...


def demo(arguments: argparse.Namespace, windowing: Windowing) -> int:
    """Run everything, print transcript and note, leave the results in a folder."""
    out: Path = arguments.out
    home = out / f"sotto-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    try:
        home.mkdir(parents=True)
    except OSError as error:
        raise FolderNotWritable(str(out)) from error
    passphrase = f"demo {secrets.token_hex(8)}"
    services, measure = build_services(Places.below(home)), Measure()
    print(f"A fresh vault for the demo: {home / 'vault'}")
    try:
        with measure.stage("vault"):
            services.vault.create(passphrase)
        session_id, transcript, note = _run(services, measure)
        template = services.notes.template(TEMPLATE)
        _print_transcript(transcript)
        _print_note(note, template, transcript)
        _write_results(services, session_id, out, transcript, note, measure)
        return _show(services, session_id, out, home, passphrase, arguments.no_window, windowing)
    finally:
        services.close()


def _run(services: Services, measure: Measure) -> tuple[str, Transcript, Note]:
    records = services.records
    client = records.add_client("DEMO", "")
    session = records.new_session(client.id, SessionType.INDIVIDUAL, 2, TEMPLATE)
    records.give_consent(session.id, (RESOURCES / "consent" / "recording.txt").read_text(encoding="utf-8").strip())
    with progress_bars() as report:
        with measure.stage("capture"):
            take_in(services, session.id, DEMO_SOUND, report)
        with measure.stage("transcribe and speakers"):
            transcript = services.work.process(session.id, report)
        with measure.stage("draft and check"):
            note = services.work.draft(session.id, TEMPLATE, report)
    return session.id, transcript, note


def _print_transcript(transcript: Transcript) -> None:
    print(f"\nTranscript ({len(transcript.turns)} turns)\n")
    for turn in transcript.turns:
        head = f"{clock(turn.start):>6}  {transcript.name_of(turn.speaker):10} "
        print(textwrap.fill(turn.text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head)))


def _print_note(note: Note, template: NoteTemplate, transcript: Transcript) -> None:
    print(f"\nDraft note ({template.title})")
    for section in template.sections:
        print(f"\n  {section.title}")
        for sentence in note.in_section(section.id):
            mark = "   <- not found in the session" if sentence.needs_review else ""
            print(textwrap.fill(sentence.text + mark, WIDTH, initial_indent="   - ", subsequent_indent="     "))
            for evidence in sentence.evidence:
                who = transcript.name_of(transcript.turns[evidence.turn].speaker)
                print(f"       {clock(evidence.start)} {who}: “{evidence.quote}”")


def _write_results(
    services: Services, session_id: str, out: Path, transcript: Transcript, note: Note, measure: Measure
) -> None:
    write_json(str(out / "transcript.json"), transcript.to_dict())
    write_json(str(out / "note.json"), note.to_dict())
    services.exports.export(session_id, Format.PDF, out / "note.pdf")
    total = round(sum(float(row["seconds"]) for row in measure.rows), 2)
    (out / "timing.json").write_text(
        json.dumps({"stages": measure.rows, "total_seconds": total}, indent=1) + "\n", encoding="utf-8"
    )
    print()
    for row in measure.rows:
        print(f"  {row['stage']:26} {row['seconds']:>7} s   {row['peak_memory_mb']:>7} MB at most")


def _show(
    services: Services,
    session_id: str,
    out: Path,
    home: Path,
    passphrase: str,
    no_window: bool,
    windowing: Windowing,
) -> int:
    window = not no_window and has_display()
    pictures: list[Path] = [] if window else windowing.pictures(services, session_id, out)
    print(f"\nEverything is in {out.resolve()}:")
    print("  transcript.json, note.json, note.pdf, timing.json")
    if pictures:
        print(f"  {len(pictures)} pictures of the window's pages: {', '.join(path.name for path in pictures)}")
    print(f"  the vault: {home.resolve() / 'vault'}\n  its passphrase: {passphrase}")
    print(f"  open it again: SOTTO_HOME={home} make run")
    sys.stdout.flush()
    return windowing.open(services, session_id, home) if window else 0
