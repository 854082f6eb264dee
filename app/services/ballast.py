"""The ballast of the vault's folder, for those who may have to free some room: `app.store.ballast`."""

from app.store.ballast import Ballast

__all__ = ["Ballast"]
