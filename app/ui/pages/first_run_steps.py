"""The steps of the first run, each a widget with its own heading, text and check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from app.ui import files, theme
from app.ui.context import Context
from app.ui.microphone_choice import MicrophoneChoice
from app.ui.pages.folder_question import FolderQuestion
from app.ui.passphrase_field import PassphraseChoice
from app.ui.widgets import Card, Prose, button, caption, column, label, row

if TYPE_CHECKING:
    from app.domain.errors import VaultError
    from app.domain.note import NoteTemplate
    from app.services.records import Profile


USUAL_FORMATS = ("birp", "dap", "girp", "narrative", "pie", "soap")
"""The formats to begin with; the others, for other occasions, are in the settings."""


class Step(QWidget):
    """One step. `ready` says whether Next may be pressed; `apply` stores and then calls on."""

    ready = Signal(bool)
    submitted = Signal()

    def __init__(self, context: Context, title: str, text: str) -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.rows = column(self, gap=3)
        self.rows.addWidget(label(title, "title", wrap=True))
        self.rows.addWidget(Prose(text))
        self.rows.addSpacing(theme.space(1))

    @property
    def good(self) -> bool:
        """Whether Next may be pressed."""
        return True

    def enter(self) -> None:
        """The step is shown."""

    def leave(self) -> None:
        """Another step is shown."""

    def apply(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Store what was chosen, then go on."""
        done()


