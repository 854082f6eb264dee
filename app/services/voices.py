"""The clinician's own voice, taken once and kept in the vault, so that "therapist" is known by voice.

What is kept is a vector, not sound: what one speaker model says of half a minute of speech. Another model's vectors say
something else, so it is compared only with those of the same model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from statistics import median
from typing import TYPE_CHECKING, Any

from app.domain.errors import ModelMissing, NotAllowed, TooLittleVoice, VoicesMixed
from app.domain.transcript import SAMPLE_RATE
from app.late import late
from app.services.access import VaultService
from app.services.attribution import cosine
from app.services.deletion import DeletionService
from app.services.models import ModelService
from app.store import clock
from app.workers.host import Never, WorkerHost
from app.workers.streams import embed_voices

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

SECONDS = 30.0
"""How long a clinician is asked to speak."""
SETTING = "voice"
ENOUGH_SPEECH = 12.0
"""Seconds of speech without which no voice is taken."""
PIECE = 3.0
"""Seconds of each piece that is judged alone."""
ALIKE = 0.5
"""Cosine from which two vectors are one voice's. Chosen on the demo's two voices only, where pieces of 3 s of one voice
have at least 0.95 and those of two at most 0.26; models of real size lie closer together on both sides."""
MARGIN = 0.15
"""By how much the nearest voice must be nearer than the next, so that of two that are alike none is taken."""
_FRAME = SAMPLE_RATE // 40
_QUIETEST = 100.0  # of 32768, about -50 dBFS: below, nobody speaks into this microphone
_ABOVE_NOISE = 3.0  # times the level of the quietest moments


class VoiceService:
    """The voice of whoever this vault belongs to. Every method raises VaultLocked while it is locked."""

    def __init__(
        self, vault: VaultService, models: ModelService, speech: WorkerHost, deletion: DeletionService
    ) -> None:
        """`speech` is the worker that speaker models are loaded in."""
        self._vault = vault
        self._models = models
        self._speech = speech
        self._deletion = deletion

    def enrol(self, pcm: bytes, cancelled: Callable[[], bool] = Never) -> datetime:
        """Know the voice in about `SECONDS` of sound (mono s16le PCM, 16 kHz); answers with when that was (UTC).

        The sound is not kept. A voice enrolled before is deleted, every trace of it. Raises TooLittleVoice,
        VoicesMixed, Cancelled, what is wrong with the model or its worker (`ModelService.load_request`,
        `WorkerHost.call`), or what deleting the voice before raises.
        """
        pieces = _spoken_pieces(pcm)
        request = self._models.load_request("speakers")
        model = self._model()
        self._speech.load(request, cancelled=cancelled)
        vectors = [vector for vector in embed_voices(self._speech, pieces, cancelled) if vector]
        kept = one_voice(vectors)
        store, at = self._vault.store, clock.now()
        value = {"vector": kept, "model": model, "at": clock.to_text(at)}
        if self._stored() is not None:
            self._deletion.delete_setting(SETTING, "voice.enrolled", instead=value)
            return at
        with store.database.transaction():
            store.settings.set(SETTING, value)
            store.audit.append("voice.enrolled")
        return at

    def enrolled(self) -> datetime | None:
        """When the voice was enrolled (UTC), None where none is."""
        stored = self._stored()
        return clock.from_text(stored["at"]) if stored is not None else None

    def usable(self) -> bool:
        """Whether a voice is enrolled that can be compared with the speaker model in use."""
        stored = self._stored()
        return stored is not None and stored["model"] == self._model_or_none()

    def forget(self) -> None:
        """Delete the voice from the vault, every trace of it. Does nothing where none is enrolled.

        Raises as every deletion does: see `DeletionService`. Backups made before still hold it.
        """
        if self._stored() is not None:
            self._deletion.delete_setting(SETTING, "voice.deleted")

    def therapist_among(self, voices: Mapping[str, Sequence[float]]) -> str | None:
        """The label whose voice is the enrolled one; None where none is, or where two are nearly as near.

        `voices` are vectors of the speaker model in use (`Spoken.voices`).
        """
        stored = self._stored()
        if stored is None or stored["model"] != self._model_or_none():
            return None
        own = stored["vector"]
        near = sorted(
            ((cosine(own, each), label) for label, each in voices.items() if len(each) == len(own)), reverse=True
        )
        if not near or near[0][0] < ALIKE or (len(near) > 1 and near[0][0] - near[1][0] < MARGIN):
            return None
        return near[0][1]

    def _stored(self) -> dict[str, Any] | None:
        stored = self._vault.store.settings.get(SETTING)
        return stored if isinstance(stored, dict) else None

    def _model(self) -> str:
        model = self._model_or_none()
        if model is None:
            raise ModelMissing("speakers")
        return model

    def _model_or_none(self) -> str | None:
        """Which speaker model is in use: what its files hold, whatever the catalogue calls it."""
        entry = self._models.entry("speakers")
        if entry is None:
            return None
        files = sorted((file.path, file.sha256) for file in entry.files)
        return sha256(repr(files).encode()).hexdigest()


def one_voice(vectors: Sequence[Sequence[float]]) -> list[float]:
    """The unit-length mean of vectors of one voice; few that are unlike the rest (a door, a cough) are left out.

    Raises TooLittleVoice for less than `ENOUGH_SPEECH` of pieces, VoicesMixed where over a quarter are unlike the rest.
    """
    if len(vectors) * PIECE < ENOUGH_SPEECH:
        raise TooLittleVoice
    alike = [
        median(cosine(one, other) for number, other in enumerate(vectors) if number != place) >= ALIKE
        for place, one in enumerate(vectors)
    ]
    kept = [vector for vector, like in zip(vectors, alike, strict=True) if like]
    if len(kept) < 0.75 * len(vectors):
        raise VoicesMixed
    mean = np.mean([np.asarray(vector) / np.linalg.norm(vector) for vector in kept], axis=0)
    return [float(x) for x in mean / np.linalg.norm(mean)]


def _spoken_pieces(pcm: bytes) -> list[bytes]:
    """Pieces of `PIECE` seconds, pauses left out. Raises TooLittleVoice, or NotAllowed for half a sample."""
    if len(pcm) % 2:
        raise NotAllowed("This is not sound as it is stored.")
    samples = np.frombuffer(pcm, "<i2")
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(frames):
        raise TooLittleVoice
    levels = np.sqrt(np.mean(np.square(frames.astype(np.float64)), axis=1))
    loud = levels > max(_ABOVE_NOISE * float(np.percentile(levels, 5)), _QUIETEST)
    # Soft sounds within words belong to them: what lies within a tenth of a second of a loud frame stays.
    near = np.convolve(loud, np.ones(9), "same") > 0
    spoken = frames[near].reshape(-1)
    if loud.sum() * _FRAME < ENOUGH_SPEECH * SAMPLE_RATE:
        raise TooLittleVoice
    length = int(PIECE * SAMPLE_RATE)
    return [spoken[at : at + length].tobytes() for at in range(0, len(spoken) - length + 1, length)]
