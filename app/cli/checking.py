"""Commands that look whether a vault is as it was written, and get out what is left of a damaged one."""

from __future__ import annotations

import argparse
import sys

from app.cli.commands import FOUND_PROBLEMS, enter, places
from app.cli.terminal import read_passphrase
from app.services.container import build_services


def verify(arguments: argparse.Namespace) -> int:
    """`app verify --vault DIR`."""
    services = build_services(places(arguments.vault))
    try:
        enter(services, arguments, create=False)
        # What a crash left is closed first: only a writer puts a bit right that its log has lost.
        services.recording.recover()
        problems = services.vault.verify(arguments.head)
        head = services.integrity.head()
        if problems and arguments.accept:
            services.integrity.accept()
    finally:
        services.close()
    for problem in problems:
        print(problem)
    print(f"The audit trail stands at {head}.", file=sys.stderr)
    if problems:
        return FOUND_PROBLEMS
    print("Everything in this vault is as it was written.")
    return 0


def salvage(arguments: argparse.Namespace) -> int:
    """`app salvage --vault DIR --into DIR`."""
    services = build_services(places(arguments.vault))
    try:
        secret = read_passphrase(arguments.passphrase_fd, new=False)
        report = services.integrity.salvage(arguments.vault, secret, arguments.into)
    finally:
        services.close()
    for line in report.lines:
        print(line)
    print(f"The rescued vault is in {report.folder}.")
    print("It opens with the same passphrase and recovery code. Keep the damaged one until you have looked.")
    return 0 if report.whole else FOUND_PROBLEMS
