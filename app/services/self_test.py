"""Does a model run on this computer? Tried once in a process of its own, before it is first used.

What was found is remembered in the settings as a digest of the model's files, the versions of the libraries that run
it, how they were built, and the processor: a change of any of them asks for another trial. Only what went well is
remembered; a model that failed is tried again when it is asked for again, since memory may only have been short.
Models that ship with the program are small and are not tried before: they start the quicker.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock

from app.domain.errors import Cancelled, ModelMissing
from app.domain.model_errors import (
    SelfTestCrashed,
    SelfTestFailed,
    SelfTestHung,
    SelfTestIllegal,
    SelfTestKilled,
    SelfTestRefused,
    SelfTestUnusable,
)
from app.domain.placement import FellBack, Placed
from app.services.catalogue import ModelEntry, Task
from app.services.models import ModelService
from app.services.paths import package_folder
from app.services.preferences import Preferences
from app.workers.host import Never
from app.workers.protocol import LoadModel
from app.workers.trial import Ending, TrialFailed, try_out

REMEMBERED = "model.tried"
MOST = 40
"""So many trials are remembered; the oldest are forgotten first."""
WAIT = 0.1
LIBRARIES: Mapping[Task, tuple[str, ...]] = {
    "speech": ("faster-whisper", "ctranslate2", "onnxruntime", "tokenizers"),
    "speakers": ("pyannote.audio", "torch", "torchaudio"),
    "embedding": ("sentence-transformers", "transformers", "torch"),
    "entailment": ("onnxruntime", "tokenizers"),
    "note": ("llama-cpp-python",),
}
"""By task, the packages that run its models."""
ERRORS: Mapping[Ending, type[SelfTestFailed]] = {
    Ending.ILLEGAL: SelfTestIllegal,
    Ending.CRASHED: SelfTestCrashed,
    Ending.KILLED: SelfTestKilled,
    Ending.HUNG: SelfTestHung,
    Ending.REFUSED: SelfTestRefused,
    Ending.UNUSABLE: SelfTestUnusable,
}
DRIVER = Path("/proc/driver/nvidia/version")

TryOut = Callable[..., Placed]


class SelfTest:
    """Tries models in a child process, and remembers on which computer they ran."""

    def __init__(
        self,
        models: ModelService,
        folder: Path,
        preferences: Preferences,
        *,
        closed: Callable[[], Path] | None = None,
        try_out: TryOut = try_out,
    ) -> None:
        """`folder`: of the installed models. `closed`: the vault's, never to be read. `try_out`: as
        `app.workers.trial.try_out`."""
        self._models = models
        self._folder = folder
        self._preferences = preferences
        self._closed = closed
        self._try_out = try_out
        self._trying = Lock()

    def needed(self, model_id: str) -> bool:
        """Whether a model would be tried before its next use. Raises ModelMissing for one that is not known."""
        entry = self._entry(model_id)
        return entry.where == "models" and self._known(entry) is None

    def run(self, model_id: str, cancelled: Callable[[], bool] = Never) -> None:
        """Try a model now, whether it was tried before or not; takes seconds, with large models half a minute.

        Raises SelfTestFailed (one of its kinds says how it failed), ModelMissing, ModelChanged, ProcessorTooOld,
        BuiltElsewhere, SandboxRefused, and Cancelled.
        """
        self._try(self._entry(model_id), self._models.request_for(model_id), cancelled)

    def before_loading(self, request: LoadModel, cancelled: Callable[[], bool]) -> FellBack:
        """For `WorkerHost.try_first`: try what was not tried here before. Raises as `run`."""
        entry = self._entry_of(request)
        if entry is None or entry.where != "models":
            return FellBack.NOT
        known = self._known(entry)
        return known if known is not None else self._try(entry, request, cancelled)

    def _try(self, entry: ModelEntry, request: LoadModel, cancelled: Callable[[], bool]) -> FellBack:
        """One at a time: two large models side by side would not fit everywhere."""
        while not self._trying.acquire(timeout=WAIT):
            if cancelled():
                raise Cancelled
        try:
            placed = self._try_out(
                request, models=self._folder, closed=self._closed, size=entry.size_bytes, cancelled=cancelled
            )
        except TrialFailed as failed:
            self._remember(entry, None)
            raise ERRORS[failed.ending](entry.title) from None
        finally:
            self._trying.release()
        # A card may be free again tomorrow, and a library installed: only a crash is a reason to keep off it for good.
        why = placed.fell_back if placed.fell_back is FellBack.CRASHED else FellBack.NOT
        self._remember(entry, why)
        return why

    def _entry(self, model_id: str) -> ModelEntry:
        entry = self._models.catalogue.get(model_id)
        if entry is None:
            raise ModelMissing(model_id)
        return entry

    def _entry_of(self, request: LoadModel) -> ModelEntry | None:
        """The model that a worker is about to load; None for one that is not in the catalogue."""
        path = Path(request.path)
        for entry in self._models.installed():
            folder = entry.folder(self._folder)
            if entry.task == request.task and folder is not None and (path == folder or folder in path.parents):
                return entry
        return None

    # ---- what is remembered ------------------------------------------------------------------------

    def _known(self, entry: ModelEntry) -> FellBack | None:
        """Why a model that runs here must keep off the graphics card; None where it was not tried yet."""
        wanted = self._digest(entry)
        for line in self._preferences.get(REMEMBERED):
            digest, _, why = str(line).partition(":")
            if digest == wanted and why in set(FellBack):
                return FellBack(why)
        return None

    def _remember(self, entry: ModelEntry, why: FellBack | None) -> None:
        digest = self._digest(entry)
        lines = [line for line in self._preferences.get(REMEMBERED) if str(line).partition(":")[0] != digest]
        if why is not None:
            lines.append(f"{digest}:{why.value}")
        if lines != self._preferences.get(REMEMBERED):
            self._preferences.set(REMEMBERED, lines[-MOST:])

    def _digest(self, entry: ModelEntry) -> str:
        """Of everything on which it depends whether the model runs; 32 hexadecimal digits."""
        facts = [f"{file.path} {file.sha256}" for file in entry.files]
        facts.append(repr(sorted(entry.settings.items())))
        facts += [f"{name} {_version(name)}" for name in LIBRARIES[entry.task]]
        if entry.task == "note":
            facts += _built()
        facts += [platform.machine(), _processor(), _driver()]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:32]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _built() -> list[str]:
    """llama.cpp is built on the spot, of one version in many ways: its files tell them apart."""
    package = package_folder("llama_cpp")
    files = sorted((package / "lib").glob("*")) if package is not None else []
    return [f"{file.name} {file.stat().st_size}" for file in files]


def _processor(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's model and what it can do, as the system names them."""
    if not cpuinfo.is_file():
        return platform.processor()
    text = cpuinfo.read_text(encoding="utf-8", errors="replace")
    found = (re.search(rf"^{name}\s*:(.*)$", text, re.M) for name in ("model name", "flags", "Features"))
    return "\n".join(each.group(1).strip() for each in found if each is not None)


def _driver() -> str:
    """The graphics driver's version; "" where there is none, or where the system does not say."""
    return DRIVER.read_text(encoding="utf-8", errors="replace") if DRIVER.is_file() else ""
