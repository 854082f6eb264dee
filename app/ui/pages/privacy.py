"""Privacy: whether the network is used, what is stored where, what protects each part, and the proof of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui import error_view, icons, theme
from app.ui.context import Command, Context, Page
from app.ui.operations import Lane
from app.ui.pages.frame import WIDTH, heading, scrolled
from app.ui.pages.privacy_words import PrivacyWords
from app.ui.widgets import Banner, Card, Elided, Prose, button, chip, clear, column, label, line, row

if TYPE_CHECKING:
    from app.services.privacy import PrivacyReport, Proof, Protected, Stored, Tried

OPEN, ABSENT = "open", "absent"


class PrivacyPage(Page):
    """Everything is fetched anew when the page is shown; the proof stays until it is left."""

    help_topic = "privacy"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "privacy")
        self.words = PrivacyWords(self)
        area, rows = scrolled("privacy.scroll", WIDTH)
        self.outer.addWidget(area)
        head, _ = heading(
            self.tr("Privacy"),
            self.tr("Everything stays on this computer. Here is how things stand now, and how you can check it."),
            name="privacy.title",
        )
        rows.addWidget(head)
        self.network = Banner("privacy.network")
        rows.addWidget(self.network)
        rows.addWidget(self._proof_card())
        self.processes = self._card(rows, self.tr("What protects each part"))
        self.stored = self._card(rows, self.tr("What is stored, and where"))
        rows.addWidget(self._keeping_card())
        rows.addWidget(self._audit_card())
        rows.addStretch(1)

    @staticmethod
    def _card(rows: QVBoxLayout, title: str) -> QVBoxLayout:
        card = Card(title)
        inner = column(gap=3)
        card.rows.addLayout(inner)
        rows.addWidget(card)
        return inner

    @staticmethod
    def _told(title: str, found: QWidget, about: str) -> Card:
        """A card with what was found, and below it what that means."""
        card = Card(title)
        card.rows.addWidget(found)
        card.rows.addWidget(label(about, tone="muted", wrap=True))
        return card

    def _proof_card(self) -> Card:
        card = Card(self.tr("See for yourself"))
        card.rows.addWidget(
            Prose(
                self.tr(
                    "With this button, the parts that hear and read a session try to reach the network, the vault "
                    "and other programs, in every way we know. The system must refuse each try."
                )
            )
        )
        self.prove = button(self.tr("&Prove it"), "primary", name="privacy.prove", icon="shield")
        self.prove.clicked.connect(self._prove)
        card.rows.addLayout(_alone(self.prove))
        self.result = Banner("privacy.result")
        card.rows.addWidget(self.result)
        self.tries = column(gap=4)
        card.rows.addLayout(self.tries)
        return card

    def _keeping_card(self) -> Card:
        self.keeping = label("", wrap=True, name="privacy.keeping")
        return self._told(
            self.tr("What is kept until when"), self.keeping,
            self.tr("Transcripts and notes are kept until you delete them, their session or their client. The audit "
                    "trail stays; it holds no words of a session. Logs hold names of the program's own functions."),
        )  # fmt: skip

    def _audit_card(self) -> Card:
        self.head = label("", wrap=True, name="privacy.auditHead")
        card = self._told(
            self.tr("Audit trail"), self.head,
            self.tr("Each act on a record is noted, and each entry seals the one before it. The same figures stand "
                    "on every signed note."),
        )  # fmt: skip
        check = button(self.tr("&Check everything"), name="privacy.check", icon="shield")
        check.clicked.connect(lambda _=False: self.router.show_settings())
        trail = button(self.tr("&Show the trail"), name="privacy.audit",
                       tip=self.tr("Show what was done with which record (Alt+S)"))  # fmt: skip
        trail.clicked.connect(lambda _=False: self.router.show_audit())
        card.rows.addLayout(_alone(trail, check))
        return card

    def commands(self) -> list[Command]:
        """The proof, and the audit trail."""
        return [
            Command("privacy.prove", self.tr("Prove that nothing leaves"), self.prove.click, "Alt+P",
                    self.prove.isEnabled()),
            Command("privacy.audit", self.tr("Show the audit trail"), self.router.show_audit, "Alt+S"),
            Command("privacy.check", self.tr("Check everything in the vault"), self.router.show_settings, "Alt+C"),
        ]  # fmt: skip

    # ---- what there is -------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch the report anew."""
        self.ask(self.services.privacy.report, self.show_report)

    def leave(self) -> None:
        """Forget what was tried: it says how things stood then."""
        self.result.hide()
        clear(self.tries)
        self.prove.setEnabled(True)

    def show_report(self, report: PrivacyReport) -> None:
        """Show how things stand."""
        self.network.say(*self.words.network(report.network_open, report.last_use))
        clear(self.processes)
        for number, each in enumerate(report.processes):
            if number:
                self.processes.addWidget(line())
            self.processes.addWidget(self._process(each))
        for name, text, holds in (
            ("screenLock", self.words.screen_lock(self.router.locks_with_screen), self.router.locks_with_screen),
            ("capture", self.words.capture(self.router.capture_excluded), self.router.capture_excluded),
        ):
            self.processes.addWidget(line())
            self.processes.addWidget(self._sentence(f"privacy.{name}", text, holds))
        clear(self.stored)
        for number, kept in enumerate(report.stored):
            if number:
                self.stored.addWidget(line())
            self.stored.addWidget(self._stored(kept))
        self.keeping.setText(report.keeping)
        self.head.setText(self.tr("Newest entry: {head}").replace("{head}", report.audit_head))

    def _process(self, each: Protected) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=3)
        texts = column(gap=0.5)
        title, text = self.words.process(each.process)
        texts.addWidget(label(title, "strong"))
        texts.addWidget(label(text, tone="muted", wrap=True))
        across.addLayout(texts, 1)
        for said, tone in self.words.protection(each):
            made = chip(said, tone)
            made.setAccessibleName(f"{title}: {said}")
            across.addWidget(made)
        holder.setObjectName(f"privacy.process.{each.process}")
        return holder

    @staticmethod
    def _sentence(name: str, text: str, holds: bool) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=2)
        sign = label("")
        icons.put(sign, "check" if holds else "info", "success_ink" if holds else "muted", 18)
        across.addWidget(sign)
        across.addWidget(label(text, wrap=True, name=name), 1)
        return holder

    def _stored(self, kept: Stored) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=3)
        texts = column(gap=0.5)
        title = self.words.stored(kept.kind)
        texts.addWidget(label(title, "strong"))
        path = Elided("caption", f"privacy.stored.{kept.kind}")
        path.setProperty("tone", "muted")
        path.say(str(kept.path))
        texts.addWidget(path)
        across.addLayout(texts, 1)
        across.addWidget(label(self.words.size(kept.bytes)))
        return holder

    # ---- the proof -----------------------------------------------------------------------------

    def _prove(self) -> None:
        self.prove.setEnabled(False)
        clear(self.tries)
        self.result.say(self.tr("Trying…"), "info")
        self.ask(self.services.privacy.prove, self.show_proof, self._could_not, lane=Lane.LONG)

    def _could_not(self, error: Exception) -> None:
        self.prove.setEnabled(True)
        said = self.tr("It could not be tried. {why}").replace("{why}", error_view.briefly(error))
        error_view.say(self.result, error, happened=said, lost="", next_step="")

    def show_proof(self, proofs: tuple[Proof, ...]) -> None:
        """Show each try, and the sum of them with the time."""
        self.prove.setEnabled(True)
        self.result.say(*self.words.verdict(proofs, datetime.now().astimezone()))
        clear(self.tries)
        for proof in proofs:
            holder = QWidget()
            holder.setObjectName(f"privacy.proof.{proof.process}")
            rows = column(holder, gap=1)
            title, _ = self.words.process(proof.process)
            rows.addWidget(label(title, "strong"))
            if not proof.tried:
                rows.addWidget(label(self.tr("It is at work on a session. Try again when it has finished."), wrap=True))
            for number, each in enumerate(proof.tried):
                rows.addWidget(self._try(f"privacy.try.{proof.process}.{number}", each))
            self.tries.addWidget(holder)
        # What it proved of processes that did not run before is true of what is listed below, too.
        self.ask(self.services.privacy.report, self.show_report)

    def _try(self, name: str, each: Tried) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=2)
        open_ = each.outcome == OPEN
        sign = label("")
        icons.put(sign, "warning" if open_ else "check", "danger_ink" if open_ else "success_ink", 16)
        across.addWidget(sign)
        text = label(self.words.attempt(each), wrap=True)
        across.addWidget(text, 1)
        said = self.words.outcome(each)
        outcome = chip(said, "danger" if open_ else "" if each.outcome == ABSENT else "success", name=name)
        outcome.setAccessibleName(f"{text.text()}: {said}")
        across.addWidget(outcome)
        holder.setMinimumHeight(theme.px(22))
        return holder


def _alone(*widgets: QWidget) -> QHBoxLayout:
    """A row with a button or two, as wide as their words."""
    across = row(gap=3)
    for each in widgets:
        across.addWidget(each)
    across.addStretch(1)
    return across
