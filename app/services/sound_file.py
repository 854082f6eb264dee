"""A look at a sound file before anything is made for it."""

from __future__ import annotations

from pathlib import Path

from app.audio.decode import SoundFile


def check_sound(path: Path) -> float:
    """Seconds of sound in a file, 0.0 where the file does not say.

    Raises SoundFileMissing, SoundFileEmpty, SoundFileUnreadable or NoSoundTrack.
    """
    with SoundFile(path) as sound:
        return sound.duration
