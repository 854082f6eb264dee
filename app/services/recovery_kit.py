"""The recovery kit: one page to print and lock away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reportlab.platypus import Paragraph, Spacer

from app.services.export import pdf_styles, write_pdf

STEPS = (
    "Print this page or copy the code by hand, and keep it where you keep other things that must not be lost: "
    "a safe, a locked drawer away from this computer, a safe deposit box.",
    "Delete the PDF file afterwards. Whoever has this code and your computer can read everything in the vault.",
    "If you forget your passphrase: open Sotto, choose “Use the recovery code…”, type the code and choose a new "
    "passphrase. You then get a new kit; this one no longer works.",
    "Without the passphrase and without this code, nobody can open the vault: not you, and not the makers of Sotto.",
)


def write_recovery_kit(code: str, path: Path) -> None:
    """Write the page. Raises FolderNotWritable."""
    styles = pdf_styles()
    story = [
        Paragraph("Sotto recovery kit", styles["title"]),
        Spacer(1, 6),
        Paragraph("This code opens your vault if the passphrase is lost.", styles["body"]),
        Spacer(1, 14),
        Paragraph(code, styles["code"]),
        Spacer(1, 14),
        *(Paragraph(f"{number}. {step}", styles["body"]) for number, step in enumerate(STEPS, 1)),
        Spacer(1, 10),
        Paragraph(f"Made on {datetime.now(UTC).astimezone():%d %B %Y}.", styles["quiet"]),
    ]
    write_pdf(path, "Sotto recovery kit", story, "Keep this page apart from the computer.")
