"""The composition root: builds the services and hands them to the window or to a command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app import crash_log, restart
from app.cli.parser import build_parser
from app.cli.terminal import PASSPHRASE_VARIABLE, has_display
from app.domain.errors import FolderNotWritable, LastRunCrashed, NoDisplay, SottoError
from app.services.container import Services, build_services
from app.services.paths import Places

INTERRUPTED = 130


class QtWindowing:
    """The window and its pictures, for the demo; Qt is loaded only when one of them is wanted."""

    def open(self, services: Services, session_id: str, home: Path) -> int:
        """See `app.cli.demo.Windowing.open`. A lock ends this process as it does the usual one."""
        from app.ui.application import run_window  # noqa: PLC0415

        def lock(notice: restart.LockNotice) -> None:
            os.environ["SOTTO_HOME"] = str(home.resolve())  # the next process opens the demo's vault again
            restart.replace_process(notice)

        return run_window(services, open_session=session_id, restart=lock)

    def pictures(self, services: Services, session_id: str, folder: Path) -> list[Path]:
        """See `app.cli.demo.Windowing.pictures`."""
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from app.ui.screenshots import render_pages  # noqa: PLC0415

        return render_pages(services, session_id, folder)


def window(after_lock: restart.LockNotice | None = None) -> int:
    """Open the window on the usual vault. Raises NoDisplay or FolderNotWritable.

    `after_lock` is what the process told that held the key until a lock ended it.
    """
    restart.take_in_children()
    os.environ.pop(PASSPHRASE_VARIABLE, None)  # the window asks for it; no process that it starts may inherit it
    if not has_display() and os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        raise NoDisplay
    from app.ui.application import run_window  # noqa: PLC0415

    places = Places.usual()
    try:
        crashed = crash_log.begin(places.preferences.parent)
    except OSError as error:
        raise FolderNotWritable(str(places.preferences.parent)) from error
    services = build_services(places)
    try:
        return run_window(
            services,
            notice=LastRunCrashed() if crashed else None,
            restart=restart.replace_process,
            after_lock=after_lock,
        )
    finally:
        services.close()


def run_command(parsed: argparse.Namespace) -> int:
    """Run one of the commands; what they need is loaded here, so that the window does not wait for it."""
    from app.cli import check_note, checking, commands, keeping, leaving, models  # noqa: PLC0415
    from app.cli.demo import demo  # noqa: PLC0415

    known: dict[str, Callable[[argparse.Namespace], int]] = {
        "demo": lambda parsed: demo(parsed, QtWindowing()),
        "process": commands.process,
        "draft": commands.draft,
        "check-note": check_note.check_note,
        "verify": checking.verify,
        "salvage": checking.salvage,
        "models": models.models,
        "backup": keeping.backup,
        "restore": keeping.restore_vault,
        "backup-check": keeping.backup_check,
        "export-all": leaving.export_all,
        "import-all": leaving.import_all,
    }
    return known[parsed.command](parsed)


def main(arguments: Sequence[str]) -> int:
    """Run a command, or the window without one; returns the exit code."""
    parsed = build_parser().parse_args(arguments)
    try:
        if parsed.command is None:
            return window(restart.LockNotice.read(parsed.locked, parsed.geometry))
        return run_command(parsed)
    except SottoError as error:
        from app.cli.commands import describe  # noqa: PLC0415

        print(describe(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. Everything stored so far is kept.", file=sys.stderr)
        return INTERRUPTED
