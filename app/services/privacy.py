"""What the Privacy page says, and the proof of it: network, what is stored, what protects each process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import RecorderLost
from app.network import Gate, Reason, Use
from app.sandbox.canary import OPEN, Tried
from app.services.access import VaultService
from app.services.integrity import IntegrityService
from app.services.language_tools import Workers
from app.services.paths import Places
from app.services.preferences import Preferences
from app.services.recording import RecordingService
from app.services.retention import RetentionService

__all__ = ["PrivacyReport", "PrivacyService", "Proof", "Protected", "Stored", "Tried", "Use"]

RECORDINGS = "audio"
"""The folder of the recordings within the vault's."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One kind of what is kept: "vault", "recordings", "models", "settings", "logs" or "backups"; its size in bytes."""

    kind: str
    path: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class Protected:
    """One process: "window", "recorder", "speech" or "language", and what it cannot do.

    `network_shut`: by the system's kernel; for the window: by its own gate. `disk_shut`: it sees no folder of
    the vault; the recorder: none but that of the recordings (for the window this is never so).
    """

    process: str
    running: bool
    network_shut: bool = False
    disk_shut: bool = False


@dataclass(frozen=True, slots=True)
class PrivacyReport:
    """All of it but the proof."""

    network_open: bool
    last_use: Use | None
    stored: tuple[Stored, ...]
    keeping: str
    """Until when recordings are kept, in a sentence."""
    processes: tuple[Protected, ...]
    audit_head: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What one worker tried. `tried` is empty while the worker was busy with a session."""

    process: str
    tried: tuple[Tried, ...]

    @property
    def failed(self) -> bool:
        """Whether anything got through."""
        return any(each.outcome == OPEN for each in self.tried)


class PrivacyService:
    """Gathers the report; remembers, in the settings, when the network was last used."""

    def __init__(
        self,
        places: Places,
        vault: VaultService,
        workers: Workers,
        recording: RecordingService,
        retention: RetentionService,
        integrity: IntegrityService,
        preferences: Preferences,
        gate: Gate,
    ) -> None:
        self._places = places
        self._vault = vault
        self._workers = workers
        self._recording = recording
        self._retention = retention
        self._integrity = integrity
        self._preferences = preferences
        self._gate = gate
        gate.tell(self._note)

    def report(self) -> PrivacyReport:
        """How things stand now. The vault must be open. Reads sizes, so not for the main thread."""
        return PrivacyReport(
            self._gate.is_open,
            self.last_use(),
            tuple(self._stored()),
            self._retention.summary(),
            self._processes(),
            self._integrity.head(),
        )

    def last_use(self) -> Use | None:
        """When, for what and to which computers the network was last opened, in this run, an earlier one, or by another
        window or a command meanwhile."""
        mine = self._gate.last
        at, reason, hosts = (self._preferences.stored(f"network.{name}") for name in ("last", "reason", "hosts"))
        if mine is not None and (
            self._gate.is_open or (at, tuple(hosts)) == (mine.opened.isoformat(timespec="seconds"), mine.hosts)
        ):
            return mine
        try:
            return Use(Reason(reason), datetime.fromisoformat(at).astimezone(UTC), hosts=tuple(map(str, hosts)))
        except ValueError:
            return mine

    def prove(self) -> tuple[Proof, ...]:
        """Have each worker try everything that it must not be able to do; they are started where they do not run.

        Raises as `WorkerHost.call` does, Cancelled for one where the vault is locked meanwhile.
        """
        hosts = (("speech", self._workers.speech), ("language", self._workers.language))
        return tuple(Proof(name, tuple(host.prove(self._vault.folder) or ())) for name, host in hosts)

    def _note(self, use: Use) -> None:
        """Before the network is used, who is asked is stored; where it cannot be, nobody is asked."""
        now = {
            "network.last": use.opened.isoformat(timespec="seconds"),
            "network.reason": use.reason.value,
            "network.hosts": list(use.hosts),
        }
        if any(self._preferences.get(name) != value for name, value in now.items()):
            self._preferences.change(now)

    def _stored(self) -> Iterable[Stored]:
        vault, settings = self._vault.folder, self._places.preferences
        recordings = vault / RECORDINGS
        yield Stored("vault", vault, _size(vault) - _size(recordings))
        yield Stored("recordings", recordings, _size(recordings))
        yield Stored("models", self._places.models, _size(self._places.models))
        yield Stored("settings", settings, _size(settings))
        yield Stored("logs", settings.parent, sum(_size(path) for path in settings.parent.glob("*.log*")))
        backups = str(self._preferences.get("backup.folder"))
        if backups:
            yield Stored("backups", Path(backups), _size(Path(backups)))

    def _processes(self) -> tuple[Protected, ...]:
        workers = []
        for name, host in (("speech", self._workers.speech), ("language", self._workers.language)):
            held = host.held
            workers.append(Protected(name, False) if held is None else _of_worker(name, held.seccomp, held.landlock))
        return (
            Protected("window", True, self._gate.installed and not self._gate.is_open),
            self._recorder(),
            *workers,
        )

    def _recorder(self) -> Protected:
        if self._recording.active is None:
            return Protected("recorder", False)
        try:
            status = self._recording.status()
            return Protected("recorder", True, status.sandboxed, status.confined)
        except RecorderLost:  # the recording page tells of it
            return Protected("recorder", False)


def _of_worker(name: str, seccomp: bool, landlock: int) -> Protected:
    return Protected(name, True, seccomp, landlock > 0)


def _size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; 0 for what is not there or goes meanwhile."""
    if not path.is_dir():
        return _of_file(path)
    return sum(_of_file(each) for each in path.rglob("*"))


def _of_file(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
