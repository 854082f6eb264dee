"""What the recorder may see of the disk: its recordings' folder, the sound system, the sound file that it reads.

Not the vault's database nor its key files, no document, no other program's files. Linux alone (Landlock). Sockets need
no leave: Landlock does not hold back connections to them, and the sound server must be spoken to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from app.audio.protocol import FileOrder, Orders
from app.sandbox import Held, SandboxFailed, enter
from app.sandbox.program import NULL, readable
from app.store.ballast import NAME as BALLAST

_DEVICES = ("/dev/snd",)
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - where sound servers hand over sound
_OF_SOUND = (
    "ALSA_CONFIG_PATH", "ALSA_CONFIG_DIR", "ALSA_CONFIG_UCM", "ALSA_CONFIG_UCM2", "ALSA_PLUGIN_DIR",
    "PULSE_CLIENTCONFIG", "PULSE_CONFIG_PATH", "PULSE_COOKIE", "PULSE_STATE_PATH",
    "PIPEWIRE_CONFIG_DIR", "PIPEWIRE_MODULE_DIR", "SPA_PLUGIN_DIR", "LD_LIBRARY_PATH",
)  # fmt: skip
"""Variables that name files and folders of the sound system, or several with colons between."""


def confine(orders: Orders) -> Held:
    """Enter the sandbox with just what `orders` need. Call it before any thread is started, and after the folder of the
    control socket was made.

    Where the disk cannot be closed the recorder runs without that, since the session is about to begin: `Held` says
    so. Raises SandboxFailed where it could reach the network.
    """
    if sys.platform != "linux":
        return enter()
    audio, control = Path(orders.audio).parent, Path(orders.address).parent
    files = [Path(orders.source.path)] if isinstance(orders.source, FileOrder) else []
    ballast = [Path(orders.ballast) / BALLAST] if orders.ballast else []
    closed = Path(orders.ballast) if orders.ballast else audio
    try:
        return enter(
            [*readable(closed=closed), *_settings_of_sound(), *files],
            [audio, control, *ballast, *_shared_with_sound()],
            devices=[NULL, *map(Path, _DEVICES)],
            emptied=[control.parent],
            execute=True,  # the sound system's own helpers
        )
    except SandboxFailed:
        return enter()


def _config() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config")


def _home() -> Path:
    return Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none


def _settings_of_sound() -> Iterator[Path]:
    home, config = _home(), _config()
    yield from (home / ".asoundrc", config / "alsa", config / "pipewire", config / "jack", home / ".pulse-cookie")
    yield Path("/var/lib/dbus/machine-id")  # PulseAudio asks which computer this is
    for name in _OF_SOUND:
        yield from (Path(each) for each in os.environ.get(name, "").split(os.pathsep) if each)


def _shared_with_sound() -> Iterator[Path]:
    """What clients of a sound server write to: sound in shared memory, and PulseAudio's own folders."""
    yield Path(_SHARED_MEMORY)
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    yield from (runtime / "pulse", _config() / "pulse", _home() / ".pulse")
    if os.environ.get("PULSE_RUNTIME_PATH"):
        yield Path(os.environ["PULSE_RUNTIME_PATH"])
