"""Sentence embeddings through sentence-transformers, from a local folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.engines.torch_placing import to_card
from app.engines.torchaudio_parts import use_python_parts_of_torchaudio


class SentenceEmbedder:
    """A sentence-transformers model such as all-MiniLM-L6-v2 (384 dimensions).

    `processor`: no graphics card is tried. `placed` says where it runs.
    """

    def __init__(self, folder: Path, *, processor: bool = False) -> None:
        use_python_parts_of_torchaudio()  # transformers imports torchaudio where it finds it
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - after the line above

        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self.placed = to_card(self._model, processor=processor)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """See `app.domain.engines.Embedder.embed`."""
        if not texts:
            return []
        vectors = self._model.encode(list(texts), normalize_embeddings=True, batch_size=32, show_progress_bar=False)
        return [[float(x) for x in vector] for vector in vectors]
