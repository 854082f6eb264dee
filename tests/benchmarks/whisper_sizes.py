"""The sizes of OpenAI's Whisper, apart from what makes models of them, which takes torch along."""

from __future__ import annotations

from dataclasses import dataclass

TEXT_TOKENS = 50257
TIMESTAMPS = 1501


@dataclass(frozen=True, slots=True)
class WhisperSize:
    """The numbers of one of OpenAI's sizes."""

    width: int
    encoder_layers: int
    decoder_layers: int
    heads: int
    mels: int = 80
    languages: int = 99

    @property
    def vocabulary(self) -> int:
        """Tokens in all: 51865, or 51866 with a hundredth language."""
        return TEXT_TOKENS + 2 + self.languages + 6 + TIMESTAMPS


TINY = WhisperSize(384, 4, 4, 6)
BASE = WhisperSize(512, 6, 6, 8)
SMALL = WhisperSize(768, 12, 12, 12)
LARGE_V3_TURBO = WhisperSize(1280, 32, 4, 20, mels=128, languages=100)
