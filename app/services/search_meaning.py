"""Search by meaning: passages as vectors, a byte a number, and the nearest of them.

The vectors are worked out by the worker that makes them for drafts too, while it holds the model anyway and nobody
waits for it. First all are compared by the signs of their numbers alone, which fits into memory, then the best of them
by the numbers.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import ModelMissing
from app.domain.search import Item
from app.services.access import Store
from app.services.session_models import ModelSource
from app.store.search import SESSION_BITS
from app.workers.clients import LanguageClient
from app.workers.host import WorkerHost

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW = 600
"""Letters of a passage that make one vector; models for sentences read little more at once."""
AT_ONCE = 12
"""Passages that are worked out in one step; the worker is free for others after each."""
LIKELY = 400
LEAST = 0.25
"""What is less near than this says something else. Cosine."""
_PAGE = 2000

Window = tuple[int, int]
"""Items of a passage, from and to, that have one vector."""


@dataclass(frozen=True, slots=True)
class Near:
    """A window of a passage that is near to what was asked, and how near (cosine)."""

    passage: int
    window: int
    nearness: float


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of every vector: `bits` (windows x numbers / 8), with passage and window of each."""

    passages: NDArray[np.int64]
    windows: NDArray[np.int16]
    bits: NDArray[np.uint8]


class MeaningIndex:
    """The vectors of one open vault. What it holds in memory goes at the lock."""

    def __init__(self, chosen: ModelSource, beside: ModelSource, host: WorkerHost) -> None:
        """`chosen`: the models in use; `beside`: what can be loaded without ending the work of a session."""
        self._chosen = chosen
        self._beside = beside
        self._host = host
        self._signs: tuple[int, _Signs] | None = None
        self._lock = threading.Lock()

    @property
    def possible(self) -> bool:
        """Whether a model for sentences is installed."""
        return self._chosen.entry("embedding") is not None

    def forget(self) -> None:
        """Drop what is held in memory."""
        self._signs = None

    # ---- working out -----------------------------------------------------------------------------

    def advance(self, store: Store) -> bool:
        """Work out the vectors of the next passages, where the worker holds the model already; whether there were any.

        Raises what the worker raises, Cancelled at a lock.
        """
        if not self._host.has("embedding"):
            return False
        model = self._model()
        store.search.vectors.use_model(model)
        missing = store.search.vectors.missing(AT_ONCE)
        if not missing:
            return False
        passages = store.search.passages(missing)
        ranges = {number: windows_of(items) for number, items in passages.items()}
        texts = [text_of(passages[number][a:b]) for number, windows in ranges.items() for a, b in windows]
        made = iter(LanguageClient(self._host).embed(texts))
        vectors = {number: b"".join(quantised(next(made)) for _ in windows) for number, windows in ranges.items()}
        store.search.vectors.keep(vectors, model)
        return True

    # ---- looking ---------------------------------------------------------------------------------

    def nearest(self, store: Store, text: str, sessions: Sequence[int] | None, most: int = LIKELY) -> list[Near]:
        """Windows that say about the same as `text`, the nearest first; only of `sessions` (numbers) if given.

        Raises ModelMissing, and what is wrong with the model or its worker.
        """
        import numpy as np  # noqa: PLC0415 - nothing that is shown before the vault is open needs it

        model = self._model()
        self._host.load(self._beside.load_request("embedding"))
        store.search.vectors.use_model(model)
        asked = np.asarray(LanguageClient(self._host).embed([text])[0], dtype=np.float32)
        signs = self._all(store, asked.size)
        if not signs.passages.size:
            return []
        apart = np.bitwise_count(signs.bits ^ np.packbits(asked > 0)).sum(axis=1, dtype=np.int32)
        if sessions is not None:
            numbers = np.asarray(sessions, dtype=np.int64)
            apart[~np.isin(signs.passages >> SESSION_BITS, numbers)] = np.iinfo(np.int32).max
        likely = np.argsort(apart, kind="stable")[:most]
        likely = likely[apart[likely] < np.iinfo(np.int32).max]
        found: list[Near] = []
        stored = store.search.vectors.of(sorted({int(signs.passages[at]) for at in likely}))
        for at in likely:
            passage, window = int(signs.passages[at]), int(signs.windows[at])
            whole = np.frombuffer(stored.get(passage, b""), dtype=np.int8)
            vector = whole[window * asked.size : (window + 1) * asked.size].astype(np.float32)
            if vector.size == asked.size:
                length = float(np.linalg.norm(vector)) * float(np.linalg.norm(asked))
                found.append(Near(passage, window, float(vector @ asked) / (length or 1.0)))
        return sorted((near for near in found if near.nearness >= LEAST), key=lambda near: -near.nearness)

    def best_items(self, text: str, choices: Sequence[Sequence[Item]]) -> list[int]:
        """Of each group of items, which one is nearest to `text`. Raises as `nearest`."""
        import numpy as np  # noqa: PLC0415 - as above

        texts = [item.text for items in choices for item in items]
        vectors = np.asarray(LanguageClient(self._host).embed([text, *texts]), dtype=np.float32)
        nearness, best, at = vectors[1:] @ vectors[0], [], 0
        for items in choices:
            best.append(int(np.argmax(nearness[at : at + len(items)])))
            at += len(items)
        return best

    def _model(self) -> str:
        entry = self._chosen.entry("embedding")
        if entry is None:
            raise ModelMissing("sentences")
        return f"{entry.id} {entry.revision}".strip()

    def _all(self, store: Store, size: int) -> _Signs:
        """The signs of all vectors of `size` numbers; read anew where anything has changed."""
        import numpy as np  # noqa: PLC0415 - as above

        with self._lock:
            changes = store.search.vectors.changes
            if self._signs is not None and self._signs[0] == changes:
                return self._signs[1]
            passages: list[int] = []
            windows: list[int] = []
            bits: list[NDArray[np.uint8]] = [np.zeros((0, -(-size // 8)), dtype=np.uint8)]
            before = 1 << 62
            while page := store.search.vectors.some(before, _PAGE):
                before = page[-1][0]
                for number, vectors in page:
                    count = len(vectors) // size
                    passages += [number] * count
                    windows += range(count)
                    numbers = np.frombuffer(vectors, dtype=np.int8, count=count * size)
                    bits.append(np.packbits(numbers.reshape(count, size) > 0, axis=1))
            signs = _Signs(
                np.asarray(passages, dtype=np.int64), np.asarray(windows, dtype=np.int16), np.concatenate(bits)
            )
            self._signs = (changes, signs)
            return signs


def windows_of(items: Sequence[Item]) -> list[Window]:
    """A passage in parts of about `WINDOW` letters; an item is never divided."""
    windows: list[Window] = []
    first, length = 0, 0
    for at, item in enumerate(items):
        if at > first and length + len(item.text) > WINDOW:
            windows.append((first, at))
            first, length = at, 0
        length += len(item.text)
    return [*windows, (first, len(items))] if items else []


def text_of(items: Sequence[Item]) -> str:
    """What the model is given for a window."""
    return " ".join(item.text for item in items)


def quantised(vector: Sequence[float]) -> bytes:
    """A vector as one signed byte for each number, the largest being 127: only its direction counts."""
    import numpy as np  # noqa: PLC0415 - as above

    numbers = np.asarray(vector, dtype=np.float32)
    largest = float(np.abs(numbers).max()) if numbers.size else 0.0
    return bytes(np.rint(numbers * (127.0 / (largest or 1.0))).astype(np.int8).tobytes())
