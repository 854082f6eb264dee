"""The ways in without a network, and the way out: folder, stick, pack file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.model_errors import NothingToInstall
from app.services.installing.offers import OfferState
from app.ui import files
from app.ui.errand import to_use
from app.ui.errands import Errands
from app.ui.operations import Lane
from app.ui.pages.models_dialogs import OfferDialog, PackDialog

if TYPE_CHECKING:
    from app.services.catalogue import Task
    from app.services.installing.offers import Offer
    from app.services.models import ModelInfo
    from app.ui.context import Context

PACK = ".sottopack"


class Ways(QObject):
    """Asks where, looks what is there, asks what of it is wanted, and hands that to the errands."""

    looking = Signal(bool)
    """Whether a folder or pack is being looked into."""
    refused = Signal(object)
    """It could not be looked into, or nothing is there: an error to show."""
    said = Signal(str)
    """Something to tell that is no error."""

    def __init__(self, context: Context, errands: Errands, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._errands = errands
        self._page = page

    def from_folder(self) -> None:
        """A folder, or a stick."""
        self._look(files.ask_folder(self._page, self.tr("The folder or stick with the models")))

    def from_pack(self) -> None:
        """One pack file."""
        kind = self.tr("Model packs (*.sottopack)")
        self._look(files.ask_open(self._page, self.tr("The pack with the models"), kind))

    def _look(self, source: Path | None) -> None:
        if source is None:
            return
        chosen, services = source, self._context.services
        self.looking.emit(True)

        def look() -> tuple[Offer, list[ModelInfo], dict[Task, str]]:
            return services.installer.look_into(chosen), services.models.list(), services.models.chosen()

        self._context.ops.run(
            self, look, lambda found: self._found(chosen, *found), self._could_not, lane=Lane.LONG
        )  # fmt: skip

    def _could_not(self, error: Exception) -> None:
        self.looking.emit(False)
        self.refused.emit(error)

    def _found(self, source: Path, offer: Offer, models: list[ModelInfo], in_use: dict[Task, str]) -> None:
        self.looking.emit(False)
        if not self._page.isVisible():
            return  # the page was left meanwhile: nobody waits for the answer
        if not offer.models and not offer.unknown and not offer.cut and offer.searched_all:
            self.refused.emit(NothingToInstall())
            return
        if offer.models and all(each.state is OfferState.INSTALLED for each in offer.models):
            self.said.emit(self.tr("Everything that is there is installed already."))
            return
        dialog = OfferDialog(self._page, source.name or str(source), offer)

        def submit() -> None:
            ids = dialog.ids
            dialog.accept()
            if ids:
                self._errands.take_in(source, ids, to_use(models, in_use, ids))

        dialog.submitted.connect(submit)
        dialog.open()

    def out(self, models: list[ModelInfo], in_use: dict[Task, str]) -> None:
        """Installed models into a pack."""
        installed = [model for model in models if model.installed]
        dialog = PackDialog(self._page, installed, list(in_use.values()))

        def submit() -> None:
            ids = dialog.ids
            target = files.ask_save(
                dialog, self.tr("Where the pack goes"), self.tr("Sotto models") + PACK,
                self.tr("Model packs (*.sottopack)"), PACK,
            )  # fmt: skip
            if target is not None and ids:
                dialog.accept()
                self._errands.give_out(ids, target)

        dialog.submitted.connect(submit)
        dialog.open()
