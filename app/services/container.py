"""All services of one run of the program, each with what it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.network import gate
from app.notes.templates import TemplateLibrary
from app.services.access import VaultService
from app.services.audit import AuditService
from app.services.backup import BackupService
from app.services.corrections import CorrectionService
from app.services.deletion import DeletionService
from app.services.demo_session import DemoService
from app.services.dictation import DictationService
from app.services.export.profiles import ProfileLibrary
from app.services.export.service import ExportService
from app.services.goals import GoalService
from app.services.installing.removal import tidy
from app.services.installing.service import Installer
from app.services.integrity import IntegrityService
from app.services.language_tools import LanguageTools, Workers
from app.services.leaving.service import LeavingService
from app.services.machine import MachineService
from app.services.memory import BesideSessions, ModelMemory
from app.services.models import ModelService
from app.services.notes import NoteService
from app.services.nudges import NudgeService
from app.services.overview import OverviewService
from app.services.paths import RESOURCES, Places
from app.services.pending import PendingWork
from app.services.preferences import Preferences
from app.services.preflight import PreflightService
from app.services.privacy import PrivacyService
from app.services.recording import RecordingService
from app.services.records import RecordService
from app.services.retention import RetentionService
from app.services.review import ReviewService
from app.services.search import SearchService
from app.services.search_meaning import MeaningIndex
from app.services.self_test import SelfTest
from app.services.templates import TemplateService
from app.services.vocabulary import VocabularyService
from app.services.voices import VoiceService
from app.services.work import WorkService
from app.services.writing import WritingService
from app.services.written import WrittenService
from app.vault.kdf import KdfCost


@dataclass(frozen=True, slots=True)
class Services:
    """What the window and the command line are handed."""

    vault: VaultService
    records: RecordService
    overview: OverviewService
    corrections: CorrectionService
    recording: RecordingService
    demo: DemoService
    dictation: DictationService
    written: WrittenService
    writing: WritingService
    work: WorkService
    pending: PendingWork
    notes: NoteService
    exports: ExportService
    leaving: LeavingService
    templates: TemplateService
    review: ReviewService
    goals: GoalService
    nudges: NudgeService
    deletion: DeletionService
    backup: BackupService
    retention: RetentionService
    integrity: IntegrityService
    privacy: PrivacyService
    audit: AuditService
    models: ModelService
    installer: Installer
    self_test: SelfTest
    vocabulary: VocabularyService
    voices: VoiceService
    machine: MachineService
    preflight: PreflightService
    preferences: Preferences
    workers: Workers
    tools: LanguageTools
    search: SearchService

    def close(self) -> None:
        """Lock the vault and end the workers. A recording that runs goes on."""
        self.vault.lock()
        self.workers.stop()


def build_services(places: Places, cost: KdfCost | None = None) -> Services:
    """Make every service. Nothing is opened or started yet; an installation of a model that was cut off in the midst of
    its last step is put right. Raises CatalogueInvalid or TemplateInvalid.

    `cost` is what opening the vault costs; None: what this machine can afford.
    """
    preferences = Preferences(places.preferences)
    models = ModelService(places.models, preferences)
    tidy(models.catalogue, places.models)
    templates = TemplateLibrary(RESOURCES / "templates")
    vault = VaultService(places.vault, cost, preferences)
    workers = Workers.of(places.models, lambda: vault.folder)
    self_test = SelfTest(models, places.models, preferences, closed=lambda: vault.folder)
    workers.speech.try_first = workers.language.try_first = self_test.before_loading
    records = RecordService(vault)
    tools = LanguageTools(workers.language, models, templates, meaning=workers.speech)
    vocabulary = VocabularyService(vault)
    recording = RecordingService(vault, records, lambda: bool(preferences.get("alarm_sound")))

    def therapist(heard: Mapping[str, Sequence[float]]) -> str | None:
        return voices.therapist_among(heard)

    writing = WritingService(vault, preferences)
    preflight = PreflightService(models, recording.room)
    work = WorkService(
        vault,
        records,
        ModelMemory(models, workers, preflight.fitting, listens=lambda: dictation.active is not None),
        workers,
        tools,
        preferences,
        hotwords=vocabulary.hotwords,
        therapist=therapist,
        writing=writing,
    )
    pending = PendingWork(vault)
    beside = BesideSessions(models, workers.speech, preflight.fitting, lambda: work.busy)
    dictation = DictationService(vault, beside, workers.speech, vocabulary.hotwords, lambda: recording.active)

    def at_work(session_id: str) -> bool:
        waits = any(plan.session_id == session_id for plan in pending.plans())
        busy = work.at_work(session_id) or dictation.at_work(session_id)
        return waits or busy or recording.active == session_id

    def in_use() -> bool:
        return work.busy or dictation.active is not None or recording.active is not None

    deletion = DeletionService(vault, records, at_work, work.forget)
    voices = VoiceService(vault, models, workers.speech, deletion)
    retention, integrity = RetentionService(vault, deletion), IntegrityService(vault)
    profiles = ProfileLibrary(RESOURCES / "profiles", places.preferences.parent / "profiles")
    return Services(
        vault=vault,
        records=records,
        overview=OverviewService(vault, retention),
        corrections=CorrectionService(vault, records, beside, workers.speech, vocabulary.hotwords),
        recording=recording,
        demo=DemoService(records, recording, models, preferences),
        dictation=dictation,
        written=WrittenService(vault, tools),
        writing=writing,
        work=work,
        pending=pending,
        notes=NoteService(vault, templates, tools, writing),
        exports=ExportService(vault, templates, profiles),
        leaving=LeavingService(vault, templates, preferences),
        templates=TemplateService(vault, templates, tools, preferences),
        review=ReviewService(vault),
        goals=GoalService(vault),
        nudges=NudgeService(vault, templates),
        deletion=deletion,
        backup=BackupService(vault, preferences),
        retention=retention,
        integrity=integrity,
        privacy=PrivacyService(places, vault, workers, recording, retention, integrity, preferences, gate),
        audit=AuditService(vault),
        models=models,
        installer=Installer(
            models,
            places.models,
            preferences,
            gate,
            holders=(workers.speech, workers.language),
            at_work=in_use,
        ),
        self_test=self_test,
        vocabulary=vocabulary,
        voices=voices,
        machine=MachineService(models, workers.speech, workers.language, preferences, in_use),
        preflight=preflight,
        preferences=preferences,
        workers=workers,
        tools=tools,
        search=SearchService(vault, MeaningIndex(models, beside, workers.speech), in_use),
    )
