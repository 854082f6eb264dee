"""The audit trail's entries in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.services.audit import AuditKind, AuditRow
from app.ui import words
from app.ui.session_rows import short_date


def _tr(text: str) -> str:
    return QCoreApplication.translate("AuditWords", text)


def action_words(action: str) -> str:
    """What was done, in words; the action's own name where this version does not know it."""
    return _records().get(action) or _notes().get(action) or _vault().get(action) or action


def _records() -> dict[str, str]:
    """Acts on clients, sessions, recordings and transcripts."""
    return {
        "client.created": _tr("Client added"),
        "client.renamed": _tr("Client renamed"),
        "client.terms": _tr("Names and medications of the client changed"),
        "client.writing": _tr("How notes call the client changed"),
        "client.deleted": _tr("Client deleted, with everything of theirs"),
        "consent.given": _tr("Consent to the recording confirmed"),
        "goal.added": _tr("Goal added"),
        "goal.changed": _tr("Goal reworded"),
        "goal.reached": _tr("Goal reached"),
        "goal.reopened": _tr("Goal taken up again"),
        "goal.removed": _tr("Goal removed"),
        "session.created": _tr("Session begun"),
        "session.opened": _tr("Session looked at"),
        "session.format": _tr("Note format of the session changed"),
        "session.summary": _tr("What happened was written down"),
        "session.transcribed": _tr("Transcript made"),
        "session.deleted": _tr("Session deleted"),
        "recording.started": _tr("Recording started"),
        "recording.ended": _tr("Recording ended"),
        "recording.interrupted": _tr("Recording interrupted"),
        "recording.destroyed": _tr("Recording destroyed"),
        "recording.not-restored": _tr("Recording was not in the backup"),
        "dictation.started": _tr("Dictation started"),
        "dictation.written": _tr("Dictation written down"),
        "dictation.discarded": _tr("Dictation discarded"),
        "dictation.destroyed": _tr("Sound of the dictation destroyed"),
        "transcript.edited": _tr("Transcript corrected"),
        "transcript.merged": _tr("Two speakers of the transcript made one"),
        "transcript.reassigned": _tr("Words given to another speaker"),
        "transcript.redone": _tr("Correction of the transcript done again"),
        "transcript.speakers": _tr("Speakers of the transcript named"),
        "transcript.split": _tr("Turn of the transcript split"),
        "transcript.stretch": _tr("Stretch of sound written down"),
        "transcript.undone": _tr("Correction of the transcript taken back"),
        "transcript.deleted": _tr("Transcript deleted"),
    }


def _notes() -> dict[str, str]:
    """Acts on notes, and on how they are written."""
    return {
        "note.drafted": _tr("Note drafted from the session"),
        "note.drafted-from-writing": _tr("Note drafted from what was written"),
        "note.edited": _tr("Note changed"),
        "note.signed": _tr("Note signed"),
        "note.addendum": _tr("Addendum added"),
        "note.exported": _tr("Note exported"),
        "note.version-deleted": _tr("Version of the note deleted"),
        "nudge.set-aside": _tr("Hint about the note set aside"),
        "nudges.brought-back": _tr("Hints about the note brought back"),
        "nudges.switched": _tr("Kind of hint switched on or off"),
        "format.added": _tr("Note format added"),
        "format.changed": _tr("Note format changed"),
        "format.removed": _tr("Note format removed"),
        "format.exported": _tr("Note format exported"),
        "format.imported": _tr("Note format brought in"),
        "vocabulary.changed": _tr("Words that Sotto should know changed"),
        "modalities.changed": _tr("Ways of working changed"),
        "writing.changed": _tr("How notes are written changed"),
        "writing.learned": _tr("Way of writing learned from signed notes"),
        "voice.enrolled": _tr("Voice print of the clinician stored"),
        "voice.deleted": _tr("Voice print of the clinician deleted"),
    }


def _vault() -> dict[str, str]:
    """Acts on the vault as a whole."""
    return {
        "vault.created": _tr("Vault set up"),
        "vault.unlocked": _tr("Vault opened with the passphrase"),
        "vault.unlocked-keychain": _tr("Vault opened by this computer’s keychain"),
        "vault.unlock-failed": _tr("A passphrase or code was tried that did not open the vault"),
        "vault.recovered": _tr("Vault opened with the recovery code, new passphrase chosen"),
        "vault.passphrase-changed": _tr("Passphrase changed"),
        "vault.export-begun": _tr("Taking everything out of the vault begun"),
        "vault.exported": _tr("Everything taken out of the vault, not encrypted"),
        "vault.imported": _tr("Records of an earlier vault brought in"),
        "vault.restored": _tr("Vault put back from a backup"),
        "vault.salvaged": _tr("What could be read of a damaged vault got out"),
        "recovery.renewed": _tr("New recovery code made"),
        "recovery.stored": _tr("Recovery kit confirmed as stored"),
        "keychain.on": _tr("Opening by this computer’s keychain switched on"),
        "keychain.off": _tr("Opening by this computer’s keychain switched off"),
        "keys.repaired": _tr("Key file put right from its copy"),
        "keys.put-back": _tr("An earlier key file was found in place of the last one"),
        "integrity.found": _tr("The vault was not as Sotto had left it"),
        "integrity.accepted": _tr("What was found in the vault taken note of"),
        "policy.recordings": _tr("How long recordings are kept decided"),
        "policy.clock-confirmed": _tr("Date of this computer confirmed"),
        "policy.folder-accepted": _tr("Folder of the vault accepted although it may be copied elsewhere"),
        "backup.made": _tr("Backup made"),
        "backup.drilled": _tr("Backup tried out and found whole"),
        "backup.drill-failed": _tr("Backup tried out and found not whole"),
    }


def known() -> frozenset[str]:
    """Every action that there are words for."""
    return frozenset({*_records(), *_notes(), *_vault()})


def kind_words(kind: AuditKind | None) -> str:
    """A kind of act, as a choice."""
    if kind is None:
        return _tr("Everything")
    return {
        AuditKind.CLIENTS: _tr("Clients, consents, goals"),
        AuditKind.SESSIONS: _tr("Sessions and transcripts"),
        AuditKind.NOTES: _tr("Notes"),
        AuditKind.VAULT: _tr("Vault and backups"),
        AuditKind.SETTINGS: _tr("Settings"),
    }[kind]


def about_words(row: AuditRow) -> str:
    """Whom and which session an entry is about; "" for none."""
    if row.gone:
        return _tr("deleted since")
    if row.started_at is None:
        return row.about
    day = short_date(words.local(row.started_at).date())
    return _tr("{client}, session of {day}").replace("{client}", row.about).replace("{day}", day)


def actor_words(actor: str) -> str:
    """Who did it, as the trail has it."""
    return {"clinician": _tr("Clinician")}.get(actor, actor)
