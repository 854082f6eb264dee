"""Correcting the transcript: the menu of a turn, its dialogs, undo, and writing down what had no words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton
from shiboken6 import isValid

from app.domain.note import Note
from app.domain.session import Session
from app.domain.transcript import Stretch, Transcript, Turn
from app.ui import words
from app.ui.operations import Lane
from app.ui.widgets import button, icon_size
from app.ui.workspace.correcting_dialogs import MergeDialog, PartDialog, RangeDialog, shown_names
from app.ui.workspace.dialogs import Form, SpeakersDialog

if TYPE_CHECKING:
    from app.notes.medications import Suggestion
    from app.services.corrections import Corrected, CorrectionService
    from app.ui.pages.workspace import WorkspacePage

Act = Callable[["CorrectionService"], "Corrected"]


@dataclass(frozen=True, slots=True)
class _Done:
    """What an act has brought: `shown` is the transcript that it was made on, `held` the note on the screen when it
    was asked for, and `moved` that note afterwards."""

    corrected: Corrected
    stretches: list[Stretch]
    shown: Transcript
    held: Note | None
    moved: Note | None


class Correcting(QObject):
    """Every act on the transcript goes through here: stored, shown, and the note on the screen follows.

    Turns are named by the numbers on the screen, so only one act that may change them is under way at a time, and
    each says in which transcript its turn was chosen: a stretch may be written down while a menu or dialog is open.
    """

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._view = page.transcript
        self._note = page.note
        self._menu: QMenu | None = None
        self._behind = False  # the screen shows an older transcript, and the newer one is being fetched
        self._acts = 0  # how many are under way: words of several turns may be stored one after the other
        self._written: _Done | None = None  # a stretch written down while words are typed: shown when they are stored
        self._held = False  # while the note is being written, its transcript stays as it is
        self._history = (False, False)
        self.refused: dict[float, tuple[int, str, Transcript]] = {}
        """Corrected words that could not be stored, by the time of their turn, with its number and the transcript it is
        a number of: they are tried again before the page is left."""
        self.names_refused = ""
        """Names and roles that were typed and could not be kept."""
        self.undo = self._button("undo", self.tr("Undo the last correction (Ctrl+Z)"))
        self.redo = self._button("redo", self.tr("Do it again (Ctrl+Shift+Z)"))
        for made, act, keys in (
            (self.undo, self._undo, ("Ctrl+Z",)),
            (self.redo, self._redo, ("Ctrl+Shift+Z", "Ctrl+Y")),
        ):
            made.clicked.connect(act)
            shortcut = QShortcut(page)  # text fields keep these keys for themselves
            shortcut.setKeys([QKeySequence(each) for each in keys])
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(page.take_back if made is self.undo else act)
        self._view.turns.edited.connect(self.edited)
        self._view.menu_wanted.connect(self.offer)
        self._view.write_wanted.connect(self.write)
        self._view.decided.connect(self._decided)
        # Queued: whoever closed the editor first comes to the end of what was pressed.
        self._view.edit_closed.connect(self._show_written, Qt.ConnectionType.QueuedConnection)

    def _button(self, name: str, tip: str) -> QPushButton:
        made = button("", "quiet", name=f"transcript.{name}", icon=name, size="small", tip=tip)
        made.setProperty("square", True)
        made.setFixedSize(icon_size(32))
        made.setEnabled(False)
        return made

    # ---- showing -------------------------------------------------------------------------------

    def show(self, history: tuple[bool, bool], *, possible: bool) -> None:
        """What can be undone and done again in the session that is shown."""
        self._history, self._held, self._behind, self._written = history, False, False, None
        for each in (self.undo, self.redo):
            each.setVisible(possible)
        self._refresh()
        if possible:
            self._ask_suggestions()

    def hold(self, held: bool) -> None:
        """Whether the transcript has to stay as it is for a while."""
        self._held = held
        self._view.lock(held)
        self._view.viewport().update()
        self._refresh()

    def put_away(self) -> None:
        """The page is left: no menu stays over the lock screen."""
        self.refused, self.names_refused = {}, ""
        self._acts, self._behind, self._written = (
            0,
            False,
            None,
        )  # the answers of what is under way are not for the next session
        if self._menu is not None:
            self._menu.close()

    @property
    def _busy(self) -> bool:
        return self._behind or self._acts > 0

    def _refresh(self) -> None:
        free = not self._busy and not self._held
        self._view.turns.still = self._busy
        self.undo.setEnabled(free and self._history[0])
        self.redo.setEnabled(free and self._history[1])

    # ---- acts ----------------------------------------------------------------------------------

    def act(
        self,
        act: Act,
        *,
        refused: Callable[[Exception], None] | None = None,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Make a correction; what the screen shows follows."""
        page, session_id = self._page, self._page.session_id
        self._acts += 1
        self._refresh()

        shown, held = self._view.turns.transcript, self._note.held()

        def stored(found: _Done) -> None:
            self._acts -= 1
            self._take(found)
            then()

        def failed(error: Exception) -> None:
            self._acts -= 1
            self._refresh()
            if refused is None:
                page.ops.fail(page, error)
            else:
                refused(error)

        page.keep(lambda: self._done(act(page.services.corrections), session_id, shown, held), stored, failed)

    def _done(self, corrected: Corrected, session_id: str, shown: Transcript, held: Note | None) -> _Done:
        """What an act has brought; worked out beside the window, a long session takes its time."""
        services, before, after = self._page.services, corrected.before, corrected.after
        return _Done(
            corrected,
            services.records.stretches(session_id, after),
            shown if before == shown else before,
            held,
            services.corrections.followed(held, before, after) if held is not None else None,
        )

    def _alone(self, act: Act) -> None:
        """An act that may change the numbers of turns."""
        if not self._busy and not self._held:
            self._view.commit_open()
            self.act(act)

    def _take(self, done: _Done) -> None:
        """Show the transcript after an act, and let the note on the screen follow."""
        corrected, session = done.corrected, self._page.session
        self._behind = session is None or done.shown is not self._view.turns.transcript  # another act came between
        self._refresh()
        if session is None or self._behind:
            self._note.flush(self._page.enter)
            return
        self._history = (corrected.can_undo, corrected.can_redo)
        self._refresh()
        self._view.commit_open()
        self._show_transcript(session, corrected.after, done.stretches)
        if done.held is not None and done.moved is not None:
            self._note.follow(done.held, done.moved)
        self._note.relabel(corrected.after)
        if _said(corrected.before) != _said(corrected.after):
            self._note.recheck(frozenset())

    def _show_transcript(self, session: Session, transcript: Transcript, stretches: Sequence[Stretch]) -> None:
        self._view.turns.show(transcript, words.turn_tags(session, transcript), stretches)
        self._ask_suggestions()

    def edited(self, number: int, text: str, seen: Transcript | None = None) -> None:
        """The words of a turn were corrected, as it stands in `seen`; None: on the screen."""
        session_id, page, shown = self._page.session_id, self._page, seen or self._view.turns.transcript
        time = shown.turns[number].start
        self.refused.pop(time, None)

        def failed(error: Exception) -> None:
            self.refused.setdefault(time, (number, text, shown))
            page.ops.fail(page, error)

        self.act(lambda s: s.edit_turn(session_id, number, text, shown), refused=failed)

    def try_again(self) -> None:
        """Store what was refused before."""
        refused, self.refused = self.refused, {}
        for number, text, seen in refused.values():
            self.edited(number, text, seen)

    def swap(self) -> None:
        """Therapist and client the other way round."""
        session_id = self._page.session_id
        self._alone(lambda s: s.swap_roles(session_id))

    def _undo(self) -> None:
        session_id = self._page.session_id
        if self.undo.isEnabled():
            self._alone(lambda s: s.undo(session_id))

    def _redo(self) -> None:
        session_id = self._page.session_id
        if self.redo.isEnabled():
            self._alone(lambda s: s.redo(session_id))

    # ---- the menu of a turn --------------------------------------------------------------------

    def offer(self, number: int, at: QPoint) -> None:
        """Show what can be done with a turn."""
        if self._busy or self._held:
            return
        self._view.commit_open()
        transcript, session_id = self._view.turns.transcript, self._page.session_id  # as they are now, for all entries
        turn, word = transcript.turns[number], self._view.menu_word
        menu = QMenu(self._page)
        menu.setObjectName("turn.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, each in enumerate(self._view.turns.suggestions.get(number, ())):
            self._suggested(menu, place, each)
        who = menu.addMenu(self.tr("This &was"))
        who.menuAction().setObjectName("turn.who")

        def was(speaker: str) -> None:
            self._alone(lambda s: s.reassign(session_id, number, number, speaker, seen=transcript))

        for label, name in shown_names(transcript).items():
            made = self._add(who, f"who.{label}", name.replace("&", "&&"), partial(was, label))
            made.setCheckable(True)
            made.setChecked(label == turn.speaker)
        self._add(who, "who.new", self.tr("Somebody else"), lambda: was(""))
        split = self._add(menu, "part", self.tr("&Split here…") if word > 0 else self.tr("&Split…"),
                          lambda: self._part(transcript, number, word))  # fmt: skip
        split.setEnabled(len(turn.text.split()) > 1)
        self._add(menu, "range", self.tr("From here &to…"), lambda: self._range(transcript, number))
        menu.addSeparator()
        merge = self._add(menu, "merge", self.tr("&Merge speakers…"), lambda: self._merge(turn.speaker))
        merge.setEnabled(len(transcript.speakers) > 1)
        self._add(menu, "swap", self.tr("S&wap therapist and client"), self.swap)
        menu.addSeparator()
        self._add(menu, "edit", self.tr("&Edit the words"), lambda: self._edit(turn))
        self._menu = menu
        menu.destroyed.connect(self._forget)
        menu.popup(at)

    @staticmethod
    def _add(menu: QMenu, name: str, text: str, act: Callable[[], None]) -> QAction:
        made = menu.addAction(text)
        made.setObjectName(f"turn.{name}")
        made.triggered.connect(lambda _=False: act())
        return made

    def _forget(self) -> None:
        self._menu = None

    def _edit(self, turn: Turn) -> None:
        turns = self._view.turns.transcript.turns
        index = self._view.turns.turn_index(turns.index(turn) if turn in turns else -1)
        if index.isValid():
            self._view.setFocus()
            self._view.setCurrentIndex(index)
            self._view.begin_edit(index)

    def _part(self, transcript: Transcript, number: int, word: int) -> None:
        session_id = self._page.session_id
        count = len(transcript.turns[number].text.split())
        dialog = PartDialog(self._page, transcript, number, word)

        def submit() -> None:
            (first, last), who = dialog.chosen, str(dialog.who.currentData())
            if last == count:
                self._submit(dialog, lambda s: s.split_turn(session_id, number, first, who, transcript))
            else:
                self._submit(dialog, lambda s: s.reassign(session_id, number, number, who, (first, last), transcript))

        dialog.submitted.connect(submit)
        dialog.open()

    def _range(self, transcript: Transcript, number: int) -> None:
        session_id, dialog = self._page.session_id, RangeDialog(self._page, transcript, number)

        def submit() -> None:
            last, who = int(dialog.last.currentData()), str(dialog.who.currentData())
            self._submit(dialog, lambda s: s.reassign(session_id, number, last, who, seen=transcript))

        dialog.submitted.connect(submit)
        dialog.open()

    def _merge(self, speaker: str) -> None:
        session_id, dialog = self._page.session_id, MergeDialog(self._page, self._view.turns.transcript, speaker)

        def submit() -> None:
            gone, into = str(dialog.gone.currentData()), str(dialog.into.currentData())
            self._submit(dialog, lambda s: s.merge_speakers(session_id, gone, into))

        dialog.submitted.connect(submit)
        dialog.open()

    def who_is_who(self) -> None:
        """Names and roles of all speakers."""
        page, session_id, notes = self._page, self._page.session_id, self._page.services.notes
        place = f"{session_id}.speakers"

        def show(unsent: str) -> None:
            dialog = SpeakersDialog(page, self._view.turns.transcript.speakers, self.names_refused or unsent)

            def submit() -> None:
                names, roles = dialog.changed_names(), dialog.changed_roles()
                self._submit(dialog, lambda s: s.name_speakers(session_id, names, roles))

            def left(text: str) -> None:
                def kept(_: object) -> None:
                    self.names_refused = ""

                def failed(error: Exception) -> None:
                    self.names_refused = text
                    page.ops.fail(page, error)

                if text != unsent or self.names_refused:
                    page.keep(lambda: notes.keep_unsent(place, text), kept, failed)

            dialog.submitted.connect(submit)
            dialog.left.connect(left)
            dialog.open()

        page.ask(lambda: notes.unsent(place), show)

    def _submit(self, dialog: Form, act: Act) -> None:
        """Carry out what a dialog asks for; it stays open where that was refused."""

        def done() -> None:
            if isValid(dialog):
                dialog.wait(False)
                dialog.accept()

        def failed(error: Exception) -> None:
            if isValid(dialog):
                dialog.fail(error)
            else:
                self._page.ops.fail(self._page, error)

        dialog.wait()
        self.act(act, refused=failed, then=done)

    # ---- what may have been meant --------------------------------------------------------------

    def _ask_suggestions(self) -> None:
        """Look for words that may have been heard wrongly; they are shown, never changed."""
        page, session_id, shown = self._page, self._page.session_id, self._view.turns.transcript

        def found(suggestions: list[Suggestion]) -> None:
            if shown is self._view.turns.transcript:
                self._view.turns.suggest(suggestions)

        page.ask(lambda: page.services.corrections.suggestions(session_id), found, lane=Lane.CHECK)

    def _suggested(self, menu: QMenu, place: int, suggestion: Suggestion) -> None:
        shown = self._view.turns.transcript
        for name, text, use in (
            ("use", self.tr("Use “{word}”").replace("{word}", suggestion.meant), True),
            ("leave", self.tr("Leave “{word}”").replace("{word}", suggestion.heard), False),
        ):
            self._add(menu, f"{name}.{place}", text.replace("&", "&&"), partial(self._decide, suggestion, shown, use))
        menu.addSeparator()

    def _decided(self, number: int, place: int, use: bool) -> None:
        asked = self._view.turns.suggestions.get(number, [])
        if place < len(asked):
            self._decide(asked[place], self._view.turns.transcript, use)

    def _decide(self, each: Suggestion, seen: Transcript, use: bool) -> None:
        session_id, page = self._page.session_id, self._page
        if use:
            self._alone(
                lambda s: s.replace_words(session_id, each.turn, each.first, each.last, each.heard, each.meant, seen)
            )
        else:
            page.ask(lambda: page.services.corrections.leave(session_id, each), lambda _: self._ask_suggestions())

    # ---- what had no words ---------------------------------------------------------------------

    def write(self, stretch: Stretch) -> None:
        """Write a stretch down; it takes as long as its sound, or less."""
        page, session_id, turns = self._page, self._page.session_id, self._view.turns
        if turns.writing is not None or self._held:
            return
        turns.mark_stretch(sounding=turns.sounding, writing=stretch)
        generation = page.generation

        shown, held = turns.transcript, self._note.held()

        def do() -> _Done | None:
            done = page.services.corrections.transcribe_stretch(
                session_id, stretch, lambda: page.generation != generation
            )
            return self._done(done, session_id, shown, held) if done is not None else None

        def written(done: _Done | None) -> None:
            if done is not None:
                self._written = done
                self._show_written()
            else:
                turns.mark_stretch(sounding=turns.sounding)
                page.sound_banner.say(
                    self.tr("No words could be made out there. The sound stays where it is, to be played."), "info"
                )

        def failed(error: Exception) -> None:
            turns.mark_stretch(sounding=turns.sounding)
            page.ops.fail(page, error)

        page.ask(do, written, failed, lane=Lane.LONG)

    def _show_written(self) -> None:
        """Show what was written down; not while words are typed, which would be lost with their editor."""
        if self._view.editor_open:
            return
        done, self._written = self._written, None
        if done is not None:
            self._view.turns.mark_stretch(sounding=self._view.turns.sounding)
            self._take(done)


def _said(transcript: Transcript) -> tuple[object, ...]:
    """What was said and by whom; what the speakers are called is neither."""
    return transcript.turns, {speaker.label: speaker.role for speaker in transcript.speakers}
