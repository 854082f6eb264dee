"""Libraries that wait for their first use."""

from __future__ import annotations

import sys
import threading

import pytest

from app.late import late


def test_a_library_is_loaded_by_the_first_look_at_it(tmp_path, monkeypatch):
    (tmp_path / "sotto_test_late.py").write_text("loaded = True\ndef act():\n    return 7\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    library = late("sotto_test_late")
    assert "sotto_test_late" not in sys.modules
    assert library.act() == 7
    assert "sotto_test_late" in sys.modules
    assert library.__dict__["act"] is sys.modules["sotto_test_late"].act, "it is not looked up again"


def test_what_is_not_there_is_said_as_usual():
    with pytest.raises(ModuleNotFoundError, match="sotto_no_such_library"):
        late("sotto_no_such_library").act()
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = late("json").nothing_of_the_kind


def test_threads_that_need_it_at_once_all_get_it(tmp_path, monkeypatch):
    (tmp_path / "sotto_test_slow.py").write_text("import time\ntime.sleep(0.05)\nvalue = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    library = late("sotto_test_slow")
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(library.value)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 8
