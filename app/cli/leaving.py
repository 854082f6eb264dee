"""Commands that take everything out of a vault, and bring it into an empty one."""

from __future__ import annotations

import argparse
import sys

from app.cli.commands import FOUND_PROBLEMS, enter, places
from app.domain.errors import ExportFolderMissing, ExportFolderSynced
from app.services.container import build_services
from app.services.leaving.service import Left

NOT_ENCRYPTED = "Nothing in this folder is encrypted: keep it as you would keep paper records."


def export_all(arguments: argparse.Namespace) -> int:
    """`app export-all --vault DIR --to FOLDER`."""
    if not arguments.to.is_dir():
        raise ExportFolderMissing
    services = build_services(places(arguments.vault))
    try:
        enter(services, arguments, create=False)
        left = services.leaving.export_all(arguments.to, even_if_synced=arguments.even_if_synced)
    except ExportFolderSynced:
        print("(--even-if-synced writes there all the same.)", file=sys.stderr)
        raise
    finally:
        services.close()
    print(left.folder)
    print(
        f"{_counted(left)} {NOT_ENCRYPTED}",
        file=sys.stderr,
    )
    for name in left.left_out:
        print(f"Could not be read, and is left out: {name}", file=sys.stderr)
    return FOUND_PROBLEMS if left.left_out else 0


def import_all(arguments: argparse.Namespace) -> int:
    """`app import-all FOLDER --vault DIR`; the vault is made if there is none yet."""
    services = build_services(places(arguments.vault))
    try:
        services.leaving.look(arguments.folder)  # before a vault is made for it
        enter(services, arguments, create=True)
        left = services.leaving.import_all(arguments.folder)
    finally:
        services.close()
    print(_counted(left))
    return 0


def _counted(left: Left) -> str:
    return f"Clients: {left.clients}, sessions: {left.sessions}, notes: {left.notes}, recordings: {left.recordings}."
