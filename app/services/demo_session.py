"""The demo session, for whoever wants to see how it works before a client is there: two voices that were made, not
recorded, whose sound comes with the program. It goes the way of every other session, and is deleted like one."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import ModelMissing
from app.domain.session import Client, SessionState, SessionType
from app.domain.work import WorkPlan
from app.services.models import ModelService
from app.services.paths import DEMO_SOUND, RESOURCES
from app.services.preferences import Preferences
from app.services.recording import RecordingService
from app.services.records import RecordService

CODE = "DEMO"
"""The code of the client whose session it is."""
READY = (SessionState.DRAFTED, SessionState.SIGNED)
HEARD = (SessionState.RECORDED, SessionState.TRANSCRIBED)


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo session; `plan` is the work that is still to be done with it, None where its note is there."""

    session_id: str
    plan: WorkPlan | None


class DemoService:
    """Brings the demo session into the vault."""

    def __init__(
        self, records: RecordService, recording: RecordingService, models: ModelService, preferences: Preferences
    ) -> None:
        self._records = records
        self._recording = recording
        self._models = models
        self._preferences = preferences

    def begin(self) -> Demo:
        """The demo session that is in the vault, as far as it has come, or a new one whose sound is being read in.

        Raises ModelMissing without a speech model; VaultLocked, DiskFull, and as `RecordingService.import_file`.
        """
        client = next((each for each in self._records.clients() if each.code == CODE), None)
        found = self._found(client) if client is not None else None
        if found is not None and found.plan is None:
            return found
        if "speech" not in self._models.chosen():
            raise ModelMissing("speech")
        return found or self._new(client or self._records.add_client(CODE))

    def _found(self, client: Client) -> Demo | None:
        sessions = self._records.sessions(client.id)
        for state in (*READY, *HEARD):
            for session in sessions:
                if session.state is state:
                    plan = None if state in READY else WorkPlan(session.id, template_id=session.template_id)
                    return Demo(session.id, plan)
        return None

    def _new(self, client: Client) -> Demo:
        template = str(self._preferences.get("template"))
        session = self._records.new_session(client.id, SessionType.INDIVIDUAL, 2, template)
        wording = (RESOURCES / "consent" / "recording.txt").read_text(encoding="utf-8").strip()
        self._records.give_consent(session.id, wording)
        self._recording.import_file(session.id, DEMO_SOUND)
        return Demo(session.id, WorkPlan(session.id, capture=True, template_id=template))
