"""Starting a process that must not begin as a copy of this one."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_starting = threading.Lock()


@contextmanager
def no_main_module() -> Iterator[None]:
    """A spawned process imports its parent's main module before anything else; a worker must not.

    It needs nothing of it, and a thread that such an import starts (numpy's, for one) would not be in the sandbox.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
