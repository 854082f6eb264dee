"""A room with a microphone, for tests on machines that have neither.

`AudioServer` starts a private PulseAudio with a null sink called "room"; what is played into the room
is what a microphone in it hears. Everything it needs (socket, state, ALSA configuration) lies in a
folder of its own, and the environment variables that it sets are seen by this process and by every
child started from it, so that PortAudio finds the room as the system's default device.

    with AudioServer() as room:
        room.play(Path("speech.flac"))

Needs the Debian packages pulseaudio, pulseaudio-utils, libasound2-plugins and libportaudio2. Works
as root (PulseAudio warns; nobody sees it).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from app.audio import portaudio

SINK = "room"
SOURCE = "room.monitor"

# Only these devices exist in the test's world. "gone" is listed by PortAudio like any microphone and
# refuses to open, as one does that another program holds or that the system's privacy settings deny.
ALSA_CONFIG = """
pcm.!default { type pulse hint.description "Default" }
ctl.!default { type pulse }
pcm.other { type pulse device "other.monitor" hint.description "Another microphone" }
pcm.gone { type pulse device "no-such-source" hint.description "Refuses to open" }
"""

# A computer without any sound device: what is named cannot be reached, so PortAudio lists nothing. (It
# aborts on a configuration without "pcm": assertion devIdx < numDeviceNames in pa_linux_alsa.c.)
ALSA_CONFIG_EMPTY = 'pcm.!default { type pulse server "unix:/nonexistent" }\n'


class AudioServerFailed(RuntimeError):
    """PulseAudio did not start or did not do what it was told."""


class AudioServer:
    """A context manager: a private PulseAudio with the null sink `room` and its monitor."""

    def __init__(self, *, rate: int = 48_000) -> None:
        self.rate = rate
        self._server: subprocess.Popen[bytes] | None = None
        self._listener: subprocess.Popen[bytes] | None = None
        self._players: list[subprocess.Popen[bytes]] = []
        self._saved: dict[str, str | None] = {}
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """Where the server keeps its socket and state."""
        assert self._folder is not None, "the audio server is not running"
        return self._folder

    def __enter__(self) -> AudioServer:
        # Not pytest's tmp_path: a socket's path may have no more than 107 characters.
        self._folder = Path(tempfile.mkdtemp(prefix="room-", dir="/tmp"))
        try:
            self._set_environment()
            self._start()
            # PortAudio lists devices once; without this it would go on with those of before.
            portaudio.rescan()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def play(self, path: Path, *, wait: bool = True, timeout: float = 600.0) -> subprocess.Popen[bytes]:
        """Play a WAV, FLAC or OGG file into the room; with `wait` return when it has been heard."""
        player = subprocess.Popen(
            ["paplay", f"--device={SINK}", "--latency-msec=50", str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._players.append(player)
        if wait and player.wait(timeout) != 0:
            raise AudioServerFailed(f"paplay ended with {player.returncode}")
        return player

    def pactl(self, *arguments: str) -> str:
        """Run pactl against this server and return what it prints."""
        done = subprocess.run(["pactl", *arguments], check=False, capture_output=True, text=True, timeout=20)
        if done.returncode != 0:
            raise AudioServerFailed(done.stderr.strip())
        return done.stdout

    def unplug(self) -> None:
        """End the server at once, as if every device had been pulled out."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def plug_in(self) -> None:
        """After `unplug`: the devices are there again."""
        assert self._server is not None and self._server.poll() is not None
        if self._listener is not None:
            self._listener.kill()
            self._listener.wait()
        (self.folder / "native").unlink(missing_ok=True)
        self._start()

    def freeze(self) -> None:
        """The server stops in its tracks: devices are there and give nothing."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """After `freeze`: it goes on."""
        assert self._server is not None
        self._server.send_signal(signal.SIGCONT)

    def without_devices(self) -> None:
        """From now on (for new processes and after a rescan) the computer has no sound device."""
        (self.folder / "asound.conf").write_text(ALSA_CONFIG_EMPTY)

    def close(self) -> None:
        """Stop players and server, put the environment back, remove the folder."""
        for player in self._players:
            if player.poll() is None:
                player.kill()
            player.wait()
        self._players.clear()
        if self._listener is not None:
            self._listener.kill()
            self._listener.wait()
            self._listener = None
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(10)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None
        for name, value in self._saved.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if self._saved:
            self._saved.clear()
            portaudio.rescan()  # back to the devices that this computer really has
        if self._folder is not None:
            shutil.rmtree(self._folder)
            self._folder = None

    def _set_environment(self) -> None:
        (self.folder / "asound.conf").write_text(ALSA_CONFIG)
        for name in ("home", "config", "state", "runtime"):
            (self.folder / name).mkdir(mode=0o700)
        variables = {
            "ALSA_CONFIG_PATH": str(self.folder / "asound.conf"),
            "PULSE_SERVER": f"unix:{self.folder / 'native'}",
            "PULSE_RUNTIME_PATH": str(self.folder / "runtime"),
            "PULSE_STATE_PATH": str(self.folder / "state"),
            "PULSE_COOKIE": str(self.folder / "cookie"),
        }
        for name, value in variables.items():
            self._saved[name] = os.environ.get(name)
            os.environ[name] = value

    def _start(self) -> None:
        # HOME and XDG are private to the server alone: other libraries of the tests look there too.
        private = {
            "HOME": str(self.folder / "home"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
        }
        self._server = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--disallow-exit=no",
                "--exit-idle-time=-1",
                "--realtime=no",
                "--high-priority=no",
                f"--load=module-native-protocol-unix socket={self.folder / 'native'}",
                f"--load=module-null-sink sink_name={SINK} rate={self.rate} channels=2",
                "--load=module-null-sink sink_name=other rate=48000 channels=2",
            ],
            env={**os.environ, **private},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait_until_it_answers()
        self.pactl("set-default-sink", SINK)
        self.pactl("set-default-source", SOURCE)
        # A null sink that nobody listens to works in steps of two seconds; a microphone does not.
        # One listener stays; a second one tells when the sink has begun to keep pace.
        listen = ["parec", f"--device={SOURCE}", "--latency-msec=30", "--rate=8000", "--channels=1"]
        self._listener = subprocess.Popen(
            listen, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with subprocess.Popen(
            listen, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as first:
            assert first.stdout is not None
            heard = first.stdout.read(1)
            first.kill()
        if not heard:
            raise AudioServerFailed("the room stays silent")

    def _wait_until_it_answers(self) -> None:
        assert self._server is not None
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self._server.poll() is not None:
                raise AudioServerFailed(f"pulseaudio ended with {self._server.returncode}")
            if (self.folder / "native").exists():
                try:
                    if SINK in self.pactl("list", "short", "sinks"):
                        return
                except AudioServerFailed:
                    pass  # it listens but is not ready; ask again
            time.sleep(0.05)
        raise AudioServerFailed("pulseaudio did not answer within 20 s")