class PassphraseStep(Step):
    """Makes the vault."""

    def __init__(self, context: Context, made: Callable[[str], None]) -> None:
        super().__init__(
            context,
            self.tr("Choose a passphrase"),
            self.tr(
                "Several words that only you know. They lock everything that Sotto stores, and nobody can reset them "
                "for you. The next step gives you a recovery code in case you forget them."
            ),
        )
        self._made = made
        self.choice = PassphraseChoice(context, "firstRun")
        self.choice.ready.connect(self.ready)
        self.choice.submitted.connect(self.submitted)
        self.rows.addWidget(self.choice)
        self.folder = FolderQuestion(context, "firstRun", self._look)
        self.folder.hide()
        self.rows.addWidget(self.folder)
        self.rows.addStretch(1)

    @property
    def good(self) -> bool:
        """Long enough and typed twice, for a vault that may lie where it is to lie."""
        return self.choice.good and self.folder.isHidden()

    def enter(self) -> None:
        """Start typing at once, unless another folder is needed first."""
        self.choice.first.setFocus()
        self._look()

    def _look(self) -> None:
        self.context.ops.run(self, self.context.services.vault.folder_problem, self._looked)

    def _looked(self, problem: VaultError | None) -> None:
        self.folder.setVisible(problem is not None)
        self.choice.setVisible(problem is None)
        if problem is not None:
            self.folder.ask(problem)
        else:
            self.choice.first.setFocus()
        self.ready.emit(self.good)

    def apply(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Create the vault; takes about a second, by design."""
        passphrase = self.choice.passphrase

        def made(code: str) -> None:
            self.choice.wipe()
            self._made(code)
            done()

        self.context.ops.run(self, lambda: self.context.services.vault.create(passphrase), made, failed)


class RecoveryStep(Step):
    """Shows the recovery code and stores it as a page to print."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Your recovery kit"),
            self.tr(
                "This code opens what Sotto stores if the passphrase is forgotten. Print it, or write it down, and "
                "keep it where you keep things that matter, not on this computer."
            ),
        )
        sheet = Card(padding=5)
        self.code = label("", "lead", wrap=True, name="firstRun.code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # whoever does not see it comes to it with the Tab key
        self.code.setProperty("role", "heading")
        sheet.rows.addWidget(self.code)
        self.rows.addWidget(sheet)
        line_up = row(gap=3)
        self.save = button(self.tr("&Save as PDF…"), name="firstRun.saveKit", icon="export")
        self.save.clicked.connect(self._save)
        line_up.addWidget(self.save)
        self.saved = label("", "caption", tone="success", name="firstRun.kitSaved")
        line_up.addWidget(self.saved, 1)
        self.rows.addLayout(line_up)
        self.rows.addSpacing(theme.space(1))
        self.stored = QCheckBox()
        caption(self.stored, self.tr("I have s&tored it somewhere safe"))
        self.stored.setObjectName("firstRun.stored")
        self.stored.setAccessibleName(self.tr("I have stored it somewhere safe"))
        self.stored.toggled.connect(self.ready)
        self.rows.addWidget(self.stored)
        self.rows.addStretch(1)
        self._code = ""

    def show_code(self, code: str) -> None:
        """Show a code in its groups, four to a line."""
        self._code = code
        groups = code.split("-")
        lines = ["  ".join(groups[i : i + 4]) for i in range(0, len(groups), 4)]
        self.code.setText("\n".join(lines))
        self.code.setAccessibleName(self.tr("Recovery code: {code}").replace("{code}", " ".join(groups)))

    @property
    def shows_code(self) -> bool:
        """Whether there is a code to look at: one that was left with its page does not come back."""
        return bool(self._code)

    @property
    def good(self) -> bool:
        """Confirmed as stored."""
        return self.stored.isChecked()

    def apply(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Note that it is stored; until then it is asked about after each unlocking."""
        self.context.ops.run(self, self.context.services.vault.recovery_stored, lambda _: done(), failed)

    def _save(self) -> None:
        path = files.ask_save(
            self, self.tr("Save the recovery kit"), self.tr("Sotto recovery kit.pdf"), self.tr("PDF (*.pdf)"), ".pdf"
        )
        if path is None:
            return
        target: Path = path
        self.context.ops.run(
            self,
            lambda: self.context.services.vault.save_recovery_kit(self._code, target),
            lambda _: self.saved.setText(self.tr("Saved. Print it, then delete the file.")),
        )


class MicrophoneStep(Step):
    """Chooses the microphone with a live level."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Choose a microphone"),
            self.tr("Place it where both of you are heard well: on the table between you, not beside the keyboard."),
        )
        self.choice = MicrophoneChoice(context, "firstRun")
        self.rows.addWidget(self.choice)
        self.rows.addStretch(1)

    def enter(self) -> None:
        """Look for microphones and listen."""
        self.choice.look()

    def leave(self) -> None:
        """Close the microphone."""
        self.choice.stop()

    def apply(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Keep the choice."""
        chosen = self.choice.chosen
        self.context.ops.run(
            self, lambda: self.context.services.preferences.set("microphone", chosen), lambda _: done(), failed
        )


class FormatStep(Step):
    """Chooses the usual note format."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Choose your note format"),
            self.tr("This is the usual one. Each session can have another."),
        )
        self.group = QButtonGroup(self)
        self.options = column(gap=3)
        self.rows.addLayout(self.options)
        self.rows.addStretch(1)
        self._ids: list[str] = []

    def enter(self) -> None:
        """List the formats."""
        if not self._ids:
            services = self.context.services
            self.context.ops.run(
                self, lambda: (services.notes.templates(), services.preferences.get("template")), self._fill
            )

    def _fill(self, found: tuple[list[NoteTemplate], object]) -> None:
        offered, chosen = found
        templates = [each for each in offered if each.id in USUAL_FORMATS] or offered
        self._ids = [t.id for t in templates]
        for place, template in enumerate(templates):
            option = QRadioButton(template.title)
            option.setObjectName(f"firstRun.format.{template.id}")
            option.setAccessibleName(template.title)
            option.setAccessibleDescription(template.description)
            option.setFont(theme.font("strong"))
            self.group.addButton(option, place)
            option.setChecked(template.id == chosen or (chosen not in self._ids and place == 0))
            pair = column(gap=0)
            pair.addWidget(option)
            text = label(template.description, tone="muted", wrap=True)
            text.setContentsMargins(theme.px(30), 0, 0, 0)
            pair.addWidget(text)
            self.options.addLayout(pair)

    def apply(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Keep the choice."""
        chosen = self.group.checkedId()
        if not 0 <= chosen < len(self._ids):
            done()
            return
        value = self._ids[chosen]
        self.context.ops.run(
            self, lambda: self.context.services.preferences.set("template", value), lambda _: done(), failed
        )


class ProfileStep(Step):
    """Asks for the name that signs."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Your name"),
            self.tr("It stands under the notes that you sign, and is stored in the vault only."),
        )
        self.rows.addWidget(label(self.tr("Name"), "strong"))
        self.name = QLineEdit()
        self.name.setObjectName("firstRun.name")
        self.name.setAccessibleName(self.tr("Your name"))
        self.rows.addWidget(self.name)
        self.rows.addSpacing(theme.space(2))
        self.rows.addWidget(label(self.tr("Credentials"), "strong"))
        self.credentials = QLineEdit()
        self.credentials.setObjectName("firstRun.credentials")
        self.credentials.setAccessibleName(self.tr("Your credentials"))
        self.credentials.setPlaceholderText(self.tr("For example LCSW or PhD, and a licence number if you use one"))
        self.rows.addWidget(self.credentials)
        self.rows.addStretch(1)
        self.name.returnPressed.connect(self.credentials.setFocus)
        self.credentials.returnPressed.connect(self.submitted)

    def enter(self) -> None:
        """Start typing at once; what was stored by a first run that was left stands there."""
        self.name.setFocus()
        self.context.ops.run(self, self.context.services.records.profile, self._fill)

    def _fill(self, stored: Profile) -> None:
        for field, value in ((self.name, stored.name), (self.credentials, stored.credentials)):
            if not field.text():
                field.setText(value)

    def apply(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Store the profile in the vault."""
        name, credentials = self.name.text().strip(), self.credentials.text().strip()
        records = self.context.services.records
        self.context.ops.run(
            self,
            lambda: records.save_profile(replace(records.profile(), name=name, credentials=credentials)),
            lambda _: done(),
            failed,
        )
