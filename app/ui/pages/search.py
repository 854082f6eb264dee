"""Search."""

from __future__ import annotations

from app.ui.context import Context, Page
from app.ui.pages.frame import heading


class SearchPage(Page):
    """Search."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "search")
        head, _ = heading(self.tr("Search"), name="search.title")
        self.outer.addWidget(head)

    def prepare(self, text: str = "") -> None:
        """Before `enter`."""
