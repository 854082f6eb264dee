"""Sounds that nobody speaks, and sounds that hardly anybody hears, made from seeds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.domain.transcript import SAMPLE_RATE
from app.engines.sound import FloatArray

Floats = np.typing.NDArray[np.float64]


def silence(seconds: float, seed: int = 0) -> FloatArray:
    """Nothing at all."""
    return np.zeros(int(seconds * SAMPLE_RATE), dtype=np.float32)


def white(seconds: float, seed: int = 0, level: float = 0.02) -> FloatArray:
    """White noise; `level` is its root mean square."""
    return np.random.default_rng(seed).normal(0.0, level, int(seconds * SAMPLE_RATE)).astype(np.float32)


def shaped(seconds: float, seed: int, level: float, slope: Callable[[Floats], Floats]) -> FloatArray:
    """Noise whose spectrum is that of white noise times `slope` of the frequency in Hz."""
    count = int(seconds * SAMPLE_RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(0.0, 1.0, count))
    sound = np.fft.irfft(spectrum * slope(np.fft.rfftfreq(count, 1.0 / SAMPLE_RATE)), count)
    return (sound * level / np.sqrt(np.mean(sound**2))).astype(np.float32)


def pink(seconds: float, seed: int = 0, level: float = 0.03) -> FloatArray:
    """Noise with the same power in each octave, from 20 Hz on."""
    return shaped(seconds, seed, level, lambda hz: 1.0 / np.sqrt(np.maximum(hz, 20.0)))


def hum(seconds: float, seed: int = 0, level: float = 0.05) -> FloatArray:
    """Mains hum of 50 Hz with its harmonics, over a faint hiss."""
    at = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    phases = np.random.default_rng(seed).uniform(0.0, 2 * np.pi, 12)
    tones = sum(np.sin(2 * np.pi * 50 * n * at + phases[n - 1]) / n**1.2 for n in range(1, 13))
    return (level * tones).astype(np.float32) + white(seconds, seed, 0.001)


def fan(seconds: float, seed: int = 0, level: float = 0.03) -> FloatArray:
    """Air that blades chop: low noise whose level goes up and down 23 times a second and drifts slowly."""
    at = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    air = shaped(seconds, seed, level, lambda hz: 1.0 / np.maximum(hz, 60.0) ** 0.8)
    blades = 1.0 + 0.3 * np.sin(2 * np.pi * 23.0 * at) + 0.15 * np.sin(2 * np.pi * 0.07 * at)
    return (air * blades).astype(np.float32)


def music(seconds: float, seed: int = 0, level: float = 0.1) -> FloatArray:
    """Chords of decaying tones with harmonics, one every 0.6 s."""
    random, note = np.random.default_rng(seed), int(0.6 * SAMPLE_RATE)
    sound = np.zeros(int(seconds * SAMPLE_RATE) + 4 * note)
    at = np.arange(4 * note) / SAMPLE_RATE
    for first in range(0, len(sound) - 4 * note, note):
        for key in random.choice([0, 2, 4, 5, 7, 9, 11, 12, 14, 16], 3, replace=False):
            pitch = 220.0 * 2 ** (key / 12)
            tone = sum(np.sin(2 * np.pi * pitch * n * at) / n**1.5 for n in range(1, 6))
            sound[first : first + 4 * note] += tone * np.exp(-3.0 * at) * np.minimum(at / 0.01, 1.0)
    return (level * sound[: int(seconds * SAMPLE_RATE)] / 3).astype(np.float32)


KINDS: dict[str, Callable[[float, int], FloatArray]] = {
    "silence": silence,
    "white noise": white,
    "pink noise": pink,
    "hum": hum,
    "fan": fan,
    "music": music,
}


def whispered(voice: FloatArray, level: float = 0.004, seed: int = 0) -> FloatArray:
    """A voice as a whisper: breath (noise above 1 kHz) with the voice's loudness in time, without its pitch."""
    frame = SAMPLE_RATE // 50
    count = -(-len(voice) // frame)
    loud = np.sqrt(np.mean(np.pad(voice, (0, count * frame - len(voice))).reshape(-1, frame) ** 2, axis=1))
    envelope = np.interp(np.arange(len(voice)), np.arange(count) * frame + frame // 2, loud / loud.max())
    seconds = len(voice) / SAMPLE_RATE
    breath = shaped(seconds + 0.01, seed, 1.0, lambda hz: (hz > 1000) / np.sqrt(np.maximum(hz, 1000.0)))
    return (level * 3 * breath[: len(voice)] * envelope).astype(np.float32)


def sobs(seconds: float, level: float = 0.01, seed: int = 0) -> FloatArray:
    """Soft sobbing: shuddering breath of about a second, with pauses."""
    at = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    breath = shaped(seconds, seed, level, lambda hz: np.exp(-(((hz - 900.0) / 700.0) ** 2)))
    shudder = 0.5 + 0.5 * np.sin(2 * np.pi * 4.5 * at)
    there = (np.sin(2 * np.pi * at / 2.6) > -0.2).astype(np.float64)
    return (breath * shudder**2 * there).astype(np.float32)
