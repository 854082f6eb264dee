"""The command line's words."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

EPILOG = """\
exit codes: 0 done; 1 it could not be done (the message says why); 2 the command was not understood;
3 'verify', 'salvage', 'backup-check' or 'check-note --strict' found something; 130 interrupted.

passphrases come from a prompt, from --passphrase-fd N, or from the variable SOTTO_PASSPHRASE, never
from an argument, where other programs could read them.
"""
TRANSCRIPT = """\
T.json   {"turns": [{"speaker": "therapist", "start": 0.0, "end": 1.2, "text": "…"}, …]}
         speakers called "therapist" and "client" have these roles; where none has, the roles are worked out
         from what is said. start and end are seconds and may be missing.
"""
NOTE = """\
         or, for check-note, plain text: a line "Client: …" or "[12:34] Client: …" for each turn
N        {"template": "soap", "sections": {"subjective": "…", "plan": "…"}}
         or {"sentences": [{"id": "a1", "section": "plan", "text": "…"}, …]}
         or plain text, as it is pasted from another program: sentences, bullets, and titles such as "Plan:".
         "-" reads it from standard input. A file that begins as JSON does, or is called .json, is read as JSON.

the answer, sentence by sentence in the order of the note: found or not found in the session, the score from 0
(unsupported) to 1, the reasons, and the words that support it with their turn (counted from 0) and time.
With --json OUT: {"sentences": [{"id", "section", "text", "verdict", "score", "marked", "reasons", "evidence"}, …]};
verdict is "supported" or "unsupported", marked is true for the latter, evidence is a list of {"turn", "start",
"end", "quote"}. Sentences of "sections" and of plain text get ids like plan-1.
With --jsonl IN, each line is {"transcript": T, "note": N}, both as JSON, and the answer is a list in the order of
the lines.

A second reader, and a note model that is large enough, vote where they are installed ('app models list'); a vote
that fails is told of, and the rules' answer stands.

exit codes: 0 checked, whatever was found; 1 a file cannot be read or makes no sense; 3 with --strict, at least one
sentence was not found.
"""

FORMATS = """\

formats  of a session: birp, couple_family, crisis, dap, girp, group, intake, narrative, pie, soap
         plans and summaries: discharge, handoff, treatment_plan; for the client: client_summary
         A format of a session takes up the fields of a modality: dap+cbt, soap+dbt, … with act, cbt, dbt, emdr, mi or
         psychodynamic. FILE.yaml is a format of your own, as the window gives it out.
"""
MODELS = """\
exit codes: 0 done; 1 it could not be done (the message says why); 2 the command was not understood;
3 verify: a model is changed or not whole; import: one that was asked for, or begun, is not there whole;
130 interrupted (what was fetched is kept, and the same command goes on).

Nothing is ever asked. How far it is goes to standard error. A mirror is set in the window; a proxy is taken from the
system, or from HTTPS_PROXY.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    parser = argparse.ArgumentParser(
        prog="app",
        description="Sotto: a scribe for psychotherapists that never leaves the laptop. "
        "Without a command the window opens.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Sotto {__version__}")
    # What a lock tells the process that takes the place of the one that held the key; see app/restart.py.
    parser.add_argument("--locked", help=argparse.SUPPRESS)
    parser.add_argument("--geometry", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="command")
    _demo(commands)
    _process(commands)
    _draft(commands)
    _check_note(commands)
    _verify(commands)
    _salvage(commands)
    _models(commands)
    _backup(commands)
    _restore(commands)
    _backup_check(commands)
    _leaving(commands)
    return parser


def _command(commands: Commands, name: str, text: str, epilog: str = "") -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=text, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    return parser


def _demo(commands: Commands) -> None:
    demo = _command(commands, "demo", "Run the demo session through everything, in a fresh vault.")
    demo.add_argument("--out", type=Path, default=Path("demo-out"), help="where the results go (default: demo-out)")
    demo.add_argument(
        "--no-window", action="store_true", help="take pictures of the pages instead of opening the window"
    )


def _process(commands: Commands) -> None:
    process = _command(
        commands,
        "process",
        "Take a sound file into a vault, transcribe it and draft its note. "
        "Whoever runs this confirms that everyone recorded has agreed.",
    )
    process.add_argument("file", type=Path, help="WAV, FLAC, MP3, M4A or OGG")
    _vault(process, "the vault's folder; made if there is none yet")
    process.add_argument("--client", default="CLI", metavar="CODE", help="the client's code (default: CLI)")
    process.add_argument(
        "--speakers", type=int, default=2, metavar="N", help="people who speak, you included (default: 2)"
    )
    process.add_argument(
        "--template", default="dap", metavar="ID", help="the note format, such as dap or soap+cbt (default: dap)"
    )
    process.add_argument(
        "--json", required=True, metavar="OUT", help="where transcript and note go as JSON ('-': the screen)"
    )


def _draft(commands: Commands) -> None:
    draft = _command(commands, "draft", "Draft a note from a transcript. Needs no vault.", TRANSCRIPT + FORMATS)
    draft.add_argument("--transcript", type=Path, required=True, metavar="T.json")
    draft.add_argument("--template", default="dap", metavar="ID", help="the note format, see below (default: dap)")
    draft.add_argument("--without-model", action="store_true", help="quotations only, no note model")
    draft.add_argument("--json", required=True, metavar="OUT", help="where the note goes ('-': the screen)")


