"""The words of the Models page: what a model is for, what it takes, how far an installation is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from app.services.installing.offers import Imported
from app.services.installing.progress import InstallProgress, InstallStage
from app.ui import words
from app.ui.errand import Errand, Kind, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.catalogue import Task
    from app.services.models import ModelInfo

ANY = "*"
"""Stands in the catalogue for a model that knows many languages."""


class ModelWords(QObject):
    """Sentences and single words, each through `tr`."""

    def tasks(self) -> list[tuple[Task, str, str]]:
        """Each task with its name, and what it does."""
        return [
            ("speech", self.tr("Speech model"), self.tr("Writes down the words.")),
            ("speakers", self.tr("Speaker model"), self.tr("Works out who spoke.")),
            ("embedding", self.tr("Meaning model"), self.tr("Finds the moments that a sentence speaks of.")),
            (
                "entailment", self.tr("Second reader"),
                self.tr("Optional. Looks once more whether a sentence follows from what was said."),
            ),
            ("note", self.tr("Note model"), self.tr("Drafts the note.")),
        ]  # fmt: skip

    def task(self, task: str) -> str:
        """A task's name."""
        return next(name for each, name, _ in self.tasks() if each == task)

    # ---- what a model is -----------------------------------------------------------------------

    def languages(self, codes: Sequence[str]) -> str:
        """Which languages a model knows; "" for one that has nothing to do with languages."""
        if ANY in codes:
            return self.tr("many languages")
        names = [QLocale.languageToString(QLocale.codeToLanguage(code)) for code in codes]
        if len(names) > 3:
            return self.tr("{n} languages").replace("{n}", str(len(names)))
        return ", ".join(name for name in names if name)

    def speed(self, speed: str) -> str:
        """A speed class; "" where it is of no account."""
        return {"fast": self.tr("fast"), "medium": self.tr("medium speed"), "slow": self.tr("slow")}.get(speed, "")

    def memory(self, model: ModelInfo) -> str:
        """What it takes of the memory while it is in use."""
        return self.tr("{size} of memory").replace("{size}", words.size_words(model.memory_mb * 1_000_000))

    def size(self, model: ModelInfo) -> str:
        """What it takes on the disk."""
        return self.tr("{size} on the disk").replace("{size}", words.size_words(model.size_bytes))

    def facts(self, model: ModelInfo) -> str:
        """Size, memory, speed, languages and licence, in one line."""
        parts = (
            self.size(model),
            self.memory(model),
            self.speed(model.speed),
            self.languages(model.languages),
            model.licence,
        )
        return " · ".join(part for part in parts if part)

    # ---- what is being done --------------------------------------------------------------------

    def doing(self, errand: Errand, titles: dict[str, str]) -> str:
        """What an errand is, in a few words."""
        named = [titles.get(each, each) for each in errand.ids]
        what = ", ".join(named) if len(named) < 3 else self.tr("{n} models").replace("{n}", str(len(named)))
        place = errand.path.name if errand.path is not None else ""
        text = {
            Kind.DOWNLOAD: self.tr("Fetching {what}"),
            Kind.IMPORT: self.tr("Installing from {place}"),
            Kind.EXPORT: self.tr("Writing the pack {place}"),
            Kind.CHECK: self.tr("Checking every part of {what}"),
            Kind.TEST: self.tr("Trying {what} on this computer"),
            Kind.MEASURE: self.tr("Measuring how fast this computer is"),
        }[errand.kind]
        return text.replace("{what}", what).replace("{place}", place)

    def done(self, errand: Errand, titles: dict[str, str]) -> str:
        """What came of an errand that went well."""
        if isinstance(errand.result, Imported):
            return self._imported(errand.result, titles)
        named = ", ".join(titles.get(each, each) for each in errand.ids)
        text = {
            Kind.DOWNLOAD: self.tr("{what} is installed."),
            Kind.EXPORT: self.tr("The pack {place} is written and was checked."),
            Kind.CHECK: self.tr("{what}: every part is as it was tested."),
            Kind.TEST: self.tr("{what} runs on this computer."),
            Kind.MEASURE: self.tr("Measured. The recommendation rests on it now."),
        }.get(errand.kind, self.tr("Done."))
        return text.replace("{what}", named).replace("{place}", errand.path.name if errand.path else "")

    def _imported(self, taken: Imported, titles: dict[str, str]) -> str:
        parts = []
        for ids, text in (
            (taken.installed, self.tr("Installed: {what}.")),
            (taken.already, self.tr("Was there already: {what}.")),
            (taken.incomplete, self.tr("Not installed, since parts are missing: {what}.")),
        ):
            if ids:
                parts.append(text.replace("{what}", ", ".join(titles.get(each, each) for each in ids)))
        return " ".join(parts) or self.tr("Nothing was installed.")

    def standing(self, errand: Errand, *, short: bool = False) -> str:
        """Where an errand stands: how much is done, how fast, how long still; `short` leaves the speed out."""
        if errand.state is State.WAITING:
            return self.tr("Waits for its turn")
        told = errand.progress
        if errand.state is State.PAUSED:
            done = self._done(told) if isinstance(told, InstallProgress) else ""
            return " · ".join(part for part in (self.tr("Paused"), done) if part)
        if errand.halt.asked:
            return self.tr("Stopping…")
        if isinstance(told, InstallProgress):
            return self.progress(told, short=short)
        if told is not None and told.task is not None:
            return self.tr("Trying the {task}").replace("{task}", self.task(told.task).lower())
        return self.tr("Beginning…")

    def progress(self, told: InstallProgress, *, short: bool = False) -> str:
        """A report in words."""
        if told.waiting > 0:
            text = self.tr("The connection broke off. Trying again in {n} s (try {m})")
            return text.replace("{n}", str(max(1, round(told.waiting)))).replace("{m}", str(told.attempt))
        stage = {
            InstallStage.SPACE: self.tr("Looking for room on the disk"),
            InstallStage.CHECK: self.tr("Comparing every byte with what was tested"),
            InstallStage.CONVERT: self.tr("Putting the weights into a form that can run nothing"),
        }.get(told.stage, "")
        if told.stage not in (InstallStage.DOWNLOAD, InstallStage.COPY):
            return stage or self._done(told)
        parts = [self._done(told)]
        if told.bytes_per_second and not short:
            parts.append(self.tr("{size} a second").replace("{size}", _rate(told.bytes_per_second)))
        if told.seconds_left is not None:
            parts.append(self.left(told.seconds_left))
        return " · ".join(parts)

    def _done(self, told: InstallProgress) -> str:
        text = self.tr("{done} of {total}").replace("{done}", words.size_words(told.done))
        return text.replace("{total}", words.size_words(told.total)) if told.total else ""

    def left(self, seconds: float) -> str:
        """How long it still takes; roughly, since nobody knows."""
        if seconds < 50:
            return self.tr("less than a minute left")
        minutes = round(seconds / 60)
        if minutes < 2:
            return self.tr("about a minute left")
        if minutes < 90:
            return self.tr("about {n} minutes left").replace("{n}", str(minutes))
        return self.tr("about {n} hours left").replace("{n}", str(round(minutes / 60)))


def _rate(bytes_per_second: float) -> str:
    """Kilobytes below a megabyte a second, else megabytes with one digit."""
    if bytes_per_second < 1e6:
        return f"{max(1, round(bytes_per_second / 1e3))} kB"
    return f"{bytes_per_second / 1e6:.1f} MB"
