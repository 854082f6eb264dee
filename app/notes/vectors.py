"""Sentence vectors made once: what was embedded while the session ran is not embedded again after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.domain.engines import Embedder
from app.domain.transcript import Transcript
from app.late import late
from app.notes.lexicons import Lexicons
from app.notes.moments import moments_of
from app.notes.prepared import Floats, spoken_texts
from app.notes.reading import read
from app.notes.text import without_control_tokens

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")


class VectorCache:
    """An `Embedder` that remembers, by the words themselves. Holds a session's words: drop it at the lock.

    `inner` may be exchanged for another one of the same model; `embedded` counts the texts that it was asked for.
    """

    def __init__(self, inner: Embedder) -> None:
        self.inner = inner
        self.embedded = 0
        self._rows: dict[str, Floats] = {}

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """See `app.domain.engines.Embedder.embed`."""
        self.remember(texts)
        return [self._rows[text].tolist() for text in texts]

    def remember(self, texts: Sequence[str]) -> None:
        """Embed those that are new."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            rows = self.inner.embed(new)
            self.embedded += len(new)
            self._rows.update((text, np.asarray(row, dtype=np.float32)) for text, row in zip(new, rows, strict=True))

    def knows(self, text: str) -> bool:
        """Whether a text was embedded."""
        return text in self._rows


def texts_of(transcript: Transcript, lexicons: Lexicons, seen: set[str]) -> Iterator[str]:
    """What `prepare` embeds of a session: its sentences, and the words that say something.

    `seen`: the stems of words that were given before; grows.
    """
    moments = moments_of(transcript)
    yield from spoken_texts(moments)
    yield from (without_control_tokens(moment.text) for moment in moments)
    for moment in moments:
        for item in read(without_control_tokens(moment.text), lexicons).items:
            if item.stem not in seen:
                seen.add(item.stem)
                yield item.word
