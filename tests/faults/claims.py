"""What was acknowledged, and whether it is still there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.errors import RecordMissing, SottoError
from app.services.container import Services
from tests.demo import PASSPHRASE, read_demo
from tests.faults import world

SECOND = 16_000 * 2


class Claims:
    """The acknowledgements of one vault, in order; `doing` is the act that was under way at the end."""

    def __init__(self, acks: list[dict[str, Any]], doing: dict[str, Any] | None = None) -> None:
        self._acks = acks
        self._doing = doing or {}
        self._gone = {ack["session"] for ack in acks if ack["ack"] == "destroyed"}
        self._removed = {ack["id"] for ack in acks if ack["ack"] == "deleted"}

    def passphrases(self) -> list[str]:
        """Those that may open the vault, the likelier first."""
        told = [ack["value"] for ack in self._acks if ack["ack"] == "passphrase"]
        now = [self._doing["value"]] if self._doing.get("begin") == "passphrase" else []
        return [*now, *(told[-1:] or [PASSPHRASE])]

    def lost(self, services: Services) -> list[str]:
        """What was acknowledged and is not there, in words."""
        lost = []
        for ack in self._acks:
            look = getattr(self, f"_{ack['ack']}", None)
            if look is None or self._may_be_deleted(ack):
                continue
            try:
                if not look(services, ack):
                    lost.append(f"{ack['ack']} {ack}")
            except SottoError as error:
                lost.append(f"{ack['ack']} {ack}: {error.code}")
        return lost + self._half_done(services)

    def _may_be_deleted(self, ack: dict[str, Any]) -> bool:
        names = {ack.get("id"), ack.get("session"), ack.get("client")}
        under_way = {self._doing.get("id")} if self._doing.get("begin") == "delete" else set()
        return ack["ack"] != "deleted" and bool(names & (self._removed | under_way))

    def _half_done(self, services: Services) -> list[str]:
        """Of the act under way, either the old state or the new one holds."""
        begun, lost = self._doing.get("begin"), []
        if begun == "destroy":
            session = services.records.session(self._doing["session"])
            key = services.vault.store.recordings.key(session.recording_id) if session.recording_id else None
            there = [ack for ack in self._acks if ack["ack"] == "sound" and ack["session"] == session.id]
            if key is not None and not all(self._still(services, ack, "_whole") for ack in there):
                lost.append("a recording that was not destroyed yet cannot be played")
            if key is None and session.recording_id:
                path = services.vault.store.vault.recording_path(session.recording_id)
                if session.audio_destroyed_at is None:
                    lost.append("a destroyed recording is not said to be destroyed")
                if path.exists():
                    lost.append("the file of a destroyed recording is still there")
        if begun == "delete":
            rows = services.vault.store.sessions.list()
            if self._doing["id"] in [session.id for session in rows]:
                kept = [a for a in self._acks if self._doing["id"] in (a.get("id"), a.get("session"))]
                lost += [f"half deleted: {ack}" for ack in kept if not self._still(services, ack)]
        return lost

    def _still(self, services: Services, ack: dict[str, Any], name: str = "") -> bool:
        look = getattr(self, name or f"_{ack['ack']}", None)
        try:
            return look is None or bool(look(services, ack))
        except SottoError:
            return False

    # ---- one look for each kind of acknowledgement -----------------------------------------------------

    def _client(self, services: Services, ack: dict[str, Any]) -> bool:
        return services.records.client(ack["id"]).code == ack["code"]

    def _session(self, services: Services, ack: dict[str, Any]) -> bool:
        return services.records.session(ack["id"]).client_id == ack["client"]

    def _consent(self, services: Services, ack: dict[str, Any]) -> bool:
        return services.vault.store.consents.get(ack["session"]) is not None

    def _sound(self, services: Services, ack: dict[str, Any]) -> bool:
        under_way = self._doing.get("begin") == "destroy" and self._doing["session"] == ack["session"]
        if ack["session"] in self._gone or under_way:
            return True
        return self._whole(services, ack)

    @staticmethod
    def _whole(services: Services, ack: dict[str, Any]) -> bool:
        seconds, start = float(ack["seconds"]), float(ack["start"])
        return services.records.sound(ack["session"], 0.0, seconds) == read_demo(start, start + seconds)

    def _captured(self, services: Services, ack: dict[str, Any]) -> bool:
        return services.records.sound_length(ack["session"]) >= float(ack["seconds"])

    def _segments(self, services: Services, ack: dict[str, Any]) -> bool:
        return len(services.records.segments(ack["session"])) >= int(ack["until"])

    def _transcript(self, services: Services, ack: dict[str, Any]) -> bool:
        found = services.records.transcript(ack["session"])
        return found is not None and len(found.turns) == ack["turns"]

    def _note(self, services: Services, ack: dict[str, Any]) -> bool:
        versions = services.vault.store.notes.versions(ack["session"])
        return ack["text"] in [world.note_text(version) for version in versions]

    def _signed(self, services: Services, ack: dict[str, Any]) -> bool:
        note = services.notes.latest(ack["session"])
        return note is not None and note.signed

    def _addendum(self, services: Services, ack: dict[str, Any]) -> bool:
        note = services.notes.latest(ack["session"])
        return note is not None and ack["text"] in [addendum.text for addendum in note.addenda]

    def _destroyed(self, services: Services, ack: dict[str, Any]) -> bool:
        session = services.records.session(ack["session"])
        key = services.vault.store.recordings.key(session.recording_id)
        path = services.vault.store.vault.recording_path(session.recording_id)
        return key is None and session.audio_destroyed_at is not None and not path.exists()

    def _deleted(self, services: Services, ack: dict[str, Any]) -> bool:
        try:
            services.records.session(ack["id"])
        except RecordMissing:
            return True
        return False

    def _exported(self, services: Services, ack: dict[str, Any]) -> bool:
        return Path(ack["path"]).read_bytes().startswith(b"%PDF")

    def _backup(self, services: Services, ack: dict[str, Any]) -> bool:
        return services.backup.drill(Path(ack["path"])).passed
