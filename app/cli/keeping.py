"""Commands that make backups, try them out, and put a vault back."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.commands import FOUND_PROBLEMS, enter, places
from app.cli.terminal import read_passphrase
from app.domain.errors import BackupFolderMissing, BackupMissing
from app.services.container import build_services
from app.services.restore import restore


def backup(arguments: argparse.Namespace) -> int:
    """`app backup --vault DIR --to FOLDER`."""
    if not arguments.to.is_dir():
        raise BackupFolderMissing
    services = build_services(places(arguments.vault))
    try:
        enter(services, arguments, create=False)
        path = services.backup.make(arguments.to, sound=arguments.audio)
    finally:
        services.close()
    print(path)
    return 0


def backup_check(arguments: argparse.Namespace) -> int:
    """`app backup-check FILE --vault DIR`."""
    _refuse_missing(arguments.file)
    services = build_services(places(arguments.vault))
    try:
        passphrase = enter(services, arguments, create=False)
        drill = services.backup.drill(arguments.file, passphrase)
    finally:
        services.close()
    for problem in drill.problems:
        print(problem)
    if drill.problems:
        return FOUND_PROBLEMS
    print("This backup is whole: the vault can be put back from it.")
    return 0


def restore_vault(arguments: argparse.Namespace) -> int:
    """`app restore FILE --vault DIR`."""
    _refuse_missing(arguments.file)
    secret = read_passphrase(arguments.passphrase_fd, new=False)
    done = restore(arguments.file, arguments.vault, secret, by_code=arguments.code, partly=arguments.partly)
    print(f"The vault of {done.made_at.astimezone():%Y-%m-%d %H:%M} is back, with {done.recordings} recordings.")
    if done.without_sound:
        print(f"{done.without_sound} recordings were not in the backup, or are damaged there. Their sessions are here.")
    return 0


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        raise BackupMissing
