"""The one error of the sandbox."""

from __future__ import annotations


class SandboxFailed(OSError):
    """The system refused the sandbox; the process must not go on. The text names the step, nothing else."""
