"""One tree of exceptions.

Every error says three things: what happened, whether anything was lost, and what to do next. The
texts are for a clinician; they hold no client data, and neither may any argument put into them.
`code` is the only part of an error that may be logged.

Two branches part what went wrong around the program from what is wrong in it:
`EnvironmentFailure` (a microphone, a disk, a model, a passphrase) and `ProgramFault` (a bug).
"""

from __future__ import annotations


class SottoError(Exception):
    """Base of all errors that Sotto raises on purpose.

    Subclasses set the four class attributes; `detail` replaces the `{detail}` in `what`, and must
    never hold a client's words or name.
    """

    code = "error"
    what = "Something went wrong."
    lost = "Nothing was lost."
    next_step = "Try again."

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(self.code)

    @property
    def happened(self) -> str:
        """What happened, in one or two sentences."""
        return self.what.replace("{detail}", self.detail)

    def message(self) -> str:
        """The whole message: what happened, what was lost, what to do next."""
        return f"{self.happened} {self.lost} {self.next_step}"


class EnvironmentFailure(SottoError):
    """Something around the program failed; the clinician can do something about it."""

    code = "environment"


class ProgramFault(SottoError):
    """The program itself is wrong."""

    code = "fault"
    what = "Sotto made a mistake: {detail}."
    next_step = "Close and open Sotto again. If it happens again, please report it."


class NotAllowed(SottoError):
    """The act is not possible in the present state, for example editing a signed note."""

    code = "not-allowed"
    what = "{detail}"
    next_step = ""


# ---- vault and disk ------------------------------------------------------------------------------


class VaultError(EnvironmentFailure):
    """Base of what can go wrong with the vault."""

    code = "vault"


class UnlockFailed(VaultError):
    """Wrong passphrase, wrong recovery code or damaged key file: one message for all three."""

    code = "vault.unlock-failed"
    what = "The vault did not open. Either what was typed is not right, or the key file is damaged."
    next_step = (
        "Check Caps Lock and the keyboard layout and try again, or use the recovery code from your recovery kit."
    )


class UnlockDelayed(VaultError):
    """Tried again before its time; `detail` is the whole seconds that are left."""

    code = "vault.unlock-delayed"
    what = "After several tries that failed, Sotto waits before the next one. It is possible in {detail} s."
    next_step = "Check Caps Lock and the keyboard layout meanwhile."

    @property
    def seconds(self) -> int:
        """Seconds until the next try."""
        return int(self.detail)


class KeychainUnavailable(VaultError):
    code = "vault.keychain"
    what = "This computer's keychain is missing, refused, or holds nothing for this vault."
    next_step = "Use the passphrase: it works as always."


class SyncedFolder(VaultError):
    """`detail` names the service."""

    code = "vault.synced-folder"
    what = "This folder is kept in step with other places by {detail}: what lies in it leaves this computer."
    next_step = (
        "Choose a folder outside of it. Copying while the vault is in use can also damage it, and old copies would "
        "keep what you delete."
    )


class NetworkFolder(VaultError):
    code = "vault.network-folder"
    what = "This folder lies on another computer, and is reached over the network."
    next_step = "Choose a folder on this computer. A connection that breaks off can damage the vault."


class FolderChanged(VaultError):
    code = "vault.folder-changed"
    what = "The vault could not be moved: {detail}."
    lost = "It lies where it was, whole."
    next_step = "Stop a recording that is running, then try again, or choose another folder."


class WeakPassphrase(VaultError):
    code = "vault.weak-passphrase"
    what = "A passphrase needs at least {detail} characters."
    next_step = "Choose a longer one: four or five unrelated words are easy to remember."


class VaultMissing(VaultError):
    code = "vault.missing"
    what = "There is no vault in this folder."
    next_step = "Choose another folder, or set up a new vault."


class VaultExists(VaultError):
    code = "vault.exists"
    what = "There is a vault in this folder already."
    next_step = "Open that one, or choose an empty folder."


class VaultInUse(VaultError):
    code = "vault.in-use"
    what = "This vault is open in another Sotto window or command."
    next_step = "Close the other one first, then try again."


class VaultLocked(VaultError):
    code = "vault.locked"
    what = "The vault is locked."
    next_step = "Enter your passphrase to go on."


class VaultDamaged(VaultError):
    code = "vault.damaged"
    what = "The vault could not be read: {detail}."
    lost = "What is stored was left as it is."
    next_step = "Do not delete anything. Put the last backup back, or get out what can be read with 'app salvage'."


class LogPutBack(VaultDamaged):
    code = "vault.log-put-back"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or "a log that does not belong to it lies beside a recording")


class VaultTooNew(VaultError):
    code = "vault.too-new"
    what = "This vault was last used with a newer version of Sotto."
    next_step = "Install the newer version on this computer."


