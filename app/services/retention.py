"""How long recordings are kept: what the clinician decided, and seeing to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from app.domain.errors import NotAllowed, SessionBusy
from app.domain.session import Session
from app.services.access import Store, VaultService
from app.services.deletion import DeletionService

SETTING = "policy.recordings"
MOST_DAYS = 3650


class Keep(StrEnum):
    """When a recording is destroyed."""

    BY_HAND = "by-hand"
    AT_SIGNING = "at-signing"
    AFTER_DAYS = "after-days"


@dataclass(frozen=True, slots=True)
class Policy:
    """What happens to recordings. `days` counts from the signature and is of use to AFTER_DAYS alone."""

    keep: Keep = Keep.BY_HAND
    days: int = 30


class RetentionService:
    """The policy is kept in the vault; `apply` is called after each signature and after each unlocking."""

    def __init__(self, vault: VaultService, deletion: DeletionService) -> None:
        self._vault = vault
        self._deletion = deletion

    def policy(self) -> Policy:
        """What was decided. Nothing is destroyed by itself until something else is."""
        stored = self._store.settings.get(SETTING)
        try:
            return Policy(Keep(stored["keep"]), int(stored["days"])) if isinstance(stored, dict) else Policy()
        except (KeyError, TypeError, ValueError):
            return Policy()

    def set_policy(self, policy: Policy) -> None:
        """Decide anew; the audit trail notes it. Raises NotAllowed for a number of days out of range."""
        if not 1 <= policy.days <= MOST_DAYS:
            raise NotAllowed(f"The number of days must be between 1 and {MOST_DAYS}.")
        if policy == self.policy():
            return
        store = self._store
        decided = f"{policy.keep}:{policy.days}" if policy.keep is Keep.AFTER_DAYS else policy.keep.value
        with store.database.transaction():
            store.settings.set(SETTING, {"keep": policy.keep.value, "days": policy.days})
            store.audit.append(SETTING, decided)
        store.vault.store_audit_head()

    def due(self) -> list[Session]:
        """The sessions whose recording is to be destroyed now."""
        now, policy = datetime.now(UTC), self.policy()
        ends = ((session, self._ends(session, policy)) for session in self._store.sessions.list())
        return [session for session, end in ends if end is not None and end <= now]

    def apply(self) -> list[str]:
        """Destroy the recordings whose time has come; answers with the ids of their sessions.

        One that is being worked on waits for the next time. Raises what `DeletionService.destroy_recording` does.
        """
        done = []
        for session in self.due():
            try:
                self._deletion.destroy_recording(session.id)
            except SessionBusy:
                continue
            done.append(session.id)
        return done

    def describe(self, session: Session) -> str:
        """Until when the recording of a session is kept, in one sentence."""
        if session.audio_destroyed_at is not None:
            return f"The recording was destroyed on {_day(session.audio_destroyed_at)}."
        if not session.recording_id:
            return "There is no recording."
        policy = self.policy()
        if policy.keep is Keep.BY_HAND:
            return "The recording is kept until you destroy it."
        end = self._ends(session, policy)
        if end is not None:
            return f"The recording is kept until {_day(end)}, then destroyed."
        if policy.keep is Keep.AT_SIGNING:
            return "The recording is kept until the note is signed, then destroyed."
        return f"The recording is kept until {_days(policy.days)} after the note is signed, then destroyed."

    def summary(self) -> str:
        """What happens to recordings, and how many there are, in two sentences."""
        policy = self.policy()
        what = {
            Keep.BY_HAND: "Recordings are kept until you destroy them.",
            Keep.AT_SIGNING: "A recording is destroyed when its note is signed.",
            Keep.AFTER_DAYS: f"A recording is destroyed {_days(policy.days)} after its note is signed.",
        }[policy.keep]
        count = sum(bool(s.recording_id) and s.audio_destroyed_at is None for s in self._store.sessions.list())
        there = "no recording" if count == 0 else "1 recording" if count == 1 else f"{count} recordings"
        return f"{what} There {'is' if count < 2 else 'are'} {there} in the vault now."

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _ends(self, session: Session, policy: Policy) -> datetime | None:
        """When the recording's time is over; None where there is none, or where that is not known yet."""
        if policy.keep is Keep.BY_HAND or not session.recording_id or session.audio_destroyed_at is not None:
            return None
        note = self._store.notes.latest(session.id)
        if note is None or note.signature is None:
            return None
        return note.signature.signed_at + timedelta(days=policy.days if policy.keep is Keep.AFTER_DAYS else 0)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"
