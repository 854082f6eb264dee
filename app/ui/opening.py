"""Opening a session where it stands, from any page that lists sessions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.domain.overview import SessionLine
from app.domain.session import Session, SessionState
from app.ui import files, question, words
from app.ui.context import Page, WorkPlan
from app.ui.deleting import Deleting
from app.ui.operations import Lane

SOUND_KINDS = "*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.mp4"


class Opening(QObject):
    """Goes to the recording, the writing, the work or the workspace, or asks what is to become of a cut recording."""

    def __init__(self, page: Page, deleting: Deleting) -> None:
        super().__init__(page)
        self._page = page
        self._deleting = deleting

    def open(self, session: Session | SessionLine) -> None:
        """Go where this session is gone on with."""
        state, page = session.state, self._page
        if state is SessionState.RECORDING:
            page.router.show_recording(session.id)
        elif state is SessionState.PLANNED and session.written:
            page.router.show_writing(session.id)
        elif state is SessionState.PLANNED:
            page.ask(
                lambda: page.services.dictation.kept(session.id) is not None,
                lambda dictated: self._begin(session, dictated),
            )
        elif state is SessionState.INTERRUPTED:
            page.ask(
                lambda: page.services.recording.was_imported(session.id),
                lambda imported: self._ask_about(session, imported),
            )
        elif state is SessionState.RECORDED:
            self._work(session)
        else:
            page.router.show_workspace(session.id)

    def _begin(self, session: Session | SessionLine, dictated: bool) -> None:
        """A session with nothing in it yet, unless something was dictated for it that is not in its text."""
        if dictated:
            self._page.router.show_writing(session.id)
        else:
            self._page.router.show_new_session(session.id)

    def _work(self, session: Session | SessionLine) -> None:
        self._page.router.show_work(WorkPlan(session.id, template_id=session.template_id))

    def _ask_about(self, session: Session | SessionLine, imported: bool) -> None:
        """An interrupted recording can be gone on with; a sound file begins anew."""
        length = words.clock(session.duration)
        if imported:
            text = self.tr("Only the first {length} of the file were read.")
            again = ("readAgain", self.tr("&Read the file again…"), lambda: self._read_again(session))
        else:
            text = self.tr("{length} are recorded. You can go on recording; the time between is marked as a gap.")
            again = ("goOn", self.tr("&Go on recording"), lambda: self._go_on(session))
        question.ask(
            self._page.window(), "interrupted", self.tr("This recording was interrupted"),
            text.replace("{length}", length),
            [
                again,
                ("work", self.tr("&Work with what is there"), lambda: self._work(session)),
                ("discard", self.tr("&Discard…"), lambda: self._deleting.ask_destroy(session.id)),
            ],
        )  # fmt: skip

    def _go_on(self, session: Session | SessionLine) -> None:
        s = self._page.services

        def start() -> None:
            s.work.warm()
            s.recording.start(session.id, str(s.preferences.get("microphone") or ""))

        self._page.ask(start, lambda _: self._page.router.show_recording(session.id), lane=Lane.RECORDER)

    def _read_again(self, session: Session | SessionLine) -> None:
        path = files.ask_open(
            self._page, self.tr("Read the file again"), f"{self.tr('Sound files')} ({SOUND_KINDS})"
        )  # fmt: skip
        if path is None:
            return
        chosen, plan, page = path, WorkPlan(session.id, capture=True, template_id=session.template_id), self._page
        page.ask(
            lambda: page.services.recording.import_file(session.id, chosen),
            lambda _: page.router.show_work(plan),
            lane=Lane.RECORDER,
        )
