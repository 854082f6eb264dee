"""The card of the settings about how long recordings are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from app.ui import theme
from app.ui.context import Page
from app.ui.widgets import Card, Foldable, label, spin_box

if TYPE_CHECKING:
    from app.services.retention import Policy


class KeepingCard(Card):
    """Until when recordings are kept; a decision is stored as it is made."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Recordings"), gap=2)
        self._page = page
        self.rows.addWidget(label(self.tr("A recording is kept"), "strong"))
        self._group = QButtonGroup(self)
        self._choices: dict[str, QRadioButton] = {}
        for value, text in (
            ("by-hand", self.tr("until I destroy it")),
            ("at-signing", self.tr("until the note is signed, then it is destroyed")),
            ("after-days", self.tr("for some days after signing, then it is destroyed:")),
        ):
            made = QRadioButton(text)
            made.setObjectName(f"settings.recordings.{value}")
            made.setAccessibleName(text)
            made.clicked.connect(lambda _=False: self._store())
            self._group.addButton(made)
            self._choices[value] = made
        self.rows.addWidget(self._choices["by-hand"])
        self.rows.addWidget(self._choices["at-signing"])
        whole = Foldable(0, gap=3)
        across = whole.line
        across.addWidget(self._choices["after-days"])
        self.days = spin_box("settings.recordings.days", self.tr("Days after signing"))
        self.days.setRange(1, 3650)
        self.days.setSuffix(self.tr(" days"))
        self.days.setMinimumWidth(theme.px(110))
        self.days.editingFinished.connect(self._days_changed)
        across.addWidget(self.days)
        across.addStretch(1)
        self.rows.addWidget(whole)
        self.summary = label("", tone="muted", wrap=True, name="settings.recordings.summary")
        self.rows.addWidget(self.summary)
        self._shown: Policy | None = None

    def enter(self) -> None:
        """Fetch what was decided."""
        retention = self._page.services.retention
        self._page.ask(lambda: (retention.policy(), retention.summary()), self._show)

    def _show(self, found: tuple[Policy, str]) -> None:
        policy, summary = found
        self._shown = policy
        self._choices[policy.keep.value].setChecked(True)
        self.days.setValue(policy.days)
        self.days.setEnabled(policy.keep.value == "after-days")
        self.summary.setText(summary)

    def _days_changed(self) -> None:
        if self._shown is not None and self.days.value() != self._shown.days:
            self._store()

    def _store(self) -> None:
        if self._shown is None:
            return
        chosen = next(value for value, each in self._choices.items() if each.isChecked())
        policy = type(self._shown)(type(self._shown.keep)(chosen), self.days.value())
        retention = self._page.services.retention

        def store() -> tuple[Policy, str]:
            retention.set_policy(policy)
            return retention.policy(), retention.summary()

        self._page.ask(store, self._show)
