"""Clients."""

from __future__ import annotations

from app.ui.context import Context, Page
from app.ui.pages.frame import heading


class ClientsPage(Page):
    """Clients."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "clients")
        head, _ = heading(self.tr("Clients"), name="clients.title")
        self.outer.addWidget(head)

    def prepare(self, client_id: str = "") -> None:
        """Before `enter`."""
