"""Commands about models: which there are, getting them there, taking them away, and which suit this computer."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import msgspec

from app.cli.commands import FOUND_PROBLEMS
from app.cli.machine import facts_lines, recommendation_lines
from app.cli.model_bars import install_bars, measure_bar, size_text
from app.cli.terminal import write_json
from app.domain.errors import Cancelled, ModelChanged, ModelMissing
from app.domain.model_errors import UnknownModel
from app.services.container import Services, build_services
from app.services.installing.offers import Imported, Offer, OfferState
from app.services.installing.progress import Halt
from app.services.models import ModelInfo
from app.services.paths import Places

INTERRUPTED = 130


def models(arguments: argparse.Namespace) -> int:
    """`app models ACTION`; returns the exit code. Never asks anything."""
    services = build_services(Places.usual())
    try:
        with _halted_by_signals() as halt:
            try:
                return ACTIONS[arguments.action](services, arguments, halt)
            except Cancelled:
                print("Interrupted. What was fetched so far is kept; the same command goes on.", file=sys.stderr)
                return INTERRUPTED
    finally:
        services.close()


def _list(services: Services, arguments: argparse.Namespace, _: Halt) -> int:
    in_use = set(services.models.chosen().values())
    partial = services.installer.partial()
    if arguments.json:
        listed = [
            {**msgspec.to_builtins(info), "in_use": info.id in in_use, "partial_bytes": partial.get(info.id, 0)}
            for info in services.models.list()
        ]
        write_json("-", {"models": listed})
        return 0
    for info in services.models.list():
        size, memory = size_text(info.size_bytes), size_text(info.memory_mb * 1_000_000)
        print(
            f"{info.task:10} {info.id:24} {size:>8} {memory:>8}  {info.speed:6}  {_state(info, in_use, partial):17} "
            f"{info.licence:12} {_languages(info):8} {info.title}. {info.good_for}"
        )
    print("Sizes: on the disk, and in memory while the model is in use. Speed: on an ordinary laptop.", file=sys.stderr)
    return 0


def _state(info: ModelInfo, in_use: set[str], partial: dict[str, int]) -> str:
    if info.id in in_use:
        return "in use"
    if info.installed:
        return "installed"
    if info.unconfirmed:
        return "only listed"
    return f"{size_text(partial[info.id])} fetched" if info.id in partial else "not installed"


def _languages(info: ModelInfo) -> str:
    if "*" in info.languages:
        return "many"
    return ",".join(info.languages[:2]) + ("…" if len(info.languages) > 2 else "")


def _install(services: Services, arguments: argparse.Namespace, halt: Halt) -> int:
    wanted = list(arguments.ids)
    if arguments.recommended:
        advice = services.machine.recommend()
        services.machine.accept(advice)
        wanted += [model_id for model_id in advice.to_install if model_id not in wanted]
    infos = {model_id: _info(services, model_id) for model_id in wanted}  # all are known before the first is fetched
    for model_id, info in infos.items():
        with install_bars({model_id: info.title}) as report:
            services.installer.download(model_id, report, halt)
        print(f"{model_id} is installed.")
    if not wanted:
        print("Nothing needs to be installed.")
    return 0


def _import(services: Services, arguments: argparse.Namespace, halt: Halt) -> int:
    for model_id in arguments.only or ():
        _info(services, model_id)
    if arguments.look:
        _print_offer(services.installer.look_into(arguments.source, halt))
        return 0
    with install_bars(_titles(services)) as report:
        done = services.installer.import_from(arguments.source, report, halt, arguments.only or None)
    return _print_imported(done, arguments.only or ())


def _print_offer(offer: Offer) -> None:
    words = {
        OfferState.WHOLE: "can be installed",
        OfferState.INSTALLED: "is installed already",
        OfferState.INCOMPLETE: "is not there whole",
        OfferState.UNCONFIRMED: "cannot be installed: its checksums have not been confirmed",
    }
    for model in offer.models:
        print(f"{model.model_id} {words[model.state]} ({size_text(model.size_bytes)}).")
        for path in model.missing:
            print(f"  missing: {path}")
    _print_unknown(offer.unknown)
    for name in offer.unreadable:
        print(f"{name} is called a pack and is none.")
    if offer.cut:
        print("The pack ends before its end: it was copied only in part.")
    if not offer.searched_all:
        print("The folder is so large that not all of it was searched.")


def _print_imported(done: Imported, wanted: Sequence[str]) -> int:
    for model_id in done.installed:
        print(f"{model_id} is installed.")
    for model_id in done.already:
        print(f"{model_id} was installed already.")
    for model_id in done.incomplete:
        print(f"{model_id} is not there whole, so nothing was changed about it.")
    _print_unknown(done.unknown)
    absent = [each for each in wanted if each not in {*done.installed, *done.already, *done.incomplete}]
    for model_id in absent:
        print(f"{model_id} was not found there.")
    return FOUND_PROBLEMS if done.incomplete or absent else 0


def _print_unknown(titles: Sequence[str]) -> None:
    for title in titles:
        print(f"'{title}' is in the pack, and this version of Sotto does not know it.")


def _export(services: Services, arguments: argparse.Namespace, halt: Halt) -> int:
    wanted = arguments.ids or [info.id for info in services.models.list() if info.installed and info.removable]
    for model_id in wanted:
        _info(services, model_id)
    with install_bars(_titles(services)) as report:
        path = services.installer.export_pack(wanted, arguments.to, report, halt)
    print(path)
    return 0


def _remove(services: Services, arguments: argparse.Namespace, _: Halt) -> int:
    for model_id in arguments.ids:
        _info(services, model_id)
    for model_id in arguments.ids:
        print(f"{model_id} was removed; {size_text(services.installer.remove(model_id))} are free again.")
    return 0


def _verify(services: Services, arguments: argparse.Namespace, halt: Halt) -> int:
    wanted = arguments.ids or [info.id for info in services.models.list() if info.installed]
    worst = 0
    for model_id in wanted:
        _info(services, model_id)
        halt.check()
        try:
            services.models.verify(model_id)
        except ModelMissing:
            print(f"{model_id}: it, or a part of it, is not there.")
            worst = FOUND_PROBLEMS
        except ModelChanged:
            print(f"{model_id}: CHANGED. It is not the one that was tested. Remove it and install it again.")
            worst = FOUND_PROBLEMS
        else:
            print(f"{model_id}: every byte is as it was tested.")
    return worst


def _probe(services: Services, arguments: argparse.Namespace, halt: Halt) -> int:
    facts = services.machine.probe()
    if arguments.measure:
        with measure_bar() as report:
            services.machine.measure(report, halt)
    advice, measured = services.machine.recommend(), services.machine.measured()
    if arguments.json:
        write_json(
            "-",
            {
                "machine": msgspec.to_builtins(facts),
                "measured": msgspec.to_builtins(measured),
                "recommendation": msgspec.to_builtins(advice),
            },
        )
        return 0
    for line in (*facts_lines(facts), "", *recommendation_lines(advice, facts, measured)):
        print(line)
    return 0


def _info(services: Services, model_id: str) -> ModelInfo:
    """Raises UnknownModel."""
    for info in services.models.list():
        if info.id == model_id:
            return info
    raise UnknownModel(model_id)


def _titles(services: Services) -> dict[str, str]:
    return {info.id: info.title for info in services.models.list()}


@contextmanager
def _halted_by_signals() -> Iterator[Halt]:
    """Ctrl+C, and the system's wish that the program ends, stop what runs in good order; a second Ctrl+C at once."""
    halt = Halt()
    before: dict[signal.Signals, object] = {}

    def stop(number: int, _: FrameType | None) -> None:
        if halt.asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        halt.ask()

    for each in (signal.SIGINT, signal.SIGTERM):
        before[each] = signal.signal(each, stop)
    try:
        yield halt
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)  # type: ignore[arg-type]


Action = Callable[[Services, argparse.Namespace, Halt], int]
ACTIONS: dict[str, Action] = {
    "list": _list,
    "install": _install,
    "import": _import,
    "export": _export,
    "remove": _remove,
    "verify": _verify,
    "probe": _probe,
}
