"""What suits this computer: one card with a plain recommendation, and one button that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.placement import Device, FellBack
from app.services.choosing import Basis, Obstacle, Pace
from app.services.hardware import Power
from app.ui import theme, words
from app.ui.widgets import Banner, Card, Prose, button, caption, chip, clear, column, hint, label, row

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from app.domain.placement import Placed
    from app.services.catalogue import Task
    from app.services.choosing import Option, Recommendation
    from app.services.hardware import MachineFacts
    from app.ui.pages.models_words import ModelWords


class AdviceWords(QObject):
    """Sentences for a recommendation, through `tr`."""

    def machine(self, facts: MachineFacts) -> str:
        """What the computer is made of, in one line."""
        parts = [facts.processor]
        parts.append(self.tr("{n} cores").replace("{n}", str(facts.physical_cores)))
        parts.append(self.tr("{size} of memory").replace("{size}", words.size_words(facts.total_mb * 1_000_000)))
        for card in facts.graphics:
            own = "" if card.shared or not card.memory_mb else f" ({words.size_words(card.memory_mb * 1_000_000)})"
            parts.append(f"{card.name}{own}")
        if not facts.graphics:
            parts.append(self.tr("no graphics card for models"))
        return " · ".join(part for part in parts if part)

    def sentences(self, advice: Recommendation, facts: MachineFacts) -> str:
        """The recommendation."""
        if facts.missing:
            text = self.tr("This computer's processor has no {sets}, which the speech and note models need. You can "
                           "write notes without models.")  # fmt: skip
            return text.replace("{sets}", ", ".join(facts.missing))
        speech, note = advice.pick("speech"), advice.pick("note")
        if speech is None:
            return self.tr("No speech model fits into this computer's memory. You can write notes without a recording.")
        keeps = {
            Pace.EVERYTHING: self.tr("This {machine} keeps up with {speech} while it records."),
            Pace.WORDS_AND_SPEAKERS: self.tr(
                "This {machine} keeps up with {speech} while it records; the note model reads after the session."),
            Pace.WORDS: self.tr(
                "This {machine} writes down the words with {speech} while it records; who spoke follows after Stop."),
            Pace.AFTERWARDS: self.tr(
                "This {machine} is slower than speech with {speech}: the transcript is finished some time after Stop."),
        }[advice.pace]  # fmt: skip
        machine = self.tr("computer") if facts.battery_percent is None else self.tr("laptop")
        parts = [keeps.replace("{machine}", machine).replace("{speech}", speech.title)]
        if advice.words_seconds is not None and advice.words_seconds >= 60:
            text = self.tr("After 50 minutes of session the transcript takes {time} more.")
            parts.append(text.replace("{time}", self._about(advice.words_seconds)))
        if note is None:
            parts.append(self.tr("No note model fits beside it: the draft is made of quotations."))
        elif advice.note_seconds is not None:
            parts.append(self.tr("The note takes {time}.").replace("{time}", self._about(advice.note_seconds)))
        if advice.in_turn:
            parts.append(self.tr("The memory does not hold all of them at once, so the note model waits for its turn."))
        if advice.quiet:
            parts.append(self.tr("“Quiet while recording” is switched on with it."))
        return " ".join(parts)

    def basis(self, advice: Recommendation) -> str:
        """What it rests on."""
        text = {
            Basis.MEASURED: self.tr("Measured on this computer."),
            Basis.PARTLY: self.tr("Partly measured on this computer, partly estimated."),
            Basis.CATALOGUE: self.tr("Not measured yet: this rests on what is known of such computers and models."),
        }[advice.basis]
        if advice.on_battery:
            return f"{text} {self.tr('It ran on battery then; with the cable it may be faster.')}"
        return text

    def power(self, facts: MachineFacts) -> str:
        """A hint before measuring on battery, "" else."""
        if facts.power is Power.BATTERY:
            return self.tr("It runs on battery now. Plug it in before you measure.")
        return ""

    def fell_back(self, placed: Mapping[Task, Placed], names: ModelWords) -> str:
        """Which models run on the processor although there is a graphics card, and why; "" for none."""
        why = {
            FellBack.DRIVER: self.tr("its driver does not answer or is too old"),
            FellBack.LIBRARY: self.tr("a library that is needed for it is missing"),
            FellBack.BUILD: self.tr("this copy of Sotto was made without support for it"),
            FellBack.MEMORY: self.tr("its memory is too small, or taken by other programs"),
            FellBack.CRASHED: self.tr("the work broke off on it"),
            FellBack.UNKNOWN: self.tr("it did not work there"),
        }
        parts = []
        for reason, text in why.items():
            tasks = [names.task(task) for task, each in placed.items() if each.fell_back is reason]
            if tasks:
                said = self.tr("The graphics card is not used for: {what}, since {why}. The processor does the work.")
                parts.append(said.replace("{what}", ", ".join(tasks).lower()).replace("{why}", text))
        return " ".join(parts)

    def runs(self, placed: Mapping[Task, Placed], names: ModelWords) -> str:
        """Which models run on a graphics card; "" for none."""
        tasks = [names.task(task) for task, each in placed.items() if each.device is not Device.PROCESSOR]
        text = self.tr("On the graphics card: {what}.")
        return text.replace("{what}", ", ".join(tasks).lower()) if tasks else ""

    def hint(self, option: Option | None) -> str:
        """What the table says of a model on this computer."""
        if option is None:
            return ""
        why = {
            Obstacle.MEMORY: self.tr("Does not fit into this computer's memory"),
            Obstacle.TOGETHER: self.tr("Fits alone, not beside the other models that suit"),
            Obstacle.SPEED: self.tr("Too slow on this computer"),
            Obstacle.PROCESSOR: self.tr("This computer's processor lacks what it needs"),
            Obstacle.FAILED: self.tr("Was tried here and did not run"),
        }
        said = self.tr("Suits this computer") if option.obstacle is None else why.get(option.obstacle, "")
        text = " · ".join(part for part in (said, self._pace(option)) if part)
        return text[:1].upper() + text[1:]

    def _pace(self, option: Option) -> str:
        about = self.tr("measured") if option.measured else self.tr("estimated")
        if option.factor is not None and option.factor > 0:
            text = self.tr("{n} times as fast as speech ({how})")
            return text.replace("{n}", f"{1 / option.factor:.1f}").replace("{how}", about)
        if option.note_seconds is not None:
            text = self.tr("a note in {time} ({how})")
            return text.replace("{time}", self._about(option.note_seconds)).replace("{how}", about)
        return ""

    def _about(self, seconds: float) -> str:
        if seconds < 45:
            return self.tr("less than a minute")
        minutes = round(seconds / 60)
        if minutes <= 1:
            return self.tr("about a minute")
        return self.tr("about {n} minutes").replace("{n}", str(minutes))


def to_fetch(advice: Recommendation, coming: Container[str]) -> tuple[list[str], int]:
    """What of a recommendation is neither there nor on its way: ids, in the best order, and bytes."""
    missing = [each for each in advice.to_install if each not in coming]
    return missing, sum(pick.download_bytes for pick in advice.picks.values() if pick.model_id in missing)


class AdviceCard(Card):
    """Tells what suits; the page says what its buttons do."""

    def __init__(self, names: ModelWords) -> None:
        super().__init__("", gap=3, name="models.advice")
        self._names = names
        self.said = AdviceWords(self)
        top = row(gap=3)
        top.addWidget(label(self.tr("For this computer"), "heading"), 1)
        self.state = chip(self.tr("In use"), "accent", name="models.advice.inUse")
        top.addWidget(self.state)
        self.rows.addLayout(top)
        self.text = Prose("", tone="", name="models.advice.text")
        self.rows.addWidget(self.text)
        self.picks = column(gap=1.5)
        self.rows.addLayout(self.picks)
        self.placed = Banner("models.advice.placed")
        self.rows.addWidget(self.placed)
        buttons = row(gap=3)
        self.take = button(self.tr("Use these"), "primary", name="models.advice.take")
        self.measure = button(self.tr("&Measure (half a minute)"), name="models.advice.measure", icon="refresh")
        buttons.addWidget(self.take)
        buttons.addWidget(self.measure)
        buttons.addStretch(1)
        self.rows.addLayout(buttons)
        self.facts = label("", "caption", tone="muted", wrap=True, name="models.advice.facts")
        self.rows.addWidget(self.facts)
        self.hide()

    def show_advice(
        self,
        advice: Recommendation,
        facts: MachineFacts,
        placed: Mapping[Task, Placed],
        coming: Container[str],
        refused: str = "",
    ) -> None:
        """`coming`: models that are on their way. `refused`: why nothing can be measured just now."""
        text = self.said.sentences(advice, facts)
        self.text.say(text)
        clear(self.picks)
        for task, name, _ in self._names.tasks():
            pick = advice.pick(task)
            if pick is None:
                continue
            across = row(gap=3)
            kind = label(name, tone="muted")
            kind.setFixedWidth(theme.px(132))
            across.addWidget(kind)
            across.addWidget(label(pick.title, "strong", wrap=True), 1)
            state = self.tr("On its way") if pick.model_id in coming else words.size_words(pick.download_bytes)
            state = self.tr("Installed") if pick.installed else state
            sign = chip(state, "success") if pick.installed else label(state, tone="muted")  # a size is no state
            sign.setAccessibleName(f"{pick.title}: {state}")
            across.addWidget(sign)
            self.picks.addLayout(across)
        missing, size = to_fetch(advice, coming)
        caption(self.take, self.tr("Install and use them ({size})").replace("{size}", words.size_words(size))
                if missing else self.tr("Use these"))  # fmt: skip
        ready = not advice.to_install and not advice.in_use
        self.take.setVisible(bool(advice.picks) and not facts.missing and (bool(missing) or ready))
        self.state.setVisible(advice.in_use)
        self.measure.setEnabled(not refused)
        hint(self.measure, refused)
        fell_back = self.said.fell_back(placed, self._names)
        if fell_back:
            self.placed.say(fell_back, "warning")
        else:
            self.placed.hide()
        runs = self.said.runs(placed, self._names)
        said = (self.said.machine(facts), runs, self.said.basis(advice), refused or self.said.power(facts))
        self.facts.setText("\n".join(part for part in said if part))
        self.show()