class VaultMemory(VaultError):
    code = "vault.memory"
    what = "There is not enough free memory to open the vault."
    next_step = "Close other programs and try again."


class RecordMissing(VaultError):
    code = "vault.record-missing"
    what = "There is no {detail} with this number in the vault."
    next_step = "Go back to the list and choose again."


class CodeTaken(NotAllowed):
    code = "client.code-taken"
    what = "Another client has this code already."
    next_step = "Choose another code."


class UnsafeDatabaseEngine(VaultError):
    code = "vault.engine"
    what = "The database engine cannot encrypt as Sotto requires ({detail})."
    next_step = "Install Sotto again. Nothing was written."


class FolderNotWritable(EnvironmentFailure):
    code = "disk.not-writable"
    what = "Sotto cannot write to the folder {detail}."
    next_step = "Choose another folder, or ask whoever looks after this computer for the right to write there."


class DiskFull(EnvironmentFailure):
    code = "disk.full"
    what = "The disk is full."
    lost = "Everything up to this moment is stored."
    next_step = "Free some space, then go on."


class EndNotStored(DiskFull):
    code = "disk.end-not-stored"
    what = "The disk is full: the last {detail} could not be stored."
    lost = "Everything before that is stored."
    next_step = "Free some space before the next session."


class NoRoomForRecording(EnvironmentFailure):
    code = "disk.no-room"
    what = "There is too little room on the disk to record: {detail}."
    lost = "Nothing was recorded."
    next_step = "Free some space, for example by destroying old recordings, then try again."


class LittleRoomForRecording(NoRoomForRecording):
    """Not enough for a long session, but for a short one."""

    code = "disk.little-room"
    what = "The disk has no room for a long session: {detail}."
    next_step = "Free some space, or record a shorter session."


# ---- deleting and keeping ------------------------------------------------------------------------


class DeletionUnfinished(VaultError):
    code = "vault.deletion-unfinished"
    what = (
        "It is deleted, but a trace of it still lies inside the vault: another program is reading the vault, or a lock "
        "came in between."
    )
    lost = "What was to be kept is untouched."
    next_step = "Close other programs that use this vault. Sotto finishes the deletion the next time the vault opens."


class SessionBusy(NotAllowed):
    code = "session.busy"
    what = "This session is being recorded or worked on."
    lost = "Nothing was deleted."
    next_step = "Stop that first, then delete."


class ConfirmationMissing(NotAllowed):
    code = "deletion.not-confirmed"
    what = "The client's code was not typed as it stands in the list."
    lost = "Nothing was deleted."
    next_step = "Type the code to confirm, or cancel."


class BackupFolderMissing(EnvironmentFailure):
    code = "backup.folder-missing"
    what = "The folder for backups is not there. It may be on a disk or stick that is not connected."
    next_step = "Connect it and try again, or choose another folder in the settings."


class BackupNoRoom(EnvironmentFailure):
    code = "backup.no-room"
    what = "There is not enough room for the backup."
    lost = "No backup was made; the earlier ones are still there."
    next_step = "Free some space there or choose another folder, then try again."


class BackupMissing(EnvironmentFailure):
    code = "backup.missing"
    what = "There is no backup here."
    next_step = "Make a backup first, or choose another folder."


class BackupDamaged(EnvironmentFailure):
    code = "backup.damaged"
    what = "This backup is not whole: {detail}."
    lost = "The vault itself was not touched."
    next_step = "Use another backup, and make a new one soon."


class BackupForeign(EnvironmentFailure):
    code = "backup.foreign"
    what = "This backup was made from another vault."
    lost = "Nothing was changed."
    next_step = "Choose a backup of this vault."


class BackupTooNew(EnvironmentFailure):
    code = "backup.too-new"
    what = "This backup was made with a newer version of Sotto."
    lost = "Nothing was changed."
    next_step = "Install the newer version on this computer."


# ---- out of the program --------------------------------------------------------------------------


class ProfileInvalid(EnvironmentFailure):
    code = "profile"
    what = "The list of a practice program’s fields could not be read: {detail}."
    next_step = "Correct the file, or take it out of its folder."


class ExportFolderMissing(EnvironmentFailure):
    code = "leaving.folder-missing"
    what = "The folder is not there. It may be on a disk or stick that is not connected."
    lost = "Nothing was written."
    next_step = "Connect it and try again, or choose another folder."


class ExportFolderInUse(EnvironmentFailure):
    code = "leaving.folder-in-use"
    what = "There is something in this folder already: {detail}."
    lost = "Nothing was written."
    next_step = "Choose another folder, or a new one."


