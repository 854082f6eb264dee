"""Bringing models in, and what belongs to that: the network, folders and packs, removal, room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from app.domain.errors import ModelChanged, ModelMissing
from app.domain.model_errors import CheckpointRefused, DiskUnreliable, DownloadNotOffered, PackNotWritten
from app.network import Gate
from app.services.catalogue import ModelEntry
from app.services.installing.folder import Importer
from app.services.installing.mirror import HUB, checked_mirror
from app.services.installing.offers import Imported, Offer, Space
from app.services.installing.pace import Pace
from app.services.installing.packing import write_pack
from app.services.installing.progress import Halt, InstallStage, Report
from app.services.installing.removal import Holder, Removal
from app.services.installing.staging import Staging, partial_bytes
from app.services.models import ModelService
from app.services.preferences import Preferences


class Installer:
    """What the Models page and `app models` work with. Everything takes long unless it says otherwise.

    `folder`: the folder of all models. `hub`: where models are fetched from where no mirror is set.
    `plain_to_localhost`: for tests alone, lets a download speak to this very computer without encryption.
    `holders`, `at_work`: as in `Removal`.
    """

    def __init__(
        self,
        models: ModelService,
        folder: Path,
        preferences: Preferences,
        gate: Gate,
        *,
        hub: str = HUB,
        plain_to_localhost: bool = False,
        holders: Sequence[Holder] = (),
        at_work: Callable[[], bool] | None = None,
    ) -> None:
        self._models = models
        self._folder = folder
        self._preferences = preferences
        self._gate = gate
        self._hub = hub
        self._plain = plain_to_localhost
        self._importer = Importer(models.catalogue, folder)
        self._removal = Removal(models, folder, holders, at_work)

    # ---- from the network ----

    def download(self, model_id: str, report: Report, halt: Halt) -> None:
        """Fetch a model from the hub or its mirror, check it and move it into place; goes on where it broke off.

        The network is open for the calling thread while this runs, and for no other. A model that is installed
        and whole is left alone, without any network. Raises an InstallError, ModelMissing for one that the
        catalogue does not know or that is no download, FolderNotWritable, and Cancelled when `halt` was asked.
        """
        entry = self._models.catalogue.get(model_id)
        if entry is None or entry.where != "models":
            raise ModelMissing(entry.title if entry else model_id)
        if entry.unconfirmed or not entry.revision:
            raise DownloadNotOffered(entry.title)
        if self._whole(entry, report, halt):
            Pace(model_id, entry.size_bytes, report).tell(InstallStage.DONE, entry.size_bytes)
            return
        # It brings the libraries for the network along, which the window does without until somebody asks.
        from app.services.installing.fetching import Fetching  # noqa: PLC0415

        base = checked_mirror(self.mirror) or self._hub  # checked again: the settings are a file that can be edited
        with Staging(entry, self._folder) as staging:
            Fetching(entry, staging, base, self._gate, plain_to_localhost=self._plain).run(report, halt)

    def partial(self) -> dict[str, int]:
        """Bytes that are there of models whose installation broke off, by model id. Quick."""
        found = {model_id: partial_bytes(self._folder, model_id) for model_id in self._models.catalogue}
        return {model_id: size for model_id, size in found.items() if size}

    def discard_partial(self, model_id: str) -> None:
        """Remove what is there of a model whose installation broke off. Raises ModelMissing, InstallRunning or
        FolderNotWritable."""
        entry = self._models.catalogue.get(model_id)
        if entry is None:
            raise ModelMissing(model_id)
        Staging(entry, self._folder).discard()

    @property
    def mirror(self) -> str:
        """The address that stands in for the hub, as "https://host/path"; "" for the hub itself. Quick."""
        return str(self._preferences.get("models.mirror"))

    @mirror.setter
    def mirror(self, address: str) -> None:
        """Raises MirrorRefused where it is no address, not https, or holds a name and password."""
        self._preferences.set("models.mirror", checked_mirror(address))

    # ---- from and to folders, sticks and packs ----

    def look_into(self, source: Path, halt: Halt | None = None) -> Offer:
        """What a folder, a stick, a pack or a single file holds; quick, unless it is a slow stick with much on it.

        Raises as `Importer.look_into`.
        """
        return self._importer.look_into(source, halt)

    def import_from(self, source: Path, report: Report, halt: Halt, wanted: Collection[str] | None = None) -> Imported:
        """Install the models that are whole there, or those of `wanted`. Raises as `Importer.import_from`."""
        return self._importer.import_from(source, report, halt, wanted)

    def export_pack(self, model_ids: Sequence[str], target: Path, report: Report, halt: Halt) -> Path:
        """Put installed models into one pack; where it lies then. `target`: the file, or a folder for it.

        Raises as `write_pack`.
        """
        models = []
        for model_id in dict.fromkeys(model_ids):
            entry = self._models.catalogue.get(model_id)
            folder = entry.folder(self._folder) if entry is not None else None
            if entry is None or folder is None:
                raise ModelMissing(entry.title if entry is not None else model_id)
            models.append((entry, folder))
        if not models:
            raise PackNotWritten("no model was chosen for it")
        return write_pack(models, target, report, halt)

    # ---- room ----

    def remove(self, model_id: str) -> int:
        """Take an installed model away; the bytes that this freed. Raises as `Removal.remove`."""
        return self._removal.remove(model_id)

    def space(self) -> Space:
        """Where the models lie and what they take. Quick. Raises FolderNotWritable or DiskUnreliable."""
        return self._removal.space()

    def _whole(self, entry: ModelEntry, report: Report, halt: Halt) -> bool:
        try:
            self._models.verify(entry.id, report, halt)
        except (ModelMissing, ModelChanged, CheckpointRefused, DiskUnreliable):  # it is to be repaired, then
            return False
        return True
