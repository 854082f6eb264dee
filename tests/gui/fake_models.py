"""Models without files: a small catalogue, an installer that a test holds, slows or breaks, and a computer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.domain.errors import Cancelled, ModelMissing, SottoError
from app.domain.model_errors import ModelsTooLarge
from app.domain.placement import Placed
from app.services.choosing import Basis, Obstacle, Option, Pace, Pick, Recommendation
from app.services.hardware import MachineFacts
from app.services.installing.offers import Imported, Offer, Offered, OfferState, Space
from app.services.installing.progress import Halt, InstallProgress, InstallStage, Report
from app.services.machine import MeasureProgress
from app.services.models import ModelInfo

NOTICE = "Whisper by OpenAI. Copyright (c) 2022 OpenAI, MIT licence."


def model(model_id: str, task: Any, title: str, size: int, **more: Any) -> ModelInfo:
    """A model of the fake catalogue."""
    usual: dict[str, Any] = {
        "description": f"About {title}.", "licence": "Apache-2.0", "demo": False, "installed": False,
        "memory_mb": size // 1_000_000 * 2, "speed": "medium", "languages": ("en",),
        "good_for": f"Good use of {title}.", "notice": NOTICE, "repository": "owner/name",
        "removable": True, "downloadable": True,
    }  # fmt: skip
    return ModelInfo(id=model_id, task=task, title=title, size_bytes=size, **{**usual, **more})


def shipped(model_id: str, task: Any, title: str, size: int, **more: Any) -> ModelInfo:
    """A model that is part of the program."""
    return model(model_id, task, title, size, installed=True, removable=False, downloadable=False, **more)


class FakeModels:
    def __init__(self) -> None:
        self.all = [
            shipped("whisper-demo", "speech", "Demo speech model", 14_000_000, demo=True, licence="CC0-1.0",
                    description="Knows the demo session only."),
            model("whisper-small", "speech", "Whisper small", 484_000_000, licence="MIT", languages=("*",)),
            model("whisper-odd", "speech", "Whisper odd", 484_000_000, licence="MIT", downloadable=False,
                  unconfirmed=True),
            shipped("pyannote-demo", "speakers", "Demo speaker model", 6_000_000, demo=True, languages=()),
            model("community-1", "speakers", "Speakers (community-1)", 33_000_000, licence="CC-BY-4.0", languages=()),
            shipped("minilm", "embedding", "all-MiniLM-L6-v2", 91_000_000),
            model("nli-xsmall", "entailment", "Second reader", 96_000_000,
                  description="Optional. Reads each sentence of a note once more beside its evidence."),
            shipped("smollm2", "note", "SmolLM2 135M", 98_000_000, demo=True),
            model("qwen3-4b", "note", "Qwen3 4B Instruct", 2_497_000_000, languages=("en", "de", "fr", "es")),
        ]  # fmt: skip
        self._chosen = {"speech": "whisper-demo", "speakers": "pyannote-demo", "embedding": "minilm", "note": "smollm2"}
        self.demo = True
        self.changed: set[str] = set()

    def list(self) -> list[ModelInfo]:
        return list(self.all)

    def of(self, model_id: str) -> ModelInfo:
        return next(each for each in self.all if each.id == model_id)

    def put(self, model_id: str, *, installed: bool) -> None:
        self.all = [replace(each, installed=installed) if each.id == model_id else each for each in self.all]
        if not installed:
            self._chosen = {task: chosen for task, chosen in self._chosen.items() if chosen != model_id}

    def chosen(self) -> dict[str, str]:
        return dict(self._chosen)

    def choose(self, task: str, model_id: str) -> None:
        self._chosen[task] = model_id
        self.demo = self.of(self._chosen["speech"]).demo

    def demo_in_use(self) -> bool:
        return self.demo

    def verify(self, model_id: str) -> None:
        if model_id in self.changed:
            raise ModelMissing(self.of(model_id).title)


@dataclass(slots=True)
class Step:
    """What a fake installation reports; `error`: how it ends."""

    told: InstallProgress
    error: Exception | None = None


class FakeInstaller:
    """`hold`: an installation waits for it after its first half. `errors`: how the next ones end, by model id."""

    def __init__(self, models: FakeModels, calls: list[tuple[Any, ...]]) -> None:
        self._models = models
        self._calls = calls
        self.hold = threading.Event()
        self.hold.set()
        self.errors: dict[str, list[Exception]] = {}
        self.mirror_ = ""
        self.mirror_error: SottoError | None = None
        self.offer: Offer | Exception = Offer()
        self.imported: Imported | None = None
        self.left: dict[str, int] = {}
        self.told: Callable[[InstallProgress], InstallProgress] = lambda progress: progress

    def _run(self, model_id: str, stage: InstallStage, report: Report, halt: Halt) -> None:
        total = self._models.of(model_id).size_bytes
        half = InstallProgress(model_id, stage, total // 2, total, "model.bin", 12_300_000.0, 74.0)
        report(self.told(half))
        while not self.hold.wait(0.005):
            if halt.asked:
                self.left[model_id] = total // 2
                raise Cancelled
        if self.errors.get(model_id):
            raise self.errors[model_id].pop(0)
        report(InstallProgress(model_id, InstallStage.DONE, total, total))
        self.left.pop(model_id, None)
        self._models.put(model_id, installed=True)

    def download(self, model_id: str, report: Report, halt: Halt) -> None:
        self._calls.append(("download", model_id))
        self._run(model_id, InstallStage.DOWNLOAD, report, halt)

    def partial(self) -> dict[str, int]:
        return dict(self.left)

    def discard_partial(self, model_id: str) -> None:
        self._calls.append(("discard", model_id))
        self.left.pop(model_id, None)

    def look_into(self, source: Path) -> Offer:
        self._calls.append(("look", source))
        if isinstance(self.offer, Exception):
            raise self.offer
        return self.offer

    def import_from(
        self, source: Path, report: Report, halt: Halt, wanted: Collection[str] | None = None
    ) -> Imported:  # fmt: skip
        self._calls.append(("import", source, tuple(wanted or ())))
        for each in wanted or ():
            self._run(each, InstallStage.COPY, report, halt)
        return self.imported or Imported(tuple(wanted or ()))

    def export_pack(self, model_ids: Sequence[str], target: Path, report: Report, halt: Halt) -> Path:
        self._calls.append(("export", tuple(model_ids), target))
        report(InstallProgress(model_ids[0], InstallStage.COPY, 1, 2))
        while not self.hold.wait(0.005):
            halt.check()
        return target

    def remove(self, model_id: str) -> int:
        self._calls.append(("remove", model_id))
        if self.errors.get(model_id):
            raise self.errors[model_id].pop(0)
        self._models.put(model_id, installed=False)
        return self._models.of(model_id).size_bytes

    def space(self) -> Space:
        by_model = {each.id: each.size_bytes for each in self._models.all if each.installed}
        folder = Path("/home/ruth/.local/share/Sotto/models")
        return Space(folder, 81_000_000_000, by_model, sum(self.left.values()))

    @property
    def mirror(self) -> str:
        return self.mirror_

    @mirror.setter
    def mirror(self, address: str) -> None:
        if self.mirror_error is not None:
            raise self.mirror_error
        self.mirror_ = address


def offered(models: FakeModels, model_id: str, state: OfferState = OfferState.WHOLE) -> Offered:
    """A model as a pack offers it."""
    known = models.of(model_id)
    found = known.size_bytes if state is OfferState.WHOLE else 0
    return Offered(model_id, known.title, known.task, state, known.size_bytes, found)


class FakeMachine:
    """A laptop with 16 GB that was not measured yet."""

    def __init__(self, models: FakeModels, calls: list[tuple[Any, ...]]) -> None:
        self._models = models
        self._calls = calls
        self.facts = MachineFacts("AMD Ryzen 5 5600U", 6, 12, 16_500, 9_000, ("AVX2",), battery_percent=80)
        self.wanted = ("whisper-small", "community-1", "minilm", "qwen3-4b")
        self.basis = Basis.CATALOGUE
        self.too_large: ModelsTooLarge | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.change: Callable[[Recommendation], Recommendation] = lambda advice: advice

    def recommend(self, language: str = "en") -> Recommendation:
        picks = {}
        for model_id in self.wanted:
            known = self._models.of(model_id)
            size = 0 if known.installed else known.size_bytes
            picks[known.task] = Pick(known.task, known.id, known.title, known.installed, known.memory_mb, size)
        chosen = self._models.chosen()
        in_use = all(pick.installed and chosen.get(task) == pick.model_id for task, pick in picks.items())
        options = tuple(
            Option(each.id, each.task, each.title, each.installed, True, each.memory_mb,
                   None if each.id in self.wanted else Obstacle.DEMO if each.demo else Obstacle.OTHER, 0.4, None)
            for each in self._models.all
        )  # fmt: skip
        return self.change(
            Recommendation(
                picks, Pace.EVERYTHING, self.basis, 6_000, 12_000, note_seconds=62.0, in_use=in_use, options=options
            )
        )

    def measure(self, report: Callable[[MeasureProgress], None], halt: Halt) -> None:
        self._calls.append(("measure",))
        report(MeasureProgress("speech", 0.3))
        while not self.hold.wait(0.005):
            halt.check()
        self.basis = Basis.MEASURED

    def accept(self, recommendation: Recommendation) -> None:
        self._calls.append(("accept", tuple(pick.model_id for pick in recommendation.picks.values())))
        for pick in recommendation.picks.values():
            self._models.choose(pick.task, pick.model_id)

    def problem(self, models: Mapping[Any, str]) -> ModelsTooLarge | None:
        return self.too_large


class FakeWorkers:
    """Where models were loaded."""

    def __init__(self) -> None:
        self.placed: dict[Any, Placed] = {}

    def placements(self) -> dict[Any, Placed]:
        return dict(self.placed)


class FakeSelfTest:
    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls
        self.error: SottoError | None = None
        self.untried: set[str] = set()

    def run(self, model_id: str) -> None:
        self._calls.append(("self_test", model_id))
        self.untried.discard(model_id)
        if self.error is not None:
            raise self.error

    def needed(self, model_id: str) -> bool:
        return model_id in self.untried