class ExportFolderSynced(EnvironmentFailure):
    """`detail` names the service, or says that it is another computer."""

    code = "leaving.folder-synced"
    what = "What lies in this folder leaves this computer: {detail}. The export is not encrypted."
    lost = "Nothing was written."
    next_step = "Choose a folder on this computer, or on a stick that you lock away."


class ExportNoRoom(EnvironmentFailure):
    code = "leaving.no-room"
    what = "There is not enough room for the export."
    lost = "The vault was not touched, and nothing usable was left in the folder."
    next_step = "Free some space there or choose another folder, then try again."


class ExportNotRemoved(EnvironmentFailure):
    """`detail` is the name of the folder."""

    code = "leaving.not-removed"
    what = (
        "The export did not come to its end, and what was written of it could not be removed: the folder “{detail}” "
        "holds a part of your records that is not encrypted."
    )
    lost = "The vault was not touched."
    next_step = "Delete that folder, then try again."


class ExportDamaged(EnvironmentFailure):
    code = "leaving.damaged"
    what = "This export could not be read: {detail}."
    lost = "Nothing was brought into the vault."
    next_step = "Use another copy of the export, or make a new one from the vault that it came from."


class ExportTooNew(EnvironmentFailure):
    code = "leaving.too-new"
    what = "This export was made with a newer version of Sotto."
    lost = "Nothing was brought into the vault."
    next_step = "Install the newer version on this computer."


class VaultNotEmpty(NotAllowed):
    code = "leaving.vault-not-empty"
    what = "There is something in this vault already: an export is brought into an empty one only."
    lost = "Nothing was changed."
    next_step = "Set up a new vault in another folder, and bring it in there."


# ---- sound ---------------------------------------------------------------------------------------


class AudioError(EnvironmentFailure):
    """Base of what can go wrong with a microphone or a sound file."""

    code = "audio"


class NoMicrophone(AudioError):
    code = "audio.no-microphone"
    what = "No microphone was found."
    lost = "Nothing was recorded."
    next_step = "Connect a microphone, then choose 'Look again'."


class MicrophoneRefused(AudioError):
    code = "audio.microphone-refused"
    what = "The microphone could not be opened."
    lost = "What was recorded before is stored."
    next_step = (
        "Close other programs that use it, and check in the system's privacy settings "
        "that Sotto may use the microphone."
    )


class NoPlaybackDevice(AudioError):
    code = "audio.no-playback"
    what = "No loudspeaker or headphones could be opened."
    next_step = "Connect one and try again."


class SoundFileMissing(AudioError):
    code = "audio.file-missing"
    what = "The sound file is not there or cannot be read."
    next_step = "Check where the file is and try again."


class SoundFileEmpty(AudioError):
    code = "audio.file-empty"
    what = "The sound file is empty."
    lost = "Nothing was imported."
    next_step = "Choose another file."


class SoundFileUnreadable(AudioError):
    code = "audio.file-unreadable"
    what = "This file could not be read as sound. It may be damaged, or of a kind that Sotto does not know."
    lost = "Nothing was imported; the file was left as it is."
    next_step = "Use WAV, FLAC, MP3, M4A or OGG. Playing the file in another program shows whether it is whole."


class SoundFileDamaged(AudioError):
    code = "audio.file-damaged"
    what = "The sound file is damaged after {detail}."
    lost = "Everything before that point was imported."
    next_step = "Check in the transcript whether anything is missing."


class NoSoundTrack(AudioError):
    code = "audio.no-sound-track"
    what = "This file holds pictures but no sound."
    lost = "Nothing was imported."
    next_step = "Choose a file with sound."


class NoSpeechFound(AudioError):
    code = "audio.no-speech"
    what = "No speech was found in this recording."
    lost = "The recording is stored."
    next_step = "Play it to check that the microphone was on. You can also write the note without a recording."


class TooLittleVoice(AudioError):
    code = "audio.too-little-voice"
    what = "There is too little speech in this recording to know a voice by."
    lost = "It was not kept, and a voice that was stored before still is."
    next_step = "Speak for half a minute without long pauses, at the usual distance from the microphone."


class VoicesMixed(AudioError):
    code = "audio.voices-mixed"
    what = "This recording does not sound like one voice throughout."
    lost = "It was not kept, and a voice that was stored before still is."
    next_step = "Record again where nobody else speaks and no sound plays."


class RecorderLost(AudioError):
    code = "audio.recorder-lost"
    what = "The recorder stopped unexpectedly."
    lost = "Everything until about a second before is stored."
    next_step = "Press Record to go on, or Stop to work with what is there."


# ---- models and workers --------------------------------------------------------------------------


class ModelError(EnvironmentFailure):
    """Base of what can go wrong with installed models."""

    code = "model"


