"""Settings that say nothing about any client: a plain TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import tomli_w

from app.domain.errors import ProgramFault
from app.store.files import create_private_folder, write_atomically

FIRST_RUN_STEP = "first_run.step"
DEFAULTS: dict[str, Any] = {
    "vault_folder": "",
    "vault_left": "",  # where a move of the vault has not finished tidying up
    "accepted_folders": [],
    "microphone": "",
    "alarm_sound": True,
    "idle_minutes": 10,
    "theme": "system",
    "contrast": "system",
    "text_size": 0,  # percent; 0: as the system's
    "accent": True,  # the system's accent colour, where it has one
    "language": "en",  # of the window
    FIRST_RUN_STEP: 0,  # where a first run that was left goes on; 0 where none is to
    "hide_from_capture": True,
    "live_text": False,  # the words on the screen while they are said
    "strip": True,  # time, level and buttons in front of other programs while a recording runs
    "window_place": "",  # where the window stood last, see app.ui.place
    "strip_place": "",  # where it was put last, "x,y"
    "notices": True,
    "global_keys": False,
    "work.usual": [],  # how long the stages of the work take on this computer, see app.ui.remaining
    "playback_speed": 1.0,
    "quiet": False,  # only listen while a recording runs; the rest of the work waits for its end
    "workspace.divider": 0,  # the transcript's share of the workspace in thousandths; 0: the usual one
    "template": "dap",
    "writing.length": "usual",
    "writing.tense": "past",
    "writing.term": "client",
    "writing.clinician": "therapist",
    "writing.refused": "quote",
    "writing.voice": True,
    "writing.goals": False,
    "writing.last_note": False,
    "practice_program": "generic",  # into whose fields notes are copied
    "backup.folder": "",
    "backup.every_days": 0,
    "backup.keep": 5,
    "backup.sound": False,
    "network.last": "",
    "network.reason": "",
    "network.hosts": [],  # the computers that were asked then
    "models.queue": [],  # installations that were begun, to be gone on with
    "models.mirror": "",  # the address that stands in for the usual one; "" for none
    "machine.measured": "",  # figures of the models on this computer, see `app.services.machine`
    "model.speech": "",
    "model.speakers": "",
    "model.embedding": "",
    "model.entailment": "",
    "model.note": "",
    "model.tried": [],  # which models ran on which computer: digests, see app.services.self_test
}


class Preferences:
    """The settings file. A file that cannot be read counts as empty; the defaults hold then."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._values = self._read()

    def get(self, name: str) -> Any:
        """The value of a setting, or its default. Raises ProgramFault for a name that is not known."""
        return _value(self._values, name)

    def stored(self, name: str) -> Any:
        """As `get`, and what another window or a command has stored since."""
        return _value(self._read() or self._values, name)

    def set(self, name: str, value: Any) -> None:
        """Change a setting and store all of them. Raises ProgramFault, DiskFull or FolderNotWritable."""
        self.change({name: value})

    def change(self, values: Mapping[str, Any]) -> None:
        """Change several settings at once, all of them or none. Raises as `set`.

        Where the vault lies is one of them: what is stored lasts through a power cut. What another window or a
        command has stored since, under other names, stays in the file; this window goes on with what it knows.
        """
        if not values.keys() <= DEFAULTS.keys():
            raise ProgramFault("a setting has no default")
        with self._lock:
            create_private_folder(self._path.parent)
            stored = {**(self._read() or self._values), **values}
            write_atomically(self._path, tomli_w.dumps(stored).encode())
            self._values = {**self._values, **values}

    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return {}


def _value(values: Mapping[str, Any], name: str) -> Any:
    if name not in DEFAULTS:
        raise ProgramFault("a setting has no default")
    default = DEFAULTS[name]
    value = values.get(name, default)
    return value if type(value) is type(default) else default
