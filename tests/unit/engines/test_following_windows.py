"""Windows as bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.following_windows import HEADER, Layout, RefusedWindows, Window, hop_of

BITS = Layout(frames=589, speakers=3, dimension=256, bits=True, length=160_000, hop=32_000, model=b"12345678")
DEGREES = Layout(frames=293, speakers=3, dimension=64, bits=False, length=80_000, hop=32_000, model=b"12345678")


def window(layout: Layout, index: int = 5) -> Window:
    rng = np.random.default_rng(index)
    scores = rng.random((layout.frames, layout.speakers), np.float32)
    vectors = rng.normal(size=(layout.speakers, layout.dimension)).astype(np.float32)
    vectors[1] = np.nan
    return Window(index, np.round(scores) if layout.bits else scores, vectors)


@pytest.mark.parametrize("layout", [BITS, DEGREES])
def test_nothing_is_lost(layout: Layout) -> None:
    expected = window(layout)
    found = layout.unpack(5, layout.pack(expected))
    assert np.array_equal(found.scores, expected.scores)
    assert np.array_equal(found.embeddings, expected.embeddings, equal_nan=True)
    assert hop_of(layout.pack(expected)) == layout.hop


def test_real_sizes_take_little_more_than_the_vectors() -> None:
    assert len(BITS.pack(window(BITS))) == HEADER.size + 221 + 3 * 256 * 4 < 3400


@given(st.binary(max_size=4000))
def test_any_bytes_are_refused(data: bytes) -> None:
    for layout in (BITS, DEGREES):
        with pytest.raises(RefusedWindows):
            layout.unpack(0, data)


@given(st.integers(0, HEADER.size - 1), st.integers(1, 255))
def test_any_other_header_is_refused(place: int, change: int) -> None:
    data = bytearray(BITS.pack(window(BITS)))
    data[place] ^= change
    with pytest.raises(RefusedWindows):
        BITS.unpack(5, bytes(data))
