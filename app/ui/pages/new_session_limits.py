"""The line of the New session page that says when this computer cannot do what was chosen, and what is done instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.work import ModelPlan
from app.ui import error_view, words
from app.ui.context import Page
from app.ui.widgets import Banner

if TYPE_CHECKING:
    from app.services.preflight import Preflight


class Limits(Banner):
    """Hidden while everything fits."""

    def __init__(self, page: Page) -> None:
        super().__init__("newSession.limits")
        self._page = page
        self.models: ModelPlan | None = None
        """What a session that begins now is worked on with; None where nobody has looked yet."""

    def look(self) -> None:
        """Find out what fits now."""
        self.hide()
        self.models = None
        self._page.ask(self._page.services.preflight.check, self._show, self._failed)

    def _show(self, found: Preflight) -> None:
        self.models = found.models
        text = " ".join(part for part in (self._memory(found), self._disk(found)) if part)
        if not text:
            return
        can_differ = bool(found.instead) or found.in_turn
        self.say(text, "info", action=self.tr("Use them all the same") if can_differ else "",
                 act=self._all_the_same if can_differ else None)  # fmt: skip

    def _failed(self, error: Exception) -> None:
        error_view.say(self, error, "warning")

    def _memory(self, found: Preflight) -> str:
        if not found.instead and not found.in_turn and not found.too_little:
            return ""
        text = self.tr("Memory is short: {free} are free, and the chosen models need {need}.")
        text = text.replace("{free}", words.size_words(found.machine.free_mb * 1_000_000))
        parts = [text.replace("{need}", words.size_words(found.asked_mb * 1_000_000))]
        for task, other, without in (
            ("entailment", "", self.tr("Sentences are checked without {wanted}.")),
            ("speech", self.tr("{used} writes down the words in place of {wanted}."), ""),
            ("note", self.tr("{used} drafts the note in place of {wanted}."),
             self.tr("The draft is made of quotations, without {wanted}.")),
        ):  # fmt: skip
            if task in found.instead:
                used = found.used.title(task)
                sentence = other.replace("{used}", used) if used else without
                parts.append(sentence.replace("{wanted}", found.wanted.title(task)))
        if found.in_turn:
            text = self.tr("{used} begins once words and speakers are done, so the draft takes longer.")
            parts.append(text.replace("{used}", found.used.title("note")))
        if found.too_little:
            parts.append(self.tr("Even so it may not suffice: the recording is safe, words and draft may come late."))
        parts.append(self.tr("Closing other programs helps."))
        return " ".join(parts)

    def _disk(self, found: Preflight) -> str:
        if not found.little_room:
            return ""
        text = self.tr("The disk has room for about {n} minutes of recording.")
        return text.replace("{n}", str(int(found.machine.sound // 60)))

    def _all_the_same(self) -> None:
        self.models = ModelPlan()
        self.hide()
