"""Audit."""

from __future__ import annotations

from app.ui.context import Context, Page
from app.ui.pages.frame import heading


class AuditPage(Page):
    """Audit."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "audit")
        head, _ = heading(self.tr("Audit trail"), name="audit.title")
        self.outer.addWidget(head)
