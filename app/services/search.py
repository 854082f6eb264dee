"""Search across everything in the vault: by words as they are typed, and by meaning."""

from __future__ import annotations

from app.domain.search import Filters, Found, Hit, HitKind

__all__ = ["Filters", "Found", "Hit", "HitKind", "SearchService"]


ANYTHING = Filters()


class SearchService:
    """Every method raises VaultLocked while the vault is locked."""

    def find(self, text: str, filters: Filters = ANYTHING, limit: int = 50) -> Found:
        """What has all these words; the last one may be the beginning of a word, words in quotes stand together.

        Whatever is typed is a question that can be answered; without a word in it, nothing is found.
        """
        raise NotImplementedError

    def meaning(self, text: str, filters: Filters = ANYTHING, limit: int = 20) -> Found:
        """What says about the same in other words. Slower: needs the model for sentences.

        Raises what is wrong with a model or its worker, ModelMissing where none is installed, Cancelled at a lock.
        """
        raise NotImplementedError

    def can_mean(self) -> bool:
        """Whether a model for sentences is installed."""
        raise NotImplementedError

    def indexing(self) -> int:
        """How many sessions are still to be read in."""
        raise NotImplementedError
