"""Is there a card, does its driver answer, are the libraries there: asked of systems and drivers that are made up."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

from app.domain.placement import Device, FellBack
from app.engines import graphics
from app.engines.graphics import against_cuda, driver_answers, failure, has_cublas, in_sight, meaning
from app.engines.language_context import ContextFault


class Driver:
    """NVIDIA's driver, as far as it is asked."""

    def __init__(self, init: int = 0, cards: int = 1, counted: int = 0) -> None:
        self.init, self.cards, self.counted = init, cards, counted

    def cuInit(self, flags: int) -> int:
        assert flags == 0
        return self.init

    def cuDeviceGetCount(self, count: Any) -> int:
        count._obj.value = self.cards
        return self.counted


def nothing(name: str) -> Any:
    raise OSError(f"{name}: cannot open shared object file")


@pytest.fixture(autouse=True)
def _not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)


def on_the_bus(root: Path, vendor: str, kind: str) -> None:
    device = root / "sys/bus/pci/devices/0000:01:00.0"
    device.mkdir(parents=True)
    (device / "vendor").write_text(f"{vendor}\n")
    (device / "class").write_text(f"{kind}\n")


def test_a_computer_without_a_card(tmp_path: Path) -> None:
    assert in_sight(tmp_path, "linux") is Device.PROCESSOR


@pytest.mark.parametrize(
    ("vendor", "kind", "found"),
    [
        ("0x10de", "0x030000", Device.CUDA),
        ("0x10de", "0x030200", Device.CUDA),  # one without a plug for a screen
        ("0x10de", "0x040300", Device.PROCESSOR),  # its sound
        ("0x8086", "0x030000", Device.PROCESSOR),
        ("0x1002", "0x030000", Device.PROCESSOR),
    ],
)
def test_a_card_is_seen_on_the_bus_also_without_a_driver(tmp_path: Path, vendor: str, kind: str, found: Device) -> None:
    on_the_bus(tmp_path, vendor, kind)
    assert in_sight(tmp_path, "linux") is found


@pytest.mark.parametrize("name", ["dev/nvidia0", "usr/lib/wsl/lib/libcuda.so.1"])
def test_a_card_is_seen_by_what_its_driver_puts_up(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).touch()
    assert in_sight(tmp_path, "linux") is Device.CUDA


def test_the_drivers_own_files_alone_are_no_card(tmp_path: Path) -> None:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev/nvidiactl").touch()
    assert in_sight(tmp_path, "linux") is Device.PROCESSOR


@pytest.mark.parametrize("value", ["", "-1"])
def test_a_card_that_was_hidden_on_purpose_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    on_the_bus(tmp_path, "0x10de", "0x030000")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", value)
    assert in_sight(tmp_path, "linux") is Device.PROCESSOR
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    assert in_sight(tmp_path, "linux") is Device.CUDA


def test_apples_own_is_metal_and_intels_is_none() -> None:
    assert in_sight(system="darwin", machine="arm64") is Device.METAL
    assert in_sight(system="darwin", machine="x86_64") is Device.PROCESSOR


def test_on_windows_the_driver_is_the_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    assert in_sight(system="win32") is Device.PROCESSOR
    (tmp_path / "System32").mkdir()
    (tmp_path / "System32/nvcuda.dll").touch()
    assert in_sight(system="win32") is Device.CUDA


@pytest.mark.parametrize(
    ("driver", "answers"),
    [
        (Driver(), True),
        (Driver(init=999), False),  # CUDA_ERROR_UNKNOWN, after sleep
        (Driver(init=804), False),  # updated, and not restarted since
        (Driver(counted=100), False),
        (Driver(cards=0), False),
        (object(), False),  # a library of that name that is none
    ],
)
def test_a_driver_answers_or_not(driver: object, answers: bool) -> None:
    assert driver_answers(lambda name: driver, "linux") is answers


def test_a_driver_that_is_not_there_does_not_answer() -> None:
    assert not driver_answers(nothing, "linux")


