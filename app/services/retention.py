"""How long recordings are kept: what the clinician decided, and seeing to it.

A computer's clock can be wrong by years, and nothing here can be undone. So the vault remembers when the clock was last
seen right, and from when the days of each signed recording count. Where the clock does not go on from there, nothing is
destroyed by days until the clinician has said that the date is right. A signature from a time that cannot have been
counts from the day on which it was found, so that its recording is not kept for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app.domain.errors import NotAllowed, SessionBusy, VaultDamaged
from app.domain.session import Session
from app.services.access import Store, VaultService
from app.services.deletion import DeletionService
from app.store import clock

SETTING, CLOCK = "policy.recordings", "policy.clock"
MOST_DAYS = 3650
LEAP = timedelta(days=31)
"""By how much the date may have moved on since Sotto was last open before it is asked about: a longer holiday is rare,
and one question after it is little."""
SLACK = timedelta(days=1)
"""By how much a clock may go back unnoticed: time zones and two systems on one computer set it by hours."""
_OPENING = ("vault.unlock", "vault.recovered", "integrity.found")
"""How entries begin that an opening leaves: they bear the time that is in doubt."""


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


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The computer's clock says `now`; the vault last saw it at `seen`, too far away. Both in UTC."""

    seen: datetime
    now: datetime


class RetentionService:
    """The policy is kept in the vault; `apply` is called after each signature and after each unlocking."""

    def __init__(self, vault: VaultService, deletion: DeletionService, now: Callable[[], datetime] = clock.now) -> None:
        """`now` is the computer's clock."""
        self._vault = vault
        self._deletion = deletion
        self._now = now

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
        """The sessions whose recording is to be destroyed now; none by days while the clock is in doubt."""
        now, policy = self._now(), self.policy()
        if policy.keep is Keep.AFTER_DAYS and _doubtful(self._seen(), now):
            return []
        # At signing is at signing, whatever the clock says.
        over = [each for each, end in self._all_ends(policy) if policy.keep is Keep.AT_SIGNING or end <= now]
        return [self._store.sessions.get(each) for each in over]

    def going(self, within: timedelta) -> list[tuple[str, datetime]]:
        """The sessions whose recording is destroyed by its days within that time, and when, the first one first; none
        while the clock is in doubt. Among them may be some whose recording was destroyed by hand since `apply`."""
        now, policy = self._now(), self.policy()
        if policy.keep is not Keep.AFTER_DAYS or _doubtful(self._seen(), now):
            return []
        # What `apply` remembers is enough, and quicker than every signature: it is called after each one.
        known = self._memory()
        ends = [(each, _end(policy, at)) for each, at in known[1].items()] if known else self._all_ends(policy)
        return sorted(((each, end) for each, end in ends if end <= now + within), key=lambda one: one[1])

    def clock_doubt(self) -> ClockDoubt | None:
        """What to ask the clinician about the date; None where it is right, or no recording goes by it."""
        seen, now = self._seen(), self._now()
        if self.policy().keep is not Keep.AFTER_DAYS or not _doubtful(seen, now):
            return None
        return ClockDoubt(seen, now) if any(_has_sound(s) for s in self._store.sessions.list()) else None

    def clock_is_right(self) -> None:
        """The clinician has looked at the date: days count by it from here. The audit trail notes it."""
        store, now = self._store, self._now()
        with store.database.transaction():
            self._keep_clock(now, self._counted_from(now, None))
            store.audit.append("policy.clock-confirmed")
        store.vault.store_audit_head()

    def apply(self) -> list[str]:
        """Destroy the recordings whose time has come; answers with the ids of their sessions.

        One that is being worked on waits for the next time. Raises what `DeletionService.destroy_recording` does.
        """
        self._look_at_clock()
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
        end = self._ends(session, policy, self._counted())
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
        count = sum(_has_sound(s) for s in self._store.sessions.list())
        there = "no recording" if count == 0 else "1 recording" if count == 1 else f"{count} recordings"
        return f"{what} There {'is' if count < 2 else 'are'} {there} in the vault now."

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _all_ends(self, policy: Policy) -> list[tuple[str, datetime]]:
        """When the time of each recording is over of which that is known, by session, the newest session first."""
        if policy.keep is Keep.BY_HAND:
            return []
        counted = self._counted()
        signed = self._store.listing.signed_with_sound()
        return [(each, _end(policy, counted.get(each, at))) for each, at in signed]

    def _ends(self, session: Session, policy: Policy, counted: dict[str, datetime]) -> datetime | None:
        """When the recording's time is over; None where there is none, or where that is not known yet."""
        signed = self._signed_at(session)
        if policy.keep is Keep.BY_HAND or signed is None:
            return None
        return _end(policy, counted.get(session.id, signed))

    def _signed_at(self, session: Session) -> datetime | None:
        """When the note of a session was signed of which there is a recording; else None."""
        note = self._store.notes.latest(session.id) if _has_sound(session) else None
        return None if note is None or note.signature is None else note.signature.signed_at

    # ---- the clock -------------------------------------------------------------------------------

    def _look_at_clock(self) -> None:
        """Remember the clock and what came to be signed since it was last looked at, unless it is in doubt."""
        now, seen = self._now(), self._seen()
        if _doubtful(seen, now):
            return
        first = self._memory() is None
        counted = self._counted_from(now, None if first else seen)
        if first or counted != self._counted() or now - seen > timedelta(hours=1):
            self._keep_clock(now, counted)

    def _counted_from(self, now: datetime, seen: datetime | None) -> dict[str, datetime]:
        """From when the days of each signed recording count, by session.

        That is its signature, if it can be: not one that lies ahead, and not one that is new although it lies before
        the clock was last looked at (`seen`; None: not known); these count from `now`.
        """
        before, found = self._counted(), {}
        for session_id, signed in self._store.listing.signed_with_sound():
            start = before.get(session_id, signed)
            late = seen is not None and session_id not in before and start < seen - SLACK
            found[session_id] = now if late or start > now + SLACK else start
        return found

    def _seen(self) -> datetime:
        """When the clock was last seen right; in a vault that remembers nothing yet, its last use before this one."""
        memory = self._memory()
        if memory is not None:
            return memory[0]
        entries = self._store.audit.entries()
        opened = max((e.sequence for e in entries if e.action.startswith(_OPENING)), default=len(entries) + 1)
        before = [e.at for e in entries if e.sequence < opened and not e.action.startswith(_OPENING)]
        return before[-1] if before else self._now()

    def _counted(self) -> dict[str, datetime]:
        memory = self._memory()
        return memory[1] if memory is not None else {}

    def _memory(self) -> tuple[datetime, dict[str, datetime]] | None:
        stored: Any = self._store.settings.get(CLOCK)
        try:
            since = {str(session): clock.from_text(at) for session, at in stored["since"].items()}
            return clock.from_text(stored["seen"]), since
        except (KeyError, TypeError, AttributeError, VaultDamaged):
            return None

    def _keep_clock(self, seen: datetime, counted: dict[str, datetime]) -> None:
        since = {session: clock.to_text(at) for session, at in counted.items()}
        self._store.settings.set(CLOCK, {"seen": clock.to_text(seen), "since": since})


def _end(policy: Policy, start: datetime) -> datetime:
    return start + timedelta(days=policy.days if policy.keep is Keep.AFTER_DAYS else 0)


def _doubtful(seen: datetime, now: datetime) -> bool:
    return not seen - SLACK <= now <= seen + LEAP


def _has_sound(session: Session) -> bool:
    return bool(session.recording_id) and session.audio_destroyed_at is None


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"