def _check_note(commands: Commands) -> None:
    check = _command(
        commands, "check-note", "Look for the evidence of each sentence of a note in a transcript.", TRANSCRIPT + NOTE
    )
    check.add_argument("--transcript", type=Path, metavar="T", help="what was said, JSON or plain text")
    check.add_argument("--note", type=Path, metavar="N", help="what was written, JSON or plain text")
    check.add_argument(
        "--jsonl", type=Path, metavar="IN", help="many pairs, one a line, instead of --transcript and --note"
    )
    check.add_argument("--json", metavar="OUT", help="the answer as JSON, to a file ('-': the screen)")
    check.add_argument("--without-model", action="store_true", help="by words and rules alone: no model is loaded")
    check.add_argument("--strict", action="store_true", help="exit with 3 where a sentence was not found")


def _verify(commands: Commands) -> None:
    verify = _command(commands, "verify", "Read a whole vault and say whether everything is as it was written.")
    _vault(verify, "the vault's folder")
    verify.add_argument(
        "--head", default="", metavar="TEXT", help="where the audit trail stood, as it is printed on a signed note"
    )
    verify.add_argument(
        "--accept", action="store_true", help="take note of what is found, so that it is not told of again"
    )


def _salvage(commands: Commands) -> None:
    salvage = _command(
        commands,
        "salvage",
        "Copy what can still be read of a damaged vault into a new one. The damaged one is only read. "
        "The passphrase or the recovery code opens it.",
    )
    _vault(salvage, "the damaged vault's folder")
    salvage.add_argument("--into", type=Path, required=True, metavar="DIR", help="the folder for the new vault")


def _models(commands: Commands) -> None:
    models = _command(commands, "models", "The models that Sotto can use.", MODELS)
    actions = models.add_subparsers(dest="action", metavar="action", required=True)
    listed = _action(actions, "list", "what there is, what is installed, what is in use")
    listed.add_argument("--json", action="store_true", help="as JSON")
    install = _action(
        actions,
        "install",
        "fetch models from the hub they are published on. Nothing is sent but the names of the files. "
        "What broke off is gone on with.",
    )
    install.add_argument("ids", nargs="*", metavar="ID", help="as in 'app models list'")
    install.add_argument(
        "--recommended", action="store_true", help="those that suit this computer, and use them from now on"
    )
    bring = _action(actions, "import", "install models from a folder, a stick or a pack file, without any network")
    bring.add_argument("source", type=Path, help="where they lie; checksums decide, names do not matter")
    bring.add_argument("--only", nargs="+", metavar="ID", help="these alone; else all that are whole there")
    bring.add_argument("--look", action="store_true", help="only say what is there")
    export = _action(actions, "export", "put installed models into one pack file, for the next computer")
    export.add_argument("ids", nargs="*", metavar="ID", help="without one, all that do not ship with Sotto")
    export.add_argument("--to", type=Path, required=True, metavar="FILE", help="the pack (.sottopack), or a folder")
    remove = _action(actions, "remove", "take installed models away")
    remove.add_argument("ids", nargs="+", metavar="ID")
    verify = _action(actions, "verify", "read every byte of installed models and compare it with what was tested")
    verify.add_argument("ids", nargs="*", metavar="ID", help="without one, all that are installed")
    probe = _action(actions, "probe", "what this computer is made of, and which models suit it")
    probe.add_argument("--measure", action="store_true", help="try the models in use first, about half a minute")
    probe.add_argument("--json", action="store_true", help="as JSON")


def _action(actions: Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    return parser


def _backup(commands: Commands) -> None:
    backup = _command(commands, "backup", "Copy a vault into one encrypted file, which opens with the same passphrase.")
    _vault(backup, "the vault's folder")
    backup.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the backup goes")
    backup.add_argument("--audio", action="store_true", help="recordings too; without this they are left out")


def _restore(commands: Commands) -> None:
    restore = _command(
        commands,
        "restore",
        "Put a vault back from a backup, into a folder where there is none. "
        "The passphrase is the one that the vault had when the backup was made.",
    )
    restore.add_argument("file", type=Path, help="a backup (.sottobackup)")
    _vault(restore, "the folder for the vault; a vault that is there is never overwritten")
    restore.add_argument(
        "--code", action="store_true", help="what is typed is the recovery code instead of the passphrase"
    )
    restore.add_argument("--partly", action="store_true", help="leave out recordings that are damaged")


def _backup_check(commands: Commands) -> None:
    check = _command(
        commands, "backup-check", "Open a backup, read all of it and compare it with what was there when it was made."
    )
    check.add_argument("file", type=Path, help="a backup (.sottobackup)")
    _vault(check, "the folder of the vault that it was made from")


def _leaving(commands: Commands) -> None:
    export = _command(
        commands,
        "export-all",
        "Write everything in a vault into a folder, in documented, open formats. Nothing in that folder is encrypted.",
    )
    _vault(export, "the vault's folder")
    export.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a new folder is made within this one")
    export.add_argument(
        "--even-if-synced", action="store_true", help="write there even if what lies there leaves this computer"
    )
    bring = _command(
        commands, "import-all", "Bring what 'export-all' wrote into an empty vault: the same records, new keys."
    )
    bring.add_argument("folder", type=Path, help="the folder of the export, which holds manifest.json")
    _vault(bring, "the folder of the empty vault; made if there is none yet")


def _vault(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--vault", type=Path, required=True, metavar="DIR", help=text)
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from this file descriptor")
    parser.add_argument(
        "--accept-folder", action="store_true", help="use the folder even if it is synchronised or on a network"
    )
