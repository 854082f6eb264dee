"""Where things lie: what ships with the program, and what it keeps."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from app.services.preferences import Preferences

PROGRAM = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent.parent))
"""The folder that holds `models/` and `resources/`; inside the package once it is frozen."""
RESOURCES = PROGRAM / "resources"
CATALOGUE = PROGRAM / "models" / "catalogue.toml"
DEMO_SOUND = RESOURCES / "demo" / "demo_session.flac"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one clinician: the vault, installed models, and the settings file."""

    vault: Path
    models: Path
    preferences: Path

    @classmethod
    def usual(cls) -> Places:
        """The system's own places, `SOTTO_HOME` puts all three into one folder; a vault that was moved is followed."""
        home = os.environ.get("SOTTO_HOME")
        if home:
            return cls.below(Path(home))._with_chosen_vault()
        data = Path(platformdirs.user_data_dir("Sotto", appauthor=False))
        config = Path(platformdirs.user_config_dir("Sotto", appauthor=False))
        return cls(data / "vault", data / "models", config / "settings.toml")._with_chosen_vault()

    def _with_chosen_vault(self) -> Places:
        chosen = Preferences(self.preferences).get("vault_folder")
        return replace(self, vault=Path(chosen)) if chosen else self

    @classmethod
    def below(cls, folder: Path) -> Places:
        """Everything in one folder, for the demo and for tests."""
        return cls(folder / "vault", folder / "models", folder / "settings.toml")


def package_folder(name: str) -> Path | None:
    """Where an installed Python package lies, without importing it; None if it is not there."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))