def test_the_reason_against_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphics, "in_sight", lambda **_: Device.PROCESSOR)
    assert against_cuda(processor=False, load=nothing) is FellBack.NOT
    assert against_cuda(processor=True, load=nothing) is FellBack.NOT
    monkeypatch.setattr(graphics, "in_sight", lambda **_: Device.METAL)
    assert against_cuda(processor=False, load=nothing) is FellBack.NOT
    monkeypatch.setattr(graphics, "in_sight", lambda **_: Device.CUDA)
    assert against_cuda(processor=False, load=nothing) is FellBack.DRIVER
    assert against_cuda(processor=False, load=lambda name: Driver()) is None


def test_a_card_that_has_failed_is_not_so_much_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphics, "in_sight", lambda **_: Device.CUDA)
    asked: list[str] = []
    assert against_cuda(processor=True, load=asked.append) is FellBack.CRASHED
    assert asked == []


def test_the_library_is_taken_from_the_python_packages_that_bring_it(tmp_path: Path) -> None:
    folder = tmp_path / "nvidia/cublas/lib"
    folder.mkdir(parents=True)
    names = ["libcublasLt.so.12", "libcublas.so.12"]
    for name in names:
        (folder / name).touch()
    loaded: list[str] = []
    assert has_cublas(loaded.append, "linux", tmp_path)
    assert loaded == [str(folder / name) for name in names], "the one that the other needs comes first"


def test_the_library_is_taken_from_the_system_where_the_packages_have_none(tmp_path: Path) -> None:
    loaded: list[str] = []
    assert has_cublas(loaded.append, "linux", tmp_path)
    assert loaded == ["libcublasLt.so.12", "libcublas.so.12"]
    assert not has_cublas(nothing, "linux", tmp_path)


def test_a_library_of_another_version_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "nvidia/cu13/lib").mkdir(parents=True)
    (tmp_path / "nvidia/cu13/lib/libcublas.so.13").touch()
    assert not has_cublas(nothing, "linux", tmp_path)


def test_the_real_loader_says_what_is_not_there() -> None:
    with pytest.raises(OSError):
        graphics.load_for_all("libthereisnosuchthing.so.12")
    assert isinstance(graphics.load_for_all("libc.so.6"), ctypes.CDLL)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("CUDA failed with error out of memory", FellBack.MEMORY),
        ("CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 3.94 GiB", FellBack.MEMORY),
        ("cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED", FellBack.MEMORY),
        ("ggml_backend_cuda_buffer_type_alloc_buffer: allocating 2368.31 MiB: cudaMalloc failed: out of memory",
         FellBack.MEMORY),
        ("unable to allocate CUDA0 buffer", FellBack.MEMORY),
        ("Library libcublas.so.12 is not found or cannot be loaded", FellBack.LIBRARY),
        ("Unable to load any of {libcudnn_ops.so.9.1.0, libcudnn_ops.so.9}", FellBack.LIBRARY),
        ("libcudart.so.12: cannot open shared object file: No such file or directory", FellBack.LIBRARY),
        ("CUDA failed with error CUDA driver version is insufficient for CUDA runtime version", FellBack.DRIVER),
        ("CUDA failed with error no CUDA-capable device is detected", FellBack.DRIVER),
        ("CUDA error: system not yet initialized", FellBack.DRIVER),
        ("This CTranslate2 package was not compiled with CUDA support", FellBack.BUILD),
        ("CUDA error: no kernel image is available for execution on the device", FellBack.BUILD),
        ("something else", FellBack.UNKNOWN),
    ],
)  # fmt: skip
def test_what_libraries_say_has_a_meaning(said: str, why: FellBack) -> None:
    assert meaning(said) is why


def test_what_ctranslate2_says_here_is_known() -> None:
    """Its real words, from the build that is installed; where a card is, it says none."""
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is a graphics card here")
    with pytest.raises((RuntimeError, ValueError)) as refused:
        ctranslate2.get_supported_compute_types("cuda")
    assert meaning(str(refused.value)) in (FellBack.DRIVER, FellBack.BUILD)


def test_an_error_in_mid_work_is_the_cards_or_not() -> None:
    assert failure(RuntimeError("CUDA error: an illegal memory access was encountered")) is FellBack.UNKNOWN
    assert failure(RuntimeError("CUDA out of memory")) is FellBack.MEMORY
    assert failure(ContextFault(-3)) is FellBack.UNKNOWN
    assert failure(ContextFault(1)) is FellBack.NOT, "no room for more words: on the processor neither"
    assert failure(ValueError("out of memory")) is FellBack.NOT
