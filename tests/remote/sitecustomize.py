"""A way into the running program, for tests alone: Python code that its main thread evaluates.

Python imports this at its start where the folder is in PYTHONPATH, also in the process that a lock puts in the
place of the first. Only `python -m app` opens the way, and only where `SOTTO_TEST_REMOTE` names a folder for its
socket: neither recorder nor workers do.
"""

import os
import sys


def _serve(folder: str) -> None:
    import socket
    import time

    while "PySide6.QtWidgets" not in sys.modules:  # the program's own imports go first: two at once disturb each other
        time.sleep(0.005)
    from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

    while QCoreApplication.instance() is None:
        time.sleep(0.005)

    class Bridge(QObject):
        wanted = Signal(object)

    names: dict[str, object] = {}

    def act(order: dict[str, object]) -> None:
        from PySide6.QtWidgets import QApplication

        windows = [each for each in QApplication.topLevelWidgets() if each.objectName() == "window"]
        names.update(window=windows[0] if windows else None, app=QApplication.instance())
        try:
            code = str(order["code"])
            try:
                order["answer"] = eval(code, names)
            except SyntaxError:
                order["answer"] = exec(code, names)
        except Exception as error:  # noqa: BLE001  (said to the test)
            order["error"] = f"{type(error).__name__}: {error}"
        order["done"].set()

    import json
    import threading

    bridge = Bridge()
    bridge.moveToThread(QCoreApplication.instance().thread())
    bridge.wanted.connect(act, Qt.ConnectionType.QueuedConnection)
    listener = socket.socket(socket.AF_UNIX)
    number = time.monotonic_ns()
    listener.bind(f"{folder}/.{number}")
    listener.listen()
    os.rename(f"{folder}/.{number}", f"{folder}/{number}")  # noqa: PTH104  (found only once it listens)
    while True:
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as line:
            for text in line:
                order = {"code": json.loads(text), "done": threading.Event()}
                bridge.wanted.emit(order)
                order["done"].wait(60)
                answer = {"answer": order.get("answer"), "error": order.get("error")}
                line.write(json.dumps(answer, default=str).encode() + b"\n")
                line.flush()


def _begin() -> None:
    folder = os.environ.get("SOTTO_TEST_REMOTE")
    after = sys.orig_argv[sys.orig_argv.index("-m") + 1 :] if "-m" in sys.orig_argv else []
    if folder and after[:1] == ["app"] and "recorder-process" not in after:
        import threading

        threading.Thread(target=_serve, args=(folder,), daemon=True).start()


_begin()
