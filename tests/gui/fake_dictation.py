"""What is written and dictated without a recording, for the window's tests: no microphone, no model."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.errors import Cancelled, SottoError
from app.domain.note import NoteTemplate
from app.domain.session import RecorderStatus, RecordingState, Session
from app.notes.written import read
from app.services.dictation import Kept
from app.services.written import Outlook

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeState


class FakeDictation:
    """Hears `says`. `hold` keeps the words back; `error` is raised once in place of writing them down."""

    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.active: str | None = None
        self.says = "The client slept better.\nPlan: Call the sister on Sunday."
        self.hold = threading.Event()
        self.hold.set()
        self.error: SottoError | None = None
        self.refuses: SottoError | None = None
        self.lost: SottoError | None = None
        self.there: dict[str, Kept] = {}
        self.level = 0.4
        self.seconds = 0.0

    def kept(self, session_id: str) -> Kept | None:
        return self.there.get(session_id)

    def waiting(self) -> list[str]:
        return sorted(self.there)

    def recover(self) -> list[str]:
        return self.waiting()

    def start(self, session_id: str, microphone_id: str = "") -> None:
        if self.refuses is not None:
            raise self.refuses
        self.active, self.seconds = session_id, 0.0
        self.there[session_id] = Kept("", True)
        self._s.calls.append(("dictate", session_id, microphone_id))

    def status(self) -> RecorderStatus:
        if self.lost is not None:
            self.active, error, self.lost = None, self.lost, None
            raise error
        self.seconds += 0.2
        return RecorderStatus(RecordingState.RECORDING, captured=self.seconds, level=self.level)

    def stop(self) -> float:
        self.active = None
        self._s.calls.append(("stop_dictating",))
        return self.seconds

    def write_down(
        self,
        session_id: str,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        going_on: Callable[[], bool] = lambda: False,
        tell: Callable[[str], None] = lambda _: None,
    ) -> str:
        if self.there[session_id].sound:
            while going_on() or not self.hold.is_set():
                if cancelled():
                    raise Cancelled
                time.sleep(0.01)
            if self.error is not None:
                error, self.error = self.error, None
                raise error
            tell(self.says)
            self.there[session_id] = Kept(self.says, False)
            self._s.calls.append(("destroyed", session_id))
        return self.there[session_id].words

    def discard(self, session_id: str) -> None:
        assert self.active != session_id, "it is stopped first"
        self.there.pop(session_id, None)
        self._s.calls.append(("discard", session_id))

    def take(self, session_id: str, text: str) -> Session:
        self.there.pop(session_id, None)
        self._s.calls.append(("take", session_id))
        return self._s.change(session_id, summary=text)


class FakeWritten:
    """Keeps the text with its session; only headings say where a line goes."""

    def __init__(self, state: FakeState) -> None:
        self._s = state

    def keep(self, session_id: str, text: str) -> Session:
        self._s.calls.append(("keep_written", session_id))
        return self._s.change(session_id, summary=text)

    def outlook(self, text: str, template: NoteTemplate) -> Outlook:
        first = template.sections[0].id
        counted = Counter(line.section or first for line in read(text, template) if line.words)
        return Outlook(dict(counted), tuple(s for s in template.sections if s.required and not counted[s.id]))