class ModelMissing(ModelError):
    code = "model.missing"
    what = "The model '{detail}' is not installed, or one of its parts is missing."
    next_step = "Install it under Models, or choose another one."


class ModelChanged(ModelError):
    code = "model.changed"
    what = "The model '{detail}' is not the one that was tested: a checksum differs, so it was not loaded."
    next_step = "Remove it and install it again."


class ModelNotLoaded(ModelError):
    code = "model.not-loaded"
    what = "The model for '{detail}' could not be loaded."
    next_step = "Close other programs in case memory is short and try again, or choose another model."


class ProcessorTooOld(ModelError):
    """`detail`: the instruction sets that are missing."""

    code = "model.processor"
    what = "This computer's processor is too old for the speech and note models: it has no {detail}."
    next_step = "Use a computer from 2015 or later. You can write the note without models on this one."

    def __init__(self, detail: str = "AVX2, FMA or F16C") -> None:
        super().__init__(detail)


class BuiltElsewhere(ModelError):
    """`detail`: the instruction sets that the library uses and this processor has not."""

    code = "model.built_elsewhere"
    what = "This copy of Sotto was set up on another computer: its note model needs {detail}, which is missing here."
    next_step = "Install Sotto again on this computer. You can write the note without models until then."

    def __init__(self, detail: str = "a newer processor") -> None:
        super().__init__(detail)


class CatalogueInvalid(ModelError):
    code = "model.catalogue"
    what = "The list of models could not be read: {detail}."
    next_step = "Install Sotto again."


class WorkerFailure(SottoError):
    """Base of what can happen to a worker process."""

    code = "worker"
    lost = "Everything done so far is stored."


class WorkerCrashed(WorkerFailure):
    code = "worker.crashed"
    what = "The {detail} crashed twice on the same piece of work."
    next_step = "Try again. If it happens again, choose a smaller model."


class WorkerUnfit(WorkerCrashed):
    """An instruction that the processor does not have, twice."""

    code = "worker.unfit"
    what = "The {detail} ended twice: it was built for a processor that can do more than this computer's."
    next_step = "Install Sotto again on this computer. You can write the note without models until then."


class WorkerKilled(WorkerFailure):
    code = "worker.killed"
    what = "The {detail} was ended by the system twice, most likely because memory ran short."
    next_step = "Close other programs and try again, or choose a smaller model."


class WorkerReported(WorkerFailure):
    code = "worker.reported"
    what = "The {detail}."
    next_step = "Try again. If it happens again, check the models under Models."


class SandboxRefused(WorkerFailure):
    code = "worker.sandbox"
    what = "This system does not let the {detail} be shut off from the network, so it was not started."
    next_step = "Update the operating system. You can write the note without models until then."


class Cancelled(SottoError):
    code = "cancelled"
    what = "The work was cancelled."
    lost = "Everything done before that is stored."
    next_step = "You can start it again at any time."


# ---- texts and files -----------------------------------------------------------------------------


class LastRunCrashed(ProgramFault):
    code = "crashed"
    what = "Sotto crashed the last time it ran."
    lost = "Everything that was stored until then is there; a recording that ran is found after you unlock."
    next_step = (
        "You can go on. If it happens again, please report it with the file crash-last.log beside the settings: "
        "it holds names of functions, nothing of any client."
    )


class NoDisplay(EnvironmentFailure):
    code = "display"
    what = "There is no screen to open the window on."
    next_step = "Start Sotto on the desktop. 'app --help' lists what can be done without a screen."


class InputInvalid(EnvironmentFailure):
    code = "input"
    what = "{detail}"
    next_step = "Correct the file and try again."


class TemplateInvalid(EnvironmentFailure):
    code = "template"
    what = "The note format could not be read: {detail}."
    next_step = "Correct the format, or choose another one."


class UnhandledSentences(NotAllowed):
    code = "note.unhandled"
    what = "{detail} of the sentences were not found in the session and have not been dealt with."
    lost = "The draft is stored."
    next_step = "For each: keep it as your own observation, change it, or remove it."


class CheckedAnew(UnhandledSentences):
    """Verdicts did not belong to what stood there, and the check, asked again, did not confirm them."""

    code = "note.checked-anew"
    what = (
        "{detail} of the sentences had to be checked once more, because the session's words, the format or the check "
        "changed since, and cannot be signed as they are."
    )
    lost = "The draft is stored; these sentences are marked now."


class NoteSigned(NotAllowed):
    code = "note.signed"
    what = "This note is signed and cannot be changed."
    next_step = "Add an addendum instead."


class ConsentMissing(NotAllowed):
    code = "consent.missing"
    what = "Recording needs the client's consent first."
    lost = "Nothing was recorded."
    next_step = "Confirm the consent, or write the note without a recording."
