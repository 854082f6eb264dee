"""The recovery kit: one page to print and lock away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from app.services.export.pdf import pdf_styles, write_pdf

KEEP = (
    "Print this page, or copy the code by hand. Keep it where you keep other things that must not be lost, away from "
    "this computer: a safe, a locked drawer elsewhere, a safe deposit box.",
    "Delete the PDF afterwards, also from the bin and from the printer's memory if it has one. Whoever has this code "
    "and your computer can read everything in the vault.",
)
USE = (
    "Open Sotto and choose “Use the recovery code…”.",
    "Type the code, with or without the hyphens, in capitals or not. Mistyping it loses nothing: try again.",
    "Choose a new passphrase.",
    "You then get a new kit. This one stays good until you have confirmed that the new one is stored. Then destroy "
    "this page.",
)
ALOUD = (
    "To read it aloud, say one group after the other, with its number. There is no letter I, L, O or U in it: what "
    "looks like one of them is the digit 1 or 0, or the letter V."
)
LAST = "Without the passphrase and without this code, nobody can open the vault: not you, and not the makers of Sotto."
_PER_LINE = 4


def write_recovery_kit(code: str, path: Path) -> None:
    """Write the page; `code` in groups with hyphens. Raises FolderNotWritable or DiskFull."""
    styles, today = pdf_styles(), datetime.now(UTC).astimezone()
    story = [
        Paragraph("Sotto recovery kit", styles["title"]),
        Spacer(1, 6),
        Paragraph("This code opens your vault if the passphrase is lost.", styles["body"]),
        Spacer(1, 12),
        _code(code, styles),
        Spacer(1, 10),
        Paragraph(ALOUD, styles["body"]),
        Paragraph("Keep it", styles["section"]),
        *_steps(KEEP, styles),
        Paragraph("If you forget your passphrase", styles["section"]),
        *_steps(USE, styles),
        Spacer(1, 8),
        Paragraph(LAST, styles["body"]),
        Spacer(1, 10),
        Paragraph(f"Made on {today:%d %B %Y}. A kit made later replaces this one.", styles["quiet"]),
    ]
    write_pdf(path, "Sotto recovery kit", story, "Keep this page apart from the computer.")


def _steps(steps: tuple[str, ...], styles: dict[str, ParagraphStyle]) -> list[Paragraph]:
    return [Paragraph(f"{number}. {step}", styles["body"]) for number, step in enumerate(steps, 1)]


def _code(code: str, styles: dict[str, ParagraphStyle]) -> Table:
    """The groups, four to a line, each under its number."""
    groups = [
        [Paragraph(str(number), styles["quiet"]), Paragraph(group, styles["code"])]
        for number, group in enumerate(code.split("-"), 1)
    ]
    lines = [groups[at : at + _PER_LINE] for at in range(0, len(groups), _PER_LINE)]
    lines[-1] += [[] for _ in range(_PER_LINE - len(lines[-1]))]
    table = Table(lines, colWidths=[40 * mm] * _PER_LINE)
    table.setStyle(
        TableStyle([("BOX", (0, 0), (-1, -1), 0.7, colors.HexColor("#B9C4C0")), ("LEFTPADDING", (0, 0), (-1, -1), 12)])
    )
    return table
