"""What a computer is made of, and which models suit it, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.model_bars import size_text
from app.services.choosing import Basis, Obstacle, Option, Pace, Recommendation
from app.services.hardware import MachineFacts, Power
from app.services.measuring import Measured

PACES = {
    Pace.EVERYTHING: "This computer keeps up with {speech} while it records.",
    Pace.WORDS_AND_SPEAKERS: "This computer keeps up with {speech} while it records; the note model reads afterwards.",
    Pace.WORDS: "This computer writes down the words with {speech} while it records; who spoke follows after Stop.",
    Pace.AFTERWARDS: "This computer is slower than speech with {speech}: the transcript is finished some time after "
    "Stop.",
}
BASES = {
    Basis.MEASURED: "Measured on this computer.",
    Basis.PARTLY: "Partly measured on this computer, partly reckoned.",
    Basis.CATALOGUE: "Not measured: this rests on what is known of such computers and models. Those that are "
    "installed and in use can be tried: 'app models probe --measure', about half a minute.",
}
OBSTACLES = {
    Obstacle.MEMORY: "does not fit into the memory",
    Obstacle.TOGETHER: "fits alone, not beside the others",
    Obstacle.SPEED: "too slow here",
    Obstacle.PROCESSOR: "the processor lacks what it needs",
    Obstacle.LANGUAGE: "does not know the language",
    Obstacle.NOT_OFFERED: "its checksums are not confirmed",
    Obstacle.OTHER: "another suits better, or as well",
    Obstacle.DEMO: "is for trying Sotto out",
    Obstacle.FAILED: "was tried here and did not run",
}


def facts_lines(facts: MachineFacts) -> Iterator[str]:
    """The computer, a line for each of its parts."""
    yield f"processor     {facts.processor or 'unknown'}"
    threads = "" if facts.logical_cores == facts.physical_cores else f" ({facts.logical_cores} threads)"
    yield f"cores         {facts.physical_cores}{threads}"
    yield f"instructions  {', '.join(facts.instruction_sets) or 'unknown'}"
    if facts.missing:
        yield f"missing       {', '.join(facts.missing)}: the speech and note models do not run without"
    yield f"memory        {size_text(facts.total_mb * 1e6)}, of which {size_text(facts.free_mb * 1e6)} are free"
    for card in facts.graphics:
        memory = "" if card.shared or not card.memory_mb else f", {size_text(card.memory_mb * 1e6)}"
        yield f"graphics      {card.name} ({card.kind}{memory})"
    if not facts.graphics:
        yield "graphics      none that models can use"
    power = {Power.MAINS: "mains", Power.BATTERY: "battery", Power.UNKNOWN: "unknown"}[facts.power]
    yield f"power         {power}{'' if facts.battery_percent is None else f', {facts.battery_percent}%'}"


def recommendation_lines(advice: Recommendation, facts: MachineFacts, measured: Measured) -> Iterator[str]:
    """What suits, why the rest does not, and what was measured."""
    yield from _sentences(advice, facts)
    yield BASES[advice.basis]
    if advice.on_battery:
        yield "It ran on battery then; with the cable it may be faster."
    for pick in advice.picks.values():
        state = "installed" if pick.installed else f"{size_text(pick.download_bytes)} to fetch"
        yield f"  {pick.task:10} {pick.model_id:24} {pick.title} ({state})"
    others = [option for option in advice.options if option.obstacle is not None]
    if others:
        yield "The others:"
        for option in others:
            yield f"  {option.task:10} {option.model_id:24} {_why(option)}"
    for model_id, code in measured.failed.items():
        yield f"{model_id} could not be tried ({code})."


def _sentences(advice: Recommendation, facts: MachineFacts) -> Iterator[str]:
    speech, note = advice.pick("speech"), advice.pick("note")
    if facts.missing:
        yield "No speech or note model runs on this processor. Notes can be written without models."
        return
    if speech is None:
        yield "No speech model fits into this computer's memory. Notes can be written without a recording."
        return
    yield PACES[advice.pace].format(speech=speech.title)
    if advice.words_seconds is not None and advice.words_seconds >= 60:
        yield f"After a session of 50 minutes the transcript takes {_time(advice.words_seconds)} more."
    if note is None:
        yield "No note model fits beside it: drafts are made of quotations."
    elif advice.note_seconds is not None:
        yield f"The note takes {_time(advice.note_seconds)}."
    if advice.in_turn:
        yield "The memory does not hold all of them at once, so the note model waits for its turn."
    if advice.quiet:
        yield "'Quiet while recording' belongs to it."


def _why(option: Option) -> str:
    said = OBSTACLES[option.obstacle] if option.obstacle else ""
    how = "measured" if option.measured else "reckoned"
    if option.factor:
        return f"{said} ({1 / option.factor:.1f} times as fast as speech, {how})"
    if option.note_seconds is not None:
        return f"{said} (a note in {_time(option.note_seconds)}, {how})"
    return said


def _time(seconds: float) -> str:
    if seconds < 45:
        return "less than a minute"
    minutes = max(1, round(seconds / 60))
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"
