"""The microphones of this computer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from app.audio import portaudio
from app.domain.errors import MicrophoneRefused, NoMicrophone

# Several of a system's sound interfaces show the same microphones again under other names; the first
# of these that has any is enough.
_INTERFACES = {"win32": ("Windows WASAPI", "Windows DirectSound", "MME")}
# ALSA's names for its own converters and outputs: not microphones that anybody knows.
_CONVERTERS = ("sysdefault", "lavrate", "samplerate", "speexrate", "upmix", "vdownmix", "dmix", "null", "jack", "oss")
_DEFAULT_NAMES = {"default", "pulse", "pipewire"}


@dataclass(frozen=True, slots=True)
class Microphone:
    """A microphone. `id` stays the same over restarts and rescans; `name` is for the screen.

    `default` is True for the one that the system would choose.
    """

    id: str
    name: str
    default: bool


def microphones(rescan: bool = False) -> list[Microphone]:
    """The microphones, the system's default first; an empty list where there is none.

    `rescan` looks for those plugged in since; it has no effect while this process has a stream open
    (a level meter, playback): close it first.
    """
    try:
        if rescan:
            portaudio.rescan()
        return [microphone for microphone, _ in _list()]
    except portaudio.PortAudioMissing:
        return []


def find(microphone_id: str) -> tuple[int, Microphone]:
    """A microphone and PortAudio's index of it; an empty id means the system's default.

    Raises NoMicrophone where there is none, or not this one.
    """
    try:
        for microphone, index in _list():
            if microphone.id == microphone_id or (not microphone_id and microphone.default):
                return index, microphone
    except portaudio.PortAudioMissing as error:
        raise NoMicrophone from error
    raise NoMicrophone


def open_microphone(microphone_id: str, callback: portaudio.InputCallback) -> tuple[portaudio.Stream, Microphone]:
    """Open and start a microphone: the stream, and which one it is.

    Raises NoMicrophone or MicrophoneRefused.
    """
    index, microphone = find(microphone_id)
    try:
        return portaudio.open_input(index, callback), microphone
    except portaudio.StreamRefused as error:
        raise MicrophoneRefused from error


def _list() -> list[tuple[Microphone, int]]:
    """Each microphone with its index, the default first. Raises PortAudioMissing."""
    default = portaudio.default_index("input")
    inputs = [(index, device) for index, device in enumerate(portaudio.devices()) if device["max_input_channels"] > 0]
    found: list[tuple[Microphone, int]] = []
    seen: dict[str, int] = {}
    for index, device in _worth_showing(inputs, default):
        key = f"{device['hostapi_name']}|{device['name']}"
        seen[key] = seen.get(key, 0) + 1
        # Two of the same kind: told apart by their order, the best that PortAudio offers.
        identity = key if seen[key] == 1 else f"{key}|{seen[key]}"
        found.append((Microphone(identity, _name(device), index == default), index))
    if found and not any(microphone.default for microphone, _ in found):
        first, index = found[0]
        found[0] = (Microphone(first.id, first.name, True), index)
    return sorted(found, key=lambda item: not item[0].default)


def _worth_showing(inputs: list[tuple[int, dict[str, Any]]], default: int | None) -> list[tuple[int, dict[str, Any]]]:
    for interface in _INTERFACES.get(sys.platform, ()):
        of_interface = [item for item in inputs if item[1]["hostapi_name"] == interface]
        if of_interface:
            return of_interface
    return [item for item in inputs if item[0] == default or not str(item[1]["name"]).startswith(_CONVERTERS)]


def _name(device: dict[str, Any]) -> str:
    name = str(device["name"]).strip()
    return "The system's microphone" if name in _DEFAULT_NAMES else name
