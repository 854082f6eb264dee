"""Models: what is installed, what is chosen for each task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.ui import theme, words
from app.ui.context import Context, Page
from app.ui.pages.frame import heading, scrolled
from app.ui.widgets import Card, chip, clear, column, label, line, row

if TYPE_CHECKING:
    from app.services.catalogue import Task
    from app.services.models import ModelInfo


class ModelsPage(Page):
    """One card for each task; a round button chooses."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "models")
        area, rows = scrolled("models.scroll", 820)
        self.outer.addWidget(area)
        head, _ = heading(
            self.tr("Models"),
            self.tr("They run on this computer. Sotto loads only models whose every part has been checked."),
            name="models.title",
        )
        rows.addWidget(head)
        self.cards = column(gap=4)
        rows.addLayout(self.cards)
        rows.addStretch(1)
        self._groups: list[QButtonGroup] = []

    def enter(self) -> None:
        """Fetch the list anew."""
        models = self.services.models
        self.ops.run(self, lambda: (models.list(), models.chosen()), self.show_models)

    def show_models(self, found: tuple[list[ModelInfo], dict[Task, str]]) -> None:
        """Show models by task."""
        models, chosen = found
        clear(self.cards)
        self._groups = []
        texts: list[tuple[Task, str, str]] = [
            ("speech", self.tr("Speech model"), self.tr("Writes down the words.")),
            ("speakers", self.tr("Speaker model"), self.tr("Works out who spoke.")),
            ("embedding", self.tr("Meaning model"), self.tr("Finds the moments that a sentence speaks of.")),
            (
                "entailment",
                self.tr("Second reader"),
                self.tr("Optional. Looks once more whether a sentence follows from what was said."),
            ),
            ("note", self.tr("Note model"), self.tr("Drafts the note.")),
        ]
        for task, title, text in texts:
            card = Card(gap=3)
            top = column(gap=0.5)
            top.addWidget(label(title, "heading"))
            top.addWidget(label(text, tone="muted", wrap=True))
            card.rows.addLayout(top)
            group = QButtonGroup(card)
            self._groups.append(group)
            mine = [m for m in models if m.task == task]
            for model in mine:
                card.rows.addWidget(line())
                card.rows.addWidget(self._model(group, model, model.id == chosen.get(task)))
            if not mine:
                card.rows.addWidget(label(self.tr("None."), tone="muted"))
            self.cards.addWidget(card)

    def _model(self, group: QButtonGroup, model: ModelInfo, chosen: bool) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=3)
        choice = QRadioButton(model.title)
        choice.setObjectName(f"models.{model.task}.{model.id}")
        choice.setAccessibleName(model.title)
        choice.setAccessibleDescription(model.description)
        choice.setFont(theme.font("strong"))
        choice.setChecked(chosen)
        choice.setEnabled(model.installed)
        choice.clicked.connect(lambda: self._choose(model))
        group.addButton(choice)
        texts = column(gap=0.5)
        texts.addWidget(choice)
        about = label(model.description, tone="muted", wrap=True)
        about.setContentsMargins(theme.px(30), 0, 0, 0)
        texts.addWidget(about)
        facts = label(f"{words.size_words(model.size_bytes)} · {model.licence}", "caption", tone="muted", wrap=True)
        facts.setContentsMargins(theme.px(30), 0, 0, 0)
        texts.addWidget(facts)
        across.addLayout(texts, 1)
        if model.demo:
            across.addWidget(chip(self.tr("Demo"), "warning"))
        state = self.tr("In use") if chosen else self.tr("Installed") if model.installed else self.tr("Not installed")
        across.addWidget(chip(state, "accent" if chosen else ""))
        return holder

    def _choose(self, model: ModelInfo) -> None:
        self.ops.run(self, lambda: self.services.models.choose(model.task, model.id), lambda _: self._chosen())

    def _chosen(self) -> None:
        self.router.apply_preferences()
        self.enter()
