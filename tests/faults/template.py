"""The practice of `world.py`, made once a run and copied for every try."""

from __future__ import annotations

import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.faults.stand import Stand, StandBroken, work_folder


class Template:
    """Prepared homes: `day(1)` to `day(4)` are locked vaults, `unclosed` is one that was killed.

    `today` is day 3; what is in day 4 and not in day 3 is what the killed one was doing. A context.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sotto-template-", dir=work_folder()))

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def _said(self) -> list[dict[str, Any]]:
        days = self.folder / "days"
        days.mkdir()
        with Stand() as stand:
            stand.home.mkdir()
            outcome = stand.run("build", {"days": str(days), "unclosed": str(self.unclosed_path)})
            if outcome.status:
                raise StandBroken(f"the practice could not be made: {outcome.trace or outcome.status}")
            return outcome.said

    @property
    def unclosed_path(self) -> Path:
        """Where the killed vault's copy lies."""
        return self.folder / "unclosed"

    @property
    def today(self) -> Path:
        """The home as it was locked on the last day."""
        return self.day(3)

    def day(self, number: int) -> Path:
        """The home as it was locked on a day, 1 to 4."""
        assert self._said
        return self.folder / "days" / str(number)

    @property
    def unclosed(self) -> Path:
        """The home of a program that was killed: both logs hold what was committed."""
        assert self._said
        return self.unclosed_path

    @property
    def unclosed_earlier(self) -> Path:
        """The same some commits before."""
        return self.unclosed.with_name(f"{self.unclosed.name}-earlier")

    @property
    def made(self) -> dict[str, str]:
        """The sessions by what became of them: signed, drafted, recorded, planned."""
        return dict(next(line["made"] for line in self._said if "made" in line))

    @property
    def claims(self) -> list[dict[str, Any]]:
        """What was acknowledged until the last day's end."""
        end = next(i for i, line in enumerate(self._said) if "made" in line)
        return [line for line in self._said[:end] if "ack" in line]

    @property
    def unclosed_claims(self) -> list[dict[str, Any]]:
        """What was acknowledged when the killed vault was copied."""
        return [line for line in self._said if "ack" in line]
