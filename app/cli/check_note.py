"""`app check-note`: the evidence of each sentence of a note, for a person to read or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from app.cli.commands import FOUND_PROBLEMS
from app.cli.note_files import note_sentences, read_note, read_transcript, read_transcript_file
from app.cli.terminal import check_writable, write_json
from app.domain.errors import InputInvalid
from app.domain.note import CheckResult, Evidence, Verdict
from app.domain.transcript import Transcript
from app.notes.check import Checker
from app.notes.draft import speaker_name
from app.notes.render import clock
from app.services.container import build_services
from app.services.paths import Places

WIDTH = 100
INDENT = " " * 12
Sentences = list[dict[str, Any]]
Pair = tuple[Transcript, Sentences]


def check_note(arguments: argparse.Namespace) -> int:
    """`app check-note`. What can be wrong with the files is looked at before any model is loaded."""
    pairs = list(_pairs(arguments))
    if arguments.json is not None:
        check_writable(arguments.json)
    answers: list[list[CheckResult]] = []
    failed: set[str] = set()
    services = build_services(Places.usual())
    try:
        for transcript, note in pairs:
            checker = Checker(None) if arguments.without_model else services.tools.checker(judged=True)
            prepared = checker.prepare(transcript)
            answers.append(checker.check_all([item["text"] for item in note], prepared))
            failed.update(checker.votes.failed)
    finally:
        services.close()
    for voter in sorted(failed):
        print(f"The vote of the {voter} failed; some sentences were checked without it.", file=sys.stderr)
    if arguments.json is not None:
        found = [_exchanged(note, results) for (_, note), results in zip(pairs, answers, strict=True)]
        write_json(arguments.json, found if arguments.jsonl else found[0])
    else:
        for (transcript, note), results in zip(pairs, answers, strict=True):
            print("\n".join(_lines(transcript, note, results)))
    marked = any(result.verdict is Verdict.UNSUPPORTED for results in answers for result in results)
    return FOUND_PROBLEMS if arguments.strict and marked else 0


# ---- what is asked ---------------------------------------------------------------------------------


def _pairs(arguments: argparse.Namespace) -> Iterator[Pair]:
    if arguments.jsonl is None:
        if arguments.transcript is None or arguments.note is None:
            raise InputInvalid("check-note needs --transcript and --note, or --jsonl.")
        if str(arguments.transcript) == str(arguments.note) == "-":
            raise InputInvalid("Only one of transcript and note can come from standard input.")
        yield read_transcript_file(arguments.transcript), read_note(arguments.note)
        return
    if arguments.transcript is not None or arguments.note is not None:
        raise InputInvalid("check-note takes --jsonl, or --transcript and --note, not both.")
    try:
        # Not splitlines: a text may hold U+2028 and its like.
        lines = arguments.jsonl.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputInvalid("The file of pairs is not there, or not a text in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _pair(number, line)


def _pair(number: int, line: str) -> Pair:
    try:
        pair = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputInvalid(f"Line {number} of the file of pairs is not JSON.") from error
    if not isinstance(pair, dict) or "transcript" not in pair or "note" not in pair:
        raise InputInvalid(f'Line {number} of the file of pairs needs "transcript" and "note".')
    try:
        return read_transcript(pair["transcript"]), note_sentences(pair["note"])
    except InputInvalid as error:
        raise InputInvalid(f"Line {number} of the file of pairs: {error.detail}") from error


# ---- what is answered ------------------------------------------------------------------------------


def _exchanged(note: Sentences, results: list[CheckResult]) -> dict[str, Any]:
    return {"sentences": [{**item, **_result(result)} for item, result in zip(note, results, strict=True)]}


def _result(result: CheckResult) -> dict[str, Any]:
    return {
        "verdict": result.verdict.value,
        "score": round(result.score, 4),
        "marked": result.verdict is Verdict.UNSUPPORTED,
        "reasons": list(result.reasons),
        "evidence": [{"turn": e.turn, "start": e.start, "end": e.end, "quote": e.quote} for e in result.evidence],
    }


def _lines(transcript: Transcript, note: Sentences, results: list[CheckResult]) -> Iterator[str]:
    """The answer as text: sentences by section, each with its reasons and its evidence."""
    section: object = None
    for item, result in zip(note, results, strict=True):
        if item["section"] != section:
            section = item["section"]
            yield f"\n{section}" if section else ""
        state = "found" if result.verdict is Verdict.SUPPORTED else "NOT FOUND"
        yield from textwrap.wrap(
            item["text"], WIDTH, initial_indent=f"{state:9} {result.score:.2f}  ", subsequent_indent=" " * 16
        ) or [f"{state:9} {result.score:.2f}"]
        for reason in result.reasons:
            yield from textwrap.wrap(reason, WIDTH, initial_indent=f"{INDENT}  - ", subsequent_indent=f"{INDENT}    ")
        for evidence in result.evidence:
            text = f"{_place(evidence, transcript)} “{evidence.quote}”"
            yield from textwrap.wrap(text, WIDTH, initial_indent=f"{INDENT}    ", subsequent_indent=f"{INDENT}      ")
    marked = sum(result.verdict is Verdict.UNSUPPORTED for result in results)
    yield f"\n{marked} of {len(results)} sentences not found in the session." if results else "The note is empty."


def _place(evidence: Evidence, transcript: Transcript) -> str:
    """ "turn 4, 1:07, Client:"; without the time where the transcript has none."""
    timed = any(turn.end > 0.0 for turn in transcript.turns)
    who = speaker_name(transcript, transcript.turns[evidence.turn].speaker)
    return ", ".join([f"turn {evidence.turn}", *([clock(evidence.start)] if timed else []), f"{who}:"])
