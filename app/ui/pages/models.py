"""Models: what suits this computer, what is installed and in use, how to get more, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QButtonGroup, QWidget

from app.domain.errors import SottoError
from app.ui import error_view, question, words
from app.ui.context import Context, Page
from app.ui.errand import Errand, Kind, to_use
from app.ui.errands import Errands
from app.ui.operations import Lane
from app.ui.pages.frame import WIDTH, heading, scrolled
from app.ui.pages.models_advice import AdviceCard
from app.ui.pages.models_dialogs import AboutDialog, MirrorDialog
from app.ui.pages.models_jobs import ErrandList
from app.ui.pages.models_row import ModelRow
from app.ui.pages.models_ways import Ways
from app.ui.pages.models_where import WaysCard, WhereCard
from app.ui.pages.models_words import ModelWords
from app.ui.widgets import Banner, Card, button, caption, clear, column, label, line, row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.model_errors import ModelsTooLarge
    from app.domain.placement import Placed
    from app.services.catalogue import Task
    from app.services.choosing import Recommendation
    from app.services.hardware import MachineFacts
    from app.services.installing.offers import Space
    from app.services.models import ModelInfo

    Advice = tuple[Recommendation, MachineFacts, Mapping[Task, Placed]]


@dataclass(frozen=True, slots=True)
class Found:
    """What the page shows."""

    models: list[ModelInfo]
    chosen: dict[Task, str]
    space: Space
    mirror: str
    partial: dict[str, int]
    """Bytes that are there of models whose installation broke off."""


class ModelsPage(Page):
    """The recommendation first; the table of all models for those who want it."""

    help_topic = "models"

    def __init__(self, context: Context, errands: Errands) -> None:
        super().__init__(context, "models")
        self.errands = errands
        self.words = ModelWords(self)
        self._found: Found | None = None
        self._advice: Advice | None = None
        self._groups: list[QButtonGroup] = []
        self._all = False
        self._shown: object = None
        self._made, self._keyboard = 0, ""
        self._known: set[tuple[Kind, tuple[str, ...]]] = set()
        self.ways = Ways(context, errands, self)
        area, rows = scrolled("models.scroll", WIDTH)
        self.outer.addWidget(area)
        head, _ = heading(
            self.tr("Models"),
            self.tr("They run on this computer. Sotto loads only models whose every part has been checked."),
            name="models.title",
        )
        rows.addWidget(head)
        self.result = Banner("models.result")
        rows.addWidget(self.result)
        self.jobs = Card("", gap=3, name="models.jobs")
        self.jobs.rows.addWidget(label(self.tr("Being done"), "heading"))
        inside = column(gap=4)
        self.jobs.rows.addLayout(inside)
        self.list = ErrandList("models.job", inside, errands, self.words, self._titles)
        self.jobs.hide()
        rows.addWidget(self.jobs)
        self.advice = AdviceCard(self.words)
        rows.addWidget(self.advice)
        self.table = QWidget()
        self.cards = column(self.table, gap=4)
        rows.addWidget(self.table)
        across = row(gap=3)
        self.more = button("", name="models.showAll")
        across.addWidget(self.more)
        across.addStretch(1)
        rows.addLayout(across)
        self.without = WaysCard()
        rows.addWidget(self.without)
        self.where = WhereCard()
        rows.addWidget(self.where)
        rows.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.errands.changed.connect(self._errands_changed)
        self.errands.ended.connect(self._ended)
        self.advice.take.clicked.connect(lambda _=False: self._take_advice())
        self.advice.measure.clicked.connect(lambda _=False: self.errands.measure())
        self.more.clicked.connect(lambda _=False: self.show_all(not self._all))
        self.without.folder.clicked.connect(lambda _=False: self.ways.from_folder())
        self.without.pack.clicked.connect(lambda _=False: self.ways.from_pack())
        self.without.out.clicked.connect(lambda _=False: self._pack())
        self.where.tidy.clicked.connect(lambda _=False: self._throw_away())
        self.errands.thrown_away.connect(lambda: self.refresh() if self.isVisible() else None)
        self.where.mirror.clicked.connect(lambda _=False: self._ask_mirror())
        self.ways.looking.connect(self._looking)
        self.ways.refused.connect(self._refused)
        self.ways.said.connect(lambda text: self.result.say(text, "success"))

    # ---- what there is -------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch everything anew."""
        self.refresh()
        self._errands_changed()

    def leave(self) -> None:
        """What was told of belongs to this visit. What is being done goes on."""
        self.result.hide()
        self._all = False

    def refresh(self) -> None:
        """Fetch the list, and what suits; looking at the computer takes a while and holds nothing up."""
        services = self.services

        def find() -> Found:
            models, installer = services.models, services.installer
            return Found(
                models.list(), models.chosen(), installer.space(), installer.mirror, installer.partial()
            )  # fmt: skip

        self.ask(find, self.show_models)

        def advise() -> Advice:
            machine = services.machine
            return machine.recommend(), machine.facts, services.workers.placements()

        self.ask(advise, self.show_advice, lane=Lane.LONG)

    def show_advice(self, found: Advice) -> None:
        """Show what suits this computer."""
        self._advice = found
        self._show_advice()
        if self._found is not None:
            self.show_models(self._found)

    def _show_advice(self) -> None:
        if self._advice is None:
            return
        busy = self.services.recording.active is not None
        refused = self.tr("A session is being recorded. Measure once that is done.") if busy else ""
        if self.errands.of_kind(Kind.MEASURE) is not None:
            refused = self.tr("It is being measured.")
        self.advice.show_advice(*self._advice, self.errands.coming, refused)

    def show_models(self, found: Found) -> None:
        """Show models by task: those that are there, or all of them."""
        self._found = found
        self.where.show_space(found.space, found.mirror, any(each not in self.errands.coming for each in found.partial))
        now = (frozenset(found.partial), found.models, found.chosen, self._all, self._advice, self.errands.coming)
        if now == self._shown:
            return  # what is on the screen stays there, with the keyboard's place in it
        self._shown = now
        # Made anew twice in a row, the keyboard's place is that of before the first time.
        self._keyboard = self._focused() or self._keyboard
        clear(self.cards)
        self._groups = []
        hidden = 0
        for task, title, text in self.words.tasks():
            mine = [m for m in found.models if m.task == task]
            shown = [m for m in mine if self._all or m.installed or found.chosen.get(task) == m.id]
            hidden += len(mine) - len(shown)
            self.cards.addWidget(self._card(task, title, text, shown))
        self.more.setVisible(self._all or hidden > 0)
        self._made += 1
        made = self._made
        QTimer.singleShot(0, self, lambda: self._focus(made))  # Qt shows what was just made a moment later
        text = self.tr("Show only what is installed") if self._all else self.tr("Show all models ({n} more)")
        caption(self.more, text.replace("{n}", str(hidden)))

    def _card(self, task: Task, title: str, text: str, shown: list[ModelInfo]) -> Card:
        assert self._found is not None
        card = Card(gap=3)
        top = column(gap=0.5)
        top.addWidget(label(title, "heading"))
        top.addWidget(label(text, tone="muted", wrap=True))
        card.rows.addLayout(top)
        group = QButtonGroup(card)
        self._groups.append(group)
        for model in shown:
            card.rows.addWidget(line())
            card.rows.addWidget(self._row(group, model, self._found))
        if not shown:
            card.rows.addWidget(label(self.tr("None is installed."), tone="muted", name=f"models.{task}.none"))
        return card

    def _focused(self) -> str:
        """The name of the control in the table that has the keyboard; "" for none."""
        now = QApplication.focusWidget()
        return now.objectName() if now is not None and self.table.isAncestorOf(now) else ""

    def _focus(self, made: int) -> None:
        """Give the keyboard back to where it was in the table, or where that control is gone to the one beside it."""
        if made != self._made:
            return  # the table was made anew since
        name, self._keyboard = self._keyboard, ""
        for each in (name, f"{name.removesuffix('.install')}.more") if name else ():
            found = next((w for w in self.table.findChildren(QWidget, each) if w.isVisible() and w.isEnabled()), None)
            if found is not None:
                found.setFocus()
                return

    def _row(self, group: QButtonGroup, model: ModelInfo, found: Found) -> QWidget:
        options = self._advice[0].options if self._advice is not None else ()
        option = next((each for each in options if each.model_id == model.id), None)
        hint = self.advice.said.hint(option) if self._all or not model.demo else ""
        made = ModelRow(
            group,
            model,
            self.words,
            chosen=model.id == found.chosen.get(model.task),
            coming=model.id in self.errands.coming,
            begun=model.id in found.partial,
            hint=hint,
        )
        made.asked.connect(partial(self._asked, model))
        return made

    def show_all(self, all_: bool = True) -> None:
        """Show all models of the catalogue, or only what is installed."""
        self._all = all_
        if self._found is not None:
            self.show_models(self._found)

    def _titles(self) -> dict[str, str]:
        return {model.id: model.title for model in self._found.models} if self._found is not None else {}

    # ---- what is asked for ---------------------------------------------------------------------

    def _asked(self, model: ModelInfo, what: str) -> None:
        ways: dict[str, Callable[[ModelInfo], None]] = {
            "use": self._use,
            "install": self._install,
            "remove": self._ask_remove,
            "check": lambda m: self.errands.check(m.id),
            "test": lambda m: self.errands.test(m.id),
            "about": lambda m: AboutDialog(self, m).open(),
        }
        ways[what](model)

    def _use(self, model: ModelInfo) -> None:
        """Choose it, unless the memory does not hold it beside the others."""
        services = self.services

        def choose() -> ModelsTooLarge | None:
            problem = services.machine.problem({**services.models.chosen(), model.task: model.id})
            if problem is None:
                services.models.choose(model.task, model.id)
            return problem

        self.ask(choose, self._used, self._used)

    def _used(self, problem: Exception | None) -> None:
        self.result.hide()
        if problem is not None:
            self._shown = None  # the button that was pressed must not look chosen
            self._refused(problem)
        else:
            self.router.apply_preferences()
        self.refresh()

    def _install(self, model: ModelInfo) -> None:
        assert self._found is not None
        self.result.hide()
        self.errands.download([model.id], to_use(self._found.models, self._found.chosen, [model.id]))

    def _take_advice(self) -> None:
        if self._advice is None:
            return
        advice, machine = self._advice[0], self.services.machine
        self.result.hide()
        self.ask(lambda: machine.accept(advice), lambda _: self._taken(advice.to_install))

    def _taken(self, missing: tuple[str, ...]) -> None:
        if missing:
            self.errands.download(missing)
        self.router.apply_preferences()
        self.refresh()

    def _ask_remove(self, model: ModelInfo) -> None:
        text = self.tr("{size} become free. It can be installed again at any time.")
        question.ask(
            self, "removeModel", self.tr("Remove {title}?").replace("{title}", model.title),
            text.replace("{size}", words.size_words(model.size_bytes)),
            [("remove", self.tr("&Remove"), lambda: self._remove(model))],
        )  # fmt: skip

    def _remove(self, model: ModelInfo) -> None:
        self.ask(lambda: self.services.installer.remove(model.id), lambda freed: self._removed(model, freed),
                 self._refused, lane=Lane.LONG)  # fmt: skip

    def _removed(self, model: ModelInfo, freed: int) -> None:
        text = self.tr("{title} was removed; {size} are free again.").replace("{title}", model.title)
        self.result.say(text.replace("{size}", words.size_words(freed)), "success")
        self.router.apply_preferences()
        self.refresh()

    def _throw_away(self) -> None:
        if self._found is not None:
            self.errands.throw_away(each for each in self._found.partial if each not in self.errands.coming)

    def _pack(self) -> None:
        if self._found is not None:
            self.ways.out(self._found.models, self._found.chosen)

    def _ask_mirror(self) -> None:
        installer = self.services.installer
        dialog = MirrorDialog(self, self._found.mirror if self._found is not None else "")

        def keep() -> None:
            address = dialog.address.text().strip()
            dialog.wait()
            self.ask(lambda: setattr(installer, "mirror", address), lambda _: kept(), refused)

        def kept() -> None:
            dialog.wait(False)
            dialog.accept()
            self.refresh()

        def refused(error: Exception) -> None:
            dialog.wait(False)
            error_view.say(dialog.banner, error)

        dialog.submitted.connect(keep)
        dialog.open()

    # ---- what becomes of it --------------------------------------------------------------------

    def _looking(self, looking: bool) -> None:
        for each in (self.without.folder, self.without.pack):
            each.setEnabled(not looking)
        if looking:
            self.result.say(self.tr("Looking what is there…"), "info")
        else:
            self.result.hide()

    def _refused(self, error: Exception) -> None:
        tone = "warning" if isinstance(error, SottoError) else "danger"
        error_view.say(self.result, error, tone)

    def _errands_changed(self) -> None:
        if not self.isVisible():
            return
        self.jobs.setVisible(self.list.refresh())
        now = {(each.kind, each.ids) for each in self.errands.all}
        if now != self._known:  # the table and the recommendation say what is on its way
            self._known = now
            self._show_advice()
            if self._found is not None:
                self.show_models(self._found)

    def _ended(self, errand: Errand) -> None:
        """Something is done or has failed: what is installed may be another set now."""
        if not self.isVisible():
            return
        if errand.error is None and not errand.quiet:
            self.result.say(self.words.done(errand, self._titles()), "success")
        self.refresh()
