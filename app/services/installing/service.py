"""Bringing models in, and what belongs to that: the network, folders and packs, removal, room."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import ModelChanged, ModelMissing
from app.domain.model_errors import DownloadNotOffered
from app.network import Gate
from app.services.catalogue import ModelEntry
from app.services.installing.mirror import HUB, checked_mirror
from app.services.installing.pace import Pace
from app.services.installing.progress import Halt, InstallStage, Report
from app.services.installing.staging import Staging, partial_bytes
from app.services.models import ModelService
from app.services.preferences import Preferences


class Installer:
    """What the Models page and `app models` work with. Everything takes long unless it says otherwise.

    `folder`: the folder of all models. `plain_to_localhost`: for tests alone, lets a download speak to this very
    computer without encryption.
    """

    def __init__(
        self,
        models: ModelService,
        folder: Path,
        preferences: Preferences,
        gate: Gate,
        *,
        plain_to_localhost: bool = False,
    ) -> None:
        self._models = models
        self._folder = folder
        self._preferences = preferences
        self._gate = gate
        self._plain = plain_to_localhost

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
        if self._whole(entry):
            Pace(model_id, entry.size_bytes, report).tell(InstallStage.DONE, entry.size_bytes)
            return
        # It brings the libraries for the network along, which the window does without until somebody asks.
        from app.services.installing.download import Download  # noqa: PLC0415

        with Staging(entry, self._folder) as staging:
            Download(entry, staging, self.mirror or HUB, self._gate, plain_to_localhost=self._plain).run(report, halt)

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

    def _whole(self, entry: ModelEntry) -> bool:
        try:
            self._models.verify(entry.id)
        except (ModelMissing, ModelChanged):
            return False
        return True
