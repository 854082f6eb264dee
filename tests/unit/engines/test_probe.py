"""Device and precision follow what there is; a processor that is too old is named before anything is loaded."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from app.domain.errors import BuiltElsewhere, ProcessorTooOld
from app.engines import probe
from app.engines.probe import Placement, check_build, check_processor, instruction_sets, physical_cores, place
from app.workers import child
from app.workers import protocol as p
from app.workers.refusals import refusal

X86 = "processor\t: 0\nflags\t\t: fpu sse2 avx {}\nbugs\t\t:\n"
ARM = "processor\t: 0\nFeatures\t: fp asimd aes\n"


def machine(**kinds: Collection[str]) -> Callable[[str], Collection[str]]:
    return lambda device: kinds.get(device, ())


CPU = {"int8", "int8_float32", "float32"}


def test_without_a_gpu_it_is_the_processor_in_int8() -> None:
    first = place(supported=machine(cpu=CPU))[0]
    assert first == Placement("cpu", "int8", physical_cores())


def test_a_gpu_comes_first_in_float16_and_the_processor_stays_behind_it() -> None:
    found = place(supported=machine(cuda={"float16", "int8_float16", "float32"}, cpu=CPU))
    assert [(p.device, p.compute_type) for p in found[:3]] == [
        ("cuda", "float16"),
        ("cuda", "int8_float16"),
        ("cpu", "int8"),
    ]


def test_an_old_gpu_takes_what_it_has() -> None:
    found = place(supported=machine(cuda={"int8_float16", "float32"}, cpu=CPU))
    assert found[0] == Placement("cuda", "int8_float16", 0)


def test_what_is_asked_for_by_name_is_taken() -> None:
    assert place("cpu", "int8", machine(cuda={"float16"}, cpu=CPU)) == [Placement("cpu", "int8", physical_cores())]
    assert [p.device for p in place("auto", "int8", machine(cpu=CPU))] == ["cpu"]


def test_this_computer_is_known() -> None:
    assert place()[-1].device == "cpu"
    check_processor()


def test_a_processor_without_avx2_is_refused_in_words() -> None:
    with pytest.raises(ProcessorTooOld) as refused:
        check_processor("x86_64", {"avx", "fma"})
    assert "AVX2, F16C" in refused.value.message()
    check_processor("AMD64", {"avx2", "fma", "f16c"})
    check_processor("x86_64", set())  # nobody says: it is tried


def test_nothing_native_is_loaded_on_such_a_processor_and_the_window_is_told_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(probe, "instruction_sets", lambda: frozenset({"sse2", "avx"}))
    monkeypatch.setattr(probe.platform, "machine", lambda: "x86_64")
    load = p.LoadModel("speech", "/nowhere", {})
    with pytest.raises(ProcessorTooOld) as refused:
        child.Worker().handle(load, lambda done, total: None)
    reply = p.Failed(type(refused.value).__name__)  # as `serve` answers
    assert isinstance(refusal("speech worker", load, reply), ProcessorTooOld)


def test_neon_is_part_of_every_arm_processor() -> None:
    check_processor("aarch64", set())
    check_processor("arm64", {"asimd"})


def test_what_linux_says_is_read(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(X86.format("avx2 fma f16c"))
    assert {"avx2", "fma", "f16c"} <= instruction_sets(cpuinfo)
    cpuinfo.write_text(ARM)
    assert "asimd" in instruction_sets(cpuinfo)
    assert instruction_sets(tmp_path / "none")  # elsewhere numpy is asked


BUILT = "CPU : SSE3 = 1 | AVX2 = 1 | AVX512 = 1 | AVX512_VBMI = 0 | AVX512_VNNI = 1 | LLAMAFILE = 1 | "


def test_a_library_that_was_built_on_a_newer_processor_is_refused_in_words() -> None:
    check_build(BUILT, {"avx2", "avx512f", "avx512_vnni"})
    check_build(BUILT.replace("AVX512_VNNI = 1", "AVX512_VNNI = 0"), {"avx512f"})
    check_build(BUILT, ())  # nobody can say what this processor has
    with pytest.raises(BuiltElsewhere) as refused:
        check_build(BUILT, {"avx2", "avx512f"})
    assert "needs AVX512_VNNI, which is missing here" in refused.value.message()
    assert "Install Sotto again" in refused.value.message()


def test_the_library_on_this_computer_runs_on_it() -> None:
    import llama_cpp

    description = llama_cpp.llama_print_system_info().decode()
    assert "AVX2 = 1" in description or "NEON" in description
    check_build(description)


def test_set_up_builds_for_what_the_processor_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOTTO_LLAMA_FLAGS", raising=False)
    installer = runpy.run_path(str(Path(__file__).parents[3] / "packaging" / "install.py"))
    flags = installer["llama_flags"]
    for needed, flag in installer["QUICKER"]:  # what set-up may build with, a worker must look for
        assert probe.LLAMA_NAMES[flag.removeprefix("-DGGML_").removesuffix("=ON")] in needed
    info = tmp_path / "cpuinfo"
    newer = "avx512f avx512bw avx512cd avx512dq avx512vl"
    for has, wanted in {
        "": "-DGGML_NATIVE=OFF",
        "avx512f": "-DGGML_NATIVE=OFF",
        "avx_vnni": "-DGGML_NATIVE=OFF -DGGML_AVX_VNNI=ON",
        newer: "-DGGML_NATIVE=OFF -DGGML_AVX512=ON",
        f"{newer} avx512_vnni": "-DGGML_NATIVE=OFF -DGGML_AVX512=ON -DGGML_AVX512_VNNI=ON",
    }.items():
        info.write_text(X86.format(has), encoding="ascii")
        assert flags(info) == wanted
    assert flags(tmp_path / "missing") == "-DGGML_NATIVE=OFF"
