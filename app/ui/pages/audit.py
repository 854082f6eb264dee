"""The audit trail: what was done with which record, and when; by whom; and whether the trail holds together."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.session import Client
from app.services import audit
from app.services.audit import AuditFilter, AuditKind, AuditRow
from app.ui import error_view, theme
from app.ui.context import Command, Context, Page
from app.ui.operations import Lane
from app.ui.pages.audit_list import AuditList
from app.ui.pages.audit_words import kind_words
from app.ui.pages.choices import ClientChoice, Limits, PeriodChoice, choice
from app.ui.pages.frame import WIDTH, heading, scrolled
from app.ui.translation import finding_words
from app.ui.widgets import Banner, Card, Foldable, button, column, label, row


class AuditPage(Page):
    """Everything is fetched anew when the page is shown or a filter changes; older entries as they are scrolled to."""

    help_topic = "audit"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "audit")
        area, rows = scrolled("audit.scroll", WIDTH)
        self.outer.addWidget(area)
        head, _ = heading(
            self.tr("Audit trail"),
            self.tr("What was done with each record, when, and by whom. It holds nothing of what stands in a record, "
                    "and cannot be changed."),
            name="audit.title",
        )  # fmt: skip
        rows.addWidget(head)
        rows.addWidget(self._check_card())
        rows.addLayout(self._filters())
        self.list = AuditList()
        self.list.acts.wanted.connect(self._more)
        self.list.opened.connect(self._open)
        self.none = label(
            self.tr("Nothing was noted that fits these choices."), tone="muted", wrap=True, name="audit.none"
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self._top(self.none))
        self.stack.setMinimumSize(theme.px(240), theme.px(240))
        rows.addWidget(self.stack, 1)
        self._serial = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(150)  # dates change step by step while an arrow is held
        self._again.timeout.connect(self._fetch)

    @staticmethod
    def _top(widget: QWidget) -> QWidget:
        holder = QWidget()
        rows = column(holder, gap=0, margins=(3, 4, 3, 0))
        rows.addWidget(widget)
        rows.addStretch(1)
        return holder

    def _check_card(self) -> Card:
        card = Card(padding=4)
        across = Foldable(720, gap=3)
        texts = column(gap=0.5)
        self.head = label("", "strong", name="audit.head")
        texts.addWidget(self.head)
        texts.addWidget(label(
            self.tr("Every signed note carries such figures. Copy them from a printed note to see whether the trail "
                    "still goes on from there."), "caption", tone="muted", wrap=True,
        ))  # fmt: skip
        across.line.addLayout(texts, 1)
        tools = row(gap=2)
        self.printed = QLineEdit()
        self.printed.setObjectName("audit.printed")
        self.printed.setAccessibleName(self.tr("Figures from a signed note; may stay empty"))
        self.printed.setPlaceholderText(self.tr("Figures from a printed note"))
        self.printed.setToolTip(self.tr("For example 128 · 3f9a 71c2 8d0e"))
        self.printed.setMaxLength(60)
        self.printed.returnPressed.connect(self._check)
        tools.addWidget(self.printed, 1)
        self.check = button(self.tr("&Check the trail"), name="audit.check", icon="shield",
                            tip=self.tr("Check every entry from the first one on (Alt+C)"))  # fmt: skip
        self.check.clicked.connect(self._check)
        tools.addWidget(self.check)
        across.line.addLayout(tools, 1)
        card.rows.addWidget(across)
        self.result = Banner("audit.result")
        card.rows.addWidget(self.result)
        return card

    def _filters(self) -> QVBoxLayout:
        holder = column(gap=2)
        kinds = [(kind_words(kind), kind) for kind in (None, *AuditKind)]
        self.kind = choice("audit.kind", self.tr("What it was about"), kinds, wide=20)
        self.client = ClientChoice("audit.client")
        self.period = PeriodChoice("audit.period")
        self.clear = button(self.tr("Show everything"), "link", name="audit.clear",
                            tip=self.tr("Take these choices back"))  # fmt: skip
        self.clear.clicked.connect(self._clear)
        holder.addWidget(Limits(560, (self.kind, self.client, self.period, self.clear)))
        holder.addWidget(self.period.days)
        self.kind.currentIndexChanged.connect(lambda _: self._changed())
        self.client.changed.connect(self._changed)
        self.period.changed.connect(self._changed)
        return holder

    # ---- what there is -------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch the clients, where the trail stands, and its newest entries."""
        self.ask(lambda: (self.services.records.clients(), self.services.audit.head()), self._entered)

    def leave(self) -> None:
        """Take the clients' names off the screen; what was checked said how things stood then."""
        self._again.stop()
        self._serial += 1
        self.list.acts.clear()
        self.client.fill([])
        self.kind.setCurrentIndex(0)
        self.period.reset()
        self.printed.clear()
        self.result.hide()
        self.head.setText("")
        self.check.setEnabled(True)
        self._again.stop()

    def commands(self) -> list[Command]:
        """Checking, and all entries again."""
        return [
            Command("audit.check", self.tr("Check the audit trail"), self._check, "Alt+C", self.check.isEnabled()),
            Command("audit.clear", self.tr("Show the whole audit trail"), self._clear, enabled=self._narrowed()),
        ]

    def _entered(self, found: tuple[list[Client], str]) -> None:
        clients, head = found
        self.client.fill(clients)
        self._show_head(head)
        self._fetch()
        self.list.setFocus()

    def _show_head(self, head: str) -> None:
        self.head.setText(self.tr("Newest entry: {head}").replace("{head}", head))

    def _wanted(self) -> AuditFilter:
        kind = self.kind.currentData()  # Qt gives a plain text back
        return AuditFilter(AuditKind(kind) if kind else None, self.client.value, *self.period.value)

    def _narrowed(self) -> bool:
        return self._wanted() != AuditFilter()

    def _changed(self) -> None:
        self._again.start()

    def _clear(self) -> None:
        self.kind.setCurrentIndex(0)
        self.client.choose("")
        self.period.reset()
        self._fetch()

    def _fetch(self) -> None:
        self._again.stop()
        self._serial += 1
        self.clear.setVisible(self._narrowed())
        wanted, serial = self._wanted(), self._serial

        def show(page: audit.AuditPage) -> None:
            if serial == self._serial:
                self.list.acts.clear()
                self._show(page)
                self.list.scrollToTop()
                self.stack.setCurrentIndex(0 if page.rows else 1)

        self.ask(lambda: self.services.audit.page(wanted), show)

    def _more(self, before: int) -> None:
        wanted, serial = self._wanted(), self._serial

        def show(page: audit.AuditPage) -> None:
            if serial == self._serial:
                self._show(page)

        self.ask(lambda: self.services.audit.page(wanted, before), show)

    def _show(self, page: audit.AuditPage) -> None:
        self.list.acts.add(page.rows, older=page.older)

    def _open(self, act: AuditRow) -> None:
        if act.session_id:
            self.router.show_workspace(act.session_id)
        elif act.client_id:
            self.router.show_client(act.client_id)

    # ---- the check -----------------------------------------------------------------------------

    def _check(self) -> None:
        if not self.check.isEnabled():
            return
        self.check.setEnabled(False)
        printed = self.printed.text()
        self.result.say(self.tr("Checking every entry…"), "info")
        self.ask(
            lambda: (self.services.audit.check(printed), self.services.audit.head()),
            lambda found: self._checked(found, bool(printed.strip())),
            self._could_not,
            lane=Lane.LONG,
        )

    def _checked(self, found: tuple[list[str], str], printed: bool) -> None:
        problems, head = found
        self.check.setEnabled(True)
        self._show_head(head)
        if problems:
            self.result.say(" ".join(map(finding_words, problems)), "danger")
        elif printed:
            self.result.say(
                self.tr("Every entry follows the one before it, and the trail goes on from the figures that you gave."),
                "success",
            )
        else:
            self.result.say(self.tr("Every entry follows the one before it. Nothing was changed or taken out."),
                            "success")  # fmt: skip

    def _could_not(self, error: Exception) -> None:
        self.check.setEnabled(True)
        error_view.say(self.result, error)
