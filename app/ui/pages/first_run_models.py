"""The step of the first run that gets the models: over the network, from a stick, or later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui import error_view, theme, words
from app.ui.context import Context
from app.ui.errand import Errand
from app.ui.errands import Errands
from app.ui.operations import Lane
from app.ui.pages.first_run_steps import Step
from app.ui.pages.models_advice import AdviceWords, to_fetch
from app.ui.pages.models_jobs import ErrandList
from app.ui.pages.models_ways import Ways
from app.ui.pages.models_words import ModelWords
from app.ui.widgets import Banner, Foldable, Prose, button, caption, chip, clear, column, label, line, row

if TYPE_CHECKING:
    from app.services.catalogue import Task
    from app.services.choosing import Recommendation
    from app.services.hardware import MachineFacts
    from app.services.models import ModelInfo

_SHOWN = ("speech", "speakers", "embedding", "note")
"""The second reader is for later: nothing waits for it."""


class ModelsStep(Step):
    """Says which models there are, and offers the ways to better ones. Next is never shut: it can all be done later."""

    def __init__(self, context: Context, errands: Errands) -> None:
        super().__init__(
            context,
            self.tr("What listens and writes"),
            self.tr(
                "The parts that write down the words and draft the note are called models. They run on this computer. "
                "Getting them is the only time that Sotto uses a network, and a stick does as well. You can go on "
                "meanwhile, or do it later."
            ),
        )
        self.errands = errands
        self.words = ModelWords(self)
        self.said = AdviceWords(self)
        self.ways = Ways(context, errands, self)
        self.banner = Banner("firstRun.demo")
        self.rows.addWidget(self.banner)
        self.models = column(gap=2)
        self.rows.addLayout(self.models)
        self.rows.addWidget(line())
        self.advice = Prose("", name="firstRun.advice")
        self.advice.hide()
        self.rows.addWidget(self.advice)
        buttons = Foldable(480, gap=2)
        self.get = button(self.tr("Download"), name="firstRun.download", icon="import")
        self.folder = button(self.tr("From a &stick…"), name="firstRun.fromFolder", icon="folder")
        self.pack = button(self.tr("From a &pack file…"), name="firstRun.fromPack", icon="file")
        self.get.hide()
        for each in (self.get, self.folder, self.pack):
            buttons.line.addWidget(each)
        buttons.line.addStretch(1)
        self.rows.addWidget(buttons)
        self.result = Banner("firstRun.models")
        self.rows.addWidget(self.result)
        inside = column(gap=3)
        self.rows.addLayout(inside)
        self.list = ErrandList("firstRun.job", inside, errands, self.words, lambda: self._titles)
        self.rows.addStretch(1)
        self._titles: dict[str, str] = {}
        self._advice: Recommendation | None = None
        self.get.clicked.connect(lambda _=False: self._download())
        self.folder.clicked.connect(lambda _=False: self.ways.from_folder())
        self.pack.clicked.connect(lambda _=False: self.ways.from_pack())
        self.ways.looking.connect(self._looking)
        self.ways.refused.connect(self._refused)
        self.ways.said.connect(lambda text: self.result.say(text, "success"))
        errands.changed.connect(self._errands_changed)
        errands.ended.connect(self._ended)

    def enter(self) -> None:
        """List what is installed, and look at the computer."""
        self.result.hide()
        self._look()
        self._errands_changed()

    def _look(self) -> None:
        services = self.context.services
        self.context.ops.run(
            self, lambda: (services.models.list(), services.models.chosen(), services.models.demo_in_use()), self._fill
        )
        self.context.ops.run(
            self, lambda: (services.machine.recommend(), services.machine.facts), self._advise, lane=Lane.LONG
        )

    def _fill(self, found: tuple[list[ModelInfo], dict[Task, str], bool]) -> None:
        models, chosen, demo = found
        self._titles = {model.id: model.title for model in models}
        clear(self.models)
        for task, name, _ in self.words.tasks():
            if task not in _SHOWN:
                continue
            model = next((m for m in models if m.id == chosen.get(task)), None)
            line_up = row(gap=3)
            kind = label(name, tone="muted")
            kind.setFixedWidth(theme.px(132))
            line_up.addWidget(kind)
            line_up.addWidget(label(model.title if model else self.tr("None yet"), "strong", wrap=True), 1)
            if model is not None:
                line_up.addWidget(
                    chip(self.tr("Demo"), "warning") if model.demo else chip(self.tr("Installed"), "success")
                )
            self.models.addLayout(line_up)
        if "speech" not in chosen:
            self.banner.say(
                self.tr("Until there is a speech model, Sotto can record, and cannot write down the words."), "warning"
            )
        elif demo:
            self.banner.say(
                self.tr(
                    "Demo models: they know only the demo session. Install speech models to use your own recordings."
                ),
                "warning",
            )
        else:
            self.banner.hide()

    def _advise(self, found: tuple[Recommendation, MachineFacts]) -> None:
        self._advice, facts = found
        self.advice.say(self.said.sentences(self._advice, facts))
        self.advice.show()
        self._errands_changed()

    def _missing(self) -> tuple[list[str], int]:
        return to_fetch(self._advice, self.errands.coming) if self._advice is not None else ([], 0)

    def _download(self) -> None:
        advice, (missing, _) = self._advice, self._missing()
        if advice is None or not missing:
            return
        machine = self.context.services.machine
        self.context.ops.run(self, lambda: machine.accept(advice), lambda _: self.errands.download(missing))

    def _looking(self, looking: bool) -> None:
        for each in (self.folder, self.pack):
            each.setEnabled(not looking)
        if looking:
            self.result.say(self.tr("Looking what is there…"), "info")
        else:
            self.result.hide()

    def _refused(self, error: Exception) -> None:
        error_view.say(self.result, error, "warning")

    def _errands_changed(self) -> None:
        if not self.isVisible():
            return
        self.list.refresh()
        missing, size = self._missing()
        self.get.setVisible(bool(missing))
        caption(self.get, self.tr("&Download ({size})").replace("{size}", words.size_words(size)))

    def _ended(self, errand: Errand) -> None:
        if not self.isVisible():
            return
        if errand.error is None and not errand.quiet:
            self.result.say(self.words.done(errand, self._titles), "success")
        self._look()
