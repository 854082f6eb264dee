"""Search: everything in the vault as one types, by words and by meaning; what is found opens at its moment."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.errors import Cancelled
from app.domain.search import Filters, Found, Hit, HitKind
from app.domain.session import Client, SessionState
from app.domain.transcript import Role
from app.ui import error_view, theme
from app.ui.announce import announce
from app.ui.context import Command, Context, Page
from app.ui.operations import Lane
from app.ui.pages.choices import ClientChoice, Limits, PeriodChoice, choice
from app.ui.pages.frame import WIDTH, page_title, scrolled
from app.ui.pages.search_field import Field
from app.ui.pages.search_list import SearchList
from app.ui.widgets import EmptyState, button, label, row, set_tip

TYPING_MS = 60
"""A pause in typing after which is looked for what stands there."""
MEANING_MS = 600
"""A longer one, after which is also looked for what says about the same: that takes the language model."""
READING_MS = 2000
LIMIT, NEAR = 80, 12


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for."""

    text: str = ""
    filters: Filters = Filters()  # noqa: RUF009  it cannot be changed


class SearchPage(Page):
    """One question is answered at a time; what was typed meanwhile is asked next, what lies between never."""

    help_topic = "search"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "search")
        area, rows = scrolled("search.scroll", WIDTH, gap=3)
        self.outer.addWidget(area)
        rows.addWidget(page_title(self.tr("Search"), "search.title"))
        self.field = self._field()
        rows.addWidget(self.field)
        rows.addWidget(self._filters())
        rows.addWidget(self.period.days)
        self.reading = label("", "caption", tone="warning", wrap=True, name="search.reading")
        self.reading.hide()
        rows.addWidget(self.reading)
        told = row(gap=2)
        self.count = label("", "caption", tone="muted", name="search.count")
        told.addWidget(self.count)
        told.addStretch(1)
        told.addWidget(self.clear)
        rows.addLayout(told)
        self.stack = QStackedWidget()
        self.list = SearchList()
        self.list.opened.connect(self._open)
        self.list.left_upwards.connect(self.field.setFocus)
        self.list.typed.connect(self._typed_below)
        self.stack.addWidget(self._start())
        self.stack.addWidget(self._none())
        self.stack.addWidget(self.list)
        self.stack.setMinimumSize(theme.px(240), theme.px(240))
        rows.addWidget(self.stack, 1)
        self._asking = self._near_asking = False
        self._answered: Question | None = None
        self._near: Question | None = None
        self._kept, self._away = Question(), True
        self._can_mean = False
        self._soon = self._timer(TYPING_MS, self._look)
        self._later = self._timer(MEANING_MS, self._look_near)
        self._watch = self._timer(READING_MS, self._ask_reading)

    def _timer(self, milliseconds: int, act: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made

    def _field(self) -> Field:
        made = Field(self)
        made.setObjectName("search.field")
        made.setAccessibleName(self.tr("Search everything"))
        made.setPlaceholderText(self.tr("Words of a session, a note, or a client’s code or name"))
        set_tip(made, self.tr("Search everything (Ctrl+Shift+F)"))
        made.setClearButtonEnabled(True)
        made.setMaxLength(200)
        made.textChanged.connect(lambda _: self._changed())
        made.returnPressed.connect(self._enter_pressed)
        return made

    def _filters(self) -> QWidget:
        self.client = ClientChoice("search.client")
        self.period = PeriodChoice("search.period")
        self.role = choice("search.role", self.tr("Who spoke"), [
            (self.tr("Anybody’s words"), None), (self.tr("Client’s words"), Role.CLIENT),
            (self.tr("Therapist’s words"), Role.THERAPIST),
        ], wide=13)  # fmt: skip
        self.signed = choice("search.signed", self.tr("Signed or not"), [
            (self.tr("Signed or not"), None), (self.tr("Signed"), True), (self.tr("Not signed"), False),
        ], wide=10)  # fmt: skip
        self.clear = button(
            self.tr("No limits"), "link", name="search.clear", size="small", tip=self.tr("Take these choices back")
        )
        self.clear.clicked.connect(lambda _=False: self._clear())
        self.client.changed.connect(self._changed)
        self.period.changed.connect(self._changed)
        self.role.currentIndexChanged.connect(lambda _: self._changed())
        self.signed.currentIndexChanged.connect(lambda _: self._changed())
        return Limits(620, (self.client, self.period, self.role, self.signed))

    def _start(self) -> QWidget:
        made = EmptyState(
            "search", self.tr("Search everything"),
            self.tr("Type a few words: what was said, what stands in a note, or a client’s code or name. The "
                    "beginning of a word is enough. Words in quotation marks stand together. What you type here is not "
                    "kept."),
        )  # fmt: skip
        made.setObjectName("search.start")
        return made

    def _none(self) -> QWidget:
        self.wider = button(self.tr("Search without limits"), name="search.wider")
        self.wider.clicked.connect(lambda _=False: self._clear())
        made = EmptyState(
            "search", self.tr("Nothing found"),
            self.tr("Try fewer words, or another form of them. A word that was misheard stands in the transcript as it "
                    "was heard."), self.wider,
        )  # fmt: skip
        made.setObjectName("search.none")
        return made

    # ---- coming and going ----------------------------------------------------------------------

    def prepare(self, text: str = "") -> None:
        """Before `enter`: what to look for; "" for what was looked for last."""
        if text:
            self._kept = Question(text)
            self._reset_filters()  # whoever asks from elsewhere sees no limits, and means none
            self._away = True

    def enter(self) -> None:
        """Ask for what was looked for last, with the clients as they are now."""
        if not self._away:
            self._kept = self.question()  # it was shown already: what stands there stays
        self._away = False
        self.ask(lambda: (self.services.records.clients(), self.services.search.can_mean()), self._entered)
        self._ask_reading()
        self.field.blockSignals(True)  # it is asked once the clients are there
        self.field.setText(self._kept.text)
        self.field.blockSignals(False)
        self.anew()

    def leave(self) -> None:
        """Take everything off the screen; the question is kept for the way back, until the vault is locked."""
        self._kept, self._away = self.question(), True
        for timer in (self._soon, self._later, self._watch):
            timer.stop()
        self.field.blockSignals(True)
        self.field.setText("")  # not clear(): that can be undone, and keeps the words for it
        self.field.blockSignals(False)
        self.client.fill([])
        self.list.found.fill(Found())
        self.count.setText("")
        self.reading.hide()
        self.stack.setCurrentIndex(0)
        self._asking = self._near_asking = False
        self._answered = self._near = None

    def forget(self) -> None:
        """The vault is locked: nothing that was looked for is left."""
        self._kept = Question()
        self._reset_filters()

    def commands(self) -> list[Command]:
        """Searching anew, and without limits."""
        narrowed = self.question().filters != Filters()
        return [
            Command("search.anew", self.tr("Search for something else"), self.anew),
            Command("search.clear", self.tr("Search without limits"), self._clear, enabled=narrowed),
        ]

    def _entered(self, found: tuple[list[Client], bool]) -> None:
        clients, self._can_mean = found
        self.client.fill(clients, self._kept.filters.client_id)
        self._look()

    def anew(self) -> None:
        """Take the keys into the field, ready for other words."""
        self.field.setFocus()
        self.field.selectAll()

    # ---- asking --------------------------------------------------------------------------------

    def question(self) -> Question:
        """What stands in the field and the choices now."""
        since, until = self.period.value
        role = self.role.currentData()  # Qt gives a plain text back
        filters = Filters(self.client.value, since, until, Role(role) if role else None, self.signed.currentData())
        return Question(self.field.text().strip(), filters)

    def _changed(self) -> None:
        self._later.stop()
        self._soon.start()

    def _reset_filters(self) -> None:
        self.client.choose("")
        self.period.reset()
        for box in (self.role, self.signed):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)

    def _clear(self) -> None:
        self._reset_filters()
        self._look()

    def _look(self) -> None:
        """Ask the question that stands there, unless another is being answered: then it is asked after that."""
        self._soon.stop()
        question = self.question()
        self.clear.setVisible(question.filters != Filters())
        if self._asking or question == self._answered:
            return
        if not question.text:
            self._answered = question
            self._show(question, Found())
            return
        self._asking = True

        def answered(found: Found) -> None:
            self._asking = False
            self._answered = question
            if self.question().text:  # what is being typed on goes on from here; an empty field shows nothing
                self._show(question, found)
            self._look()

        def failed(error: Exception) -> None:
            self._asking = False
            self._answered = question
            self._show(question, None)  # what was found before is no answer to this
            self.ops.fail(self, error)
            self._look()

        self.ask(lambda: self.services.search.find(question.text, question.filters, LIMIT), answered, failed)

    def _show(self, question: Question, answer: Found | None) -> None:
        """Show an answer; None: there is none, as to no question."""
        found = answer or Found()
        self.list.found.fill(found)
        self._near = None  # what is close in meaning stood in the list as it was
        self.list.scrollToTop()
        if answer is None:
            question = Question()
        self._say_count(question, found)
        self.wider.setVisible(question.filters != Filters())
        if found.hits:
            self.stack.setCurrentWidget(self.list)
        else:
            self.stack.setCurrentIndex(1 if question.text else 0)
        if question.text and self._can_mean:
            self._later.start()

    def _say_count(self, question: Question, found: Found) -> None:
        places, sessions = len(found.hits), len({hit.session_id for hit in found.hits if hit.session_id})
        self.count.setVisible(bool(places) or not question.text)  # that nothing was found stands large below
        if not question.text:
            self.count.setText("")
            return
        if found.more:
            text = self.tr("More than {places} places. More words, or a choice above, leave fewer.")
        elif places == 1:
            text = self.tr("One place")
        elif not places:
            text = self.tr("Nothing found")
        elif sessions == 1:
            text = self.tr("{places} places in one session")
        else:
            text = self.tr("{places} places, {sessions} sessions")
        text = text.replace("{places}", str(places)).replace("{sessions}", str(sessions))
        if text != self.count.text():
            self.count.setText(text)
            announce(self, text)

    # ---- by meaning ----------------------------------------------------------------------------

    def _look_near(self) -> None:
        """Ask for what says about the same. One such question runs at a time; the last one is asked next."""
        question = self.question()
        if self._near_asking or self._asking or question != self._answered or question == self._near:
            return
        if len(question.text) < 3:
            return
        self._near_asking = True
        self._say_near(Found(), self.tr("Looking…"))

        def over(found: Found, said: str = "") -> None:
            self._near_asking = False
            self._near = question
            if question == self.question():
                self._say_near(found, said)
            else:
                self._later.start()

        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled):
                over(Found())
            else:
                over(Found(), error_view.briefly(error))

        self.ask(
            lambda: self.services.search.meaning(question.text, question.filters, NEAR), over, failed, lane=Lane.LONG
        )

    def _say_near(self, found: Found, said: str) -> None:
        title = self.tr("Close in meaning") if found.hits or said else ""
        self.list.found.add_meaning(found, title, said)
        if found.hits and self.stack.currentWidget() is not self.list:
            self.stack.setCurrentWidget(self.list)

    # ---- what is still being read in -----------------------------------------------------------

    def _ask_reading(self) -> None:
        self.ask(self.services.search.indexing, self._show_reading)

    def _show_reading(self, sessions: int) -> None:
        before = self.reading.isVisible()
        if not sessions:
            self.reading.hide()
            if before:  # what came in meanwhile may hold it
                self._answered = None
                self._look()
            return
        text = self.tr("Sotto is still reading {n} sessions in; what stands in them is not found yet.")
        if sessions == 1:
            text = self.tr("Sotto is still reading one session in; what stands in it is not found yet.")
        self.reading.setText(text.replace("{n}", str(sessions)))
        self.reading.show()
        self._watch.start()

    # ---- opening -------------------------------------------------------------------------------

    def _enter_pressed(self) -> None:
        if self.question() == self._answered:
            self.list.open_current()
        else:
            self._look()

    def _typed_below(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)

    def _open(self, hit: Hit) -> None:
        if hit.kind is HitKind.CLIENT:
            self.router.show_client(hit.client_id)
        elif hit.kind is HitKind.WRITTEN:
            self.ask(
                lambda: self.services.records.session(hit.session_id).state, lambda state: self._written(hit, state)
            )
        else:
            self.router.show_workspace(hit.session_id, hit.moment)

    def _written(self, hit: Hit, state: SessionState) -> None:
        """What was written stands on the page where it is written until it has been drafted from."""
        if state is SessionState.PLANNED:
            self.router.show_writing(hit.session_id)
        else:
            self.router.show_workspace(hit.session_id, hit.moment)
