"""One model, one hub on this computer, one folder: what the tests of downloads begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.errors import SottoError
from app.network import Gate
from app.services.catalogue import ModelEntry
from app.services.installing.fetching import Fetching
from app.services.installing.progress import Halt, InstallProgress
from app.services.installing.staging import Staging
from tests.hub import Hub
from tests.unit.services.installing.small_models import CONTENTS, content_of, small_entry

SOON = (0.01, 0.02, 0.02)
"""Seconds between tries."""


@dataclass
class Try:
    """One model, one hub, one folder; `reports` of all downloads so far."""

    hub: Hub
    folder: Path
    entry: ModelEntry = field(default_factory=small_entry)
    gate: Gate = field(default_factory=Gate)
    reports: list[InstallProgress] = field(default_factory=list)
    halt: Halt = field(default_factory=Halt)
    base: str = ""

    def path(self, number: int = 0) -> str:
        """What the hub calls a file."""
        return self.entry.url_path(self.entry.files[number])

    def run(self) -> None:
        """Download it."""
        with Staging(self.entry, self.folder) as staging:
            Fetching(
                self.entry, staging, self.base or self.hub.url, self.gate, plain_to_localhost=True, waits=SOON
            ).run(self.reports.append, self.halt)

    def fails(self, kind: type[SottoError]) -> SottoError:
        """Download it, which fails; nothing is in place then."""
        with pytest.raises(kind) as caught:
            self.run()
        assert not (self.folder / "small").exists() and not self.gate.is_open
        return caught.value

    @property
    def is_there(self) -> bool:
        """Whether it lies in place, byte for byte."""
        target = self.folder / "small"
        return target.exists() and all(content_of(target, name) == content for name, content in CONTENTS.items())
